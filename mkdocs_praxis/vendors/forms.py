"""Convert the `embeds` of a vendor file into Embed records, and report mistakes in them to the file's author."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import nearest
from mkdocs_praxis.vendors.filters import FILTERS, HOOKS
from mkdocs_praxis.vendors.model import PICTURE_SOURCES, Embed, Part
from mkdocs_praxis.vendors.notation import BUILT_IN, NotationError, expression, looks, names_in
from mkdocs_praxis.vendors.patterns import literal, of_element

KINDS = frozenset([
    "video", "audio", "post", "profile", "map", "booking", "consultation", "share", "reviews", "document",
    "newsletter", "form", "job", "donation", "event", "emergency", "link",
])  # fmt: skip
_ADDRESSES = ("address", "inside", "near")
_CODE = ("script", "page")
_TEMPLATES = ("link", "label", "services", "shared", "place", "at")
_NAMES = ("drop", "keep")
_FLAGS = ("last", "ask")
_TEXT, _TEXTS, _FLAG = "a text", "a text or a list of texts", "true or false"
_TYPES = {
    **dict.fromkeys(("hook", *_ADDRESSES, *_CODE), _TEXT),
    **dict.fromkeys(("element", "unless", "each", *_TEMPLATES, *_NAMES), _TEXTS),
    **dict.fromkeys(_FLAGS, _FLAG),
}
_KEYS = {"kind", "parts", *_TYPES}
_SOURCES = ("attribute", "query", "fragment", "field")
_PATTERN_SOURCES = {"link": "address", "source": "page", "code": "script", "within": "address"}
_PART_KEYS = {*_SOURCES, *_PATTERN_SOURCES, "looks", "filter", "values", "every", "default", "part"}
_PICTURE = regex(r"\bimg\[src([^\]]*)\]")
_HOLE = regex(r"(?<!\\)\{([a-z]\w*)\}")


def embed_of(data: Mapping[str, Any]) -> Embed:
    """Convert the YAML data of a valid embed into an Embed. Raises NotationError for an invalid pattern."""
    parts = tuple(_part(name, words) for name, words in (data.get("parts") or {}).items())
    seen = {part.name: part.looks for part in parts if part.looks}
    values: dict[str, Any] = {key: data[key] for key in ("kind", "hook", *_FLAGS) if key in data}
    values["element"] = ", ".join(_listed(data.get("element")))
    for keys, where in ((_ADDRESSES, "address"), (("script",), "script"), (("page",), "page")):
        values |= {key: expression(data[key], seen, where) for key in keys if key in data}
    values["each"] = tuple(expression(one, seen, "script") for one in _listed(data.get("each")))
    values["unless"] = tuple(expression(one, {}) for one in _listed(data.get("unless")))
    values |= {key: _listed(data[key]) for key in (*_TEMPLATES, *_NAMES) if key in data}
    values["needle"] = literal(values.get("script") or values.get("address") or "")
    if values["element"] not in {"", "frame", "script", "form"}:
        values["clues"] = of_element(values["element"], values.get("address", ""))
        values["element"] = _PICTURE.sub(_whenever_loaded, values["element"])
    return Embed(parts=parts, **values)


def _whenever_loaded(picture: "re.Match[str]") -> str:
    """Select a picture also while a lazy loader keeps its URL in another attribute."""
    return f"img:is({', '.join(f'[{name}{picture[1]}]' for name in PICTURE_SOURCES)})"


def _part(name: str, words: str | Mapping[str, Any]) -> Part:
    data: Mapping[str, Any] = {"looks": words} if isinstance(words, str) else words
    look = looks(data["looks"]) if "looks" in data else ""
    holes = {name: look} if look else {}
    return Part(
        name=name,
        looks=look,
        filters=_listed(data.get("filter")),
        values=tuple((str(key), str(value)) for key, value in (data.get("values") or {}).items()),
        every=bool(data.get("every")),
        default=str(data.get("default", "")),
        part=str(data.get("part", "")),
        **{key: _listed(data.get(key)) for key in _SOURCES},
        **{
            key: tuple(expression(one, holes, where) for one in _listed(data.get(key)))
            for key, where in _PATTERN_SOURCES.items()
        },
    )


def _listed(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def mistakes(data: Any) -> Iterator[str]:
    """Yield a message for each mistake in the YAML data of an embed."""
    if not isinstance(data, dict):
        yield "must hold keys and values"
        return
    yield from (unknown(key, _KEYS) for key in data if key not in _KEYS)
    wrong = list(_types(data))
    yield from wrong
    if data.get("kind") not in KINDS:
        yield f"`kind` must be one of {', '.join(sorted(KINDS))}: {data.get('kind')}"
    if not (data.get("element") or data.get("script")):
        yield "needs `element` or `script`"
    if data.get("element") in ("frame", "script", "form") and not data.get("address"):
        yield f"an embed of element {data['element']} needs `address`"
    if sum(bool(data.get(key)) for key in ("link", "ask", "services")) != 1:
        yield "needs one of `link`, `ask` and `services`"
    if data.get("hook") and data["hook"] not in HOOKS:
        yield f"`hook` must be one of {', '.join(HOOKS)}: {data['hook']}"
    if not wrong:
        yield from _of_parts(data)


def _types(data: Mapping[str, Any]) -> Iterator[str]:
    for key, kind in _TYPES.items():
        if key in data and not _is(data[key], kind):
            yield f"`{key}` must be {kind}: {data[key]!r}"
    parts = data.get("parts") or {}
    if not isinstance(parts, dict):
        yield "`parts` must be names with what is known about each"
        return
    for name, words in parts.items():
        if not re.fullmatch(r"[a-z]\w*", str(name)):
            yield f"a part is called by small letters, digits and `_`: {name}"
        elif isinstance(words, dict):
            yield from (f"part `{name}`: {text}" for text in _part_types(words))
        elif not isinstance(words, str):
            yield f"part `{name}` must be what it looks like, or keys and values: {words!r}"


def _part_types(words: Mapping[str, Any]) -> Iterator[str]:
    yield from (unknown(key, _PART_KEYS) for key in words if key not in _PART_KEYS)
    for key in (*_SOURCES, *_PATTERN_SOURCES, "filter"):
        if key in words and not _is(words[key], _TEXTS):
            yield f"`{key}` must be {_TEXTS}: {words[key]!r}"
    for name in _listed(words.get("filter")) if _is(words.get("filter", ""), _TEXTS) else ():
        if name and name not in FILTERS:
            near = nearest(name, FILTERS)
            yield f"unknown filter `{name}`" + (f", `{near}` perhaps" if near else "")
    if "values" in words and not isinstance(words["values"], dict):
        yield f"`values` must say what stands for what: {words['values']!r}"


def _is(value: Any, kind: str) -> bool:
    if kind == _TEXTS and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, bool if kind == _FLAG else str)


def _of_parts(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield invalid patterns, template variables that are not defined, and parts that are not used."""
    try:
        embed = embed_of(data)
    except NotationError as error:
        yield str(error)
        return
    parts = data.get("parts") or {}
    patterns = [data.get(key, "") for key in (*_ADDRESSES, *_CODE)] + [*_listed(data.get("each"))]
    holes = {name for pattern in patterns for name in _HOLE.findall(pattern)}
    asked = {
        (operator, name)
        for key in _TEMPLATES
        for text in (*getattr(embed, key), *(part.default for part in embed.parts))
        for operator, name in names_in(text)
    }
    known = {*parts, *holes, *BUILT_IN}
    for operator, name in sorted(asked):
        if name not in known and not embed.hook and operator not in {"?", "&"}:
            near = nearest(name, known)
            yield f"nothing says what `{{{name}}}` is" + (f", `{near}` perhaps" if near else "")
    used = {name for _, name in asked} | holes | {part.part for part in embed.parts}
    for name in parts:
        if name not in used and not embed.hook:
            yield f"nothing asks for the part `{name}`"


def unknown(key: object, valid: set[str]) -> str:
    """Return the message for an unknown key, with the most similar valid key as a suggestion."""
    near = nearest(str(key), valid)
    return f"unknown key `{key}`" + (f", `{near}` perhaps" if near else "")
