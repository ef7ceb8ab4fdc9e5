"""Elements that a script makes or finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_praxis.web.script.values import HOLE, Element, Value, as_text

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

SELECTORS = frozenset(
    {
        "querySelector",
        "querySelectorAll",
        "closest",
        "getElementById",
        "getElementsByTagName",
        "getElementsByClassName",
        "getElementsByName",
    },
)
_SELECTOR_TAG = re.compile(r"(?:^|[\s>+~,(])([a-zA-Z][\w-]*)?[^\s>+~,()]*$")
_MARKUP_TAG = re.compile(r"\s*<([a-zA-Z][\w-]*)")


def wrapped(text: str, node: int) -> Element:
    """Return what `$(text)` gives: an element made of markup, or found by a selector."""
    made = _MARKUP_TAG.match(text)
    if made:
        return Element(frozenset({made[1].lower()}), node, created=True)
    found = _SELECTOR_TAG.search(text)
    tag = found[1].lower() if found and found[1] else ""
    return Element(frozenset({tag} if tag else ()), node, selector=text if len(text) < 200 else "")


def selected(method: str, text: str, node: int) -> Element:
    """Return an element that the page holds, by the DOM method that finds it."""
    if method == "getElementById":
        return Element(frozenset(), node, selector=f"#{text}")
    if method == "getElementsByClassName":
        return Element(frozenset(), node, selector=f".{text}")
    return wrapped(text, node)


def created(on: Evaluator, node: int, tags: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return an element of a name, as far as that is known."""
    names = [as_text(value, on.marks).strip().lower().rpartition(":")[2] for value in tags]
    known = frozenset(re.sub(r"^<|[\s>/].*$", "", name) for name in names if HOLE not in name)
    return (Element(known if len(known) == len(names) else frozenset(), node, created=True),)
