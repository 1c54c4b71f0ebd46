"""hw3_poisson: the assignment and the checks that students run themselves, a file per question.

Expected values are rounded tables, worked out by hand from the formula beside them. Injected functions stand in for
the network wherever a question can be judged without training.
"""

from lecture08_utils.checking import assemble

checked = assemble(__name__, title="A network solves Poisson's equation")
