"""Render the legal pages as Markdown from facts and findings. No legal advice; every page states its date and version."""

import datetime as dt
import fnmatch
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import jinja2

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.legal.bodies import authority_of, of_entry, shown_professions
from mkdocs_praxis.practice.legal.environment import environment
from mkdocs_praxis.practice.legal.found import GROUPS, Inventory, page_of
from mkdocs_praxis.practice.legal.tables import surveillance
from mkdocs_praxis.practice.model import Embedded, Facts, FormFact, ImageCredit
from mkdocs_praxis.practice.predicates import (
    UNDER_SECRECY,
    bfsg_scope,
    bookings,
    for_the_statutory,
    legal_form,
)
from mkdocs_praxis.practice.requirements import unmet
from mkdocs_praxis.practice.shipped import TEXTS
from mkdocs_praxis.prepared import yaml_file
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.url import is_within, resolve

PAGES = ("impressum", "datenschutz", "barrierefreiheit", "bildnachweise", "patienteninformation")


@cache
def versions() -> dict[str, dict[str, Any]]:
    """Return title, version and date of each text, by page name."""
    data: dict[str, dict[str, Any]] = yaml_file(TEXTS / "versions.yml")
    return data


def refuse(facts: Facts, page: str) -> None:
    """Raise PraxisError if the texts would be legally wrong: outside Germany, or privacy pages of church carriers."""
    if facts.practice.country != "de":
        why = "Austria and Switzerland have other laws (ECG, MedienG; UWG, revDSG)."
        fix = "Write these pages yourself and leave the component out."
        raise PraxisError("Legal pages are only made for Germany.", why=why, fix=fix)
    if page in {"datenschutz", "patienteninformation"} and facts.practice.carrier.startswith("kirche"):
        why = "DSG-EKD, KDG or KDR-OG apply instead of the GDPR, with other articles and authorities."
        fix = "Write the page yourself with your data protection officer, and leave the component out."
        raise PraxisError("No privacy notice is made for church carriers.", why=why, fix=fix)


@cache
def _template(name: str, language: str, own: tuple[tuple[str, str], ...]) -> jinja2.Template:
    """Return the page's template; own texts replace the blocks of their names."""
    env = environment(language)
    base = env.get_template(f"{name}.md.jinja")
    mine = [block for block, _ in own if block in base.blocks]
    if not mine:
        return base
    blocks = (f"{{% block {b} %}}\n\n{{{{ own['{b}'] | safe }}}}\n\n{{% endblock %}}" for b in mine)
    return env.from_string(f'{{% extends "{name}.md.jinja" %}}' + "".join(blocks))


def legal_page(
    name: str,
    facts: Facts,
    found: Inventory | None = None,
    *,
    built: dt.date,
    language: str = "",
    sheet: str = "",
) -> str:
    """Render a legal page (one of PAGES) from facts and findings as Markdown, with visible gaps for missing facts.

    Without findings, statements that depend on a build are left out. `sheet` is the link from the privacy notice to the page
    on data in treatment, if the site has one. Raises PraxisError if the text would be legally wrong (see `refuse`).
    """
    language = (language or facts.language).split("-")[0]
    if not (TEXTS / language).is_dir():
        language = "en"
    facts = facts.within(language)
    refuse(facts, name)
    t = translator(language, "practice")
    version = versions()[name]
    text = _template(name, language, tuple(sorted(facts.texts.items()))).render(
        built=built,
        found=found,
        title=t(version["title"]),
        sheet=sheet,
        kinds={one.kind for one in facts.practice.professions},
        statutory=for_the_statutory(facts),
        secrecy=all(one.kind in UNDER_SECRECY for one in facts.practice.professions),
        version=version["version"],
        version_date=version["date"],
        group_names={key: t(value) for key, value in GROUPS.items()},
        credits=[(_credited(credit, found), credit) for credit in facts.images],
        uncredited=uncredited_images(facts, found.images) if found and name == "bildnachweise" else [],
        premises=facts.premises.rows(language) if facts.premises else [],
        embedded=_embedded(facts, found),
        forms=[(form, _recipient(facts, form, found)) for form in facts.forms],
        profiles_linked=_linked(facts, found),
        **_facts(facts),
    )
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _facts(facts: Facts) -> dict[str, Any]:
    """Return the template variables that come from the facts."""
    practice, profession = facts.practice, facts.practice.profession
    return {
        "facts": facts,
        "practice": practice,
        "profession": profession,
        "none": None,
        "own": facts.texts,
        "gaps": {want.id for want in unmet(facts) if want.severity == "error"},
        "owners": [owner.name for owner in practice.owners],
        "company": practice.company if practice.company != practice.name else "",
        "legal_form": legal_form(facts),
        "health": facts.health_basis
        or ("behandlung" if all(one.kind in UNDER_SECRECY for one in practice.professions) else ""),
        "profiles": facts.social.profiles if facts.social else (),
        "bookings": bookings(facts),
        "bfsg": facts.bfsg,
        "scope": bfsg_scope(facts),
        "vat_ids": _each(one.vat_id for one in practice.professions),
        "business_ids": _each(one.business_id for one in practice.professions),
        "liabilities": _each(one.liability for one in practice.professions),
        "authority": authority_of(facts),
        "professions": shown_professions(facts),
        "body": of_entry(surveillance()),
    }


def _each(values: Iterable[Any]) -> list[Any]:
    """Return the non-empty values without duplicates: two professions of one person share a number or an insurance."""
    return list(dict.fromkeys(value for value in values if value))


def _credited(credit: ImageCredit, found: Inventory | None) -> str:
    """Return what a credit refers to: its title, else the file names, with patterns such as `bilder/*.jpg` expanded."""
    images = found.images if found else ()
    names = [image for image in images if fnmatch.fnmatch(image.lstrip("/"), credit.file)]
    shown = names if "*" in credit.file and names else [credit.file]
    return credit.title or ", ".join(dict.fromkeys(name.rsplit("/", 1)[-1] for name in shown))


def _embedded(facts: Facts, found: Inventory | None) -> list[tuple[str, Embedded | None]]:
    """Return the contacted hosts, each with its entry in the facts; without findings, the declared hosts."""
    declared = {one.host: one for one in facts.embedded}

    def entry(host: str) -> Embedded | None:
        within = (one for name, one in declared.items() if is_within(host, name.removeprefix("*.")))
        return next(within, None)

    return [(host, entry(host)) for host in (found.contacts if found else declared)]


def _recipient(facts: Facts, form: FormFact, found: Inventory | None) -> str:
    """Return the recipient of a form: the declared one, else the practice; "" for a form that posts to another host."""
    seen = found.forms if found else ()
    elsewhere = any(one.target for one in seen if page_of(one.page) == page_of(form.page))
    return form.recipient or ("" if elsewhere else facts.practice.name)


def _linked(facts: Facts, found: Inventory | None) -> bool:
    hosts = {link.host for link in found.links} if found else set()
    profiles = facts.social.profiles if facts.social else ()
    places = [resolve(one.url, "about:blank") for one in profiles]
    return bool(places) and all(place is not None and place.host in hosts for place in places)


def uncredited_images(facts: Facts, images: Iterable[str]) -> list[str]:
    """Return the site's pictures that no `bilder:` entry (nor the map's credit) covers, sorted."""
    patterns = [credit.file.removeprefix("docs/") for credit in facts.images]
    if facts.directions and facts.directions.map and facts.directions.map.credit:
        patterns.append(facts.directions.map.file)
    return sorted(
        image for image in set(images) if not any(fnmatch.fnmatch(image.lstrip("/"), one) for one in patterns)
    )
