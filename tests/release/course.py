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

PACKAGE = '''\
"""Springs."""

from lecture08_utils.checking import assemble

checked = assemble(__name__, title="Springs", arrays="numpy")
'''

PUBLIC_FORCE = '''\
"""q1: what students check themselves."""

from lecture08_utils.checking import CheckList, Question

question = Question("q1", "The force", ("force",))
check = CheckList("public")


@check("q1", points=1, hint="Which way does it pull?")
def force_at_two_places(student, rng):
    """The force of a spring of stiffness 2 at two places."""
    student.expect("[force(2.0, 1.0), force(2.0, -3.0)]", want=[-2.0, 6.0], wrong=student.mistakes())
'''

PUBLIC_ENERGY = '''\
"""q2: what students check themselves."""

from lecture08_utils.checking import CheckList, Question

question = Question("q2", "The energy", ("energy", "period"), prerequisites=("q1",))
check = CheckList("public")


@check("q2", points=0.5, hint="Is it positive?")
def energy_at_one_place(student, rng):
    """The energy of a spring of stiffness 2 at 3."""
    student.expect("energy(2.0, 3.0)", want=9.0)
'''

PUBLIC_WORDS = '''\
"""q3, which a person reads."""

from lecture08_utils.checking import Question

question = Question("q3", "In words", manual_points=2)
'''

HIDDEN_FORCE = '''\
"""q1: what only graders have."""

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from solutions.toy_springs import oracle

check = CheckList("hidden")
mistakes = MistakeList()


@mistakes("q1.force_at_two_places")
def force_of_a_repeller():
    return {"the sign of the force": -oracle.pull_of_spring(2.0, np.array([1.0, -3.0]))}


@check("q1", points=2, hint="Is it linear?")
def force_at_random_places(student, rng):
    """The force at random places, for random stiffness."""
    stiffness, places = float(rng.uniform(1, 2)), rng.uniform(-1, 1, 5)
    student.expect("force(k, x)", k=stiffness, x=places, want=oracle.pull_of_spring(stiffness, places))
'''

HIDDEN_ENERGY = '''\
"""q2: what only graders have."""

from lecture08_utils.checking import CheckList
from solutions.toy_springs import oracle

check = CheckList("hidden")


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

MISTAKES = """\
{
 "q1.force_at_two_places": {
  "": [
   ["the sign of the force", [2.0, -6.0]]
  ]
 }
}
"""

SOURCE_FILE = f"solutions/{NAME}/source.py"
PUBLIC_FOLDER = f"lecture08_utils/{NAME}"
PUBLIC_FILES = {
    f"{PUBLIC_FOLDER}/__init__.py": PACKAGE,
    f"{PUBLIC_FOLDER}/q1_force.py": PUBLIC_FORCE,
    f"{PUBLIC_FOLDER}/q2_energy.py": PUBLIC_ENERGY,
    f"{PUBLIC_FOLDER}/q3_words.py": PUBLIC_WORDS,
}
PRIVATE_FILES = {
    f"solutions/{NAME}/__init__.py": "",
    f"solutions/{NAME}/oracle.py": ORACLE,
    f"solutions/{NAME}/q1_force.py": HIDDEN_FORCE,
    f"solutions/{NAME}/q2_energy.py": HIDDEN_ENERGY,
}

_REAL = ("lecture08_utils", "pyproject.toml", "otter_config.json", "README.md")


def write_course(root: Path, repository: Path) -> None:
    """Write the toy course, with the real `lecture08_utils`, into an empty folder."""
    for name in _REAL:
        if (repository / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "hw*")
            shutil.copytree(repository / name, root / name, ignore=ignored)
        else:
            shutil.copyfile(repository / name, root / name)
    write(root / "solutions/__init__.py", "")
    write(root / SOURCE_FILE, SOURCE)
    for path, text in {**PUBLIC_FILES, **PRIVATE_FILES}.items():
        write(root / path, text)
    write(root / PUBLIC_FOLDER / "mistakes.json", MISTAKES)


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
