"""The counts that grading shows while it goes on."""

from autograder.class_progress import Watch
from autograder.grading.class_folder import FinishedSubmission


def test_what_cannot_be_read_was_never_running():
    seconds = iter([0.0, 60.0])
    watch = Watch(10, clock=lambda: next(seconds))
    watch.started("ada")
    watch.started("bob")
    for student in ("pdf", "html", "ada"):
        watch.finished(FinishedSubmission(student, None))
    watch.finished(FinishedSubmission("zoe", None, kept=True))
    assert watch.done == 4
    assert watch.summary() == "1 running, 1 kept, 4 failed, 1.0 per minute, about 6 min left"
