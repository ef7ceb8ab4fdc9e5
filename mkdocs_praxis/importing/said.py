"""Leaves out of the pages for contact and start what their components say from the facts: address, numbers, hours."""

import re
from itertools import pairwise

from mkdocs_praxis.importing.blocks import TERM, TEXT, Unit, plain, units_of, without
from mkdocs_praxis.importing.hours import hours_in
from mkdocs_praxis.importing.model import Brought

_HEADS = re.compile(r"kontakt|adresse|anschrift|telefon|zeiten|so erreichen|hier finden", re.IGNORECASE)
_SHOWN = frozenset({"kontakt.md", "index.md"})  # pages of the starter whose components show them
_TOLD = ("name", "owner", "street", "postcode", "city", "email")
_LABELS = re.compile(
    r"\b(?:tele(?:fon|fax)|tel|fon|fax|e-?mail|mail|adresse|anschrift|praxis|inhaber(?:in)?)\b|\W",
    re.IGNORECASE,
)


def unsaid(brought: Brought) -> None:
    """Take the blocks off these pages of which facts tell every line."""
    site = [made.markdown for made in brought.pages.values()]
    for path, made in brought.pages.items():
        if brought.where[path] in _SHOWN:
            blocks = re.split(r"\n\n+", made.markdown.strip())
            units = units_of(blocks)
            taken = [unit for unit in units if _is_told(unit, brought)]
            pairs = pairwise(units)
            taken += [
                one
                for one, below in pairs
                if below in taken and 1 < one.kind < TEXT and _HEADS.search(one.words)
            ]
            made.markdown = "\n\n".join(without(blocks, units, taken, "", site)) + "\n"


def _is_told(unit: Unit, brought: Brought) -> bool:
    lines = unit.lines[0].split("\n") if unit.lines[0].startswith("|") else unit.lines
    lines = [" ".join(lines)] if unit.kind == TERM else [line for line in lines if re.search(r"\w", line)]
    said = [" ".join(plain(line).replace("|", " ").split()) for line in lines]
    rows, _ = hours_in(said)
    known = {(days, " ".join(times.replace("|", " ").split())) for days, times in brought.guesses.hours}
    if rows and len(rows) == len(said) and known.issuperset(rows):
        return True
    reach = unit.kind >= TEXT and any(letter.isdigit() or letter == "@" for line in said for letter in line)
    return reach and all(_is_fact(line, brought) for line in said)


def _is_fact(line: str, brought: Brought) -> bool:
    """Whether a line is a fact, with or without its label."""
    facts = brought.guesses.facts
    left = line
    for value in (part for key in _TOLD if key in facts for part in facts[key].value.split("; ")):
        left = left.replace(value, "")
    for key in ("phone", "fax"):
        digits = re.sub(r"\D", "", facts[key].value) if key in facts else ""
        left = (
            re.sub(r"(?:(?:\+|00)49)?\W*0?" + "".join(rf"\W*{one}" for one in digits[1:]), "", left)
            if digits
            else left
        )
    return left != line and not _LABELS.sub("", left)
