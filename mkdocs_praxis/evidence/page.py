"""Render evidence as an HTML page that the practice can publish."""

import datetime as dt
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mkdocs_praxis import cldr
from mkdocs_praxis.i18n import translator


def page(statement: dict[str, Any], language: str) -> str:
    """Return the evidence as a self-contained HTML page without scripts, in `language`."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    predicate = statement["predicate"]
    when = dt.datetime.fromisoformat(predicate["date"])
    words = cldr.language(language)
    return environment.get_template("page.html").render(
        t=translator(language, "browser"),
        lang=language,
        files=len(statement["subject"]),
        date=words.date(when, words.long_date),
        **{name: predicate.get(name) or [] for name in ("allowances", "own_hosts", "stored", "replaced")},
        links=predicate.get("links") or {},
        site=predicate["site_url"],
        policy=predicate["policy"],
        tool=predicate["tool"],
    )
