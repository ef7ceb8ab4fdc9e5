"""schema.org's whole vocabulary, to judge JSON-LD by: types, properties with inheritance, kinds of values."""

import re
from functools import cache
from pathlib import Path

_TEXT = Path(__file__).parent / "data" / "schema_org.txt"
_DATA = {
    "Text": lambda v: isinstance(v, str) and v != "",
    "URL": lambda v: isinstance(v, str) and re.match(r"https?://", v) is not None,
    "Number": lambda v: isinstance(v, int | float) and not isinstance(v, bool) and v == v,  # noqa: PLR0124 - NaN
    "Integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "Boolean": lambda v: isinstance(v, bool),
    "Date": lambda v: isinstance(v, str) and re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", v) is not None,
    "DateTime": lambda v: isinstance(v, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}T[\d:+-]+", v) is not None,
    "Time": lambda v: isinstance(v, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", v) is not None,
}


@cache
def vocabulary():
    types, values, now = {}, {}, None
    for line in _TEXT.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            key, _, kinds = line.strip().partition(": ")
            types[now][1][key] = kinds.split()
        elif " = " in line:
            name, _, names = line.partition(" = ")
            values[name] = names.split()
        elif not line.startswith("#"):
            now, _, parents = line.partition(" < ")
            types[now] = (parents.split(), {})
    return types, values


@cache
def family(kind):
    """Return a type with all its ancestors."""
    types, _ = vocabulary()
    found, queue = {}, [kind]
    while queue:
        one = queue.pop()
        if one not in found and one in types:
            found[one] = None
            queue += types[one][0]
    return tuple(found)


def errors(data, path=""):
    """Return what in JSON-LD does not agree with the vocabulary."""
    types, values = vocabulary()
    kind = data.get("@type")
    if kind not in types:
        return [f"{path or '/'}: unknown type {kind!r}"]
    known = {key: kinds for one in family(kind) for key, kinds in types[one][1].items()}
    found = []
    for key, value in data.items():
        if key.startswith("@"):
            continue
        if key not in known:
            found.append(f"{path}/{key}: not a property of {kind}")
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                found += errors(item, f"{path}/{key}")
                if not set(family(item.get("@type"))) & set(known[key]):
                    found.append(f"{path}/{key}: {item.get('@type')} is not {known[key]}")
            elif not any(
                (k in _DATA and _DATA[k](item))
                or (k in values and str(item).removeprefix("https://schema.org/") in values[k])
                for k in known[key]
            ):
                found.append(f"{path}/{key}: {item!r} is not {known[key]}")
    return found
