"""Jobs as schema.org data, and how such data are put together."""

import datetime as dt
import re
from typing import Any

from mkdocs_praxis.practice.model import Address, Facts, Job
from mkdocs_praxis.practice.scalars import date as read_date
from mkdocs_praxis.practice.shipped import PATTERNS, shipped
from mkdocs_praxis.practice.values import Unclear

# Google requires a unit, and prefers no salary to an incomplete one (developers.google.com, "Job posting").
_UNITS = {
    "HOUR": r"stunde|stündlich|/ ?h\b|\bhour|\bhourly",
    "MONTH": r"monat|\bmonth",
    "YEAR": r"\bjahr|jährlich|\byear|annual|p\. ?a\.",
}


def salary(pay: str) -> dict[str, Any] | None:
    """Return pay as a MonetaryAmount if it is a sum or range in euros with a time unit, else None."""
    units = [unit for unit, words in _UNITS.items() if re.search(words, pay, re.IGNORECASE)]
    sums = [
        float(re.sub(r"\D", "", whole) + "." + (cents or "0"))
        for whole, cents in PATTERNS["sum"].findall(pay)
    ]
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
        employmentType=sorted({shipped("schema_org")["jobs"][one] for one in job.kind}),
        baseSalary=salary(job.pay),
        workHours=job.hours,
        jobStartDate=day.isoformat() if (day := begins(job)) else job.start,
        hiringOrganization=thing("MedicalBusiness", name=name, url=url),
        jobLocation=thing("Place", address=postal_address(address, practice.country)),
        applicationContact=contact if job.email or phone else None,
    )
    return {"@context": "https://schema.org"} | posting
