"""Parses records written as one line: `Musterweg 1, 10115 Berlin`, `24.12.2026 bis 06.01.2027`."""

import re
from collections.abc import Callable
from typing import Any

from mkdocs_praxis.practice.countries import code_of
from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.periods import days_of
from mkdocs_praxis.practice.scalars import SCALARS
from mkdocs_praxis.practice.values import Name, Phone, Postcode, Unclear, Url

Values = dict[str, Any]  # of a record, by attribute


def _address(text: str, country: str) -> Values:
    parts = [part for part in re.split(r"\s*[,\n]\s*(?![^()]*\))", text.strip()) if part]
    if len(parts) == 1:  # a line break that YAML folded: `Musterweg 1 10115 Berlin`
        parts = re.split(r"\s+(?=\d{4,5}\s+[^\W\d][^\d]*$)", parts[0])
    named = parts.pop() if len(parts) > 2 and code_of(parts[-1]) else ""
    where = (code_of(named) or country).lower()
    forms = [_TOWN_LAST] + ([_TOWN_FIRST] if where.upper() in {"", "GB", "IE"} else [])
    match = next((found for form in forms if len(parts) > 1 and (found := form.fullmatch(parts[-1]))), None)
    if not match:
        raise Unclear("“{text}” is not an address.", "Write it as in: Musterweg 1, 10115 Berlin", text=text)
    postcode = SCALARS[Postcode](match["code"], where)
    *extra, street = parts[:-1]
    return {
        "extra": Name(", ".join(extra)), "street": street, "postcode": postcode, "city": match["town"], "country": named,
    }  # fmt: skip


_CODE = r"(?P<code>(?:[A-Z]{1,2}-)?(?:\d{4} ?[A-Z]{2}(?=\s)|\d{2}-\d{3}|\d{3} \d{2}|[A-Z]{2} \d{5}|\d+))"
_TOWN_LAST = re.compile(_CODE + r"\s+(?P<town>[^\d]+)")
_TOWN_FIRST = re.compile(
    r"(?P<town>[^,]+?)\s+(?P<code>[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4})"
)


def _rulebook(text: str, _country: str) -> Values:
    """Parse a rulebook with its URL behind the name, as copied from other pages."""
    name, address = text, None
    if found := re.fullmatch(r"(.+?)[\s:,(–-]+(https?://[^\s()]+)\)?", text):
        name, address = found[1], SCALARS[Url](found[2], "de")
    return {"name": Name(name), "url": address}


def _deputy(text: str, country: str) -> Values:
    """Parse a deputy in one line, with an optional phone number: `Praxis Dr. Weber, Tel. 030 23125200`."""
    found = re.fullmatch(
        r"(?P<name>.*?[^\s,:(])[\s,:(]+(?:Tel(?:efon)?\.?:?\s*)?(?P<phone>[+0][\d\s()/.–-]{5,})\)?", text
    )
    number = SCALARS[Phone](found["phone"], country) if found else None
    return {"name": Name(found["name"] if found else text), "phone": number}


def _register(text: str, _country: str) -> Values:
    """Read an entry as letterheads say it: `Amtsgericht Augsburg, HRB 12345`."""
    number = re.search(r"\b(HR[AB]|PR|GnR|GsR|VR)\s*\d[\d ]*(?:[A-Z]{1,2}\b)?", text, re.IGNORECASE)
    court = re.search(r"\b(?:Amtsgericht|AG)\s+([^\W\d][^,;:/|\d()]*)", text)
    if not number or not court:
        raise Unclear(
            "“{text}” is not an entry of a register.",
            "Write it as in: Amtsgericht Augsburg, HRB 12345",
            text=text,
        )
    town = re.sub(r"\s*(?:[-–]|\b(?:unter|HR[AB]|PR|GnR|GsR|VR|Nr\.?)\b)*\s*$", "", court[1]).strip()
    kind = _REGISTERS[number[1].lower()]
    return {"court": f"Amtsgericht {town}", "number": " ".join(number[0].split()), "kind": Name(kind)}


_REGISTERS = {
    "hra": "Handelsregister", "hrb": "Handelsregister", "pr": "Partnerschaftsregister", "gnr": "Genossenschaftsregister",
    "gsr": "Gesellschaftsregister", "vr": "Vereinsregister",
}  # fmt: skip


def _absence(text: str, country: str) -> Values:
    start, end = days_of(text, country, "“{text}” is not a stretch of days.")
    return {"start": start, "end": end}


def _holidays(text: str, country: str) -> Values:
    words = {"geschlossen": True, "geoeffnet": False, "offen": False}
    return {"closed": words[fold(text)] if fold(text) in words else SCALARS[bool](text, country)}


# By class name: the attribute that the line is the value of, or the parser of the line.
SHORT: dict[str, str | Callable[[str, str], Values]] = {
    "Absence": _absence,
    "Address": _address,
    "Arbitration": "teilnahme",
    "Body": "name",
    "Booking": "text",
    "DataProtectionOfficer": "benannt",
    "Deputy": _deputy,
    "Directions": "text",
    "Holidays": _holidays,
    "Hosting": "anbieter",
    "Mailbox": "anbieter",
    "NewPatients": "aufnahme",
    "OnlineBooking": "url",
    "Owner": "name",
    "Person": "name",
    "Prescriptions": "text",
    "Profession": "art",
    "Register": _register,
    "Rulebook": _rulebook,
    "Service": "name",
    "Stop": "haltestelle",
}
