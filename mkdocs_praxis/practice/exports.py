"""The files a site gets besides its pages: vCard, calendars (iCalendar, RFC 5545), news (Atom, RFC 4287)."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.calendar import moment, places
from mkdocs_praxis.practice.forms import site_files
from mkdocs_praxis.practice.hours import span_text
from mkdocs_praxis.practice.model import Closing, Facts, Notice
from mkdocs_praxis.practice.names import slug
from mkdocs_praxis.practice.outlook import Stretch, stretches


def vcard(facts: Facts, site_url: str = "") -> str:
    """Return the practice as a vCard 3.0 (RFC 2426), which every phone reads; 4.0 does not get as far."""
    practice, address, where = facts.practice, facts.practice.address, facts.directions
    name = escaped(practice.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:;{name};;;", f"ORG:{name}"]
    numbers = ("VOICE", practice.phone), ("CELL", practice.mobile), ("FAX", practice.fax)
    lines += [f"TEL;TYPE=WORK,{kind}:{number.dial}" for kind, number in numbers if number]
    if practice.email:
        lines.append(f"EMAIL:{escaped(practice.email)}")
    if address:
        parts = ("", address.extra, address.street, address.city, "", address.postcode, address.country)
        lines.append("ADR;TYPE=WORK:" + ";".join(escaped(part) for part in parts))
    if url := practice.website or site_url:
        lines.append(f"URL:{url}")
    if where and where.latitude is not None:
        lines.append(f"GEO:{where.latitude};{where.longitude}")
    return written([*lines, "END:VCARD"])


VCARD, CALENDAR, COURSES = "praxis.vcf", "schliesszeiten.ics", "kurse.ics"


def files(facts: Facts, *, site_url: str, today: dt.date) -> list[tuple[str, str | bytes]]:
    """Return the files a site gets besides its pages: path and text."""
    made: list[tuple[str, str | bytes]] = [(VCARD, vcard(facts, site_url))]
    if facts.closings or facts.hours or any(person.absences for person in facts.team):
        made.append((CALENDAR, closings_calendar(facts, site_url=site_url, today=today)))
    if any(course.last >= today for course in facts.courses):
        made.append((COURSES, courses_calendar(facts, site_url=site_url, today=today)))
    if fed(facts, today):
        made.append((FEED, feed(facts, site_url=site_url, today=today)))
    return [*made, *site_files(facts)]


def closings_calendar(facts: Facts, *, site_url: str = "", today: dt.date) -> str:
    """Return the days of the coming year that differ from the week as an iCalendar (RFC 5545).

    Deterministic for the same facts and day. Events of one place name it.
    """
    events = (*_closed(facts, today), *_away(facts, today))
    return _calendar("closings", facts.practice.name, events, _host(facts, site_url), today)


def courses_calendar(facts: Facts, *, site_url: str = "", today: dt.date) -> str:
    """Return all future dates of courses as an iCalendar; times in UTC, so that no VTIMEZONE is needed."""
    name = f"{facts.practice.name}: {translator(facts.language, 'practice')('Courses')}"
    return _calendar("courses", name, _courses(facts, today), _host(facts, site_url), today)


def _host(facts: Facts, site_url: str) -> str:
    return re.sub(r"^https?://|/.*$", "", facts.practice.website or site_url) or "praxis.invalid"


def _calendar(kind: str, name: str, events: Iterable["_Event"], host: str, today: dt.date) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//mkdocs-praxis//{kind}//DE",
        f"NAME:{escaped(name)}",
    ]
    lines += [f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    lines += [line for event in events for line in event.lines(host, today)]
    return written([*lines, "END:VCALENDAR"])


@dataclass(frozen=True, slots=True)
class _Event:
    """An event: whole days, the last included, or times in UTC, with an optional end."""

    uid: str
    first: dt.date
    last: dt.date | None
    summary: str
    description: str = ""
    location: str = ""

    def lines(self, host: str, today: dt.date) -> Iterator[str]:
        """Yield the content lines of the event."""
        yield "BEGIN:VEVENT"
        yield f"UID:{self.first:%Y%m%d}-{self.uid}@{host}"
        # DTSTAMP and SEQUENCE grow daily, so that a later build updates the event
        yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
        yield f"LAST-MODIFIED:{today:%Y%m%d}T000000Z"
        yield f"SEQUENCE:{(today - _FIRST).days}"
        if isinstance(self.first, dt.datetime):
            yield f"DTSTART:{self.first:%Y%m%dT%H%M%SZ}"
            if self.last:
                yield f"DTEND:{self.last:%Y%m%dT%H%M%SZ}"
        else:
            yield f"DTSTART;VALUE=DATE:{self.first:%Y%m%d}"
            last = self.last or self.first
            yield f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}"  # exclusive (RFC 5545 §3.6.1)
        yield f"SUMMARY:{escaped(self.summary)}"
        if self.description:
            yield f"DESCRIPTION:{escaped(self.description)}"
        if self.location:
            yield f"LOCATION:{escaped(self.location)}"
        if not isinstance(self.first, dt.datetime):
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
            _deputies(closing, one, translator(facts.language, "practice")) if closing else "",
            _address_of(facts, one.place),
        )


def _away(facts: Facts, today: dt.date) -> Iterator[_Event]:
    t = translator(facts.language, "practice")
    for person in facts.team:
        for away in person.away(today):
            yield _Event(
                slug(person.name),
                away.start,
                away.end,
                f"{facts.practice.name}: {t('{name} is away', name=person.full_name)}",
                t("Deputy: {name}", name=away.deputy) if away.deputy else "",
            )


def _courses(facts: Facts, today: dt.date) -> Iterator[_Event]:
    for number, course in enumerate(facts.courses, 1):
        where = course.room or _address_of(facts, course.location or facts.practice.name)
        for one in (one for one in course.dates if one.date >= today):
            for part, span in enumerate(one.spans, 1):
                first = moment(facts, one.date, span.opens).astimezone(dt.UTC)
                last = None if span.open else moment(facts, one.date, span.closes).astimezone(dt.UTC)
                yield _Event(f"kurs-{number}-{part}", first, last, course.name, location=where)
            if not one.spans:
                yield _Event(f"kurs-{number}", one.date, one.date, course.name, location=where)


_FIRST = dt.date(2026, 1, 1)  # SEQUENCE counts days from here


def _summary(facts: Facts, one: Stretch) -> str:
    t = translator(facts.language, "practice")
    practice: str = facts.practice.name
    # Only this place, while others are open: add the street.
    if one.place == practice and facts.practice.address:
        practice = f"{practice} ({facts.practice.address.street})"
    elif one.place:
        practice = f"{practice} ({one.place})"
    if one.day.off is None:
        spans = _hours(one, facts)
        hours = t("{hours} only", hours=spans) if one.day.exception else t("open {hours}", hours=spans)
        reason = f"{hours} ({one.day.reason})" if one.day.reason else hours
        return f"{practice}: {reason}"
    if one.day.spans:
        spans = _hours(one, facts)
        return t("{practice} closed, urgent cases {hours}", practice=practice, hours=spans)
    if one.day.reason and one.day.off.kind != "closing":
        return t("{practice} closed: {reason}", practice=practice, reason=one.day.reason)
    return t("{practice} closed", practice=practice)


def _hours(one: Stretch, facts: Facts) -> str:
    told = ((span_text(s, facts.language), f" ({s.note})" if s.note else "") for s in one.day.spans)
    return ", ".join("".join(parts) for parts in told)


def _address_of(facts: Facts, place: str) -> str:
    location = facts.location(place)
    address = location.address if location else facts.practice.address
    return ", ".join(address.lines) if address and (place or not facts.practice.locations) else ""


def _deputies(closing: Closing, one: Stretch, t: Translate) -> str:
    lines: list[str] = [closing.reason] if closing.reason else []
    for deputy in closing.deputies_between(one.start, one.end):
        where = deputy.address.lines if deputy.address else ()
        parts = (deputy.name, *where, deputy.phone.shown if deputy.phone else "")
        lines.append(t("Deputy: {name}", name=", ".join(filter(None, parts))))
    return "\n".join(lines)


def written(lines: Iterable[str]) -> str:
    """Return lines folded and joined with CRLF."""
    return "\r\n".join(map(folded, lines)) + "\r\n"


def escaped(text: str) -> str:
    """Escape the special characters of vCard (RFC 2426 §4) and iCalendar (RFC 5545 §3.3.11) text."""
    return re.sub(r"\r\n?|\n", r"\\n", re.sub(r"([\\,;])", r"\\\1", text))


def folded(line: str) -> str:
    """Fold a line at 75 octets (RFC 2426 §2.6, RFC 5545 §3.1), never within a character."""
    pieces, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + character, size + width
    return "\r\n".join([*pieces, current])


FEED = "aktuelles.xml"


def fed(facts: Facts, today: dt.date) -> list[Notice]:
    """Return the notices for the feed: with a first day that has passed, current or archived; the newest first."""
    begun = [n for n in facts.notices if n.start and n.start <= today and (n.end >= today or n.archive)]
    return sorted(begun, key=lambda n: n.start or dt.date.min, reverse=True)


def feed(facts: Facts, *, site_url: str, today: dt.date) -> str:
    """Return the feed; deterministic for the same facts and day."""
    from markdown import markdown

    practice = facts.practice
    url = practice.website or site_url
    host = _host(facts, site_url)
    listed = fed(facts, today)
    newest = next((n.start for n in listed if n.start), today)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{facts.language}">',
        f"<title>{escape(practice.name)}</title>",
        f"<id>{escape(url)}</id>",
        f'<link href="{escape(url)}"/>',
        f'<link rel="self" href="{escape(url.rstrip("/") + "/" + FEED)}"/>',
        f"<updated>{newest.isoformat()}T00:00:00Z</updated>",
        f"<author><name>{escape(practice.name)}</name></author>",
    ]
    for one in listed:
        stamp = f"{one.start.isoformat()}T00:00:00Z" if one.start else ""
        html = escape(markdown(one.text, output_format="xhtml")) if one.text else escape(escape(one.title))
        lines += [
            "<entry>",
            f"<title>{escape(one.title)}</title>",
            f"<id>tag:{host},{one.start}:{slug(one.title)}</id>",
            f'<link href="{escape(url)}"/>',
            f"<updated>{stamp}</updated>",
            f'<content type="html">{html}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])
