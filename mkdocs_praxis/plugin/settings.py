"""The plugin's options, and what follows from them and from the theme."""

import datetime as dt
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from mkdocs_praxis.i18n import spoken_in, without_region
from mkdocs_praxis.plugin.store import Store
from mkdocs_praxis.problem import PraxisError, msg, nearest
from mkdocs_praxis.report import FORMATS
from mkdocs_praxis.web.contact import OwnSite

if TYPE_CHECKING:
    from mkdocs_praxis.practice.model import Facts


class PraxisConfig(base.Config):
    """The options under `plugins: [praxis: …]` in mkdocs.yml."""

    policy = config_options.Choice(("standard", "strict"), default="standard")
    facts = config_options.Type(str, default="praxis")
    draft = config_options.Type(bool, default=False)
    shared = config_options.Optional(config_options.Type(str))
    shared_facts = config_options.Optional(config_options.Type(str))
    own_hosts = config_options.ListOfItems(config_options.Type(str), default=[])
    allow = config_options.Type(list, default=[])
    allow_storage = config_options.Type(list, default=[])
    severity = config_options.Type(dict, default={})
    harden_allow = config_options.ListOfItems(config_options.Type(str), default=[])
    server_policy = config_options.Optional(config_options.Type(str))
    unknown_embeds = config_options.Choice(("finding", "link"), default="finding")
    language = config_options.Optional(config_options.Type(str))
    date = config_options.Optional(config_options.Type((str, dt.date)))
    harden = config_options.Type(bool, default=True)
    cache = config_options.Type(bool, default=True)
    server = config_options.Optional(
        config_options.Choice(("apache", "nginx", "caddy", "netlify", "cloudflare"))
    )
    reports = config_options.Type(list, default=[])
    evidence = config_options.Optional(config_options.Type(str))


def unknown_options(options: Mapping[str, Any]) -> dict[str, base.ValidationError]:
    """Return the options that there are none of, with what may be meant."""
    valid = [name for name, _ in PraxisConfig._schema]  # noqa: SLF001 - MkDocs offers no other list of options
    unknown = {}
    for name in (name for name in options if name not in valid):
        near = nearest(str(name), valid)
        hint = f"did you mean {near!r}?" if near else f"valid ones are {', '.join(valid)}"
        unknown[str(name)] = base.ValidationError(f"unknown option; {hint}")
    return unknown


def language_of_site(own: str | None, config: MkDocsConfig) -> str:
    """Return the two-letter language of the site: the own option, else the theme's."""
    theme: Mapping[str, Any] = config.theme
    return without_region(str(own or theme.get("language") or theme.get("locale") or "en"))


def language_of_mistakes(own: str | None, config: MkDocsConfig) -> str:
    """Return the language in which mistakes are told: the site's, else one that stands in mkdocs.yml, as in the first of two `theme:`."""
    found, file = language_of_site(own, config), config.config_file_path
    return spoken_in(Path(file)) if file and found == "en" and not own else found


def day(value: object) -> dt.date:
    """Return the day the site is built as of: the option, PRAXIS_DATE, or today where the practice is. Raises PraxisError."""
    given = value or os.environ.get("PRAXIS_DATE")
    if given is None:
        from mkdocs_praxis.practice.today import today

        return today()
    from mkdocs_praxis.policy.allowance import date_of

    if (found := date_of(given)) is not None:
        return found
    what = msg("date: {given!r} is no date", given=given)
    raise PraxisError(what, fix="write it as 2026-12-27 or 27.12.2026")


def facts_of(folder: Path, language: str, policy: str, shared: Path | None) -> "Facts":
    """Read the facts of a folder, with those of a base. Raises PraxisError with every mistake, and where they do not go with the policy."""
    from mkdocs_praxis.practice.consistency import check_policy
    from mkdocs_praxis.practice.reading import read_facts

    facts = read_facts(folder, language=language, shared=shared)
    check_policy(facts, strict=policy == "strict")
    return facts


def overrides(config: MkDocsConfig) -> tuple[Path, ...]:
    """Return where an author puts own templates of components and cards: `praxis/` in the theme's custom_dir."""
    return (Path(config.theme.custom_dir) / "praxis",) if config.theme.custom_dir else ()


def first_line(page: Page, markdown: str) -> int:
    """Return the line of the file on which the text begins: MkDocs takes the front matter off before plugins see it."""
    whole = page.file.content_string
    return whole.count("\n", 0, len(whole) - len(markdown)) + 1 if whole.endswith(markdown) else 1


def says_yes(value: object) -> bool:
    """Whether a front matter says yes, in German or English."""
    return value is True or str(value).strip().lower() in {"ja", "yes", "true"}


def check_report(wanted: object, folder: Path, site_dir: str) -> None:
    """Raise PraxisError when an entry of `reports` is none, or names a place, seen from a folder, that would be lost with the old site."""
    example, formats = "{format: html, output: bericht.html}", ", ".join(FORMATS)
    fix = msg("write {example}; formats: {formats}", example=example, formats=formats)
    if not isinstance(wanted, dict) or set(wanted) != {"format", "output"}:
        what = msg("{key}: each entry names a format and an output, and nothing else", key="reports")
        raise PraxisError(what, file="mkdocs.yml", fix=fix)
    if wanted["format"] not in FORMATS:
        what = msg("reports: there is no format '{value}'", value=wanted["format"])
        raise PraxisError(what, file="mkdocs.yml", fix=fix)
    if Path(os.path.realpath(folder / str(wanted["output"]))).is_relative_to(os.path.realpath(site_dir)):
        what = msg("reports: {file} lies in the site, which is replaced as a whole", file=wanted["output"])
        raise PraxisError(what, file="mkdocs.yml", fix="name a place beside it")


def prepare(config: MkDocsConfig) -> None:
    """Add to the configuration what components and cards need."""
    from mkdocs_praxis.components import stash
    from mkdocs_praxis.components.other_themes import CARDS_CSS
    from mkdocs_praxis.plugin import signs
    from mkdocs_praxis.replace import pasted

    for extension in (stash.EXTENSION, pasted.EXTENSION, signs.EXTENSION):
        if extension not in config.markdown_extensions:
            config.markdown_extensions.append(extension)
    if not str(config.theme.name or "").startswith("praxis") and CARDS_CSS not in config.extra_css:
        config.extra_css.append(CARDS_CSS)


def assets(
    config: MkDocsConfig, facts: "Facts | None", own: OwnSite, today: dt.date, store: Store
) -> list[tuple[str, str | bytes]]:
    """Return the files the plugin adds to a site: path and content. Raises PraxisError."""
    from mkdocs_praxis.components.other_themes import CARDS_CSS, cards_css

    made: list[tuple[str, str | bytes]] = []
    if str(config.theme.name or "").startswith("praxis"):
        made += _emblems(config, facts, store)
    else:
        made.append((CARDS_CSS, cards_css()))
    if facts is not None:
        from mkdocs_praxis.practice.exports import files

        made += files(facts, site_url=own.url, today=today)
    return made


def _emblems(config: MkDocsConfig, facts: "Facts | None", store: Store) -> list[tuple[str, bytes]]:
    """Return the pictures of a site, drawn anew only where its name, words, colour or sign have changed."""
    from mkdocs_praxis.components.emblem import emblems, made_of

    tagline = config.extra.get("tagline")
    if isinstance(tagline, dict):  # said in several languages
        tagline = tagline.get(facts.language if facts else "", next(iter(tagline.values()), ""))
    words = str(config.site_description or tagline or "")
    by = made_of(config.site_name, words, config.theme, facts)

    def drawn() -> dict[str, str]:
        return {path: b64encode(one).decode() for path, one in emblems(*by).items()}

    kept = store.remembered(store.key(b"", "emblems", *by), dict[str, str], drawn)
    return [(path, b64decode(text)) for path, text in kept.items()]
