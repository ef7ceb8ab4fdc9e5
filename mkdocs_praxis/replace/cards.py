"""Renders the cards that replace embeds: one Jinja template per kind, each of which a site can override."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from jinja2 import Environment, Template

from mkdocs_praxis.compiled import Compiled, environment
from mkdocs_praxis.i18n import Translate, tongue, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.values import Phone
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.words import Words
from mkdocs_praxis.vendors import Vendor
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import foreign

TEMPLATES = Path(__file__).resolve().parent / "templates"


class Link(NamedTuple):
    """A link on a card: its text, its URL, and the foreign host it opens ("" for the own site)."""

    text: str
    href: str
    host: str
    service: str = ""


class Card(NamedTuple):
    """The values that a card's template shows."""

    vendor: Vendor
    opens: Vendor  # the vendor that the link opens, not always the embed's vendor
    kind: str
    links: tuple[Link, ...]
    words: Words = Words()
    poster: str = ""
    poster_alt: str = ""
    place: str = ""
    at: str = ""
    strict: bool = False
    inline: bool = False
    page_url: str = ""
    phone: Phone | None = None
    shared: str = ""
    called: str = ""  # the title of what a share widget shares
    numbered: bool = False  # it has no title: its number distinguishes it from other cards of the page
    own_links: tuple[Link, ...] = ()  # links to the own site from a replaced form

    @property
    def shared_url(self) -> str:
        """The URL that a share widget shares: this page's unless it names another."""
        return self.shared or self.page_url

    @property
    def shares_another(self) -> bool:
        """Whether a share widget shares another page than the one it stands on."""
        if self.shared:
            return self.shared.rstrip("/") != self.page_url.rstrip("/")
        return bool(self.links) and not any(quote(self.page_url, safe="") in link.href for link in self.links)

    @property
    def title(self) -> str:
        """The embed's title, or the place that a map shows."""
        return self.words.title


_ROWS = json.loads(Path(__file__).with_name("cards.json").read_text("utf-8"))
_TEXTS: dict[str, tuple[str, str]] = _ROWS["texts"]  # by kind: without a title, with one
_WRITE = "Write to us {there}"
_OF_AUTHORITIES = frozenset({"health", "weather"})  # categories of vendors that are no program to be opened
_OF_PLACES = frozenset({"map", "route"})
_OF_SEVERAL = frozenset({"post", "video", "profile", "map"})
# Snippets of a network look the same for posts, videos and more, maps like routes: the URL tells which it is; and which page of a
# network it is.
_SHOWN, _BY_ADDRESS = (
    [(regex(expression), said) for said, expression in _ROWS[name]] for name in ("shown", "by address")
)
# Texts that number cards without titles, so that their links differ.
_NUMBERED: dict[str, str] = _ROWS["numbered"]
LONGEST_TITLE = 140
_NAMES_A_MAP = regex(
    r"(?:(?:unsere?|die|eine|our|the|a) )?(?:\w*(?:karte|plan|skizze|ausschnitt)|anfahrt|standort|map|directions)\b",
    re.IGNORECASE,
)
_SAYS_WHERE_TO = regex(
    r"(?:zu[mr]|to) |(?:\w+ )*(?:öffnen|(?:an)?zeigen|ansehen|planen|berechnen)$", re.IGNORECASE
)

_FILE = regex(r"/([^/?#]*\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt))(?:[?#]|$)", re.IGNORECASE)


def links_of(
    vendor: Vendor, kind: str, targets: Sequence[tuple[str, str]], words: Words, options: Options
) -> tuple[Link, ...]:
    """Turn (service, URL) pairs into links whose text says what opens and where."""
    say = translator(options.language, "replace")
    links = []
    for number, (name, href) in enumerate(targets, 1):
        host = host_of(href, options.own)
        if kind == "map" and len(targets) > 1 and not name:
            text = _numbered(say, kind, vendor, number, len(targets), options.language)
        elif kind == "map" or not name:
            title = name or words.title
            text = (
                _action(say, kind, vendor, title, href, options.language)
                if host
                else own_action(say, kind, title)
            )
        elif kind == "share" and len(targets) == 1 and host:  # nothing else says that it shares
            there = say("on {network}", network=name)
            text = _capital(say(_TEXTS[kind][0], vendor=name, there=there), there)
        else:
            text = name
        links.append(Link(text, href, host, name))
    return tuple(links)


def _action(say: Translate, kind: str, vendor: Vendor, title: str, href: str, language: str) -> str:
    """Return the text of a card's link."""
    kind = "page" if kind == "link" and vendor.category in _OF_AUTHORITIES else _shown(kind, href)
    plain, titled = _TEXTS[kind]
    if kind in {"profile", "reviews", "link"}:
        plain = next((text for expression, text in _BY_ADDRESS if expression.search(href)), plain)
        titled = "{title} ({vendor})" if plain == _WRITE else titled
    there = there_on(say, vendor, language)
    if not title:
        return _capital(say(plain, vendor=vendor.name, there=there), there)
    if kind in _OF_PLACES and _SAYS_WHERE_TO.match(title):
        titled = _TEXTS["link"][1]
    elif kind in _OF_PLACES and _NAMES_A_MAP.match(title):
        titled = _TEXTS["document"][1]  # avoid “map “Map of …””
    says = re.search(rf"\b(?:auf|bei|on|at|via) {re.escape(vendor.name)}(?!\w)", title, re.IGNORECASE)
    if says or (titled.startswith("{title}") and vendor.name.lower() in title.lower()):
        return title  # the title says the place
    return _capital(say(titled, vendor=vendor.name, there=there, title=title), there)


def _capital(text: str, there: str) -> str:
    """Return a text with a capital letter, if it begins with a preposition."""
    return text[0].upper() + text[1:] if text.startswith(there) else text


def there_on(say: Translate, vendor: Vendor, language: str) -> str:
    """Return the phrase for the vendor with its preposition: “on YouTube”, “bei Doctolib”, “beim ZDF”."""
    if known := vendor.at.get(language):
        return known
    if vendor.social or "." in vendor.name:
        return say("on {network}", network=vendor.name)
    return say("on {company}", company=vendor.name)


def _shown(kind: str, href: str) -> str:
    """Return the kind of what the URL shows: a video, for example, though its snippet is that of any post."""
    fitting = (shown for expression, shown in _SHOWN if kind in _OF_SEVERAL and expression.search(href))
    return next(fitting, kind)


def numbered_action(say: Translate, card: Card, number: int, total: int, language: str) -> str:
    """Return the link text for card `number` of `total` without titles; "" for kinds that are not numbered."""
    return _numbered(say, _shown(card.kind, card.links[0].href), card.opens, number, total, language)


def _numbered(say: Translate, kind: str, vendor: Vendor, number: int, total: int, language: str) -> str:
    there = there_on(say, vendor, language)
    text = _NUMBERED.get(kind, "")
    return say(text, number=number, total=total, vendor=vendor.name, there=there) if text else ""


def own_action(say: Translate, kind: str, title: str) -> str:
    """Return the text of a link to a file of the own site: no vendor is involved."""
    if title:
        return say("Open “{title}”", title=title) if kind == "document" else title
    return say("Open the document") if kind == "document" else say("Open the page")


def file_named(kind: str, href: str) -> str:
    """Return the name of the file that a document's link opens, which is its title if nothing else is; else ""."""
    found = _FILE.search(href) if kind == "document" else None
    return unquote(found[1]) if found else ""


def host_of(href: str, own: OwnSite) -> str:
    """Return the foreign host that a link opens; "" if it stays on the own site or opens a program (`tel:`)."""
    hit = foreign(href, own.url, own)
    return hit[1] if hit is not None else ""


@lru_cache(maxsize=8)
def _environment(folders: tuple[str, ...]) -> Environment:
    # the package's own templates do not change
    made = environment(*folders, TEMPLATES, auto_reload=bool(folders))
    made.bytecode_cache = Compiled(made)
    return made


@lru_cache(maxsize=64)
def _ours(*names: str) -> Template:
    return _environment(()).select_template(names)


def render(card: Card, options: Options) -> str:
    """Render a card. Its HTML has no empty line, so Markdown treats it as one block."""
    folders = tuple(str(folder) for folder in options.templates)
    if card.inline:
        names = ["inline.html"]
    elif card.strict and not card.links and card.kind != "share":
        names = ["notice.html"]
    else:
        names = [f"{card.kind}.html", "card.html"]
    template = _environment(folders).select_template(names) if folders else _ours(*names)
    t = translator(options.language, "replace")
    html = template.render(card=card, t=t, language=options.language, tongue=tongue(options.language))
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
