"""Facts and findings → the legal pages, as Markdown. No legal advice; every page says its date and version."""

import datetime as dt
import fnmatch
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.legal.bodies import authority_of, shown_body
from mkdocs_praxis.practice.legal.found import Found
from mkdocs_praxis.practice.legal.tables import associations, chambers
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.premises import premises_rows
from mkdocs_praxis.practice.requirements import BY_ID, PAGE_GAPS, Requirement, unmet
from mkdocs_praxis.problem import PraxisError, Problem

TEXTS = Path(__file__).resolve().parent.parent / "texts"
PAGES = ("impressum", "datenschutz", "barrierefreiheit", "bildnachweise")
TITLES = {
    "impressum": "Legal notice",
    "datenschutz": "Privacy notice",
    "barrierefreiheit": "Accessibility",
    "bildnachweise": "Image credits",
}
_GROUP_NAMES = {
    "booking": "Appointments",
    "social": "Social networks, videos, messengers",
    "map": "Maps and routes",
    "authority": "Authorities, chambers, laws",
    "other": "Other sites",
}


@dataclass(frozen=True, slots=True)
class LegalPage:
    """A legal page: its Markdown with visible gaps, and the requirements that were not met."""

    name: str
    title: str
    markdown: str
    missing: tuple[Requirement, ...]
    version: str
    version_date: dt.date
    language: str

    @property
    def html(self) -> str:
        """The page as HTML, without its title."""
        import markdown

        return markdown.markdown(self.markdown)


@cache
def versions() -> dict[str, dict[str, Any]]:
    """Return version and date of each text."""
    data: dict[str, dict[str, Any]] = yaml.safe_load((TEXTS / "versions.yml").read_text(encoding="utf-8"))
    return data


@cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEXTS / language),
        autoescape=True,  # facts are text; what is Markdown on purpose is marked as such
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= {
        "link": _link,
        "mail": lambda text: Markup("[{0}](mailto:{0})").format(text),
        "phone": lambda phone: Markup("[{0}]({1})").format(phone.shown, phone.href),
        "day": lambda date: long_date(date, language),
        "need": lambda value, name: value or _gap(name, language),
    }
    return environment


def _link(url: str) -> Markup:
    return Markup("<{}>").format(url)


def long_date(date: dt.date, language: str) -> str:
    """Return a date in words: 24. Dezember 2026."""
    from babel.dates import format_date

    return str(format_date(date, "d. MMMM y" if language == "de" else "d MMMM y", locale=language))


def _gap(name: str, language: str) -> Markup:
    """Return the visible gap where a fact is missing."""
    t = translator(language, "practice")
    want = BY_ID.get(name) or PAGE_GAPS[name]
    text = t(
        "missing: {label} – write it as “{key}:” in {file}", label=t(want.label), key=want.key, file=want.file
    )
    return Markup('<mark class="praxis-missing">[{}]</mark>').format(text)


def refuse(facts: Facts, page: str, language: str) -> None:
    """Raise PraxisError where these texts would be wrong: church carriers, other countries."""
    t = translator(language, "practice")
    place = facts.practice.place
    file = place.file if place else None
    if facts.practice.country != "de":
        raise PraxisError(
            Problem(
                t("Legal pages are only made for Germany."),
                file=file,
                why=t("Austria and Switzerland have other laws (ECG, MedienG; UWG, revDSG)."),
                fix=t("Write these pages yourself and leave the component out."),
            )
        )
    if page == "datenschutz" and facts.practice.carrier.startswith("kirche"):
        raise PraxisError(
            Problem(
                t("No privacy notice is made for church carriers."),
                file=file,
                why=t(
                    "DSG-EKD, KDG or KDR-OG apply instead of the GDPR, with other articles and authorities."
                ),
                fix=t(
                    "Write the page yourself with your data protection officer, and leave the component out."
                ),
            )
        )


@cache
def _template(name: str, language: str, own: tuple[tuple[str, str], ...]) -> jinja2.Template:
    """Return the page's template; own texts replace the blocks of their names."""
    environment = _environment(language)
    base = environment.get_template(f"{name}.md.jinja")
    mine = [block for block, _ in own if block in base.blocks]
    if not mine:
        return base
    blocks = (f"{{% block {b} %}}\n\n{{{{ own['{b}'] | safe }}}}\n\n{{% endblock %}}" for b in mine)
    return environment.from_string(f'{{% extends "{name}.md.jinja" %}}' + "".join(blocks))


def legal_page(
    name: str, facts: Facts, found: Found | None = None, *, built: dt.date, language: str = ""
) -> LegalPage:
    """Make a legal page (one of PAGES) from facts and from what the build found.

    Without findings, nothing is said of what only a build can know. Raise PraxisError where the texts would be wrong.
    """
    language = (language or facts.language).split("-")[0]
    if not (TEXTS / language).is_dir():
        language = "en"
    refuse(facts, name, language)
    t = translator(language, "practice")
    version = versions()[name]
    missing = unmet(facts, name)
    own = tuple(sorted(facts.texts.items()))
    uncredited = uncredited_images(facts, found.images) if found and name == "bildnachweise" else []
    title = t(TITLES[name])
    text = _template(name, language, own).render(
        facts=facts,
        practice=facts.practice,
        profession=facts.practice.profession,
        owners=[owner.name for owner in facts.practice.owners],
        none=None,
        gaps={r.id for r in unmet(facts)},
        found=found,
        built=built,
        own=facts.texts,
        title=title,
        version=version["version"],
        version_date=version["date"],
        group_names={key: t(value) for key, value in _GROUP_NAMES.items()},
        profiles=facts.social.profiles if facts.social and facts.social.level == "hinweis" else (),
        bookings=_bookings(facts),
        bfsg=facts.bfsg,
        scope=bfsg_scope(facts),
        premises=premises_rows(facts.premises, language),
        credits=facts.images,
        uncredited=uncredited,
        authority=authority_of(facts),
        chamber=shown_body(facts.practice.profession.chamber, chambers(facts.practice.profession.kind)),
        association=shown_body(
            facts.practice.profession.association, associations(facts.practice.profession.kind)
        ),
        supervisor=shown_body(facts.practice.profession.supervisor, ()),
        licensing=shown_body(facts.practice.profession.licensing, ()),
    )
    if uncredited:
        missing.append(PAGE_GAPS["credit"])
    return LegalPage(name, title, _tidy(text), tuple(missing), version["version"], version["date"], language)


def _bookings(facts: Facts) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = []
    if facts.booking and facts.booking.online:
        found.append((facts.booking.online, "booking"))
    if facts.prescriptions and facts.prescriptions.portal:
        found.append((facts.prescriptions.portal, "portal"))
    return found


def _tidy(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip() + "\n"


def bfsg_scope(facts: Facts) -> str:
    """Return whether the information of Anlage 3 BFSG is due: `booking` when contracts start on the site itself.

    A link to a booking page alone does not bring the site into scope; micro-enterprises (fewer than 10 employees and at
    most 2 million euros) that provide services are exempt (§ 3 (3) BFSG).
    """
    bfsg = facts.bfsg
    if bfsg is None:
        return ""
    exempt = bfsg.employees is not None and bfsg.employees < 10 and bfsg.small_turnover is True
    starts = bfsg.booking == "eingebettet" or bfsg.form is True
    return "booking" if starts and not exempt else ""


def uncredited_images(facts: Facts, images: Iterable[str]) -> list[str]:
    """Return the pictures of the site for which no credit stands in `bilder:`."""
    patterns = [credit.file for credit in facts.images]
    if facts.directions and facts.directions.map and facts.directions.map.credit:
        patterns.append(facts.directions.map.file)
    return sorted(
        {
            image
            for image in images
            if not any(fnmatch.fnmatch(image.lstrip("/"), pattern) for pattern in patterns)
        }
    )


def all_pages(
    facts: Facts, found: Found | None = None, *, built: dt.date, language: str = ""
) -> Mapping[str, LegalPage]:
    """Make all legal pages by name."""
    return {name: legal_page(name, facts, found, built=built, language=language) for name in PAGES}
