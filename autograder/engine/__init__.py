"""Run an untrusted notebook in a sandbox and ask it questions.

with Engine() as engine, engine.run(cells, arrays="jax", seed=1) as run:
    with run.question("q4") as evaluator:
        outcome = run_check(checked, check, evaluator, seed)
"""

from .backends import UnsafeSandboxWarning
from .engine import Engine
from .forkserver import ForkServerError
from .gpu import Gpu, find_gpu
from .model import Cell, EngineClosed, Fault, Limits, NoGpu, NoSafeSandbox, Sandbox, WorkerFault
from .notebook_run import NotebookRun, QuestionEvaluator

__all__ = [
    "Cell",
    "Engine",
    "EngineClosed",
    "Fault",
    "ForkServerError",
    "Gpu",
    "Limits",
    "NoGpu",
    "NoSafeSandbox",
    "NotebookRun",
    "QuestionEvaluator",
    "Sandbox",
    "UnsafeSandboxWarning",
    "WorkerFault",
    "find_gpu",
]
