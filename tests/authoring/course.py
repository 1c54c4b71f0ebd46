"""A course in a temporary folder with one toy assignment: springs, two autograded questions and a manual one."""

from __future__ import annotations

import shutil
from pathlib import Path

NAME = "toy_springs"

SOURCE = '''\
# %% [raw]
# # ASSIGNMENT CONFIG
# name: toy_springs
# points: 7

# %% [markdown]
# # Springs
#
# What follows is about $V=k x^2/2$. There are three questions and 7 points.

# %%
from lecture08_utils import begin, check

begin("toy_springs")

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown]
# ## q1. The force (3 points)

# %% [raw]
# # BEGIN SOLUTION


# %%
def force(k, x):
    """The force of the spring at x."""
    # BEGIN SOLUTION
    stiffness_times_elongation = k * x  # Hooke
    return -stiffness_times_elongation
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %%
print(force(1.0, 2.0))

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [markdown]
# ## q2. The energy (2 points)

# %% [raw]
# # BEGIN SOLUTION


# %%
def energy(k, x):
    """The energy of the spring at x."""
    # BEGIN SOLUTION
    return k * x * x / 2
    # END SOLUTION


# %%
def period(k, m):
    """The period of the oscillation."""
    # BEGIN SOLUTION
    angular_frequency = (k / m) ** 0.5
    # END SOLUTION
    # BEGIN GIVEN
    return 2 * 3.141592653589793 / angular_frequency
    # END GIVEN


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3
# manual: true

# %% [markdown]
# ## q3. In words (2 points, read by a person)

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# The energy is quadratic, so the force is linear and the period does not depend on the amplitude.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# That was all.
'''

PUBLIC_CHECKS = '''\
"""Springs: the checks that students run."""

from lecture08_utils.checking import Assignment, CheckList, Question

assignment = Assignment(
    "toy_springs",
    "Springs",
    (
        Question("q1", "The force", ("force",)),
        Question("q2", "The energy", ("energy", "period"), prerequisites=("q1",)),
        Question("q3", "In words", manual_points=2),
    ),
    arrays="numpy",
)
check = CheckList("public")


@check("q1", points=1, hint="Which way does it pull?")
def force_at_two_places(student, rng):
    """The force of a spring of stiffness 2 at two places."""
    student.expect("[force(2.0, 1.0), force(2.0, -3.0)]", want=[-2.0, 6.0])


@check("q2", points=0.5, hint="Is it positive?")
def energy_at_one_place(student, rng):
    """The energy of a spring of stiffness 2 at 3."""
    student.expect("energy(2.0, 3.0)", want=9.0)
'''

HIDDEN_CHECKS = '''\
"""Springs: the checks that only graders have."""

from autograder.oracles import toy_springs as oracle
from lecture08_utils.checking import CheckList

check = CheckList("hidden")


@check("q1", points=2, hint="Is it linear?")
def force_at_random_places(student, rng):
    """The force at random places, for random stiffness."""
    stiffness, places = float(rng.uniform(1, 2)), rng.uniform(-1, 1, 5)
    student.expect("force(k, x)", k=stiffness, x=places, want=oracle.pull_of_spring(stiffness, places))


@check("q2", points=1.5, hint="What does a heavier mass do?")
def slow_for_heavy_masses(student, rng):
    """The period for random masses."""
    mass = float(rng.uniform(1, 2))
    student.expect("period(1.0, m)", m=mass, want=oracle.seconds_per_swing(mass))
'''

ORACLE = '''\
"""Springs: expected values."""

import numpy as np


def pull_of_spring(stiffness, places):
    """What the spring does."""
    return -stiffness * np.asarray(places, dtype=np.float64)


def seconds_per_swing(mass):
    """How long a swing takes for stiffness one."""
    return 2 * np.pi * np.sqrt(mass)
'''

_REAL = ("lecture08_utils", "pyproject.toml", "otter_config.json", "README.md")


def write_course(root: Path, repository: Path) -> None:
    """Write the toy course, with the real `lecture08_utils`, into an empty folder."""
    for name in _REAL:
        if (repository / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "hw*")
            shutil.copytree(repository / name, root / name, ignore=ignored)
        else:
            shutil.copyfile(repository / name, root / name)
    for package in ("", "checks/", "oracles/"):
        write(root / f"autograder/{package}__init__.py", "")
    write(root / f"solutions/{NAME}.py", SOURCE)
    write(root / f"lecture08_utils/checks/{NAME}.py", PUBLIC_CHECKS)
    write(root / f"autograder/checks/{NAME}.py", HIDDEN_CHECKS)
    write(root / f"autograder/oracles/{NAME}.py", ORACLE)


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
