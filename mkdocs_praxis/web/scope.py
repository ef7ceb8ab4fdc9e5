"""The context of a text being read: base address, position in the file, maximum confidence, condition."""

from typing import NamedTuple

from mkdocs_praxis.web.contact import Confidence, Effect
from mkdocs_praxis.web.source import Place

# Limit for nested documents (srcdoc, data:, markup in scripts); deeper ones are an error.
MAX_DEPTH = 24


class UnreadableError(Exception):
    """The text cannot be read completely; the message says why."""


class Scope(NamedTuple):
    """The context of a text; it applies to all contacts in it."""

    base: str
    place: Place = Place()
    depth: int = 0
    cap: Confidence = Confidence.CERTAIN
    condition: Effect | None = None  # the effect on which all contacts depend
    inside: str = ""  # prefix of each via: "srcdoc", "data: document", "template" …

    def inner(
        self, place: Place, *, base: str | None = None, inside: str = "", cap: Confidence | None = None
    ) -> "Scope":
        """Return the scope of a nested document or style sheet.

        Raises UnreadableError when nesting passes MAX_DEPTH.
        """
        if self.depth >= MAX_DEPTH:
            raise UnreadableError(f"documents nested more than {MAX_DEPTH} deep")
        return Scope(
            self.base if base is None else base,
            place,
            self.depth + 1,
            weaker(self.cap, cap or Confidence.CERTAIN),
            self.condition,
            f"{self.inside}{inside} › " if inside else self.inside,
        )

    def waiting(self, condition: Effect | None) -> "Scope":
        """Return this scope with a condition."""
        return self if condition is None else self._replace(condition=condition)


STRENGTH = {confidence: strength for strength, confidence in enumerate(reversed(Confidence))}


def weaker(one: Confidence, other: Confidence) -> Confidence:
    """Return the lower of two confidences."""
    return one if STRENGTH[one] <= STRENGTH[other] else other
