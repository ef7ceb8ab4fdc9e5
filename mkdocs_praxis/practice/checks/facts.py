"""Checks that need only the facts: expired entries, missing deputies or alternatives to online booking, consent for photos."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.checks import Hit
from mkdocs_praxis.practice.checks.law import wording
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.shipped import PATTERNS
from mkdocs_praxis.problem import Position

_COURSE = dt.timedelta(31)  # after which the number of free places counts as outdated
_FRESH = 92  # days after which a statement on new patients counts as outdated

_FIX = {
    "expired-notice": "Delete it, or keep it with `archiv: ja`.",
    "expired-closings": "Delete it.",
    "expired-job": "Delete it, or write a later day at `bis:`.",
    "old-new-patients": "Look whether it still holds, and write the day on which you looked at `stand:`.",
    "expired-course": "Delete it, or write its new dates.",
    "old-places": "Look whether it still holds, and write the day on which you looked at `stand:`.",
    "expired-hours": "Write the hours that hold now, with `gilt_von:` and `gilt_bis:`.",
}


def expired_facts(facts: Facts, today: dt.date) -> list[Hit]:
    """Return notices, closings, absences, jobs, courses and hours that are over, and statements too old to rely on."""
    t = translator(facts.language, "practice")
    return [
        Hit(check, found, f"{day:%d.%m.%Y}" if day else "", t(_FIX[check]), place=place)
        for check, found, day, place in _over(facts, today, t("New patients"))
    ]


def _over(
    facts: Facts, today: dt.date, new_patients: str
) -> Iterator[tuple[str, str, dt.date | None, Position | None]]:
    """Yield check, name, day and place."""
    yield from (
        ("expired-notice", n.title, n.end, n.place) for n in facts.notices if n.end < today and not n.archive
    )
    if facts.closings and all(c.end < today for c in facts.closings):
        last = max(facts.closings, key=lambda c: c.end)
        yield "expired-closings", last.reason or "urlaub", last.end, last.place
    yield from (("expired-job", j.title, j.until, j.place) for j in facts.jobs if j.until and j.until < today)
    for one in (facts.practice.new_patients, *(person.new_patients for person in facts.team)):
        if one and one.checked and (today - one.checked).days > _FRESH:
            yield "old-new-patients", new_patients, one.checked, one.place
    for person in facts.team:
        over = (away for away in person.absences if away.end < today)
        yield from (("expired-closings", person.full_name, away.end, away.place) for away in over)
    yield from (("expired-course", c.name, c.last, c.place) for c in facts.courses if c.last < today)
    for course in facts.courses:
        if course.free is not None and course.checked and course.last >= today > course.checked + _COURSE:
            yield "old-places", course.name, course.checked, course.place
    if facts.hours and all(s.valid_until and s.valid_until < today for s in facts.hours):
        yield "expired-hours", facts.hours[-1].name, None, facts.hours[-1].place


# Panel doctors and dentists; psychotherapists are exempt (SG Marburg, S 17 KA 130/22).
_DEPUTY_LAW = {"arzt": "§ 17 Abs. 3 BMV-Ä, § 32 Ärzte-ZV", "zahnarzt": "§ 32 Zahnärzte-ZV"}


def closings_without_deputy(facts: Facts, today: dt.date) -> list[Hit]:
    """Return current and coming closings of panel doctors and dentists without a deputy who has a phone number.

    Pointing to the Bereitschaftsdienst is not enough: it works only outside consulting hours (KBV).
    """
    admitted = [one for one in facts.practice.professions if one.statutory is not False]
    law = next((_DEPUTY_LAW[one.kind] for one in admitted if one.kind in _DEPUTY_LAW), None)
    if law is None:
        return []
    branches = {location.name for location in facts.practice.locations}  # the others stay open
    hits = []
    for c in facts.closings:
        if c.end >= today and c.location not in branches and not any(d.phone for d in c.deputies):
            days = "–".join(dict.fromkeys((f"{c.start:%d.%m.%Y}", f"{c.end:%d.%m.%Y}")))
            hits.append(Hit("no-deputy", c.reason or "urlaub", days, law=law, place=c.place))
    return hits


def booking_without_alternative(facts: Facts) -> list[Hit]:
    """Return the online booking if neither a phone number nor an alternative is given (DSK, 16 June 2025)."""
    booking = facts.booking
    if not booking or not booking.online or booking.alternative or facts.phone:
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
    t = translator(facts.language, "practice")
    fix, law = t("Keep up to three: chambers hold that who names many has none."), "§ 27 MBO-Ä"
    return [
        Hit("focus-areas", p.full_name, t("{n} focus areas", n=len(p.focus)), fix, law, place=p.place)
        for p in facts.team
        if len(p.focus) > 3
    ]


def job_words(facts: Facts) -> list[Hit]:
    """Return titles that address one gender only, and words that may discriminate by age, origin or disability."""
    hits = [
        Hit("job-gender", job.title, law="§ 11, § 7 Abs. 1, § 1 AGG", place=job.place)
        for job in facts.jobs
        if not PATTERNS["addresses everybody"].search(job.title)
    ]
    hits += [
        replace(hit, place=job.place, quote="")
        for job in facts.jobs
        for hit in wording(f"{job.title}\n{' '.join(job.text.split())}", facts.language, frozenset({"job"}))
    ]
    return hits


def check_facts(facts: Facts, today: dt.date) -> list[Hit]:
    """Run every check that needs only facts."""
    hits = expired_facts(facts, today) + closings_without_deputy(facts, today)
    hits += booking_without_alternative(facts) + photos_without_consent(facts)
    return hits + many_focus_areas(facts) + job_words(facts)
