"""From a graded class to pages: feedback for each student, a report on the class, and archives for platforms.

Pages are self-contained HTML without scripts. All that students wrote is untrusted text in them.
"""

from .write import Written, write_reports

__all__ = ["Written", "write_reports"]
