"""Every key of the model, tried by machine: its meaning, an example that is read, a mistake that is told, and its words in two languages."""

import dataclasses
import datetime as dt
import typing
from functools import cache
from typing import Any, Literal

import pytest
import yaml

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.specs import Spec, specs, unwrap
from mkdocs_praxis.practice.values import (
    Cost,
    Markdown,
    Name,
    Span,
    Text,
    Tongue,
    Urgent,
    Week,
    Word,
    YearDay,
)
from mkdocs_praxis.problem import PraxisError
from tests.practice.conftest import in_german

TOLD = {Text, Markdown, Cost, Name, Word, Tongue}
# What is the same in every language: names of people and companies, streets, paths and addresses, numbers and letters.
SAME = {
    "Absence vertretung", "Address land", "Address ort", "Address strasse", "Closing standort", "Course leitung", "Course seite",
    "Course standort", "DataProtectionOfficer name", "DayException standort", "Deputy kuerzel", "Download datei", "Download sprache",
    "Editor name", "Embedded anbieter", "Embedded host", "FormFact seite", "FormFact zertifikat", "Hosting anbieter", "ImageCredit datei",
    "ImageCredit urheber", "Job formular", "Job kontakt", "Job standort", "Liability versicherer", "Mailbox anbieter", "Map datei",
    "Notice link", "OnlineBooking anbieter", "Owner name", "Person foto", "Person name", "Person seite", "Person titel",
    "Practice aerztliche_leitung", "Practice firma", "Practice kontaktformular", "Practice vertretungsberechtigt", "Practice zeitzone",
    "Processor name", "Profession ust_id", "Profession w_idnr", "Profile alternative", "Profile netz", "Register gericht",
    "Register nummer", "Schedule standort", "Service bild", "Service seite", "Service zeichen", "Storage name",
    "Treatment verrechnungsstelle",
}  # fmt: skip
# What a class, or one of its keys, needs beside it.
BESIDE = {
    "Course": {"plaetze": 10, "frei": 3}, "DataProtectionOfficer": {"email": "d@p.example"}, "Service": {"bild_alt": "B", "bild": "b.jpg"},
    "Directions": {"breite": 52.5, "laenge": 13.4}, "Person": {"foto": "bilder/a.jpg", "foto_alt": "A"}, "FormFact": {"art": "rueckruf"},
    "Embedded": {"interesse": "Wege"}, "Profile": {"begruendung": "Suche"}, "Address land": {"plz": "1010"},
    "Profession beschraenkt_auf": {"art": "heilpraktiker"}, "Profession w_idnr": {"w_idnr": "DE123456788-00001"},
}  # fmt: skip
SAME_WORD = {
    "Website",
    "Register",
    "Fax",
    "Bundesland",
    "Number",
    "Name",
    "Text",
    "Wirtschafts-Identifikationsnummer",
}  # in German as in English
BOOKING = {"termin": {"online": {"anbieter": "Muster GmbH", "url": "https://termin.example"}}}


@dataclasses.dataclass(frozen=True)
class Key:
    """A key of the model: the class it belongs to, and the keys and classes that lead to it."""

    cls: type
    spec: Spec
    path: tuple[tuple[type, Spec], ...]

    def __str__(self) -> str:
        return f"{self.cls.__name__} {self.spec.key}"


def item(kind: Any) -> Any:
    """Return what a value holds, or each entry of a list."""
    kind = unwrap(kind)
    return unwrap(typing.get_args(kind)[0]) if typing.get_origin(kind) is tuple else kind


def is_record(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind) and any(f.name == "place" for f in dataclasses.fields(kind))


@cache
def keys() -> list[Key]:
    """Return every key of the model that holds a value of its own, each once."""
    found: list[Key] = []

    def walk(cls: type, path: tuple[tuple[type, Spec], ...], seen: frozenset[type]) -> None:
        for spec in specs(cls).values():
            inner = item(spec.kind)
            if is_record(inner):
                if inner not in seen:
                    walk(inner, (*path, (cls, spec)), seen | {inner})
            elif not any(one.cls is cls and one.spec is spec for one in found):
                found.append(Key(cls, spec, path))

    walk(Facts, (), frozenset())
    return found


def example(spec: Spec) -> Any:
    """Return the example of a key as YAML reads it, or a value of its kind."""
    kind = item(spec.kind)
    if spec.example:
        return yaml.load(spec.example, Loader=yaml.BaseLoader)
    if typing.get_origin(kind) is Literal:
        return next(one for one in typing.get_args(kind) if one)
    if is_record(kind):
        return record(kind)
    return {bool: "ja", int: "3", float: "4.5", dict: {"behandlung": "Ein Satz."}}.get(
        typing.get_origin(kind) or kind, "Wort"
    )


def record(cls: type) -> Any:
    """Return a record with all keys it needs."""
    needed = {spec.key: example(spec) for spec in specs(cls).values() if spec.required}
    return needed | BESIDE.get(cls.__name__, {})


def files(key: Key, value: Any) -> dict[str, dict[str, Any]]:
    """Return the files of a practice in which one key has a value."""
    held: Any = value
    inner = key.spec.key
    for _, spec in reversed(key.path):
        holder = item(spec.kind)
        held = record(holder) | BESIDE.get(f"{holder.__name__} {inner}", {}) | {inner: held}
        if typing.get_origin(unwrap(spec.kind)) is tuple:
            held = [held]
        inner = spec.key
    top = key.path[0][1] if key.path else key.spec
    praxis: dict[str, Any] = {"name": "P", "beruf": {"art": "arzt"}}
    praxis["bundesland"] = "BY" if key.spec.key == "oertlich" else "BE"
    if top.file == "praxis.yml":
        return {"praxis.yml": praxis | (held[0] if isinstance(held, list) else held)}
    booked = {"termine.yml": BOOKING} if key.spec.key == "termin_link" else {}
    return booked | {"praxis.yml": praxis, top.file: {inner: held}}


def read(tmp_path: Any, key: Key, value: Any) -> Facts:
    for name, data in files(key, value).items():
        (tmp_path / name).write_text(
            yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    if key.spec.key in {"standort", "standorte"}:
        own = yaml.safe_load((tmp_path / "praxis.yml").read_text(encoding="utf-8"))
        own["standorte"] = [{"name": "Filiale Musterstadt", "anschrift": "Weg 1, 10115 Berlin"}]
        (tmp_path / "praxis.yml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    return read_facts(tmp_path)


def values(found: Any) -> Any:
    """Yield every text of facts."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, tuple):
        for one in found:
            yield from values(one)
    elif isinstance(found, dict):
        yield from values(tuple(found.values()))
    elif is_record(type(found)):
        for field in dataclasses.fields(found):
            if field.metadata:
                yield from values(getattr(found, field.name))


def test_the_model_has_the_keys_that_this_walks():
    assert len(keys()) > 250
    assert {str(key) for key in keys()} >= SAME, sorted(SAME - {str(key) for key in keys()})


@pytest.mark.parametrize("key", keys(), ids=str)
def test_every_key_has_meaning_and_an_example_that_is_read(tmp_path, key):
    meaning = translator("de", "practice")(key.spec.doc)
    assert key.spec.doc
    assert meaning != key.spec.doc or key.spec.doc in SAME_WORD, "no German"
    kind = item(key.spec.kind)
    shows_itself = kind is bool or typing.get_origin(kind) in {Literal, dict}
    assert key.spec.example or shows_itself or kind in {Week, Span, Urgent}, "no example"
    read(tmp_path, key, example(key.spec))


@pytest.mark.parametrize("key", [key for key in keys() if item(key.spec.kind) in {*TOLD, str}], ids=str)
def test_every_text_is_said_in_two_languages_or_is_the_same_in_all(tmp_path, key):
    told = item(key.spec.kind) in TOLD
    assert told or str(key) in SAME
    assert not (told and str(key) in SAME) or str(key) == "Absence vertretung"
    given = example(key.spec)
    first = given[0] if isinstance(given, list) else given
    text = {"de": first, "en": "Said in English"}
    value = [text] if typing.get_origin(unwrap(key.spec.kind)) is tuple else text
    if not told:
        with pytest.raises(PraxisError) as error:
            read(tmp_path, key, value)
        assert error.value.problems[0].line
        return
    facts = read(tmp_path, key, value)
    assert "Said in English" in set(values(facts.within("en")))
    assert "Said in English" not in set(values(facts))
    assert first in set(values(facts))


WRONG = {
    bool: "vielleicht",
    int: "viele",
    float: "ungefähr",
    dt.date: "demnächst",
    YearDay: "Weihnachten",
    Week: "immer",
    Span: "irgendwann",
}


@pytest.mark.parametrize("key", keys(), ids=str)
def test_every_key_tells_a_mistake_with_its_line_and_how_to_mend_it(tmp_path, key):
    kind = item(key.spec.kind)
    wrong: Any = WRONG.get(kind, {"quark": ["a", "b"]})
    if typing.get_origin(kind) is dict:
        wrong = ["a"]
    with pytest.raises(PraxisError) as error:
        read(tmp_path, key, wrong)
    problem = in_german(error.value).problems[0]
    assert problem.line
    assert problem.excerpt
    assert problem.fix
    for text in (problem.what, problem.fix):
        assert not {"should", "Write", "write", "is not", "Did you"} & {text, *text.split()}, "no German"
