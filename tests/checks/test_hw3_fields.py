"""hw3_poisson, q7 to q9, without training: mistakes are told by name, other right ways pass, made-up fits do not."""

from __future__ import annotations

import pytest

from .test_hw3_poisson import HW3

MODES = """
def mode_errors(u, target, x, ks):
    e, waves = u - target, jnp.sin(jnp.outer(jnp.asarray(ks), x))
    return """
SOLVE = """
def fem_solve(f, n):
    nodes, h = np.linspace(0, np.pi, n + 1), np.pi / n
    i, g = nodes[1:-1], lambda x: np.asarray(f(x))
    K = (2 * np.eye(n - 1) - np.eye(n - 1, k=1) - np.eye(n - 1, k=-1)) / h
    b = {load}
    u = np.concatenate([[0.0], np.linalg.solve(K, -b), [0.0]])
    return {answer}
"""
DISTANCE = """
def l2_error(nodes, u, exact):
    nodes, u = np.asarray(nodes, dtype=float), np.asarray(u, dtype=float)
    x = nodes[:-1, None] + np.diff(nodes)[:, None] * np.linspace(0, 1, 41)
    e, at_nodes = np.interp(x, nodes, u) - exact(x), u - exact(nodes)
    return """
# A trial function that needs no training: its one parameter is the height of a sine.
INVERSE = """
trial = lambda params, x: params * jnp.sin(x)
def train_inverse(x_data, u_data, f, seed, steps):
    k = 0.7026
    return """
FIT = """
right = fit_modes
def fit_modes(ks, seed, steps, every):
    params, errors = right(ks, seed, steps, every)
    return """


@pytest.mark.parametrize(
    ("code", "idea"),
    [
        (MODES + "jnp.abs(jnp.trapezoid(e * waves, x))", "2/π is missing"),
        (MODES + "jnp.abs(jnp.trapezoid(e * waves, x)) / jnp.pi", "1/π instead"),
        (MODES + "jnp.abs(2 / jnp.pi * jnp.mean(e * waves, axis=1))", "a mean instead"),
        (MODES + "jnp.abs(2 * jnp.mean(e * waves, axis=1))", "mean times length"),
        (MODES + "jnp.abs(2 / jnp.pi * jnp.sum(e * waves, axis=1))", "without the spacing"),
        (MODES + "2 / jnp.pi * jnp.trapezoid(e * waves, x)", "absolute value is missing"),
        (MODES + "jnp.abs(2 / jnp.pi * jnp.trapezoid(e * jnp.cos(jnp.outer(jnp.asarray(ks), x)), x))", "cos kx"),
        (MODES + "jnp.abs(2 / jnp.pi * jnp.trapezoid(u * waves, x))", "target is not subtracted"),
        (MODES + "(2 / jnp.pi * jnp.trapezoid(e * waves, x)) ** 2", "squares instead"),
        (MODES + "jnp.ones(len(ks)) * jnp.abs(e).max()", "no projection on sin kx: the largest"),
        (MODES + "jnp.ones(len(ks)) * jnp.sqrt(jnp.mean(e**2))", "no projection on sin kx: the root"),
        (MODES + "jnp.ones(len(ks)) * jnp.mean(jnp.abs(e))", "no projection on sin kx: the mean"),
        (MODES + "jnp.ones(len(ks)) * 2 / jnp.pi * jnp.abs(jnp.trapezoid(e, x))", "no projection on sin kx: the int"),
    ],
)
def test_a_wrong_projection_is_recognised(code, idea):
    expect_idea(code, idea, "q7.modes_of_a_known_error", "q7.modes_of_other_errors")


@pytest.mark.parametrize(
    ("answer", "idea"),
    [
        ("params, np.tile(errors[:, :1], (1, len(ks)))", "all columns equal"),
        ("params, np.tile(errors[:1], (len(errors), 1))", "those of the same parameters"),
        ("params, errors[:, ::-1]", "the high tone comes first"),
        ("params, np.roll(errors, -1, axis=0)", ""),
        ("init_params(seed, (1, 32, 32, 1)), errors", "do not belong together"),
        ("params, 0.3 * errors", "row 0 is not the network before training"),
        ("{'layers': params}, errors", "not the parameters of a network"),
    ],
)
def test_a_wrong_fit_is_recognised(answer, idea):
    names = with_code(FIT + answer)
    found = HW3.outcome("q7.low_tone_of_a_short_fit", names)
    assert found.failure
    assert idea in (found.misconception or ""), found.message


@pytest.mark.parametrize(
    "load", ["h * g(i)", "h / 2 * (g(i - h / 2) + g(i + h / 2))", "h * (g(i - h) + 4 * g(i) + g(i + h)) / 6"]
)
def test_every_sensible_load_passes(load):
    names = with_code(SOLVE.format(load=load, answer="nodes, u"))
    for check in ("sixteen_elements", "straight_loads_are_solved_exactly", "order_two_between_the_nodes"):
        for seed in "012":
            assert HW3.outcome(f"q8.{check}", names, seed).message == ""


@pytest.mark.parametrize(
    ("load", "answer", "idea"),
    [
        ("-h * g(i)", "nodes, u", "the sign of f: −u″"),
        ("g(i)", "nodes, u", "a factor h is missing"),
        ("-g(i)", "nodes, u", "the sign of f, and a factor h"),
        ("g(i) / h", "nodes, u", "two factors h are missing"),
        ("h**2 * g(i)", "nodes, u", "a factor h too many"),
        ("h / 2 * g(i)", "nodes, u", "half the load"),
        ("2 * h * g(i)", "nodes, u", "twice the load"),
        ("h * g(i)", "nodes[:-1], u[:-1]", "n nodes instead of n elements"),
        ("h * g(i)", "i, u[1:-1]", "the ends are missing"),
        ("h * g(i)", "nodes, u + 0.1", "boundary values are not kept"),
    ],
)
def test_a_wrong_solution_is_recognised(load, answer, idea):
    code = SOLVE.format(load=load, answer=answer)
    expect_idea(code, idea, "q8.sixteen_elements", "q8.straight_loads_are_solved_exactly")
    assert HW3.outcome("q8.order_two_between_the_nodes", with_code(code)).failure


def test_a_lopsided_load_is_not_exact():
    names = with_code(SOLVE.format(load="h * g(i - h / 2)", answer="nodes, u"))
    assert HW3.outcome("q8.sixteen_elements", names).failure
    assert HW3.outcome("q8.order_two_between_the_nodes", names).failure


@pytest.mark.parametrize(
    ("code", "idea"),
    [
        (DISTANCE + "np.sqrt(np.trapezoid(at_nodes**2, nodes))", "measured at the nodes only"),
        (DISTANCE + "np.sqrt(np.mean(at_nodes**2))", "measured at the nodes only"),
        (DISTANCE + "np.abs(at_nodes).max()", "measured at the nodes only"),
        (DISTANCE + "np.sqrt(np.sum(np.diff(nodes) * e[:, 20] ** 2))", "middle of each element"),
        (DISTANCE + "np.sum(np.trapezoid(e**2, x, axis=1))", "square root is missing"),
        (DISTANCE + "np.sqrt(np.sum(np.trapezoid(e**2, x, axis=1)) / np.pi)", "without the length"),
        (DISTANCE + "np.abs(e).max()", "the largest error instead"),
        (DISTANCE + "np.sum(np.trapezoid(np.abs(e), x, axis=1))", "L¹"),
    ],
)
def test_a_wrong_distance_is_recognised(code, idea):
    expect_idea(code, idea, "q8.distance_of_a_polygon", "q8.distances_of_other_functions")


@pytest.mark.parametrize(
    ("answer", "idea"),
    [
        ("1 / k, k", "ten steps give the same"),
        ("1 / k, k + 0.03", ""),
        ("1 / k, 1 / k", "κ is on the wrong side"),
        ("1 / k, -k", "the sign of f"),
        ("1 / k, -1 / k", "the sign of f, and"),
        ("1 / k, 1.0", "κ is not trained"),
        ("1 / 2.7, 2.7", "no data term"),
        ("1.3 / k, k", "κ is right, but params are not"),
        ("0.0, 0.0", ""),
    ],
)
def test_a_wrong_conductivity_is_recognised(answer, idea):
    found = HW3.outcome("q9.conductivity_from_24_readings", with_code(INVERSE + answer))
    assert found.failure
    assert idea in (found.misconception or ""), found.message


@pytest.mark.parametrize(
    ("early", "idea"),
    [("kappa", "ten steps give the same"), ("5 + seed", "does not come from the loss of this notebook")],
)
def test_a_right_conductivity_must_come_from_a_training(early, idea):
    # Right for every rod after 5000 steps.
    code = f"""
def trial(params, x):
    return jnp.interp(x, params["x"], params["u"])
def train_inverse(x_data, u_data, f, seed, steps):
    nodes, bent = fem_solve(f, 400)
    at_data = np.interp(x_data, nodes, bent)
    kappa = np.sum(at_data**2) / np.sum(at_data * np.asarray(u_data))
    kappa = kappa if steps > 10 else {early}
    return {{"x": jnp.asarray(nodes), "u": jnp.asarray(bent / kappa)}}, kappa
"""
    found = HW3.outcome("q9.another_rod", with_code(code))
    assert found.failure
    assert idea in (found.misconception or ""), found.message


def with_code(code: str) -> dict:
    names = HW3.namespace()
    exec(code, names)
    return names


def expect_idea(code: str, idea: str, *checks: str) -> None:
    names = with_code(code)
    for check in checks:
        found = HW3.outcome(check, names)
        assert idea in (found.misconception or ""), (check, found.message)
