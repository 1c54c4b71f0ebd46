"""The base of errors that a command reports in a sentence, without a traceback."""


class ReportedError(Exception):
    """Something that the user can put right; the message says where it is, and what to do."""
