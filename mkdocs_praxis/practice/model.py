"""The model of all facts a practice can declare. Attributes are English, keys in the files German (`fact("schluessel", …)`).

All classes are frozen. Facts that are not declared are None or empty; `todo.missing` reports those that the law requires.
"""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Literal

from mkdocs_praxis.practice.model_legal import (
    Accessibility,
    Applications,
    Arbitration,
    DataProtectionOfficer,
    Editor,
    Embedded,
    FormFact,
    Hosting,
    ImageCredit,
    Mailbox,
    Processor,
    Social,
    Storage,
    Treatment,
)
from mkdocs_praxis.practice.model_practice import (
    Address,
    Body,
    Insurance,
    Location,
    NewPatients,
    Owner,
    Practice,
    Profession,
)
from mkdocs_praxis.practice.model_team import (
    Absence,
    Closing,
    DayException,
    Deputy,
    Holidays,
    Job,
    Person,
    Schedule,
)
from mkdocs_praxis.practice.model_visit import (
    Booking,
    Cancellation,
    Course,
    CourseDate,
    Directions,
    Download,
    Map,
    Notice,
    OnlineBooking,
    Premises,
    Prescriptions,
    PriceList,
    Question,
    Service,
    Stop,
)
from mkdocs_praxis.practice.values import (
    Markdown,
    Phone,
    Record,
    Said,
    Span,
    Week,
    YearDay,
    called,
    fact,
    required,
)
from mkdocs_praxis.problem import Position

__all__ = [
    "Absence", "Accessibility", "Address", "Applications", "Arbitration", "Body", "Booking", "Cancellation", "Closing", "Course", "CourseDate", "DataProtectionOfficer",
    "DayException", "Deputy", "Directions", "Download", "Editor", "Embedded", "Facts", "FormFact", "Holidays", "Hosting",
    "ImageCredit", "Insurance", "Job", "Location", "Mailbox", "Map", "NewPatients", "Notice", "OnlineBooking", "Owner", "Person",
    "Phone", "Practice", "Premises", "Prescriptions", "PriceList", "Processor", "Profession", "Question", "Record", "Schedule", "Service",
    "Social", "Span", "Stop", "Storage", "Treatment", "Week", "YearDay",
]  # fmt: skip


class Facts(Record):
    """The content of a facts folder; each attribute names its file."""

    practice: Practice = required("", "The practice", file="praxis.yml")
    hours: tuple[Schedule, ...] = fact("sprechzeiten", "Consulting hours", file="zeiten.yml")
    phone_hours: tuple[Schedule, ...] = fact("telefonzeiten", "Phone hours", file="zeiten.yml")
    exceptions: tuple[DayException, ...] = fact("ausnahmen", "Days with other hours", file="zeiten.yml")
    holidays: Holidays | None = fact("feiertage", "Public holidays", file="zeiten.yml")
    closings: tuple[Closing, ...] = fact("urlaub", "When the practice is closed", file="urlaub.yml")
    deputies: tuple[Deputy, ...] = fact(
        "vertretungen", "Deputies to refer to by `kuerzel`", file="urlaub.yml"
    )
    team: tuple[Person, ...] = fact("team", "The people", file="team.yml")
    person_pages: bool = fact(
        "personenseiten", "A page of its own for everybody with a specialty or own hours", file="team.yml"
    )
    services: tuple[Service, ...] = fact("leistungen", "What you offer", file="leistungen.yml")
    price_lists: tuple[PriceList, ...] = fact("preislisten", "What you charge", file="leistungen.yml")
    courses: tuple[Course, ...] = fact("kurse", "Courses and groups with dates", file="leistungen.yml")
    cancellation: Cancellation | None = fact(
        "absage", "How appointments are called off", file="leistungen.yml"
    )
    notices: tuple[Notice, ...] = fact("aktuelles", "News", file="aktuelles.yml")
    info_blocks: tuple[Literal["epa", "erezept", "eau", "vorsorge", "impfungen"], ...] = fact(
        "infos",
        "Short dated texts that you show: ePA, electronic prescription, sick note …",
        file="aktuelles.yml",
    )
    booking: Booking | None = fact("termin", "Appointments", file="termine.yml")
    prescriptions: Prescriptions | None = fact("rezept", "Prescriptions and referrals", file="termine.yml")
    downloads: tuple[Download, ...] = fact("formulare", "Forms to print", file="termine.yml")
    directions: Directions | None = fact("anfahrt", "How to get there", file="anfahrt.yml")
    premises: Premises | None = fact("barrierefreiheit", "What one meets in the rooms", file="anfahrt.yml")
    jobs: tuple[Job, ...] = fact("stellen", "Open positions", file="stellen.yml")
    questions: tuple[Question, ...] = fact("fragen", "Frequent questions", file="fragen.yml")
    hosting: Hosting | None = fact("hosting", "Who runs the web server", file="rechtliches.yml")
    mailbox: Mailbox | None = fact("post", "Who runs the mailbox", file="rechtliches.yml")
    dpo: DataProtectionOfficer | None = fact("dsb", "Data protection officer", file="rechtliches.yml")
    processors: tuple[Processor, ...] = fact(
        "dienstleister", "Others who process data for the site", file="rechtliches.yml"
    )
    forms: tuple[FormFact, ...] = fact("webformulare", "Forms on the site", file="rechtliches.yml")
    storage: tuple[Storage, ...] = fact(
        "speicher", "What the site stores on the device", file="rechtliches.yml"
    )
    treatment: Treatment | None = fact(
        "behandlung",
        "Data of patients in their treatment, for the sheet `::: praxis patienteninformation`",
        file="rechtliches.yml",
    )
    applications: Applications | None = fact(
        "bewerbungen", "What happens to applications", file="rechtliches.yml"
    )
    bfsg: Accessibility | None = fact(
        "bfsg", "Questions of the Barrierefreiheitsstärkungsgesetz", file="rechtliches.yml"
    )
    arbitration: Arbitration | None = fact(
        "schlichtung", "Consumer arbitration (VSBG)", file="rechtliches.yml"
    )
    editor: Editor | None = fact("redaktion", "Responsible for articles (§ 18 MStV)", file="rechtliches.yml")
    social: Social | None = fact("social", "Social media: your stance", file="rechtliches.yml")
    images: tuple[ImageCredit, ...] = fact("bilder", "Image credits", file="rechtliches.yml")
    authority: Body | None = fact(
        "datenschutzaufsicht", "Data protection authority, when not that of the Land", file="rechtliches.yml"
    )
    texts: dict[str, Markdown] = fact("texte", "Own texts instead of built-in blocks", file="rechtliches.yml")
    embedded: tuple[Embedded, ...] = fact(
        "einbindungen", "What an allowance lets pages load from others", file="rechtliches.yml"
    )
    health_basis: Literal["", "behandlung", "einwilligung"] = fact(
        "gesundheitsdaten",
        "Heilpraktiker and others: on which basis you process health data: `behandlung` (Art. 9 (2) (h)) or `einwilligung` "
        "(Art. 9 (2) (a))",
        file="rechtliches.yml",
    )
    examples: tuple[Position, ...] = ()  # lines marked BEISPIEL
    unchecked: tuple[Position, ...] = ()  # lines marked PRÜFEN by `praxis import`

    said: tuple[Said, ...] = field(default=(), compare=False, repr=False)
    # Keys with `keine` and the like
    denied: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    others: Mapping[str, "Facts"] = field(default_factory=dict, compare=False, repr=False)
    folder: Path = field(default=Path("praxis"))
    language: str = "de"

    def within(self, language: str) -> "Facts":
        """Return the facts with their texts in a language, as far as they are translated."""
        return self.others.get(language, self)

    @property
    def phone(self) -> Phone | None:
        """The number for appointments."""
        return (self.booking and self.booking.phone) or self.practice.phone

    @property
    def main_place(self) -> Location:
        """The practice itself as one of its places; its address may be missing."""
        own = ("name", "address", "phone", "fax", "email")
        same: Any = {name: getattr(self.practice, name) for name in own}
        return Location(**same, directions=self.directions, premises=self.premises)

    def location(self, name: str) -> Location | None:
        """Return the location with a name, or None."""
        return next((place for place in self.practice.locations if called(place.name, name)), None)

    def place_called(self, name: str) -> str:
        """Return the name of a place in the language of these facts, given in any language."""
        names = (self.practice.name, *(place.name for place in self.practice.locations))
        return next((own for own in names if called(own, name)), name)
