"""A source for the toy assignment of the grading tests, and checks of which one is too weak."""

from dataclasses import replace

from autograder.release.source import parse_source
from lecture08_utils.checking import Assignment, CheckedAssignment, Question
from tests.grading.toy import CHECKED

TEXT = '''\
# %% [raw]
# # ASSIGNMENT CONFIG
# name: toy_springs

# %%
import numpy as np

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [raw]
# # BEGIN SOLUTION


# %%
def force(x: float = 1.0):
    """−2x"""
    # BEGIN SOLUTION
    stiffness = STIFFNESS
    return -stiffness * x
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %%
STIFFNESS = 2
pictures = [force(x) for x in range(10)]
print(pictures)


def given(x):
    return x


# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [raw]
# # BEGIN SOLUTION


# %%
def energy(x):
    # BEGIN SOLUTION
    return -force(x) * x / 2
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION
'''

SOURCE = parse_source(TEXT, "solutions/toy_springs.py", "toy_springs")
_QUESTIONS = (
    Question("q1", "Force of a spring", ("force",)),
    Question("q2", "Energy of a spring", ("energy",), prerequisites=("q1",)),
)
TOY = CheckedAssignment(Assignment("toy_springs", "Springs", _QUESTIONS, arrays="numpy"), CHECKED.checks)


def without(*checks: str) -> CheckedAssignment:
    """The toy assignment without some of its checks."""
    return replace(TOY, checks=tuple(check for check in TOY.checks if check.name not in checks))
