"""What is on the branches, and what is not."""

from __future__ import annotations

import json
import tomllib

import pytest

from autograder.publishing.reference import measuring_closure, reference_files
from autograder.publishing.student import student_files
from autograder.release import read_source, source_names
from autograder.release.closure import third_party
from autograder.release.notebook import cell_text
from lecture08_utils.checking import load
from tests.release.course import NAME, PRIVATE_FILES

from .toy import inspection, write_toy

# scipy and traitlets come with jax and IPython.
ALLOWED = {"IPython", "click", "jax", "jaxlib", "matplotlib", "numpy", "optax", "platformdirs", "scipy", "traitlets"}


@pytest.fixture(scope="module")
def course(registered, repository, tmp_path_factory):
    """The toy course, in which nothing here changes anything."""
    folder = tmp_path_factory.mktemp("contents") / "course"
    write_toy(folder, repository)
    return folder


@pytest.fixture(scope="module")
def student(course):
    return student_files(inspection(course), course)


@pytest.fixture(scope="module")
def reference(course):
    return reference_files(inspection(course), course)


def project_of(files):
    return tomllib.loads(files["pyproject.toml"].decode())


def test_students_get_the_release_and_the_package(student, course):
    release = inspection(course)
    texts = {"README.md", "LICENSE", "pyproject.toml", ".gitignore"}
    assert {path: student[path] for path in student if path not in texts} == {**release.files, **release.package}


def test_students_get_no_line_of_a_solution_and_no_hidden_check(student, course):
    text = "\n".join(contents.decode() for contents in student.values())
    for cell in read_source(NAME, course).cells:
        for number, line in cell.solution_lines():
            assert len(line.strip()) < 6 or json.dumps(line.strip(), ensure_ascii=False)[1:-1] not in text, number
    hidden = [check.name for check in load(NAME, hidden=True).checks if check.visibility == "hidden"]
    assert hidden
    assert not any(name in text for name in hidden)


def test_the_students_project_is_the_checkouts(student, course):
    ours = tomllib.loads((course / "pyproject.toml").read_text())
    theirs = project_of(student)
    optional = {"notebook": ours["project"]["optional-dependencies"]["notebook"]}
    assert theirs == {
        "build-system": ours["build-system"],
        "project": ours["project"] | {"optional-dependencies": optional},
        "tool": {"hatch": ours["tool"]["hatch"]},
    }


def test_the_students_readme(student):
    readme = student["README.md"].decode()
    for part in (
        f"- `{NAME}`: Springs",
        "pip install git+<URL of this repository>@student",
        'check("q1")',
        f"lecture08 check {NAME}.ipynb",
        "lecture08 doctor",
        "Google Colab",
        "JupyterHub",
    ):
        assert part in readme
    assert "$" not in readme


def test_the_reference_is_what_measuring_needs(reference, course):
    release = inspection(course)
    assert set(reference) - set(release.package) == {
        *("README.md", "LICENSE", "pyproject.toml", ".gitignore", f"{NAME}.ipynb"),
        *("autograder/__init__.py", "autograder/grading.py"),
        *("solutions/__init__.py", *PRIVATE_FILES),
        *(f"autograder/budgets/{name}.py" for name in ("__init__", "__main__", "machine", "meter", "trusted_worker")),
        "autograder/engine/__init__.py",
        *(f"autograder/engine/worker/{name}.py" for name in ("__init__", "preload", "shell")),
    }
    assert third_party(reference) == ALLOWED - {"jaxlib", "scipy"}


def test_the_reference_notebook_is_solved_and_needs_no_tool(reference, course):
    cells = json.loads(reference[f"{NAME}.ipynb"])["cells"]
    texts = [cell_text(cell) for cell in cells]
    for cell in read_source(NAME, course).cells:
        assert not cell.is_answer or cell.solved in texts
    assert [text for text in texts if "check(" in text] == ['check("q1")', 'check("q2")']
    assert not any("grade(" in text or "hidden check" in text for text in texts)
    assert all(set(cell["metadata"]) == {"lecture08"} for cell in cells)


def test_the_references_project_has_jax_with_cuda_and_what_is_imported(reference, course):
    ours = tomllib.loads((course / "pyproject.toml").read_text())["project"]
    theirs = project_of(reference)["project"]
    assert theirs["optional-dependencies"] == {
        name: ours["optional-dependencies"][name] for name in ("cuda", "notebook")
    }
    assert theirs["dependencies"] == ours["dependencies"]  # the toy's oracle imports nothing but NumPy


def measuring_files(repository):
    files = measuring_closure(source_names(repository), repository).files
    package = [path.relative_to(repository).as_posix() for path in (repository / "lecture08_utils").rglob("*.py")]
    return {path: (repository / path).read_bytes() for path in (*files, *package)}


def test_measuring_imports_little_of_others(repository):
    assert third_party(measuring_files(repository)) <= ALLOWED


def test_measuring_has_its_command_and_what_that_starts(repository):
    names = {f"autograder/budgets/{name}.py" for name in ("__main__", "trusted_worker", "meter")}
    assert names <= measuring_files(repository).keys()
    assert not any(path.endswith(".json") for path in measuring_files(repository))
