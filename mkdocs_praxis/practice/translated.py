"""Facts in several languages: texts written as `{de: …, en: …}`, and texts that still lack a translation."""

import dataclasses
from collections import defaultdict
from typing import Any

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.phrases import known
from mkdocs_praxis.practice.values import Record, Said, Told

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
