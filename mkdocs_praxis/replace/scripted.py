"""Finds what an inline script works on: what it turns into frames, what waits for it, its buttons, what it shows."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from urllib.parse import quote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses, tables
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.consent import is_consents
from mkdocs_praxis.replace.own import is_button, speaks_of_consent
from mkdocs_praxis.replace.rest import independent
from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.replace.structure import BUTTONS, NEVER_FACADES
from mkdocs_praxis.replace.words import meaningful, quoted

# An address that goes on with what is known only when the script runs: `"…/embed/" + id`, `` `…/embed/${id}` ``; and one with a
# placeholder, `"…/embed/ID".replace("ID", id)`.
BEGUN = regex(r"((?:https?:)?//[^\s\"'`<>(){}$]+[/=])(?:[\"'`]\s*\+|\$\{)")
# Its path has a second such place.
_TWICE = regex(
    r"[^{}]{0,200}\}[^`\s\"'?#]{0,200}\$\{|\s*[\w.$()]{1,60}\s*\+\s*[\"'][^\"'?#]{0,200}/[\"']\s*\+"
)
# What its address ends with behind that: `+ "&output=embed"`, `}&output=embed`.
_GOES_ON = regex(r"(?:\s*[\w$.()\[\]]{1,80}\s*\+\s*[\"'`]|[^{}]{1,80}\})([?&#][^\s\"'`<>\\{}$]*)")
_PLACEHOLDER = regex(r"\.replace\(\s*[\"'](\w+)[\"']\s*,")
# The attribute in which the rest stands.
READ = regex(
    r"\bdataset(?:\.|\[\s*[\"'])([A-Za-z]\w*)|\.data\(\s*[\"']([\w-]+)[\"']\s*\)|(?:\.attr|getAttribute)\(\s*[\"'](data-[\w-]+|rel)[\"']\s*\)"
)
_END = regex(r"[\w-]{5,64}(?:/[\w-]{3,64}){0,3}|https?://\S+")
# The same where nothing stands between the address's start and what is read, or where the function completes an address.
_SURE_END = regex(r"[\w-]{1,64}(?:/[\w-]{1,64}){0,3}|https?://\S+")
_VALUE = regex(r"[^<>\"'`\n]{1,200}")  # of a parameter
_BETWEEN = regex(r"[\s\w$.()]{0,40}")
_QUOTED = regex(r"[\"']([^\"']*)[\"']")
SETS = regex(
    r"(?:\.src\s*=(?!=)|(?:setAttribute|\.attr|\.prop)\(\s*[\"']src[\"']\s*,)\s*(?:[\"'`](?P<url>[^\"'`]*)[\"'`])?"
)
_ASKED_FOR = regex(
    r"""(?:getElementById\(\s*['"]|(?:querySelector(?:All)?|\$)\(\s*['"](?:\#|(\.))|getElementsBy(Class)Name\(\s*['"])([\w-]+)['"]"""
)
_ALL_OF = regex(r"(?:querySelectorAll|\$|jQuery)\(\s*['\"]([\w.#\[][^'\"]*)['\"]")
_FUNCTION = regex(
    r"\bfunction\s+([\w$]+)|(?<![\w$.])([\w$]+)\s*=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*=>)"
)
_CALLED = regex(r"(?<![\w$.])([\w$]+)\s*\(")
# What a button says that shows something, whatever it is called.
_STARTS = regex(
    r"\b\w*(?:film|video|clip|podcast|folge|episode|player|termin|buch|formular|karte|kalender)|(?:an(?:sehen|schauen|hören|zeigen)|abspielen|starten|laden|einblenden|zeigen)\W*$|"
    r"^\W*(?:watch|play|load|show|listen|start)\b",
    re.IGNORECASE,
)
EMPTY_FRAMES = "iframe:is(:not([src]), [src=''], [src='about:blank'])"
# A frame in markup whose address is not known before the script runs.
_WRITES = regex(r"<iframe\b[^<>]{0,300}?\ssrc=\\?[\"']?(?:[\"'`]\s*\+|\$\{)", re.IGNORECASE)
# The parameter with which the address of a widget's script names the element that it fills.
_BOX = regex(r"(?:container|target|element|player|div)_?(?:id)?", re.IGNORECASE)
_BOXES = frozenset({"div", "span", "p", "section", "figure"})
_NOWHERE = frozenset({"", "#", "#!"})


def scripted(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address], str]]:
    """Yield the elements that code turns into frames, with the frame's address, of which they have none or only its end, and the words that read it."""
    yield from _waiting_frames(tree, code, base)
    found = list(_naming(tree, code, base))
    yield from found
    if "//" not in code and "iframe" not in code and ".content" not in code:
        return
    if not found and SETS.search(code):
        yield from ((frame, urls, "") for frame, urls in _blank_frames(tree, code, base))
    if ".content" in code:
        copied = (box for box in asked_for(tree, code) if box.tag == "template")
        yield from (
            (one, addresses.of_frame(one, base), "") for box in copied for one in box.select("iframe")
        )
    yield from ((one, urls, "") for one, urls in tables.managed(tree, code, base))
    begun = begun_in(code, base) or ([("", "")] if _WRITES.search(code) else [])
    for one, values in _ends(tree, code) if begun else ():
        yield one, [url for value in values for url in ended(begun, value, base)], ""


def _naming(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address], str]]:
    """Yield the elements that name an address that code keeps, or one for a frame that waits: with it, and the words that read it."""
    kept = tables.kept(code, base)
    waiting = SETS.search(code) and tree.select(EMPTY_FRAMES)
    for read in READ.finditer(code) if kept or waiting else ():
        for one in tree.select(f"[{attribute_of(read)}]"):
            value = one.attr(attribute_of(read), "").strip()
            whole = waiting and value.startswith(("http", "//"))
            url = kept.get(value) or (addresses.address(value, base) if whole else None)
            if url is not None and one.tag not in NEVER_FACADES and one.tag != "iframe":
                yield one, [url.among("")], read[0]
    for one in _calling(tree, code) if kept else ():
        urls = [kept[value].among("") for value in _QUOTED.findall(handler(one)) if value in kept]
        yield from [(one, urls, handler(one))] if len(urls) == 1 else []


def begun_in(code: str, base: str) -> list[tuple[str, str]]:
    """Return the starts and ends of the addresses that code completes."""
    begun = {
        (hit[1], on[1] if (on := _GOES_ON.match(code, hit.end())) else "")
        for hit in BEGUN.finditer(code)
        if not _TWICE.match(code, hit.end())
    }
    for word in _PLACEHOLDER.findall(code):
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
    starts = {begun.end(): begun[1][-1] for begun in BEGUN.finditer(code)}
    calling, table = list(_calling(tree, code)), tables.looked_up(code)
    # A call may be about the box around its button, or about another one, by its id.
    about = {up for one in calling for up in (one, *islice(one.ancestors, 3))}
    named_by = {name for one in calling for name in _QUOTED.findall(handler(one))}
    about |= {one for one in tree.select("[id]") if one.attr("id") in named_by} if named_by else set()
    ends = dict[str, re.Pattern[str]]()
    for read in READ.finditer(code):
        near = [at for at in starts if at <= read.start() and _BETWEEN.fullmatch(code, at, read.start())]
        whole = _VALUE if any(starts[at] == "=" for at in near) else _SURE_END
        ends[attribute_of(read)] = whole if near else ends.get(attribute_of(read), _END)
    for name, end in ends.items():
        for one in tree.select(f"[{name}]"):
            value = one.attr(name, "").strip()
            if (one.tag == "img" or one.tag not in NEVER_FACADES) and (
                value in table or end.fullmatch(value)
            ):
                named = _is_named(one, name, code) or one in about
                yield from [(one, [table.get(value, value)])] if named else ()
    functions = list(_FUNCTION.finditer(code))
    after = [*(match.start() for match in functions[1:]), len(code)]
    completing = {
        match[1] or match[2]
        for match, end in zip(functions, after, strict=False)
        if any(match.start() < at <= end for at in starts)
    }
    for one in calling:
        values = _QUOTED.findall(handler(one))
        sure = len(values) == 1 and not completing.isdisjoint(_CALLED.findall(handler(one)))
        end = _SURE_END if sure else _END
        yield one, [table.get(value, value) for value in values if value in table or end.fullmatch(value)]


def _waiting_frames(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address], str]]:
    """Yield the frames whose address waits in an attribute that code reads, and the words with which it reads it.

    Where other elements have the attribute, too, or lose their code with it, the code is there for more than frames.
    """
    for read in READ.finditer(code) if SETS.search(code) else ():
        ones = tree.select(f"[{attribute_of(read)}]")
        if any(one.tag != "iframe" or one.attr("src", "") not in {"", "about:blank"} for one in ones):
            continue
        around = [up for one in ones for up in (one, *one.ancestors)]
        rest = independent(code, frozenset(), frozenset([read[0]])) if ones else ""
        asked = [*asked_for(tree, code, rest), *_several(tree, code, rest)] if ones else ()
        if all(one in around or (waits(one) and not _says_other(one)) for one in asked):
            for one in ones:
                yield one, list(addresses.in_value(one.attr(attribute_of(read), ""), base)), read[0]


def _blank_frames(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address]]]:
    """Yield the frames without an address that code names, each with what it is set to, else with the nearest address in the code."""
    for frame in tree.select("iframe"):
        if addresses.of_frame(frame, base):
            continue
        names = filter(
            None, (frame.attr("id", ""), frame.attr("name", ""), *(frame.attrs.get("class") or ()))
        )
        called = (re.search(rf"[\"'#.]{re.escape(name)}[\"'.]", code) for name in (*names, "iframe"))
        asked = next(filter(None, called), None)
        given = asked and SETS.search(code, asked.end())
        if asked and given and given["url"]:
            yield frame, list(addresses.in_value(given["url"], base))
        elif asked:
            behind = addresses.in_text(code[asked.end() :], base)
            nearest = behind[:1] or addresses.in_text(code, base)[-1:]
            yield frame, tables.together(code, base, nearest) or nearest


def _is_named(element: Element, attribute: str, code: str) -> bool:
    """Whether code names an element, or what is right around or in it, by its attribute or a class."""
    around = (element, *islice(element.ancestors, 2), *element.children)
    classes = [name for one in around if hasattr(one, "attrs") for name in one.attrs.get("class") or ()]
    return f"[{attribute}" in code or any(name in code for name in classes)


def attribute_of(match: re.Match[str]) -> str:
    """Return the attribute that a match of `READ` reads."""
    name = next(filter(None, match.groups()))
    name = re.sub(r"[A-Z]", lambda sign: f"-{sign[0].lower()}", name)
    return name if match[3] else f"data-{name}"


def asked_for(tree: Element, code: str, rest: str = "") -> list[Element]:
    """Return the elements that code asks for, each by an id or class that no other has, and those that call its functions.

    `rest` is what stays of the code: what that asks for is left out.
    """
    left = _ASKED_FOR.findall(rest)
    asked = [one for one in dict.fromkeys(_ASKED_FOR.findall(code)) if one not in left]
    found = [by_class(tree, name) if dot or of_class else by_id(tree, name) for dot, of_class, name in asked]
    return [one for one in (*found, *_calling(tree, code, rest)) if one is not None]


def _several(tree: Element, code: str, rest: str) -> Iterator[Element]:
    """Yield the elements of which code asks for all, but for what its `rest` asks for."""
    for selector in dict.fromkeys(_ALL_OF.findall(code)):
        with suppress(ValueError):  # jQuery's own, or markup
            yield from tree.select(selector) if selector not in rest else ()


def _calling(tree: Element, code: str, rest: str = "") -> Iterator[Element]:
    """Yield the elements that call a function of code, but for those of its `rest`."""
    if calling := tree.select("[onclick], a[href^='javascript:']"):
        functions = {"".join(names) for names in _FUNCTION.findall(code)}
        for one in calling:
            called = functions.intersection(_CALLED.findall(handler(one)))
            if any(name not in rest for name in called):
                yield one


def handler(element: Element) -> str:
    """Return the code that a click on an element runs: its handler, else its address."""
    return str(element.attr("onclick", "") or element.attr("href", ""))


def by_class(tree: Element, name: str) -> Element | None:
    """Return the only element of a class."""
    named = tree.select(f"[class~='{name}']")
    return named[0] if len(named) == 1 else None


def by_id(tree: Element, name: str) -> Element | None:
    """Return the element with an id, unless that is a part of the page's outline."""
    named = tree.select(f"[id='{name}']") if re.fullmatch(r"[\w-]+", name) else ()
    return next((e for e in named if e.tag not in {"body", "html", "main", "script"}), None)


def boxes(tree: Element, urls: list[Address]) -> Iterator[Element]:
    """Yield the empty elements that a widget's script names in its address: `?container_id=…`."""
    for url in urls:
        for name, value in url.parameters.items():
            box = by_id(tree, value) if _BOX.fullmatch(name) else None
            if box is not None and waits(box):
                yield box


def is_empty(element: Element) -> bool:
    """Whether an element has no content before code fills it."""
    return element.tag in _BOXES and not element.text.strip() and element.select_one("*") is None


def waits(element: Element) -> bool:
    """Whether an element is there for what code puts into it: it is empty, asks for consent, or does nothing without code."""
    empty = not element.text.strip() and element.select_one("*") is None
    return empty or is_dead(element) or speaks_of_consent(element)


def is_dead(element: Element) -> bool:
    """Whether an element is a button that does nothing without code."""
    return is_button(element) and element.closest("form") is None


def pressed(tree: Element, made: Element, code: str, rest: str) -> dict[Element, str]:
    """Map the buttons that do nothing without code, but for its `rest`, to what they say more than that they start something.

    Of those in what code makes a frame only the ones that say no more.
    """
    buttons = {}
    asked = asked_for(tree, code, rest)
    for one in (*asked, *made.select(BUTTONS)):
        if is_dead(one) and (one.attr("href", "#") in _NOWHERE or one in asked):
            text = " ".join(one.text.split())
            said = quoted(text) or ("" if is_consents(text) else meaningful(text))
            if not said or (one in asked and _STARTS.search(text)):
                buttons[one] = said
    return buttons


def _says_other(button: Element) -> bool:
    """Whether a button does something else than to start a film."""
    text = " ".join(button.text.split())
    return bool(meaningful(text)) and not (
        is_consents(text) or speaks_of_consent(button) or _STARTS.search(text)
    )
