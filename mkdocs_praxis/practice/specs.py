"""What the model says of each key: type, file, and other words for its values."""

import dataclasses
import datetime as dt
import re
import types
import typing
from collections.abc import Container
from functools import cache, lru_cache
from typing import Any, Literal

import yaml

from mkdocs_praxis.practice.countries import country_code
from mkdocs_praxis.practice.model import Arbitration, DataProtectionOfficer, Facts, Holidays, NewPatients
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.shipped import PATTERNS, shipped
from mkdocs_praxis.practice.source import is_empty
from mkdocs_praxis.practice.specialties import MVZ, label_of, profession_of
from mkdocs_praxis.practice.values import NONE, Email, Markdown, Phone, Span, Text, Urgent, Url, Week
from mkdocs_praxis.problem import nearest


@dataclasses.dataclass(frozen=True, slots=True)
class Spec:
    """One attribute of the model: how its key and value are read."""

    name: str
    key: str
    kind: Any
    required: bool
    example: str
    doc: str
    file: str


# Examples by type, for keys without one.
_EXAMPLES: dict[Any, str] = {
    dt.date: "01.11.2026",
    Phone: "030 23125000",
    Email: "praxis@example.de",
    Url: "https://www.example.de/",
    bool: "ja",
}


@cache
def specs(cls: type) -> dict[str, Spec]:
    """Return the attributes of a class of facts by folded German key."""
    found = {}
    hints = typing.get_type_hints(cls)
    for f in dataclasses.fields(cls):
        if "key" in f.metadata:
            spec = Spec(f.name, kind=hints[f.name], **f.metadata)
            example = spec.example or _EXAMPLES.get(unwrap(spec.kind), "")
            found[key_of(spec.key)] = dataclasses.replace(spec, example=example)
    return found


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Normalise a key for comparison: `E-Mail`, `email` and `e_mail` are equal."""
    return fold(text).replace(" ", "").rstrip(".")


@cache
def homes() -> dict[str, tuple[str, ...]]:
    """Return where each key belongs, for messages: `beruf: in praxis.yml`, or `rechtliches.yml`."""
    found: dict[str, list[str]] = {}

    def add(cls: type, home: str, file: str) -> None:
        for key, spec in specs(cls).items():
            found.setdefault(key, []).append(home)
            inner = item_of(unwrap(spec.kind))
            if dataclasses.is_dataclass(inner) and isinstance(inner, type) and spec.key:
                add(inner, f"{spec.key}: ({file})", file)

    for section in specs(Facts).values():
        file, key, kind = section.file, section.key, unwrap(section.kind)
        if key:
            found.setdefault(key_of(key), []).append(file)
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            add(kind, f"{key}: ({file})" if key else file, file)
    return {key: tuple(dict.fromkeys(places)) for key, places in found.items()}


@cache
def files_of_facts() -> tuple[str, ...]:
    """Return the file names of a facts folder; the first is required."""
    return tuple(dict.fromkeys(section.file for section in specs(Facts).values()))


def sections(file: str) -> list[Spec]:
    """Return what a file of facts holds; praxis.yml is a single section, whose key is ""."""
    return [section for section in specs(Facts).values() if section.file == file]


def item_of(kind: Any) -> Any:
    """Return the item type of a list of records."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else kind


@cache
def unwrap(kind: Any) -> Any:
    """Return `X` for `X | None`."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return next(part for part in typing.get_args(kind) if part is not type(None))
    return kind


# Told to those who name whom they treat, or where, in place of a legal form.
ELSEWHERE = (
    "The facts know practices in Germany, Austria and Switzerland (de, at, ch). In other countries the check of a site works without "
    "them: mkdocs.yml without the line `facts:`."
)
HOLDS = "What stands here holds while it stands here: change it on the day, and announce it in aktuelles.yml."
BELOW = "Write below it, indented, for example:\n{lines}"
FORMS = {
    "art": "Each profession has an entry of its own:\nberuf:\n  - art: arzt\n  - art: psychotherapie",
    "rechtsform": "Who owns the practice alone writes einzelpraxis, also of a Privatpraxis or Zweigpraxis; a MVZ has the form of the company "
    "that runs it, such as gmbh. Possible: {valid}",
}


def meant(key: str, text: str) -> str:
    """Return the value of a choice for a synonym; "" if it is not listed."""
    return _listed().get(key, {}).get(bare(text), "")


def chosen(options: tuple[str, ...], key: str, text: str) -> str | None:
    """Return the value of a choice for its name or a synonym; None if there is none."""
    named = (
        one for one in options if key_of(one) == key_of(text.replace("-", "")) or fold(one) == fold(text)
    )
    same = meant(key, text)
    if key == "land":
        same = (country_code(text) or "").lower()
    elif key == "art" and not same and label_of(text) != MVZ:
        same = profession_of(text)
    return next(named, same if same and same in options else None)


def advice(key: str, text: str, options: list[str]) -> tuple[str, str | None]:
    """Return how to mend a value that is no option, and the one it begins with (`ja, aber nur Kinder`) or is like."""
    begun = re.split(r"\W", fold(text), maxsplit=1)[0]
    cutoff = 0.8 if key in {"rechtsform", "art"} else 0.6
    near = begun if begun in options else nearest(fold(text), options, cutoff=cutoff)
    others = "Possible: {valid}. Whatever is not among them is `sonstige`."
    others = others if "sonstige" in options else "Possible: {valid}"
    fix = {**FORMS, "land": ELSEWHERE, "art": others}.get(key, others)
    if key == "kosten" and re.search(r"\d|€", text):
        return "What it costs goes under preis: {text}; here stands who pays: {valid}", near
    return "Did you mean “{near}”? Possible: {valid}" if near else fix, near


def without_date(said: str, known: Container[str]) -> str:
    """Return how to mend the name of a day, or of a closing, that stands where a date does; "" for any other key."""
    if "datum" in known:
        return "Write its date, as in: 24.12.2026: geschlossen" if said.lower() in shipped("own_days") else ""
    closing = "ankuendigenab" in known and (" " in said or said[:1].isupper())
    return "Write the days before it, as in: 24.12.2026 bis 06.01.2027: {key}" if closing else ""


def example(cls: type) -> str:
    """Return the first lines of a record as proposed: what it needs, or what is usual."""
    shown = sorted((one for one in specs(cls).values() if one.example), key=lambda one: not one.required)
    return "\n".join(f"  {one.key}: {one.example}" for one in shown[:3])


def professions_in(options: tuple[str, ...], text: str) -> list[str]:
    """Return the professions that a text names one beside the other (`Arzt/Psychotherapeut`); [] for one."""
    if PATTERNS["one profession"].search(text):
        return []
    parts = re.split(r"\s*[/&+,]\s*|\s+und\s+", text)
    found = dict.fromkeys(chosen(options, "art", part) or "" for part in parts)
    return list(found) if len(found) > 1 and not {"", "sonstige"} & found.keys() else []


@cache
def _listed() -> dict[str, dict[str, str]]:
    return {
        key: {bare(word): value for value, words in values.items() for word in words}
        for key, values in shipped("other_values").items()
    }


def bare(text: str) -> str:
    """Normalise words for comparison: folded, without spaces and dots."""
    return fold(text).replace(" ", "").replace(".", "")


_NO_VALUE = NONE.union(shipped("spoken_words")["nothing"])
# Types for which such a word is a value: an answer, or text for patients (`wartezeit: keine`).
_ANSWERED = (bool, int, float, Literal, Text, Markdown, Week, Urgent, dict, Span,
             Arbitration, DataProtectionOfficer, Holidays, NewPatients)  # fmt: skip
_NEVER_TEXT = frozenset({"ausfall", "parken", "fahrrad", "zu_fuss"})  # texts that would be shown as `nein`
_NOW = re.compile(r"(?:zur ?zeit|derzeit|momentan|im moment|aktuell)\s+(?:leider\s+)?")


def says_none(node: yaml.Node) -> bool:
    """Whether a value is a word for none: `keine`, `zurzeit keine`."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    return _NOW.sub("", node.value.strip().lower(), count=1).rstrip(".") in _NO_VALUE


def left_out(kind: Any, node: yaml.Node, key: str = "") -> bool:
    """Whether a value is empty or says that there is none: `fax: keins`, `team: niemand`."""
    if is_empty(node) or not says_none(node):
        return is_empty(node)
    item = item_of(unwrap(kind))
    return (typing.get_origin(item) or item) not in _ANSWERED or key in _NEVER_TEXT
