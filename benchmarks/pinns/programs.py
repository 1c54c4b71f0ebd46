"""The programs that are compared: which Python runs which file."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.release.source import read_source

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

ASSIGNMENTS = {"poisson": "hw3_poisson", "oscillator": "hw4_oscillator"}
# What the functions of a reference need; its other imports draw figures and are left out.
_MODULES = {"jax", "numpy", "functools", "itertools", "lecture08_utils.training", "lecture08_utils.precision"}

_TRAINED = {
    "poisson": """
params, _ = train(lambda x: -jnp.sin(x), seed=task.seed, steps=task.steps, w_bc=2 * ENDS["poisson"])
tell(jax.jit(at_points(trial))(params, jnp.asarray(task.places)))
""",
    "oscillator": """
found, _ = train(lambda x: x**2 / 2, task.domain[1], seed=task.seed, steps=task.steps)
solution = jax.jit(jax.vmap(psi, in_axes=(None, 0)))
tell(solution(found["net"], jnp.asarray(task.places)), float(found["E"]))
""",
}
_SOLVED = {
    "poisson": """
params = solve_accurately(lambda x: -jnp.sin(x), task.seed)
with double_precision():
    tell(at_points(network)(params, task.places))
""",
    "oscillator": """
energy, params = state_near(lambda x: x**2 / 2, 0.0, task.seed)
with double_precision():
    tell(jax.vmap(psi, in_axes=(None, 0))(params, task.places), float(energy))
""",
}
# A number of elements, or of points, in place of a number of steps. NumPy alone.
_ON_A_GRID = {
    "poisson": """
nodes, u = fem_solve(lambda x: -np.sin(x), task.steps)
tell(np.interp(task.places, nodes, u))
""",
    "oscillator": """
tell(energy=float(diagonalise(lambda x: x**2 / 2, task.domain[1], task.steps)[0]))
""",
}


@dataclass(frozen=True)
class Program:
    """One way to solve both problems.

    Attributes:
        name: as tables say it.
        python: the interpreter.
        files: problem → script.
    """

    name: str
    python: Path
    files: Mapping[str, Path]


TAUGHT, FAST, DEEPXDE, JINNS = "taught", "fast", "DeepXDE", "jinns"
SOLVED, IN_NUMPY, GRID = "last layer solved", "last layer solved, NumPy", "elements or grid"


def all_programs(folder: Path, peers: Path) -> dict[str, Program]:
    """Ours and theirs, by name.

    Args:
        folder: where the scripts that are made of the references go.
        peers: the environment of DeepXDE and jinns.
    """
    own, theirs = Path(sys.executable), peers / "bin" / "python"
    grid_only = {"fem_solve", "diagonalise"}
    programs = [
        Program(TAUGHT, own, _of_references(folder, TAUGHT, _TRAINED)),
        Program(FAST, own, _one_file("fast.py")),
        Program(DEEPXDE, theirs, _one_file("with_deepxde.py")),
        Program(JINNS, theirs, _one_file("with_jinns.py")),
        Program(SOLVED, own, _of_references(folder, "solved", _SOLVED)),
        Program(IN_NUMPY, own, _one_file("in_numpy.py")),
        Program(GRID, own, _of_references(folder, "grid", _ON_A_GRID, grid_only, {"numpy"})),
    ]
    return {program.name: program for program in programs}


def _one_file(name: str) -> dict[str, Path]:
    return dict.fromkeys(ASSIGNMENTS, HERE / name)


def _of_references(
    folder: Path,
    name: str,
    ends: Mapping[str, str],
    functions: Collection[str] | None = None,
    modules: Collection[str] = _MODULES,
) -> dict[str, Path]:
    """Scripts with the functions of the references, with the imports that they need: what a student's would hold.

    Args:
        ends: problem → the lines that solve it.
        functions: which of them; None: all.
        modules: which imports are kept.
    """
    files = {}
    for problem, assignment in ASSIGNMENTS.items():
        kept: list[ast.stmt] = []
        for cell in read_source(assignment, ROOT).cells:
            if cell.kind == "code":
                kept += [item for item in ast.parse(cell.solved).body if _is_kept(item, functions, modules)]
        begin = ast.unparse(ast.Module(kept, []))
        files[problem] = folder / f"{name}_{problem}.py"
        files[problem].write_text(
            f"{begin}\n\nfrom problems import ENDS, asked, tell\n\ntask = asked()\n{ends[problem]}", encoding="utf-8"
        )
    return files


def _is_kept(statement: ast.stmt, functions: Collection[str] | None, modules: Collection[str]) -> bool:
    if isinstance(statement, ast.Import):
        return all(alias.name.partition(".")[0] in modules for alias in statement.names)
    if isinstance(statement, ast.ImportFrom):
        return statement.module in modules
    return isinstance(statement, ast.FunctionDef) and (functions is None or statement.name in functions)
