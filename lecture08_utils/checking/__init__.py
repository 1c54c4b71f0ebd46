"""The check API: what a check is, what it sees of a student's work, what it says."""

from .challenge import digits, in_double_precision
from .codec import CodecError, NotPlainData, decode, encode
from .curves import Quantity, curve
from .dialogue import Evaluator
from .messages import Failure, Outcome, Report
from .mistakes import MistakeList
from .notebook import LocalEvaluator, assert_check, begin, check, grade, try_examples
from .public_report import report_on
from .registry import Assignment, Check, CheckedAssignment, CheckList, Question, assemble, assignment_names, load
from .runner import check_seed, run_check
from .student import CheckFailed, Student
from .trained import (
    EXCHANGED,
    at_points,
    require_loss,
    require_network,
    require_own_history,
    require_same_start,
    trained_values,
)

__all__ = [
    "EXCHANGED",
    "Assignment",
    "Check",
    "CheckFailed",
    "CheckList",
    "CheckedAssignment",
    "CodecError",
    "Evaluator",
    "Failure",
    "LocalEvaluator",
    "MistakeList",
    "NotPlainData",
    "Outcome",
    "Quantity",
    "Question",
    "Report",
    "Student",
    "assemble",
    "assert_check",
    "assignment_names",
    "at_points",
    "begin",
    "check",
    "check_seed",
    "curve",
    "decode",
    "digits",
    "encode",
    "grade",
    "in_double_precision",
    "load",
    "report_on",
    "require_loss",
    "require_network",
    "require_own_history",
    "require_same_start",
    "run_check",
    "trained_values",
    "try_examples",
]
