"""hw4_oscillator, q4, q6, q7 and q9: what is demanded of every state that was trained."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import EXCHANGED, require_loss, require_network

from .functions import BELLS

NET = "trainable['net']"
# benchmarks/results/ensembles.md: the worst of 1024 seeds of the reference have |E − E₀| = 7.0e-4 hartree,
# |ψ − ψ₀| = 1.2e-2 and |∫ψ² − 1| = 3.0e-4; 95 % are within 9.7e-5, 3.2e-3 and 4.3e-5. The room up to these is for
# other networks, learning rates and weights of the loss.
ENERGY_TOLERANCE, PSI_TOLERANCE, NORM_TOLERANCE = 0.02, 0.05, 0.03

EXCITED = "an excited state instead of the ground state"
# Where only an energy came back.
SECOND_LEVEL = "E₁ instead of E₀: an excited state, or a domain that begins in the middle of the well"
SEED_UNUSED = "the seed is not used: every training starts from the same network"
# The loss of q3 at what a training returned; the weights are nobody's business but the student's.
OWN_LOSS = "total_loss({function}, trainable, V, x, w)"
WEIGHTS = {"norm": 1.0, "bc": 1.0}

_KINDS = {
    "NoneType": "None",
    "dict": "a dict",
    "ndarray": "an array",
    "ArrayImpl": "an array",
    "function": "a function",
    "PjitFunction": "a function",
    "float": "a number",
    "int": "a number",
    "str": "a text",
}


def take_pair(student, call: str, second: str, kind: str) -> None:
    """Unpack ``result``, what a training returned, into `trainable` and a second thing; or say what came instead.

    Args:
        call: the function that was called, for messages.
        second: name of what comes beside `trainable`.
        kind: what that is, such as ``"an array"``. What is of no kind that is known here is let through.
    """
    found = student.ask(
        "[type(part).__name__ for part in result] if type(result) in (tuple, list) else type(result).__name__"
    )
    alone = not isinstance(found, list)
    kinds = [_KINDS.get(str(name), "something else") for name in ([found] if alone else found)]
    known = [name for name in kinds if name != "something else"]
    fits = not known if alone else len(kinds) == 2 and kinds[0] not in {*known} - {"a dict"}
    fits = fits and (alone or kinds[1] not in {*known} - {kind})
    if not fits:
        student.fail(
            f"`{call}` returned {', '.join(kinds) or 'nothing'}.",
            expected=f"two things in this order: trainable, a dict; {second}, {kind}",
            misconception=EXCHANGED if kinds == [kind, "a dict"] else "",
            final=True,
        )
    student.run(f"trainable, {second} = result")
    if not alone and kinds[0] == "a dict":
        keys = student.ask("[*trainable]")
        if not (isinstance(keys, list) and {"net", "E"} <= {key for key in keys if isinstance(key, str)}):
            expected = '{"net": parameters of the network, "E": energy}'
            student.fail("The dict that was trained has other keys.", expected=expected, final=True)


def require_trained(student, function: str, x: np.ndarray) -> float:
    """Demand what a training leaves: a network, and a loss of q3 that knows a solution.

    Args:
        function: name of the one that was trained; `trainable` and `V` are in student code's names.
        x: even points from one end of the domain to the other, shape (n,).

    Returns:
        That loss at what was returned.
    """
    student.run(BELLS)
    student.run("well = lambda x: 0.5 * x**2")
    right, wrong = np.array([np.pi**-0.25, 0.0]), np.array([1.5, 0.5])
    require_loss(
        student,
        'total_loss(bells, {"net": p, "E": E}, well, grid, w)',
        solution={"p": right, "E": 0.5},
        other={"p": wrong, "E": 1.5},
        grid=np.linspace(-5.0, 5.0, 101),
        w=WEIGHTS,
    )
    require_network(student, function, NET, x)
    return student.number(OWN_LOSS.format(function=function), x=x, w=WEIGHTS)


def require_fall(student, function: str, after: float) -> None:
    """Demand that the loss of q3 was much larger after the ten steps that `trainable` is from than it was in the end.

    Args:
        after: that loss after 5000 steps.
    """
    before = student.number(OWN_LOSS.format(function=function))
    student.require(
        after < 0.05 * before,
        f"Your total_loss is {before:.3g} after ten steps and {after:.3g} after 5000: it should fall to a twentieth.",
        misconception="the result does not come from a training: ten steps give what 5000 do",
    )


def likeness(values: np.ndarray, exact: np.ndarray) -> float:
    """|∫ψφ| / √(∫ψ² ∫φ²) of samples on an even grid, shape (n,): 1 if they differ by a factor alone."""
    return float(abs(np.sum(values * exact)) / np.sqrt(np.sum(values**2) * np.sum(exact**2)))


def norm_of(student, values: np.ndarray, x: np.ndarray) -> float:
    """∫ψ² of samples on an even grid, both of shape (n,); there must be something left of ψ."""
    norm = float(np.trapezoid(values**2, x))
    student.require(
        norm > 0.1,
        f"∫ψ² dx is {norm:.3g}: nearly nothing is left of ψ.",
        expected="∫ψ² dx = 1",
        misconception="collapse to ψ = 0: the normalisation is missing in the loss, or its −1 is",
    )
    return norm


def count_nodes(values: np.ndarray) -> int:
    """How often samples of ψ, shape (n,), change their sign; where ψ is small it may do what it likes."""
    large = values[np.abs(values) > 0.1 * np.abs(values).max()]
    return int(np.sum(large[1:] * large[:-1] < 0))


def require_normalised(student, norm: float) -> None:
    """Demand ∫ψ² = 1 of a ψ that is right in all else."""
    student.require(
        abs(norm - 1) <= NORM_TOLERANCE,
        f"∫ψ² dx is {norm:.4g}.",
        expected=f"1 ± {NORM_TOLERANCE}",
        misconception="ψ is right but for a factor: it is not normalised",
    )
