"""Facts about the people, and about open positions: team.yml, stellen.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.model_practice import Insurance, NewPatients
from mkdocs_praxis.practice.model_times import Schedule
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import (
    Email,
    Markdown,
    Phone,
    Record,
    Text,
    Tongue,
    Url,
    Word,
    fact,
    required,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Record):
    """A period in which one person is absent; in a file `24.12.2026 bis 06.01.2027` is enough.

    Deliberately without a reason: illness is private.
    """

    start: dt.date = required("von", "First day away", "24.12.2026")
    end: dt.date = required("bis", "Last day away", "06.01.2027")
    deputy: Text = fact("vertretung", "Who stands in", "Dr. med. Ben Muster")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A member of the team."""

    name: str = required("name", "First and last name", "Ada Beispiel")
    title: str = fact("titel", "Academic title", "Dr. med.")
    role: Text = fact("funktion", "What the person does here", "Inhaberin")
    group: Text = fact("gruppe", "Heading under which the person stands", "Ärztinnen und Ärzte")
    specialty: Text = fact("fachgebiet", "Specialty", "Fachärztin für Allgemeinmedizin")
    qualifications: tuple[Text, ...] = fact(
        "zusatz", "Further qualifications", "[Palliativmedizin, Akupunktur]"
    )
    focus: tuple[Word, ...] = fact("schwerpunkte", "Focus areas", "[Diabetes]")
    languages: tuple[Tongue, ...] = fact("sprachen", "Languages", "[Deutsch, Türkisch]")
    new_patients: NewPatients | None = fact(
        "neue_patienten", "Does this person take on new patients, when not as the practice does?"
    )
    text: Markdown = fact("text", "A few sentences", "Arbeitet seit 2015 hier.")
    hours: tuple[Schedule, ...] = fact("sprechzeiten", "Hours of this person")
    places: tuple[Word, ...] = fact(
        "standorte", "Places where the person works, when there are several", "[Filiale Musterstadt]"
    )
    insurance: Insurance | None = fact("kassen", "Whom this person treats, when not as the practice does")
    absences: tuple[Absence, ...] = fact(
        "abwesend", "Days on which the person is not there; never why", "24.12.2026 bis 06.01.2027"
    )
    phone: Phone | None = fact("telefon", "Direct line")
    booking: Url | None = fact("termin_link", "Calendar of this person at the provider named in termine.yml")
    page: str = fact("seite", "Page of this site about the person", "team/beispiel.md")
    photo: str = fact("foto", "Picture below docs/", "bilder/team/beispiel.jpg")
    photo_alt: Text = fact("foto_alt", "What the picture shows", "Ada Beispiel am Schreibtisch")
    photo_consent: dt.date | None = fact(
        "foto_einwilligung", "Date of the consent to the photo", "15.01.2026"
    )

    @property
    def full_name(self) -> str:
        """Title and name."""
        return f"{self.title} {self.name}".strip()

    def away(self, date: dt.date) -> list[Absence]:
        """Return the absences that end on a date or later, soonest first."""
        return sorted((one for one in self.absences if one.end >= date), key=lambda one: one.start)


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
