"""Finds what an inline script turns into frames."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses, tables
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.asked import (
    asked_for,
    by_id,
    calling_of,
    handler,
    says_other,
    several,
    waits,
)
from mkdocs_praxis.replace.rest import independent
from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.replace.structure import CODE, NEVER_FACADES

_VALUE = regex(r"[^<>\"'`\n]{1,200}")  # of a parameter
_QUOTED = regex(r"[\"']([^\"']*)[\"']")
EMPTY_FRAMES = "iframe:is(:not([src]), [src=''], [src='about:blank'])"
_CALLED_BY = "id", "name", "x-ref", "ref"  # the last two in Alpine and Vue
# Frames whose address Alpine or Vue binds to a name.
_BOUND = ":src", "x-bind:src", "v-bind:src"
BOUND_FRAMES = ", ".join(f"iframe[{name}]".replace(":", r"\:") for name in _BOUND)
_WORD = regex(r"[A-Za-z_]\w*")


def scripted(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address], str]]:
    """Yield the elements that code turns into frames, with the frame's address, of which they have none or only its end, and the words that read it."""
    yield from _waiting_frames(tree, code, base)
    found = list(_naming(tree, code, base))
    yield from found
    if "//" not in code and "iframe" not in code and ".content" not in code:
        return
    if not found:
        yield from ((frame, urls, "") for frame, urls in blank_frames(tree, code, base))
    if ".content" in code:
        copied = (box for box in asked_for(tree, code) if box.tag == "template")
        yield from (
            (one, addresses.of_frame(one, base), "") for box in copied for one in box.select("iframe")
        )
    yield from ((one, urls, "") for one, urls in tables.managed(tree, code, base))
    begun = begun_in(code, base) or ([("", "")] if CODE["writes frame"].search(code) else [])
    for one, values in _ends(tree, code) if begun else ():
        yield one, [url for value in values for url in ended(begun, value, base)], ""


def _naming(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address], str]]:
    """Yield the elements that name an address that code keeps, or one for a frame that waits: with it, and the words that read it."""
    kept = tables.kept(code, base)
    waiting = CODE["sets address"].search(code) and tree.select(EMPTY_FRAMES)
    for read in CODE["reads"].finditer(code) if kept or waiting else ():
        for one in tree.select(f"[{attribute_of(read)}]"):
            value = one.attr(attribute_of(read), "").strip()
            whole = waiting and value.startswith(("http", "//"))
            url = kept.get(value) or (addresses.address(value, base) if whole else None)
            if url is not None and one.tag not in NEVER_FACADES and one.tag != "iframe":
                yield one, [url.among("")], read[0]
    for one in calling_of(tree, code) if kept else ():
        urls = [kept[value].among("") for value in _QUOTED.findall(handler(one)) if value in kept]
        yield from [(one, urls, handler(one))] if len(urls) == 1 else []


def begun_in(code: str, base: str) -> list[tuple[str, str]]:
    """Return the starts and ends of the addresses that code completes."""
    begun = {
        (hit[1], on[1] if (on := CODE["goes on"].match(code, hit.end())) else "")
        for hit in CODE["begun"].finditer(code)
        if not CODE["twice"].match(code, hit.end())
    }
    for word in CODE["placeholder"].findall(code):
        ends = (url.partition(word) for url in addresses.in_text(code, base))
        begun |= {(start, end) for start, found, end in ends if found}
    return sorted(begun)


def ended(begun: list[tuple[str, str]], value: str, base: str) -> Iterator[Address]:
    """Yield the addresses that a value completes."""
    for start, end in begun if " " not in value else [one for one in begun if one[0].endswith("=")]:
        part = quote(value, safe="/+%") if start else value
        if (url := addresses.address(f"{start}{part}{end}", base)) is not None:
            yield url


def _ends(tree: Element, code: str) -> Iterator[tuple[Element, list[str]]]:
    """Yield the elements with what an attribute that code reads, or a call of its functions, ends an address with."""
    starts = {begun.end(): begun[1][-1] for begun in CODE["begun"].finditer(code)}
    calling, table = list(calling_of(tree, code)), tables.looked_up(code)
    # A call may be about the box around its button, or about another one, by its id.
    about = {up for one in calling for up in (one, *islice(one.ancestors, 3))}
    named_by = {name for one in calling for name in _QUOTED.findall(handler(one))}
    about |= {one for one in tree.select("[id]") if one.attr("id") in named_by} if named_by else set()
    ends = dict[str, re.Pattern[str]]()
    for read in CODE["reads"].finditer(code):
        near = [
            at for at in starts if at <= read.start() and CODE["between"].fullmatch(code, at, read.start())
        ]
        whole = _VALUE if any(starts[at] == "=" for at in near) else CODE["sure end"]
        ends[attribute_of(read)] = whole if near else ends.get(attribute_of(read), CODE["end"])
    for name, end in ends.items():
        for one in tree.select(f"[{name}]"):
            value = one.attr(name, "").strip()
            if (one.tag == "img" or one.tag not in NEVER_FACADES) and (
                value in table or end.fullmatch(value)
            ):
                named = _is_named(one, name, code) or one in about
                yield from [(one, [table.get(value, value)])] if named else ()
    functions = list(CODE["function"].finditer(code))
    after = [*(match.start() for match in functions[1:]), len(code)]
    completing = {
        match[1] or match[2]
        for match, end in zip(functions, after, strict=False)
        if any(match.start() < at <= end for at in starts)
    }
    for one in calling:
        values = _QUOTED.findall(handler(one))
        sure = len(values) == 1 and not completing.isdisjoint(CODE["called"].findall(handler(one)))
        end = CODE["sure end"] if sure else CODE["end"]
        yield one, [table.get(value, value) for value in values if value in table or end.fullmatch(value)]


def _waiting_frames(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address], str]]:
    """Yield the frames whose address waits in an attribute that code reads, and the words with which it reads it.

    Where other elements have the attribute, too, or lose their code with it, the code is there for more than frames.
    """
    for read in CODE["reads"].finditer(code) if CODE["sets address"].search(code) else ():
        ones = tree.select(f"[{attribute_of(read)}]")
        if any(one.tag != "iframe" or one.attr("src", "") not in {"", "about:blank"} for one in ones):
            continue
        around = [up for one in ones for up in (one, *one.ancestors)]
        rest = independent(code, frozenset(), frozenset([read[0]])) if ones else ""
        asked = [*asked_for(tree, code, rest), *several(tree, code, rest)] if ones else ()
        if all(one in around or (waits(one) and not says_other(one)) for one in asked):
            for one in ones:
                yield one, list(addresses.in_value(one.attr(attribute_of(read), ""), base)), read[0]


def blank_frames(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address]]]:
    """Yield the frames without an address that code names, or whose address is bound to a name that it sets.

    Each with what it is set to, else with the nearest address in the code.
    """
    sets = CODE["sets address"].search(code) is not None
    for frame in tree.select("iframe" if sets else BOUND_FRAMES):
        if addresses.of_frame(frame, base):
            continue
        called = (frame.attr(name, "") for name in _CALLED_BY)
        names = (*called, *(frame.attrs.get("class") or ()), "iframe")
        forms = [rf"[\"'#.]{re.escape(name)}[\"'.]" for name in names if name] if sets else []
        bound = _WORD.findall(" ".join(frame.attr(name, "") for name in _BOUND))
        forms += [rf"(?:(?<![\w$.])|\bthis\.){name}[\"']?\s*[:=]" for name in bound]
        asked = next(filter(None, (re.search(form, code) for form in forms)), None)
        given = asked and CODE["sets address"].search(code, asked.end())
        if asked and given and given["url"]:
            yield frame, list(addresses.in_value(given["url"], base))
        elif asked:
            behind = addresses.in_text(code[asked.end() :], base)
            nearest = behind[:1] or addresses.in_text(code, base)[-1:] or list(_bound_ends(frame, code, base))
            yield frame, tables.together(code, base, nearest) or nearest


def _bound_ends(frame: Element, code: str, base: str) -> Iterator[Address]:
    """Yield the addresses that names set in code complete, in what a frame's address is bound to: `:src="'…/embed/' + id"`."""
    bound = " ".join(frame.attr(name, "") for name in _BOUND)
    for name in _WORD.findall(bound):
        for given in re.finditer(rf"(?<![\w$.]){name}[\"']?\s*[:=]\s*[\"'`]([\w-]{{5,64}})[\"'`]", code):
            yield from ended(begun_in(bound, base), given[1], base)


def _is_named(element: Element, attribute: str, code: str) -> bool:
    """Whether code names an element, or what is right around or in it, by its attribute or a class."""
    around = (element, *islice(element.ancestors, 2), *element.children)
    classes = [name for one in around if hasattr(one, "attrs") for name in one.attrs.get("class") or ()]
    return f"[{attribute}" in code or any(name in code for name in classes)


def attribute_of(match: re.Match[str]) -> str:
    """Return the attribute that a match of `CODE["reads"]` reads."""
    name = next(filter(None, match.groups()))
    name = re.sub(r"[A-Z]", lambda sign: f"-{sign[0].lower()}", name)
    return name if match[3] else f"data-{name}"


def boxes(tree: Element, urls: list[Address]) -> Iterator[Element]:
    """Yield the empty elements that a widget's script names in its address: `?container_id=…`."""
    for url in urls:
        for name, value in url.parameters.items():
            box = by_id(tree, value) if CODE["box parameter"].fullmatch(name) else None
            if box is not None and waits(box):
                yield box
