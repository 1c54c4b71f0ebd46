"""The files in which an assignment's checks are written: what is wrong in them, line by line; and loading them."""

from __future__ import annotations

import ast
import difflib
import inspect
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment, CheckList, load

from .problems import AuthoringError, Problem
from .source import source_path

_FOLDERS = ("lecture08_utils", "solutions")
# Method of a `Student` → how Python reads the code that it sends.
_MODES = {"run": "exec", "ask": "eval", "array": "eval", "number": "eval", "expect": "eval"}
_PARAMETERS = dict(list(inspect.signature(CheckList.__call__).parameters.items())[1:])


def load_checks(name: str, root: Path) -> CheckedAssignment:
    """Read the files of an assignment's checks, public and hidden, and load them.

    Raises:
        AuthoringError: something in them is wrong; problems that reading shows are listed all at once.
    """
    trees: dict[str, ast.Module] = {}
    problems: list[Problem] = []
    for file in check_files(name, root):
        try:
            trees[file] = ast.parse((root / file).read_text(encoding="utf-8"))
        except SyntaxError as error:
            problems.append(Problem(file, error.lineno or 1, f"This is not Python: {error.msg}."))
    for file, tree in trees.items():
        problems += [Problem(file, line, message) for line, message in _wrong_decorators(tree)]
    problems += _wrong_student_code(trees)
    if problems:
        raise AuthoringError(problems)
    try:
        return load(name, hidden=True)
    except Exception as error:  # modules of checks run while they are imported, and may fail in any way
        file, line = _origin(error, name, root)
        reason = error.args[0] if isinstance(error, KeyError) else f"{type(error).__name__}: {error}"
        raise AuthoringError([Problem(file, line, f"The checks of {name} cannot be loaded: {reason}.")]) from error


def check_files(name: str, root: Path) -> list[str]:
    """The files of an assignment's own checks, public and hidden, as paths from the root."""
    found = [path for folder in _FOLDERS for path in (root / folder / name).glob("*.py")]
    return sorted({path.relative_to(root).as_posix() for path in found} - {source_path(name)})


def _wrong_decorators(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for function in ast.walk(tree):
        for decorator in getattr(function, "decorator_list", []):
            if (
                isinstance(decorator, ast.Call)
                and isinstance(decorator.func, ast.Name)
                and decorator.func.id == "check"
            ):
                yield from ((decorator.lineno, message) for message in _wrong_keywords(decorator))


def _wrong_keywords(decorator: ast.Call) -> Iterator[str]:
    keywords = [keyword.arg for keyword in decorator.keywords]
    known = [name for name, parameter in _PARAMETERS.items() if parameter.kind is parameter.KEYWORD_ONLY]
    for keyword in keywords:
        if keyword and keyword not in _PARAMETERS:
            close = difflib.get_close_matches(keyword, known, n=1)
            advice = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(known)}."
            yield f"`@check` takes no `{keyword}`: {advice}"
    for name in known:
        if _PARAMETERS[name].default is inspect.Parameter.empty and not {name, None} & set(keywords):
            yield f"`@check` needs `{name}=`."


def _wrong_student_code(trees: Mapping[str, ast.Module]) -> Iterator[Problem]:
    """Code for students' names that Python cannot read: literals, and constants of the assignment's modules."""
    modes: dict[str, set[str]] = {}
    for file, tree in trees.items():
        for code, mode in _student_code(tree):
            if isinstance(code, ast.Name | ast.Attribute):
                modes.setdefault(code.id if isinstance(code, ast.Name) else code.attr, set()).add(mode)
            elif problem := _syntax_error(code, {mode}):
                yield Problem(file, *problem)
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                problem = _syntax_error(node.value, modes.get(node.targets[0].id, set()))
                if problem:
                    yield Problem(file, *problem)


def _student_code(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _MODES
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "student"
            and node.args
        ):
            yield node.args[0], _MODES[node.func.attr]


def _syntax_error(code: ast.expr, modes: set[str]) -> tuple[int, str] | None:
    """What is wrong with a literal; None for anything else, and for what one of the modes can read."""
    if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
        return None
    found = None
    for mode in sorted(modes):
        try:
            ast.parse(code.value, mode=mode)
        except SyntaxError as error:
            # In a literal over several lines, one line of code is one line of the file.
            is_block = (code.end_lineno or 0) - code.lineno == code.value.count("\n")
            line = code.lineno + ((error.lineno or 1) - 1 if is_block else 0)
            found = (
                line,
                f"The code for students' names is not Python: {error.msg} in `{(error.text or '').strip()}`.",
            )
        else:
            return None
    return found


def _origin(error: Exception, name: str, root: Path) -> tuple[str, int]:
    """The innermost line of the course's own checks that an exception passed through."""
    folders = [(root / folder).resolve() for folder in _FOLDERS]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename).resolve()
        if any(path.is_relative_to(folder) for folder in folders):
            return path.relative_to(root.resolve()).as_posix(), frame.lineno or 1
    return source_path(name), 1
