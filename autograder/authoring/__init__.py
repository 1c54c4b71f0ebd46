"""Authoring: from one source to everything that is handed out."""

from .corpus import build_submission, stub_sources
from .problems import AuthoringError, Problem, ToolError
from .source import Source, read_source

__all__ = ["AuthoringError", "Problem", "Source", "ToolError", "build_submission", "read_source", "stub_sources"]
