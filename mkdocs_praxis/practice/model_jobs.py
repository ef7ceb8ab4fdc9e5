"""Facts about open positions: stellen.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Email, Markdown, Phone, Record, Text, fact, required


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Record):
    """An open position."""

    title: Text = required("titel", "Position", "Medizinische Fachangestellte (m/w/d)")
    text: Markdown = fact("text", "Description (Markdown)", "Sie arbeiten am Empfang und im Labor.")
    kind: tuple[
        Literal["vollzeit", "teilzeit", "minijob", "ausbildung", "praktikum", "befristet", "vertretung"], ...
    ] = fact("art", "Kind of employment, as job searches know it", "[teilzeit, befristet]")
    location: str = fact("standort", "Name of the location, when there are several", "Filiale Musterstadt")
    posted: dt.date | None = fact("veroeffentlicht", "Day on which it was published", "20.11.2026")
    hours: Text = fact("umfang", "Full time, part time, hours a week", "20 bis 30 Stunden in der Woche")
    start: Text = fact("ab", "From when", "sofort")
    pay: Text = fact("verguetung", "Pay", "2.900 bis 3.300 € im Monat")
    contact: str = fact("kontakt", "Whom to ask", "Ada Beispiel")
    email: Email | None = fact("email", "Where to send applications")
    phone: Phone | None = fact("telefon", "Whom to call")
    form: str = fact("formular", "Page of this site with your own form for applications", "bewerbung.md")
    until: dt.date | None = fact("bis", "Last day shown")
