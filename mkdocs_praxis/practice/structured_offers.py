"""Services with prices, courses with dates, and jobs as schema.org data."""

import datetime as dt
import re
from typing import Any

from mkdocs_praxis.practice.calendar import moment
from mkdocs_praxis.practice.model import Address, Course, CourseDate, Facts, Job
from mkdocs_praxis.practice.scalars import date as read_date
from mkdocs_praxis.practice.values import Unclear

_EURO = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d{2}|-))? ?(?:€|Euro|EUR)", re.IGNORECASE)
_KINDS = {
    "vollzeit": "FULL_TIME",
    "teilzeit": "PART_TIME",
    "minijob": "PART_TIME",
    "ausbildung": "OTHER",
    "praktikum": "INTERN",
    "befristet": "TEMPORARY",
    "vertretung": "TEMPORARY",
}  # as Google documents employmentType (developers.google.com, "Job posting", read 2026-11)

# Words beside a sum: it is only a part of the price.
_PART = re.compile(
    r"\b(?:je|pro|per|each|zzgl|zuzüglich|plus|partner\w*|anzahlung|eigenanteil|zuzahlung|deposit)\b|/",
    re.IGNORECASE,
)


def amount(price: str) -> float | None:
    """Return a total price in euros; None for "45 bis 60 €", "Partner 120 €" or "30 € je Termin"."""
    found = _EURO.findall(price)
    if not _EURO.match(price.strip()) or _PART.search(price):
        return None
    if len(found) != 1 or re.search(r"\b(ab|bis|von|from|to|up)\b|[–-]\s?\d", price, re.IGNORECASE):
        return None
    whole, cents = found[0]
    return float(whole.replace(".", "") + ("." + cents if cents.isdigit() else ""))


# Google requires a unit, and prefers no salary to an incomplete one (developers.google.com, "Job posting").
_UNITS = {
    "HOUR": r"stunde|stündlich|/ ?h\b|\bhour|\bhourly",
    "MONTH": r"monat|\bmonth",
    "YEAR": r"\bjahr|jährlich|\byear|annual|p\. ?a\.",
}
_SUM = re.compile(
    r"(\d{1,3}(?:[.' ]\d{3})+|\d+)(?:,(\d{2}))?(?=\s*(?:€|Euro\b|EUR\b|bis|to\b|[–-]))", re.IGNORECASE
)


def salary(pay: str) -> dict[str, Any] | None:
    """Return pay as a MonetaryAmount if it is a sum or range in euros with a time unit, else None."""
    units = [unit for unit, words in _UNITS.items() if re.search(words, pay, re.IGNORECASE)]
    sums = [float(re.sub(r"\D", "", whole) + "." + (cents or "0")) for whole, cents in _SUM.findall(pay)]
    if len(units) != 1 or len(sums) not in {1, 2} or not re.search("€|euro|eur", pay, re.IGNORECASE):
        return None
    if len(sums) == 2 and not sums[0] < sums[1]:
        return None
    found: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": units[0]}
    if len(sums) == 2:
        found |= {"minValue": sums[0], "maxValue": sums[1]}
    elif re.search(r"\b(ab|from|mindestens|at least)\b", pay, re.IGNORECASE):
        found["minValue"] = sums[0]
    elif re.search(r"\b(bis|up to|höchstens)\b", pay, re.IGNORECASE):
        found["maxValue"] = sums[0]
    else:
        found["value"] = sums[0]
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": found}


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """Return data without empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], ())}


def thing(kind: str, **said: Any) -> dict[str, Any]:
    """Return a thing of schema.org, without empty values."""
    return filled({"@type": kind} | said)


def postal_address(address: Address | None, country: str) -> dict[str, Any] | None:
    """Return an address as a PostalAddress."""
    if address is None:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "postalCode": address.postcode,
        "addressLocality": address.city,
        "addressCountry": country.upper(),
    }


def _offer(name: str, price: str, about: str = "") -> dict[str, Any]:
    item, cost = thing("Service", name=name, description=about), amount(price)
    if cost is None:
        return thing("Offer", itemOffered=item, description=price)
    return thing("Offer", itemOffered=item, price=cost, priceCurrency="EUR")


def catalogue(facts: Facts) -> dict[str, Any] | None:
    """Return services and price lists as an OfferCatalog."""
    offers = [_offer(one.name, one.price) for one in facts.services]
    offers += [_offer(item.name, item.price, item.note) for one in facts.price_lists for item in one.items]
    return {"@type": "OfferCatalog", "itemListElement": offers} if offers else None


def courses(facts: Facts, today: dt.date) -> list[dict[str, Any]]:
    """Return current and future courses, each from its next date on."""
    return [_course(facts, one, today) for one in facts.courses if one.last >= today]


def _course(facts: Facts, course: Course, today: dt.date) -> dict[str, Any]:
    dates = sorted((one for one in course.dates if one.date >= today), key=lambda one: one.date)
    location = facts.location(course.location)
    address = location.address if location else facts.practice.address
    cost = amount(course.price)
    moments = [_moments(facts, one) for one in dates]
    single = [
        thing("EducationEvent", name=course.name, startDate=start, endDate=end) for start, end in moments
    ]
    return thing(
        "EducationEvent",
        name=course.name,
        startDate=moments[0][0],
        endDate=moments[-1][1],
        location=thing(
            "Place",
            name=course.room or course.location or facts.practice.name,
            address=None if course.room else postal_address(address, facts.practice.country),
        ),
        maximumAttendeeCapacity=course.places,
        remainingAttendeeCapacity=course.free,
        offers=None if cost is None else thing("Offer", price=cost, priceCurrency="EUR"),
        subEvent=single if len(single) > 1 else None,
    )


def _moments(facts: Facts, one: CourseDate) -> tuple[str, str]:
    if not one.spans:
        return one.date.isoformat(), one.date.isoformat()
    first, last = one.spans[0], one.spans[-1]
    ends = (first.opens, last.opens if last.open else last.closes)
    start, end = (moment(facts, one.date, minutes).isoformat() for minutes in ends)
    return start, end


def begins(job: Job) -> dt.date | None:
    """Return the start date of a job; None if `ab` is a word such as "sofort"."""
    try:
        return read_date(job.start)
    except Unclear:
        return None


def job_posting(facts: Facts, job: Job, description: str, *, site_url: str) -> dict[str, Any]:
    """Return a job as a JobPosting; `description` is its text as HTML."""
    practice = facts.practice
    location = facts.location(job.location)
    address = location.address if location else practice.address
    name, url, phone = practice.company or practice.name, practice.website or site_url, job.phone
    contact = thing("ContactPoint", email=job.email, telephone=phone.dial if phone else None)
    posting = thing(
        "JobPosting",
        title=job.title,
        description=description or job.title,
        datePosted=job.posted.isoformat() if job.posted else None,
        validThrough=job.until.isoformat() if job.until else None,
        employmentType=sorted({_KINDS[one] for one in job.kind}),
        baseSalary=salary(job.pay),
        workHours=job.hours,
        jobStartDate=day.isoformat() if (day := begins(job)) else job.start,
        hiringOrganization=thing("MedicalBusiness", name=name, url=url),
        jobLocation=thing("Place", address=postal_address(address, practice.country)),
        applicationContact=contact if job.email or phone else None,
    )
    return {"@context": "https://schema.org"} | posting
