"""Methods of lists, whose callbacks are run for each known element; maps and generators are lists here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.script import lookup
from mkdocs_praxis.web.script.constants import DECODERS, at, sequence, transform
from mkdocs_praxis.web.script.frames import mapped
from mkdocs_praxis.web.script.values import UNKNOWN, Array, Name, Value, as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs_praxis.web.script.evaluate import Evaluator

_SAME = frozenset(
    {
        "filter",
        "sort",
        "toSorted",
        "values",
        "next",
        "fill",
        "splice",
        "toSpliced",
        "forEach",
        "unique",
        "toArray",
    }
)
_MOST = 10_000  # elements of a list made here


def of_list(
    on: Evaluator, receiver: Array, name: str, arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    """Return what a method of a list gives."""
    first = arguments[0] if arguments else ()
    items = receiver.items
    if name == "join":
        return on.joined(list(items), as_text(first[0], on.marks) if first else ",")
    if name == "concat":
        more = [i for value in arguments for i in (sequence(value[0]) if _is_list(value) else [value])]
        return (Array(items + tuple(more)),)
    if name in {"reverse", "toReversed"}:
        return (Array(items[::-1]),)
    if name == "slice":
        return (Array(items[at(first, 0) : at(arguments[1], len(items)) if len(arguments) > 1 else None]),)
    if name in {"shift", "pop"}:  # they are called again and again
        return lookup.elements(on, (receiver,)) if items else ()
    if name in {"at", "item"} and items:
        index = at(first, 0)
        return items[index] if -len(items) <= index < len(items) else ()
    if name in {"map", "flatMap"}:
        turns = [[item, (position,), (receiver,)] for position, item in enumerate(items)]
        made = Array(tuple(mapped(on, first, turns, _by_language(on, first))))
        return (_flat(made),) if name == "flatMap" else (made,)
    if name in {"reduce", "reduceRight"}:
        return _folded(on, items if name == "reduce" else items[::-1], first, arguments[1:])
    if name == "flat":
        return (_flat(receiver),)
    if name in {"find", "findLast"}:
        return lookup.elements(on, (receiver,))
    if name == "get":  # a Map made of pairs
        wanted = {as_text(value, on.marks) for value in first}
        pairs = [p for item in items for p in item if isinstance(p, Array) and len(p.items) > 1]
        exact = [p for p in pairs if wanted & {as_text(key, on.marks) for key in p.items[0]}]
        return on.unite(*[pair.items[1] for pair in exact or pairs])
    if name == "keys":
        return (Array(tuple((str(position),) for position in range(len(items)))),)
    if name == "entries":
        numbered = Array(tuple((Array(((str(n),), item)),) for n, item in enumerate(items)))
        return (receiver,) if any(_is_list(item) for item in items) else (numbered,)
    if name == "with" and len(arguments) > 1:
        return (Array(tuple(arguments[1] if n == at(first, -1) else item for n, item in enumerate(items))),)
    if name == "fill":
        return (Array((first,) * len(items)),)
    return (receiver,) if name in _SAME else (UNKNOWN,)


def _is_list(values: tuple[Value, ...]) -> bool:
    return bool(values) and isinstance(values[0], Array)


def _flat(receiver: Array) -> Array:
    found: list[tuple[Value, ...]] = []
    for item in receiver.items:
        found += sequence(item[0]) if _is_list(item) else [item]
    return Array(tuple(found[:_MOST]))


def _by_language(on: Evaluator, callback: tuple[Value, ...]) -> Callable[[Value], Value]:
    """Return what a function of the language does with one value, when it is given as the callback."""
    paths = {value.path for value in callback if isinstance(value, Name)}
    path = next(iter(paths & DECODERS), "")
    return lambda value: transform(path, as_text(value, on.marks)) if path else UNKNOWN


def _folded(
    on: Evaluator,
    items: tuple[tuple[Value, ...], ...],
    callback: tuple[Value, ...],
    start: list[tuple[Value, ...]],
) -> tuple[Value, ...]:
    todo = list(items)
    if not start and not todo:
        return (UNKNOWN,)
    total = start[0] if start else todo.pop(0)
    for position, item in enumerate(todo):
        total = mapped(on, callback, [[total, item, (position,)]], lambda _: UNKNOWN)[0]
    return total
