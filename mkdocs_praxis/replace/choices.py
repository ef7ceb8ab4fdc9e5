"""Finds what lets a visitor choose a film that one frame of the page then shows: lists, radio buttons, links."""

import re
from collections.abc import Iterator
from itertools import islice

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.scripted import attribute_of, begun_in, ended
from mkdocs_praxis.replace.source import Element, said_by, tag_of
from mkdocs_praxis.replace.structure import CODE
from mkdocs_praxis.replace.tables import kept, looked_up

_OTHER_CONTROLS = "input:not([type=radio]), select, textarea, button, a[href], img, iframe, video, audio"
_MOST_GROUPS = 20
_NAMED = regex(r"[\w-]+")


def is_choice(element: Element) -> bool:
    """Whether an element is a list, or holds nothing but radio buttons and what they are called."""
    if element.tag == "select":
        return True
    radios = element.select_one("input[type=radio]") is not None
    return radios and element.select_one(_OTHER_CONTROLS) is None


def chosen(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address]]]:
    """Yield the lists and radio buttons whose choice code, or a handler of theirs, shows in a frame, with the addresses of all."""
    for one, name, controls in (*_lists(tree), *_groups(tree, code)):
        handlers = (it.attr(name, "") for it in (one, *controls[:1]) for name in ("onchange", "onclick"))
        handler = next(filter(None, handlers), "")
        named = name and re.search(rf"[\"'#.=]{re.escape(name)}[\"'\]]", code)
        shows = code if named else "" if code else handler
        read = CODE["reads"].search(shows)
        held = "value" if ".value" in shows else attribute_of(read) if read else ""
        options = [option for option in controls if option.attr(held, "")] if held else []
        begun, whole = begun_in(shows, base), kept(shows, base)
        if not options or not (begun or whole or CODE["sets address"].search(shows)):
            continue
        table, begun = looked_up(shows), begun or [("", "")]
        made = [
            (url, _called(option, tree))
            for option in options
            for value in [option.attr(held, "")]
            for url in ([whole[value]] if value in whole else ended(begun, table.get(value, value), base))
        ]
        if len(made) == len(options) and len({url.host for url, _ in made}) == 1:
            yield one, [url.among(text) for url, text in made]


def _lists(tree: Element) -> Iterator[tuple[Element, str, list[Element]]]:
    for one in tree.select("select"):
        if not one.attr("name") or one.closest("form") is None:  # else a question of a form
            yield one, one.attr("id", ""), list(one.select("option"))


def _groups(tree: Element, code: str) -> Iterator[tuple[Element, str, list[Element]]]:
    """Yield the smallest element around each group of radio buttons, if it holds nothing else, with their name or a class."""
    groups = dict[str, list[Element]]()
    for one in tree.select(f"input[type=radio][name]{'' if code else ':is([onchange], [onclick])'}"):
        if one.closest("form") is None:
            groups.setdefault(one.attr("name"), []).append(one)
    for name, group in islice(groups.items(), _MOST_GROUPS):
        around = (up for up in islice(group[0].ancestors, 4) if tag_of(up))
        held = ((up, len(up.select("input[type=radio]"))) for up in around)
        box, count = next((one for one in held if one[1] >= len(group)), (None, 0))
        if box is not None and 1 < len(group) == count and is_choice(box):
            names = (
                f"{name} {group[0].attr('class', '')} {box.attr('class', '')} {box.attr('id', '')}".split()
            )
            yield box, next((word for word in names if _NAMED.fullmatch(word) and word in code), name), group


def _called(option: Element, tree: Element) -> str:
    """Return the words of a choice."""
    if option.tag != "option":
        label, name = option.closest("label"), option.attr("id", "")
        if label is None and _NAMED.fullmatch(name):
            label = tree.select_one(f"label[for='{name}']")
        option = option if label is None else label
    return said_by(option)


def opening(tree: Element, base: str) -> Iterator[tuple[Element, list[Address]]]:
    """Yield the links that open in a frame of the page."""
    named = {frame.attr("name", "") for frame in tree.select("iframe[name]")} - {""}
    for one in tree.select("a[target]") if named else ():
        if one.attr("target") in named:
            yield one, addresses.of_element(one, base)
