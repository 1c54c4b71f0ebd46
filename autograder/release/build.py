"""`lecture08 release` and `lecture08 release --check`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from autograder.atomic import write_atomically, write_bytes_atomically
from lecture08_utils.checking import CheckedAssignment

from .agreement import require_agreement
from .archives import read_zip
from .check_files import load_checks
from .concepts import stale_concepts
from .gradescope import make_gradescope
from .leaks import Secrets, collect_secrets, find_leaks, find_leaks_in_wheel
from .mistakes import mistakes_path, work_out_mistakes
from .nbgrader import CONFIGURATION, make_nbgrader
from .notebook import to_json
from .otter import make_otter
from .problems import AuthoringError, Problem, first_difference
from .solve import leftovers, solve_release
from .source import Source, read_source
from .stale import course_files, find_other_wheels, find_stale
from .stubs import find_answers, require_stubs
from .tools import no_tool_left
from .trial import Grade, try_out
from .wheel import make_wheel

_T = TypeVar("_T")
_NOT_THE_SAME = "This is not what the private halves say; run `lecture08 release {}`."


@dataclass(frozen=True)
class Release:
    """One assignment, made.

    Attributes:
        files: path below ``assignments/<name>/`` → contents: what students get.
        reference: the solved notebook.
        autograder: otter's zip.
        gradescope: the zip with which Gradescope grades as `lecture08 grade` does.
    """

    name: str
    files: Mapping[str, bytes]
    reference: bytes
    autograder: bytes
    gradescope: bytes


@dataclass(frozen=True)
class Inspection:
    """A release that was looked at; what it holds is what the problems are about.

    Attributes:
        problems: what is wrong, sorted; empty if all is well.
        files: path from the root → contents: everything below ``assignments/<name>/``.
        package: path from the root → contents: `lecture08_utils`, as the student wheel has it.
        secrets: assignment → what must not get out.
    """

    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]
    package: Mapping[str, bytes]
    secrets: Mapping[str, Secrets]


def release(
    names: Sequence[str] | None, root: Path, report: Callable[[str], None], grade: Grade | None = None
) -> list[Path]:
    """Make assignments and everything around them.

    Writes ``lecture08_utils/<name>/mistakes.json``, ``assignments/<name>/{otter,nbgrader}/``,
    ``dist/<name>/reference.ipynb``, ``dist/<name>/otter-autograder.zip``, ``dist/<name>/gradescope.zip``,
    ``dist/nbgrader/`` and the student wheel ``dist/*.whl``.

    Args:
        names: full names of assignments, or None for all that have a source.
        root: of the course.
        report: called with a sentence for people after each step.
        grade: grades the stub and the reference at the end, where the source or the checks have changed since that
            last came out well; None leaves this out.

    Returns:
        The files written, those of nbgrader's course folder aside.

    Raises:
        AuthoringError: a source is malformed or does not fit its checks, or a secret would get out: what that
            assignment has in ``assignments/`` stays as it is. Or, with everything written, a check gives the stub
            points or takes some from the reference.
        ToolError: otter, nbgrader or hatchling failed.
    """
    written: list[Path] = []
    wrong: list[Problem] = []
    written += _write_mistakes(_names(names, root), root)
    assignments = {name: _read(name, root) for name in _names(names, root)}
    wheel_name, wheel = _in_scratch(lambda scratch: make_wheel(root, scratch))
    if leaks := _wheel_leaks((wheel_name, wheel), root):
        raise AuthoringError(leaks)
    course = root / "dist" / "nbgrader"
    for name, (source, checked) in assignments.items():
        made = _make(source, checked, root, course)
        if leaks := _leaks(source, made.files, collect_secrets(source, checked, root), root):
            # nbgrader has to work where its gradebook is, so its notebook is there already.
            for folder in ("source", "release"):
                shutil.rmtree(course / folder / name, ignore_errors=True)
            raise AuthoringError(leaks)
        written += _write_release(made, root)
        report(f"{name}: assignments/{name}, dist/{name} and dist/nbgrader are up to date.")
        if grade:
            stub = made.files[f"otter/{name}.ipynb"]
            wrong += try_out(checked, stub, made.reference, root, grade, report)
    written.append(_write(root / "dist" / wheel_name, wheel))
    report(f"dist/{wheel_name} is up to date.")
    if wrong:
        raise AuthoringError(wrong)
    return written


def inspect_release(names: Sequence[str] | None, root: Path) -> Inspection:
    """Rebuild in a temporary folder, compare with ``assignments/`` and ``dist/``; search everything for leaks.

    Args:
        names: full names of assignments, or None for all that have a source.
        root: of the course; nothing in it is changed.

    Raises:
        ToolError: otter, nbgrader or hatchling failed.
    """
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    secrets: dict[str, Secrets] = {}
    wheel = _in_scratch(lambda scratch: make_wheel(root, scratch))
    problems += _wheel_leaks(wheel, root)
    if names is None:
        problems += _orphans(root)
    for name in _names(names, root):
        try:
            source, checked = _read(name, root)
        except AuthoringError as error:
            problems += error.problems
            continue
        problems += _stale_mistakes(checked, root)
        problems += leftovers(source, root)
        made = _in_scratch(partial(_make, source, checked, root))
        present = _read_tree(root / "assignments" / name)
        secrets[name] = collect_secrets(source, checked, root)
        problems += _differences(name, made.files, present)
        problems += _leaks(source, present, secrets[name], root)
        problems += find_stale(_in_dist(source, checked, made), root, f"lecture08 release {name}")
        files |= {f"assignments/{name}/{path}": contents for path, contents in present.items()}
    for_all = {wheel[0]: wheel[1], "nbgrader/nbgrader_config.py": CONFIGURATION.encode()}
    problems += find_stale(for_all, root, "lecture08 release")
    problems += find_other_wheels(wheel[0], root)
    problems += stale_concepts(root)
    package = {path: contents for path, contents in read_zip(wheel[1]).items() if path.startswith("lecture08_utils/")}
    return Inspection(tuple(sorted(set(problems))), files, package, secrets)


def check_release(names: Sequence[str] | None, root: Path) -> list[Problem]:
    """The problems that `inspect_release` finds; raises what it raises."""
    return list(inspect_release(names, root).problems)


def source_names(root: Path) -> list[str]:
    """The assignments that have a source, sorted."""
    return sorted(path.parent.name for path in (root / "solutions").glob("*/source.py"))


def _names(names: Sequence[str] | None, root: Path) -> list[str]:
    return source_names(root) if names is None else list(names)


def _read(name: str, root: Path) -> tuple[Source, CheckedAssignment]:
    source = read_source(name, root)
    require_stubs(source)
    checked = load_checks(name, root)
    require_agreement(source, checked, root)
    return source, checked


def _write_mistakes(names: Sequence[str], root: Path) -> list[Path]:
    """Write the mistakes of the public checks before anything is built, since the wheel and otter's zip hold them."""
    for name in names:
        read_source(name, root)  # whoever misspelt a name reads that, not that it has no checks
    made = {root / mistakes_path(name): work_out_mistakes(load_checks(name, root), root) for name in names}
    changed = {path: text for path, text in made.items() if not path.is_file() or path.read_bytes() != text}
    for path, contents in changed.items():
        write_atomically(path, contents.decode())
    return list(changed)


def _stale_mistakes(checked: CheckedAssignment, root: Path) -> Iterator[Problem]:
    name = checked.assignment.name
    try:
        contents = work_out_mistakes(checked, root)
    except AuthoringError as error:
        yield from error.problems
        return
    path = root / mistakes_path(name)
    present = path.read_bytes() if path.is_file() else b""
    if present != contents:
        line = first_difference(contents, present)
        yield Problem(mistakes_path(name), line, _NOT_THE_SAME.format(name))


def _in_scratch(make: Callable[[Path], _T]) -> _T:
    with tempfile.TemporaryDirectory(prefix="lecture08-release-") as folder:
        return make(Path(folder))


def _make(source: Source, checked: CheckedAssignment, root: Path, course: Path) -> Release:
    def otter(scratch: Path):
        return make_otter(source, checked, root, scratch)

    def nbgrader(scratch: Path):
        return make_nbgrader(source, checked, course, scratch)

    # Each tool spends most of its twenty seconds on its own imports, on one core.
    with ThreadPoolExecutor(2) as pool, no_tool_left():
        for_nbgrader = pool.submit(_in_scratch, nbgrader)
        for_otter = _in_scratch(otter)
        files = {f"otter/{path}": contents for path, contents in for_otter.files.items()}
        files |= {f"nbgrader/{path}": contents for path, contents in for_nbgrader.result().files.items()}
    reference = to_json(solve_release(for_otter.notebook, source)).encode()
    gradescope = make_gradescope(source.name, root, files[f"otter/{source.name}.ipynb"])
    return Release(source.name, files, reference, for_otter.autograder, gradescope)


def _of_assignment(made: Release) -> dict[str, bytes]:
    """Path in ``dist/`` → contents, of what is an assignment's own."""
    return {
        f"{made.name}/reference.ipynb": made.reference,
        f"{made.name}/otter-autograder.zip": made.autograder,
        f"{made.name}/gradescope.zip": made.gradescope,
    }


def _in_dist(source: Source, checked: CheckedAssignment, made: Release) -> dict[str, bytes]:
    """Path in ``dist/`` → contents, of what comes out the same each time."""
    return {
        **_of_assignment(made),
        **course_files(source, checked, made.files[f"nbgrader/{made.name}.ipynb"]),
    }


def _write_release(made: Release, root: Path) -> list[Path]:
    folder = root / "assignments" / made.name
    written = [_write(folder / path, contents) for path, contents in made.files.items()]
    for path in _read_tree(folder).keys() - made.files.keys():
        (folder / path).unlink()
    return written + [_write(root / "dist" / path, contents) for path, contents in _of_assignment(made).items()]


def _write(path: Path, contents: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes_atomically(path, contents)
    return path


def _read_tree(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _orphans(root: Path) -> Iterator[Problem]:
    for folder in sorted((root / "assignments").glob("*")):
        if folder.is_dir() and folder.name not in source_names(root):
            yield Problem(f"assignments/{folder.name}", 1, "There is no source for this; delete it.")
    for name in sorted({path.parent.name for path in root.glob("lecture08_utils/*/q[0-9]*.py")}):
        if name not in source_names(root):
            yield Problem(f"lecture08_utils/{name}", 1, "There is no source for these checks; delete them.")


def _differences(name: str, made: Mapping[str, bytes], present: Mapping[str, bytes]) -> Iterator[Problem]:
    for path in sorted({*made, *present}):
        file = f"assignments/{name}/{path}"
        if path not in present:
            yield Problem(file, 1, f"This file is missing; run `lecture08 release {name}`.")
        elif path not in made:
            yield Problem(file, 1, "The release does not make this file; delete it.")
        elif made[path] != present[path]:
            line = first_difference(made[path], present[path])
            yield Problem(file, line, f"This is not what the source says; run `lecture08 release {name}`.")


def _wheel_leaks(wheel: tuple[str, bytes], root: Path) -> list[Problem]:
    """Search the wheel for the secrets of all assignments, whichever are being released."""
    in_wheel = {f"dist/{wheel[0]}/{path}": contents for path, contents in read_zip(wheel[1]).items()}
    problems: list[Problem] = []
    for name in source_names(root):
        try:
            source, checked = _read(name, root)
        except AuthoringError as error:
            problems += error.problems
        else:
            problems += find_leaks_in_wheel(in_wheel, collect_secrets(source, checked, root))
    return problems


def _leaks(source: Source, files: Mapping[str, bytes], secrets: Secrets, root: Path) -> list[Problem]:
    labelled = {f"assignments/{source.name}/{path}": contents for path, contents in files.items()}
    problems = find_leaks(labelled, secrets, root)
    for file, contents in labelled.items():
        if file.endswith(".ipynb"):
            problems += find_answers(file, contents, source)
    return problems
