"""hw4_oscillator, q6: wells without a formula. The public checks."""

from __future__ import annotations

from lecture08_utils.checking import CheckList, Question

from .training import ENERGY_TOLERANCE

question = Question(
    "q6",
    "Wells without a formula",
    ("half_width", "ground_energy"),
    prerequisites=("q1", "q2", "q3", "q4"),
    concepts=("Problems without an analytic solution",),
)
check = CheckList("public")


@check("q6", points=0.5, hint="Where has V climbed to v_max? Is that a width or half of one? Which end comes first?")
def half_width_of_harmonic_wells(student, rng):
    """`half_width` is 2 for V = 3x² and v_max = 12, 5 for V = (x ± 1)²/2 and v_max = 18, and right for wide wells."""
    student.run("V = lambda x: 3.0 * x**2")
    student.expect("half_width(V, 12.0)", want=2.0, rtol=0.01, wrong=student.mistakes("narrow"))
    for centre in (1.0, -1.0):
        student.run("aside = lambda x: 0.5 * (x - centre) ** 2", centre=centre)
        student.expect("half_width(aside, 18.0)", want=5.0, rtol=0.01, wrong=student.mistakes("aside"))
    student.run("wide = lambda x: 2e-6 * x**4")
    student.expect("half_width(wide, 32.0)", want=63.2456, rtol=0.01)  # 4000^½


@check(
    "q6",
    points=0.5,
    retries=1,
    hint="Does L follow from this V, and does this V reach train? How large is V at both ends of your domain, and "
    "what is left of ψ there?",
)
def energy_of_a_narrower_well(student, rng):
    """`ground_energy` of V = 1.28(x − 2)², where ω = 1.6, is 0.80 ± 0.02."""
    student.run("V = lambda x: 1.28 * (x - 2.0) ** 2")
    seed, ideas = 7 + student.attempt, student.mistakes()
    student.expect("ground_energy(V, seed)", seed=seed, want=0.8, rtol=0, atol=ENERGY_TOLERANCE, wrong=ideas)
