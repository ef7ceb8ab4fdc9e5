"""What templates may ask: dates and hours in words, links, files with their size, short Markdown, icons, QR codes."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NoReturn

from markupsafe import Markup

from mkdocs_praxis.components import words
from mkdocs_praxis.components.appearance import told_apart
from mkdocs_praxis.components.foreign import blocks
from mkdocs_praxis.components.offers import Offers
from mkdocs_praxis.components.paper import step
from mkdocs_praxis.components.people import People
from mkdocs_praxis.components.times import Times
from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.model import (
    Address,
    Closing,
    Phone,
    Schedule,
    Service,
    Span,
    Week,
)
from mkdocs_praxis.practice.phrases import said
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.tongues import code_of, spoken
from mkdocs_praxis.practice.values import Told
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.web.url import resolve

# "closed" would be wrong of them: the practice may be open, or nobody comes to its door at all
_BESIDE = frozenset({"akut", "video", "hausbesuch", "telefon"})
_SMALL_WORDS = regex(r"^<p>(.*)</p>$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FileFact:
    """What a link to a file tells before it is followed."""

    href: str
    type: str
    size: str


@dataclass(frozen=True, slots=True)
class Look(Offers, People, Times):
    """What the template of one component sees as `look`; its facts are in the language of the page where they say it."""

    component: str = ""  # its name, as people of the language write it

    @property
    def t(self) -> Translate:
        """The translation function."""
        return translator(self.language, "components")

    # Dates and hours

    def date(self, day: dt.date, *, year: bool = True, weekday: bool = True) -> str:
        """Return a day in words, such as `Mo., 3. August 2026`."""
        return words.long_date(day, self.language, year=year, weekday=weekday)

    def period(self, start: dt.date, end: dt.date) -> str:
        """Return a stretch of days in words; the year stands once when it is the same."""
        if start == end:
            return self.date(start)
        return self.t(
            "{start} to {end}", start=self.date(start, year=start.year != end.year), end=self.date(end)
        )

    def rows(self, schedule: Schedule, *, phone: bool = False) -> tuple[words.HoursRow, ...]:
        """Return the lines of a week; of hours in which no door is open (`phone` or by their kind), only days that have some."""
        rows = words.week_rows(schedule.week, self.language)
        if not phone and schedule.kind not in _BESIDE:
            return rows
        return tuple(row for row in rows if row.spans or row.on_request) or rows

    def week_rows(self, week: Week) -> tuple[words.HoursRow, ...]:
        """Return the lines of days with hours."""
        return words.week_rows(week, self.language)

    def span(self, span: Span) -> str:
        """Return hours with the words for and beside them, such as `8:00–12:30 Uhr nur mit Termin`."""
        return f"{words.hours(span, self.language)} {span.note}".rstrip()

    def shut(self, closing: Closing) -> str:
        """Return the days of a closing in words, and on which of them the door is open all the same."""
        return ", ".join(filter(None, (self.period(closing.start, closing.end), self.opened(closing))))

    def opened(self, closing: Closing) -> str:
        """Return on which days and when the door is open within a closing, "" when it never is."""
        days = [
            f"{self.date(one.date, year=False)}{f', {one.location}' if one.location != closing.location else ''}"
            f" ({', '.join(map(self.span, one.spans))})"
            for one in self.openings(closing)
        ]
        return self.t("except {days}", days=", ".join(days)) if days else ""

    def spoken(self) -> list[str]:
        """Return the languages of the practice and of its people, each once."""
        if self.facts is None:
            return []
        named = [
            *self.facts.practice.spoken,
            *(language for person in self.facts.team for language in person.languages),
        ]
        known = {code_of(one) or one: one for one in reversed(named)}
        return [one for one in dict.fromkeys(named) if known[code_of(one) or one] is one]

    def tongues(self, languages: Iterable[str]) -> list[str]:
        """Return languages by their names in the language of the page."""
        site = self.facts.language if self.facts else self.language
        return [spoken(one, self.language, site) for one in languages]

    def said(self, text: str) -> str:
        """Return a phrase of the facts in the language of the page, as far as it is a known one."""
        return said(text, self.language, self.facts.language if self.facts else "de")

    def credit(self, path: str) -> str:
        """Return who made a picture, from the image credits of the facts."""
        found = next((c for c in self.facts.images if fnmatch(path, c.file)), None) if self.facts else None
        return ", ".join(part for part in (found.author, found.licence) if part) if found else ""

    def fail(self, what: str, fix: str | None = None) -> NoReturn:
        """Raise PraxisError: a template cannot go on."""
        raise PraxisError(Problem(what, fix=fix))

    def legal_text(self, name: str) -> Markup:
        """Return the text of a legal page as HTML."""
        if self.legal is None:
            self.fail(
                msg("'{name}' can only be made where the whole site is known: by `praxis build`", name=name)
            )
        return Markup(self.legal(name))  # noqa: S704 - made by practice.legal, which escapes the facts

    def stance(self, audience: str) -> Markup:
        """Return why the practice does without social networks, for `patients` or `practices`."""
        from mkdocs_praxis.practice.legal.texts import plain_text

        profiles = self.facts.social.profiles if self.facts and self.facts.social else ()
        if audience == "patients" and profiles:
            raise PraxisError(
                Problem(
                    msg(
                        "The text of 'haltung' says that you are in no social network, but the facts name a profile: {network}",
                        network=profiles[0].network,
                    ),
                    fix=msg(
                        "Write your stance in your own words under social: text:, or delete the profile."
                    ),
                )
            )
        name = "haltung-patienten" if audience == "patients" else "haltung-praxis"
        return Markup(words.markdown_html(plain_text(name, self.language)))  # noqa: S704 - our own text

    # Links and files

    def href(self, target: str) -> str:
        """Return an address for a page or file of the site, or an absolute address as it is.

        Raises PraxisError when the docs folder holds no such file.
        """
        if target.startswith("#") or resolve(target, "about:blank") is not None:
            return target
        path, hash_, fragment = target.partition("#")
        found = self.link(path)
        if found is None:
            raise PraxisError(
                Problem(
                    msg(
                        "'{component}' names the file {path}, which is not in the docs folder",
                        component=self.component,
                        path=path,
                    ),
                    fix="Check the spelling, upper and lower case included; paths count from the docs folder.",
                )
            )
        return found + hash_ + fragment

    def root(self, path: str) -> str:
        """Return the address of a file that the build adds at the root of the site."""
        return (self.link("") or "") + path

    def file(self, path: str) -> FileFact:
        """Return type and size of a file below docs/, for the link to it.

        Raises PraxisError when it is not there.
        """
        href = self.href(path)
        kind = Path(path).suffix.removeprefix(".").upper()
        full = self.docs_dir / path if self.docs_dir else None
        if full is None or not full.is_file():
            return FileFact(href, kind, "")
        return FileFact(href, kind, words.bytes_text(full.stat().st_size, self.language))

    def img(self, path: str, alt: str, sizes: str) -> Markup:
        """Return a picture below docs/ with its size and, where the site is written, smaller copies.

        Raises PraxisError when the file is missing or no picture.
        """
        from mkdocs_praxis.components.images import picture

        full = self.docs_dir / path if self.docs_dir else None
        copies = self.site_dir / Path(path).parent if self.site_dir else None
        return picture(full, self.href(path), alt, sizes, copies)

    # Words

    def md(self, text: str) -> Markup:
        """Return Markdown of the facts as HTML; their owner writes it, as the pages."""
        html = words.markdown_html(str(text))
        return Markup(blocks(html, text, self.facts, self.language))  # noqa: S704 - the owner's own Markdown, as trusted as the pages

    def md_line(self, text: str) -> Markup:
        """Return Markdown as HTML without a paragraph around a single one."""
        html = words.markdown_html(str(text))
        single = _SMALL_WORDS.match(html) if html.count("<p>") == 1 else None
        return Markup(single[1] if single else html)  # noqa: S704 - as above

    def tel(self, phone: Phone) -> Markup:
        """Return a phone number as a link that says the number itself."""
        return Markup('<a href="{}" dir="ltr">{}</a>').format(phone.href, phone.shown)

    def address(self, address: Address) -> Markup:
        """Return an address, one part a line."""
        return Markup("<br>").join(address.lines)

    def initials(self, name: str) -> str:
        """Return first letters of first and last name, for the tile that stands in for a photo; of a double name the first."""
        words = [w for w in name.partition(",")[0].split() if w[0].isupper() and not w.endswith(".")]
        words = [
            w for w in words if w not in {"Frau", "Herr"} and (len(w) == 1 or not w.isupper())
        ] or words  # `MFA`
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")) if words else "?"

    def paper_step(self, lines: list[tuple[str, float]], gaps: int) -> int:
        """Return how large the words of a notice for the door are set: the number of a step, 0 the largest."""
        return step(lines, gaps=gaps)

    def pictograms(self, services: Sequence[Service]) -> list[str]:
        """Return the names of the pictograms for the services of a list."""
        own = self.facts.language if self.facts else ""
        names = [s.name.said.get(own, s.name) if isinstance(s.name, Told) else s.name for s in services]
        return told_apart(names, self.facts, [s.pictogram for s in services])

    def groups(self, things: Iterable[Any]) -> list[tuple[str, list[Any]]]:
        """Return things under their headings, headings in the order of their first thing."""
        found: dict[str, list[Any]] = {}
        for one in things:
            found.setdefault(one.group, []).append(one)
        return list(found.items())

    def host(self, url: str) -> str:
        """Return the host of an address, as people say it."""
        found = resolve(url, "about:blank")
        return found.host.removeprefix("www.") if found else url

    def json(self, data: object) -> Markup:
        """Return data for a script block, so that no text in it can end the block."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - no markup is left in it

    def qr(self, text: str, title: str) -> Markup:
        """Return a QR code as inline SVG."""
        from mkdocs_praxis.components.qr import qr_svg

        return qr_svg(text, title)

    def vcard(self) -> str:
        """Return the practice's contact as a vCard."""
        from mkdocs_praxis.practice.exports import vcard

        return vcard(self.facts, self.site_url) if self.facts else ""

    def structured_data(self) -> Mapping[str, object]:
        """Return schema.org data of the practice."""
        from mkdocs_praxis.practice.structured import structured_data

        return structured_data(self.facts, site_url=self.site_url, today=self.today) if self.facts else {}
