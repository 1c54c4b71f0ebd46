"""hw4_oscillator: the reference passes every check, wrong ideas are recognised, degenerate answers score nothing."""

from __future__ import annotations

import pytest

from lecture08_utils.checking import Check, LocalEvaluator, run_check
from lecture08_utils.hw4_oscillator.q4_ground_state import require_own_well, short_training

from .hw4_names import CHECKED, QUICK, TRAININGS, check_ids, names, outcome
from .own_process import run_in_own_process
from .solved import SolvedAssignment, failing_examples

CURVATURE = "def second_derivative(psi):\n    return "
RESIDUAL = """
def residual(psi, params, E, V, x):
    f, ddf = jax.vmap(psi, (None, 0))(params, x), second_derivative(psi)(params, x)
    return """
NORM = """
def norm_loss(psi, params, x):
    f = jax.vmap(psi, (None, 0))(params, x)
    return """
BOUNDARY = "def boundary_loss(psi, params, a, b):\n    return "
LOSS = "jnp.mean(r**2) + w['norm'] * norm + w['bc'] * bc"
TOTAL = """
def total_loss(psi, t, V, x, w):
    r = residual(psi, t["net"], t["E"], V, x)
    norm, bc = norm_loss(psi, t["net"], x), boundary_loss(psi, t["net"], x[0], x[-1])
    return """
QUOTIENT = """
def rayleigh_quotient(psi, params, V, x):
    f, df = jax.vmap(psi, (None, 0))(params, x), first_derivative(psi)(params, x)
    T, U, n = (jnp.trapezoid(g, x) for g in (df**2 / 2, V(x) * f**2, f**2))
    return """


@pytest.mark.parametrize("check_id", QUICK)
@pytest.mark.parametrize("seed", range(2))
def test_the_reference_passes(check_id, seed):
    assert outcome(names(), check_id, seed).message == ""


@pytest.mark.slow
# Grading computes in float32; float64 changes how a training rounds, and not what luck it has.
@pytest.mark.parametrize(("x64", "seeds"), [("0", 20), ("1", 5)], ids=["float32", "float64"])
@pytest.mark.parametrize("check_id", TRAININGS)
def test_the_reference_trains_with_every_seed(check_id, x64, seeds, tmp_path):
    # The seed chooses the wells and, where the check does not fix it, the network.
    code = (
        "from tests.checks.hw4_names import names, outcome\n"
        "space = names()\n"
        f"failed = [seed for seed in range({seeds}) if outcome(space, {check_id!r}, seed).failure]\n"
        "assert not failed, failed\n"
    )
    run_in_own_process(code, x64, tmp_path)


@pytest.mark.parametrize(
    ("code", "idea", "checks"),
    [
        (CURVATURE + "jax.vmap(jax.grad(jax.grad(psi)), (None, 0))", "∂²ψ/∂p²", "q1.*of_a_gaussian *other_functions"),
        (CURVATURE + "jax.vmap(jax.grad(jax.grad(psi, 1)), (None, 0))", "∂²ψ/∂p∂x", "q1.*of_a_gaussian *other_func"),
        (CURVATURE + "lambda p, x: first_derivative(psi)(p, x) ** 2", "(ψ′)²", "q1.*of_a_gaussian *other_functions"),
        (CURVATURE + "first_derivative(psi)", "ψ′, the slope", "q1.*of_a_gaussian *other_functions"),
        (
            CURVATURE + "lambda p, x: jax.jacobian(jax.vmap(jax.grad(psi, 1), (None, 0)), 1)(p, x)",
            "every point met",
            "q1.*gaussian *other *network",
        ),
        ("psi = lambda p, x: p['w3'] @ jax.nn.relu(p['w1'] * x + p['b1'])", "straight pieces", "q1.*network"),
        (RESIDUAL + "-ddf + (V(x) - E) * f", "factor ½", "q2.*gaussians *other_wells"),
        (RESIDUAL + "ddf / 2 + (V(x) - E) * f", "the sign of ψ″", "q2.*gaussians *other_wells"),
        (RESIDUAL + "-ddf / 2 + (V(x) + E) * f", "the sign of E", "q2.*gaussians *other_wells *energy_in"),
        (RESIDUAL + "ddf / 2 - (V(x) - E) * f", "the sign of everything", "q2.*gaussians *other_wells"),
        (RESIDUAL + "-ddf / 2 - (V(x) + E) * f", "the sign of V", "q2.*gaussians *other_wells"),
        (RESIDUAL + "-ddf / 2 + V(x) - E * f", "V added", "q2.*gaussians *other_wells"),
        (RESIDUAL + "-ddf / 2 + (x**2 / 2 - E) * f", "x²/2 typed in", "q2.*gaussians *other_wells"),
        (RESIDUAL + "-ddf / 2 + V(x) * f - E", "E instead of Eψ", "q2.*energy_in"),
        (RESIDUAL + "-ddf / 2 + (V(x) - 0.5) * f", "E is not used", "q2.*energy_in"),
        (NORM + "(jnp.trapezoid(f, x) - 1) ** 2", "∫ψ dx instead", "q3.*known *other_grids"),
        (NORM + "(jnp.sum(f**2) - 1) ** 2", "a sum without", "q3.*known *other_grids"),
        (NORM + "(jnp.mean(f**2) - 1) ** 2", "a mean without", "q3.*known *other_grids"),
        (NORM + "(jnp.mean(f**2) * (x[-1] - x[0]) - 1) ** 2", "mean times length", "q3.*known *other_grids"),
        (NORM + "jnp.trapezoid(f**2, x) ** 2", "the −1 is missing", "q3.*known *other_grids"),
        (NORM + "jnp.trapezoid(f**2, x) - 1", "the deviation from 1", "q3.*known *other_grids"),
        (BOUNDARY + "psi(params, a) + psi(params, b)", "are not squared", "q3.*known *total"),
        (BOUNDARY + "(psi(params, a) + psi(params, b)) ** 2", "square of the sum", "q3.*known *total"),
        (BOUNDARY + "(psi(params, a) ** 2 + psi(params, b) ** 2) / 2", "a mean instead", "q3.*known *total"),
        (BOUNDARY + "psi(params, a) ** 2", "only one end", "q3.*known *total"),
        (BOUNDARY + "psi(params, b) ** 2", "only the other end", "q3.*known *total"),
        (TOTAL + "jnp.mean(r**2) + w['bc'] * norm + w['norm'] * bc", "exchanged", "q3.*known *total"),
        (TOTAL + "jnp.mean(r**2) + norm + bc", "not used", "q3.*known *total"),
        (TOTAL + "jnp.sum(r**2) + w['norm'] * norm + w['bc'] * bc", "a sum over the points", "q3.*known *total"),
        (TOTAL + "jnp.mean(r) ** 2 + w['norm'] * norm + w['bc'] * bc", "square of the mean", "q3.*known *total"),
        (TOTAL + "jnp.mean(r) + w['norm'] * norm + w['bc'] * bc", "not squared", "q3.*known *total"),
        (TOTAL + "jnp.mean(r**2) + w['bc'] * bc", "normalisation is left out", "q3.*known *total"),
        (TOTAL + "jnp.mean(r**2) + w['norm'] * norm", "no boundary term", "q3.*known *total"),
        (TOTAL.replace("x[0], x[-1]", "-5.0, 5.0") + LOSS, "taken elsewhere", "q3.*known"),
        (QUOTIENT + "T + U", "not divided", "q5.*gaussian *other_wells"),
        (QUOTIENT + "(U - T) / n", "the sign of the kinetic", "q5.*gaussian *other_wells"),
        (QUOTIENT + "(2 * T + U) / n", "factor ½", "q5.*gaussian *other_wells"),
        (QUOTIENT + "U / n", "kinetic energy is missing", "q5.*gaussian *other_wells"),
        (QUOTIENT + "T / n", "potential energy is missing", "q5.*gaussian *other_wells"),
        (QUOTIENT + "T + U / n", "only the potential", "q5.*gaussian *other_wells"),
        (QUOTIENT.replace("V(x)", "x**2 / 2") + "(T + U) / n", "x²/2 typed in", "q5.*gaussian *other_wells"),
        (TOTAL.replace("V, x)", "lambda s: s**2 / 2, x)") + LOSS, "x²/2 typed in", "q3.*known"),
        (TOTAL + "jnp.trapezoid(r**2, x) + w['norm'] * norm + w['bc'] * bc", "an integral over", "q3.*known *total"),
        ("half_width = lambda V, v_max: (2 * v_max) ** 0.5", "right for V = x²/2 alone", "q6.*harmonic_wells"),
        ("half_width = lambda V, v_max: 2 * (v_max / 3) ** 0.5", "the whole width", "q6.*harmonic_wells"),
        ("ground_energy = lambda V, seed: 0.5", "whatever the well", "q6.*narrower *unknown"),
        ("ground_energy = lambda V, seed: 2.4", "E₁ instead of E₀", "q6.*narrower"),
    ],
)
def test_a_wrong_idea_is_recognised(code, idea, checks):
    for check_id in check_ids(checks):
        found = outcome(names(code), check_id)
        assert idea in (found.misconception or ""), (check_id, found.message)


TRAIN = """
right = train
train = lambda V, L, seed, steps: right("""


@pytest.mark.parametrize(
    ("arguments", "idea"),
    [
        ("V, L, seed, steps)", ""),
        ("lambda x: x**2 / 2, L, seed, steps)", "the V that train is given is not used"),
        ("V, 5.0, seed, steps)", "the L that train is given is not used"),
    ],
)
def test_a_well_and_a_domain_that_were_typed_in_are_told(arguments, idea):
    def of_its_own(student, rng):
        """A short training."""
        require_own_well(student, short_training(student, 7))

    check = Check("q4", of_its_own, points=1, visibility="public", hint="Which?", retries=1)
    evaluator = LocalEvaluator(names(TRAIN + arguments), CHECKED.assignment)
    found = run_check(CHECKED, check, evaluator, 1)
    assert (found.misconception or "") == idea, found.message
    assert "second training" not in found.message


TRAINING = {"train", "ground_energy", "train_excited", "solve"}


@pytest.mark.parametrize(
    "node",
    [
        pytest.param(node, marks=[pytest.mark.slow] * (node.name in TRAINING))
        for node in SolvedAssignment("hw4_oscillator", given=("first_derivative",)).documented()
    ],
    ids=lambda node: node.name,
)
def test_the_examples_of_the_docstrings_hold(node):
    assert failing_examples(node, names()) == []


@pytest.mark.parametrize("h", ["x[1] - x[0]", "(x[-1] - x[0]) / (x.size - 1)"])
def test_the_rule_as_it_is_printed_passes_and_gives_the_example(h):
    code = NORM + f"(({h}) * (jnp.sum(f**2) - (f[0] ** 2 + f[-1] ** 2) / 2) - 1) ** 2"
    space = names(code)
    for check_id in check_ids("q3.*known *other_grids"):
        assert outcome(space, check_id).message == ""
    assignment = SolvedAssignment("hw4_oscillator")
    [node] = [node for node in assignment.documented() if node.name == "norm_loss"]
    assert failing_examples(node, space) == []


DEGENERATE = {
    "zero": "0.0",
    "nan": "float('nan')",
    "constant": "1.0",
    "zeros like x": "(0.0 * arguments[-1] if hasattr(arguments[-1], 'shape') else 0.0)",
    "echo of the first": "arguments[0]",
    "echo of the last": "arguments[-1]",
    "nothing": "None",
    "empty": "jnp.zeros(0)",
    "text": "'0.5'",
    "an object": "object()",
    "true": "True",
}
FUNCTIONS = [name for question in CHECKED.assignment.questions for name in question.defines]


@pytest.mark.parametrize("answer", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_answers_score_nothing_in_any_check(answer):
    code = f"def degenerate(*arguments):\n    return {answer}\n"
    code += "".join(f"{name} = degenerate\n" for name in FUNCTIONS if name != "second_derivative")
    code += "def second_derivative(psi):\n    return degenerate\n"
    namespace = names(code)
    passed = [check.id for check in CHECKED.checks if outcome(namespace, check.id).failure is None]
    assert passed == []


def test_a_public_example_earns_at_most_half_of_a_question():
    for question in CHECKED.assignment.questions:
        if not question.is_manual:
            public = sum(check.points for check in CHECKED.of_question(question.id, "public"))
            assert public <= CHECKED.points(question.id) / 2, question.id
