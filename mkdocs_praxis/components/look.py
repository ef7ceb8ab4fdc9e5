"""The object `look` of component templates: dates and hours as text, links, files, Markdown, pictograms."""

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
from mkdocs_praxis.components.listings import Listings
from mkdocs_praxis.components.suggestions import meant_file
from mkdocs_praxis.components.times import Times
from mkdocs_praxis.components.untranslated import blocks
from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.exports import vcard
from mkdocs_praxis.practice.model import Address, Closing, Phone, Schedule, Service, Span, Week
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.shipped import plain_text
from mkdocs_praxis.practice.translation import language_code, said, spoken
from mkdocs_praxis.practice.values import Told
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.url import resolve

# kinds of hours for which "closed" would be misleading on other days
_BESIDE = frozenset({"akut", "video", "hausbesuch", "telefon"})
_SMALL_WORDS = regex(r"^<p>(.*)</p>$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FileFact:
    """The link to a file with its type and size."""

    href: str
    type: str
    size: str


@dataclass(frozen=True, slots=True)
class Look(Listings, Times):
    """The object `look` of one component's template; its facts are translated into the language of the page."""

    component: str = ""  # its name in the language

    @property
    def t(self) -> Translate:
        """The translation function."""
        return translator(self.language, "components")

    # Dates and hours

    def date(self, day: dt.date, *, year: bool = True, weekday: bool = True) -> str:
        """Format a date, such as `Mo., 3. August 2026`."""
        return words.long_date(day, self.language, year=year, weekday=weekday)

    def period(self, start: dt.date, end: dt.date) -> str:
        """Format a range of dates; the year is not repeated."""
        if start == end:
            return self.date(start)
        return self.t(
            "{start} to {end}", start=self.date(start, year=start.year != end.year), end=self.date(end)
        )

    def rows(self, schedule: Schedule, *, phone: bool = False) -> tuple[words.HoursRow, ...]:
        """Return the rows of a week; for phone hours and consultations beside the hours, only days with hours."""
        rows = words.week_rows(schedule.week, self.language)
        main = next((one for one in self.known.hours if one.location == schedule.location), schedule)
        if not phone and schedule.kind not in _BESIDE and (schedule == main or not schedule.name):
            return rows
        return tuple(row for row in rows if row.spans or row.on_request) or rows

    def week_rows(self, week: Week) -> tuple[words.HoursRow, ...]:
        """Return the rows of days with hours."""
        return words.week_rows(week, self.language)

    def span(self, span: Span) -> str:
        """Format hours with their note, such as `8:00–12:30 Uhr nur mit Termin`."""
        return f"{words.hours(span, self.language)} {span.note}".rstrip()

    def shut(self, closing: Closing) -> str:
        """Format the dates of a closing, with the days within it on which the practice is open."""
        return ", ".join(filter(None, (self.period(closing.start, closing.end), self.opened(closing))))

    def opened(self, closing: Closing) -> str:
        """Format the days and hours within a closing on which the practice is open; "" if there are none."""
        days = [
            f"{self.date(one.date, year=False)}{f', {one.location}' if one.location != closing.location else ''}"
            f" ({', '.join(map(self.span, one.spans))})"
            for one in self.openings(closing)
        ]
        return self.t("except {days}", days=", ".join(days)) if days else ""

    def spoken(self) -> list[str]:
        """Return the languages spoken in the practice and by its staff, without duplicates."""
        named = [
            *self.known.practice.spoken,
            *(language for person in self.known.team for language in person.languages),
        ]
        known = {language_code(one) or one: one for one in reversed(named)}
        return [one for one in dict.fromkeys(named) if known[language_code(one) or one] is one]

    def tongues(self, languages: Iterable[str]) -> list[str]:
        """Return the names of languages in the language of the page."""
        site = self.facts.language if self.facts else self.language
        return [spoken(one, self.language, site) for one in languages]

    def said(self, text: str) -> str:
        """Translate a phrase of the facts into the language of the page, if it is a known one."""
        return said(text, self.language, self.facts.language if self.facts else "de")

    def credit(self, path: str) -> str:
        """Return the credit of an image, from the facts."""
        found = next((c for c in self.known.images if fnmatch(path, c.file)), None)
        return ", ".join(part for part in (found.author, found.licence) if part) if found else ""

    def fail(self, what: str, fix: str | None = None) -> NoReturn:
        """Raise PraxisError from a template."""
        raise PraxisError(what, fix=fix)

    def legal_text(self, name: str) -> Markup:
        """Return the text of a legal page as HTML."""
        if self.legal is None:
            self.fail(
                msg("'{name}' can only be made where the whole site is known: by `praxis build`", name=name)
            )
        return Markup(self.legal(name))  # noqa: S704 - made by practice.legal, which escapes the facts

    def stance(self, audience: str) -> Markup:
        """Return the text on why the practice avoids social networks, for `patients` or `practices`."""
        profiles = self.known.social.profiles if self.known.social else ()
        if audience == "patients" and profiles:
            what = "The text of 'haltung' says that you are in no social network, but the facts name a profile: {network}"
            fix = msg("Write your stance in your own words under social: text:, or delete the profile.")
            raise PraxisError(msg(what, network=profiles[0].network), fix=fix)
        name = "haltung-patienten" if audience == "patients" else "haltung-praxis"
        return Markup(words.markdown_html(plain_text(name, self.language)))  # noqa: S704 - our own text

    # Links and files

    def href(self, target: str) -> str:
        """Return the URL for a page or file of the site; absolute URLs are returned unchanged. Raises PraxisError."""
        if target.startswith("#") or resolve(target, "about:blank") is not None:
            return target
        path, hash_, fragment = target.partition("#")
        found = self.link(path)
        if found is None:
            what = "'{component}' names the file {path}, which is not in the docs folder"
            raise PraxisError(
                msg(what, component=self.component, path=path), fix=meant_file(self.docs_dir, path)
            )
        return found + hash_ + fragment

    def root(self, path: str) -> str:
        """Return the URL of a file that the build adds at the root of the site."""
        return (self.link("") or "") + path

    def file(self, path: str) -> FileFact:
        """Return URL, type and size of a file below docs/. Raises PraxisError if it is missing."""
        href = self.href(path)
        kind = Path(path).suffix.removeprefix(".").upper()
        full = self.docs_dir / path if self.docs_dir else None
        if full is None or not full.is_file():
            return FileFact(href, kind, "")
        return FileFact(href, kind, words.bytes_text(full.stat().st_size, self.language))

    def img(self, path: str, alt: str, sizes: str, shape: float = 0) -> Markup:
        """Return an image below docs/ as `<img>` with dimensions and, during a build, smaller copies. Raises PraxisError.

        `shape` is width by height of a frame that it fills.
        """
        from mkdocs_praxis.components.images import picture

        full = self.docs_dir / path if self.docs_dir else None
        copies = self.site_dir / Path(path).parent if self.site_dir else None
        return picture(full, self.href(path), alt, sizes, copies, shape)

    # Words

    def md(self, text: str) -> Markup:
        """Return Markdown of the facts as HTML, unescaped: it is trusted, like the pages."""
        html = words.markdown_html(str(text))
        return Markup(blocks(html, text, self.facts, self.language))  # noqa: S704 - the owner's own Markdown, as trusted as the pages

    def md_line(self, text: str) -> Markup:
        """Return Markdown as HTML; a single paragraph is unwrapped."""
        html = words.markdown_html(str(text))
        single = _SMALL_WORDS.match(html) if html.count("<p>") == 1 else None
        return Markup(single[1] if single else html)  # noqa: S704 - as above

    def tel(self, phone: Phone) -> Markup:
        """Return a `tel:` link with the number as its text."""
        return Markup('<a href="{}" dir="ltr">{}</a>').format(phone.href, phone.shown)

    def address(self, address: Address) -> Markup:
        """Return an address, one part per line."""
        return Markup("<br>").join(address.lines)

    def initials(self, name: str) -> str:
        """Return the initials of first and last name, as a placeholder for a photo."""
        words = [w for w in name.partition(",")[0].split() if w[0].isupper() and not w.endswith(".")]
        # Capitals alone, such as `MFA`, stay where nothing else is left.
        words = [w for w in words if w not in {"Frau", "Herr"} and (len(w) == 1 or not w.isupper())] or words
        if not words:  # letters without capitals, as in Arabic: two of them would join to a word
            return next(filter(str.isalpha, name), "?").upper()
        return words[0][0] + (words[-1][0] if len(words) > 1 else "")

    def pictograms(self, services: Sequence[Service]) -> list[str]:
        """Return the pictograms for a list of services."""
        own = self.facts.language if self.facts else ""
        names = [s.name.said.get(own, s.name) if isinstance(s.name, Told) else s.name for s in services]
        return told_apart(names, self.facts, [s.pictogram for s in services])

    def groups(self, things: Iterable[Any]) -> list[tuple[str, list[Any]]]:
        """Return (heading, things) groups, in the order of the first thing of each."""
        found: dict[str, list[Any]] = {}
        for one in things:
            found.setdefault(one.group, []).append(one)
        return list(found.items())

    def host(self, url: str) -> str:
        """Return the host of a URL, for display."""
        found = resolve(url, "about:blank")
        return found.host.removeprefix("www.") if found else url

    def json(self, data: object) -> Markup:
        """Return data as JSON for a script element, escaped so that no text can end it."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - no markup is left in it

    def vcard(self) -> str:
        """Return the practice's contact as a vCard."""
        return vcard(self.known, self.site_url)

    def structured_data(self) -> Mapping[str, object]:
        """Return schema.org data of the practice."""
        from mkdocs_praxis.practice.structured import structured_data

        return structured_data(self.known, site_url=self.site_url, today=self.today)
