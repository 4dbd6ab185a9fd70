"""The sandbox of letter templates: Jinja2's immutable one, with bounds on what a template may make and on how long it may take.

Every value that a template makes goes through `Sandbox`: what its operators, calls, filters, loops, literals and outputs give has at most
`MOST` characters or items, and each of them takes steps off a count, by the size of what it works on. A count of steps, not a clock, says
when a template takes too long: the same template fails on every machine alike, in every thread, and no process has to be started for it.

Source: https://jinja.palletsprojects.com/en/stable/sandbox/ (what the sandbox leaves to its user: memory and time)
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, MappingView
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

#: So many characters, or items with all that they hold, may a value or a text have; a letter of 400 words has 3,000.
MOST = 20_000
#: So many bits has a number that a template may make.
_MOST_BITS = 256
#: So many steps may one rendering take: a fraction of a second.
STEPS = 50_000
#: So deep may a template's expressions and blocks lie in each other: Jinja2 takes the cube of that, four seconds for 300.
DEEPEST = 100
#: What a filter may be told to count to.
_MOST_COUNT = 1_000
#: What a letter has a use for of Jinja2's own filters. Not among them: those that lay out for a screen (`indent`, `center`, `wordwrap`), a
#: file or a page (`tojson`, `urlize`), format by patterns, or give another letter each time (`random`).
_FILTERS = frozenset(
    "abs attr batch capitalize count d default dictsort e escape first float groupby int items join last length list lower map max"
    " min reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum title trim truncate unique"
    " upper wordcount".split()
)
#: The filters whose numbers say how much they make.
_COUNTING = frozenset({"batch", "round", "slice", "truncate"})
#: The methods of plain values that may be called; the rest can make much of little, or something else than text.
_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        "capitalize casefold count endswith find index isalnum isalpha isdigit islower isupper join lower lstrip partition"
        " removeprefix removesuffix replace rfind rpartition rsplit rstrip split splitlines startswith strip swapcase title"
        " upper".split()
    ),
    dict: frozenset({"get", "items", "keys", "values"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
}
#: Filters of our own, by names that no template can write.
_EACH, _KEPT, _JOINED = "each of", "kept whole", "joined texts"


class BoundError(TemplateRuntimeError):
    """A template makes or does more than a letter can need."""


class _Count:
    """The steps that are left."""

    def __init__(self) -> None:
        self.left = STEPS


_COUNT: ContextVar[_Count | None] = ContextVar("steps", default=None)


@contextmanager
def counted() -> Iterator[None]:
    """Meanwhile steps are counted, from the beginning."""
    before = _COUNT.set(_Count())
    try:
        yield
    finally:
        _COUNT.reset(before)


def _spend(steps: int) -> None:
    count = _COUNT.get()
    if count is not None:
        count.left -= steps
        if count.left < 0:
            raise BoundError(f"takes more than {STEPS:,} steps; a letter needs a few hundred")


def _size(value: object) -> int:
    """How many characters a value has, or items with all that they hold; it is not looked at further than `MOST`."""
    found, waiting = 0, [value]
    while waiting and found <= MOST:
        one = waiting.pop()
        found += max(len(one), 1) if isinstance(one, str | bytes | range) else 1
        if isinstance(one, Mapping):
            waiting += islice(one.keys(), MOST)
            waiting += islice(one.values(), MOST)
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += islice(one, MOST)
    return found


def _kept(value: Any) -> Any:
    """A value that is no larger than may be, and its steps; what gives its items one by one is a list of them.

    Raises:
        BoundError: It is larger.
    """
    if isinstance(value, Undefined | Environment | Context | LoopContext):
        return value
    if isinstance(value, MappingView) or (isinstance(value, Iterator) and not isinstance(value, str)):
        value = list(islice(iter(value), MOST + 1))  # type: ignore[call-overload,arg-type,unused-ignore]
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise BoundError("makes a number of more digits than a letter can hold")
    size = _size(value)
    _check_size(size)
    _spend(size)
    return value


def _check_size(size: int) -> None:
    if size > MOST:
        raise BoundError(f"makes more than {MOST:,} characters or items; a letter has a few thousand")


def _check_growth(name: str, values: list[Any]) -> None:
    """Complain before a text is made that would be too long: those that repeat one of their arguments."""
    if name == "replace" and len(values) > 2:
        text, old, new = (str(value) for value in values[:3])
        _check_size(len(text) + (text.count(old) if old else len(text) + 1) * len(new))
    elif name == "join" and len(values) > 1:
        items = len(values[0]) if hasattr(values[0], "__len__") else 1
        _check_size(_size(values[0]) + items * _size(values[1]))
    elif name in _COUNTING and any(isinstance(value, int) and abs(value) > _MOST_COUNT for value in values[1:]):
        raise BoundError(f"{name} counts to {_MOST_COUNT:,}")


def _bounded(name: str, function: Any) -> Callable[..., Any]:
    """A filter or a test whose values are no larger than may be."""

    # Why wraps: Jinja2 marks on the function what it wants to be given.
    @functools.wraps(function)
    def bounded(*given: Any, **named: Any) -> Any:
        values = [_kept(value) for value in given]
        extra = [_kept(value) for value in named.values()]
        _check_growth(name, [value for value in values if not _of_engine(value)] + extra)
        return _kept(function(*values, **named))

    return bounded


def _of_engine(value: object) -> bool:
    return isinstance(value, Environment | Context | nodes.EvalContext)


def _each(value: Iterable[Any]) -> list[Any]:
    """What a loop goes through."""
    items = list(islice(iter(value), MOST + 1))
    _check_size(len(items))
    _spend(1 + len(items))
    return items


def _joined(values: Iterable[Any]) -> str:
    """What `~` joins."""
    parts = list(values)
    _check_size(sum(map(_size, parts)))
    return str(_kept("".join(map(str, parts))))


class _Bounding(NodeTransformer):
    """Puts filters of ours around what the sandbox does not see of itself: loops, joined texts, comparisons, literals."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """A node with all below it in bounds."""
        self.generic_visit(node)
        if isinstance(node, nodes.For):
            node.iter = self._put(_EACH, node.iter)
        elif isinstance(node, nodes.Operand | nodes.Compare):
            node.expr = self._put(_KEPT, node.expr)
        elif isinstance(node, nodes.Concat):
            return self._put(_JOINED, nodes.List(node.nodes, lineno=node.lineno, environment=node.environment))
        elif isinstance(node, nodes.List | nodes.Dict) or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
            return self._put(_KEPT, node)
        return node

    def _put(self, name: str, node: Any) -> nodes.Filter:
        return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=node.environment)


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates that cannot reach beyond what they are given, nor make or take much."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, finalize=self._printed)
        self.filters = {name: _bounded(name, self.filters[name]) for name in _FILTERS}
        self.filters |= {_EACH: _each, _KEPT: _kept, _JOINED: _joined}
        self.tests = {name: _bounded(name, test) for name, test in self.tests.items()}
        # Why: what it says is made at random.
        del self.globals["lipsum"]

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """The tree of a template.

        Raises:
            TemplateSyntaxError: It is no template, or lies too deep in itself.
        """
        tree = super().parse(source, name, filename)
        level: list[nodes.Node] = [tree]
        for _ in range(DEEPEST):
            level = [child for node in level for child in node.iter_child_nodes()]
        if level:
            raise TemplateSyntaxError("is nested too deeply", level[0].lineno)
        return tree

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """One text of what a template, a block or a macro gives."""
        said: list[str] = []
        size = 0
        for part in parts:
            size += len(part)
            if size > MOST and isinstance(parts, types.GeneratorType):
                # Why there: the error then knows its line.
                parts.throw(BoundError(f"makes more than {MOST:,} characters; a letter has a few thousand"))
            _check_size(size)
            said.append(part)
        return "".join(said)

    def bound(self, tree: nodes.Template) -> nodes.Template:
        """The same template with every value in bounds."""
        bounded: nodes.Template = _Bounding().visit(tree)
        return bounded

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """What an operator gives."""
        if operator == "%" and isinstance(left, str | bytes):
            raise SecurityError("% formats a text")
        if operator == "*":
            for text, times in ((left, right), (right, left)):
                if not isinstance(text, int | float) and isinstance(times, int):
                    _check_size(_size(text) * max(times, 0))
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            _kept(1 << min(max(left.bit_length() * right, 0), _MOST_BITS + 1))
        return _kept(super().call_binop(context, operator, _kept(left), _kept(right)))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja2 has it
        """What a call gives."""
        owner, name = getattr(__obj, "__self__", None), getattr(__obj, "__name__", "")
        plain = next((kind for kind in _METHODS if isinstance(owner, kind)), None)
        if isinstance(__obj, types.BuiltinMethodType) or plain is not None:
            if name not in _METHODS.get(plain or object, ()):
                raise SecurityError(f"{name} is called")
            _check_growth(name, [*((args[0], owner) if name == "join" and args else (owner, *args)), *kwargs.values()])
        _spend(1)
        for value in (*args, *kwargs.values()):
            _kept(value)
        return _kept(super().call(__context, __obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Nothing: a pattern says in a few characters how many millions to make."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("a text is formatted by a pattern")
        return None

    @staticmethod
    def _printed(value: Any) -> Any:
        """What is printed, which has to be text that can be written."""
        if isinstance(value, str):
            value.encode("utf-8")
        return _kept(value)
