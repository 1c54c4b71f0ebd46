"""hw2_derivatives: the assignment and the checks that students run themselves, by theme.

Expected values are rounded tables, worked out by hand from the formula beside them. Potentials, energies,
Lagrangians and free energies are injected, so that each question is judged alone.
"""

from __future__ import annotations

from lecture08_utils.checking import Assignment, CheckList, Question

from . import atoms, motion

assignment = Assignment(
    name="hw2_derivatives",
    title="Physics by differentiation",
    questions=(
        Question("q1", "Two atoms and the force between them", ("lennard_jones", "force", "find_minimum")),
        Question("q2", "The spring inside the potential", ("curvature", "vibration_frequency")),
        Question("q3", "Many atoms", ("forces_at", "total_energy", "forces"), prerequisites=("q1",)),
        Question(
            "q4",
            "Normal modes",
            ("hessian_matrix", "dynamical_matrix", "normal_modes", "count_zero_modes"),
        ),
        Question("q5", "Phonons", ("phonon_omega2",)),
        Question("q6", "From a Lagrangian to a motion", ("acceleration", "energy", "trajectory")),
        Question(
            "q7",
            "Response functions",
            ("free_spin_F", "ising_ring_F", "mean_field_F", "susceptibility"),
        ),
        Question("q8", "A Hessian that is never written down", ("hvp",)),
        Question("q9", "A figure of your own, explained", manual_points=2),
    ),
)

check = CheckList("public")
for theme in (atoms, motion):
    check.checks += theme.check.checks
