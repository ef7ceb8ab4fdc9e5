"""What a check met."""

from dataclasses import dataclass

from mkdocs_praxis.practice.values import Place


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a check met: which check, the words or name it met, where, and what to do, in the language asked for."""

    check: str
    found: str
    note: str = ""
    fix: str = ""
    law: str = ""
    certainty: str = ""  # of that law; "" leaves it to the rule
    line: int = 0
    column: int = 0
    place: Place | None = None
    quote: str = ""  # the words as they stand in the text, to find their line

    @property
    def told(self) -> str:
        """What a report says of it."""
        return ": ".join(part for part in (self.found, self.note) if part)
