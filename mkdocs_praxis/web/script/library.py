"""Values of the language's and the page's global functions, for constants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mkdocs_praxis.web.script import calls, lookup
from mkdocs_praxis.web.script.constants import (
    DECODERS,
    character,
    of_own_address,
    of_text,
    sequence,
    transform,
)
from mkdocs_praxis.web.script.elements import SELECTORS, created, selected, wrapped
from mkdocs_praxis.web.script.frames import mapped
from mkdocs_praxis.web.script.jsontext import parse_json
from mkdocs_praxis.web.script.values import (
    MAX_ALTERNATIVES,
    MAX_TEXT,
    UNKNOWN,
    Array,
    Attribute,
    Data,
    Function,
    Json,
    Name,
    Object,
    Response,
    Value,
    as_text,
)

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

_REQUESTS = frozenset(
    {
        "$.get",
        "$.post",
        "$.ajax",
        "$.getJSON",
        "jQuery.get",
        "jQuery.ajax",
        "jQuery.getJSON",
        "axios.get",
        "axios.post",
        "ky.get",
    }
)
_FIRST_ARGUMENT = frozenset(
    {
        "document.importNode",
        "document.adoptNode",
        "URL.createObjectURL",
        "webkitURL.createObjectURL",
        "URL.parse",
        "import.meta.resolve",
        "Object.freeze",
        "Object.seal",
        "Object.create",
        "Object.defineProperty",
        "Object.preventExtensions",
        "Promise.resolve",
        "Promise.reject",
        "Promise.all",
        "Promise.allSettled",
        "trustedTypes.createPolicy",
        "structuredClone",
        "document.createTextNode",
        "document.createComment",
    }
)
_MERGING = frozenset(
    {"Object.assign", "$.extend", "jQuery.extend", "_.extend", "_.merge", "_.assign", "_.defaults"}
)


def of_function(on: Evaluator, node: int, path: str, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Return what a global function gives."""
    first = arguments[0] if arguments else ()
    if path in DECODERS:
        return tuple(dict.fromkeys(transform(path, as_text(value, on.marks)) for value in first))
    if path in {"fetch", "$fetch", "axios"}:
        return (Response(node),)
    if path in {"$", "jQuery", "Zepto", "cash"} and arguments:
        return tuple(wrapped(as_text(value, on.marks), node) for value in first)
    if path in {"Number", "parseInt", "parseFloat", "BigInt"} and arguments:
        return tuple(_integer(value, arguments[1:]) for value in first)
    if (
        path in {"await", "Object", "structuredClone"} and arguments
    ):  # the grammar takes `await (…)` for a call
        return first
    if "." in path:
        return of_global(on, node, path, arguments)
    return (UNKNOWN,)


def _integer(value: Value, radix: list[tuple[Value, ...]]) -> Value:
    if isinstance(value, int | float):
        return int(value)
    base = radix[0][0] if radix and radix[0] and isinstance(radix[0][0], int) else 10
    try:
        return int(str(value), base) if isinstance(value, str) and base in range(2, 37) else UNKNOWN
    except ValueError:
        return UNKNOWN


def of_global(on: Evaluator, node: int, path: str, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Return what a method of a global object gives."""
    first = arguments[0] if arguments else ()
    owner, _, name = path.rpartition(".")
    if owner == "window":
        return of_function(on, node, name, arguments)
    if owner.startswith("String.from"):  # String.fromCharCode.apply(null, codes), .call, .bind
        codes = (
            sequence(arguments[1][0])
            if name == "apply" and len(arguments) > 1 and arguments[1]
            else arguments[1:]
        )
        return _characters(on, codes) if codes else (UNKNOWN,)
    if path in {"String.fromCharCode", "String.fromCodePoint"}:
        return _characters(on, arguments)
    if owner == "document" and name in {"createElement", "createElementNS"}:
        return created(on, node, arguments[-1] if name.endswith("NS") and len(arguments) > 1 else first)
    if owner == "document" and name in {"createAttribute", "createAttributeNS"} and arguments:
        return tuple(Attribute(as_text(value, on.marks)) for value in arguments[-1])
    if name in SELECTORS:
        return tuple(selected(name, as_text(value, on.marks), node) for value in first)
    if path in _FIRST_ARGUMENT:
        return first
    if path in _MERGING:
        return on.unite(*arguments)
    if owner in {"Object", "Reflect", "JSON", "Array", "Promise"} or name == "from":
        return _standard(on, path, arguments)
    if path in _REQUESTS:
        return (Response(node),)
    if path in {"String.raw", "String.concat"}:
        return on.joined(arguments)
    if owner in {"location", "location.href", "location.origin", "location.host", "location.hostname"} or (
        owner in {"document.URL", "document.baseURI", "location.protocol", "origin"}
    ):
        return _of_address(on, owner, name, arguments)
    if name in {"getAttribute", "getItem"} and first:
        return (Data("attribute", as_text(first[0], on.marks)),) if name == "getAttribute" else (UNKNOWN,)
    if name == "toString":
        return (Name(owner),)
    if name == "bind":
        return (Name(owner),)
    return (UNKNOWN,)


def _characters(on: Evaluator, codes: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    return on.joined([tuple(character(value) for value in code) for code in codes])


def _of_address(
    on: Evaluator, owner: str, name: str, arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    """Return what a string method makes of the page's own address."""
    if name in {"toString", "valueOf", "trim", "toLowerCase"}:
        return (Name("location.href" if owner == "location" else owner),)
    if name in {"replace", "replaceAll"} and len(arguments) > 1:
        return of_own_address(owner, [as_text(value, on.marks) for value in arguments[1]])
    return (
        of_text(on, as_text(Name(owner), on.marks), name, arguments)
        if name in {"concat", "split"}
        else (UNKNOWN,)
    )


def _standard(on: Evaluator, path: str, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """`Object.…`, `Reflect.…`, `JSON.…`, `Array.…`, `Promise.…`, `Uint8Array.from`."""
    name = path.rpartition(".")[2]
    first = arguments[0] if arguments else ()
    second = arguments[1] if len(arguments) > 1 else ()
    if path == "JSON.parse":
        return on.unite(
            *[
                parse_json(v) if isinstance(v, str) else (v if isinstance(v, Data) else UNKNOWN,)
                for v in first
            ]
        )
    if path == "JSON.stringify" and first:
        return (json.dumps(lookup.plain(on, first[0]), ensure_ascii=False)[:MAX_TEXT],)
    if name in {"keys", "getOwnPropertyNames", "ownKeys"} and first:
        return (Array(tuple((key,) for key in lookup.keys(on, first))),)
    if name == "values":
        return tuple(_listed(on, value) for value in first)
    if name == "entries":
        return tuple(_entries(on, value) for value in first)
    if name == "fromEntries" and first:
        return tuple(_object(on, value) for value in first)
    if path == "Reflect.get" and second:
        names = [as_text(value, on.marks) for value in second]
        return on.unite(*[lookup.property_of(on, value, name) for value in first for name in names])
    if path in {"Reflect.apply", "Reflect.construct"}:
        passed = sequence(arguments[-1][0]) if len(arguments) > 1 and arguments[-1] else []
        return on.unite(*[calls.called(on, v.node, passed) for v in first if isinstance(v, Function)])
    if name == "from" and first:
        return tuple(_list_from(on, value, second) for value in first)
    if name == "of":
        return (Array(tuple(arguments)),)
    if name in {"race", "any"}:
        return lookup.elements(on, first)
    if path == "Promise.try":
        return on.unite(*[calls.called(on, v.node, arguments[1:]) for v in first if isinstance(v, Function)])
    return (UNKNOWN,)


def _list_from(on: Evaluator, value: Value, callback: tuple[Value, ...]) -> Value:
    """`Array.from(list or text or {length}, callback)`."""
    if isinstance(value, Object):
        length = lookup.property_of(on, value, "length")
        count = length[0] if length and isinstance(length[0], int) else 0
        value = Array(((UNKNOWN,),) * min(max(count, 0), MAX_ALTERNATIVES))
    elif isinstance(value, str):
        value = Array(tuple(sequence(value)))
    if not callback or not isinstance(value, Array):
        return value
    turns = [[item, (position,)] for position, item in enumerate(value.items)]
    return Array(tuple(mapped(on, callback, turns, lambda v: v)))


def _listed(on: Evaluator, value: Value) -> Value:
    if isinstance(value, Json) and isinstance(value.value, dict):
        return Json(list(value.value.values()))
    if not isinstance(value, Object):
        return value
    return Array(tuple(on.values(nodes[-1]) for nodes in lookup.members(on, value.node).values()))


def _entries(on: Evaluator, value: Value) -> Value:
    """Return the pairs of an object."""
    if isinstance(value, Json) and isinstance(value.value, dict):
        return Array(tuple((Array(((key,), (Json(inner),))),) for key, inner in value.value.items()))
    if isinstance(value, Array):
        return Array(tuple((Array(((str(at),), item)),) for at, item in enumerate(value.items)))
    if not isinstance(value, Object):
        return value
    members = lookup.members(on, value.node).items()
    return Array(tuple((Array(((name,), on.values(nodes[-1]))),) for name, nodes in members))


def _object(on: Evaluator, value: Value) -> Value:
    """Return the object of pairs."""
    if not isinstance(value, Array):
        return value
    pairs = [pair for item in value.items for pair in item if isinstance(pair, Array) and len(pair.items) > 1]
    return Json(
        {
            as_text(pair.items[0][0], on.marks): lookup.plain(on, pair.items[1][0])
            for pair in pairs
            if pair.items[0] and pair.items[1]
        }
    )
