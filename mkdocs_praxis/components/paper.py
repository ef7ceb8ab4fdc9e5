"""How large the words of a notice for the door may be, so that they fill the sheet and stay on it."""

from collections.abc import Sequence

# A4 less margins, frame and padding, in points
_WIDTH, _HEIGHT = 440.0, 655.0
_TITLE = 56.0
_WIDE = 0.66  # of a letter of a wide face (DejaVu Sans Bold) to its size; narrower faces leave more room
STEPS = (1.9, 1.7, 1.5, 1.3, 1.15, 1.0, 0.85, 0.72, 0.6)  # as the style sheet has them: praxis-paper--0 …


def step(lines: Sequence[tuple[str, float]], *, gaps: int) -> int:
    """Return the number of the largest step at which lines of text, each with its size in points at 1, stand on one sheet.

    `gaps` counts the stretches between paragraphs.
    """
    for number, scale in enumerate(STEPS):
        height = _TITLE * min(scale, 1) * 2.4 + gaps * 17
        fits = True
        for text, points in lines:
            if not text:
                continue
            size = points * scale
            longest = max((len(word) for word in text.split()), default=0)
            fits = fits and longest * size * _WIDE <= _WIDTH
            height += _rows(text, size) * size * 1.3
        if fits and height <= _HEIGHT:
            return number
    return len(STEPS) - 1


def _rows(text: str, size: float) -> int:
    room, rows, used = _WIDTH / (size * _WIDE), 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            rows, used = rows + 1, 0
        used += len(word) + (1 if used else 0)
    return rows
