"""Entry points: replace the embeds of a page with static cards."""

from collections.abc import Iterable, Sequence

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.candidates import candidates
from mkdocs_praxis.replace.links import mark_parsed_page, mark_plain_page
from mkdocs_praxis.replace.model import Ask, Options, Replaced, Swap
from mkdocs_praxis.replace.source import KEPT, Source, Splice, referring
from mkdocs_praxis.web.outline import outlines
from mkdocs_praxis.web.shared import Edit, edited

# Limit of passes: an unclosed frame, or encoded markup, hides what it contains from the parser until it is replaced.
_PASSES = 25
# Exactly one card, as `templates/` render it.
_CARD = regex(r"\s*<(figure|div|span) class=\"praxis-embed(?:[^<]++|<(?!\1[\s>])(?!/\1>\s*\Z))*+</\1>\s*")
# With any of these a card must be searched again: scripts, forms, elements with markup of their own, former facades.
_UNSETTLED = (
    "<script", "<form", "<iframe", "<frame", "<object", "<embed", "<template", "<noscript", "<textarea", KEPT,
)  # fmt: skip


def replace(html: str, options: Options, *, readable: bool = False, markdown: bool = False) -> Replaced:
    """Replace the embeds of known vendors in a page or fragment; everything else stays byte for byte.

    Embeds whose target is not in their code stay, and are returned in `asks`. Idempotent.
    `readable`: people will edit the text, so nothing is escaped needlessly; `markdown`: line structure matters.
    """
    done, _, cards = _replaced(html, options, readable=readable or markdown, markdown=markdown)
    return done._replace(html=edited(done.html, cards))


def finished(html: str, options: Options, content: Iterable[tuple[str, str]] = ()) -> Replaced:
    """Replace the embeds of a page and mark its links to other sites, parsing the page once at most where possible.

    `content` has pairs of (embed, card) that `replace` made of the page's content before the theme was applied: these are
    replaced by text search.
    """
    done, source, cards = _framed(html, options, content) or _replaced(html, options)
    marked = mark_plain_page(done.html, options, cards) if source is None else None
    if marked is None:
        return done._replace(html=mark_parsed_page(edited(done.html, cards), options, source), edits=None)
    return done._replace(html=marked[0], edits=_together(done.edits, cards, marked[1]))


def _together(
    made: Sequence[Edit] | None, cards: Sequence[Edit], marked: Iterable[Edit]
) -> tuple[Edit, ...] | None:
    """Merge edits of the original page: `made` (embeds to cards) and `marked` (links; offsets without the embeds)."""
    if made is None or len(made) != len(cards):
        return None
    edits, shift, number = list[Edit](), 0, 0
    for start, end, new in marked:
        if number < len(cards) and new is cards[number][2]:
            edits.append(made[number])
            shift += made[number][1] - made[number][0]
            number += 1
        else:
            edits.append((start + shift, end + shift, new))
    return tuple(edits)


# (result, whose HTML lacks the cards; the parsed page, if marking its links needs it; the cards as insertions).
_Looked = tuple[Replaced, Source | None, list[Edit]]


def _framed(html: str, options: Options, content: Iterable[tuple[str, str]]) -> _Looked | None:
    """Apply the replacements known from the content; None if one is not found exactly once, or further embeds remain."""
    edits, at = list[Edit](), 0
    for was, now in content:
        at = html.find(was, at)
        if at < 0 or html.count(was) > 1:
            return None
        edits.append((at, at + len(was), referring(now, html)))
        at += len(was)
    if not edits:
        return None
    page, cards = _beside(html, edits)
    if candidates(page, options) is not None:
        return None
    return Replaced(page, edits=tuple(edits)), None, cards


def _replaced(html: str, options: Options, *, readable: bool = False, markdown: bool = False) -> _Looked:
    swaps: list[Swap] = []
    asks: tuple[Ask, ...] = ()
    source, edits = None, list[Edit]()
    for number in range(_PASSES):
        vendors = candidates(html, options)
        if vendors is None:
            break
        from mkdocs_praxis.replace.look import look  # deferred: most pages have no embed

        menus = () if markdown else outlines(options.own.url).cuts.menus(html)
        source = Source(html, mend=True, menus=menus, markdown=markdown)
        done = look(source, vendors, options)
        swaps += done.swaps
        asks = done.asks
        if not done.splices:
            break
        splices = [one if readable else Splice(one.span, referring(one.html, html)) for one in done.splices]
        edits = source.edits(splices)
        page, cards = _beside(html, edits)
        if candidates(page, options) is None:
            return Replaced(page, tuple(swaps), asks, None if number else tuple(edits)), None, cards
        html = edited(html, edits)
    return Replaced(html, tuple(swaps), asks, () if source is None else None), source, []


def _beside(html: str, edits: Iterable[Edit]) -> tuple[str, list[Edit]]:
    """Apply edits, but return cards separately, as insertions: a card need not be searched for embeds."""
    others, cards, shift = list[Edit](), list[Edit](), 0
    for start, end, new in edits:
        card = _is_card(new)
        others.append((start, end, "" if card else new))
        if card:
            cards.append((start + shift, start + shift, new))
        shift += len(others[-1][2]) - (end - start)
    return edited(html, others), cards


def _is_card(html: str) -> bool:
    """Whether a replacement is exactly one card, in which no pass could find an embed."""
    lowered = html.lower()
    return not any(sign in lowered for sign in _UNSETTLED) and _CARD.fullmatch(html) is not None
