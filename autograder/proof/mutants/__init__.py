"""Mutation test of the checks: the reference with one small fault each, which some check has to notice.

A mutant that keeps full marks is either the reason for a better check, or it is no fault at all: then
``solutions/<assignment>/mutants.json`` lists it and says why.
"""

from .ledger import BrokenLedger
from .runner import BrokenReference

__all__ = ["BrokenLedger", "BrokenReference"]
