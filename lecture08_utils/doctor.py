"""What `lecture08 doctor` looks at: versions, the device, precision, and the time of a small computation."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

from .compilation_cache import cache_folder, size

_PACKAGES = ("lecture08-utils", "jax", "jaxlib", "optax", "numpy", "matplotlib", "ipython")
# What opens the notebooks, in an environment of its own perhaps.
_OPTIONAL = {
    "jupyterlab": "",
    "ipykernel": "",
    "otter-grader": ", which notebooks with `import otter` in their first cell need: pip install otter-grader",
}
# A laptop of 2015 takes about 5; what takes longer is emulated, or out of memory.
_SLOW_SECONDS = 30.0


def examine(tell: Callable[[str], None]) -> Iterator[str]:
    """Describe this installation.

    Args:
        tell: called with each line of the description.

    Yields:
        What is wrong, each with what to do about it.
    """
    tell(f"Python {platform.python_version()} at {sys.executable}, {platform.system()} {platform.machine()}")
    for package in (*_PACKAGES, *_OPTIONAL):
        try:
            tell(f"{package} {version(package)}")
        except PackageNotFoundError:
            tell(f"{package} is not installed{_OPTIONAL.get(package, '')}")
            if package not in _OPTIONAL:
                yield f"{package} is missing: pip install --force-reinstall the wheel of this course."
    tell(f"what JAX compiled for the notebooks takes {size() / 1e6:.1f} MB in {cache_folder()}")
    try:
        import jax
        import jax.numpy as jnp
    except Exception as error:
        yield f"jax cannot be imported ({error}): pip install --force-reinstall jax jaxlib"
        return
    tell(f"jax computes on {', '.join(map(str, jax.devices()))}")
    precision = str(jnp.asarray(0.5).dtype)
    tell(f"numbers are {precision}")
    if precision != "float32":
        yield f"numbers are {precision} instead of float32: unset JAX_ENABLE_X64; the homework's numbers assume it."
    yield from _time_a_derivative(tell)


def _time_a_derivative(tell: Callable[[str], None]) -> Iterator[str]:
    import jax
    import jax.numpy as jnp

    curvature = jax.jit(jax.vmap(jax.grad(jax.grad(jnp.sin))))
    x = jnp.linspace(0.0, 3.0, 100)
    start = time.perf_counter()
    error = float(jnp.abs(curvature(x) + jnp.sin(x)).max())
    seconds = time.perf_counter() - start
    tell(f"a second derivative compiles and runs in {seconds:.2f} s, error {error:.0e}")
    if error > 1e-5:
        yield f"sin″ is off by {error:.1e}: this installation of jax computes wrongly; reinstall jax and jaxlib."
    if seconds > _SLOW_SECONDS:
        yield f"compiling took {seconds:.0f} s; is Python built for another processor ({platform.machine()})?"
