"""Texts in the reader's language: gettext catalogues, one `.po` file per language and room.

English is the source text; `locale/<language>/<room>.po` holds a translation. A further language is a further folder.
"""

from functools import cache
from pathlib import Path
from typing import Protocol

_LOCALE = Path(__file__).resolve().parent / "locale"


class Translate(Protocol):
    """A function from English text to the reader's language; keywords fill `{names}` after translating."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the translation of `text` with its `{names}` filled."""


@cache
def _catalogue(language: str, room: str) -> dict[str, str]:
    path = _LOCALE / language / f"{room}.po"
    if not path.is_file():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


def translator(language: str, room: str) -> Translate:
    """Return the translation function of a room for a language such as `de` or `de_AT`; unknown languages get English."""
    texts = _catalogue(language.replace("-", "_").split("_")[0].lower(), room)

    def translate(text: str, /, **values: object) -> str:
        found = texts.get(text, text)
        return found.format(**values) if values else found

    return translate
