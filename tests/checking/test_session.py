"""A live notebook: checks know what was run, remember what they said, and given cells say what they wait for."""

import functools

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question, notebook, session

HINT = "Which way?"
public = CheckList("public")


@public("q1", points=0.5, hint=HINT)
def slope_of_a_square(student, rng):
    """The slope of x² at 3."""
    student.expect("slope(lambda x: x * x, 3.0)", want=6.0, rtol=0.1)


@public("q1", points=0.5, hint=HINT)
def slope_of_a_cube(student, rng):
    """The slope of x³ at 1."""
    student.expect("slope(lambda x: x**3, 1.0)", want=3.0, rtol=0.1)


@public("q2", points=1, hint=HINT, retries=1)
def training(student, rng):
    """The training finds 2."""
    student.expect("train(seed)", seed=student.attempt, want=2.0)


COURSE = CheckedAssignment(
    Assignment(
        "toy",
        "Toy",
        (
            Question("q1", "Slopes", defines=("slope",)),
            Question("q2", "Training", defines=("train",), prerequisites=("q1",)),
            Question("q3", "Essay", manual_points=2.0),
        ),
        arrays="numpy",
    ),
    tuple(public.checks),
)
STUB = 'def slope(f, x):\n    """Slope of f at x, by a difference quotient with a small step."""\n    ...'
RIGHT = STUB.replace("...", "return (f(x + 1e-4) - f(x)) / 1e-4")
WRONG = STUB.replace("...", "return f(x)")


class Notebook:
    """A shell whose cells have ids, and all that it displayed."""

    def __init__(self, monkeypatch):
        config = Config()
        config.HistoryManager.enabled = False
        self.shell = InteractiveShell(config=config)
        self.shown = []
        monkeypatch.setattr(session, "running_shell", lambda: self.shell)
        monkeypatch.setattr(notebook, "running_shell", lambda: self.shell)
        monkeypatch.setattr(notebook, "load", lambda name, hidden: COURSE)
        monkeypatch.setattr(notebook, "_session", None)
        monkeypatch.setattr(notebook, "_inert", False)
        for module in (notebook, session):
            monkeypatch.setattr(module, "show", self.shown.append)
        self.shell.user_ns |= {"functools": functools}
        self.run("first", "from lecture08_utils import begin, check, grade\nbegin('toy')")

    def run(self, cell, source):
        """Run a cell; returns IPython's result."""
        return self.shell.run_cell(source, store_history=True, cell_id=cell)

    def check(self, argument='"q1"'):
        """What `check` shows, as text."""
        before = len(self.shown)
        self.run("check", f"check({argument})")
        return "\n".join(map(repr, self.shown[before:]))


@pytest.fixture
def student(monkeypatch):
    return Notebook(monkeypatch)


@pytest.fixture
def solved(student):
    student.run("a", RIGHT)
    assert student.check() == "q1: Slopes: all public checks pass\n✓ The slope of x² at 3.\n✓ The slope of x³ at 1."
    return student


@pytest.mark.parametrize(
    ("cell", "source", "words"),
    [
        ("a", RIGHT.replace("):", ")", 1), "The cell of `slope` was run again and stopped: SyntaxError in line 1"),
        ("a", RIGHT.replace("def ", "dfe "), "The cell of `slope` was run again and stopped: SyntaxError"),
        ("a", RIGHT.replace("    return", "  return"), "stopped: IndentationError"),
        ("a", "1 / 0\n" + RIGHT, "stopped: ZeroDivisionError"),
        ("a", "raise KeyboardInterrupt\n" + RIGHT, "stopped: it was interrupted"),
        ("a", "@unknown\n" + RIGHT, "stopped: NameError"),
        ("a", "%%time\n" + RIGHT.replace("):", ")", 1), "stopped: SyntaxError"),
        (None, RIGHT.replace("):", ")", 1), "stopped: SyntaxError in line 1"),
        ("b", RIGHT.replace("):", ")", 1), "stopped: SyntaxError in line 1"),
        ("a", RIGHT.replace("slope", "slpoe"), "does not define it any more but `slpoe`: is the name misspelt"),
        ("b", "def slope(:\n    ...", "The cell of `slope` was run again and stopped: SyntaxError in line 1"),
        ("a", "# " + RIGHT.replace("\n", "\n# "), "does not define it any more"),
    ],
)
def test_a_check_of_an_older_definition_says_so(solved, cell, source, words):
    solved.run(cell, source)
    shown = solved.check()
    assert "of an older definition" in shown
    assert words in shown
    page = solved.shown[-1]._repr_html_()
    assert page.startswith('<div style="border-left:4px solid var(--jp-error-color1')
    solved.run("a", RIGHT)
    assert "older definition" not in solved.check()


@pytest.mark.parametrize(
    "cells",
    [
        [("a", RIGHT)],
        [("a", RIGHT + "\n1 / 0")],
        [("b", RIGHT)],
        [("b", RIGHT), ("a", "")],
        [("b", "1 / 0")],
        [("b", "def other(:")],
        [("b", "slope(lambda x: x, 1.0)")],
        [("b", "slope = functools.lru_cache(slope)"), ("b", "slope = slope")],
        [("a", "%%time\n" + RIGHT)],
        [("a", RIGHT), ("a", RIGHT + "\n%timeit -n1 -r1 1")],
        [("c", "from math import sin"), ("c", "import math")],
        [("c", "def helper(x):\n    return x"), ("c", "def helper2(x):\n    return x")],
        [("c", "import nonsense_of_a_module")],
        [("b", RIGHT.replace("slope", "slope_slowly"))],
    ],
    ids=range(14),
)
def test_no_false_alarm(solved, cells):
    for cell, source in cells:
        solved.run(cell, source)
    assert "older definition" not in solved.check()


def test_a_helper_that_is_older_than_its_cell_is_named(student):
    student.run("h", "def quotient(f, x, h):\n    return (f(x + h) - f(x)) / h")
    student.run("a", "def slope(f, x):\n    return quotient(f, x, 1e-4)")
    student.check()
    student.run("h", "def quotient(f, x, h)\n    return 0")
    assert "The cell of `quotient` was run again and stopped: SyntaxError" in student.check()


def test_a_misspelt_name_is_found_when_nothing_else_is_there(student):
    student.run("a", RIGHT.replace("slope", "slpoe"))
    assert "There is `slpoe`: is `slope` meant?" in student.check()


@pytest.mark.parametrize("argument", ['"Q1"', '" q1 "', "1", '"1"', "'q1.slope_of_a_cube'"])
def test_a_question_may_be_named_in_other_ways(solved, argument):
    assert solved.check(argument).startswith("q1: Slopes: all public checks pass")


def test_an_unknown_question_is_a_sentence(student, capsys):
    result = student.run("check", 'check("q77")')
    assert result.error_in_exec is not None
    text = capsys.readouterr().out
    assert "toy has no question 'q77'. Its questions are q1, q2, q3" in text
    assert "Traceback" not in text


def test_a_check_before_begin_is_a_sentence(monkeypatch, student, capsys):
    monkeypatch.setattr(notebook, "_session", None)
    student.run("check", 'check("q1")')
    text = capsys.readouterr().out
    assert "Run the notebook's first cell" in text
    assert "Traceback" not in text


COUNTING = "def train(seed):\n    print('training')\n    return 2.0"


@pytest.mark.parametrize(
    ("cells", "trainings"),
    [
        ([], 1),
        ([("x", "y = 3"), ("x", "print(1)"), ("a", RIGHT), ("check", 'check("q1")')], 1),
        ([("g", 'grade("q2.training")'), ("s", "check()")], 1),
        ([("t", COUNTING)], 1),
        ([("t", COUNTING.replace("2.0", "float(2)"))], 2),
        ([("t", COUNTING.replace("seed", "seed, more=1", 1))], 2),
        ([("t", "import functools\n@functools.cache\n" + COUNTING)], 2),
    ],
)
def test_an_answer_is_remembered_until_a_definition_changes(student, capsys, cells, trainings):
    student.run("t", COUNTING)
    student.check('"q2"')
    for cell, source in cells:
        student.run(cell, source)
    assert student.check('"q2"').startswith("q2: Training: the public check passes")
    assert capsys.readouterr().out.count("training") == trainings


@pytest.mark.parametrize(
    ("value", "trainings"),
    [("3.0", 2), ("[2.0, 2.0]", 1), ("None", 1), ("'2'", 1), ("object()", 1), ("float('nan')", 2)],
)
def test_only_what_another_training_may_change_costs_one(student, capsys, value, trainings):
    student.run("t", COUNTING.replace("2.0", value))
    assert "0 of 1 public checks pass" in student.check('"q2"')
    assert capsys.readouterr().out.count("training") == trainings


_MODULE = "import sys, types\nm = sys.modules['helpers'] = types.ModuleType('helpers')\nexec('class A:\\n"

STATES = {
    "a constant": ("k = 2.0", "def train(seed):\n    return k", "k = 3.0"),
    "an array": ("k = numpy.array([2.0])", "def train(seed):\n    return k[0]", "k[0] = 3.0"),
    "a list": ("k = [2.0]", "def train(seed):\n    return k[0]", "k.append(1); k[0] = 3.0"),
    "a helper": ("def h():\n    return 2.0", "def train(seed):\n    return h()", "def h():\n    return 3.0"),
    "a helper of a helper": (
        "def g():\n    return 2.0\ndef h():\n    return g()",
        "def train(seed):\n    return h()",
        "def g():\n    return 3.0",
    ),
    "a class": (
        "class A:\n    def f(self):\n        return 2.0",
        "def train(seed):\n    return A().f()",
        "class A:\n    def f(self):\n        return 3.0",
    ),
    "a method": (
        "class A:\n    def f(self):\n        return 2.0",
        "def train(seed):\n    return A().f()",
        "A.f = lambda self: 3.0",
    ),
    "an object": (
        "class A:\n    pass\na = A()\na.k = 2.0",
        "def train(seed):\n    return a.k",
        "a.k = 3.0",
    ),
    "a closure": (
        "def make(k):\n    def inner():\n        return k\n    return inner\nh = make(2.0)",
        "def train(seed):\n    return h()",
        "h = make(3.0)",
    ),
    "a default": (
        "def h(k=2.0):\n    return k",
        "def train(seed):\n    return h()",
        "h.__defaults__ = (3.0,)",
    ),
    "a partial": (
        "h = functools.partial(float, '2.0')",
        "def train(seed):\n    return h()",
        "h = functools.partial(float, '3.0')",
    ),
    "a jitted helper": (
        "h = jax.jit(lambda: 2.0)",
        "def train(seed):\n    return h()",
        "h = jax.jit(lambda: 3.0)",
    ),
    "globals()": ("k = 2.0", "def train(seed):\n    return globals()['k']", "k = 3.0"),
    "eval": ("k = 2.0", "def train(seed):\n    return eval('k')", "k = 3.0"),
    "an imported module": (
        "import types\nm = types.ModuleType('m')\nm.k = 2.0",
        "def train(seed):\n    return m.k",
        "m.k = 3.0",
    ),
    "an attribute of a function": (
        "def h():\n    return h.k\nh.k = 2.0",
        "def train(seed):\n    return h()",
        "h.k = 3.0",
    ),
    "a lambda": ("h = lambda: 2.0", "train = lambda seed: h()", "h = lambda: 3.0"),
    "a compiled partial": (
        "h = jax.jit(functools.partial(lambda k: k, 2.0))",
        "def train(seed):\n    return h()",
        "h = jax.jit(functools.partial(lambda k: k, 3.0))",
    ),
    "a class of a module that is loaded again": (
        f"{_MODULE}    k = 2.0', m.__dict__)\nA = m.A",
        "def train(seed):\n    return A.k",
        f"{_MODULE}    k = 3.0', m.__dict__)\nA = m.A",
    ),
    "a module that is imported in a function": (
        f"{_MODULE}    k = 2.0', m.__dict__)",
        "def train(seed):\n    import helpers\n    return helpers.A.k",
        f"{_MODULE}    k = 3.0', m.__dict__)",
    ),
    "the default of a dict": (
        "import collections\nd = collections.defaultdict(lambda: 2.0)",
        "def train(seed):\n    return d['k']",
        "d = collections.defaultdict(lambda: 3.0)",
    ),
    "a kind of dict": (
        "class D(dict):\n    def __missing__(self, key):\n        return 2.0\nd = D()",
        "def train(seed):\n    return d['k']",
        "class D(dict):\n    def __missing__(self, key):\n        return 3.0\nd = D()",
    ),
    "a mask": (
        "k = numpy.ma.array([2.0, 3.0], mask=[False, True])",
        "def train(seed):\n    return float(k.sum())",
        "k = numpy.ma.array([2.0, 3.0], mask=[True, False])",
    ),
    "a decorator that is a class": (
        "class Scaled:\n    def __init__(self, f):\n        self.__wrapped__, self.k = f, 1.0\n"
        "    def __call__(self):\n        return self.k * self.__wrapped__()\nh = Scaled(lambda: 2.0)",
        "def train(seed):\n    return h()",
        "h.k = 3.0",
    ),
    "an object that has every attribute": (
        "class A:\n    def __getattr__(self, name):\n        return A()\na = A()\na.k = 2.0",
        "def train(seed):\n    return a.k",
        "a.k = 3.0",
    ),
    "a metaclass": (
        "class M(type):\n    def __call__(self):\n        return 2.0\nclass A(metaclass=M):\n    pass",
        "def train(seed):\n    return A()",
        "M.__call__ = lambda self: 3.0",
    ),
    "a very small fraction": (
        "from fractions import Fraction\nh = Fraction(1, 10**5000)",
        "def train(seed):\n    return 2.0 if h.numerator == 1 else 3.0",
        "h = Fraction(3, 10**5000)",
    ),
}


@pytest.mark.parametrize(("before", "function", "after"), STATES.values(), ids=STATES)
def test_no_remembered_answer_is_ever_stale(student, before, function, after):
    import jax
    import numpy

    student.shell.user_ns |= {"numpy": numpy, "jax": jax}
    student.run("a", before)
    student.run("b", function)
    assert "the public check passes" in student.check('"q2"')
    student.run("c", after)
    assert "0 of 1 public checks pass" in student.check('"q2"')
    student.run("a", before)
    assert "the public check passes" in student.check('"q2"')


SUMMARY = """\
· q1  Slopes        0 of 1  not begun
✗ q2  Training      0 of 1  trains, and was not checked since it changed: check("q2")
· q3  Essay         – of 2  read by a person
0 of 2 points that the checks here give; more tests run when the notebook is graded, and 2 points are given by \
a reader."""


def test_a_summary_trains_nothing(student, capsys):
    student.run("a", STUB)
    student.run("t", COUNTING)
    assert student.check("") == SUMMARY
    student.check('"q2"')
    assert "✓ q2  Training      1 of 1\n" in student.check("")
    student.run("a", WRONG)
    assert '✗ q1  Slopes        0 of 1  check("q1") says what is wrong' in student.check("")
    student.run("a", RIGHT.replace(":", "", 1))
    assert "an older definition than its cell's" in student.check("")
    assert capsys.readouterr().out.count("training") == 1
    assert "1 of 2 points" in student.shown[-1]._repr_html_()


def test_a_failure_is_shown_once(student):
    student.run("a", WRONG)
    student.check()
    count = len(student.shown)
    result = student.run("g", 'grade("q1.slope_of_a_cube")')
    assert len(student.shown) == count
    shown = student.shell.display_formatter.format(result.result)[0]
    assert shown["text/plain"] == "0.0"
    assert "0 of 0.5 points for the check “The slope of x³ at 1.”" in shown["text/html"]
    student.run("a", RIGHT.replace("1e-4", "3.0"))
    student.run("g", 'grade("q1.slope_of_a_cube")')
    assert len(student.shown) == count + 1


@pytest.mark.parametrize(
    ("stub", "cell", "sentence"),
    [
        (STUB, "y = slope(abs, 1.0) + 1", "Finish q1 first: `slope` is still a stub."),
        (STUB, "helper = lambda: slope(abs, 1.0) + 1\ny = helper()", "Finish q1 first: `slope` is still a stub."),
        (STUB, "y = [k[0] for k in [slope(abs, 1.0)]]", "Finish q1 first: `slope` is still a stub."),
        ("", "y = slope(abs, 1.0)", "Finish q1 first: `slope` is not defined."),
        ("", "check(q1)", 'write "q1" with quotation marks'),
    ],
)
def test_a_cell_that_needs_an_answer_says_which_and_lets_the_rest_run(student, capsys, stub, cell, sentence):
    student.run("a", stub)
    result = student.run("b", cell)
    assert result.success
    assert sentence in repr(student.shown[-1])
    assert "Traceback" not in capsys.readouterr().out
    if "y =" in cell:
        assert student.run("c", "z = y + 1").success
        assert sentence in repr(student.shown[-1])


@pytest.mark.parametrize(
    ("stub", "cell"),
    [
        (RIGHT, "y = slope(abs, 1.0) + None"),
        (STUB, "1 / 0"),
        (STUB, "y = unknown + 1"),
        (STUB, RIGHT + "\n1 / 0"),
        (WRONG, "slope(1, 2)"),
    ],
)
def test_other_faults_keep_their_traceback(student, capsys, stub, cell):
    student.run("a", stub)
    assert not student.run("b", cell).success
    assert "Traceback" in capsys.readouterr().out


def test_a_figure_says_what_it_was_given(student, capsys):
    cell = (
        "import numpy as np\nfrom lecture08_utils.plots import plot_training\n"
        "plot_training(np.full(5, np.nan), exact_energy=0.5)"
    )
    assert student.run("b", cell).success
    text = repr(student.shown[-1])
    assert "`plot_training` cannot draw this (IndexError: too many indices" in text
    assert "`history`: shape (5,), of which 5 values are NaN or infinite; `exact_energy`: 0.5." in text
    assert "Traceback" not in capsys.readouterr().out


def test_a_stopped_check_shows_the_students_lines_and_none_of_ours(student, capsys):
    student.run("a", "def slope(f, x):\n    for _ in range(3):\n        raise KeyboardInterrupt")
    result = student.run("check", 'check("q1")')
    assert isinstance(result.error_in_exec, KeyboardInterrupt)
    text = capsys.readouterr().out
    assert "The check of q1 was stopped. Your code was here:" in text
    assert "line 3, in slope:    raise KeyboardInterrupt" in text
    assert "lecture08_utils" not in text
    assert "Traceback" not in text


def test_a_slip_after_a_syntax_error_is_what_is_named(solved):
    solved.run("a", RIGHT.replace("):", ")", 1))
    solved.run("a", RIGHT.replace("slope", "slpoe"))
    assert "does not define it any more but `slpoe`" in solved.check()


@pytest.mark.parametrize("name", ["_repr_html_", "__repr__"])
def test_names_with_one_fault_share_a_sentence(student, name):
    student.run("h", "def quotient(f, x, h):\n    return (f(x + h) - f(x)) / h")
    student.run("a", "def half():\n    return 0.5\ndef slope(f, x):\n    return quotient(f, x, half())")
    student.run("a", "def half()\ndef slope(f, x):\n    return quotient(f, x, half())")
    student.check()
    assert getattr(student.shown[-1], name)().count("was run again and stopped") == 1


@pytest.mark.parametrize("call", ["", "train(0)", 'check("q2")'])
@pytest.mark.parametrize("first", ["k = 2.0", "k = 5.0"])
def test_a_compiled_function_keeps_no_value_that_changed(student, call, first):
    import jax

    student.shell.user_ns |= {"jax": jax}
    student.run("a", first)
    student.run("b", "@jax.jit\ndef train(seed):\n    return k + 0 * seed")
    student.run("c", call)
    student.run("a", "k = 3.0")
    assert "0 of 1 public checks pass" in student.check('"q2"')
    student.run("a", "k = 2.0")
    assert "the public check passes" in student.check('"q2"')


def test_beginning_another_assignment_watches_no_cell_twice(student):
    watching = {event: len(found) for event, found in student.shell.events.callbacks.items()}
    student.run("first", "begin('another')")
    assert {event: len(found) for event, found in student.shell.events.callbacks.items()} == watching
    student.run("a", RIGHT)
    assert "all public checks pass" in student.check()
