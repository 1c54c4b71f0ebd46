"""hw4_oscillator, q7 to q9: what the checks say of answers that are right in another way, and of wrong ones.

Nothing is trained here: `train_excited` and `solve` hand out functions that are known.
"""

from __future__ import annotations

import pytest

from .hw4_names import check_ids, names, outcome

# ψ₁ of a well about 0 in a basis of sines, and E what an honest training finds. Parameters, which are zero, bend the
# axis of x, so that ψ₁ changes its shape with them as a network does.
KNOWN = """
def train_excited(V, L, seed, steps):
    k, grid = np.arange(1, 41), np.linspace(-L, L, 2001)
    waves = lambda x, lib: lib.sin(lib.outer(k, lib.pi * (x + L) / (2 * L))) / L**0.5
    B, v = waves(grid, np), np.asarray(V(grid) if V_is_used else grid**2 / 2)
    levels, states = np.linalg.eigh(np.diag((k * np.pi / (2 * L)) ** 2 / 2) + (B * v) @ B.T * (2 * L / 2000))
    states *= np.sign(B[:, 1125] @ states)
    ground, first, second = (lambda x, n=n: (states[:, n] @ waves(x, jnp))[0] for n in range(3))
    height = 1.0 if steps == 5000 else 0.1 + 0.001 * seed
    E = levels[1] + (0.0 if steps == 5000 else 0.01)
    net = {"height": jnp.array(height), "bend": jnp.zeros(8), "mix": jnp.zeros(may_be_mixed)}
    bent = lambda p, x: x + jnp.sin(p["bend"]) @ jnp.sin(jnp.arange(1, 9) * x) / 4
    shape = lambda x: psi_1(x)
    excited = lambda p, x: p["height"] * shape(bent(p, x)) + jnp.sum(p["mix"]) * ground(x)
    return {"net": net, "E": jnp.array(E)}, excited

V_is_used = True
may_be_mixed = 0
"""


def excited(psi_1: str = "first(x)", **changes: str) -> str:
    """`KNOWN` with that formula for ψ₁, and with other values for names in it."""
    code = KNOWN.replace("psi_1(x)", f"({psi_1})")
    for name, value in changes.items():
        code = code.replace(f"{name} = ", f"{name} = {value}  # ")
    return code


ALL_OF_Q7 = "q7.*first_excited *another_well *was_trained"


@pytest.mark.parametrize(
    "psi_1",
    ["first(x)", "-first(x)", "first(x) + 0.03 * ground(x)", "1.01 * first(x)"],
)
def test_a_first_excited_state_is_accepted_however_it_was_found(psi_1):
    space = names(excited(psi_1))
    assert [outcome(space, check_id).message for check_id in check_ids(ALL_OF_Q7)] == ["", "", ""]


@pytest.mark.parametrize(
    ("code", "says", "checks"),
    [
        (excited("ground(x)"), "the ground state again", ALL_OF_Q7),
        (excited("ground(x)", E="levels[0]"), "the ground state again", ALL_OF_Q7),
        (excited("(first(x) if seed % 2 else ground(x))", may_be_mixed="1"), "the ground state again", ALL_OF_Q7),
        (excited("(first(x) + jnp.cos(x) - 0.4)"), "`psi` instead of", "q7.*first_excited *another_well"),
        (excited("jnp.abs(first(x))"), "|ψ|", "q7.*first_excited *another_well"),
        (excited("0.9 * first(x) + 0.3 * ground(x)"), "a mixture", "q7.*first_excited *another_well"),
        (excited("1.4 * first(x)"), "not normalised", "q7.*first_excited *another_well"),
        (excited("0.1 * first(x)"), "collapse", "q7.*first_excited *another_well"),
        (excited("0.1 * first(x)"), "is not normalised", "q7.*was_trained"),
        (excited(V_is_used="False"), "the energy of x²/2", "q7.*another_well"),
        (excited(E="1.5"), "the energy of x²/2", "q7.*another_well"),
        (excited(E="1.5"), "E is not trained", "q7.*first_excited"),
        (excited(V_is_used="False"), "V that train_excited is given is not used", "q7.*first_excited"),
        (excited("first(1.3 * x)"), "do not belong together", "q7.*was_trained"),
    ],
)
def test_another_state_is_recognised(code, says, checks):
    for check_id in check_ids(checks):
        found = outcome(names(code), check_id)
        assert says in (found.misconception or ""), (check_id, found.message)


def test_a_state_that_does_not_follow_its_parameters_was_typed_in():
    space = names(excited().replace('p["height"] * shape(bent(p, x))', "first(x)"))
    for check_id in check_ids("q7.*first_excited *was_trained"):
        assert "typed in" in outcome(space, check_id).misconception


def test_states_of_a_matrix_are_no_training():
    space = names(excited().replace("bent(p, x)", "x"))
    for check_id in check_ids("q7.*first_excited *another_well"):
        assert "a sum of given shapes" in outcome(space, check_id).misconception


def test_a_state_without_a_loss_is_no_training():
    space = names(excited() + "\ntotal_loss = lambda psi, trainable, V, x, w: 0.0 * x[0]")
    for check_id in check_ids("q7.*first_excited *another_well"):
        assert "does not come from the loss" in outcome(space, check_id).misconception


@pytest.mark.parametrize(
    "code",
    [excited("jnp.abs(first(x))"), excited(E="1.5"), excited(V_is_used="False")],
)
def test_what_one_training_proves_is_not_tried_again(code):
    found = outcome(names(code), "q7.first_excited_state")
    assert found.failure
    assert "second training" not in found.message


def test_a_poor_minimum_is_tried_again_and_the_ground_state_is_not():
    space = names(excited("(1.5 * first(x) if seed == 5 else first(x))", may_be_mixed="1"))
    assert outcome(space, "q7.first_excited_state").message == ""
    space = names(excited("(ground(x) if seed == 5 else first(x))", may_be_mixed="1"))
    found = outcome(space, "q7.first_excited_state")
    assert "the ground state again" in found.misconception
    assert "second training" not in found.message


@pytest.mark.parametrize(
    ("returns", "says"),
    [
        ("result[::-1]", "exchanged"),
        ("result[0]", "returned a dict"),
        ("(result[0], 1.0 * result[0]['E'])", "returned a dict, an array"),
        ("(*result, result[0]['E'])", "returned a dict, a function, an array"),
        ("({'params': result[0]['net'], 'E': result[0]['E']}, result[1])", "other keys"),
        ("None", "returned None"),
    ],
)
def test_what_came_back_instead_of_two_things_is_said(returns, says):
    code = excited().replace("def train_excited", "def really") + "\ndef train_excited(*arguments):\n"
    code += f"    result = really(*arguments)\n    return {returns}\n"
    found = outcome(names(code), "q7.first_excited_state")
    assert says in found.message
    assert "second training" not in found.message


def test_ten_steps_must_not_be_enough():
    found = outcome(names(excited(height="1.0")), "q7.excited_state_was_trained")
    assert found.failure.problem.startswith("Ten steps give what 5000 do")


def test_a_higher_state_is_not_the_first():
    found = outcome(names(excited("second(x)")), "q7.first_excited_state")
    assert "ψ₁ has 2 nodes" in found.message
    found = outcome(names(excited("second(x)", E="levels[2]")), "q7.first_excited_state")
    assert "The error is 1" in found.message


MATRIX = """
def diagonalise(V, L, n):
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(1, n + 1)
    T = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / (2 * h**2)
    return """
ALL_OF_Q8 = "q8.*oscillator *other_wells *converge"


@pytest.mark.parametrize(
    "levels",
    [
        "jnp.linalg.eigvalsh(jnp.asarray(T + np.diag(V(x)), jnp.float32))",
        "np.sort(np.linalg.eigvals(T + np.diag(V(x))).real)",
        # Fourth order, where walls do not matter: better than asked for.
        "np.linalg.eigvalsh(T + h**2 / 6 * T @ T + np.diag(V(x)))",
    ],
)
def test_levels_are_accepted_however_they_were_found(levels):
    space = names(MATRIX + levels)
    assert [outcome(space, check_id).message for check_id in check_ids(ALL_OF_Q8)] == ["", "", ""]


@pytest.mark.parametrize(
    ("code", "says", "checks"),
    [
        (MATRIX + "np.linalg.eigvalsh(2 * T + np.diag(V(x)))", "the factor ½", "q8.*oscillator *other_wells"),
        (MATRIX + "np.linalg.eigvalsh(h * T + np.diag(V(x)))", "h instead of h²", "q8.*oscillator *other_wells"),
        (MATRIX + "np.linalg.eigvalsh(np.diag(V(x)) - T)", "the sign of", "q8.*oscillator *other_wells"),
        (MATRIX + "np.linalg.eigvalsh(T + np.diag(V(x)))[::-1]", "not sorted", ALL_OF_Q8),
        (MATRIX + "np.linalg.eigvalsh(T + np.diag(x**2 / 2))", "x²/2 typed in", "q8.*other_wells"),
        (MATRIX + "np.linalg.eigvalsh(T + np.diag(V(x - h)))", "shifted by one", "q8.*oscillator *other_wells"),
        (MATRIX + "np.linalg.eigvalsh(T + np.diag(V(np.linspace(-L, L, n))))", "both walls", "q8.*oscillator"),
        (MATRIX + "T + np.diag(V(x))", "the matrix itself", ALL_OF_Q8),
        (MATRIX + "tuple(np.linalg.eigh(T))", "levels and states", ALL_OF_Q8),
        (MATRIX + "np.linalg.eigvalsh(((n + 1) / n) ** 2 * T + np.diag(V(x)))", "spacing h", "q8.*converge"),
    ],
)
def test_a_wrong_matrix_is_recognised(code, says, checks):
    for check_id in check_ids(checks):
        found = outcome(names(code), check_id)
        assert says in (found.misconception or ""), (check_id, found.message)


@pytest.mark.parametrize("answer", ["T", "np.linalg.eigh(T)", "np.linalg.eigvalsh(T)[:3]"])
def test_anything_but_n_levels_is_refused(answer):
    space = names(MATRIX + answer)
    assert all(outcome(space, check_id).failure for check_id in check_ids(ALL_OF_Q8))


# A trial function whose energy in the well g x⁴ can be had to any accuracy: eigenvectors of a few Gaussians' matrix.
SOLVE = """
def psi(params, x):
    return jnp.sum(params * jnp.exp(-jnp.arange(1, 9) / 4 * x**2))

def solve(V, seed):
    a = np.arange(1, 9) / 4
    b = a[:, None] + a
    S = np.sqrt(np.pi / b)
    H = S * (a[:, None] * a / b + float(V(1.0)) * 3 / (4 * b**2))
    lower = np.linalg.inv(np.linalg.cholesky(S))
    E, c = np.linalg.eigh(lower @ H @ lower.T)
    return E[0] + shift, jnp.asarray(lower.T @ c[:, 0]) * factor
"""


def solved(shift: str = "0.0", factor: str = "1.0") -> str:
    return SOLVE.replace("shift", shift).replace("factor", factor)


def score(code: str) -> float:
    """What the challenge's hidden check says of these names."""
    return float(outcome(names(code), "q9.score_in_a_well_drawn_at_grading_time").message.removeprefix("Score: "))


def test_the_score_of_the_challenge_is_the_number_of_right_digits():
    assert 4 < score(solved()) < 8
    assert score(solved(shift="1e-3")) == pytest.approx(3, abs=0.05)


def test_a_good_energy_beside_a_poor_network_scores_what_the_network_is_worth():
    assert score(solved(factor="(1 + 0.1 * jnp.arange(8))")) < 3.5


@pytest.mark.parametrize(
    ("code", "says", "checks"),
    [
        ("solve = lambda V, seed: (1.8998, init_params(seed))", "E₁ instead of E₀", "q9.*known_well"),
        (solved(factor="jnp.arange(8)"), "do not belong together", "q9.*grading_time"),
    ],
)
def test_a_wrong_answer_has_no_score(code, says, checks):
    for check_id in check_ids(checks):
        found = outcome(names(code), check_id)
        assert says in (found.misconception or ""), (check_id, found.message)
        assert found.remark == ""
