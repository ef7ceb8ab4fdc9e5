"""Facts in other languages than that of the site: known phrases, names of languages, and texts written as `{de: …, en: …}`."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from markupsafe import Markup

from mkdocs_praxis import cldr
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.shipped import PATTERNS, shipped
from mkdocs_praxis.practice.values import Record, Said, Told, Unclear
from mkdocs_praxis.problem import nearest

_NUMBERS: list[str] = shipped("spoken_words")["numbers"]
_N = rf"(?:\d+(?:,\d+)?|(?:{'|'.join(_NUMBERS[1:])})(?:e[mnr]?)?)"
_DURATION = re.compile(
    rf"(?P<about>[^\W\d]+(?:\szu)?\.?\s+)??(?P<n>{_N})(?:\s*(?P<to>-|–|bis|oder)\s*(?P<n2>{_N}))?[\s-]*"
    r"(?P<unit>(?:minute|stunde|tag|woche|monat|jahr)(?:e|en|n)?|min|std|h)\b\.?(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)


@cache
def _known() -> dict[str, str]:
    return {fold(german): english for german, english in shipped("phrases").items()}


def known(text: str, language: str) -> bool:
    """Whether a German phrase is translated automatically."""
    return language == "en" and (not isinstance(said(text, language), Markup) or text.strip().isdigit())


def said(text: str, language: str, site: str = "de") -> str | Markup:
    """Translate a phrase of the facts into the language of the page; an unknown one is marked with the site's language."""
    if not text or (isinstance(text, Told) and text.language == language):
        return text
    german = _in_english(text) if language == "en" else ""
    if german or language == site or (text.isascii() and text.isdigit()):
        return german or text
    return _foreign(text, site)


def _foreign(text: str, site: str) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(site, text)


def _in_english(text: str) -> str | Markup:
    """Translate a German phrase or duration into English; "" if it is unknown."""
    if known := _known().get(fold(text)):
        before, bracket, german = known.partition(f"({text})")
        return Markup('{}(<span lang="de">{}</span>){}').format(before, text, german) if bracket else known
    return _duration(text)


def _duration(text: str) -> str:
    """Translate a German duration into English: `etwa 30 bis 45 Minuten`, `sechs Monate nach Erledigung`; "" if unknown."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return ""
    words = shipped("durations")
    about = words["about"].get(fold((match["about"] or "").strip(" .")))
    after = words["after"].get(fold(match["after"]).strip(" ."))
    if about is None or after is None:
        return ""
    first, last = _number(match["n"]), _number(match["n2"] or match["n"])
    word = match["unit"].lower()
    unit = words["short"].get(word) or next(name for name in words["units"] if word.startswith(name))
    one, other = words["units"][unit]
    told = (one if last == "1" else other).format(n=last)
    joint = {"-": "–", "–": "–", "bis": " to ", "oder": " or "}.get((match["to"] or "").lower(), "")
    return f"{about}{first + joint if match['n2'] else ''}{told}{after}"


def _number(text: str) -> str:
    word = next(
        (n for n, name in enumerate(_NUMBERS) if n and re.fullmatch(rf"{name}(?:e[mnr]?)?", text.lower())), 0
    )
    return str(word) if word else text.replace(",", ".")


def parted(text: str) -> list[str]:
    """Split a line into languages: `Deutsch, Englisch und Türkisch`, `deutsch englisch`; known names get their capital. Raises Unclear: `Englsch`."""
    found: list[str] = []
    for part in map(str.strip, PATTERNS["between languages"].split(text)):
        words = [part] if language_code(part) else part.split()
        if all(map(language_code, words)):
            found += [one[:1].upper() + one[1:] if one.isalpha() and len(one) > 3 else one for one in words]
        elif near := nearest(fold(part), _codes(), cutoff=0.92):
            what, name = "“{text}” is not known as a language.", _name(_codes()[near], "de")
            raise Unclear(what, "Did you mean “{near}”?", text=part, near=name)
        else:
            found.append(part)
    return found


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


def language_code(word: str) -> str:
    """Return the BCP 47 code of a language, "" if unknown."""
    names = list(word.said.values()) if isinstance(word, Told) else [word]
    for name in names:
        noted = PATTERNS["noted language"].fullmatch(name.strip())
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
    name = _name(language_code(word), language)
    noted = PATTERNS["noted language"].fullmatch(word.strip())
    if not name:
        return word if language == site else _foreign(word, site)
    if not noted:
        return name
    note = noted["note"] if language == site else _foreign(noted["note"], site)
    return Markup("{} ({})").format(name, note)


def for_machines(words: Iterable[str]) -> list[str | dict[str, Any]]:
    """Return languages for schema.org: BCP 47 codes, or a Language with its name if the code is unknown."""
    found: dict[str, str | dict[str, Any]] = {}
    for word in words:
        code = language_code(word)
        found[code or word] = code or {"@type": "Language", "name": word}
    return list(found.values())


# Keys of texts that are names (people, places, insurers, bus lines): a translation is optional.
_NAMES = frozenset({"personen", "standorte", "vertretung", "namen", "linien", "haltestelle"})


def translated(facts: Facts) -> Facts:
    """Return facts with a copy in `others` for every language that their texts are written in."""
    spoken = sorted({code for text in facts.said for code in text.languages} - {facts.language})
    if not spoken:
        return facts
    return dataclasses.replace(facts, others={code: _within(facts, code) for code in spoken})


def _within(value: Any, language: str) -> Any:
    """Return a value with its texts in a language; the same object if none has that language."""
    if isinstance(value, Told):
        return value.within(language)
    if isinstance(value, tuple):
        parts = tuple(_within(part, language) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if isinstance(value, dict):
        return {key: _within(part, language) for key, part in value.items()}
    if not isinstance(value, Record):
        return value
    fields = [f.name for f in dataclasses.fields(value) if "key" in f.metadata]
    changed = {
        name: new for name in fields if (new := _within(old := getattr(value, name), language)) is not old
    }
    return dataclasses.replace(value, **changed) if changed else value


def untold(facts: Facts) -> dict[tuple[str, str], list[Said]]:
    """Return the texts that lack a language that other texts have, by file and language."""
    found: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for language in facts.others:
        for text in facts.said:
            if language not in text.languages and _has_words(text) and not known(text.text, language):
                found[text.place.file, language].append(text)
    return dict(found)


def _has_words(text: Said) -> bool:
    """Whether a text is more than a name or a number: “62 €” and “H, S” are the same in every language."""
    return not text.name and text.key not in _NAMES and any(character.isalpha() for character in text.text)
