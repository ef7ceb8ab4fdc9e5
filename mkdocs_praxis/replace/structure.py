"""Sets of elements and classes (structure.json) that decide how an embed in or beside them is replaced."""

import json
from pathlib import Path

_ROWS = json.loads(Path(__file__).with_name("structure.json").read_text("utf-8"))


def _names(key: str) -> frozenset[str]:
    return frozenset(_ROWS[key])


# Containers of consent placeholders: their texts and buttons are no content. Map generators fill their wrapper with
# advertising links to themselves.
CONSENT, GENERATED = (", ".join(_ROWS[key]) for key in ("consent", "generated"))
# Elements that may contain only phrasing content.
PHRASING = _names("phrasing")
# Structure of the page: never a wrapper made for an embed.
STRUCTURE = _names("structure")
# Elements that are kept, with the card as their content.
FILLED = STRUCTURE - {"body", "html", "main", "article", "template", "form"}
LISTS = {"ul": "li", "ol": "li", "menu": "li", "dl": "dd"}
TABLE = _names("table")
# Elements that are unwrapped: their content stays.
OPENED = _names("opened")
BUTTONS = "button, [role=button], a[href^='#'], a[href^='javascript:']"
BLOCKS = _names("blocks")
# Elements whose end tag may be left out (HTML §13.1.2.4).
IMPLIED_END = _names("implied end")
# Elements that are never facades: controls, code samples, structure of the document.
NEVER_FACADES = _names("never facades")
ATTRIBUTES_OF_HTML = _names("attributes of html")
