"""``python otter_runs.py AUTOGRADER FOLDER…``: what `otter run` does, for the notebook in each folder.

One process for all, since importing otter takes longer than most of what it then does.
"""

import os
import sys
from pathlib import Path

from otter.run import main as otter_run


def main(autograder: str, folders: list[str]) -> None:
    for folder in folders:
        os.chdir(folder)
        (submission,) = Path(folder).glob("*.ipynb")
        otter_run(submission.name, autograder=autograder, output_dir=folder, no_logo=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
