"""How a notebook is read and run, in `lecture08 check` and in grading alike.

``reading``: bytes of a file to cells. ``matching``: which cell answers which question, and in which order cells run.
``shell``: IPython's shell for a notebook that nobody watches. ``standins``: what stands in for a front end.
"""
