"""Facts about hours and closings: zeiten.yml and urlaub.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.model_practice import Address
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import (
    Name,
    Phone,
    Record,
    Span,
    Text,
    Urgent,
    Url,
    Week,
    YearDay,
    fact,
    required,
)


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DayException(Record):
    """Other hours on one day, or none."""

    date: dt.date = required("datum", "The day", "05.12.2026")
    spans: tuple[Span, ...] = required("zeiten", "Hours on that day, or `geschlossen`", "8:00-10:00")
    reason: Text = fact("grund", "Why", "Fortbildung")
    location: str = fact("standort", "Only for this location", "Filiale Musterstadt")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
