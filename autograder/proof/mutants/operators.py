"""What can go wrong in one place of a formula or a program: variants of one node of a syntax tree.

mutmut and cosmic-ray have the generic half of this (operators, comparisons, numbers) but come with a test runner, a
database and a terminal interface, and know neither dropped terms nor axes, reductions and derivatives, which are
what students get wrong here.

Not changed, because it would be no fault: text, annotations, `jax.jit` (speed alone). A statement whose loss only
leaves a name undefined is not dropped: every check notices that.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

_OTHER_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
}
_OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OTHER_FUNCTION = {
    "mean": "sum",
    "sum": "mean",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "argmax": "argmin",
    "argmin": "argmax",
    "sin": "cos",
    "cos": "sin",
    "sinh": "cosh",
    "cosh": "sinh",
    "tanh": "sin",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "set": "add",
    "eigh": "eig",
    "eigvalsh": "eigvals",
}
_BUILTIN_PAIR = ("max", "min")
_WRAPPERS = frozenset(
    [
        *("abs", "absolute", "square", "sqrt", "exp", "log", "log1p", "expm1"),
        *("sin", "cos", "tan", "sinh", "cosh", "tanh"),
        *("sum", "mean", "max", "min", "real", "conj", "transpose", "ravel", "reversed", "sorted", "round"),
        *("grad", "hessian", "jacfwd", "jacrev", "jacobian", "vmap", "stop_gradient"),
    ]
)


@dataclass(frozen=True)
class Place:
    """Where a node stands.

    Attributes:
        function: the innermost `def` around it, or None.
        keyword: name of the keyword argument that it is, or is part of, if any.
        is_called: it is the function of a call.
    """

    function: ast.FunctionDef | None = None
    keyword: str = ""
    is_called: bool = False


def variants(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """What may stand in place of a node, one small fault each. Nodes below it have variants of their own."""
    match node:
        case ast.BinOp():
            yield from _operations(node)
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            yield node.operand
        case ast.Compare(ops=[operator]):
            for other in _OTHER_COMPARISONS[type(operator)]:
                yield ast.Compare(node.left, [other()], node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            yield from node.values
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.Constant():
            yield from _constants(node, place)
        case ast.Name(ctx=ast.Load()):
            yield from _neighbouring_parameter(node, place)
        case ast.Attribute(attr="T", ctx=ast.Load()):
            yield node.value
        case ast.Call():
            yield from _calls(node)
        case ast.Slice():
            yield from _slices(node)
        case ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()):
            for elements in _exchanges(node.elts):
                yield type(node)(elements, ast.Load())
        case ast.Dict():
            for values in _exchanges(node.values):
                yield ast.Dict(node.keys, values)
        case ast.comprehension():
            for index in range(len(node.ifs)):
                kept = node.ifs[:index] + node.ifs[index + 1 :]
                yield ast.comprehension(node.target, node.iter, kept, node.is_async)
        case ast.stmt():
            yield from _statements(node, place)


def _operations(node: ast.BinOp) -> Iterator[ast.expr]:
    left, right = node.left, node.right
    yield ast.BinOp(left, _OTHER_OPERATOR[type(node.op)](), right)
    match node.op:
        case ast.Add() | ast.Mult():
            yield from (left, right)
        case ast.Sub():
            yield from (left, ast.UnaryOp(ast.USub(), right), ast.BinOp(right, node.op, left))
        case ast.Div():
            yield from (left, ast.BinOp(ast.Constant(1), node.op, right), ast.BinOp(right, node.op, left))
        case ast.Pow() | ast.FloorDiv() | ast.Mod():
            yield left
        case ast.MatMult():
            yield ast.BinOp(right, node.op, left)


def _constants(node: ast.Constant, place: Place) -> Iterator[ast.expr]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif place.keyword == "in_axes":
        # Axis −1 instead of 0 would be no fault: most arrays have one axis.
        yield ast.Constant(0 if value is None else None)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, float):
        yield ast.Constant(2 * value if value else 1.0)
    elif isinstance(value, complex):
        yield ast.Constant(-value)


def _neighbouring_parameter(node: ast.Name, place: Place) -> Iterator[ast.expr]:
    """The next parameter of the function; functions among them are passed over, to call a number says nothing."""
    if place.function is None or place.is_called:
        return
    calls = (node for node in ast.walk(place.function) if isinstance(node, ast.Call))
    called = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    plain = [argument.arg for argument in place.function.args.args if argument.arg not in called]
    if node.id in plain and len(plain) > 1:
        yield ast.Name(plain[(plain.index(node.id) + 1) % len(plain)], ast.Load())


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    name = _called_name(node)
    if len(node.args) == 1 and name in _WRAPPERS:
        yield node.args[0]
    if name in _OTHER_FUNCTION and (isinstance(node.func, ast.Attribute) or name in _BUILTIN_PAIR):
        yield ast.Call(_renamed(node.func, _OTHER_FUNCTION[name]), node.args, node.keywords)
    if not any(isinstance(argument, ast.Starred) for argument in node.args):
        for arguments in _exchanges(node.args):
            yield ast.Call(node.func, arguments, node.keywords)
    for index, keyword in enumerate(node.keywords):
        if keyword.arg is not None and not _is_default(keyword):
            yield ast.Call(node.func, node.args, node.keywords[:index] + node.keywords[index + 1 :])
    if name == "range" and not isinstance(node.args[-1], ast.Constant):
        for step in (ast.Sub(), ast.Add()):
            end = ast.BinOp(node.args[-1], step, ast.Constant(1))
            yield ast.Call(node.func, [*node.args[:-1], end], node.keywords)
    if name == "einsum":
        yield from _transposed(node)


def _is_default(keyword: ast.keyword) -> bool:
    return (
        keyword.arg in ("argnums", "in_axes") and isinstance(keyword.value, ast.Constant) and keyword.value.value == 0
    )


def _called_name(node: ast.Call) -> str:
    """The last part of the name that is called: ``mean`` of ``jnp.mean(x)``."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _renamed(function: ast.expr, name: str) -> ast.expr:
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return ast.Name(name, ast.Load())


def _transposed(node: ast.Call) -> Iterator[ast.expr]:
    match node.args[0]:
        case ast.Constant(value=str(subscripts)) if "->" in subscripts:
            inputs, output = subscripts.split("->")
            if len(output) > 1:
                yield ast.Call(node.func, [ast.Constant(f"{inputs}->{output[::-1]}"), *node.args[1:]], node.keywords)


def _slices(node: ast.Slice) -> Iterator[ast.Slice]:
    parts = (node.lower, node.upper, node.step)
    for left_out, part in enumerate(parts):
        if part is not None:
            yield ast.Slice(*(None if place == left_out else other for place, other in enumerate(parts)))


def _exchanges(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """The list with two neighbours exchanged, if that changes it."""
    for index, (first, second) in enumerate(itertools.pairwise(items)):
        if ast.dump(first) != ast.dump(second):
            yield [*items[:index], second, first, *items[index + 2 :]]


def _statements(node: ast.stmt, place: Place) -> Iterator[ast.stmt]:
    if _may_be_dropped(node, place):
        yield ast.Pass()
    match node:
        case ast.If() | ast.While():
            yield type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.AugAssign():
            if type(node.op) in _OTHER_OPERATOR:
                yield ast.AugAssign(node.target, _OTHER_OPERATOR[type(node.op)](), node.value)
            yield ast.Assign([node.target], node.value, lineno=node.lineno)
        case ast.Return(value=ast.BinOp() | ast.Call() as value):
            yield ast.Return(ast.UnaryOp(ast.USub(), value))


def _may_be_dropped(node: ast.stmt, place: Place) -> bool:
    """Whether the program still makes sense without it."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return False
        case ast.Expr() | ast.AugAssign() | ast.If() | ast.For() | ast.While() | ast.Break() | ast.Continue():
            return True
        case ast.Assign(targets=targets):
            names = [name for target in targets for name in _stored_names(target)]
            return all(_is_bound_before(name, node, place) for name in names)
    return False


def _stored_names(target: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _is_bound_before(name: str, node: ast.stmt, place: Place) -> bool:
    if place.function is None:
        return False
    if name in {argument.arg for argument in place.function.args.args}:
        return True
    earlier = (other for other in ast.walk(place.function) if isinstance(other, ast.Assign))
    return any(
        other.lineno < node.lineno and name in _stored_names(target) for other in earlier for target in other.targets
    )
