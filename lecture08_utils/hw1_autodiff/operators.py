"""What the public checks of q4 and q6 demand of every operator of a class, before any value is looked at."""

from __future__ import annotations

from lecture08_utils.checking import Student

OPERATIONS = ("u + v", "u > 2", "u * v", "-u", "u - v", "2 - u", "u / v", "2 / u", "u ** 3", "2 ** u")

_TRY = """
def unfinished(operations):
    found = []
    for code in operations:
        try:
            if eval(code) is None:
                found.append(code)
        except (TypeError, AttributeError):
            found.append(code)
    return found
"""


def expect_operators(student: Student, name: str, state: str) -> None:
    """Demand that all operators give something, and that they leave their operands as they are.

    Args:
        name: the class.
        state: its attributes as a list, of an object z: an expression.
    """
    student.run(f"u, v = {name}(3.0), {name}(5.0){_TRY}state = lambda z: {state}\nbefore = [state(u), state(v)]")
    left = student.ask("unfinished(operations)", operations=list(OPERATIONS))
    codes = [code for code in OPERATIONS if isinstance(left, list) and code in left]
    if codes:
        shown = ", ".join(f"`{code}`" for code in codes)
        student.fail(
            f"{shown} give{'s' * (len(codes) == 1)} nothing yet: the method is not filled in, has no `return`, or "
            "uses one of which that is true."
        )
    changed = student.ask("before != [state(u), state(v)]")
    student.require(
        changed is False,
        f"An operation has changed its operands: u = {name}(3.0) and v = {name}(5.0) are no longer what they were.",
        misconception=f"an operation changes one of its operands: it must make a new {name} and leave them alone",
    )
