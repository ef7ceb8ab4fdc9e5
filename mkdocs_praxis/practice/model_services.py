"""Facts about what the practice offers: leistungen.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Markdown, Name, Record, Span, Text, Url, fact, required

# Fee schedules: doctors, dentists, psychotherapists, Heilpraktiker (not binding), vets, or free agreement.
Schedule = Literal["", "goae", "goz", "gop", "gebueh", "got", "frei"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Record):
    """A service of the practice."""

    name: Text = required("name", "What it is called", "Gesundheitsuntersuchung")
    text: Markdown = fact(
        "text", "What it is, for whom, how long (Markdown)", "Wir **impfen** nach den Empfehlungen der STIKO."
    )
    group: Text = fact("gruppe", "Heading", "Vorsorge")
    payer: Literal["", "kasse", "selbstzahler", "beides"] = fact("kosten", "Who pays")
    price: Text = fact("preis", "What it costs", "45 € nach GOÄ")
    duration: Text = fact("dauer", "How long it takes", "30 Minuten")
    bring: Text = fact("mitbringen", "What to bring", "Impfausweis")
    preparation: Markdown = fact("vorbereitung", "How to prepare", "Bitte nüchtern kommen.")
    pictogram: str = fact("zeichen", "Drawing beside it, when not the one that suits its name", "Impfung")
    picture: str = fact("bild", "Picture below docs/", "bilder/leistungen/ultraschall.jpg")
    picture_alt: Text = fact("bild_alt", "What the picture shows", "Das Ultraschallgerät")
    booking: Url | None = fact("termin_link", "Where to book this, at the provider named in termine.yml")
    page: str = fact("seite", "Page of this site to read more", "leistungen/impfungen.md")
    sensitive: bool = fact("sensibel", "Delicate subject: no platform links on its page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Record):
    """One line of a price list."""

    name: Text = required("leistung", "What it is", "Sportmedizinische Untersuchung")
    price: Text = required("preis", "What it costs, as people say it", "80 €")
    numbers: tuple[Name, ...] = fact("ziffern", "Numbers of the schedule of fees", "GOÄ 1, 8, 651")
    duration: Text = fact("dauer", "How long it takes", "45 Minuten")
    note: Text = fact("hinweis", "A further sentence", "Bericht inbegriffen")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList(Record):
    """A price list, with terms common to its prices."""

    name: Text = required("name", "Heading", "Für Selbstzahler")
    kind: Literal["", "selbstzahler", "igel", "privat", "kurse"] = fact("art", "What kind of prices")
    schedule: Schedule = fact(
        "gebuehrenordnung", "By what bills are made up: `goae`, `goz`, `gop`, `gebueh`, `got`, or `frei`"
    )
    items: tuple[Price, ...] = required("posten", "The prices")
    note: Markdown = fact("hinweis", "What else holds", "Sie erhalten vorher einen Vertrag.")
    checked: dt.date | None = fact("stand", "Day from which these prices hold", "01.11.2026")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDate(Record):
    """One date of a course; in a file `12.01.2027 18:00-19:30` is enough."""

    date: dt.date = required("datum", "The day", "12.01.2027")
    spans: tuple[Span, ...] = fact("zeiten", "From when to when", "18:00-19:30")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Record):
    """A course or group with dates; hidden after its last date."""

    name: Text = required("name", "What it is called", "Rückbildung am Vormittag")
    text: Markdown = fact(
        "text", "What it is and for whom (Markdown)", "Für Mütter ab der achten Woche nach der Geburt."
    )
    dates: tuple[CourseDate, ...] = required(
        "termine", "Its dates", "[12.01.2027 18:00-19:30, 19.01.2027 18:00-19:30]"
    )
    leader: str = fact("leitung", "Who leads it", "Ada Beispiel")
    location: str = fact("standort", "Name of the location, when there are several", "Filiale Musterstadt")
    room: Text = fact("ort", "Where, when not in the practice", "Turnhalle der Gartenschule")
    price: Text = fact("preis", "What it costs", "120 €")
    payer: Text = fact("zuschuss", "What insurers pay of it", "Zuschuss nach § 20 SGB V möglich")
    places: int | None = fact("plaetze", "How many can take part", "10")
    free: int | None = fact("frei", "Places left; 0 when it is full", "3")
    checked: dt.date | None = fact("stand", "Day on which that was true", "25.11.2026")
    booking: Url | None = fact("termin_link", "Where to book it, at the provider named in termine.yml")
    page: str = fact("seite", "Page of this site to read more", "kurse.md")

    @property
    def last(self) -> dt.date:
        """The last day."""
        return max(one.date for one in self.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(Record):
    """How to cancel an appointment, and the fee for not doing so."""

    hours: int | None = fact("stunden_vorher", "How many hours before at the latest", "24")
    fee: Text = fact("ausfall", "What is charged when it was agreed before", "30 €")
    agreed: bool | None = fact("vereinbart", "Is the fee agreed in writing with each patient beforehand?")
    note: Markdown = fact("hinweis", "A further sentence", "Bitte rufen Sie an oder schreiben Sie uns.")
