"""Finds the elements that an inline script asks for, what waits for it, and its buttons."""

import re
from collections.abc import Iterator
from contextlib import suppress

from mkdocs_praxis.replace.consent import is_consents, says
from mkdocs_praxis.replace.own import OPENS, is_button, speaks_of_consent
from mkdocs_praxis.replace.source import Element, said_by
from mkdocs_praxis.replace.structure import BUTTONS, CODE
from mkdocs_praxis.replace.values import offset, parsed
from mkdocs_praxis.replace.words import meaningful, quoted

_HANDING = frozenset({"arguments", "function_declaration", "variable_declarator", "assignment_expression"})
_BOXES = frozenset({"div", "span", "p", "section", "figure"})
_NOWHERE = frozenset({"", "#", "#!"})


def asked_for(tree: Element, code: str, rest: str = "") -> list[Element]:
    """Return the elements that code asks for, each by an id or class that no other has, and those that call its functions.

    `rest` is what stays of the code: what that asks for is left out.
    """
    left = CODE["asks for"].findall(rest)
    asked = [one for one in dict.fromkeys(CODE["asks for"].findall(code)) if one not in left]
    named = [
        tree.select(f"[class~='{name}']") if dot or of_class else [by_id(tree, name)]
        for dot, of_class, name in asked
    ]
    found = [one for ones in named for one in ones if len(ones) == 1]
    return [one for one in (*found, *calling_of(tree, code, rest)) if one is not None]


def several(tree: Element, code: str, rest: str = "") -> Iterator[Element]:
    """Yield the elements of which code asks for all, but for what its `rest` asks for."""
    for selector in dict.fromkeys(CODE["asks for all"].findall(code)):
        with suppress(ValueError):  # jQuery's own, or markup
            yield from tree.select(selector) if selector not in rest else ()


def calling_of(tree: Element, code: str, rest: str = "") -> Iterator[Element]:
    """Yield the elements that call a function of code, but for those of its `rest`."""
    if calling := tree.select("[onclick], a[href^='javascript:']"):
        functions = {"".join(names) for names in CODE["function"].findall(code)}
        for one in calling:
            called = functions.intersection(CODE["called"].findall(handler(one)))
            if any(name not in rest for name in called):
                yield one


def handler(element: Element) -> str:
    """Return the code that a click on an element runs: its handler, else its address."""
    return str(element.attr("onclick", "") or element.attr("href", ""))


def by_id(tree: Element, name: str) -> Element | None:
    """Return the element with an id, unless that is a part of the page's outline."""
    named = tree.select(f"[id='{name}']") if re.fullmatch(r"[\w-]+", name) else ()
    return next((e for e in named if e.tag not in {"body", "html", "main", "script"}), None)


def is_empty(element: Element) -> bool:
    """Whether an element has no content before code fills it."""
    return element.tag in _BOXES and not element.text.strip() and element.select_one("*") is None


def waits(element: Element) -> bool:
    """Whether an element is there for what code puts into it: it is empty, asks for consent, or does nothing without code."""
    empty = not element.text.strip() and element.select_one("*") is None
    return empty or is_dead(element) or speaks_of_consent(element)


def is_dead(element: Element) -> bool:
    """Whether an element is a button that does nothing without code; one that opens a box leads to what is in it."""
    return is_button(element) and element.closest("form") is None and OPENS.isdisjoint(element.attrs)


def pressed(tree: Element, made: Element, code: str, rest: str) -> dict[Element, str]:
    """Map the buttons that do nothing without code, but for its `rest`, to what they say more than that they start something.

    Of those in what code makes a frame only the ones that say no more.
    """
    buttons = {}
    asked = asked_for(tree, code, rest)
    for one in (*asked, *made.select(BUTTONS)):
        if is_dead(one) and (one.attr("href", "#") in _NOWHERE or one in asked):
            text = said_by(one)
            said = quoted(text) or ("" if is_consents(text) else meaningful(text))
            if not said or (one in asked and says("starts", text)):
                buttons[one] = said
    return buttons


def says_other(button: Element) -> bool:
    """Whether a button does something else than to start a film."""
    text = said_by(button)
    return bool(meaningful(text)) and not (
        is_consents(text) or speaks_of_consent(button) or says("starts", text)
    )


def starting(tree: Element, code: str, at: int) -> Iterator[Element]:
    """Yield the buttons that run what stands at `at` in code: they call a function around it, or code gives them one."""
    given = list(_around(code, at))
    if names := {name for before in given for name in CODE["function's name"].findall(before)}:
        named = "|".join(map(re.escape, names))
        uses = re.compile(rf"[^;{{}}]{{0,200}}?(?:[,=]\s*(?:{named})(?![\w$(])|=>\s*(?:{named})\b)")
        asking = (*CODE["asks for all"].finditer(code), *CODE["asks for"].finditer(code))
        given += [hit[0] for hit in asking if uses.match(code, hit.end())]
    text = "\n".join(given)
    found = {*several(tree, text), *asked_for(tree, text)}
    found |= {one for one in calling_of(tree, code) if names & {*CODE["called"].findall(handler(one))}}
    for one in tree.select(BUTTONS) if found else ():
        to = str(one.attr("href", "")).removeprefix("#")
        if one in found and is_dead(one) and ("javascript:" in to or by_id(tree, to) is None):
            yield one


def _around(code: str, at: int) -> Iterator[str]:
    """Yield what stands before the functions around a place in code: their names, and what they are given or set to."""
    tree, start = parsed(code), offset(code, at)
    inner = tree.root.descendant_for_byte_range(start, start + 1)
    while inner is not None and (node := inner.parent) is not None:
        head = (node.parent or node) if node.type == "arguments" else node
        if node.type in _HANDING:
            yield tree.whole[head.start_byte : inner.start_byte].decode()
        inner = node
