"""The Jinja environment of the legal pages: escapes facts, spells out dates and countries, marks missing facts visibly."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from mkdocs_praxis import cldr, compiled
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.countries import EEA, name_of
from mkdocs_praxis.practice.predicates import country_of
from mkdocs_praxis.practice.requirements import BY_ID, PAGE_GAPS
from mkdocs_praxis.practice.shipped import TEXTS
from mkdocs_praxis.practice.translation import said

# Escaped as character references, which Markdown leaves alone: gender stars, brackets, underscores in e-mail addresses.
_MARKS = re.compile(r"[\\`*_{}\[\]()#|~^!:]|^[-+>=](?=\s)|(?<=^\d)\.(?=\s)|(?<=^\d\d)\.(?=\s)")


def as_text(value: Any) -> Any:
    """Return text escaped for Markdown and HTML, on one line; `Markup` and other types are returned unchanged."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    one_line = " ".join(value.split()) if "\n" in value else value
    escaped = str(escape(one_line))
    return Markup(_MARKS.sub(lambda found: f"&#{ord(found[0])};", escaped))  # noqa: S704 - escaped just above


@cache
def environment(language: str) -> jinja2.Environment:
    """Return the Jinja environment for the templates of a language."""
    # facts are plain text, escaped for HTML and Markdown; intended Markdown is wrapped in `Markup`
    made = compiled.environment(TEXTS / language, finalize=_asked(as_text), auto_reload=False)
    t = translator(language, "practice")
    filters: dict[str, Callable[..., Any]] = {
        "link": lambda url: Markup("<{}>").format(url),
        "mail": lambda text: Markup("[{0}](mailto:{1})").format(as_text(text), text),
        "phone": lambda phone: Markup("[{0}]({1})").format(as_text(phone.shown), phone.href),
        "target": lambda path: Markup(quote(path, safe="/#.-_~")),  # noqa: S704 - only what an address may hold is left
        "day": lambda date: Markup(long_date(date, language)),  # noqa: S704 - a date
        "days": lambda n: t.many(n, "{n} day", "{n} days"),
        "months": lambda n: t.many(n, "{n} month", "{n} months"),
        "country": lambda code: name_of(code, language),
        "home": country_of,
        "outside": lambda record: country_of(record) not in {"", *EEA},
        "join": lambda parts, by="": escape(by).join(as_text(part) for part in parts),
        "markdown": Markup,
        "need": lambda value, name: value or _gap(name, language),
    }
    made.filters |= {name: _asked(filter_) for name, filter_ in filters.items()}
    made.filters["said"] = _said_in(language)
    made.bytecode_cache = compiled.Compiled(made)
    return made


def _asked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function so that Jinja calls it at every rendering: its result is not folded into the compiled template."""

    @jinja2.pass_context
    @wraps(function)
    def asked(_: jinja2.runtime.Context, *given: Any, **named: Any) -> Any:
        return function(*given, **named)

    return asked


def _said_in(language: str) -> Callable[..., Any]:
    """Return the filter that translates one or several phrases of the facts into the page's language."""

    @jinja2.pass_context
    def asked(context: jinja2.runtime.Context, found: Any) -> Any:
        site = context["facts"].language.split("-")[0]
        return (
            said(found, language, site)
            if isinstance(found, str)
            else [said(one, language, site) for one in found]
        )

    return asked


def long_date(date: dt.date, language: str) -> str:
    """Return a date with the month as a word: 24. Dezember 2026."""
    return cldr.language(language).date(date, "d. MMMM y" if language == "de" else "d MMMM y")


def _gap(name: str, language: str) -> Markup:
    """Return the visible placeholder for a missing fact, with the key and file it belongs in."""
    t = translator(language, "practice")
    want = BY_ID.get(name) or PAGE_GAPS[name]
    text = t(
        "missing: {label} – write it as “{key}:” in {file}", label=t(want.label), key=want.key, file=want.file
    )
    return Markup('<mark class="praxis-missing">[{}]</mark>').format(text)
