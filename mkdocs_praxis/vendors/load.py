"""Read vendor files into Vendor records; every key is checked, and all mistakes of a file are reported."""

import re
from pathlib import Path
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import yaml_loader
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.vendors import forms
from mkdocs_praxis.vendors.model import Vendor
from mkdocs_praxis.vendors.patterns import literal

DATA = Path(__file__).resolve().parent / "data"
_LISTS = ("hosts", "tenants", "names", "clues", "signatures", "loaders")
_REQUIRED = (
    "id", "name", "category", "operator", "country", "hosts", "learns", "instead", "source", "checked",
)  # fmt: skip
_MAY_BE_EMPTY = frozenset({"hosts", "operator", "country"})  # of self-hosted software, or with many operators
_OUTCOMES = ("becomes", "asked", "blocked", "kept")
_EXAMPLE = {*_OUTCOMES, "html", "text"}
_SPDX = regex(r"[A-Z][\w.-]+(?: (?:AND|OR) [A-Z][\w.-]+)*")
_VENDOR_KEYS = set(Vendor._fields) | {"examples"}


def vendor_files() -> list[Path]:
    """Return the paths of all vendor files, sorted."""
    return sorted(DATA.glob("*/*.yml"))


def read_vendor(path: Path) -> tuple[Vendor, list[dict[str, Any]]]:
    """Read and check one vendor file; return the vendor and its examples.

    Raises PraxisError with all mistakes in the file.
    """
    data = read_yaml(path)
    wrong = _mistakes(data, path)
    if wrong:
        name = f"{path.parent.name}/{path.name}"
        lines = _lines_of_embeds(path)
        raise PraxisError(*(Problem(what, file=name, line=_line(what, lines)) for what in wrong))
    values: dict[str, Any] = {key: value for key, value in data.items() if key != "examples"}
    for key in _LISTS:
        values[key] = tuple(values.get(key, ()))
    values["embeds"] = tuple(forms.embed_of(embed) for embed in values.get("embeds") or ())
    values["checked"] = str(values["checked"])
    return Vendor(**values), data["examples"]


def read_yaml(path: Path) -> Any:
    """Read a vendor file. Raises PraxisError if it is not YAML."""
    import yaml

    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=yaml_loader())  # noqa: S506 - a safe one
    except yaml.YAMLError as error:
        raise PraxisError(
            msg("is not YAML: {error}", error=error), file=f"{path.parent.name}/{path.name}"
        ) from error


def _lines_of_embeds(path: Path) -> list[int]:
    import yaml

    document = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml_loader())
    pairs = document.value if isinstance(document, yaml.MappingNode) else []
    lists = (value.value for key, value in pairs if key.value == "embeds")
    return [node.start_mark.line + 1 for node in next(lists, []) if isinstance(node, yaml.Node)]


def _line(what: str, lines: list[int]) -> int | None:
    number = re.match(r"embed (\d+):", what)
    return lines[int(number[1]) - 1] if number and int(number[1]) <= len(lines) else None


def _mistakes(data: Any, path: Path) -> list[str]:
    if not isinstance(data, dict):
        return ["must hold keys and values"]
    wrong = [forms.unknown(key, _VENDOR_KEYS) for key in data if key not in _VENDOR_KEYS]
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
    for key in ("at", "called"):
        texts = data.get(key, {})
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            wrong.append(f"`{key}` must hold a text for a language")
    if not _SPDX.fullmatch(str(data.get("licence", "MIT"))):
        wrong.append("`licence` must be an SPDX expression, such as OFL-1.1 OR Apache-2.0")
    for key in ("signatures", "loaders"):
        for expression in data.get(key) or ():
            wrong += _expression(key, str(expression))
    for number, embed in enumerate(data.get("embeds") or (), 1):
        wrong += [f"embed {number}: {mistake}" for mistake in forms.mistakes(embed)]
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
            wrong += [forms.unknown(key, _EXAMPLE) for key in example if key not in _EXAMPLE]
    return wrong


def _expression(key: str, expression: str) -> list[str]:
    try:
        re.compile(expression)
    except re.error as error:
        return [f"`{key}` is no regular expression ({error}): {expression}"]
    weak = key == "signatures" and len(literal(expression)) < 2
    return [f"a signature needs a literal part of 2 letters or more: {expression}"] if weak else []


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
