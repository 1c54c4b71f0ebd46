"""hw2_derivatives: the assignment and the checks that students run themselves.

Expected values are rounded tables, worked out by hand from the formula beside them. Potentials, energies,
Lagrangians and free energies are injected, so that each question is judged alone.
"""

from lecture08_utils.checking import assemble

checked = assemble(__name__, title="Physics by differentiation")
