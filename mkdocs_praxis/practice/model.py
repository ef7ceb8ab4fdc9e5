"""All facts a practice can declare. Attributes are English, keys in the files German (`fact("schluessel", …)`).

Everything is frozen. What was not written is None or empty; what the law wants but is missing, `todo.missing` says.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mkdocs_praxis.practice.model_legal import (
    Accessibility,
    Applications,
    Arbitration,
    DataProtectionOfficer,
    Editor,
    FormFact,
    Hosting,
    ImageCredit,
    Mailbox,
    Processor,
    Social,
    Storage,
    Technical,
)
from mkdocs_praxis.practice.model_people import (
    Address,
    Body,
    Job,
    Location,
    Owner,
    Person,
    Practice,
    Profession,
    Service,
)
from mkdocs_praxis.practice.values import (
    Markdown,
    Phone,
    Place,
    Record,
    Span,
    Url,
    Week,
    Word,
    YearDay,
    fact,
)

__all__ = [
    "Accessibility", "Address", "Applications", "Arbitration", "Body", "Booking", "Closing", "DataProtectionOfficer",
    "DayException", "Deputy", "Directions", "Download", "Editor", "Facts", "FormFact", "Holidays", "Hosting",
    "ImageCredit", "Job", "Location", "Mailbox", "Map", "Notice", "OnlineBooking", "Owner", "Person", "Phone", "Place",
    "Practice", "Premises", "Prescriptions", "Processor", "Profession", "Question", "Record", "Schedule", "Service",
    "Social", "Span", "Stop", "Storage", "Technical", "Week", "YearDay",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Record):
    """Weekly hours of one kind: open consultation, by appointment, private, on the phone."""

    week: Week = fact("zeiten", "Days with their hours", example="Mo-Fr: 8:00-12:00")
    name: str = fact("name", "Heading, when there are several kinds of hours", default="")
    kind: Literal["", "offen", "termin", "akut", "privat", "video", "telefon"] = fact(
        "art", "Kind of consultation", default=""
    )
    location: str = fact("standort", "Name of the location, when there are several", default="")
    phone: Phone | None = fact("telefon", "Number for these phone hours", default=None)
    valid_from: dt.date | None = fact("gilt_von", "First day these hours apply", default=None)
    valid_until: dt.date | None = fact("gilt_bis", "Last day these hours apply", default=None)
    note: str = fact("hinweis", "A sentence below the hours", default="")

    def applies(self, date: dt.date) -> bool:
        """Return whether these hours apply on a date."""
        return (self.valid_from is None or self.valid_from <= date) and (
            self.valid_until is None or date <= self.valid_until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayException(Record):
    """Other hours on one day, or none."""

    date: dt.date = fact("datum", "The day", example="05.12.2026")
    spans: tuple[Span, ...] = fact("zeiten", "Hours on that day, or `geschlossen`", example="8:00-10:00")
    reason: str = fact("grund", "Why", default="")
    location: str = fact("standort", "Only for this location", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays(Record):
    """Public holidays of the practice's Bundesland, and days of its own."""

    closed: bool = fact("geschlossen", "Closed on public holidays", default=True)
    also_closed: tuple[YearDay, ...] = fact(
        "zusaetzlich", "Further days closed every year", default=(), example="[24.12., 31.12.]"
    )
    open_anyway: tuple[YearDay, ...] = fact("geoeffnet", "Public holidays on which you are open", default=())
    municipal: tuple[Literal["augsburg", "katholisch"], ...] = fact(
        "oertlich",
        "Holidays of parts of a Bundesland: Catholic municipalities (BY, SN, TH), Augsburg",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy(Record):
    """The practice that stands in while this one is closed."""

    name: str = fact("name", "Name of the deputy practice", example="Praxis Dr. Weber")
    id: str = fact("kuerzel", "Short name to refer to it in `vertretung:`", default="")
    address: Address | None = fact("anschrift", "Where it is", default=None)
    phone: Phone | None = fact("telefon", "Its phone number", default=None)
    start: dt.date | None = fact("von", "First day, when not the whole time", default=None)
    end: dt.date | None = fact("bis", "Last day, when not the whole time", default=None)
    hours: str = fact("zeiten", "Its hours, in words", default="")
    website: Url | None = fact("website", "Its website", default=None)
    note: str = fact("hinweis", "A further sentence", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Record):
    """Days on which the practice is closed, and who stands in."""

    start: dt.date = fact("von", "First closed day", example="24.12.2026")
    end: dt.date = fact("bis", "Last closed day", example="06.01.2027")
    reason: str = fact("grund", "Why, in words patients read", default="", example="Weihnachtsurlaub")
    kind: Literal["urlaub", "fortbildung", "krankheit", "sonstiges"] = fact(
        "art", "Kind of closing", default="urlaub"
    )
    deputies: tuple[Deputy, ...] = fact("vertretung", "Who stands in", default=())
    announce_from: dt.date | None = fact("ankuendigen_ab", "Day from which the site shows it", default=None)
    location: str = fact("standort", "Only this location is closed", default="")
    note: str = fact("hinweis", "A further sentence", default="")

    def covers(self, date: dt.date) -> bool:
        """Return whether the practice is closed on a date."""
        return self.start <= date <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
    """News with an end: it appears and disappears by date."""

    title: str = fact("titel", "Heading")
    text: Markdown = fact("text", "What patients should know (Markdown)", default="")
    start: dt.date | None = fact("von", "First day shown", default=None)
    end: dt.date = fact("bis", "Last day shown", example="31.01.2027")
    kind: Literal["info", "wichtig"] = fact("art", "How strongly it is shown", default="info")
    category: str = fact("rubrik", "Category", default="")
    link: str = fact("link", "Page of this site to read more", default="")

    def shown(self, date: dt.date) -> bool:
        """Return whether it is shown on a date."""
        return (self.start is None or self.start <= date) and date <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineBooking(Record):
    """A booking site that is linked, never embedded."""

    url: Url = fact("url", "Address of the booking page")
    provider: str = fact("anbieter", "Who runs it", example="Buchungsdienst GmbH")
    role: Literal["", "auftrag", "eigenes_konto"] = fact(
        "rolle",
        "`auftrag`: works for you; `eigenes_konto`: patients have their own account there",
        default="",
    )
    contract: dt.date | None = fact("avv", "Date of the processor contract", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(Record):
    """How patients get an appointment: the phone first, online only beside another way."""

    text: Markdown = fact("text", "How to get an appointment", default="")
    phone: Phone | None = fact("telefon", "Number for appointments, when not the main one", default=None)
    online: OnlineBooking | None = fact("online", "Booking page of a provider", default=None)
    alternative: str = fact("alternative", "The other way beside the booking page", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescriptions(Record):
    """How patients order prescriptions and referrals."""

    text: Markdown = fact("text", "In general", default="")
    ways: tuple[str, ...] = fact("wege", "The ways to order, one a line", default=())
    phone: Phone | None = fact("telefon", "Number for orders (answering machine)", default=None)
    portal: OnlineBooking | None = fact("portal", "Page of a provider for orders", default=None)
    note: str = fact("hinweis", "A further sentence", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download(Record):
    """A form to print or fill in."""

    name: str = fact("name", "What it is", example="Anamnesebogen")
    file: str = fact("datei", "File below docs/", example="formulare/anamnese.pdf")
    note: str = fact(
        "hinweis", "What to do with it", default="", example="Bitte ausgefüllt mitbringen, nicht mailen."
    )
    accessible: bool | None = fact("barrierefrei", "Is the PDF accessible?", default=None)
    language: str = fact("sprache", "Language, when not the site's", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Record):
    """A stop of bus or train."""

    name: str = fact("haltestelle", "Name of the stop")
    lines: tuple[Word, ...] = fact("linien", "Lines that stop there", default=())
    way: str = fact("weg", "The way from there", default="", example="3 Minuten zu Fuß")


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Record):
    """An own picture of the way; it needs a credit like every picture."""

    file: str = fact("datei", "Picture below docs/", example="bilder/anfahrt.svg")
    alt: str = fact("alt", "What the picture shows, for those who do not see it")
    credit: str = fact("quelle", "Who made it, and its licence", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions(Record):
    """How to get there."""

    text: Markdown = fact("text", "In words", default="")
    stops: tuple[Stop, ...] = fact("haltestellen", "Stops nearby", default=())
    parking: str = fact("parken", "Where to park", default="")
    cycling: str = fact("fahrrad", "By bicycle", default="")
    on_foot: str = fact("zu_fuss", "On foot, without steps", default="")
    latitude: float | None = fact("breite", "Latitude", default=None, example="52.5200")
    longitude: float | None = fact("laenge", "Longitude", default=None, example="13.4050")
    map: Map | None = fact("karte", "Your own map", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises(Record):
    """What one meets in the rooms, as facts instead of a bare "accessible" (after the KBV's criteria)."""

    steps: int | None = fact("stufen", "Steps at the entrance; 0 when there is none", default=None)
    step_height: int | None = fact("stufenhoehe_cm", "Height of a step in cm", default=None)
    ramp: bool | None = fact("rampe", "Is there a ramp?", default=None)
    door_width: int | None = fact("tuerbreite_cm", "Narrowest door in cm", default=None)
    automatic_door: bool | None = fact("tuer_automatisch", "Does the entrance open by itself?", default=None)
    lift: bool | None = fact("aufzug", "Is there a lift?", default=None)
    lift_door_width: int | None = fact("aufzug_tuer_cm", "Door of the lift in cm", default=None)
    lift_depth: int | None = fact("aufzug_tiefe_cm", "Depth of the lift in cm", default=None)
    floor: str = fact("etage", "Floor", default="", example="Erdgeschoss")
    toilet: bool | None = fact("wc_rollstuhl", "Toilet for wheelchair users?", default=None)
    parking: int | None = fact(
        "behindertenparkplaetze", "Parking for disabled people, how many", default=None
    )
    parking_distance: int | None = fact("parkplatz_entfernung_m", "How far away, in metres", default=None)
    height_adjustable: bool | None = fact(
        "liege_hoehenverstellbar", "Couch or chair that can be lowered?", default=None
    )
    hearing_loop: bool | None = fact("induktionsschleife", "Hearing loop?", default=None)
    guidance: bool | None = fact("leitsystem", "Guidance for blind people?", default=None)
    contrast: bool | None = fact("kontrastreich", "Signs large and rich in contrast?", default=None)
    assistance_dog: bool | None = fact("assistenzhund", "Assistance dogs welcome?", default=None)
    sign_language: bool | None = fact("gebaerdensprache", "Is sign language spoken?", default=None)
    easy_language: bool | None = fact("leichte_sprache", "Information in easy language?", default=None)
    home_visits: bool | None = fact("hausbesuche", "Home visits?", default=None)
    note: Markdown = fact("hinweis", "What else helps to know, or whom to call", default="")
    checked: dt.date | None = fact("stand", "When this was looked at", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """A question patients ask often."""

    question: str = fact("frage", "The question")
    answer: Markdown = fact("antwort", "The answer (Markdown)")
    group: str = fact("gruppe", "Heading", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Record):
    """Everything the folder of facts says; each attribute names its file."""

    practice: Practice = fact("", "The practice", file="praxis.yml")
    hours: tuple[Schedule, ...] = fact("sprechzeiten", "Consulting hours", file="zeiten.yml", default=())
    phone_hours: tuple[Schedule, ...] = fact("telefonzeiten", "Phone hours", file="zeiten.yml", default=())
    exceptions: tuple[DayException, ...] = fact(
        "ausnahmen", "Days with other hours", file="zeiten.yml", default=()
    )
    holidays: Holidays | None = fact("feiertage", "Public holidays", file="zeiten.yml", default=None)
    closings: tuple[Closing, ...] = fact(
        "urlaub", "When the practice is closed", file="urlaub.yml", default=()
    )
    deputies: tuple[Deputy, ...] = fact(
        "vertretungen", "Deputies to refer to by `kuerzel`", file="urlaub.yml", default=()
    )
    team: tuple[Person, ...] = fact("team", "The people", file="team.yml", default=())
    services: tuple[Service, ...] = fact("leistungen", "What you offer", file="leistungen.yml", default=())
    notices: tuple[Notice, ...] = fact("aktuelles", "News", file="aktuelles.yml", default=())
    booking: Booking | None = fact("termin", "Appointments", file="termine.yml", default=None)
    prescriptions: Prescriptions | None = fact(
        "rezept", "Prescriptions and referrals", file="termine.yml", default=None
    )
    downloads: tuple[Download, ...] = fact("formulare", "Forms to print", file="termine.yml", default=())
    directions: Directions | None = fact("anfahrt", "How to get there", file="anfahrt.yml", default=None)
    premises: Premises | None = fact(
        "barrierefreiheit", "What one meets in the rooms", file="anfahrt.yml", default=None
    )
    jobs: tuple[Job, ...] = fact("stellen", "Open positions", file="stellen.yml", default=())
    questions: tuple[Question, ...] = fact("fragen", "Frequent questions", file="fragen.yml", default=())
    hosting: Hosting | None = fact("hosting", "Who runs the web server", file="rechtliches.yml", default=None)
    mailbox: Mailbox | None = fact("post", "Who runs the mailbox", file="rechtliches.yml", default=None)
    dpo: DataProtectionOfficer | None = fact(
        "dsb", "Data protection officer", file="rechtliches.yml", default=None
    )
    processors: tuple[Processor, ...] = fact(
        "dienstleister", "Others who process data for the site", file="rechtliches.yml", default=()
    )
    forms: tuple[FormFact, ...] = fact(
        "webformulare", "Forms on the site", file="rechtliches.yml", default=()
    )
    storage: tuple[Storage, ...] = fact(
        "speicher", "What the site stores on the device", file="rechtliches.yml", default=()
    )
    applications: Applications | None = fact(
        "bewerbungen", "What happens to applications", file="rechtliches.yml", default=None
    )
    bfsg: Accessibility | None = fact(
        "bfsg", "Questions of the Barrierefreiheitsstärkungsgesetz", file="rechtliches.yml", default=None
    )
    arbitration: Arbitration | None = fact(
        "schlichtung", "Consumer arbitration (VSBG)", file="rechtliches.yml", default=None
    )
    editor: Editor | None = fact(
        "redaktion", "Responsible for articles (§ 18 MStV)", file="rechtliches.yml", default=None
    )
    social: Social | None = fact("social", "Social media: your stance", file="rechtliches.yml", default=None)
    images: tuple[ImageCredit, ...] = fact("bilder", "Image credits", file="rechtliches.yml", default=())
    authority: Body | None = fact(
        "datenschutzaufsicht",
        "Data protection authority, when not that of the Land",
        file="rechtliches.yml",
        default=None,
    )
    texts: dict[str, Markdown] = fact(
        "texte", "Own texts instead of built-in blocks", file="rechtliches.yml", default={}
    )
    technical: Technical | None = fact(
        "website", "Technical facts about the site", file="rechtliches.yml", default=None
    )

    folder: Path = field(default=Path("praxis"))
    language: str = "de"

    def location(self, name: str) -> Location | None:
        """Return the location of that name, or None."""
        return next((place for place in self.practice.locations if place.name == name), None)
