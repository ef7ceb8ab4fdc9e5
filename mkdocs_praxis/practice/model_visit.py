"""Facts for visitors: news, appointments, directions, premises, questions, services, courses (aktuelles, termine, anfahrt, fragen, leistungen)."""

import datetime as dt
from typing import Any, Literal

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import (
    Cost,
    Country,
    Markdown,
    Name,
    Phone,
    Record,
    Span,
    Text,
    Url,
    Word,
    fact,
    required,
)


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


def transfer(example: str = "Angemessenheitsbeschluss") -> Any:
    """Define what every company outside the EU is asked."""
    return fact("drittland_grundlage", "Basis of the transfer, when outside the EU", example)


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
    third_country: Name = transfer()


class Booking(Record):
    """How to make an appointment: by phone first; online only as an additional way."""

    text: Markdown = fact("text", "How to get an appointment", "Rufen Sie uns an.")
    phone: Phone | None = fact("telefon", "Number for appointments, when not the main one")
    online: OnlineBooking | None = fact("online", "Booking page of a provider")
    alternative: Text = fact(
        "alternative", "The other way beside the booking page", "Telefon zu den Sprechzeiten"
    )


class Prescriptions(Record):
    """How to order prescriptions and referrals."""

    text: Markdown = fact("text", "In general", "Bestellungen bis 11 Uhr sind am nächsten Tag fertig.")
    ways: tuple[Text, ...] = fact(
        "wege", "The ways to order, one a line", "[Anrufbeantworter, Zettel im Briefkasten]"
    )
    phone: Phone | None = fact("telefon", "Number for orders (answering machine)")
    portal: OnlineBooking | None = fact("portal", "Page of a provider for orders")
    note: Text = fact("hinweis", "A further sentence", "Bitte nennen Sie Namen und Geburtsdatum.")


class Download(Record):
    """A form to print or fill in."""

    name: Text = required("name", "What it is", "Anamnesebogen")
    file: str = required("datei", "File below docs/", "formulare/anamnese.pdf")
    note: Text = fact("hinweis", "What to do with it", "Bitte ausgefüllt mitbringen, nicht mailen.")
    accessible: bool | None = fact("barrierefrei", "Is the PDF accessible?")
    checked: dt.date | None = fact("stand", "Day of this version", "01.11.2026")
    language: str = fact("sprache", "Language, when not the site's", "en")


class Stop(Record):
    """A stop of bus or train."""

    name: Name = required("haltestelle", "Name of the stop", "Musterplatz")
    lines: tuple[Word, ...] = fact("linien", "Lines that stop there", "[U 5, Bus 100]")
    way: Text = fact("weg", "The way from there", "3 Minuten zu Fuß")


class Map(Record):
    """A map as an image of the site's own; it needs a credit like every image."""

    file: str = required("datei", "Picture below docs/", "bilder/anfahrt.svg")
    alt: Text = required(
        "alt", "What the picture shows, for those who do not see it", "Plan des Weges vom Bahnhof zur Praxis"
    )
    credit: Name = fact("quelle", "Who made it, and its licence", "eigene Zeichnung")


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

    def rows(self, language: str) -> list[tuple[str, str]]:
        """Return (label, value) of every declared fact, in the order of a visit."""
        t = translator(language, "practice")
        rows = []
        for name, (label, *unit) in shipped("premises").items():
            value = getattr(self, name)
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                text = t("yes") if value else t("no")
            elif value == 0 and not unit:
                text = t("none")
            else:
                text = " ".join([str(value), *unit])
            rows.append((t(label), text))
        return rows


class Question(Record):
    """A frequently asked question."""

    question: Text = required("frage", "The question", "Brauche ich einen Termin?")
    answer: Markdown = required("antwort", "The answer (Markdown)", "Ja, außer in der Akutsprechstunde.")
    group: Text = fact("gruppe", "Heading", "Termine")


# Fee schedules: doctors, dentists, psychotherapists, Heilpraktiker (not binding), vets, or free agreement.
FeeSchedule = Literal["", "goae", "goz", "gop", "gebueh", "got", "frei"]


class Service(Record):
    """A service of the practice."""

    name: Text = required("name", "What it is called", "Gesundheitsuntersuchung")
    text: Markdown = fact(
        "text", "What it is, for whom, how long (Markdown)", "Wir **impfen** nach den Empfehlungen der STIKO."
    )
    group: Text = fact("gruppe", "Heading", "Vorsorge")
    payer: Literal["", "kasse", "selbstzahler", "beides"] = fact("kosten", "Who pays")
    price: Cost = fact("preis", "What it costs", "45 € nach GOÄ")
    duration: Text = fact("dauer", "How long it takes", "30 Minuten")
    bring: Text = fact("mitbringen", "What to bring", "Impfausweis")
    preparation: Markdown = fact("vorbereitung", "How to prepare", "Bitte nüchtern kommen.")
    pictogram: str = fact("zeichen", "Drawing beside it, when not the one that suits its name", "Impfung")
    picture: str = fact("bild", "Picture below docs/", "bilder/leistungen/ultraschall.jpg")
    picture_alt: Text = fact("bild_alt", "What the picture shows", "Das Ultraschallgerät")
    booking: Url | None = fact("termin_link", "Where to book this, at the provider named in termine.yml")
    page: str = fact("seite", "Page of this site to read more", "leistungen/impfungen.md")
    sensitive: bool = fact("sensibel", "Delicate subject: no platform links on its page")


class Price(Record):
    """One line of a price list."""

    name: Text = required("leistung", "What it is", "Sportmedizinische Untersuchung")
    price: Cost = required("preis", "What it costs, as people say it", "80 €")
    numbers: tuple[Name, ...] = fact("ziffern", "Numbers of the schedule of fees", "GOÄ 1, 8, 651")
    duration: Text = fact("dauer", "How long it takes", "45 Minuten")
    note: Text = fact("hinweis", "A further sentence", "Bericht inbegriffen")


class PriceList(Record):
    """A price list, with terms common to its prices."""

    name: Text = required("name", "Heading", "Für Selbstzahler")
    kind: Literal["", "selbstzahler", "igel", "privat", "kurse"] = fact("art", "What kind of prices")
    schedule: FeeSchedule = fact(
        "gebuehrenordnung", "By what bills are made up: `goae`, `goz`, `gop`, `gebueh`, `got`, or `frei`"
    )
    items: tuple[Price, ...] = required("posten", "The prices")
    note: Markdown = fact("hinweis", "What else holds", "Sie erhalten vorher einen Vertrag.")
    checked: dt.date | None = fact("stand", "Day from which these prices hold", "01.11.2026")


class CourseDate(Record):
    """One date of a course; in a file `12.01.2027 18:00-19:30` is enough."""

    date: dt.date = required("datum", "The day", "12.01.2027")
    spans: tuple[Span, ...] = fact("zeiten", "From when to when", "18:00-19:30")


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
    price: Cost = fact("preis", "What it costs", "120 €")
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


class Cancellation(Record):
    """How to cancel an appointment, and the fee for not doing so."""

    hours: int | None = fact("stunden_vorher", "How many hours before at the latest", "24")
    fee: Text = fact("ausfall", "What is charged when it was agreed before", "30 €")
    agreed: bool | None = fact("vereinbart", "Is the fee agreed in writing with each patient beforehand?")
    note: Markdown = fact("hinweis", "A further sentence", "Bitte rufen Sie an oder schreiben Sie uns.")
