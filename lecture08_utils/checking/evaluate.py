"""The student's side of a question: evaluate an expression in the student's names and answer in bytes.

Runs unchanged in a notebook and in a grading worker, where it lives among hostile code: it knows neither checks nor
expected values. Requests and replies are dicts of plain data:

========================================================  =============================================
request                                                   reply
========================================================  =============================================
``{"op": "question", "question"}``                        ``{"ok": True}``; shared results are now this one's,
                                                          without a name: new ones. With a name, the namespace
                                                          stays as it is until the next one
``{"op": "begin", "names": […]}``                         ``{"ok": True, "missing": […]}``; a fresh scope, in
                                                          which builtins and libraries are what they should be
``{"op": "run", "code", "data", "share", "compiled"}``    ``{"ok": True}``
``{"op": "ask", "expression", "data", "each",             ``{"ok": True, "value"}``
"compiled"}``
``{"op": "returns", "names": […]}``                       ``{"ok": True, "value": {name: what its docstring says
                                                          under "Returns:"}}``
``{"op": "stubs", "names": […]}``                         ``{"ok": True, "value": [those that are stubs still]}``
(anything that goes wrong)                                ``{"ok": False, "kind": "exception", "type",
                                                          "text", "name", "frames": [[file, line], …]}`` or
                                                          ``{"ok": False, "kind": "not plain data", "type",
                                                          "where"}``
========================================================  =============================================
"""

from __future__ import annotations

import builtins
import importlib
import traceback
from collections.abc import Callable, MutableMapping
from typing import Any

import numpy as np

from .code_names import used_names
from .codec import NotPlainData, decode, encode
from .programs import Programs
from .reach import is_unfinished
from .structure import returns_text

EXPRESSION_FILE = "<question>"
_MAX_TEXT = 2000
_MAX_NAME = 300
# A question's code means these, and the builtins, whatever the notebook calls by their names: `sum = 0` in a cell, or
# another alias for NumPy, is no mistake.
_LIBRARIES = {
    "Fraction": ("fractions", "Fraction"),
    "jax": ("jax", ""),
    "jnp": ("jax.numpy", ""),
    "np": ("numpy", ""),
}
_BUILTINS = dict(vars(builtins))


class Evaluation:
    """Answers requests about one namespace.

    Args:
        namespace: the student's globals; read, never written.
        arrays: turns a NumPy array of the question into what student code gets.
    """

    def __init__(self, namespace: MutableMapping[str, Any], arrays: Callable[[np.ndarray], Any]):
        self._namespace = namespace
        self._arrays = arrays
        self._scope: dict[str, Any] = {}
        self._lasting: dict[str, Any] = {}
        self._programs = Programs()
        self._names_stay = False
        self._shared: dict[bytes, dict[str, Any]] = {}
        self._shared_of: dict[str, dict[bytes, dict[str, Any]]] = {}

    def answer(self, message: bytes) -> bytes:
        """Answer one encoded request with one encoded reply."""
        return self.reply(decode(message))

    def reply(self, request: dict) -> bytes:
        """The encoded reply to a request that is decoded already."""
        try:
            return encode(getattr(self, f"_{request['op']}")(request))
        except NotPlainData as problem:
            where = problem.where.removeprefix("['value']")
            reply = {"ok": False, "kind": "not plain data", "type": problem.type_name, "where": where}
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            reply = describe(error)
        return encode(reply)

    def _question(self, request: dict) -> dict:
        name = request.get("question")
        self._shared = {} if name is None else self._shared_of.setdefault(name, {})
        self._programs = Programs()
        self._names_stay = name is not None
        return {"ok": True}

    def _begin(self, request: dict) -> dict:
        # One dict for names and data, so that functions defined by a question see its data.
        hidden = (_BUILTINS.keys() | _LIBRARIES.keys()) - set(request["names"])
        self._scope = {name: value for name, value in self._namespace.items() if name not in hidden}
        self._scope["__builtins__"] = _BUILTINS
        self._lasting = dict(self._scope)
        if not self._names_stay:
            self._programs = Programs()
        return {"ok": True, "missing": [name for name in request["names"] if name not in self._scope]}

    def _run(self, request: dict) -> dict:
        key = encode([request["code"], request["data"]])
        if request["share"] and key in self._shared:
            self._scope.update(self._shared[key])
            return {"ok": True}
        self._scope.update(self._convert(request["data"]))
        self._provide(request["code"])
        before = dict(self._scope)
        if request.get("compiled") is True:
            self._assign(request["code"])
        else:
            exec(compile(request["code"], EXPRESSION_FILE, "exec"), self._scope)
        if request["share"]:
            self._shared[key] = {
                name: value for name, value in self._scope.items() if before.get(name, before) is not value
            }
        return {"ok": True}

    def _assign(self, code: str) -> None:
        """Run one assignment, ``names = expression``; the expression as one program."""
        names, _, expression = code.partition(" = ")
        self._scope["_assigned"] = self._evaluator(expression, compiled=True)()
        exec(compile(f"{names} = _assigned", EXPRESSION_FILE, "exec"), self._scope)

    def _ask(self, request: dict) -> dict:
        self._provide(request["expression"])
        evaluate = self._evaluator(request["expression"], request.get("compiled") is True)
        each = request["each"]
        if not each:
            self._scope.update(self._convert(request["data"]))
            return {"ok": True, "value": evaluate()}
        constant = {name: value for name, value in request["data"].items() if name not in each}
        self._scope.update(self._convert(constant))
        answers = []
        for values in zip(*(request["data"][name] for name in each), strict=True):
            items = {name: scalar(value) for name, value in zip(each, values, strict=True)}
            self._scope.update(self._convert(items))
            answers.append(evaluate())
        return {"ok": True, "value": answers}

    def _evaluator(self, expression: str, compiled: bool) -> Callable[[], Any]:
        """What evaluates an expression in the scope, as it then is."""
        code = compile(expression, EXPRESSION_FILE, "eval")
        if not compiled:
            return lambda: eval(code, self._scope)
        from .compiled import CompiledExpression  # imports JAX

        return CompiledExpression(expression, code, self._scope, self._lasting, self._programs)

    def _returns(self, request: dict) -> dict:
        return {"ok": True, "value": {name: returns_text(self._scope.get(name)) for name in request["names"]}}

    def _stubs(self, request: dict) -> dict:
        return {"ok": True, "value": [name for name in request["names"] if is_unfinished(self._scope.get(name))]}

    def _provide(self, code: str) -> None:
        # When they are used, since importing JAX takes seconds.
        for name in used_names(code) & _LIBRARIES.keys() - self._scope.keys():
            module, attribute = _LIBRARIES[name]
            found = importlib.import_module(module)
            self._scope[name] = self._lasting[name] = getattr(found, attribute) if attribute else found

    def _convert(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: self._arrays(value) if isinstance(value, np.ndarray) else value for name, value in data.items()}


def scalar(value: Any) -> Any:
    """An element of an array as student code gets it: a Python number, or the row that it is."""
    return value.item() if isinstance(value, np.generic) else value


def describe(error: BaseException) -> dict[str, Any]:
    """What an exception looks like to a grader: the reply that carries it."""
    try:
        text = str(error)[:_MAX_TEXT]
    except BaseException:
        text = ""
    frames = [[frame.f_code.co_filename[:_MAX_NAME], line] for frame, line in traceback.walk_tb(error.__traceback__)]
    return {
        "ok": False,
        "kind": "exception",
        "type": type(error).__name__[:_MAX_NAME],
        "text": text,
        "name": error.name[:_MAX_NAME] if isinstance(error, NameError) and type(error.name) is str else None,
        "frames": frames[-50:],
    }
