"""Notebooks are read as `lecture08 check` reads them: see `lecture08_utils.notebooks`."""

from lecture08_utils.notebooks.reading import NotebookCell, UnreadableNotebook, read_notebook

__all__ = ["NotebookCell", "UnreadableNotebook", "read_notebook"]
