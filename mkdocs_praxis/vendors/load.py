"""Vendor files → vendors, checked key by key so that a slip in a file is told to its author, not to a visitor."""

import dataclasses
import re
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.problem import PraxisError, Problem, nearest
from mkdocs_praxis.vendors.model import Embed, Vendor

DATA = Path(__file__).resolve().parent / "data"
KINDS = frozenset(
    [
        "video",
        "audio",
        "post",
        "profile",
        "map",
        "booking",
        "share",
        "reviews",
        "document",
        "newsletter",
        "form",
        "job",
        "donation",
        "link",
    ]
)
_LISTS = ("hosts", "names", "clues", "signatures", "loaders")
_REQUIRED = (
    "id",
    "name",
    "category",
    "operator",
    "country",
    "hosts",
    "learns",
    "instead",
    "source",
    "checked",
)
_MAY_BE_EMPTY = frozenset({"hosts", "operator", "country"})  # many operators, or the instance's own
_OUTCOMES = ("becomes", "asked", "blocked", "kept")
_EXAMPLE = {*_OUTCOMES, "html", "text"}
_VENDOR_KEYS = {f.name for f in dataclasses.fields(Vendor)} | {"examples"}
_EMBED_KEYS = {f.name: f.type for f in dataclasses.fields(Embed)}
_EXPRESSIONS = ("address", "inside", "near", "script", "page")
_TEMPLATES = ("link", "label", "services", "shared", "place", "at")


def vendor_files() -> list[Path]:
    """Return every vendor file, in a stable order."""
    return sorted(DATA.glob("*/*.yml"))


def read_vendor(path: Path, *, thorough: bool = True) -> tuple[Vendor, list[dict[str, Any]]]:
    """Read and check one vendor file; returns the vendor and its examples.

    Without `thorough` its expressions and templates are not compiled: the shipped files' tests have done that.

    Raises PraxisError with every mistake found in the file.
    """
    data = read_yaml(path)
    wrong = _mistakes(data, path, thorough=thorough)
    if wrong:
        name = f"{path.parent.name}/{path.name}"
        raise PraxisError(*(Problem(what, file=name) for what in wrong))
    values: dict[str, Any] = {key: value for key, value in data.items() if key != "examples"}
    for key in _LISTS:
        values[key] = tuple(values.get(key, ()))
    values["embeds"] = tuple(Embed(**embed) for embed in values.get("embeds", ()))
    values["checked"] = str(values["checked"])
    return Vendor(**values), data["examples"]


def read_yaml(path: Path) -> Any:
    """Read a YAML data file of the package with the fast safe loader."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise PraxisError(Problem(f"is not YAML: {error}", file=f"{path.parent.name}/{path.name}")) from error


def _mistakes(data: Any, path: Path, *, thorough: bool) -> list[str]:
    if not isinstance(data, dict):
        return ["must hold keys and values"]
    wrong = [_unknown(key, _VENDOR_KEYS) for key in data if key not in _VENDOR_KEYS]
    wrong += [
        f"`{key}` is missing"
        for key in _REQUIRED
        if not data.get(key) and not (key in _MAY_BE_EMPTY and key in data)
    ]
    if data.get("id") != path.stem or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        wrong.append(f"`id` must be the file's name in lower case, digits and hyphens: {path.stem}")
    if data.get("category") != path.parent.name:
        wrong.append(f"`category` must be the folder's name: {path.parent.name}")
    for key in _LISTS:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            wrong.append(f"`{key}` must be a list of texts")
    for key in ("learns", "instead"):
        texts = data.get(key)
        if not isinstance(texts, dict) or not {"de", "en"} <= set(texts):
            wrong.append(f"`{key}` needs the languages de and en")
    for key in ("signatures", "loaders") if thorough else ():
        for expression in data.get(key) or ():
            wrong += _expression(key, str(expression))
    wrong += [m for e in (data.get("signatures") or ()) if thorough and (m := _weak(str(e)))]
    for embed in data.get("embeds") or ():
        wrong += _embed_mistakes(embed, thorough=thorough)
    examples = data.get("examples")
    if not isinstance(examples, list) or not examples:
        wrong.append("`examples` must be a list with at least one example")
    for example in examples if isinstance(examples, list) else ():
        if (
            not isinstance(example, dict)
            or "html" not in example
            or sum(o in example for o in _OUTCOMES) != 1
        ):
            wrong.append(f"an example needs `html` and one of {', '.join(_OUTCOMES)}: {str(example)[:80]}")
        else:
            wrong += [_unknown(key, _EXAMPLE) for key in example if key not in _EXAMPLE]
    return wrong


def _embed_mistakes(embed: Any, *, thorough: bool) -> list[str]:
    if not isinstance(embed, dict):
        return ["an embed must hold keys and values"]
    wrong = [_unknown(key, set(_EMBED_KEYS)) for key in embed if key not in _EMBED_KEYS]
    wrong += [
        f"`{key}` must be {'true or false' if kind is bool else 'a text'}: {embed[key]!r}"
        for key, kind in _EMBED_KEYS.items()
        if key in embed and not isinstance(embed[key], kind if isinstance(kind, type) else str)
    ]
    if wrong:
        return wrong
    if embed.get("kind") not in KINDS:
        wrong.append(f"`kind` must be one of {', '.join(sorted(KINDS))}: {embed.get('kind')}")
    if not (embed.get("element") or embed.get("script")):
        wrong.append("an embed needs `element` or `script`")
    if embed.get("element") in ("frame", "script", "form") and not embed.get("address"):
        wrong.append(f"an embed of element {embed['element']} needs `address`")
    if sum(bool(embed.get(key)) for key in ("link", "ask", "services")) != 1:
        wrong.append("an embed needs one of `link`, `ask` and `services`")
    for key in _EXPRESSIONS if thorough else ():
        if key in embed:
            wrong += _expression(key, embed[key])
    for key in _TEMPLATES if thorough else ():
        if key in embed:
            wrong += _template(key, embed[key])
    return wrong


def _unknown(key: object, valid: set[str]) -> str:
    near = nearest(str(key), valid)
    return f"unknown key `{key}`" + (f", `{near}` perhaps" if near else "")


def _expression(key: str, expression: str) -> list[str]:
    try:
        re.compile(expression)
    except re.error as error:
        return [f"`{key}` is no regular expression ({error}): {expression}"]
    return []


def _weak(expression: str) -> str | None:
    from mkdocs_praxis.vendors.patterns import literal

    if len(literal(expression)) < 2:
        return f"a signature needs a literal part of 2 letters or more: {expression}"
    return None


def _template(key: str, text: str) -> list[str]:
    from jinja2 import TemplateError

    from mkdocs_praxis.vendors.filters import template

    try:
        template(text)
    except TemplateError as error:
        return [f"`{key}` is no template ({error}): {text}"]
    return []


@cache
def read_all() -> tuple[Vendor, ...]:
    """Read every vendor file. Raises PraxisError with the mistakes of all files."""
    vendors: list[Vendor] = []
    problems: list[Problem] = []
    for path in vendor_files():
        try:
            vendors.append(read_vendor(path, thorough=False)[0])
        except PraxisError as error:
            problems += error.problems
    if problems:
        raise PraxisError(*problems)
    return tuple(vendors)
