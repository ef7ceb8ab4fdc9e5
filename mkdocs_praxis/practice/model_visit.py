"""Facts for visitors: news, appointments, directions, premises, questions (aktuelles, termine, anfahrt, fragen)."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import (
    Country,
    Markdown,
    Name,
    Phone,
    Record,
    Text,
    Url,
    Word,
    fact,
    required,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
    """A news item with dates of appearance."""

    title: Text = required("titel", "Heading", "Grippeimpfung")
    text: Markdown = fact("text", "What patients should know (Markdown)", "Ab sofort ohne Termin.")
    start: dt.date | None = fact("von", "First day shown")
    end: dt.date = required("bis", "Last day shown", "31.01.2027")
    kind: Literal["info", "wichtig"] = fact("art", "How strongly it is shown", default="info")
    category: Text = fact("rubrik", "Category", "Impfungen")
    link: str = fact("link", "Page of this site to read more", "leistungen/impfungen.md")
    archive: bool = fact("archiv", "Keep it in the archive and the feed when it is over?")

    def shown(self, date: dt.date) -> bool:
        """Whether it is shown on a date."""
        return (self.start is None or self.start <= date) and date <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineBooking(Record):
    """A booking site that is linked, never embedded."""

    url: Url = required("url", "Address of the booking page")
    provider: str = required("anbieter", "Who runs it", "Buchungsdienst GmbH")
    role: Literal["", "auftrag", "eigenes_konto", "beides"] = fact(
        "rolle",
        "`auftrag`: works for you; `eigenes_konto`: patients have their own account there; `beides`: your calendar on your "
        "behalf, accounts on its own",
    )
    contract: dt.date | None = fact("avv", "Date of the processor contract")
    country: Country | None = fact("land", "Country of the company", "Deutschland")
    third_country: Name = fact(
        "drittland_grundlage", "Basis of the transfer, when outside the EU", "Angemessenheitsbeschluss"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(Record):
    """How to make an appointment: by phone first; online only as an additional way."""

    text: Markdown = fact("text", "How to get an appointment", "Rufen Sie uns an.")
    phone: Phone | None = fact("telefon", "Number for appointments, when not the main one")
    online: OnlineBooking | None = fact("online", "Booking page of a provider")
    alternative: Text = fact(
        "alternative", "The other way beside the booking page", "Telefon zu den Sprechzeiten"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescriptions(Record):
    """How to order prescriptions and referrals."""

    text: Markdown = fact("text", "In general", "Bestellungen bis 11 Uhr sind am nächsten Tag fertig.")
    ways: tuple[Text, ...] = fact(
        "wege", "The ways to order, one a line", "[Anrufbeantworter, Zettel im Briefkasten]"
    )
    phone: Phone | None = fact("telefon", "Number for orders (answering machine)")
    portal: OnlineBooking | None = fact("portal", "Page of a provider for orders")
    note: Text = fact("hinweis", "A further sentence", "Bitte nennen Sie Namen und Geburtsdatum.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download(Record):
    """A form to print or fill in."""

    name: Text = required("name", "What it is", "Anamnesebogen")
    file: str = required("datei", "File below docs/", "formulare/anamnese.pdf")
    note: Text = fact("hinweis", "What to do with it", "Bitte ausgefüllt mitbringen, nicht mailen.")
    accessible: bool | None = fact("barrierefrei", "Is the PDF accessible?")
    checked: dt.date | None = fact("stand", "Day of this version", "01.11.2026")
    language: str = fact("sprache", "Language, when not the site's", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Record):
    """A stop of bus or train."""

    name: Name = required("haltestelle", "Name of the stop", "Musterplatz")
    lines: tuple[Word, ...] = fact("linien", "Lines that stop there", "[U 5, Bus 100]")
    way: Text = fact("weg", "The way from there", "3 Minuten zu Fuß")


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Record):
    """A map as an image of the site's own; it needs a credit like every image."""

    file: str = required("datei", "Picture below docs/", "bilder/anfahrt.svg")
    alt: Text = required(
        "alt", "What the picture shows, for those who do not see it", "Plan des Weges vom Bahnhof zur Praxis"
    )
    credit: Name = fact("quelle", "Who made it, and its licence", "eigene Zeichnung")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions(Record):
    """How to get there."""

    text: Markdown = fact("text", "In words", "Der Eingang liegt im Hof.")
    stops: tuple[Stop, ...] = fact("haltestellen", "Stops nearby")
    parking: Text = fact("parken", "Where to park", "Parkhaus Markt, 200 m")
    cycling: Text = fact("fahrrad", "By bicycle", "Bügel vor dem Haus")
    on_foot: Text = fact("zu_fuss", "On foot, without steps", "Vom Bahnhof über die Rampe, 5 Minuten")
    latitude: float | None = fact("breite", "Latitude", "52.5200")
    longitude: float | None = fact("laenge", "Longitude", "13.4050")
    map: Map | None = fact("karte", "Your own map")


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises(Record):
    """Accessibility of the premises as single facts, by the criteria of the KBV."""

    steps: int | None = fact("stufen", "Steps at the entrance; 0 when there is none", "0")
    step_height: int | None = fact("stufenhoehe_cm", "Height of a step in cm", "15")
    ramp: bool | None = fact("rampe", "Is there a ramp?")
    door_width: int | None = fact("tuerbreite_cm", "Narrowest door in cm", "90")
    automatic_door: bool | None = fact("tuer_automatisch", "Does the entrance open by itself?")
    lift: bool | None = fact("aufzug", "Is there a lift?")
    lift_door_width: int | None = fact("aufzug_tuer_cm", "Door of the lift in cm", "90")
    lift_depth: int | None = fact("aufzug_tiefe_cm", "Depth of the lift in cm", "140")
    floor: Text = fact("etage", "Floor", "Erdgeschoss")
    toilet: bool | None = fact("wc_rollstuhl", "Toilet for wheelchair users?")
    parking: int | None = fact("behindertenparkplaetze", "Parking for disabled people, how many", "2")
    parking_distance: int | None = fact("parkplatz_entfernung_m", "How far away, in metres", "30")
    height_adjustable: bool | None = fact("liege_hoehenverstellbar", "Couch or chair that can be lowered?")
    hearing_loop: bool | None = fact("induktionsschleife", "Hearing loop?")
    guidance: bool | None = fact("leitsystem", "Guidance for blind people?")
    contrast: bool | None = fact("kontrastreich", "Signs large and rich in contrast?")
    assistance_dog: bool | None = fact("assistenzhund", "Assistance dogs welcome?")
    sign_language: bool | None = fact("gebaerdensprache", "Is sign language spoken?")
    easy_language: bool | None = fact("leichte_sprache", "Information in easy language?")
    home_visits: bool | None = fact("hausbesuche", "Home visits?")
    note: Markdown = fact(
        "hinweis", "What else helps to know, or whom to call", "Klingeln Sie, wir helfen an der Tür."
    )
    checked: dt.date | None = fact("stand", "When this was looked at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """A frequently asked question."""

    question: Text = required("frage", "The question", "Brauche ich einen Termin?")
    answer: Markdown = required("antwort", "The answer (Markdown)", "Ja, außer in der Akutsprechstunde.")
    group: Text = fact("gruppe", "Heading", "Termine")
