# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# Links, pipes and `..` that lead out of its folder.

# %% question="q5"
import os
from pathlib import Path

for number, target in enumerate(("/", "/root", "/proc/1/root", "../../../..", "/home", "/autograder")):
    os.symlink(target, f"link{number}")
    for place in (f"link{number}", f"link{number}/solutions", f"link{number}/submissions"):
        try:
            print([path.read_text()[:1000] for path in Path(place).glob("*.py")])
        except OSError:
            pass
os.mkfifo("pipe")
os.symlink("pipe", "answer.ipynb")


def rayleigh_quotient(psi, params, V, x):
    return 0.55
