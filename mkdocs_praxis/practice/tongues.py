"""Spoken languages: by German, English or native name, or BCP 47 code."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from markupsafe import Markup

from mkdocs_praxis import cldr
from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import Told

_NOTE = re.compile(r"(?P<name>[^()]+?)\s*\((?P<note>[^()]*)\)\s*")  # "Englisch (Grundkenntnisse)"
_AND = re.compile(r"\s*(?:[,;/&]|\b(?:und|and)\b)\s*")


def parted(text: str) -> list[str]:
    """Split a line into languages: `Deutsch, Englisch und Türkisch`."""
    return [part.strip() for part in _AND.split(text) if part.strip()]


@cache
def _codes() -> dict[str, str]:
    """Return language codes by folded name; codes map to themselves."""
    table, known = shipped("tongues"), {}
    for code, name in cldr.endonyms().items():
        known[fold(name)] = code
    for language in ("en", "de"):
        known |= {fold(name): code for code, name in cldr.tongues(language).items()}
        known |= {code.lower(): code for code in cldr.tongues(language)}
    known |= {fold(names[language]): code for code, names in table["names"].items() for language in names}
    return known | {fold(name): code for code, names in table["others"].items() for name in names}


@cache
def _letters() -> frozenset[str]:
    return frozenset(code.lower() for code in cldr.tongues("en"))


def code_of(word: str) -> str:
    """Return the BCP 47 code of a language, "" if unknown."""
    names = list(word.said.values()) if isinstance(word, Told) else [word]
    for name in names:
        noted = _NOTE.fullmatch(name.strip())
        bare = (noted["name"] if noted else name).strip()
        if code := _codes().get(fold(bare)) or _codes().get(bare.lower()):
            return code
        base, _, region = bare.replace("_", "-").partition("-")
        if len(region) == 2 and (code := _codes().get(base.lower(), "")) == base.lower():
            return f"{code}-{region.upper()}"
    return ""


def _name(code: str, language: str) -> str:
    named = cldr.tongues(language)
    own: dict[str, str] = shipped("tongues")["names"].get(code, {})
    return named.get(code) or own.get(language) or own.get("en") or named.get(code.partition("-")[0], "")


def spoken(word: str, language: str, site: str) -> str | Markup:
    """Return the name of a language in the language of a page; an unknown one as written, marked with the site's language."""
    letters = word.lower() in _letters() or word.endswith(".")  # `Engl.`
    if (isinstance(word, Told) and word.language == language) or (language == site and not letters):
        return word
    name = _name(code_of(word), language)
    noted = _NOTE.fullmatch(word.strip())
    if not name:
        return word if language == site else Markup('<span lang="{}">{}</span>').format(site, word)
    if not noted:
        return name
    note = (
        noted["note"] if language == site else Markup('<span lang="{}">{}</span>').format(site, noted["note"])
    )
    return Markup("{} ({})").format(name, note)


def for_machines(words: Iterable[str]) -> list[str | dict[str, Any]]:
    """Return languages for schema.org: BCP 47 codes, or a Language with its name if the code is unknown."""
    found: dict[str, str | dict[str, Any]] = {}
    for word in words:
        code = code_of(word)
        found[code or word] = code or {"@type": "Language", "name": word}
    return list(found.values())
