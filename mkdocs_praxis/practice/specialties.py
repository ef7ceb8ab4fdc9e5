"""Recognises the profession in a name or title by word stems."""

import re
from functools import cache

from mkdocs_praxis.practice.shipped import PATTERNS, shipped

ON_ONE_FIELD = "Heilpraktik auf einem Gebiet"
MVZ = "Medizinisches Versorgungszentrum"  # no specialty of its own


@cache
def _stems() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {label: (row["key"], tuple(row["stems"])) for label, row in shipped("stems").items()}


def label_of(text: str) -> str:
    """Return the specialty in a text, such as `Zahnmedizin`; "" if it contains no known stem."""
    low = f" {text.lower()} "  # a stem with spaces matches a whole word
    return next((label for label, (_, stems) in _stems().items() if any(stem in low for stem in stems)), "")


def kind_of(text: str) -> dict[str, str]:
    """Return what a house of that name calls itself where “Praxis” does not say it (`Apotheke`), by language; {} for others."""
    found: dict[str, str] = shipped("stems").get(label_of(text), {}).get("kind", {})
    return found


def of_animals(text: str) -> bool:
    """Whether a name or title is of a practice for animals."""
    return label_of(text) in {"Tiermedizin", "Tierheilkunde"}


def field_of(specialty: str) -> str:
    """Return the field of medicine that is named first in a specialty, or "".

    `Gynäkologie und Geburtshilfe, Pränataldiagnostik` is in the first, `Internist` names a person.
    """
    first = PATTERNS["specialist"].sub("", re.split(r"[,;(–]", specialty)[0].strip())
    return first if PATTERNS["field"].search(first) else ""


def profession_of(text: str) -> str:
    """Return the key of the profession in a text (`zahnarzt`), or ""."""
    label = label_of(text)
    return _stems()[label][0] if label else ""
