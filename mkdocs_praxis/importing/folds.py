"""Unfolds accordions and tabs: what a click would show stands below a heading."""

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.lines import HEADINGS, words_of
from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES


def unfold(soup: BeautifulSoup) -> None:
    """Turn buttons of tabs and accordions into headings of their content."""
    for summary in soup.select("details > summary"):
        if not summary.find(HEADINGS):
            summary.name = "h3"
    named = {str(one["id"]): one for one in reversed(soup.select("[id]"))}
    level = 3  # below the last heading that is itself in no panel
    opened: set[int] = set()
    for button in soup.select(", ".join([str(SHAPES["folds"]), *HEADINGS])):
        if button.name in HEADINGS:
            within = button.parent is None or opened.intersection(map(id, button.parents))
            level = level if within else min(int(button.name[1]) + 1, 6)
            continue
        words = button.get_text(" ", strip=True)
        hidden = _opened_by(button, named)
        if not words or hidden is None or not hidden.get_text(strip=True):
            continue
        if hidden.name == "nav" or hidden.find_parent("nav") or hidden.find("nav"):
            continue
        for key in ("hidden", "aria-hidden"):
            hidden.attrs.pop(key, None)
        for inner in button.find_all(HEADINGS):
            inner.unwrap()
        opened.add(id(hidden))
        if PATTERNS["rest"].fullmatch(words):
            button.decompose()
            continue
        button.name, button.attrs = f"h{level}" if button.find_parent(HEADINGS) is None else "span", {}
        # A row of tabs: each goes to its panel, where another for small screens may stand.
        if button.name in HEADINGS and hidden.name in {"div", "section", "article", "p", "ul"}:
            before = hidden.find_previous_sibling()
            if before is not None and before is not button and words_of(before) == words:
                button.decompose()
            else:
                hidden.insert_before(button.extract())


def _opened_by(button: Tag, named: dict[str, Tag]) -> Tag | None:
    """Return the element that a button unfolds: its target, else the next element."""
    target = next((str(button[key]) for key in SHAPES["targets"] if button.get(key)), "")
    found = named.get(target.removeprefix("#"))
    around = button.find_parent(HEADINGS) or button.parent
    behind = button.find_next_sibling() or (around.find_next_sibling() if around else None)
    for one in (found, behind):
        if isinstance(one, Tag) and (
            one is found
            or button.get("aria-expanded")
            or one.has_attr("hidden")
            or one.get("role") == "tabpanel"
            or PATTERNS["folded"].search(
                " ".join(f"{part.get('class')}" for part in (button, one, one.parent) if part)
            )
        ):
            return one
    return None
