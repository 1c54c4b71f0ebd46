"""Answers made to break the grader: each is a verdict, soon, and text that can be written to a file."""

import json
import struct
import time

import numpy as np
import pytest

from autograder.engine import Limits, faults
from autograder.engine.notebook_run import NotebookRun
from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question, run_check
from lecture08_utils.checking.codec import MAGIC, CodecError, decode, encode

from .conftest import Notebook

check = CheckList("public")


@check("q1", points=1, hint="Count.")
def number(student, rng):
    """f(1) is 2."""
    student.expect("f(x)", x=1.0, want=2.0)


@check("q1", points=1, hint="Count.")
def each(student, rng):
    """f is 2 everywhere."""
    student.expect("f(x)", each={"x": np.ones(3)}, want=np.full(3, 2.0))


@check("q1", points=1, hint="Count.")
def anything(student, rng):
    """f says no."""
    answer = student.ask("f(x)", x=1.0)
    student.require(isinstance(answer, str) and answer == "no", "It does not.", returned=answer)


CHECKED = CheckedAssignment(Assignment("demo", "Demo", (Question("q1", "Double", ("f",)),)), tuple(check.checks))


def message(header: str | bytes, tail: bytes = b"") -> bytes:
    header = header.encode() if isinstance(header, str) else header
    return struct.pack("<4sI", MAGIC, len(header)) + header + tail


def exception(**fields) -> bytes:
    return encode({"ok": False, "kind": "exception", **fields})


ANSWERS = {
    "an integer too long to print": encode({"ok": True, "value": 10**5000}),
    "a list of them": encode({"ok": True, "value": [10**5000] * 3}),
    "one as plain JSON": message('{"t":"dict","v":{"ok":true,"value":1' + "0" * 4200 + "}}"),
    "a half character": message('{"t":"dict","v":{"ok":true,"value":"\\ud800"}}'),
    "a half character in an exception": message(
        '{"t":"dict","v":{"ok":false,"kind":"exception","type":"\\ud800","text":"\\udfff","frames":[["\\ud800",1]]}}'
    ),
    "a string that never ends": message(b'"' + b'\\"' * 1_000_000),
    "a string that never ends, with a backslash": message(b'"' + b'\\"' * 1_000_000 + b"\\"),
    "brackets": message("[" * 1_000_000),
    "commas": message("[" + "1," * 1_000_000 + "1]"),
    "quotes": message(b'"' * 4_000_000),
    "a dimension without end": message('{"t":"array","dtype":"<f8","shape":[0,1' + "0" * 30 + "]}"),
    "a negative dimension": message('{"t":"array","dtype":"<f8","shape":[-1]}'),
    "bytes left over": message('{"t":"dict","v":{"ok":true,"value":1}}', b"x"),
    "nothing": b"",
    "no dict": encode([1, 2]),
    "no value": encode({"ok": True}),
    "not quite true": encode({"ok": 1, "value": 2.0}),
    "an exception of odd types": exception(type=[1], text={}, name=3, frames={"a": 1}),
    "an exception of odd frames": exception(
        type="X", text="t", frames=[["<cell 1>", 10**300], ["a"], 3, [None, None]]
    ),
    "an exception of a cell without end": exception(type="X", text="t", frames=[[f"<cell {'9' * 5000}>", 1]]),
    "an exception with a terminal's commands": exception(type="\x1b[31mX", text="\x1b]0;title\x07", frames=[]),
    "no plain data of odd types": encode({"ok": False, "kind": "not plain data", "type": 5, "where": [1]}),
    "an unknown kind": encode({"ok": False, "kind": ["x"]}),
    "a ragged list": encode({"ok": True, "value": [[1], [2, 3], "a", None]}),
    "a huge array": encode({"ok": True, "value": np.ones(10**6)}),
    "empty": encode({"ok": True, "value": []}),
}


class Hostile:
    """An evaluator whose other end answers what it likes."""

    def __init__(self, reply: bytes):
        self._reply = reply

    def answer(self, request: bytes) -> bytes:
        return encode({"ok": True, "missing": []}) if decode(request)["op"] == "begin" else self._reply

    def source_line(self, filename: str, line: int) -> str:
        run = NotebookRun.__new__(NotebookRun)
        run._sources, run._lines = {1: "a = 1"}, {}
        return run.source_line(filename, line)


@pytest.mark.parametrize("item", CHECKED.checks, ids=lambda item: item.name)
@pytest.mark.parametrize("reply", ANSWERS.values(), ids=ANSWERS)
def test_a_hostile_answer_is_a_failed_check(reply, item):
    started = time.process_time()
    outcome = run_check(CHECKED, item, Hostile(reply), seed=1)
    assert outcome.verdict in ("wrong_answer", "run_time_error")
    json.dumps(outcome.message, ensure_ascii=False).encode()
    assert "\x1b" not in outcome.message
    assert time.process_time() - started < 5


@pytest.mark.parametrize("reply", ANSWERS.values(), ids=ANSWERS)
def test_a_hostile_reply_of_a_cell_is_a_fault(reply):
    try:
        value = decode(reply)
    except CodecError:
        return
    fault = faults.raised(value if isinstance(value, dict) else {}, Limits(), Hostile(b"").source_line)
    assert fault.verdict == "run_time_error"
    f"{fault.message}{fault.detail}".encode()


def evaluator_with(**sources: str) -> NotebookRun:
    run = NotebookRun.__new__(NotebookRun)
    run._sources, run._lines = {int(name[1:]): source for name, source in sources.items()}, {}
    return run


def test_frames_that_point_at_a_long_line_again_and_again_are_answered_at_once():
    """A reply names a line of megabytes, or one behind many blank ones, as often as fits into it."""
    run = evaluator_with(c1="\n" * 400_000 + "x = 1\n" + "y" * 10_000_000, c2="\n" * 1_000_000)
    started = time.process_time()
    for _ in range(10_000):
        assert run.source_line("<cell 1>", 2) == "y" * 300 + " …"
        assert run.source_line("<cell 2>", 3) == ""
    reply = {"type": "X", "text": "t", "frames": [["<cell 1>", 2]] * 150 + [["<cell 2>", 1]] * 60_000}
    for _ in range(200):
        assert faults.raised(reply, Limits(), run.source_line).verdict == "run_time_error"
    assert time.process_time() - started < 10


@pytest.mark.parametrize("header", ["]" * 4_000_000, '"" ' * 1_300_000, ": " * 2_000_000], ids=["]", '""', ":"])
def test_tokens_that_count_as_no_item_are_counted_as_well(header):
    started = time.process_time()
    with pytest.raises(CodecError):
        decode(message(header))
    assert time.process_time() - started < 3


def test_what_a_cell_reports_is_small(engine):
    """Names of classes, files and text are the student's to choose."""
    source = (
        "name = 'N' * 10**6\n"
        "def deep(n): exec(compile('f(n - 1)' if n else 'raise type(name, (NameError,), {})(name, name=name)', name, "
        "'exec'), {'f': deep, 'n': n, 'name': name})\n"
        "deep(60)"
    )
    with Notebook(engine, source, "b = 2") as notebook:
        assert len(notebook.run.cell_faults[1].detail) < 3000
        assert notebook.run.cell_faults[1].verdict == "run_time_error"
        assert notebook.ask("q2", "b") == 2


def test_a_report_of_many_parts_is_not_read(engine):
    """200 cells whose replies take a tenth of a second each would keep the grader busy."""
    forged = (
        "import gc, struct\n"
        'header = b\'{"t":"dict","v":{"ok":true,"x":[\' + b\'[],\' * 60_000 + b\'1]}}\'\n'
        "reply = b'L8C1' + struct.pack('<I', len(header)) + header\n"
        "session = next(item for item in gc.get_objects() if type(item).__name__ == 'Session')\n"
        "session._own['cell'] = lambda request: reply\n"
    )
    with Notebook(engine, forged, *["x = 1"] * 200) as notebook:
        assert set(notebook.verdicts.values()) == {"run_time_error"}
        assert "damaged" in notebook.run.cell_faults[2].message


def test_a_large_reply_to_a_cell_ends_its_worker(engine):
    """Only code that writes to the channel itself sends one."""
    forged = (
        "import os, socket, struct, stat\n"
        "for fd in range(3, 64):\n"
        "    try:\n"
        "        channel = socket.socket(fileno=os.dup(fd))\n"
        "    except OSError: continue\n"
        # The fourth request: one keeps the names before all cells, two belong to the first cell.
        "    channel.sendall(struct.pack('<II', 2**20, 4) + bytes(2**20))\n"
    )
    with Notebook(engine, "a = 1", forged, "b = 2") as notebook:
        assert "The answer takes more than the 256 KiB that can be looked at." in notebook.run.cell_faults[2].message
        assert notebook.ask("q3", "b") == 2


def test_a_function_can_return_a_huge_integer(engine):
    with Notebook(engine, "def f(x): return 10**5000") as notebook, notebook.run.question("q1") as evaluator:
        assert run_check(CHECKED, CHECKED.checks[0], evaluator, seed=1).verdict == "wrong_answer"


def test_a_file_name_of_a_frame_can_be_anything(engine):
    source = "def f(x): exec(compile('1/0', '<cell ' + '9' * 5000 + '>', 'exec'))\nf(1)"
    with Notebook(engine, source) as notebook:
        assert "ZeroDivisionError in the line\n    def f(x)" in notebook.run.cell_faults[1].message
