"""Import what notebooks import, before the first fork, and make sure that forking is still safe."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import site

from lecture08_utils.notebooks.shell import NotebookShell, make_shell

_MODULES = (
    "numpy",
    "jax",
    "jax.numpy",
    "jax.scipy",
    "optax",
    "matplotlib.pyplot",
    "lecture08_utils",
)
_IF_INSTALLED = ("sympy",)


def everything() -> NotebookShell:
    """Import all of it and make the shell that workers inherit.

    Raises:
        RuntimeError: an import started a thread or a JAX backend, so a forked worker would hang sooner or later.
    """
    for name in _MODULES:
        importlib.import_module(name)
    for name in _IF_INSTALLED:
        if importlib.util.find_spec(name):
            importlib.import_module(name)
    # What the interpreter defines at its start unless it is told -S: exit, quit, help, copyright.
    for define in (site.setquit, site.setcopyright, site.sethelper):
        define()
    from lecture08_utils.checking import notebook

    from . import session  # noqa: F401  so that workers need not import it

    notebook.make_inert()
    shell = make_shell()
    _assert_safe_to_fork()
    gc.collect()
    gc.freeze()  # so that a worker's collector does not touch, and copy, the pages that all share
    return shell


def _assert_safe_to_fork() -> None:
    from jax._src import xla_bridge

    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(f"importing the libraries started {threads - 1} thread(s)")
    if xla_bridge.backends_are_initialized():
        raise RuntimeError("importing the libraries initialised a JAX backend")
