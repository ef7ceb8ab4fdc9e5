"""What a practice's page should not say or do. Pure: pages, texts, pictures, facts in; `Hit`s out; policy judges them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.validate import WITH_CHAMBER
from mkdocs_praxis.practice.values import Place
from mkdocs_praxis.web.contact import Field, Form, Page


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a check met: which check, the words or name it met, where, and what to do, in the language asked for."""

    check: str
    found: str
    note: str = ""
    fix: str = ""
    law: str = ""
    line: int = 0
    column: int = 0
    place: Place | None = None


def _pick(texts: Any, language: str) -> str:
    return str(texts.get(language) or texts["en"])


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    text = (files("mkdocs_praxis.practice") / "data" / f"{name}.yml").read_text(encoding="utf-8")
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row) for row in yaml.safe_load(text))


def outdated_law(text: str, language: str = "de") -> list[Hit]:
    """Return citations of law that no longer is, each wording once."""
    hits: dict[str, Hit] = {}
    for pattern, row in _patterns("outdated_law"):
        for match in pattern.finditer(text):
            words = " ".join(match[0].split())
            since = f"{row['since']:%d.%m.%Y}"
            hits.setdefault(words, Hit(row["id"], words, since, _pick(row["now"], language), row["source"]))
    return list(hits.values())


def wording(
    text: str, language: str = "de", kinds: frozenset[str] = frozenset({"hwg", "praise", "mail"})
) -> list[Hit]:
    """Return words that deserve a second look: advertising law, praise, invitations to send health data by mail.

    A sentence that warns ("keine Befunde per E-Mail", "not by e-mail") is no invitation.
    """
    hits = []
    for pattern, row in _patterns("wording"):
        if row["kind"] not in kinds:
            continue
        for match in pattern.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n")
            end = min((p for mark in ".!?\n" if (p := text.find(mark, match.end())) >= 0), default=len(text))
            if row["kind"] == "mail" and _DENIAL.search(text[start + 1 : end]):
                continue
            hits.append(Hit(row["id"], " ".join(match[0].split()), _pick(row, language), law=row["law"]))
    return hits


_DENIAL = re.compile(r"\b(kein\w*|nicht|nie|niemals|not|never|don.?t|no)\b", re.IGNORECASE)


def picture_names(page: Page, language: str = "de") -> list[Hit]:
    """Return pictures whose file name or alt text speaks of before and after (§ 11 HWG)."""
    hits = []
    for image in page.images:
        words = f"{image.src.rsplit('/', 1)[-1]} {image.alt or ''}".replace("_", "-")
        for hit in wording(words, language, frozenset({"hwg"})):
            if hit.check == "before-after":
                hits.append(replace(hit, line=image.line, column=image.column))  # noqa: PERF401 - two conditions read better
    return hits


# Names and labels of fields that ask for a person, or for health. Compared with name, label and type.
_PERSONAL = re.compile(r"name|vorname|nachname|e-?mail|mail|tel|phone|fon|geburt|birth|adress|address|straße|strasse|plz|zip|versicher|insurance|krankenkasse", re.IGNORECASE)  # fmt: skip
_HEALTH = re.compile(r"medika|medication|rezept|prescription|diagnos|symptom|beschwerd|anamnes|krank(heit|en)|befund|allergi|überweis|referral|schwanger|pregnan|blut|vorerkrank|behandl|treatment|wirkstoff|dosis|impf|vaccin|hausarzt|therapie", re.IGNORECASE)  # fmt: skip


def _asks(field: Field, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(f"{field.name} {field.label}")) or (
        pattern is _PERSONAL and field.type in {"email", "tel"}
    )


def is_search(form: Form) -> bool:
    """Return whether a form is a search box: one text field, nothing personal."""
    texts = [f for f in form.fields if f.type not in {"hidden", "submit", "button", "image", "reset"}]
    return len(texts) <= 1 and not any(_asks(f, _PERSONAL) or _asks(f, _HEALTH) for f in texts)


def forms(page: Page) -> list[Hit]:
    """Return forms that send to others, put personal data into the address, or ask for health data.

    Checks: `form-foreign`, `form-get`, `form-health` (a health field or free text counts), `form-insecure` (http:).
    """
    hits = []
    for form in page.forms:
        line, column = form.line, form.column
        personal = [f.name or f.label for f in form.fields if _asks(f, _PERSONAL)]
        health = [f.name or f.label for f in form.fields if _asks(f, _HEALTH) or f.type == "textarea"]
        if form.foreign:
            hits.append(
                Hit(
                    "form-foreign",
                    form.action,
                    ", ".join(f.name for f in form.fields),
                    line=line,
                    column=column,
                )
            )
        if form.method.lower() not in {"post", "dialog"} and (personal or health):
            hits.append(Hit("form-get", ", ".join(personal + health), form.action, line=line, column=column))
        if health and not is_search(form):
            hits.append(Hit("form-health", ", ".join(health), form.action, line=line, column=column))
        if form.action.lower().startswith("http:"):
            hits.append(Hit("form-insecure", form.action, line=line, column=column))
    return hits


def mail_links(page: Page) -> list[Hit]:
    """Return mail links that prefill a body: an invitation to write health data into ordinary mail."""
    return [
        Hit("mail-prefilled", link.href, line=link.line, column=link.column)
        for link in page.links
        if re.match(r"mailto:[^?]+\?(.*&)?body=", link.href, re.IGNORECASE)
    ]


_LEGAL_LINKS = {
    "impressum": re.compile(r"\b(impressum|imprint|legal\s+notice)\b", re.IGNORECASE),
    "datenschutz": re.compile(r"\b(datenschutz\w*|privacy)\b", re.IGNORECASE),
}


def missing_legal_links(page: Page) -> list[Hit]:
    """Return which of Impressum and Datenschutz the page does not link to (each must be one click away, 404 too)."""
    own = [link for link in page.links if not link.foreign]
    return [
        Hit("legal-link", name, law="§ 5 DDG" if name == "impressum" else "Art. 12, 13 DSGVO")
        for name, pattern in _LEGAL_LINKS.items()
        if not any(pattern.search(link.text) for link in own)
    ]


_CLOSED_UNTIL = re.compile(
    r"(geschlossen|urlaub|betriebsferien|praxisferien|ferien|vertretung|closed|holiday)[^.!?]{0,80}?"
    r"\b(bis|–|-|until|to)\s*(?:zum\s+|einschließlich\s+)?(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)


def expired_text(text: str, today: dt.date) -> list[Hit]:
    """Return closings in free text whose last day is over: "Urlaub vom 3.8. bis 14.8.2025"."""
    from mkdocs_praxis.practice.scalars import date
    from mkdocs_praxis.practice.values import Unclear

    hits = []
    for match in _CLOSED_UNTIL.finditer(text):
        try:
            end = date(match[3])
        except Unclear:
            continue
        if end < today:
            hits.append(Hit("expired-text", " ".join(match[0].split()), f"{end:%d.%m.%Y}"))
    return hits


def expired_facts(facts: Facts, today: dt.date) -> list[Hit]:
    """Return notices, closings, jobs and hours whose last day is over; the pages hide them already."""
    hits = [
        Hit("expired-notice", n.title, f"{n.end:%d.%m.%Y}", place=n.place)
        for n in facts.notices
        if n.end < today
    ]
    if facts.closings and all(c.end < today for c in facts.closings):
        last = max(facts.closings, key=lambda c: c.end)
        hits.append(
            Hit("expired-closings", last.reason or "urlaub", f"{last.end:%d.%m.%Y}", place=last.place)
        )
    hits += [
        Hit("expired-job", j.title, f"{j.until:%d.%m.%Y}", place=j.place)
        for j in facts.jobs
        if j.until and j.until < today
    ]
    if facts.hours and all(s.valid_until and s.valid_until < today for s in facts.hours):
        hits.append(Hit("expired-hours", facts.hours[-1].name, place=facts.hours[-1].place))
    return hits


def closings_without_deputy(facts: Facts, today: dt.date) -> list[Hit]:
    """Return coming closings of doctors admitted to the statutory insurance that name no deputy with a phone number.

    Pointing to the Bereitschaftsdienst is not enough: it works only outside consulting hours (KBV).
    """
    profession = facts.practice.profession
    if profession.kind not in WITH_CHAMBER or profession.statutory is False:
        return []
    return [
        Hit(
            "no-deputy",
            c.reason or "urlaub",
            f"{c.start:%d.%m.%Y}–{c.end:%d.%m.%Y}",
            law="§ 32 Ärzte-ZV",
            place=c.place,
        )
        for c in facts.closings
        if c.end >= today and not any(d.phone for d in c.deputies)
    ]


def booking_without_alternative(facts: Facts) -> list[Hit]:
    """Return the online booking when no phone and no other way stands beside it (DSK, 16 June 2025)."""
    booking = facts.booking
    if (
        booking is None
        or booking.online is None
        or booking.alternative
        or booking.phone
        or facts.practice.phone
    ):
        return []
    return [Hit("booking-only", booking.online.provider, law="DSK 16.06.2025", place=booking.place)]


def photos_without_consent(facts: Facts) -> list[Hit]:
    """Return people whose photo has no date of consent (§ 22 KUG)."""
    return [
        Hit("photo-consent", p.full_name, p.photo, law="§ 22 KUG", place=p.place)
        for p in facts.team
        if p.photo and not p.photo_consent
    ]


def many_focus_areas(facts: Facts) -> list[Hit]:
    """Return people with more than three focus areas, which chambers objected to (Deutsches Ärzteblatt 2017)."""
    return [
        Hit("focus-areas", p.full_name, str(len(p.focus)), law="§ 27 MBO-Ä", place=p.place)
        for p in facts.team
        if len(p.focus) > 3
    ]


# EXIF tags by number (Exif 2.32): what can tell where a picture was taken, with which device, by whom.
_OWNER_TAGS = {0x013B: "Artist", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA435: "LensSerialNumber", 0x9C9D: "XPAuthor"}  # fmt: skip
_GPS_IFD, _EXIF_IFD = 0x8825, 0x8769


def image_metadata(data: bytes) -> list[Hit]:
    """Return what a picture file tells beyond the picture: `photo-place` (GPS) and `photo-owner` (names, serial numbers).

    An unreadable picture yields `photo-unread`: not read is not clean.
    """
    from io import BytesIO

    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as picture:
            exif = picture.getexif()
            gps = exif.get_ifd(_GPS_IFD)
            inner = exif.get_ifd(_EXIF_IFD)
            info = dict(picture.info)
    except Exception as error:  # noqa: BLE001 - Pillow raises many kinds; any of them means: not read
        return [Hit("photo-unread", type(error).__name__, str(error))]
    hits = []
    if any(tag in gps for tag in (1, 2, 3, 4)):  # latitude and longitude, GPSVersionID alone tells nothing
        hits.append(Hit("photo-place", "GPS"))
    for tag, name in _OWNER_TAGS.items():
        value = exif.get(tag) or inner.get(tag)
        if value:
            text = value.decode("utf-16-le", "replace") if isinstance(value, bytes) else str(value)
            if text.strip("\0 "):
                hits.append(Hit("photo-owner", name, text.strip("\0 ")))
    xmp = info.get("xmp", b"")
    if b"GPSLatitude" in (xmp if isinstance(xmp, bytes) else str(xmp).encode()) and not hits:
        hits.append(Hit("photo-place", "XMP"))
    return hits


def check_facts(facts: Facts, today: dt.date) -> list[Hit]:
    """Run every check that needs only facts."""
    found: Iterable[list[Hit]] = (
        expired_facts(facts, today),
        closings_without_deputy(facts, today),
        booking_without_alternative(facts),
        photos_without_consent(facts),
        many_focus_areas(facts),
    )
    return [hit for hits in found for hit in hits]
