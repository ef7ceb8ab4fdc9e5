"""The facts for phones and calendars: vCard of the practice, iCalendar of its closings."""

import datetime as dt
import re

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.calendar import public_holidays
from mkdocs_praxis.practice.model import Closing, Facts


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
    return "\r\n".join(_fold(line) for line in [*lines, "END:VCARD"]) + "\r\n"


def _escaped(text: str) -> str:
    """Escape what means something in a vCard (RFC 2426 §4)."""
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def _fold(line: str) -> str:
    """Break a line at 75 octets as RFC 2426 §2.6 says, never inside a character."""
    pieces, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + character, size + width
    return "\r\n".join([*pieces, current])


def closings_calendar(facts: Facts, *, site_url: str = "", today: dt.date) -> str:
    """Return closings and closed holidays from today on as an iCalendar (RFC 5545); the same facts give the same bytes."""
    from icalendar import Calendar, Event

    t = translator(facts.language, "practice")
    host = re.sub(r"^https?://|/.*$", "", facts.practice.website or site_url) or "praxis.invalid"
    calendar = Calendar()
    calendar.add("prodid", "-//mkdocs-praxis//closings//DE")
    calendar.add("version", "2.0")
    calendar.add("name", facts.practice.name)
    calendar.add("x-wr-calname", facts.practice.name)

    def add(start: dt.date, end: dt.date, title: str, description: str = "") -> None:
        event = Event()
        event.add("uid", f"{start:%Y%m%d}-{end:%Y%m%d}@{host}")
        event.add("dtstamp", dt.datetime.combine(start, dt.time(), dt.UTC))
        event.add("dtstart", start)
        event.add("dtend", end + dt.timedelta(days=1))  # exclusive (RFC 5545 §3.6.1)
        event.add("summary", title)
        if description:
            event.add("description", description)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)

    for closing in facts.closings:
        if closing.end >= today and not closing.location:
            title = t("{practice} closed", practice=facts.practice.name)
            add(closing.start, closing.end, title, _deputies(closing))
    if facts.holidays is None or facts.holidays.closed:
        for date, name in sorted(
            (public_holidays(facts, today.year) | public_holidays(facts, today.year + 1)).items()
        ):
            inside = any(c.covers(date) for c in facts.closings)
            if (
                date >= today
                and not inside
                and not any(
                    day.falls_on(date) for day in (facts.holidays.open_anyway if facts.holidays else ())
                )
            ):
                add(date, date, t("{practice} closed: {reason}", practice=facts.practice.name, reason=name))
    made: bytes = calendar.to_ical()
    return made.decode()


def _deputies(closing: Closing) -> str:
    lines = [closing.reason] if closing.reason else []
    for deputy in closing.deputies:
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
    if facts.closings or facts.hours:
        made.append((CALENDAR, closings_calendar(facts, site_url=site_url, today=today)))
    return made
