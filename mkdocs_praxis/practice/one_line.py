"""Records that are written as one line (`Musterweg 1, 10115 Berlin`), and entries that begin with their day (`07.05.2027: Brückentag`)."""

import re
from collections.abc import Callable
from typing import Any

import yaml

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.addresses import TOWN_LAST, address_in
from mkdocs_praxis.practice.model_legal import Editor
from mkdocs_praxis.practice.model_practice import Emergency, Register, Rulebook
from mkdocs_praxis.practice.model_visit import Price
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.nodes import Entries, headed, like, may_be_text
from mkdocs_praxis.practice.periods import (
    DAY_AND_HOURS,
    END,
    both_ends,
    closed_days,
    closing_in,
    days_of,
    hours_of_day,
    period,
)
from mkdocs_praxis.practice.scalars import MONTHS
from mkdocs_praxis.practice.source import is_empty
from mkdocs_praxis.practice.specs import key_of, meant, specs
from mkdocs_praxis.practice.values import Unclear
from mkdocs_praxis.practice.weekdays import DAY_BEFORE_DATE
from mkdocs_praxis.problem import nearest

Texts = dict[str, str]  # of a record, by key


def _apart(entries: Entries, country: str) -> Entries:
    """Take an address apart whose town stands behind the street, or behind the postcode."""
    lines = [node for key in ("strasse", "plz", "ort") if key in entries for node in entries[key][1:]]
    try:
        return entries | _as_keys(lines[0], address_in(", ".join(str(line.value) for line in lines), country))
    except (IndexError, Unclear):
        return entries


_AWAY = "Write the first and the last day and nothing else, as in: 24.12.2026 bis 06.01.2027. Why somebody is away is private."


def _rulebook(text: str, _country: str) -> Texts:
    """Parse a rulebook with its URL behind the name, as copied from other pages."""
    found = re.fullmatch(r"(.+?)[\s:,(–-]+(https?://[^\s()]+)\)?", text)
    return {"name": found[1], "url": found[2]} if found else {"name": text}


def _deputy(text: str, _country: str) -> Texts:
    """Parse a deputy with optional address and phone number: `Praxis Dr. Weber, Ring 1, 10115 Berlin, Tel. 030 23125200`."""
    parts = re.fullmatch(
        r"(.*?[^\s,:(])[\s,:(]+(?:Tel(?:efon)?\.?:?\s*)?([+0][\d\s()/.–-]{5,})\)?", text, re.DOTALL
    )
    said = {"telefon": parts[2]} if parts else {}
    name, *where = re.split(r"\s*[,\n]\s*", parts[1] if parts else text)
    while len(where) > 2:  # `Dr. Weber, Hausarzt, Ring 1, 10115 Berlin`
        name = f"{name}, {where.pop(0)}"
    if len(where) == 2 and TOWN_LAST.fullmatch(where[1]):
        return {"name": name, "anschrift": ", ".join(where)} | said
    return {"name": ", ".join([name, *where])} | said


def _register(text: str, _country: str) -> Texts:
    """Read an entry as letterheads say it: `Amtsgericht Augsburg, HRB 12345`."""
    number = re.search(r"\b(HR[AB]|PR|GnR|GsR|VR)\s*\d[\d ]*(?:[A-Z]{1,2}\b)?", text, re.IGNORECASE)
    court = re.search(r"\b(?:Amtsgericht|AG)\s+([^\W\d][^,;:/|\d()]*)", text)
    if not number or not court:
        raise Unclear("“{text}” is not an entry of a register.", "Write it as in: Amtsgericht Augsburg, HRB 12345", text=text)  # fmt: skip
    town = re.sub(r"\s*(?:[-–]|\b(?:unter|HR[AB]|PR|GnR|GsR|VR|Nr\.?)\b)*\s*$", "", court[1]).strip()
    return {
        "gericht": f"Amtsgericht {town}",
        "nummer": " ".join(number[0].split()),
        "art": meant("register", number[1]),
    }


def _officer(text: str, _country: str) -> Texts:
    """Read whether there is one, or who it is: `nein`, `Frau Schulz, dsb@praxis.example`."""
    email = re.search(r"[^\s,;()<>]+@[^\s,;()<>]+", text)
    name = (text.replace(email[0], "") if email else text).strip(" ,;:()<>")
    if not re.match(r"[A-ZÄÖÜ]\S* +\S", name) or re.match("ja|nein|kein|nicht|noch", fold(name)):
        return {"benannt": text}
    return {"benannt": "ja", "name": name, "email": email[0] if email else ""}


def _price(text: str, _country: str) -> Texts:
    """Parse a line of a price list that lacks its colon: `Attest 5 €`."""
    if not (found := re.fullmatch(rf"([^\W\d].*?)[\s:–-]+({_PRICE.pattern})", text, re.IGNORECASE)):
        raise Unclear("This price list has no name.", "Write its name, and the prices below it, indented:\npreislisten:\n  Für Selbstzahler:\n    Attest: 5 €")  # fmt: skip
    return {"leistung": found[1], "preis": found[2]}


def _absence(text: str, country: str) -> Texts:
    what = "“{text}” is not a stretch of days."
    if not re.match(
        r"(?:vom? )?\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d])|\d{4}-", text
    ):  # `Elternzeit bis 31.08.2027`
        raise Unclear(what, _AWAY, text=text)
    return period(*days_of(text, country, what))


def _holidays(text: str, _country: str) -> Texts:
    return {"geschlossen": {"geschlossen": "ja", "geoeffnet": "nein", "offen": "nein"}.get(fold(text), text)}


# Records that begin with their day, by class: the parser of day and value in one line, and the key of the value.
BY_DAY: dict[type, tuple[Callable[[str, str], Texts], str]] = {
    m.Closing: (closing_in, "grund"),
    m.CourseDate: (hours_of_day, "zeiten"),
    m.DayException: (hours_of_day, "zeiten"),
}
# The key whose value the line is, or the parser of the line with the practice's country. The parsers raise Unclear.
ONE_LINE: dict[type, str | Callable[[str, str], Texts]] = {
    m.Absence: _absence,
    m.Address: address_in,
    m.Arbitration: "teilnahme",
    m.Body: "name",
    m.Booking: "text",
    m.DataProtectionOfficer: _officer,
    m.Deputy: _deputy,
    m.Directions: "text",
    m.Holidays: _holidays,
    m.Hosting: "anbieter",
    m.Job: "titel",
    m.Mailbox: "anbieter",
    m.Location: _deputy,
    m.NewPatients: "aufnahme",
    m.OnlineBooking: lambda text, _: {"url" if re.search(r"\w\.\w|:", text) else "anbieter": text},
    Editor: "name",
    m.Owner: "name",
    m.Person: "name",
    m.Prescriptions: "text",
    Price: _price,
    m.Profession: "art",
    Register: _register,
    Rulebook: _rulebook,
    m.Service: "name",
    m.Stop: "haltestelle",
    **{cls: parse for cls, (parse, _) in BY_DAY.items()},
}


def entries_of(cls: type, node: yaml.ScalarNode, country: str) -> Entries:
    """Return the entries of a record that was written in one line. Raises Unclear."""
    line = ONE_LINE[cls]
    if isinstance(line, str):
        return {key_of(line): (like(node, line), node)}
    return _as_keys(node, line(node.value.strip(), country))


def _as_keys(node: yaml.Node, said: Texts) -> Entries:
    return {key: (like(node, key), like(node, text)) for key, text in said.items() if text}


_DAY = re.compile(rf"(?:{DAY_BEFORE_DATE})?(?:vom |ab |am |kw ?|(?:{'|'.join(MONTHS)}) (?=20))?\d", re.IGNORECASE)  # fmt: skip
_ONE_DAY = re.compile(r"\D*\d{1,2}\.\s?(?:\d{1,2}|[^\W\d]+)\.?")  # without its year


def several_days(item: Any, node: yaml.ScalarNode) -> yaml.SequenceNode:
    """Convert days in one line to the equivalent list: `24.12., 31.12.`; with hours: `12.01.2027 18-19, 19.01.2027 18-19`."""
    before_a_date = r"(?=[^\d,;]{0,14}\d{1,2}\.\s?\d{1,2}\.)" if item is m.CourseDate else ""
    parts = re.split(rf"\s*(?:,|;|\n|(?<!- )\bund\b|\band\b)\s*{before_a_date}", node.value.strip())
    if item is m.CourseDate and len(parts) > 1:  # `13.1.2027, 20.1.2027, 18-19 Uhr`: the hours of all
        *others, last = (found and found["hours"] for found in map(DAY_AND_HOURS.fullmatch, parts))
        parts = [f"{part} {last}" if last and not any(others) else part for part in parts[:-1]] + parts[-1:]
    return _sequence(node, [like(node, part) for part in parts])


def entries_by_day(item: Any, node: yaml.Node) -> yaml.Node:
    """Convert a mapping whose keys are days to the equivalent list of one entry each; return any other node as it is."""
    if item not in BY_DAY or not isinstance(node, yaml.MappingNode):
        return node
    days = (_DAY.match(str(key.value)) or _named(item, key, value) for key, value in node.value)
    if not node.value or not all(days):
        return node
    tag = "tag:yaml.org,2002:map"
    entries = [yaml.MappingNode(tag, [one], one[0].start_mark, one[1].end_mark) for one in node.value]
    return _sequence(node, entries)


# Records that begin with their name, by class: the key of the name, and of what may stand behind it.
BY_NAME: dict[type, tuple[str, str]] = {
    m.Course: ("name", "termine"),
    m.Download: ("name", "datei"),
    Emergency: ("name", "telefon"),
    m.Location: ("name", "anschrift"),
    m.Notice: ("titel", "text"),
    m.Person: ("name", "funktion"),
    Price: ("leistung", "preis"),
    m.PriceList: ("name", "posten"),
    m.Question: ("frage", "antwort"),
    Rulebook: ("name", "url"),
    m.Service: ("name", "text"),
}


def entries_by_name(cls: Any, node: yaml.Node) -> list[yaml.Node]:
    """Return the records of an entry whose keys are names: `Hörtest: 25 €`, `Dr. Weber: {funktion: Arzt}`, `Ärzte: [Dr. Weber]`."""
    known = list(specs(cls)) if cls in BY_NAME else []
    if not known or not isinstance(node, yaml.MappingNode) or node.flow_style:
        return [node]
    grouped, (name, behind) = "gruppe" in known, BY_NAME[cls]

    def names(key: yaml.Node, value: yaml.Node) -> bool:
        said = key_of(str(key.value))
        heads = isinstance(value, yaml.MappingNode) or (grouped and isinstance(value, yaml.SequenceNode))
        text = (heads and said not in known) or may_be_text(key, known, offered=cls in (m.Service, Price))
        return text and str(key.value)[:1].isupper()

    def record(key: yaml.Node, value: yaml.Node) -> yaml.MappingNode:
        priced = cls is m.Service and isinstance(value, yaml.ScalarNode) and _PRICE.fullmatch(value.value)
        return headed(value, name, key, "preis" if priced else behind, known)

    first, *others = node.value or [(node, node)]
    below = others and all(key_of(str(key.value)) in known for key, _ in others)
    if below and isinstance(first[1], yaml.ScalarNode) and names(*first):  # `Attest: 5 €`, below it `dauer:`
        return [yaml.MappingNode(node.tag, [*record(*first).value, *others], node.start_mark, node.end_mark)]
    if not all(names(*pair) for pair in node.value):
        return [node]
    found: list[yaml.Node] = []
    for key, value in node.value:
        if grouped and isinstance(value, yaml.SequenceNode):
            people = [one for part in value.value for one in entries_by_name(cls, part)]
            found += [headed(one, "gruppe", key, name, known) for one in people]
        else:
            found.append(record(key, value))
    return found


_PRICE = re.compile(r"(?:ab |ca\.? )?\d[\d.,–-]*\s*(?:€|Euro|EUR)", re.IGNORECASE)


def with_keys(cls: type, entries: Entries, country: str) -> Entries:
    """Replace an entry that begins with its days by the keys of the record; a deputy may be called by its short name. Raises Unclear."""
    if cls is m.Deputy and "kuerzel" in entries and "name" not in entries:
        return entries | {"name": entries["kuerzel"]}
    if cls is m.Address and not {"plz", "ort"} <= entries.keys():
        return _apart(entries, country)
    if "von" in entries and "bis" not in entries and "bis" in specs(cls):
        first = entries["von"][1]
        entries = entries | _as_keys(first, both_ends(str(first.value), country))
    if cls not in BY_DAY:
        return entries
    days, behind = BY_DAY[cls]
    for found, (key, value) in entries.items():  # noqa: B007 - used below
        if named := _named(cls, key, value):
            key, value = value, key  # noqa: PLW2901
        if named or _DAY.match(key.value):
            break
    else:
        return entries
    try:
        said, value = days(f"{key.value}: {value.value}", country), like(value, "")
    except Unclear:  # what stands behind the days is no part of the line
        try:
            said = days(key.value, country)
        except Unclear:
            if cls is not m.Closing and not _ONE_DAY.fullmatch(key.value.strip()):
                return entries
            raise
    result = _as_keys(key, said)
    if isinstance(value, yaml.MappingNode):
        result |= {key_of(inner.value): (inner, one) for inner, one in value.value}
    elif not is_empty(value):
        result[behind] = (like(key, behind), value)
    return result | {other: one for other, one in entries.items() if other != found}


def _named(cls: Any, key: yaml.Node, value: yaml.Node) -> bool:
    """Whether the reason of a closing stands before its days: `Weihnachten: 24.12.2026-3.1.2027`."""
    known = {key_of(spec.key) for spec in specs(cls).values()}
    if cls is not m.Closing or not isinstance(value, yaml.ScalarNode) or key_of(str(key.value)) in known:
        return False
    try:
        start, end = closed_days(value.value, "de")
    except Unclear:
        return False
    return start != end or _is_name(str(key.value), known)


def _is_name(word: str, known: set[str]) -> bool:
    """Whether a word before one day names it (`Ostern: 1.4.2027`); `ab: 24.12.2026` is a mistaken key."""
    return word[:1].isupper() and not END.search(word) and not nearest(key_of(word), known)


def _sequence(node: yaml.Node, parts: list[Any]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", parts, node.start_mark, node.end_mark)
