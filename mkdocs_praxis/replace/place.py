"""Places a card in the page so that the HTML stays valid: not within links, tables or inline text."""

import html as escaping
import re
from collections.abc import Callable, Iterable

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.addresses import attributes
from mkdocs_praxis.replace.extent import Extent, How
from mkdocs_praxis.replace.source import KEPT, Element, Source, Span, Splice, outermost, tag_of
from mkdocs_praxis.replace.structure import BLOCKS, LISTS, TABLE, names
from mkdocs_praxis.replace.wrapped import decoded

Card = Callable[[bool], str]  # returns the card's HTML; the argument: only phrasing content is allowed there

_PLAIN = names("plain attributes")
_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "*_`[]\\|~^"}  # characters with a meaning in Markdown
_KEPT_ATTRIBUTES = frozenset({"class", "style", "title", "href", "alt", "lang"})
_IN_JSON = regex(r"(?:https?:)?(?:\\?/){2}[^\s\"'<>]+")
_INTERACTIVE = frozenset({"a", "button", "label", "summary"})
_SERVING = frozenset({"param", "source", "track", "embed"})  # what only serves the element around it
# They keep their content, the card follows them
_BESIDE = names("followed by a card")
_TEXT_LEVEL = names("text level")
_BLOCK = regex(rf"\s*<(?:{'|'.join(sorted(BLOCKS))})\b", re.IGNORECASE)


def in_line(html: str) -> str:
    """Escape a card for use within a line of Markdown, or within a table cell."""
    parts = re.split(r"(<[^>]*>)", html.replace("\n", " "))
    return "".join(
        part.replace("|", "&#124;") if part[:1] == "<" else part.translate(_MARKS) for part in parts
    )


def splices_of(extent: Extent, source: Source, card: Card, is_address: Callable[[str], bool]) -> list[Splice]:
    """Return the changes that put the card in place of, into or beside the embed's element, as the extent says.

    `is_address` tells whether a value contains the embed's URL or id: such attributes are removed from an element that is kept.
    """
    target = extent.target
    if extent.how not in {How.INSIDE, How.BESIDE} and (led_to := _led_to(extent, source)):
        card = _with_id(card, led_to)
    if extent.how is How.INSIDE:
        if (inner := source.inner(target)) is None:
            return []
        return [*cleaned(target, source, is_address), Splice(inner, _within(target.tag, card))]
    if extent.how is How.BESIDE:
        return [*cleaned(target, source, is_address), _beside(target, source, card)]
    if extent.how is How.OPENED:
        return _opened(target, source, card)
    span = source.span(target)
    if span is None:
        return []
    if extent.how is How.AFTER:
        return [Splice(span, ""), _beside(target, source, card)]
    return _instead(target, span, source, card)


def _led_to(extent: Extent, source: Source) -> str:
    """Return the id of what is removed to which links of the page lead, or other pages' may: nothing else here names it; else ""."""
    inner = extent.target.iter_elements() if extent.how is How.WHOLE else ()
    named = (name for one in (extent.target, *inner) if (name := one.attr("id", "")) in source.led_to)
    alone = extent.how is How.WHOLE and source.text.count(extent.anchor) == 1
    return next(named, extent.anchor if alone else "")


def _with_id(card: Card, name: str) -> Card:
    return lambda inline: card(inline).replace(">", f' id="{escaping.escape(name)}">', 1)


def _instead(target: Element, span: Span, source: Source, card: Card) -> list[Splice]:
    table = _torn_from(target, span, source)
    if table is not None:  # browsers show what is between the rows of a table before it
        return [Splice(span, ""), Splice((table, table), card(False))]
    parent = tag_of(target.parent)
    if item := LISTS.get(parent, "td" if parent == "tr" else ""):
        return [Splice(span, f"<{item}>{card(False)}</{item}>")]
    return [Splice(span, card(source.is_inline(target)))]


def _torn_from(target: Element, span: Span, source: Source) -> int | None:
    """Return the start of the table that contains an element in the source, but not in the tree (foster parenting)."""
    starts = []
    for table in source.tree.select("table"):
        where = source.span(table)
        around = where is not None and where[0] < span[0] and span[1] <= where[1]
        if where and around and all(table is not up for up in target.ancestors):
            starts.append(where[0])
    if not starts and tag_of(target.parent) in TABLE - {"tr"}:
        around = target.closest("table")
        where = source.span(around) if around is not None else None
        starts = [where[0]] if where else []
    return min(starts, default=None)


def _within(tag: str, card: Card) -> str:
    if item := LISTS.get(tag, "td" if tag == "tr" else ""):
        return f"<{item}>{card(False)}</{item}>"
    if tag in TABLE:
        row = f"<tr><td>{card(False)}</td></tr>"
        return f"<tbody>{row}</tbody>" if tag == "table" else row
    return card(tag in {"dt", "summary", "legend", "h1", "h2", "h3", "h4", "h5", "h6", "p"} | _TEXT_LEVEL)


def _beside(target: Element, source: Source, card: Card) -> Splice:
    """Insert the card as the first child of a container, or behind an element that cannot contain it."""
    around = _interactive(target)
    if around is not None:
        return _behind(around, source, card)
    if target.tag in {"tr", "tbody", "thead", "tfoot"}:
        if (cell := target.select_one("td, th")) is not None:
            return _first_in(cell, source, card)
        return _behind(target.closest("table"), source, card)
    if target.tag in _BESIDE or target.tag in _INTERACTIVE:
        return _behind(target, source, card)
    if target.tag in _TEXT_LEVEL or source.is_inline(target):
        end = _end(source.inner(target))
        return Splice((end, end), card(True))
    head = target.select_one(":scope > summary, :scope > legend")
    if target.tag in {"details", "fieldset"} and head is not None:
        end = _end(source.span(head))
        return Splice((end, end), card(False))
    return _first_in(target, source, card)


def _first_in(target: Element, source: Source, card: Card) -> Splice:
    start = source.start_tag(target)[1]
    return Splice((start, start), card(target.tag == "dt" or source.is_inline(target)))


def _behind(target: Element, source: Source, card: Card) -> Splice:
    end = _end(source.span(target))
    parent = tag_of(target.parent)
    html = card(source.is_inline(target))
    return Splice((end, end), f"<{LISTS[parent]}>{html}</{LISTS[parent]}>" if parent in LISTS else html)


def _end(span: Span | None) -> int:
    """Return the end of a span; never None here, since elements made up by the parser are not kept."""
    if span is None:
        raise ValueError("the element stands nowhere in the text")
    return span[1]


def _interactive(element: Element) -> Element | None:
    """Return the outermost link, button, label or summary around an element, which cannot contain a card."""
    written = (up for up in element.ancestors if getattr(up, "source_location", None) is not None)
    around = [up for up in written if up.tag in _INTERACTIVE]
    return around[-1] if around else None


def _opened(target: Element, source: Source, card: Card) -> list[Splice]:
    """Remove an element's tags and what only served it; its content stays."""
    splices = [Splice(source.start_tag(target), card(source.is_inline(target)))]
    end = source.end_tag(target)
    if end is not None:
        splices.append(Splice(end, ""))
    own = (one for one in target.children if tag_of(one) in _SERVING)
    return splices + [Splice(span, "") for child in own if (span := source.span(child)) is not None]


def cleaned(element: Element, source: Source, is_address: Callable[[str], bool]) -> list[Splice]:
    """Remove the attributes that would turn an element that is kept into a frame again."""
    splices: list[Splice] = []
    given = attributes(element)
    left = False
    for name in element.source_location.attrs:
        value = given.get(name, "")
        if name in _KEPT_ATTRIBUTES or not is_address(decoded(value) or value):
            left = left or name not in _PLAIN
        elif value.lstrip()[:1] in "{[":
            rest = _IN_JSON.sub(lambda m: "" if is_address(m[0].replace("\\/", "/")) else m[0], value)
            splices.append(Splice(source.attribute(element, name), f'{name}="{escaping.escape(rest)}"'))
            left = True
        else:
            splices.append(source.without_attribute(element, name))
    if left:
        place = source.start_tag(element)[0] + 1 + len(element.tag)
        splices.append(Splice((place, place), f" {KEPT}"))
    return splices


def without_paragraphs(splices: Iterable[Splice], text: str) -> list[Splice]:
    """Return the splices with the paragraphs of which they leave nothing but cards, which no paragraph can hold, or nothing at all.

    Markdown puts a snippet that begins with a link to a style sheet into one.
    """
    kept, left = list[Splice](), outermost(splices)[::-1]
    while left:
        within = [left.pop()]
        start, end = within[0].span
        while text[start - 1 : start].isspace():
            start -= 1
        end = _next_in(text, end)
        while text.endswith("<p>", 0, start) and left and left[-1].span[0] <= end:
            within.append(left.pop())
            end = _next_in(text, within[-1].span[1])
        cards = [one.html for one in within if one.html]
        if text.endswith("<p>", 0, start) and text.startswith("</p>", end) and all(map(_BLOCK.match, cards)):
            kept.append(Splice((start - len("<p>"), end + len("</p>")), "\n".join(cards)))
        else:
            kept += within
    return kept


def _next_in(text: str, at: int) -> int:
    """Return where the next character of a text is that is no white space."""
    while text[at : at + 1].isspace():
        at += 1
    return at
