"""What a student's names lead to: the names that a function uses, directly or through others, and their state."""

from __future__ import annotations

import dis
import functools
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

# Modules whose functions give the same answer every time, short of being asked for random numbers.
_STEADY_MODULES = frozenset(
    {"numpy", "jax", "optax", "scipy", "math", "cmath", "functools", "itertools", "operator", "fractions"}
    | {"collections", "dataclasses", "typing", "builtins", "lecture08_utils", "matplotlib"}
    | {"abc", "copy", "enum", "jaxlib", "numbers", "time", "timeit", "types", "warnings"}
)
# Functions that reach what is not in the code.
_DYNAMIC = frozenset({"eval", "exec", "globals", "locals", "vars", "open", "input", "__import__", "load", "loadtxt"})
_PLAIN = frozenset({type(None), type(...), bool, int, float, complex, str, bytes, Fraction})
# Whose objects hold nothing but the function that they wrap, and options that never change.
_COMPILERS = frozenset({"functools", "jaxlib._jax", "jaxlib.xla_extension"})
_MOST_ITEMS = 10_000
_MOST_BYTES = 4_000_000


def reachable(namespace: Mapping[str, Any], names: Iterable[str]) -> set[str]:
    """Those of the names that are defined, and the global names that their functions use, directly or not."""
    found: set[str] = set()
    waiting = [name for name in names if name in namespace]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for other in _names_in(namespace[name]) if other in namespace]
    return found


def is_unfinished(value: Any) -> bool:
    """Whether a function, or a method of a class, still has ``...`` or nothing for its body, as stubs have."""
    if isinstance(value, type):
        return any(map(_is_stub, vars(value).values()))
    return _is_stub(value)


def fingerprint(namespace: Mapping[str, Any], names: Iterable[str], clock: Any) -> tuple[bytes, list[Any]]:
    """A hash that changes whenever what the names stand for, or anything that their functions use, does.

    Args:
        clock: counts the cells that were run. It stands for everything that this cannot look into: what depends on
            such a thing counts as changed after every cell.

    Returns:
        The hash, and the objects that it knows by their identity: keep them as long as the hash, or another object
        may get the same one.
    """
    walk = _Walk(namespace, clock)
    walk.add(_settings())
    try:
        for name in sorted(names):
            walk.add_name(name)
    except Exception:  # nested too deeply, or an object of a student that refuses to be looked into
        walk.add_clock()
    return walk.hash.digest(), walk.kept


def _settings() -> Any:
    """JAX's switches that change numbers."""
    jax = sys.modules.get("jax")
    return None if jax is None else [bool(jax.config.jax_enable_x64), str(jax.config.jax_default_matmul_precision)]


def _functions_in(value: Any) -> Iterator[FunctionType]:
    """The functions behind a value: of a class its methods, of a compiled function what was compiled."""
    if isinstance(value, FunctionType):
        yield value
    elif isinstance(value, type):
        for item in vars(value).values():
            # Classes may hold each other in a circle, but not stand in each other's bodies.
            if not isinstance(item, type) or item.__qualname__.startswith(f"{value.__qualname__}."):
                yield from _functions_in(item)
    elif isinstance(value, staticmethod | classmethod):
        yield from _functions_in(value.__func__)
    elif isinstance(value, property):
        yield from (part for part in (value.fget, value.fset) if isinstance(part, FunctionType))
    elif isinstance(value, functools.partial):
        yield from _functions_in(value.func)
    elif (inner := _wrapped(value)) is not None:
        yield inner


def _wrapped(value: Any) -> FunctionType | None:
    """The function that was compiled or decorated."""
    inner = _wrapped_by(value)
    return inner if isinstance(inner, FunctionType) else None


def _wrapped_by(value: Any) -> Any:
    """What was compiled or decorated, such as a function, or another one with some of its arguments."""
    if isinstance(value, ModuleType):
        return None
    try:
        inner = value.__wrapped__
    except Exception:  # an object of a student may do anything when it is asked for an attribute
        return None
    is_known = isinstance(inner, FunctionType | functools.partial) or type(value).__module__ in _COMPILERS
    return inner if is_known else None


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, type) and value.__module__ != "__main__":
        return
    if isinstance(value, type):
        yield from (base.__name__ for base in value.__bases__)
    for function in _functions_in(value):
        yield from names_in_code(function.__code__)
        for cell in function.__closure__ or ():
            try:
                yield from _names_in(cell.cell_contents)
            except (ValueError, RecursionError):
                continue  # an empty cell, or a function that closes over itself


def names_in_code(code: CodeType) -> Iterator[str]:
    """Global names and attributes that a function's code reads, with the functions in it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in_code(constant)


def _stub() -> None:
    """A docstring, as stubs have."""
    ...


def _is_stub(value: Any) -> bool:
    if isinstance(value, staticmethod | classmethod):
        value = value.__func__
    value = _wrapped(value) or value
    if not isinstance(value, FunctionType):
        return False
    code = value.__code__
    return code.co_code == _stub.__code__.co_code and not code.co_names and code.co_consts[-1] is None


class _Walk:
    def __init__(self, namespace: Mapping[str, Any], clock: Any):
        self.hash = hashlib.sha256()
        self.kept: list[Any] = []
        self._namespace = namespace
        self._clock = clock
        self._names: set[str] = set()
        self._numbers: dict[int, int] = {}

    def add_name(self, name: str) -> None:
        if name in self._names:
            return
        self._names.add(name)
        if name in self._namespace:
            self._mark("name", name)
            self.add(self._namespace[name])
        elif name in _DYNAMIC:
            self.add_clock()

    def add_clock(self) -> None:
        self._mark("clock", self._clock)

    def add(self, value: Any) -> None:
        if type(value) in _PLAIN:
            self._mark(type(value).__name__, _digits(value))
            return
        if id(value) in self._numbers:
            self._mark("again", self._numbers[id(value)])
            return
        self._numbers[id(value)] = len(self._numbers)
        self.kept.append(value)
        self._add_object(value)

    def _add_object(self, value: Any) -> None:
        if isinstance(value, FunctionType):
            self._add_function(value)
        elif type(value) in (list, tuple, set, frozenset) or _is_library_tuple(value):
            self._add_items(type(value).__name__, list(value))
        elif type(value) is dict:
            self._add_items("dict", [part for item in value.items() for part in item])
        elif _is_array(value) and value.nbytes <= _MOST_BYTES:
            array = np.asarray(value)
            self._mark(type(value).__name__, array.dtype, array.shape, array.tobytes())
        elif isinstance(value, ModuleType):
            self._mark("module", value.__name__, 0 if _is_steady(value.__name__) else self._clock)
        elif isinstance(value, type):
            self._add_class(value)
        elif isinstance(value, staticmethod | classmethod):
            self._mark(type(value).__name__)
            self.add(value.__func__)
        elif isinstance(value, property):
            self._add_items("property", [value.fget, value.fset, value.fdel])
        elif isinstance(value, functools.partial):
            self._add_items("partial", [value.func, value.args, value.keywords])
        elif (inner := _wrapped_by(value)) is not None:
            # A compiled function: its options are out of sight, so it is known by its identity as well.
            self._mark("wrapped", id(value), 0 if type(value).__module__ in _COMPILERS else self._clock)
            self.add(inner)
        elif _is_steady(str(getattr(value, "__module__", ""))) and hasattr(value, "__qualname__"):
            self._mark("library", value.__module__, value.__qualname__)
        else:
            self.add_clock()

    def _add_function(self, function: FunctionType) -> None:
        self._mark("function", function.__module__, function.__qualname__)
        try:
            cells = [cell.cell_contents for cell in function.__closure__ or ()]
        except ValueError:  # an empty cell
            cells = [self._clock]
        for part in (function.__defaults__, function.__kwdefaults__, cells, dict(vars(function))):
            self.add(part)
        if function.__globals__ is self._namespace:
            self._add_code(function.__code__)
        elif not _is_steady(str(function.__globals__.get("__name__"))):
            self.add_clock()

    def _add_code(self, code: CodeType) -> None:
        self._mark("code", code.co_code, code.co_names, code.co_varnames, code.co_freevars, code.co_flags)
        self._mark(code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount)
        if not all(map(_is_steady, _imports_of(code))):
            self._mark("clock", self._clock)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self._add_code(constant)
            elif isinstance(constant, tuple | frozenset):
                self._mark("constant", repr(constant))
            else:
                self.add(constant)
        for name in code.co_names:
            self.add_name(name)

    def _add_class(self, value: type) -> None:
        self._mark("class", value.__module__, value.__qualname__)
        if value.__module__ != "__main__":
            # Of a module that may be reloaded.
            self._mark(0 if _is_steady(str(value.__module__)) else self._clock)
            return
        if type(value) is not type:
            self.add(type(value))
        for base in value.__bases__:
            self.add(base)
        for name, item in vars(value).items():
            if name not in ("__dict__", "__weakref__", "__firstlineno__", "__static_attributes__"):
                self._mark("attribute", name)
                self.add(item)

    def _add_items(self, kind: str, items: list[Any]) -> None:
        self._mark(kind, len(items) if len(items) <= _MOST_ITEMS else self._clock)
        for item in items[:_MOST_ITEMS]:
            self.add(item)

    def _mark(self, *parts: Any) -> None:
        for part in parts:
            raw = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
            self.hash.update(len(raw).to_bytes(8, "big") + raw)


def _digits(value: Any) -> str:
    """Like ``repr``, which refuses to print integers of thousands of digits."""
    if type(value) in (int, Fraction):
        return f"{value.numerator:x}/{value.denominator:x}"
    return repr(value)


def _imports_of(code: CodeType) -> Iterator[str]:
    """Modules that are imported inside a function."""
    return (str(step.argval) for step in dis.get_instructions(code) if step.opname == "IMPORT_NAME")


def _is_library_tuple(value: Any) -> bool:
    """Whether something is one of a library's named tuples, as optimisers' states are."""
    return isinstance(value, tuple) and hasattr(value, "_fields") and _is_steady(type(value).__module__)


def _is_steady(module: str) -> bool:
    return module.partition(".")[0] in _STEADY_MODULES


def _is_array(value: Any) -> bool:
    if type(value) is np.ndarray:
        return not value.dtype.hasobject
    jax = sys.modules.get("jax")
    return jax is not None and isinstance(value, jax.Array) and not isinstance(value, jax.core.Tracer)
