"""Sets of elements, attributes and signs (structure.json) that decide how an embed is found and replaced."""

import json
import re
from pathlib import Path

from mkdocs_praxis.lazy import expressions, regex

ROWS = json.loads(Path(__file__).with_name("structure.json").read_text("utf-8"))

# What scripts of pages do.
CODE = expressions(Path(__file__).with_name("code.txt"))


def names(key: str) -> frozenset[str]:
    """Return a set by its name."""
    return frozenset(ROWS[key])


def named(key: str) -> re.Pattern[str]:
    """Return what finds one of the names of a set, each an expression."""
    return regex("|".join(ROWS[key]), re.IGNORECASE)


# Containers of consent placeholders: their texts and buttons are no content. Map generators fill their wrapper with
# advertising links to themselves.
CONSENT, GENERATED = (", ".join(ROWS[key]) for key in ("consent", "generated"))
# Elements that may contain only phrasing content.
PHRASING = names("phrasing")
# Structure of the page: never a wrapper made for an embed.
STRUCTURE = names("structure")
# Elements that are kept, with the card as their content.
FILLED = STRUCTURE - {"body", "html", "main", "article", "template", "form"}
LISTS = {"ul": "li", "ol": "li", "menu": "li", "dl": "dd"}
TABLE = names("table")
# Elements that are unwrapped: their content stays.
OPENED = names("opened")
BUTTONS = "button, [role=button], a[href^='#'], a[href^='javascript:']"
BLOCKS = names("blocks")
# Elements whose end tag may be left out (HTML §13.1.2.4).
IMPLIED_END = names("implied end")
# Elements that are never facades: controls, code samples, structure of the document.
NEVER_FACADES = names("never facades")
ATTRIBUTES_OF_HTML = names("attributes of html")
