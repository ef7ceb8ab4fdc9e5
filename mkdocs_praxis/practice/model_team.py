"""Facts about hours, closings and the people: zeiten.yml, urlaub.yml, team.yml, stellen.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.model_practice import Address, Insurance, NewPatients
from mkdocs_praxis.practice.shipped import PATTERNS
from mkdocs_praxis.practice.values import (
    Email,
    Markdown,
    Name,
    Phone,
    Record,
    Span,
    Text,
    Tongue,
    Urgent,
    Url,
    Week,
    Word,
    YearDay,
    fact,
    required,
)


class Schedule(Record):
    """Weekly hours of one kind: open consultation, by appointment, private, on the phone."""

    week: Week = required("zeiten", "Days with their hours", "Mo-Fr: 8:00-12:00")
    name: Text = fact("name", "Heading, when there are several kinds of hours", "Akutsprechstunde")
    kind: Literal["", "offen", "termin", "akut", "privat", "video", "hausbesuch", "telefon"] = fact(
        "art", "Kind of consultation"
    )
    location: str = fact("standort", "Name of the location, when there are several", "Filiale Musterstadt")
    phone: Phone | None = fact("telefon", "Number for these phone hours")
    valid_from: dt.date | None = fact("gilt_von", "First day these hours apply")
    valid_until: dt.date | None = fact("gilt_bis", "Last day these hours apply")
    note: Text = fact("hinweis", "A sentence below the hours", "Bitte melden Sie sich bis 11 Uhr.")

    def applies(self, date: dt.date) -> bool:
        """Whether these hours apply on a date."""
        return (self.valid_from is None or self.valid_from <= date) and (
            self.valid_until is None or date <= self.valid_until
        )

    @property
    def dated(self) -> int:
        """The number of bounds (`ab`, `bis`): hours with more of them replace those with fewer."""
        return (self.valid_from is not None) + (self.valid_until is not None)


class DayException(Record):
    """Other hours on one day, or none."""

    date: dt.date = required("datum", "The day", "05.12.2026")
    spans: tuple[Span, ...] = required("zeiten", "Hours on that day, or `geschlossen`", "8:00-10:00")
    reason: Text = fact("grund", "Why", "Fortbildung")
    location: str = fact("standort", "Only for this location", "Filiale Musterstadt")


class Holidays(Record):
    """Public holidays of the Bundesland, and further ones."""

    closed: bool = fact("geschlossen", "Closed on public holidays", default=True)
    also_closed: tuple[YearDay, ...] = fact(
        "zusaetzlich", "Further days closed every year", "[24.12., 31.12.]"
    )
    open_anyway: tuple[YearDay, ...] = fact("geoeffnet", "Public holidays on which you are open", "[31.10.]")
    municipal: tuple[Literal["augsburg", "katholisch"], ...] = fact(
        "oertlich", "Holidays of parts of a Bundesland: Catholic municipalities (BY, SN, TH), Augsburg"
    )


class Deputy(Record):
    """The practice that is the substitute while this one is closed."""

    name: Name = required("name", "Name of the deputy practice", "Praxis Dr. Weber")
    id: str = fact("kuerzel", "Short name to refer to it in `vertretung:`", "weber")
    address: Address | None = fact("anschrift", "Where it is")
    phone: Phone | None = fact("telefon", "Its phone number")
    start: dt.date | None = fact("von", "First day, when not the whole time", "24.12.2026")
    end: dt.date | None = fact("bis", "Last day, when not the whole time", "30.12.2026")
    hours: Text = fact("zeiten", "Its hours, in words", "Mo–Fr 8–12 Uhr")
    website: Url | None = fact("website", "Its website")
    note: Text = fact("hinweis", "A further sentence", "Bitte vorher anrufen.")


class Closing(Record):
    """A period in which the practice is closed, with its deputies."""

    start: dt.date = required("von", "First closed day", "24.12.2026")
    end: dt.date = required("bis", "Last closed day", "06.01.2027")
    reason: Text = fact("grund", "Why, in words patients read", "Weihnachtsurlaub")
    deputies: tuple[Deputy, ...] = fact("vertretung", "Who stands in")
    announce_from: dt.date | None = fact(
        "ankuendigen_ab",
        "Day from which pages announce it, instead of six weeks before; calendar file and search engines know at once",
    )
    location: str = fact(
        "standort",
        "Only this location is closed; the practice's own name means the main one alone",
        "Filiale Musterstadt",
    )
    urgent: Urgent | None = fact(
        "notsprechstunde",
        "Hours for urgent cases during the closing: by days of the week, or on single days",
        "Mo-Fr: 9:00-10:00",
    )
    note: Text = fact("hinweis", "A further sentence", "Rezepte bestellen Sie bitte vorher.")

    def covers(self, date: dt.date) -> bool:
        """Whether the practice is closed on a date."""
        return self.start <= date <= self.end

    def deputies_between(self, start: dt.date, end: dt.date) -> tuple[Deputy, ...]:
        """Return the deputies for at least one of these days."""
        return tuple(
            one
            for one in self.deputies
            if (one.end or self.end) >= start and (one.start or self.start) <= end
        )


class Absence(Record):
    """A period in which one person is absent; in a file `24.12.2026 bis 06.01.2027` is enough.

    Deliberately without a reason: illness is private.
    """

    start: dt.date = required("von", "First day away", "24.12.2026")
    end: dt.date = required("bis", "Last day away", "06.01.2027")
    deputy: Text = fact("vertretung", "Who stands in", "Dr. med. Ben Muster")


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
    photo_part: Literal["", "links", "rechts"] = fact(
        "foto_ausschnitt", "Where the person stands in a wide photo"
    )
    photo_consent: dt.date | None = fact(
        "foto_einwilligung", "Date of the consent to the photo", "15.01.2026"
    )

    @property
    def full_name(self) -> str:
        """Title and name."""
        return f"{self.title} {self.name}".strip()

    @property
    def field(self) -> str:
        """The specialty without title: `Fachärztin für Innere Medizin` → `Innere Medizin`."""
        return PATTERNS["specialist of a person"].sub("", self.specialty).strip()

    def away(self, date: dt.date) -> list[Absence]:
        """Return the absences that end on a date or later, soonest first."""
        return sorted((one for one in self.absences if one.end >= date), key=lambda one: one.start)


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
