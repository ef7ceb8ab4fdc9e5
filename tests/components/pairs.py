"""The contrasts that the roles of a colour scheme must have."""

from collections.abc import Iterator

from mkdocs_praxis.components.colour import contrast

# foreground, background, minimum contrast: WCAG 2.2 requires 4.5 for text (1.4.3), 3 for controls (1.4.11)
PAIRS = (
    ("text", "page", 7.0),
    ("text", "surface", 7.0),
    ("text", "tint", 7.0),
    ("text-2", "page", 7.5),
    ("text-2", "surface", 7.5),
    ("text-2", "tint", 7.0),
    ("link", "page", 8.5),
    ("link", "surface", 8.5),
    ("link", "tint", 7.5),
    ("visited", "page", 8.5),
    ("visited", "tint", 7.5),
    ("on-fill", "fill", 8.5),
    ("on-fill", "fill-hover", 8.5),
    ("fill", "page", 3.0),
    ("fill", "tint", 3.0),
    ("control", "page", 3.0),
    ("control", "surface", 3.0),
    ("control", "tint", 3.0),
)


def weak_pairs(colours: dict[str, str]) -> Iterator[tuple[str, str, float, float]]:
    """Yield (foreground, background, contrast, minimum) for each pair of roles with insufficient contrast."""
    for front, back, wanted in PAIRS:
        found = contrast(colours[front], colours[back])
        if found < wanted:
            yield front, back, found, wanted
