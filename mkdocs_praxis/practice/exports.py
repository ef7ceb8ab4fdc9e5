"""The facts for phones and calendars: vCard of the practice, iCalendar of its closings."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.calendar import places
from mkdocs_praxis.practice.hours import span_text
from mkdocs_praxis.practice.model import Closing, Facts
from mkdocs_praxis.practice.outlook import Stretch, stretches
from mkdocs_praxis.practice.staff import slug


def vcard(facts: Facts, site_url: str = "") -> str:
    """Return the practice as a vCard 3.0 (RFC 2426), which every phone reads; 4.0 does not get as far."""
    practice, address, where = facts.practice, facts.practice.address, facts.directions
    name = _escaped(practice.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:;{name};;;", f"ORG:{name}"]
    if practice.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{practice.phone.dial}")
    if practice.fax:
        lines.append(f"TEL;TYPE=WORK,FAX:{practice.fax.dial}")
    if practice.email:
        lines.append(f"EMAIL:{_escaped(practice.email)}")
    if address:
        parts = ("", address.extra, address.street, address.city, "", address.postcode, address.country)
        lines.append("ADR;TYPE=WORK:" + ";".join(_escaped(part) for part in parts))
    if url := practice.website or site_url:
        lines.append(f"URL:{url}")
    if where and where.latitude is not None:
        lines.append(f"GEO:{where.latitude};{where.longitude}")
    return _written([*lines, "END:VCARD"])


def _written(lines: list[str]) -> str:
    return "\r\n".join(map(_fold, lines)) + "\r\n"


def _escaped(text: str) -> str:
    """Escape what means something in a vCard (RFC 2426 §4) and in an iCalendar (RFC 5545 §3.3.11)."""
    return re.sub(r"\r\n?|\n", r"\\n", re.sub(r"([\\,;])", r"\\\1", text))


def _fold(line: str) -> str:
    """Break a line at 75 octets as RFC 2426 §2.6 and RFC 5545 §3.1 say, never inside a character."""
    pieces, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + character, size + width
    return "\r\n".join([*pieces, current])


def closings_calendar(facts: Facts, *, site_url: str = "", today: dt.date) -> str:
    """Return the days of the coming year that differ from the week as an iCalendar (RFC 5545).

    The same facts on the same day give the same bytes. What holds at one place only names it.
    """
    host = re.sub(r"^https?://|/.*$", "", facts.practice.website or site_url) or "praxis.invalid"
    name = _escaped(facts.practice.name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mkdocs-praxis//closings//DE", f"NAME:{name}"]
    lines += [f"X-WR-CALNAME:{name}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    for event in (*_closed(facts, today), *_away(facts, today)):
        lines += [*event.lines(host, today)]
    return _written([*lines, "END:VCALENDAR"])


@dataclass(frozen=True, slots=True)
class _Event:
    """Whole days in a calendar; the last is one of them."""

    uid: str
    first: dt.date
    last: dt.date
    summary: str
    description: str = ""
    location: str = ""

    def lines(self, host: str, today: dt.date) -> Iterator[str]:
        """Yield the event as iCalendar writes it."""
        yield "BEGIN:VEVENT"
        yield f"UID:{self.first:%Y%m%d}-{self.uid}@{host}"
        # a later build of the same event counts as its newer state: stamp and number grow with the day
        yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
        yield f"LAST-MODIFIED:{today:%Y%m%d}T000000Z"
        yield f"SEQUENCE:{(today - _FIRST).days}"
        yield f"DTSTART;VALUE=DATE:{self.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{self.last + dt.timedelta(days=1):%Y%m%d}"  # exclusive (RFC 5545 §3.6.1)
        yield f"SUMMARY:{_escaped(self.summary)}"
        if self.description:
            yield f"DESCRIPTION:{_escaped(self.description)}"
        if self.location:
            yield f"LOCATION:{_escaped(self.location)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _closed(facts: Facts, today: dt.date) -> Iterator[_Event]:
    for one in stretches(facts, today) if facts.hours or facts.closings else ():
        place = (places(facts).index(one.place) + 1) if one.place else 0
        closing = one.day.off.closing if one.day.off else None
        yield _Event(
            f"{one.day.off.kind if one.day.off else 'hours'}-{place}",
            one.start,
            one.end,
            _summary(facts, one),
            _deputies(closing, one) if closing else "",
            _address_of(facts, one.place),
        )


def _away(facts: Facts, today: dt.date) -> Iterator[_Event]:
    t = translator(facts.language, "practice")
    for person in facts.team:
        for away in person.away(today):
            yield _Event(
                slug(person),
                away.start,
                away.end,
                f"{facts.practice.name}: {t('{name} is away', name=person.full_name)}",
                t("Deputy: {name}", name=away.deputy) if away.deputy else "",
            )


_FIRST = dt.date(2026, 1, 1)  # SEQUENCE counts days from here


def _summary(facts: Facts, one: Stretch) -> str:
    t = translator(facts.language, "practice")
    practice = facts.practice.name
    if (
        one.place == practice and facts.practice.address
    ):  # only here, while others are open: the street tells it apart
        practice = f"{practice} ({facts.practice.address.street})"
    elif one.place:
        practice = f"{practice} ({one.place})"
    if one.day.off is None:
        spans = ", ".join(span_text(s, facts.language) for s in one.day.spans)
        hours = t("{hours} only", hours=spans) if one.day.exception else t("open {hours}", hours=spans)
        reason = f"{hours} ({one.day.reason})" if one.day.reason else hours
        return f"{practice}: {reason}"
    if one.day.reason and one.day.off.kind != "closing":
        return t("{practice} closed: {reason}", practice=practice, reason=one.day.reason)
    return t("{practice} closed", practice=practice)


def _address_of(facts: Facts, place: str) -> str:
    location = facts.location(place)
    address = location.address if location else facts.practice.address
    return ", ".join(address.lines) if address and (place or not facts.practice.locations) else ""


def _deputies(closing: Closing, one: Stretch) -> str:
    lines = [closing.reason] if closing.reason else []
    for deputy in closing.deputies_between(one.start, one.end):
        parts = [
            deputy.name,
            *(deputy.address.lines if deputy.address else ()),
            deputy.phone.shown if deputy.phone else "",
        ]
        lines.append(", ".join(part for part in parts if part))
    return "\n".join(lines)


VCARD, CALENDAR = "praxis.vcf", "schliesszeiten.ics"


def files(facts: Facts, *, site_url: str, today: dt.date) -> list[tuple[str, str]]:
    """Return the files a site gets besides its pages: path and text."""
    made = [(VCARD, vcard(facts, site_url))]
    if facts.closings or facts.hours or any(person.absences for person in facts.team):
        made.append((CALENDAR, closings_calendar(facts, site_url=site_url, today=today)))
    return made
