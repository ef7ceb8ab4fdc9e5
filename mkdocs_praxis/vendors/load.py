"""Reads vendor files into Vendor records. What a file may hold is in data/schema.json, which the tests hold every file to."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import yaml_file
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.vendors.model import PICTURE_SOURCES, Embed, Part, Vendor
from mkdocs_praxis.vendors.notation import expression, looks
from mkdocs_praxis.vendors.patterns import literal, of_element

_ADDRESSES = ("address", "inside", "near")
_TEMPLATES = ("link", "label", "services", "shared", "place", "at")
_NAMES = ("drop", "keep")
_FLAGS = ("last", "ask")
_SOURCES = ("attribute", "query", "fragment", "field")
_PATTERN_SOURCES = {"link": "address", "source": "page", "code": "script", "within": "address"}
_PICTURE = regex(r"\bimg\[src([^\]]*)\]")


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


DATA = Path(__file__).resolve().parent / "data"
_LISTS = ("hosts", "tenants", "names", "clues", "signatures", "loaders")


def vendor_files() -> list[Path]:
    """Return the paths of all vendor files, sorted."""
    return sorted(DATA.glob("*/*.yml"))


def read_vendor(path: Path) -> tuple[Vendor, list[dict[str, Any]]]:
    """Read one vendor file; return the vendor and its examples. Raises PraxisError if it is broken."""
    import yaml

    name = f"{path.parent.name}/{path.name}"
    try:
        values = yaml_file(path)
        examples = values.pop("examples", [])
        values |= {key: tuple(values.get(key, ())) for key in _LISTS}
        values |= {
            "checked": str(values.get("checked", "")),
            "embeds": tuple(map(embed_of, values.get("embeds") or ())),
        }
        return Vendor(**values), examples
    except yaml.YAMLError as error:
        raise PraxisError(msg("is not YAML: {error}", error=error), file=name) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = msg("is no vendor file: {error}", error=error)
        raise PraxisError(what, file=name, fix="pytest tests/vendors says what is wrong") from error


def read_all() -> tuple[Vendor, ...]:
    """Read every vendor file. Raises PraxisError with the mistakes of all files."""
    vendors: list[Vendor] = []
    problems: list[Problem] = []
    for path in vendor_files():
        try:
            vendors.append(read_vendor(path)[0])
        except PraxisError as error:
            problems += error.problems
    if problems:
        raise PraxisError(*problems)
    return tuple(vendors)
