"""hw1_autodiff: the questions and the checks that students run themselves.

Expected values are small tables, worked out by hand from the formula beside them. Rational functions are asked for
with integers and fractions and must be right exactly.
"""

from __future__ import annotations

from lecture08_utils.checking import assemble

checked = assemble(__name__, title="Automatic differentiation by hand", arrays="numpy")
