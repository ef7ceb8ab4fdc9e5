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

    def many(self, n: int, one: str, other: str, /, **values: object) -> str:
        """Return the text for a number, chosen by the plural rules of the language (CLDR); `{n}` is the number."""


@cache
def _catalogue(language: str, room: str) -> dict[str, str | tuple[str, ...]]:
    path = _LOCALE / language / f"{room}.po"
    if not path.is_file():
        return {}
    from babel.messages.pofile import read_po

    found: dict[str, str | tuple[str, ...]] = {}
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id and message.string:
                key = message.id if isinstance(message.id, str) else message.id[0]
                found[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return found


class _Translator:
    def __init__(self, language: str, room: str) -> None:
        self.language, self.texts = language, _catalogue(language, room)

    def __call__(self, text: str, /, **values: object) -> str:
        found = self.texts.get(text, text)
        plain = found if isinstance(found, str) else found[0]
        return plain.format(**values) if values else plain

    def many(self, n: int, one: str, other: str, /, **values: object) -> str:
        from gettext import c2py

        from babel import Locale
        from babel.messages.plurals import get_plural

        forms = self.texts.get(one)
        if isinstance(forms, tuple) and len(forms) > 1:
            index = c2py(get_plural(self.language).plural_expr)(n)
            return forms[min(index, len(forms) - 1)].format(n=n, **values)
        singular = Locale("en").plural_form(n) == "one"
        return (one if singular else other).format(n=n, **values)


def languages() -> tuple[str, ...]:
    """Return the languages in which there are texts: English, and those with a folder of translations."""
    return tuple(sorted({"en", *(folder.name for folder in _LOCALE.iterdir() if folder.is_dir())}))


def translator(language: str, room: str) -> Translate:
    """Return the translation function of a room for a language such as `de` or `de_AT`; unknown languages get English."""
    return _Translator(language.replace("-", "_").split("_")[0].lower(), room)
