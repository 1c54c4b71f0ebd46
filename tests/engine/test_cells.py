"""How cells run: as in a notebook, and in the same way each time."""

import pytest

from autograder.engine import Cell
from lecture08_utils.checking.codec import encode

from .conftest import Notebook, ask


def test_a_later_cell_sees_the_names_of_an_earlier_one(engine):
    with Notebook(engine, "a = 2", "b = a + 1") as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q2", "b") == 3


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "%%time\na = 1",
        "%config InlineBackend.figure_format = 'retina'",
        "%load_ext autoreload\n%autoreload 2",
        "!ls /",
        "files = !ls /\nassert 'usr' in files",
        "%%bash\necho hello",
        "text = !bash -c '(sleep 0.05; echo a) & wait; false || echo b | cat'\nassert list(text) == ['a', 'b'], text",
        "import asyncio\nawait asyncio.sleep(0)",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
        "import matplotlib.pyplot as plt\nplt.subplots()[0].savefig('figure.png')",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>x</b>'))",
        "import getpass, tempfile, pathlib\npathlib.Path.home(), tempfile.mkdtemp(), getpass.getuser()",
        "import multiprocessing\nwith multiprocessing.Pool(2) as pool: assert pool.map(abs, [-1]) == [1]",
        "import lecture08_utils\nlecture08_utils.begin('no such assignment')\nlecture08_utils.check('q1')",
        "help(len)",
        "",
        "# a comment",
    ],
)
def test_what_notebooks_do_works(engine, source):
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults == {}


@pytest.mark.parametrize(
    "command",
    [
        "pip install -q a b",
        "pip3 install a",
        "{sys.executable} -m pip install a",
        "sudo apt-get -qq install a",
        "uv pip install a",
    ],
)
def test_shell_commands_install_nothing(engine, command):
    # The shell would say 127 for a program that is not there, and others fail without a network.
    with Notebook(engine, f"import sys\n!{command}\nassert _exit_code == 0, _exit_code") as notebook:
        assert notebook.run.cell_faults == {}


def test_other_shell_commands_run(engine):
    with Notebook(
        engine, "!pip --no-such && pip install a\nassert _exit_code\n!echo pip install a >b\nopen('b')"
    ) as notebook:
        assert notebook.run.cell_faults == {}


def test_a_cell_that_allows_little_recursion_does_not_do_so_for_answers(engine):
    little = "import sys\nsys.setrecursionlimit(100)\ndepth = lambda n: n and 1 + depth(n - 1)"
    with Notebook(engine, little, "sys.setrecursionlimit(3000)\nsys.setrecursionlimit(3001)") as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "depth(400)") == 400
        assert notebook.ask("q2", "sys.getrecursionlimit()") == 3001


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_what_only_texts_call_a_line_end_does_not_change_the_code(engine, character):
    source = f"text = 'a{character}b'  # no{character}a = 1 / 0\nlength = len(text)\n1 / 0"
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults[1].message == "Your code raised ZeroDivisionError in the line\n    1 / 0"
        assert notebook.ask("q1", "length") == 3


def test_an_underscore_is_the_last_cells_value(engine):
    with Notebook(engine, "1 + 1", "b = _ + 1") as notebook:
        assert notebook.ask("q2", "b") == 3


def test_a_cell_can_write_a_module_and_the_next_import_it(engine):
    with Notebook(engine, "%%writefile helper.py\nvalue = 4", "import helper\nb = helper.value") as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q2", "b") == 4


def test_an_exception_costs_its_cell_and_names_its_line(engine):
    with Notebook(engine, "\n\n  \na = 1\nb = a / 0", "c = a") as notebook:
        fault = notebook.run.cell_faults[1]
        assert fault.verdict == "run_time_error"
        assert fault.message == "Your code raised ZeroDivisionError in the line\n    b = a / 0"
        assert fault.detail == "ZeroDivisionError: division by zero"
        assert notebook.ask("q2", "c") == 1


def test_the_line_is_found_when_a_function_of_another_cell_raises(engine):
    with Notebook(engine, "def f(x):\n    return x.missing", "f(1)") as notebook:
        assert notebook.run.cell_faults[2].message.endswith("return x.missing")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a = 1\nb = = 2", "Your code raised SyntaxError in the line\n    b = = 2"),
        ("import sys\nsys.exit()", "Your code raised SystemExit in the line\n    sys.exit()"),
        ("exit()", "Your code raised SystemExit in the line\n    exit()"),
        ("raise KeyboardInterrupt", "Your code raised KeyboardInterrupt in the line\n    raise KeyboardInterrupt"),
        ("input()", "Your code raised EOFError in the line\n    input()"),
        ("class Odd(Exception): pass\nraise Odd('hidden')", "Your code raised an exception in the line\n    raise"),
        ("def f(n): return f(n + 1)\nf(0)", "Your code raised RecursionError in the line\n    def f(n)"),
    ],
)
def test_what_a_cell_raises_is_told_in_the_graders_words(engine, source, message):
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults[1].message.startswith(message)


def test_an_exception_that_cannot_be_printed_is_a_fault_like_others(engine):
    source = "class Bad(Exception):\n    def __str__(self): raise Bad\nraise Bad"
    with Notebook(engine, source) as notebook:
        assert notebook.verdicts == {1: "run_time_error"}


def test_random_numbers_depend_on_the_seed_alone(engine):
    source = "import random, numpy as np\nr = [random.random(), float(np.random.rand()), hash('x')]"
    with Notebook(engine, source, seed=5) as one, Notebook(engine, source, seed=5) as two:
        expected = one.ask("q1", "r")
        assert two.ask("q1", "r") == expected
    with Notebook(engine, source, seed=6) as other:
        assert other.ask("q1", "r")[0] != expected[0]


def test_cell_seconds_are_processor_time(engine):
    busy = "import time\nstart = time.process_time()\nwhile time.process_time() < start + 0.4: pass"
    with Notebook(engine, busy, "import time\ntime.sleep(0.4)") as notebook:
        assert 0.3 < notebook.run.cell_seconds[1] < 0.8
        assert notebook.run.cell_seconds[2] < 0.2


def test_jax_runs_on_one_core_without_threads_to_spare(engine):
    source = "import os, jax\njax.jit(lambda x: x @ x)(jax.numpy.ones((200, 200))).block_until_ready()"
    with Notebook(engine, source) as notebook:
        assert notebook.ask("q1", "len(os.sched_getaffinity(0))") == 1
        assert notebook.ask("q1", "len(os.listdir('/proc/self/task'))") < 30


@pytest.mark.parametrize("line", ["1 / 0", "import os; os._exit(0)", "while True: print('x' * 1000)", "a = = 1"])
def test_what_was_released_runs_where_a_given_cell_fails(engine, line):
    cells = [Cell(1, f"{line}\nb = 2", None, "a = 1"), Cell(2, "c = a + 1", "q1")]
    with engine.run(cells, arrays="jax", seed=1) as run:
        assert set(run.cell_faults) == {1}
        with run.question("q1") as evaluator:
            assert ask(evaluator, "c") == 2


def test_what_stands_behind_an_exception_is_still_defined(engine):
    source = "f = lambda x: 1\nprint(g(1))\nimport math\nk = 2\ndef f(x): return 0\ndef g(x): return k * x\nh = g(2)"
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults[1].message == "Your code raised NameError in the line\n    print(g(1))"
        assert notebook.ask("q1", "[g(3), math.floor(1.5)]") == [6, 1]
        assert notebook.ask("q1", "f(1)") == 1, "not what the student's kernel never came to"
        assert notebook.ask("q1", "'h' in globals()") is False


UNREADABLE = """\
import math

def f(x):
    return 1 / x

@property
def g(x:
    return 2

class A:
    b = 3
"""


def test_of_a_cell_that_cannot_be_read_the_definitions_count_that_can(engine):
    with Notebook(engine, UNREADABLE) as notebook:
        assert notebook.run.cell_faults[1].message.startswith("Your code raised SyntaxError")
        assert notebook.ask("q1", "[f(2), A.b, math.floor(1.5)]") == [0.5, 3, 1]
        assert notebook.ask("q1", "f(0)")["frames"][-1] == ["<cell 1>", 4]
        assert notebook.ask("q1", "'g' in globals()") is False


def test_what_ran_before_an_error_that_only_compiling_finds_stays_as_it_was(engine):
    source = "def f(x): return x\nf = lambda x, g=f: 2 * g(x)\nn = 0\ndef count():\n    n += 1\n    global n"
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults[1].message.startswith("Your code raised SyntaxError")
        assert notebook.ask("q1", "f(2)") == 4


def test_what_stands_behind_an_exception_replaces_nothing(engine):
    cells = (
        "from math import sin\ndef f(x): return 1",
        "assert f(2) == 5\ndef f(x): return 0\nfrom math import cos as sin",
    )
    with Notebook(engine, *cells) as notebook:
        assert notebook.ask("q2", "[f(1), sin(0)]") == [1, 0.0]


def test_names_that_are_no_text_spoil_no_question(engine):
    with Notebook(engine, "a = 1", "globals()[0] = 1\na = 2") as notebook:
        assert notebook.ask("q1", "a") == 1


def test_a_name_that_a_later_cell_makes_is_there_as_it_was_in_the_kernel(engine):
    cells = (
        "def f(x):\n    return helper(x) + len([x])",
        "def helper(x):\n    return 2 * x\nlen = None\na = 1",
        "a = 2",
    )
    with Notebook(engine, *cells) as notebook:
        assert notebook.ask("q1", "f(3)") == 7
        assert notebook.ask("q2", "a") == 1


def test_a_function_is_asked_though_its_name_became_a_number(engine):
    cells = ("def f(x):\n    return 2 * x\nf = [f(k) for k in range(3)]", "b = f[2]\nf = 5")
    with Notebook(engine, *cells) as notebook:
        for question in ("q1", "q2"):
            with notebook.run.question(question) as evaluator:
                evaluator.answer(encode({"op": "begin", "names": ["f"]}))
                assert ask(evaluator, "f(4)") == 8
        assert notebook.ask("q2", "b") == 4


def test_the_variable_for_double_precision_is_heard(engine):
    with Notebook(engine, "%env JAX_ENABLE_X64=1\nimport jax.numpy as jnp") as notebook:
        assert notebook.ask("q1", "str(jnp.ones(1).dtype)") == "float64"


def test_a_cell_may_recurse_as_deep_as_in_a_kernel(engine):
    with Notebook(engine, "depth = lambda n: n and 1 + depth(n - 1)") as notebook:
        assert notebook.ask("q1", "depth(2000)") == 2000


def test_names_that_older_versions_have_are_there(engine):
    source = (
        "import numpy as np, jax\na = [np.trapz([1, 1]), np.in1d([1], [1])[0]]\nwith jax.experimental.enable_x64():\n"
    )
    with Notebook(engine, source + "    b = str(jax.numpy.ones(1).dtype)") as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "[float(a[0]), bool(a[1]), b]") == [1.0, True, "float64"]


def test_what_was_released_does_not_run_where_the_cell_works(engine):
    with engine.run([Cell(1, "a = 2", "q1", "a = 1")], arrays="jax", seed=1) as run, run.question("q1") as evaluator:
        assert ask(evaluator, "a") == 2


def test_the_definitions_of_a_cell_that_is_stopped_survive(engine):
    source = (
        "import math\nk = 2\npair = (k, 'text')\nf = lambda x: k * x\n@staticmethod\ndef g(x): return math.sqrt(x)\n"
        "class A: pass\ntable = [0] * 3\nslow = f(1)\nimport os; os._exit(0)\ndef h(): ..."
    )
    with Notebook(engine, source) as notebook:
        assert notebook.verdicts == {1: "run_time_error"}
        assert notebook.ask("q1", "[f(2), g(4), A.__name__, k, len(pair), h()]") == [4, 2.0, "A", 2, 2, None]
        assert notebook.ask("q1", "[n for n in ('table', 'slow') if n in globals()]") == []


def test_a_cell_whose_definitions_kill_is_left_out(engine):
    source = "import os\nclass A:\n    os._exit(0)"
    with Notebook(engine, source, "b = 1") as notebook:
        assert notebook.verdicts == {1: "run_time_error"}
        assert notebook.ask("q2", "b") == 1


@pytest.mark.parametrize(
    "line",
    [
        "import no_such_module",
        "from numpy import no_such_name",
        "open('no such file')",
        "input()",
        "%no_such_magic",
        "%load_ext no_such_extension",
        "import subprocess; subprocess.check_call(['false'])",
        "import urllib.request; urllib.request.urlopen('http://example.org')",
    ],
)
def test_what_the_machine_lacks_costs_its_statement(engine, line):
    with Notebook(engine, f"a = 1\n{line}\nb = a + 1") as notebook:
        assert notebook.verdicts == {1: "run_time_error"}
        assert notebook.ask("q1", "b") == 2


def test_a_fault_names_what_was_passed_over_before(engine):
    with Notebook(engine, "from no_such_module import Float\n1 / 0") as notebook:
        fault = notebook.run.cell_faults[1]
        assert fault.message.startswith("Your code raised ZeroDivisionError")
        assert fault.detail.endswith("(before that, ModuleNotFoundError: No module named 'no_such_module')")


def test_platforms_are_the_graders_and_precision_is_the_notebooks(engine):
    source = (
        "import os, jax\nos.environ['JAX_PLATFORMS'] = 'cuda'\njax.config.update('jax_platforms', 'cuda')\n"
        "from jax import config\nconfig.update('jax_enable_x64', True)\n"
        "device = jax.device_put(1.0, jax.devices('gpu')[0]).device.platform"
    )
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults == {}
        found = notebook.ask("q1", "[device, str(jax.numpy.ones(1).dtype), os.environ['JAX_PLATFORMS'] == 'cuda']")
        assert found == ["cpu", "float64", False]
