"""Checks of pages, texts, photos and facts; and their findings."""

from dataclasses import dataclass

from mkdocs_praxis.problem import Position


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding: the check's id, the words or name found, the place, and a fix in the requested language."""

    check: str
    found: str
    note: str = ""
    fix: str = ""
    law: str = ""
    certainty: str = ""  # how settled that law is; "": as the rule says
    line: int = 0
    column: int = 0
    place: Position | None = None
    quote: str = ""  # the words as in the text, to locate their line

    @property
    def told(self) -> str:
        """Words found and note, as a report prints them."""
        return ": ".join(part for part in (self.found, self.note) if part)
