"""What stands in for a front end, for Colab, for otter and for progress bars, and does nothing.

A cell that asks for them runs as it does where the student wrote it. Each stands in front of the real thing as well,
which would look for a browser, for tests beside the notebook, or print thousands of lines.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NoReturn

_REPLACED = ("google.colab", "otter", "tqdm")
# `google` is a package of other things too; it is made up only where there is none.
_IF_MISSING = ("google",)
# What a submission says about the device that it computes on, and how XLA is started there.
_PLATFORM_OPTIONS = frozenset(
    {"jax_platforms", "jax_platform_name", "jax_default_device", "jax_num_cpu_devices", "jax_cuda_visible_devices"}
)
_DEVICE_FUNCTIONS = ("devices", "local_devices", "device_count", "local_device_count")


class Inert:
    """Gives itself to whoever calls it or takes an attribute or an item of it."""

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Inert:
        return self

    def __getitem__(self, _: Any) -> Inert:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __repr__(self) -> str:
        return ""


class ProgressBar:
    """What tqdm's bars offer, without the bar."""

    def __init__(self, iterable: Iterable[Any] = (), *_: Any, total: float | None = None, **__: Any):
        self.iterable = iterable
        self.total = total
        self.n: float = 0

    def __iter__(self) -> Iterator[Any]:
        for item in self.iterable:
            yield item
            self.n += 1

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __getattr__(self, _: str) -> Any:
        return lambda *_, **__: None

    def update(self, n: float = 1) -> None:
        """Count further."""
        self.n += n

    @staticmethod
    def write(*_: Any, **__: Any) -> None:
        """Print nothing."""

    @staticmethod
    def pandas(*_: Any, **__: Any) -> None:
        """Teach pandas nothing."""


def trange(*bounds: int, **_: Any) -> ProgressBar:
    """A bar over a range."""
    return ProgressBar(range(*bounds))


def install() -> None:
    """Put everything in its place: modules to be imported, and what matplotlib, JAX and getpass do."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder(_REPLACED))
        sys.meta_path.append(_Finder(_IF_MISSING))
    getpass.getpass = _no_answer
    _keep_agg()
    _keep_platform()
    _keep_old_names()


def _keep_old_names() -> None:
    """What the oldest versions have that students may use, and this one may lack."""
    import jax.experimental
    import numpy as np

    for old, new in (("trapz", "trapezoid"), ("row_stack", "vstack"), ("in1d", "isin")):
        if not hasattr(np, old):
            setattr(np, old, getattr(np, new))
    if not hasattr(jax.experimental, "enable_x64"):
        setattr(jax.experimental, "enable_x64", lambda new_val=True: jax.enable_x64(new_val))  # noqa: B010


class _Finder(MetaPathFinder, Loader):
    """Finds the modules of those names, and all below them."""

    def __init__(self, names: tuple[str, ...]):
        self._names = names

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        known = any(fullname == name or fullname.startswith(f"{name}.") for name in self._names)
        return ModuleSpec(fullname, self, is_package=True) if known else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.partition(".")[0] == "tqdm":
            return trange if name in ("trange", "tnrange") else ProgressBar
        return Inert()


def _no_answer(*_: Any, **__: Any) -> NoReturn:
    raise EOFError("nobody is there to type a password")


def _keep_agg() -> None:
    """Figures are drawn without a screen, whatever a notebook asks for."""
    import matplotlib
    import matplotlib.pyplot

    def stay(*_: Any, **__: Any) -> None:
        pass

    matplotlib.pyplot.switch_backend("agg")  # else the first figure would
    matplotlib.use = matplotlib.pyplot.switch_backend = stay


def _keep_platform() -> None:
    """JAX computes where the grader says: a notebook from a machine with a GPU is not lost on one without."""
    import jax

    update = jax.config.update
    if getattr(update, "ignores_platforms", False):
        return

    def update_all_but_platforms(name: str, value: Any) -> None:
        if name not in _PLATFORM_OPTIONS:
            update(name, value)

    update_all_but_platforms.ignores_platforms = True  # type: ignore[attr-defined]
    jax.config.update = update_all_but_platforms  # type: ignore[method-assign]
    for name in _DEVICE_FUNCTIONS:
        setattr(jax, name, _of_any_platform(getattr(jax, name)))


def _of_any_platform(function: Any) -> Any:
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except RuntimeError:  # no such platform here
            return function()

    return call
