"""Jobs as schema.org data, and how such data are put together."""

import datetime as dt
from typing import Any

from mkdocs_praxis.practice.model import Address, Facts, Job
from mkdocs_praxis.practice.scalars import date as read_date
from mkdocs_praxis.practice.values import Unclear

_KINDS = {
    "vollzeit": "FULL_TIME",
    "teilzeit": "PART_TIME",
    "minijob": "PART_TIME",
    "ausbildung": "OTHER",
    "praktikum": "INTERN",
    "befristet": "TEMPORARY",
    "vertretung": "TEMPORARY",
}  # as Google documents employmentType (developers.google.com, "Job posting", read 2026-11)


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
        employmentType=sorted({_KINDS[one] for one in job.kind}),
        workHours=job.hours,
        jobStartDate=day.isoformat() if (day := begins(job)) else job.start,
        hiringOrganization=thing("MedicalBusiness", name=name, url=url),
        jobLocation=thing("Place", address=postal_address(address, practice.country)),
        applicationContact=contact if job.email or phone else None,
    )
    return {"@context": "https://schema.org"} | posting
