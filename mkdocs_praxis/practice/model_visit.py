"""Facts for visitors: news, appointments, directions, premises, questions (aktuelles, termine, anfahrt, fragen)."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Country, Markdown, Name, Phone, Record, Text, Url, Word, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
    """A news item with dates of appearance."""

    title: Text = fact("titel", "Heading", example="Grippeimpfung")
    text: Markdown = fact(
        "text", "What patients should know (Markdown)", default="", example="Ab sofort ohne Termin."
    )
    start: dt.date | None = fact("von", "First day shown", default=None)
    end: dt.date = fact("bis", "Last day shown", example="31.01.2027")
    kind: Literal["info", "wichtig"] = fact("art", "How strongly it is shown", default="info")
    category: Text = fact("rubrik", "Category", default="", example="Impfungen")
    link: str = fact("link", "Page of this site to read more", default="", example="leistungen/impfungen.md")
    archive: bool = fact("archiv", "Keep it in the archive and the feed when it is over?", default=False)

    def shown(self, date: dt.date) -> bool:
        """Whether it is shown on a date."""
        return (self.start is None or self.start <= date) and date <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineBooking(Record):
    """A booking site that is linked, never embedded."""

    url: Url = fact("url", "Address of the booking page")
    provider: str = fact("anbieter", "Who runs it", example="Buchungsdienst GmbH")
    role: Literal["", "auftrag", "eigenes_konto", "beides"] = fact(
        "rolle",
        "`auftrag`: works for you; `eigenes_konto`: patients have their own account there; `beides`: your calendar on your "
        "behalf, accounts on its own",
        default="",
    )
    contract: dt.date | None = fact("avv", "Date of the processor contract", default=None)
    country: Country | None = fact("land", "Country of the company", default=None, example="Deutschland")
    third_country: Name = fact(
        "drittland_grundlage",
        "Basis of the transfer, when outside the EU",
        default="",
        example="Angemessenheitsbeschluss",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(Record):
    """How to make an appointment: by phone first; online only as an additional way."""

    text: Markdown = fact("text", "How to get an appointment", default="", example="Rufen Sie uns an.")
    phone: Phone | None = fact("telefon", "Number for appointments, when not the main one", default=None)
    online: OnlineBooking | None = fact("online", "Booking page of a provider", default=None)
    alternative: Text = fact(
        "alternative",
        "The other way beside the booking page",
        default="",
        example="Telefon zu den Sprechzeiten",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescriptions(Record):
    """How to order prescriptions and referrals."""

    text: Markdown = fact(
        "text", "In general", default="", example="Bestellungen bis 11 Uhr sind am nächsten Tag fertig."
    )
    ways: tuple[Text, ...] = fact(
        "wege",
        "The ways to order, one a line",
        default=(),
        example="[Anrufbeantworter, Zettel im Briefkasten]",
    )
    phone: Phone | None = fact("telefon", "Number for orders (answering machine)", default=None)
    portal: OnlineBooking | None = fact("portal", "Page of a provider for orders", default=None)
    note: Text = fact(
        "hinweis", "A further sentence", default="", example="Bitte nennen Sie Namen und Geburtsdatum."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Download(Record):
    """A form to print or fill in."""

    name: Text = fact("name", "What it is", example="Anamnesebogen")
    file: str = fact("datei", "File below docs/", example="formulare/anamnese.pdf")
    note: Text = fact(
        "hinweis", "What to do with it", default="", example="Bitte ausgefüllt mitbringen, nicht mailen."
    )
    accessible: bool | None = fact("barrierefrei", "Is the PDF accessible?", default=None)
    checked: dt.date | None = fact("stand", "Day of this version", default=None, example="01.11.2026")
    language: str = fact("sprache", "Language, when not the site's", default="", example="en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Record):
    """A stop of bus or train."""

    name: Name = fact("haltestelle", "Name of the stop", example="Musterplatz")
    lines: tuple[Word, ...] = fact("linien", "Lines that stop there", default=(), example="[U 5, Bus 100]")
    way: Text = fact("weg", "The way from there", default="", example="3 Minuten zu Fuß")


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Record):
    """A map as an image of the site's own; it needs a credit like every image."""

    file: str = fact("datei", "Picture below docs/", example="bilder/anfahrt.svg")
    alt: Text = fact(
        "alt",
        "What the picture shows, for those who do not see it",
        example="Plan des Weges vom Bahnhof zur Praxis",
    )
    credit: Name = fact("quelle", "Who made it, and its licence", default="", example="eigene Zeichnung")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions(Record):
    """How to get there."""

    text: Markdown = fact("text", "In words", default="", example="Der Eingang liegt im Hof.")
    stops: tuple[Stop, ...] = fact("haltestellen", "Stops nearby", default=())
    parking: Text = fact("parken", "Where to park", default="", example="Parkhaus Markt, 200 m")
    cycling: Text = fact("fahrrad", "By bicycle", default="", example="Bügel vor dem Haus")
    on_foot: Text = fact(
        "zu_fuss", "On foot, without steps", default="", example="Vom Bahnhof über die Rampe, 5 Minuten"
    )
    latitude: float | None = fact("breite", "Latitude", default=None, example="52.5200")
    longitude: float | None = fact("laenge", "Longitude", default=None, example="13.4050")
    map: Map | None = fact("karte", "Your own map", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises(Record):
    """Accessibility of the premises as single facts, by the criteria of the KBV."""

    steps: int | None = fact(
        "stufen", "Steps at the entrance; 0 when there is none", default=None, example="0"
    )
    step_height: int | None = fact("stufenhoehe_cm", "Height of a step in cm", default=None, example="15")
    ramp: bool | None = fact("rampe", "Is there a ramp?", default=None)
    door_width: int | None = fact("tuerbreite_cm", "Narrowest door in cm", default=None, example="90")
    automatic_door: bool | None = fact("tuer_automatisch", "Does the entrance open by itself?", default=None)
    lift: bool | None = fact("aufzug", "Is there a lift?", default=None)
    lift_door_width: int | None = fact("aufzug_tuer_cm", "Door of the lift in cm", default=None, example="90")
    lift_depth: int | None = fact("aufzug_tiefe_cm", "Depth of the lift in cm", default=None, example="140")
    floor: Text = fact("etage", "Floor", default="", example="Erdgeschoss")
    toilet: bool | None = fact("wc_rollstuhl", "Toilet for wheelchair users?", default=None)
    parking: int | None = fact(
        "behindertenparkplaetze", "Parking for disabled people, how many", default=None, example="2"
    )
    parking_distance: int | None = fact(
        "parkplatz_entfernung_m", "How far away, in metres", default=None, example="30"
    )
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
    note: Markdown = fact(
        "hinweis",
        "What else helps to know, or whom to call",
        default="",
        example="Klingeln Sie, wir helfen an der Tür.",
    )
    checked: dt.date | None = fact("stand", "When this was looked at", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """A frequently asked question."""

    question: Text = fact("frage", "The question", example="Brauche ich einen Termin?")
    answer: Markdown = fact("antwort", "The answer (Markdown)", example="Ja, außer in der Akutsprechstunde.")
    group: Text = fact("gruppe", "Heading", default="", example="Termine")
