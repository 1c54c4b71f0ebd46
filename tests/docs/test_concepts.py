"""The table of concepts lists what there is, all of it, and the prose mentions nothing that does not exist."""

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
from autograder.authoring import read_source, solution_sources, stub_sources
from autograder.course import ROOT, full_name
from lecture08_utils.checking import assignment_names, load

TABLE = ROOT / "docs" / "concepts.md"
QUESTION = re.compile(r"(hw\d) (q\d+)( \(read\))?")
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


def rows() -> list[tuple[str, list[tuple[str, str, bool]], set[str]]]:
    """Concept, [(assignment, question, is read by a person)], names."""
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| concept"):
            concept, questions, names = (cell.strip() for cell in line.strip("|").split("|"))
            listed = [(full_name(hw), question, bool(read)) for hw, question, read in QUESTION.findall(questions)]
            found.append((concept, listed, set(re.findall(r"`(\w+)`", names))))
    return found


def test_every_concept_has_questions_that_define_the_names_listed():
    assert len(rows()) > 35
    for concept, questions, names in rows():
        assert questions, concept
        defined = {
            name
            for hw, question, _ in questions
            for name in load(hw, hidden=False).assignment.question(question).defines
        }
        assert names <= defined, (concept, names - defined)
        assert names or all(read for _, _, read in questions), concept


def test_every_question_teaches_a_concept():
    listed = {(hw, question) for _, questions, _ in rows() for hw, question, _ in questions}
    assert listed == {
        (hw, question.id) for hw in assignment_names() for question in load(hw, hidden=False).assignment.questions
    }


@functools.cache
def source(name):
    return read_source(name, ROOT)


def prose_of(name, question) -> str:
    cells = [cell for cell in source(name).cells if cell.question == question and cell.role == "prose"]
    return "\n".join(cell.text for cell in cells if cell.kind == "markdown")


@pytest.mark.parametrize(("name", "question", "read"), sorted({q for _, found, _ in rows() for q in found}))
def test_a_listed_question_is_complete(name, question, read):
    checked = load(name, hidden=True)
    assert checked.assignment.question(question).is_manual == read
    assert len(prose_of(name, question).split()) > 50
    if read:
        [answer] = [cell for cell in source(name).answers(question) if cell.kind == "markdown"]
        assert len(answer.solved.split()) > 20
        return
    stub, solution = stub_sources(name, ROOT)[question], solution_sources(name, ROOT)[question]
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
    texts = [path.read_text("utf-8") for path in (ROOT / "solutions").glob("*.py")]
    assert any(re.search(PAPERS[paper], text) for text in texts)
