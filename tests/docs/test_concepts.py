"""The page of concepts is up to date, questions are complete, and the prose mentions nothing that does not exist."""

import ast
import builtins
import contextlib
import functools
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import lecture08_utils
from autograder.course import ROOT
from autograder.grading.released import released_cells, stub_sources
from autograder.release import read_source, solution_sources
from autograder.release.concepts import PAGE, stale_concepts
from lecture08_utils.checking import assignment_names, load

PAPERS = {
    "Baydin et al.": "1502.05767|jmlr.org/papers/v18/17-468",
    "Raissi et al.": "10.1016/j.jcp.2018.10.045",
    "Cuomo et al.": "2201.05624",
    "Wang et al.": "2001.04536",
    "Rahaman et al.": "1806.08734",
    "Jin et al.": "2203.00451",
    "Olah": "colah.github.io",
}
MODULES = {"jax": "jax", "scipy": "scipy", "jnp": "jax.numpy", "np": "numpy", "plt": "matplotlib.pyplot"}


QUESTIONS = [
    (name, question.id) for name in assignment_names() for question in load(name, hidden=False).assignment.questions
]


def test_the_page_is_what_the_questions_say():
    assert list(stale_concepts(ROOT)) == []


def test_a_page_that_is_not_is_found(tmp_path):
    page = (ROOT / PAGE).read_text("utf-8")
    (tmp_path / PAGE).parent.mkdir()
    (tmp_path / PAGE).write_text(page.replace("| Forward mode |", "| Backward mode |"), "utf-8")
    [problem] = stale_concepts(tmp_path)
    assert "Backward" in (tmp_path / PAGE).read_text("utf-8").splitlines()[problem.line - 1]
    assert "lecture08 refresh" in problem.message


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_every_question_teaches_a_concept(name, question):
    assert load(name, hidden=False).assignment.question(question).concepts


@functools.cache
def source(name):
    return read_source(name, ROOT)


def prose_of(name, question) -> str:
    cells = [cell for cell in source(name).cells if cell.question == question and cell.role == "prose"]
    return "\n".join(cell.text for cell in cells if cell.kind == "markdown")


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_a_question_is_complete(name, question):
    checked = load(name, hidden=True)
    assert len(prose_of(name, question).split()) > 50, "the prose says too little"
    if checked.assignment.question(question).is_manual:
        [answer] = [cell for cell in source(name).answers(question) if cell.kind == "markdown"]
        assert len(answer.solved.split()) > 20
        return
    stub = stub_sources(released_cells(name, ROOT))[question]
    solution = solution_sources(name, ROOT)[question]
    for defined in checked.assignment.question(question).defines:
        assert documented(stub, defined), f"the stub of {defined} says too little"
        assert defines(solution, defined)
    assert solution != stub
    for visibility in ("public", "hidden"):
        checks = checked.of_question(question, visibility)
        assert checks, f"no {visibility} check"
        assert all(len(check.hint.split()) > 3 for check in checks)


def definitions(cells, name):
    trees = [ast.parse(re.sub(r"^\s*[%!].*$", "", cell, flags=re.MULTILINE)) for cell in cells]
    kinds = (ast.FunctionDef, ast.ClassDef)
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, kinds) and node.name == name]


def defines(cells, name) -> bool:
    return bool(definitions(cells, name))


def documented(cells, name) -> bool:
    """Whether it says what goes in and out, with an example."""
    docstring = next((ast.get_docstring(node) or "" for node in definitions(cells, name)), "")
    return all(re.search(pattern, docstring) for pattern in (r"Args:|Attributes:|Methods:", r">>>"))


def identifiers(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        for field in ("id", "name", "attr", "arg", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found |= set(value.split("."))
    return found


@functools.cache
def utilities() -> set[str]:
    folder = Path(lecture08_utils.__file__).parent
    return set().union(*(identifiers(ast.parse(path.read_text("utf-8"))) for path in folder.rglob("*.py")))


def module_of(node: ast.AST) -> str | None:
    """The full name of an attribute of a module that notebooks import, ``jax.numpy.linalg.solve``."""
    if isinstance(node, ast.Name):
        return MODULES.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := module_of(node.value)):
        return f"{owner}.{node.attr}"
    return None


def resolved(path: str | None) -> object | None:
    with contextlib.suppress(ImportError, AttributeError):
        return path and pkgutil.resolve_name(path)
    return None


def unknown_names(span: str, known: set[str]) -> set[str]:
    """Names in a piece of code that mean nothing; none if it is no Python."""
    try:
        tree = ast.parse(span.replace("…", "..."))
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if path := module_of(node):
            if resolved(path) is None:
                found.add(path)
        elif isinstance(node, ast.Call) and (function := resolved(module_of(node.func))):
            found |= {word.arg for word in node.keywords if word.arg} - set(inspect.signature(function).parameters)
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            own = len(name) == 1 or name in known or any(hasattr(place, name) for place in (builtins, float))
            if not own and not any(hasattr(importlib.import_module(module), name) for module in MODULES.values()):
                found.add(name)
    return found


def test_the_detector_detects():
    assert unknown_names("jnp.no_such_function(x)", set()) == {"jax.numpy.no_such_function"}
    assert unknown_names("jax.vmap(f, in_axis=0)", set()) == {"in_axis"}
    assert unknown_names("forces(X) + jnp.sin(x) + dtype_of(x)", {"forces"}) == {"dtype_of"}


@pytest.mark.parametrize("name", assignment_names())
def test_every_name_in_the_prose_exists(name):
    code = "\n\n".join(cell.solved for cell in source(name).cells if cell.kind == "code")
    known = (
        identifiers(ast.parse(re.sub(r"^[%!].*$", "", code, flags=re.MULTILINE)))
        | utilities()
        | {"otter", "nbgrader"}
    )
    prose = "\n".join(cell.text for cell in source(name).cells if cell.kind == "markdown")
    spans = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose)
    assert {span: bad for span in spans if (bad := unknown_names(span, known))} == {}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_lectures_sources_are_cited(paper):
    texts = [path.read_text("utf-8") for path in (ROOT / "solutions").glob("*/source.py")]
    assert any(re.search(PAPERS[paper], text) for text in texts)
