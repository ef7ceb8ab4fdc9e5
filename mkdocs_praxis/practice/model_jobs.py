"""Facts about open positions: stellen.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Email, Markdown, Phone, Record, Text, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Record):
    """An open position."""

    title: Text = fact("titel", "Position", example="Medizinische Fachangestellte (m/w/d)")
    text: Markdown = fact(
        "text", "Description (Markdown)", default="", example="Sie arbeiten am Empfang und im Labor."
    )
    kind: tuple[
        Literal["vollzeit", "teilzeit", "minijob", "ausbildung", "praktikum", "befristet", "vertretung"], ...
    ] = fact(
        "art", "Kind of employment, as job searches know it", default=(), example="[teilzeit, befristet]"
    )
    location: str = fact(
        "standort", "Name of the location, when there are several", default="", example="Filiale Musterstadt"
    )
    posted: dt.date | None = fact(
        "veroeffentlicht", "Day on which it was published", default=None, example="20.11.2026"
    )
    hours: Text = fact(
        "umfang", "Full time, part time, hours a week", default="", example="20 bis 30 Stunden in der Woche"
    )
    start: Text = fact("ab", "From when", default="", example="sofort")
    pay: Text = fact("verguetung", "Pay", default="", example="2.900 bis 3.300 € im Monat")
    contact: str = fact("kontakt", "Whom to ask", default="", example="Ada Beispiel")
    email: Email | None = fact("email", "Where to send applications", default=None)
    phone: Phone | None = fact("telefon", "Whom to call", default=None)
    form: str = fact(
        "formular",
        "Page of this site with your own form for applications",
        default="",
        example="bewerbung.md",
    )
    until: dt.date | None = fact("bis", "Last day shown", default=None)
