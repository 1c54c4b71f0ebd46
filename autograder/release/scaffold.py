"""`lecture08 new`: the files of a new question or assignment, a small example where something is to be filled in."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from autograder.atomic import write_atomically

from .problems import AuthoringError, Problem
from .source import read_source, source_path

_POINTS = 2.0
_CONFIG = re.compile(r"^# points: (\d+(?:\.\d+)?)$", re.MULTILINE)

_SOURCE = """\
# %% [raw]
# # ASSIGNMENT CONFIG
# name: {name}
# points: 2

# %% [markdown]
# # {title}
#
# TODO: what this assignment is about, in a few sentences.

# %%
from lecture08_utils import begin, check

begin("{name}")

"""

_BLOCK = '''\
# %% [raw]
# # BEGIN QUESTION
# name: {question}

# %% [markdown]
# ## {question}. {title} (2 points)
#
# TODO: the physics, and what the student is to write.

# %% [raw]
# # BEGIN SOLUTION


# %%
def {topic}(x):
    """TODO: what it computes.

    Args:
        x: TODO: what goes in, its shape and its unit; a number or an array of shape (n,).

    Returns:
        TODO: what comes out; the shape of x.

    Example:
        >>> {topic}(3.0)
        9.0
    """
    # BEGIN SOLUTION
    return x * x
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

'''

_PACKAGE = '''\
"""{name}: what students check themselves, one file for each question."""

from __future__ import annotations

from lecture08_utils.checking import assemble

checked = assemble(__name__, title="{title}")
'''

_PUBLIC = '''\
"""{name}, {question}: what students check themselves."""

from __future__ import annotations

from lecture08_utils.checking import CheckList, Question

question = Question("{question}", "{title}", ("{topic}",), concepts=("{title}",))
check = CheckList("public")


@check("{question}", points=1, hint="TODO: a question that leads on, not the answer.")
def {topic}_of_an_example(student, rng):
    """TODO: what is asked: `{topic}` at 3."""
    student.expect("{topic}(3.0)", want=9.0, wrong=student.mistakes())
'''

_PRIVATE = '''\
"""{name}, {question}: what never ships. The hidden checks, expected values, and mistakes of the public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList

check = CheckList("hidden")
mistakes = MistakeList()


def expected(x: np.ndarray) -> np.ndarray:
    """TODO: the right value, found in another way than the reference finds it."""
    return np.exp(2 * np.log(x))


@mistakes("{question}.{topic}_of_an_example")
def of_an_example():
    return {{"TODO: the wrong idea, in words": 6.0}}


@check("{question}", points=1, hint="TODO: another question that leads on.")
def {topic}_of_other_inputs(student, rng):
    """TODO: what is asked, without the numbers: `{topic}` of other inputs."""
    x = rng.uniform(1.0, 2.0, 5).astype(np.float32).astype(np.float64)
    student.expect("{topic}(x)", x=x, want=expected(x))
'''

_ENTRY = """\
# %% [raw]
# portable: true
# fails:
#   {question}.{topic}_of_an_example: "TODO: the wrong idea, in words"
#   {question}.{topic}_of_other_inputs: wrong_answer

# %% [markdown]
# TODO: what this student got wrong.

# %% question="{question}"
def {topic}(x):
    return 2 * x
"""


def new_question(name: str, question: str, topic: str, root: Path) -> list[Path]:
    """Write the files of a new question, and its cells into the source.

    Args:
        name: the assignment's full name.
        question: ``"q10"``.
        topic: what it is about, as a Python name; the function that students write is called so.

    Returns:
        The files written or changed.

    Raises:
        AuthoringError: there is such a question, or these are no such names.
    """
    source = read_source(name, root)
    if not re.fullmatch(r"q[1-9]\d*", question):
        raise _refused(source.file, f"{question!r} is no question: they are called q1, q2, …")
    if question in {block.id for block in source.questions}:
        raise _refused(source.file, f"{name} has a question {question}.")
    _demand_topic(topic, source.file)
    if any(re.search(rf"^(def|class) {topic}\b", cell.text, re.MULTILINE) for cell in source.cells):
        raise _refused(source.file, f"{name} has a function `{topic}`; another --topic, please.")
    _demand_free(name, question, root)
    path = root / source.file
    text = path.read_text(encoding="utf-8")
    earlier = [block.id for block in source.questions if _number(block.id) < _number(question)]
    names = {"name": name, "question": question, "topic": topic, "title": _title(topic)}
    _write(path, _with_more_points(_inserted(text, len(earlier), _BLOCK.format(**names))))
    return [path, *_write_halves(name, names, root)]


def new_assignment(name: str, topic: str, root: Path) -> list[Path]:
    """Write the files of a new assignment with one question.

    Args:
        name: its full name, ``"hw5_heat"``.
        topic: see `new_question`.

    Returns:
        The files written.

    Raises:
        AuthoringError: there is such an assignment, or these are no such names.
    """
    file = source_path(name)
    if not re.fullmatch(r"[a-z][a-z0-9]*_[a-z0-9_]+", name):
        raise _refused(file, f"{name!r} is no name of an assignment: they look like hw5_heat.")
    if (root / file).exists():
        raise _refused(file, f"There is an assignment {name}.")
    _demand_topic(topic, file)
    title = _title(name.partition("_")[2])
    names = {"name": name, "question": "q1", "topic": topic, "title": _title(topic)}
    reference = "# %% [raw]\n# portable: true\n\n# %% [markdown]\n# The reference, as it is.\n"
    return [
        _write(root / file, _SOURCE.format(name=name, title=title) + _BLOCK.format(**names).rstrip("\n") + "\n"),
        _write(root / f"solutions/{name}/__init__.py", f'"""{name}: what never ships."""\n'),
        _write(root / f"lecture08_utils/{name}/__init__.py", _PACKAGE.format(name=name, title=title)),
        _write(root / f"solutions/{name}/corpus/accepted/reference.py", reference),
        *_write_halves(name, names, root),
    ]


def _write_halves(name: str, names: dict[str, str], root: Path) -> list[Path]:
    stem = f"{names['question']}_{names['topic']}"
    return [
        _write(root / f"lecture08_utils/{name}/{stem}.py", _PUBLIC.format(**names)),
        _write(root / f"solutions/{name}/{stem}.py", _PRIVATE.format(**names)),
        _write(root / f"solutions/{name}/corpus/wrong_answer/{stem}.py", _ENTRY.format(**names)),
    ]


def _inserted(text: str, earlier: int, block: str) -> str:
    """The text with a block behind that many questions."""
    lines = text.splitlines(keepends=True)
    if earlier:
        place = [number for number, line in enumerate(lines) if line.startswith("# # END QUESTION")][earlier - 1] + 1
        lines.insert(place, "\n")
        place += 1
        return "".join([*lines[:place], block.rstrip("\n") + "\n", *lines[place:]])
    place = next(number for number, line in enumerate(lines) if line.startswith("# # BEGIN QUESTION")) - 1
    return "".join([*lines[:place], block, *lines[place:]])


def _number(question: str) -> int:
    digits = question.removeprefix("q")
    return int(digits) if digits.isdigit() else 0


def _demand_free(name: str, question: str, root: Path) -> None:
    for folder in (f"lecture08_utils/{name}", f"solutions/{name}"):
        for path in (root / folder).glob(f"{question}_*.py"):
            raise _refused(path.relative_to(root).as_posix(), "This file is in the way; delete it or rename it.")


def _with_more_points(text: str) -> str:
    return _CONFIG.sub(lambda match: f"# points: {float(match[1]) + _POINTS:g}", text, count=1)


def _title(topic: str) -> str:
    return topic.replace("_", " ").capitalize()


def _demand_topic(topic: str, file: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", topic) or keyword.iskeyword(topic):
        raise _refused(
            file, f"{topic!r} is no topic: it becomes the name of files and of a function, like heat_flow."
        )


def _refused(file: str, message: str) -> AuthoringError:
    return AuthoringError([Problem(file, 1, message)])


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)
    return path
