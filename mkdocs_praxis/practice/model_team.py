"""Facts about the people: team.yml."""

import datetime as dt

from mkdocs_praxis.practice.model_practice import Insurance, NewPatients
from mkdocs_praxis.practice.model_times import Schedule
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Markdown, Phone, Record, Text, Tongue, Url, Word, fact, required


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
