"""Constant inlining by regular expressions: maps and buttons often keep their place or number in a variable."""

import re
from collections import Counter

from mkdocs_praxis.lazy import regex

_NUMBER = r"-?\d+(?:\.\d+)?"
_PAIR = rf"{_NUMBER}\s*,\s*{_NUMBER}"
_VALUE = (
    rf"{_NUMBER}|\"[^\"\\\n<>]*\"|'[^'\\\n<>]*'|\[\s*{_PAIR}\s*\]|(?:new\s+)?[\w.]+\.LngLat\(\s*{_PAIR}\s*\)|"
    rf"(?:new\s+)?[\w.]+\.LatLng\(\s*{_PAIR}\s*\)|\{{\s*lat\s*:\s*{_NUMBER}\s*,\s*lng\s*:\s*{_NUMBER}\s*,?\s*\}}"
)
_KEPT = regex(rf"(?<![\w$.\"'-])([A-Za-z_$][\w$]*)\s*=\s*({_VALUE})\s*(?=[;,\n}}]|\Z)", re.IGNORECASE)
_GIVEN = regex(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*=(?![=>])")
_FIELDS = regex(r"(?<![\w$.\"'-])([A-Za-z_$][\w$]*)\s*=\s*\{([^{}<>]*)\}")
_FIELD = regex(
    rf"(?:^|,)\s*[\"']?([A-Za-z_$][\w$]*)[\"']?\s*:\s*({_NUMBER}|\"[^\"\\\n<>]*\"|'[^'\\\n<>]*')\s*(?=,|$)"
)
_USED = regex(r"(?<=[:,(\[{=])(\s*)([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)(?=\s*[,)\]}};])")
_ROUNDS = 3  # a number, the coordinates made of it, what uses the coordinates
_LOOKED_BACK = 400  # characters before a use in which `key_before` looks for the object's `{`


def named_values(code: str) -> str:
    """Return code with each variable that is assigned one number, string or pair of coordinates replaced by its value."""
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
