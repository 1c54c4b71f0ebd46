"""What the reference costs, measured, and the limits on time that follow from it.

``lecture08 budget`` measures (`measure`) and writes ``cpu.json`` (`budget_file`). Grading reads it, compares the
speed of its own machine with that of the measuring one (`calibration`) and sets limits (`limits`).
"""

from .budget_file import AssignmentBudget, BrokenBudget, Budget, Cost, read_budgets, write_budgets
from .calibration import Uncalibrated
from .limits import ChosenLimits, NoBudget, choose_limits, gaps
from .measure import MeasurementFailed

__all__ = [
    "AssignmentBudget",
    "BrokenBudget",
    "Budget",
    "ChosenLimits",
    "Cost",
    "MeasurementFailed",
    "NoBudget",
    "Uncalibrated",
    "choose_limits",
    "gaps",
    "read_budgets",
    "write_budgets",
]
