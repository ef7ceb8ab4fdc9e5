"""Where a text stands that is being read: its base address, its place in the file, and how sure what it does is."""

from typing import NamedTuple

from mkdocs_praxis.web.contact import Confidence, Effect
from mkdocs_praxis.web.source import Place

# Documents inside documents (srcdoc, data:, markup in scripts) are followed this deep; deeper ones are refused.
MAX_DEPTH = 24


class UnreadableError(Exception):
    """The text cannot be read to its end; the message says why."""


class Scope(NamedTuple):
    """The surroundings of a text: its base address, its place in the file, and how its contacts are to be weighed."""

    base: str
    place: Place = Place()
    depth: int = 0
    cap: Confidence = Confidence.CERTAIN
    condition: Effect | None = None  # what a script must do for all of this to happen
    inside: str = ""  # said before each via: "srcdoc", "data: document", "template" …

    def inner(
        self, place: Place, *, base: str | None = None, inside: str = "", cap: Confidence | None = None
    ) -> "Scope":
        """Return the scope of a document or style sheet inside this one.

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
        """Return this scope for what only happens once a script brings about the condition."""
        return self if condition is None else self._replace(condition=condition)


_FROM_WEAKEST = (
    Confidence.MENTION,
    Confidence.CONSENT,
    Confidence.CLICK,
    Confidence.CONDITIONAL,
    Confidence.CERTAIN,
)
STRENGTH = {confidence: strength for strength, confidence in enumerate(_FROM_WEAKEST)}


def weaker(one: Confidence, other: Confidence) -> Confidence:
    """Return the less certain of two: a mere mention stays one wherever it stands."""
    return one if STRENGTH[one] <= STRENGTH[other] else other
