"""The files a site gets besides its pages: vCard of the practice, calendars."""

import datetime as dt

from mkdocs_praxis.practice.calendars import closings_calendar, courses_calendar, escaped, written
from mkdocs_praxis.practice.feed import FEED, fed, feed
from mkdocs_praxis.practice.forms import site_files
from mkdocs_praxis.practice.model import Facts


def vcard(facts: Facts, site_url: str = "") -> str:
    """Return the practice as a vCard 3.0 (RFC 2426), which every phone reads; 4.0 does not get as far."""
    practice, address, where = facts.practice, facts.practice.address, facts.directions
    name = escaped(practice.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:;{name};;;", f"ORG:{name}"]
    if practice.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{practice.phone.dial}")
    if practice.fax:
        lines.append(f"TEL;TYPE=WORK,FAX:{practice.fax.dial}")
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
