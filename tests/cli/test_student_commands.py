"""`lecture08` as a student has it: without the grader, fast to start, and with two commands."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from lecture08_utils import cli
from lecture08_utils.checking import load

HEAVY = ("jax", "matplotlib", "IPython", "scipy", "rich", "otter", "nbgrader", "nbformat")


CELL = {"cell_type": "code", "metadata": {}, "source": "a = 1", "outputs": []}


def lecture08(*arguments, cwd=None):
    """Run the command in a process of its own, since `check` runs a notebook in its own process."""
    command = [sys.executable, "-c", "from lecture08_utils.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


def write(path, *sources):
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in sources]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return path


def test_help_imports_nothing_heavy():
    script = (
        "import sys; from lecture08_utils.cli import commands\n"
        "commands()(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_without_the_grader_there_are_two_commands(monkeypatch):
    monkeypatch.setattr(cli, "find_spec", lambda name: None if name.startswith("autograder") else find_spec(name))
    assert sorted(cli.commands().commands) == ["check", "doctor"]
    monkeypatch.undo()
    assert {"grade", "release", "verify", "demo"} < cli.commands().commands.keys()


def test_doctor_describes_the_installation():
    result = CliRunner().invoke(cli.commands(), ["doctor"])
    assert result.exit_code == 0, result.output
    assert "jax computes on" in result.output
    assert "numbers are float32" in result.output


def test_doctor_says_what_is_wrong(monkeypatch):
    import jax

    with jax.enable_x64(True):
        result = CliRunner().invoke(cli.commands(), ["doctor"])
    assert result.exit_code == 1
    assert "✗ numbers are float64 instead of float32: unset JAX_ENABLE_X64" in result.output


def test_check_runs_a_notebook_and_its_public_checks(tmp_path):
    write(
        tmp_path / "mine.ipynb",
        'from lecture08_utils import begin, check\n\nbegin("hw4_oscillator")',
        'import otter\ngrader = otter.Notebook("hw4_oscillator.ipynb")',
        "import jax\nsecond = lambda f: jax.grad(jax.grad(f, argnums=1), argnums=1)",
        "def second_derivative(psi):\n    return jax.vmap(second(psi), in_axes=(None, 0))\n\ngrader.check('q1')",
        "print('no', 'ise', sep='')\n1 / 0",
        "init_params = lambda seed: seed\npsi = lambda params, x: params * x",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        'check("q1")',
    )
    result = lecture08("check", cwd=tmp_path)
    assert "Summary of hw4_oscillator, public checks only:" in result.stdout.splitlines()
    assert result.returncode == 1, result.stderr
    assert (
        "The cell that begins with `print('no', 'ise', sep='')` raised ZeroDivisionError: division by zero"
        in result.stdout
    )
    assert "noise" not in result.stdout
    assert "✓ `second_derivative` gives d²/dx²" in result.stdout
    assert "q2: The residual: 0 of" in result.stdout
    assert result.stdout.count("q1: ") == 1
    summary = result.stdout.partition("Summary of hw4_oscillator")[2].splitlines()
    assert [line.split()[:2] for line in summary[1:3]] == [["✗", "q1"], ["✗", "q2"]]
    assert len(summary) == 1 + len(load("hw4_oscillator", hidden=False).assignment.questions)


def test_check_reads_and_runs_a_notebook_as_grading_does(tmp_path):
    (tmp_path / "helper.py").write_text("raise SystemExit('a graded notebook comes without it')")
    name = "halb \ud83d"
    answer = "def second_derivative(psi):\n    return jax.vmap(second(psi), in_axes=(None, 0))"
    write(
        tmp_path / "mine.ipynb",
        'name = input("?")\nimport getpass\ngetpass.getpass()',
        'import seaborn\nfrom google.colab import drive\ndrive.mount("/content")\nfrom helper import *\n'
        'from lecture08_utils import begin, check\n\nbegin("hw4_oscillator")',
        f"import jax\nlabel = '{name}'\npsi = init_params = lambda *x: x",
        "second = lambda f: jax.grad(jax.grad(f, argnums=1), argnums=1)",
        f"{answer}\n\nassert False, 'an experiment'",
        "def second_derivative(psi):\n    ...",
        "%%writefile own.py\nvalue = 3",
        "from own import value\nassert value == 3, 'not the module'",
        "print('x' * 10**7)\nimport sys\nsys.stdin.read(), sys.stdin.fileno()\n!cat",
    )
    result = lecture08("check", "mine.ipynb", cwd=tmp_path)
    assert result.returncode == 1, result.stderr
    assert "✓ `second_derivative` gives d²/dx²" in result.stdout
    assert "raised AssertionError: an experiment" in result.stdout
    assert "The rest of the cell was run." in result.stdout
    assert "✗ q2" in result.stdout
    assert "not the module" not in result.stdout
    assert len(result.stdout) < 20_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["helper.py", "mine.ipynb"]


def test_check_does_not_keep_what_a_cell_prints(tmp_path):
    """IPython's own shell needs 80 s for five times as much, and a gigabyte."""
    write(
        tmp_path / "mine.ipynb",
        'from lecture08_utils import begin\nbegin("hw1_autodiff")\nimport time\nbegan = time.process_time()',
        "for i in range(1_000_000): print(i)",
        "assert time.process_time() - began < 5, 'slow'",
        "assert not get_ipython().history_manager.outputs, 'kept'",
    )
    output = lecture08("check", cwd=tmp_path).stdout
    assert "Summary of hw1_autodiff" in output
    assert "raised" not in output


@pytest.mark.parametrize(
    "leaves",
    [
        "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()",
        "import time\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "ThreadPoolExecutor(1).submit(time.sleep, 1000)",
        "import multiprocessing, time\n"
        "multiprocessing.get_context('fork').Process(target=time.sleep, args=(1000,)).start()",
    ],
    ids=["thread", "pool", "process"],
)
def test_check_ends_after_its_report_whatever_runs_on(tmp_path, leaves):
    write(tmp_path / "mine.ipynb", 'from lecture08_utils import begin\nbegin("hw1_autodiff")', leaves)
    result = lecture08("check", cwd=tmp_path)
    assert result.returncode == 1
    assert "Summary of hw1_autodiff" in result.stdout


def test_check_says_what_was_left_out_with_a_missing_package(tmp_path):
    write(
        tmp_path / "mine.ipynb",
        'from lecture08_utils import begin\nbegin("hw4_oscillator")',
        "from no_such_package import fast\nimport jax\npsi = init_params = lambda *x: x",
        "@fast(parallel=True)\ndef second_derivative(psi: fast.Function):\n"
        "    second = jax.grad(jax.grad(psi, argnums=1), argnums=1)\n    return jax.vmap(second, in_axes=(None, 0))",
    )
    output = lecture08("check", cwd=tmp_path).stdout
    assert (
        "could not be imported: `@fast(parallel=True)`, `fast.Function`\n    The rest of the cell was run." in output
    )
    assert "✓ `second_derivative` gives d²/dx²" in output


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ipynb", "{}", "is JSON but no notebook"),
        ("a.ipynb", json.dumps({"nbformat": 4, "cells": [CELL]}), "does not say which assignment it is"),
        ("a.txt", "", "There is no notebook in this folder"),
    ],
)
def test_check_says_what_it_needs(tmp_path, name, content, words):
    (tmp_path / name).write_text(content)
    result = lecture08("check", cwd=tmp_path)
    assert result.returncode == 2
    assert words in result.stderr


def test_check_asks_which_of_two(tmp_path):
    for name in ("a.ipynb", "b.ipynb"):
        write(tmp_path / name)
    assert "2 notebooks (a.ipynb, b.ipynb) in this folder" in lecture08("check", cwd=tmp_path).stderr


@pytest.mark.parametrize("name", sorted(cli.commands().commands))
def test_every_command_s_help_has_an_example(name):
    result = CliRunner().invoke(cli.commands(), [name, "-h"])
    assert result.exit_code == 0
    assert f"lecture08 {name}" in result.output.partition("Example")[2]
