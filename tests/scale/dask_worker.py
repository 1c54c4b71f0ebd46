"""A Dask preload: this worker grades with the toy's grader."""

import sys

from autograder.scale import worker

worker.COMMAND = (sys.executable, "-m", "tests.scale.stand_in")
