"""What real notebooks do beside answering: a correct answer gets its points whatever stands around it."""

from __future__ import annotations

import dataclasses

import pytest

from autograder.engine.model import Limits
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission

from .toy import TASK, as_bytes, code, ours, prose

GIVEN = """\
from lecture08_utils import begin, check
begin("toy_springs")
import math
from fractions import Fraction

import numpy as np
"""
# They need what the given cell makes.
FORCE = "def force(x):\n    return float(Fraction(-2)) * np.asarray(x)"
ENERGY = "def energy(x):\n    return math.fabs(x)**2"
STUB, OTHER_STUB = TASK.stubs["q1"][0], TASK.stubs["q2"][0]


def raw(source, **metadata):
    return {"cell_type": "raw", "metadata": metadata, "source": source}


def stub(source, question="q1"):
    return code(source, **ours(question, "stub"))


def check(source, question="q1"):
    return code(source, **ours(question, "check"))


def head(question):
    return prose(f"## {question}. A question", **ours(question, "prose"))


def submission(*first, setup=GIVEN, energy=None, before=(), after=()):
    """A notebook: `first` is what stands between the headings of q1 and q2."""
    energy = [stub(ENERGY, "q2")] if energy is None else energy
    given = setup if isinstance(setup, dict) else code(setup, **ours(None, "prose"))
    cells = [*before, given, head("q1"), *first, check('grader.check("q1")'), head("q2"), *energy, *after]
    return as_bytes([*cells, check('grader.check("q2")', "q2")])


SETUPS = {
    "missing package": "import seaborn as sns\n",
    "missing package that is used": "import tensorflow as tf\nprint(tf.__version__)\n",
    "missing package behind others": "import math\nfrom babypandas import *\nfrom no.such import a as b, c\n",
    "colab": "from google.colab import drive, files\ndrive.mount('/content/drive')\n"
    "import os\nos.chdir('/content/drive/MyDrive/hw1')\nfor name in files.upload(): print(name)\n",
    "colab found": "try:\n    import google.colab\n    COLAB = True\nexcept ImportError:\n    COLAB = False\n"
    "if COLAB:\n    %cd /content\n    !ls\n",
    "installs": "!pip install -q seaborn\n%pip install tqdm\n%conda install jax\n",
    "installs by hand": "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'no_pip'])\n",
    "front end": "%autosave 60\n%load_ext jupyter_black\n%matplotlib widget\n%no_such_magic\n",
    "timed": "%%time\n",
    "captured and timed": "%%capture output\n%%time\nimport seaborn\n",
    "input": "name = input('Your name: ')\n",
    "password": "import getpass\ngetpass.getpass()\n",
    "screen": "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\n"
    "plt.style.use('no-such-style')\nplt.switch_backend('QtAgg')\nplt.plot([1, 2])\n",
    "own module": "import sys\nsys.path.append('/content')\nfrom my_helpers import *\n",
    "own file": "import numpy\ndata = numpy.loadtxt('measured.csv')\n",
    "otter": "import otter\ngrader = otter.Notebook('hw1.ipynb')  # Initialize Otter\ngrader.check_all()\n",
    "not twice": "assert False, 'do not run this cell twice'\n",
    "python 2": "print 'hello'\n",
    "language": "import locale\nlocale.setlocale(locale.LC_ALL, 'no_SUCH.UTF-8')\n",
    "installs by the shell": "!apt-get -qq install texlive\n!{sys.executable} -m pip install seaborn\n",
    "little recursion": "import sys\nsys.setrecursionlimit(100)\n",
    "leaves": "exit()\n",
    "dies": "import os\nos._exit(1)\n",
    "interrupted": "raise KeyboardInterrupt\n",
    "gpu": "import jax\njax.config.update('jax_platform_name', 'gpu')\njax.config.update('jax_platforms', 'cuda')\n"
    "gpu = jax.devices('gpu')[0]\njax.config.update('jax_default_device', gpu)\n",
    "gpu by variables": "import os\nos.environ.update(JAX_PLATFORMS='cuda', XLA_FLAGS='--xla_no_such_flag=1')\n",
}
EXPERIMENTS = {
    "assert": "assert force(1.0) == 5",
    "input": "x0 = float(input('x = '))\nprint(force(x0))",
    "missing package": "import seaborn as sns\nsns.lineplot(x=[1], y=[2])",
    "prints without end": "while True: print('x' * 1000)",
    "ends the process": "import os\nos._exit(0)",
    "leaves": "quit()",
    "stops": "raise SystemExit('the rest is old')",
    "memory": "table = np.ones(2**33)",
    "checks with a comment": "grader.check('q1')  # all passed!",
    "checks and prints": "print(grader.check(\n    'q1'\n))",
    "checks and keeps": "result = grader.check('q1')\nassert result",
    "checks of ours": "check('q1')  # ok\nx = check('q1')",
    "bar": "from tqdm.notebook import tqdm, trange\nwith tqdm(total=3) as bar:\n    bar.update(3)\n"
    "assert bar.n == 3 and list(tqdm(range(3), desc='a')) == [0, 1, 2] and len(trange(4)) == 4",
    "interact": "from no_widgets import interact\n@interact(x=(0, 1))\ndef show(x): print(force(x))",
}
ANSWERS = {
    "conditional": [stub("if True:\n    " + FORCE.replace("\n", "\n    "))],
    "one of several": [stub("def make():\n    return 0, lambda x: -2 * x\nzero, force = make()")],
    "lambda": [stub("force = lambda x: -2 * np.asarray(x)")],
    "partial": [stub("from functools import partial\nforce = partial(np.multiply, -2)")],
    "callable object": [stub("class Spring:\n    def __call__(self, x):\n        return -2 * x\nforce = Spring()")],
    "bar inside": [
        stub("from tqdm.auto import tqdm\ndef force(x):\n    for _ in tqdm(range(2)): f = -2 * x\n    return f")
    ],
    "language first": [stub("import locale\nlocale.setlocale(locale.LC_ALL, 'no_SUCH.UTF-8')\n" + FORCE)],
    "deep": [
        code("import sys\nsys.setrecursionlimit(100)"),
        stub("def zero(n): return n and zero(n - 1)\ndef force(x): return -2 * x + zero(400)"),
    ],
    "missing package first": [stub("import seaborn as sns\n" + FORCE)],
    "missing decorator": [
        code("from numba import njit, prange\nimport numba as nb\nfast = nb.njit(parallel=True)"),
        stub("@njit(cache=True)\n@fast\n" + FORCE),
    ],
    "missing annotation": [
        code("from nptyping import NDArray\nVector = NDArray[float]"),
        stub(FORCE.replace("(x):", "(x: Vector, *more: 'int | NDArray') -> NDArray:")),
    ],
    "missing inside": [
        code("import numba"),
        stub("def force(x):\n    @numba.njit\n    def twice(x: numba.float64): return 2 * x\n    return -twice(x)"),
    ],
    "timed": [stub("%%time\nimport seaborn\n" + FORCE)],
    "split": [code("k = 2"), stub("def force(x):\n    return -k * x"), stub("force.no_such_attribute")],
    "copy with scratch": [stub(FORCE), stub("force(1, 2, 3)  # why?")],
    "untouched copy below": [stub(FORCE), stub(STUB)],
    "untouched copy above": [stub(STUB), stub(FORCE)],
    "markdown": [prose(FORCE, **ours("q1", "stub"))],
    "markdown with a fence": [prose(f"```python\n{FORCE}\n```", **ours("q1", "stub"))],
    "raw": [raw(FORCE, **ours("q1", "stub"))],
    "raw without metadata": [raw(FORCE)],
    "markdown copy kept": [prose("def force(x):\n    return 0", **ours("q1", "stub")), stub(FORCE)],
    "placeholder": [stub("# see below\nraise NotImplementedError"), code(FORCE)],
    "own cell below": [stub(STUB), code(FORCE)],
    "own cell above": [code(FORCE), stub(STUB)],
    "own cell, conditional": [stub(STUB), code("if True:\n    force = lambda x: -2 * x\nelse:\n    force = None")],
    "own cell, one of several": [stub(STUB), code("zero, force = 0, lambda x: -2 * x")],
    "own cell, from a module": [
        stub(STUB),
        code("%%writefile springs.py\ndef force(x): return -2 * x"),
        code("from springs import force"),
    ],
    "own cell, by name": [stub(STUB), code("globals()['force'] = lambda x: -2 * x")],
    "in the check's cell": [stub(STUB), check(f"{FORCE}\ngrader.check('q1')")],
    "overwritten by its result": [
        stub(FORCE),
        check('grader.check("q1")'),
        code("force = force(2.0)\nforce"),
        code("1"),
    ],
    "overwritten, and a cell that needs it": [stub(FORCE), code("force = force(2.0)"), code("x = force + 1")],
    "deleted": [stub(FORCE), code("force(1.0)"), code("del force")],
    "overwritten, and answered again": [stub(FORCE), code("force = force(2.0)"), code(FORCE)],
    "wrapped below": [stub("def force(x): return 2 * x"), code("force = np.vectorize(lambda x, f=force: -f(x))")],
    "first try, and a better one below": [stub("def force(x): return 0"), code("force = force(1)"), code(FORCE)],
    "later experiments": [stub(FORCE), code("def helper(): return force"), code("1 / 0")],
    "own file first": [
        code("np.savetxt('/no/such/folder', [1])\ndef helper(x): return -2 * x"),
        stub("force = helper"),
    ],
}
NOTEBOOKS = {
    **{f"given: {name}": submission(stub(FORCE), setup=source + GIVEN) for name, source in SETUPS.items()},
    **{
        f"given below: {name}": submission(stub(FORCE), setup=GIVEN + source)
        for name, source in SETUPS.items()
        if not source.startswith("%%")
    },
    **{f"added: {name}": submission(stub(FORCE), before=[code(source)]) for name, source in SETUPS.items()},
    **{f"behind: {name}": submission(stub(f"{FORCE}\n\n{source}")) for name, source in EXPERIMENTS.items()},
    **{f"answer: {name}": submission(*cells) for name, cells in ANSWERS.items()},
    "given as markdown": submission(stub(FORCE), setup=prose(GIVEN, **ours(None, "prose"))),
    "given as raw": submission(stub(FORCE), setup=raw(GIVEN, **ours(None, "prose"))),
    "below the next heading": submission(stub(STUB), energy=[code(FORCE), stub(ENERGY, "q2")]),
    "placeholder, below the next heading": submission(stub("# below"), energy=[code(FORCE), stub(ENERGY, "q2")]),
    "all in the given cell": submission(setup=f"{GIVEN}\n{FORCE}\n{ENERGY}", energy=[]),
    "at the end": submission(stub(STUB), after=[code(FORCE)]),
    "at the end, and tried there": submission(stub(STUB), after=[code(FORCE), code("force(1)"), code("force = 1")]),
    "above its heading": submission(stub(FORCE), code(ENERGY), energy=[stub(OTHER_STUB, "q2")]),
    "merged upwards": submission(stub(f"{FORCE}\n{ENERGY}"), energy=[]),
    "merged downwards": submission(energy=[stub(f"{FORCE}\n{ENERGY}", "q2")]),
    "moved check": submission(stub(FORCE), after=[code("def force(x): return 0"), check('grader.check("q1")')]),
}


@pytest.fixture(scope="module")
def finished(grading_engine, tmp_path_factory):
    limits = Limits(cell_seconds=8.0, question_seconds=8.0, output_bytes=2**20)
    task = dataclasses.replace(TASK, given=[GIVEN], limits=limits)
    submissions = [Submission(name, name, lambda content=content: content) for name, content in NOTEBOOKS.items()]
    done = grade_class(grading_engine, task, submissions, tmp_path_factory.mktemp("traits"), jobs=2).finished
    return {item.student: item for item in done}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_correct_answer_gets_its_points(finished, name):
    result = finished[name].result
    failed = [(item.id, item.verdict, item.message) for q in result.questions for item in q.checks if not item.score]
    assert not failed
    assert result.score == 6.3


@pytest.mark.parametrize(
    ("name", "note"),
    [
        (
            "given: missing package",
            "cell 1 failed (import seaborn as sns): ModuleNotFoundError: No module named 'seaborn'",
        ),
        ("given: input", "cell 1 failed (name = input('Your name: ')): EOFError: EOF when reading a line"),
        ("added: dies", "cell 1 failed (import os): Your code ended the Python process with exit status 1"),
        ("behind: assert", "cell 3 of q1 failed (def force(x):): AssertionError"),
        ("behind: prints without end", "cell 3 of q1 failed (def force(x):): Your code printed more than the 1 MiB"),
        (
            "answer: missing decorator",
            "cell 4 of q1 failed (@njit(cache=True)): ImportError: left out, since what it needs could not be "
            "imported: `@njit(cache=True)`, `@fast`",
        ),
        ("answer: copy with scratch", "cell 4 of q1 failed (force(1, 2, 3)  # why?): TypeError"),
    ],
)
def test_the_note_names_the_cell_and_the_cause(finished, name, note):
    assert any(line.startswith(note) for line in finished[name].notes), finished[name].notes


@pytest.mark.parametrize(
    "name", ["given: otter", "given: front end", "answer: own cell above", "merged upwards", "all in the given cell"]
)
def test_what_is_harmless_is_not_reported(finished, name):
    notes = [note for note in finished[name].notes if "no_such_magic" not in note and "jupyter_black" not in note]
    assert notes == []
