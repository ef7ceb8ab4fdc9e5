"""Constant inlining by regular expressions: maps and buttons often keep their place or number in a variable."""

import re
from collections import Counter

from mkdocs_praxis.lazy import regex

_NUMBER = r"-?\d+(?:\.\d+)?"
_PAIR = rf"{_NUMBER}\s*,\s*{_NUMBER}"
_VALUE = (
    rf"{_NUMBER}|\"[^\"\\\n]{{0,400}}\"|'[^'\\\n]{{0,400}}'|`[^`\\$]{{0,400}}`|\[\s*{_PAIR}\s*\]|(?:new\s+)?[\w.]+\.LngLat\(\s*{_PAIR}\s*\)|"
    rf"[\w.]*fromLonLat\(\s*\[\s*{_PAIR}\s*\]\s*\)|(?:new\s+)?[\w.]+\.LatLng\(\s*{_PAIR}\s*\)|\{{\s*lat\s*:\s*{_NUMBER}\s*,\s*lng\s*:\s*{_NUMBER}\s*,?\s*\}}|"
    r"document\.(?:getElementById|querySelector)\(\s*[\"'][^\"'\n]*[\"']\s*\)"
)
_CAST = regex(rf"\b(?:parseFloat|Number)\(\s*[\"']?({_NUMBER})[\"']?\s*\)")
# Where longitude stands first in an object: patterns want latitude first.
_TURNED = regex(rf"\{{\s*(lng|lon)\s*:\s*({_NUMBER})\s*,\s*lat\s*:\s*({_NUMBER})\s*\}}")
_KEPT = regex(rf"(?<![\w$.\"'-])([A-Za-z_$][\w$]*)\s*=\s*({_VALUE})\s*(?=[;,\n}}]|\Z)", re.IGNORECASE)
_GIVEN = regex(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*=(?![=>])")
_FIELDS = regex(r"(?<![\w$.\"'-])([A-Za-z_$][\w$]*)\s*=\s*\{([^{}<>]*)\}")
_FIELD = regex(
    rf"(?:^|,)\s*[\"']?([A-Za-z_$][\w$]*)[\"']?\s*:\s*({_NUMBER}|\"[^\"\\\n<>]*\"|'[^'\\\n<>]*')\s*(?=,|$)"
)
_USED = regex(r"(?<=[:,(\[{=])(\s*)([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)(?=\s*[,)\]}};])")
# Libraries of maps that modules import, by the global names that the vendors' patterns know them by.
_IMPORT = regex(r"\bimport\b([^\"'`;()]{1,500}?)\bfrom\s*[\"']([^\"']*)[\"']")
_LIBRARIES = (
    (regex(r"(?:^|/)leaflet\b"), "L"),
    (regex(r"(?:^|/)maplibre-gl\b"), "maplibregl"),
    (regex(r"(?:^|/)mapbox-gl\b"), "mapboxgl"),
)
_ROUNDS = 3  # a number, the coordinates made of it, what uses the coordinates
_LOOKED_BACK = 400  # characters before a use in which `key_before` looks for the object's `{`


def with_globals(code: str) -> str:
    """Return code in which what it imports from a library (`Map`) is written as a part of its global (`L.Map`)."""
    for clause, module in _IMPORT.findall(code):
        library = next((name for known, name in _LIBRARIES if known.search(module)), "")
        if not library:
            continue
        default, _, names = clause.partition("{")
        if default := default.strip(" ,\n").removeprefix("* as "):
            code = re.sub(rf"(?<![\w$.]){re.escape(default)}(?=\.)", library, code)
        for name in filter(None, names.strip(" }\n").split(",")):
            original, _, local = name.partition(" as ")
            called = re.escape(local.strip() or original.strip())
            code = re.sub(rf"(?<![\w$.]){called}(?=\s*\()", f"{library}.{original.strip()}", code)
    return code


def named_values(code: str) -> str:
    """Return code with each variable that is assigned one number, string or pair of coordinates replaced by its value."""
    code = _CAST.sub(r"\1", code)
    code = code if "setLngLat" in code else _TURNED.sub(r"{lat: \3, \1: \2}", code)
    for _ in range(_ROUNDS):
        values = _values(code)
        put = _put(code, values) if values else code
        if put == code:
            break
        code = put
    return code


def _put(code: str, values: dict[str, str]) -> str:
    return _USED.sub(
        lambda use: (
            use[1] + key_before(code, use.start(), use[2]) + values[use[2]] if use[2] in values else use[0]
        ),
        code,
    )


def _values(code: str) -> dict[str, str]:
    """Return the value of each variable or object field that is assigned exactly once."""
    values = dict(_KEPT.findall(code))
    fields = {
        f"{name}.{key}": value
        for name, inner in _FIELDS.findall(code)
        for key, value in _FIELD.findall(inner)
    }
    if not values and not fields:
        return {}
    given = Counter(_GIVEN.findall(code))
    return {name: value for name, value in (values | fields).items() if given[name.split(".")[0]] == 1}


def key_before(code: str, place: int, name: str) -> str:
    """Return `name: ` for shorthand properties (`{position, map}`), where the name is also the key; else ""."""
    before = code[max(0, place - _LOOKED_BACK) : place].rstrip()
    if before[-1:] in ":=([":
        return ""
    depth = 0
    for sign in reversed(before):
        if sign in ")]}":
            depth += 1
        elif sign in "([{":
            if not depth:
                return f"{name}: " if sign == "{" and "." not in name else ""
            depth -= 1
    return ""
