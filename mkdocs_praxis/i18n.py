"""Translations: gettext catalogues, one `.po` file per language and package (`room`).

Texts in code are English; translations are in `locale/<language>/<room>.po`. To add a language, add a folder.
"""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import Prepared

_LANGUAGE = regex(r"^[^#\n]*?\b(?:locale|language)\s*:\s*[\"']?([A-Za-z]{2})", re.MULTILINE)
_INHERIT = regex(r"^INHERIT\s*:\s*[\"']?([^\"'#\n]+)", re.MULTILINE)
_LOCALE = Path(__file__).resolve().parent / "locale"


class Translate(Protocol):
    """A translation function; keywords fill `{names}` after translating."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the translation of `text`, with `{names}` filled."""

    def many(self, n: int, one: str, other: str, /, **values: object) -> str:
        """Return the text for a number, chosen by the plural rules of the language (CLDR); `{n}` is the number."""


def decimal(value: float, language: str) -> str:
    """Return a number with one decimal place, behind a comma in German."""
    return f"{value:.1f}".replace(".", "," if language.startswith("de") else ".")


# A line of a `.po` file: keyword and text, or a continued text. Comments and empty lines do not match.
_LINE = regex(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) +)?"((?:[^"\\]|\\.)*)"')
_ESCAPE = regex(r"\\(.)")


@cache
def _catalogue(language: str, room: str) -> dict[str, tuple[str, ...]]:
    path = _LOCALE / language / f"{room}.po"
    translations: dict[str, tuple[str, ...]] = _prepared(path).data() if path.is_file() else {}
    return translations


def _prepared(path: Path) -> Prepared:
    def translations() -> dict[str, tuple[str, ...]]:
        return read_po(path.read_text(encoding="utf-8"))

    return Prepared(f"{path.parent.name}-{path.stem}", lambda: [str(path)], translations)


def catalogues() -> Iterator[Prepared]:
    """Yield the translations that come with the package, to be prepared when it is built."""
    return map(_prepared, sorted(_LOCALE.glob("*/*.po")))


def read_po(text: str) -> dict[str, tuple[str, ...]]:
    """Parse a gettext catalogue: English text → translation, one string per plural form."""
    entries: list[dict[str, str]] = []
    keyword = ""
    for line in text.splitlines():
        if (found := _LINE.fullmatch(line.strip())) is None:
            continue
        keyword = found[1] or keyword
        if found[1] == "msgid":
            entries.append({})
        said = _ESCAPE.sub(lambda c: {"n": "\n", "t": "\t"}.get(c[1], c[1]), found[2])
        entries[-1][keyword] = entries[-1].get(keyword, "") + said
    forms = ((e.pop("msgid"), tuple(v for k, v in e.items() if k.startswith("msgstr"))) for e in entries)
    return {english: told for english, told in forms if english and any(told)}


# Broken YAML is told as a problem in the words that facts have for it.
_BENEATH = {"problem": "practice"}


class _Translator:
    def __init__(self, language: str, room: str) -> None:
        self.language, self.texts = language, _catalogue(language, room)
        self.beneath = _BENEATH.get(room, room)

    def __call__(self, text: str, /, **values: object) -> str:
        forms = self.texts.get(text) or _catalogue(self.language, self.beneath).get(text)
        plain = forms[0] if forms else text
        if said := values.get("strerror"):  # the system speaks English
            values["strerror"] = _catalogue(self.language, "system").get(str(said), (said,))[0]
        return plain.format(**values) if values else plain

    def many(self, n: int, one: str, other: str, /, **values: object) -> str:
        from mkdocs_praxis.cldr import plural

        forms = self.texts.get(one, ())
        if len(forms) > 1:
            return forms[min(plural(self.language)(n), len(forms) - 1)].format(n=n, **values)
        return (one if plural("en")(n) == 0 else other).format(n=n, **values)


@cache
def _phrases(language: str) -> re.Pattern[str]:
    texts = sorted(_catalogue(language, "reading"), key=len, reverse=True)
    return re.compile("|".join(rf"(?:\b|(?=\W)){re.escape(text)}(?![\w.(\[-])" for text in texts))


def in_words(text: str, language: str) -> str:
    """Translate the phrases in what readers wrote down: how a contact is made, why a file was not read."""
    known = _catalogue(language, "reading")
    return _phrases(language).sub(lambda found: known[found[0]][0], text) if known else text


@cache
def languages() -> tuple[str, ...]:
    """Return the available languages: English, and those with a folder of translations."""
    return tuple(sorted({"en", *(folder.name for folder in _LOCALE.iterdir() if folder.is_dir())}))


@cache
def spoken(language: str) -> str:
    """Return the language in which a page of a language is told our own words: English where there are no translations."""
    return without_region(language) if without_region(language) in languages() else "en"


@cache
def tongue(language: str) -> str:
    """Return the attributes of an element with our own words on a page of a language: none where we speak it."""
    return "" if spoken(language) == without_region(language) else ' lang="en" dir="ltr"'


def without_region(language: str) -> str:
    """Return a language code without region: `de` for `de_AT` and `de-CH`."""
    return language.replace("-", "_").partition("_")[0].lower()


def language_of(head: Mapping[str, object], site: str) -> str:
    """Return the language of a page: `sprache` (or `lang`) in its front matter, else the site's."""
    own = head.get("sprache") or head.get("lang")
    return without_region(str(own)) if own else site


def said_in(language: str, texts: Mapping[str, str]) -> str:
    """Return the text in a language, else in English, else ""."""
    return texts.get(language) or texts.get("en", "")


def translator(language: str, room: str) -> Translate:
    """Return the translation function of a package for a language such as `de` or `de_AT`; English if it is unknown."""
    return _Translator(without_region(language), room)


def settings_files(file: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield a mkdocs.yml and the files it inherits from, with their text (None if it cannot be read), found by regex: they may not be valid YAML."""
    for _ in range(5):  # bounds the chain of INHERIT
        try:
            data = file.read_bytes()
        except OSError:
            yield file, None
            return
        # MkDocs reads UTF-16 too; we refuse it, with a message in the language it sets.
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "replace")
        yield file, text
        if not (parent := _INHERIT.search(text)):
            return
        file = Path(os.path.normpath(file.parent / parent[1].strip()))


def spoken_in(file: Path) -> str:
    """Return the language set in a mkdocs.yml or a file it inherits from.

    German when a file cannot be read or is empty, English when no language is set.
    """
    for _, text in settings_files(file):
        if text is None or not text.strip():
            return "de"
        if found := _LANGUAGE.search(text):
            return found[1].lower()
    return "en"
