"""Facts about what the practice offers: leistungen.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Markdown, Name, Record, Span, Text, Url, fact

# Fee schedules: doctors, dentists, psychotherapists, Heilpraktiker (not binding), vets, or free agreement.
Schedule = Literal["", "goae", "goz", "gop", "gebueh", "got", "frei"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Record):
    """A service of the practice."""

    name: Text = fact("name", "What it is called", example="Gesundheitsuntersuchung")
    text: Markdown = fact(
        "text",
        "What it is, for whom, how long (Markdown)",
        default="",
        example="Wir **impfen** nach den Empfehlungen der STIKO.",
    )
    group: Text = fact("gruppe", "Heading", default="", example="Vorsorge")
    payer: Literal["", "kasse", "selbstzahler", "beides"] = fact("kosten", "Who pays", default="")
    price: Text = fact("preis", "What it costs", default="", example="45 € nach GOÄ")
    duration: Text = fact("dauer", "How long it takes", default="", example="30 Minuten")
    bring: Text = fact("mitbringen", "What to bring", default="", example="Impfausweis")
    preparation: Markdown = fact(
        "vorbereitung", "How to prepare", default="", example="Bitte nüchtern kommen."
    )
    pictogram: str = fact(
        "zeichen", "Drawing beside it, when not the one that suits its name", default="", example="Impfung"
    )
    picture: str = fact(
        "bild", "Picture below docs/", default="", example="bilder/leistungen/ultraschall.jpg"
    )
    picture_alt: Text = fact("bild_alt", "What the picture shows", default="", example="Das Ultraschallgerät")
    booking: Url | None = fact(
        "termin_link", "Where to book this, at the provider named in termine.yml", default=None
    )
    page: str = fact("seite", "Page of this site to read more", default="", example="leistungen/impfungen.md")
    sensitive: bool = fact("sensibel", "Delicate subject: no platform links on its page", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Record):
    """One line of a price list."""

    name: Text = fact("leistung", "What it is", example="Sportmedizinische Untersuchung")
    price: Text = fact("preis", "What it costs, as people say it", example="80 €")
    numbers: tuple[Name, ...] = fact(
        "ziffern", "Numbers of the schedule of fees", default=(), example="GOÄ 1, 8, 651"
    )
    duration: Text = fact("dauer", "How long it takes", default="", example="45 Minuten")
    note: Text = fact("hinweis", "A further sentence", default="", example="Bericht inbegriffen")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList(Record):
    """A price list, with terms common to its prices."""

    name: Text = fact("name", "Heading", example="Für Selbstzahler")
    kind: Literal["", "selbstzahler", "igel", "privat", "kurse"] = fact(
        "art", "What kind of prices", default=""
    )
    schedule: Schedule = fact(
        "gebuehrenordnung",
        "By what bills are made up: `goae`, `goz`, `gop`, `gebueh`, `got`, or `frei`",
        default="",
    )
    items: tuple[Price, ...] = fact("posten", "The prices")
    note: Markdown = fact(
        "hinweis", "What else holds", default="", example="Sie erhalten vorher einen Vertrag."
    )
    checked: dt.date | None = fact(
        "stand", "Day from which these prices hold", default=None, example="01.11.2026"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDate(Record):
    """One date of a course; in a file `12.01.2027 18:00-19:30` is enough."""

    date: dt.date = fact("datum", "The day", example="12.01.2027")
    spans: tuple[Span, ...] = fact("zeiten", "From when to when", default=(), example="18:00-19:30")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Record):
    """A course or group with dates; hidden after its last date."""

    name: Text = fact("name", "What it is called", example="Rückbildung am Vormittag")
    text: Markdown = fact(
        "text",
        "What it is and for whom (Markdown)",
        default="",
        example="Für Mütter ab der achten Woche nach der Geburt.",
    )
    dates: tuple[CourseDate, ...] = fact(
        "termine", "Its dates", example="[12.01.2027 18:00-19:30, 19.01.2027 18:00-19:30]"
    )
    leader: str = fact("leitung", "Who leads it", default="", example="Ada Beispiel")
    location: str = fact(
        "standort", "Name of the location, when there are several", default="", example="Filiale Musterstadt"
    )
    room: Text = fact(
        "ort", "Where, when not in the practice", default="", example="Turnhalle der Gartenschule"
    )
    price: Text = fact("preis", "What it costs", default="", example="120 €")
    payer: Text = fact(
        "zuschuss", "What insurers pay of it", default="", example="Zuschuss nach § 20 SGB V möglich"
    )
    places: int | None = fact("plaetze", "How many can take part", default=None, example="10")
    free: int | None = fact("frei", "Places left; 0 when it is full", default=None, example="3")
    checked: dt.date | None = fact("stand", "Day on which that was true", default=None, example="25.11.2026")
    booking: Url | None = fact(
        "termin_link", "Where to book it, at the provider named in termine.yml", default=None
    )
    page: str = fact("seite", "Page of this site to read more", default="", example="kurse.md")

    @property
    def last(self) -> dt.date:
        """The last day."""
        return max(one.date for one in self.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(Record):
    """How to cancel an appointment, and the fee for not doing so."""

    hours: int | None = fact(
        "stunden_vorher", "How many hours before at the latest", default=None, example="24"
    )
    fee: Text = fact("ausfall", "What is charged when it was agreed before", default="", example="30 €")
    agreed: bool | None = fact(
        "vereinbart", "Is the fee agreed in writing with each patient beforehand?", default=None
    )
    note: Markdown = fact(
        "hinweis", "A further sentence", default="", example="Bitte rufen Sie an oder schreiben Sie uns."
    )
