"""What students import: `begin`, `check` and `try_examples`, plots, a training loop with progress, given systems."""

from .checking.notebook import begin, check, grade, try_examples

__version__ = "0.1.0"
__all__ = ["begin", "check", "grade", "try_examples"]
