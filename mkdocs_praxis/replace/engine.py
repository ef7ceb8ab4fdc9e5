"""A page in, the same page with static cards out."""

import re
from collections.abc import Iterable

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.candidates import candidates
from mkdocs_praxis.replace.links import mark_parsed_page, mark_plain_page
from mkdocs_praxis.replace.model import Ask, Options, Replaced, Swap
from mkdocs_praxis.replace.source import KEPT, Source, Splice, outermost, referring
from mkdocs_praxis.web.edited import Edit
from mkdocs_praxis.web.outline import outlines

# An unclosed frame hides what follows it from the tree, and so does markup within markup: each pass uncovers the next.
_PASSES = 25
# A card and nothing beside it, as `templates/` make them.
_CARD = regex(r"\s*<(figure|div|span) class=\"praxis-embed(?:(?!<\1[\s>]).)*</\1>\s*", re.DOTALL)
# What is looked at again even in a card: what runs, is sent, or holds markup of its own.
_UNSETTLED = regex(rf"<(?:script|form|i?frame|object|embed|template|noscript|textarea)|{KEPT}", re.IGNORECASE)


def replace(html: str, options: Options, *, readable: bool = False) -> Replaced:
    """Replace the embeds of known vendors in a page or fragment; everything else stays byte for byte.

    Embeds whose target is not in their code stay too and come back as `asks`. Replacing twice changes nothing.
    In a `readable` text, which people go on writing, no sign is put as a character reference.
    """
    return _replaced(html, options, readable=readable)[0]


def finished(html: str, options: Options) -> Replaced:
    """Replace the embeds of a page and mark its links to other sites, with one parse for both at most where that can be."""
    done, source, beside = _replaced(html, options)
    page, cards = beside or (done.html, [])
    marked = mark_plain_page(page, options, cards) if beside or source is None else None
    if marked is None:
        return done._replace(html=mark_parsed_page(done.html, options, source))
    return done._replace(html=marked[0], edits=tuple(marked[1]) if page is html else None)


def _replaced(
    html: str, options: Options, *, readable: bool = False
) -> tuple[Replaced, Source | None, tuple[str, list[Edit]] | None]:
    """Return the page, it parsed where nothing changed, and it without its cards and with where they go where they are all that did."""
    swaps: list[Swap] = []
    asks: tuple[Ask, ...] = ()
    source = None
    for _ in range(_PASSES):
        vendors = candidates(html, options)
        if vendors is None:
            break
        from mkdocs_praxis.replace.look import look  # most pages hold no embed

        source = Source(html, mend=True, menus=outlines(options.own.url).cuts.menus(html))
        done = look(source, vendors, options)
        swaps += done.swaps
        asks = done.asks
        if not done.splices:
            break
        splices = [one if readable else Splice(one.span, referring(one.html, html)) for one in done.splices]
        html = source.spliced(splices)
        beside = _beside(source, splices)
        if candidates(beside[0], options) is None:
            return Replaced(html, tuple(swaps), asks), None, beside
    return Replaced(html, tuple(swaps), asks), source, None


def _beside(source: Source, splices: Iterable[Splice]) -> tuple[str, list[Edit]]:
    """Return a page without what no look would take for an embed again, its cards, and these with where they go."""
    others, cards, shift = [], [], 0
    for splice in outermost(splices):
        card = _is_card(splice.html)
        others.append(Splice(splice.span, "") if card else splice)
        start, end = map(source.original, splice.span)
        if card:
            cards.append((start + shift, start + shift, splice.html))
        shift += len(others[-1].html) - (end - start)
    return source.spliced(others), cards


def _is_card(html: str) -> bool:
    """Tell whether what was put in is a card and nothing else, in which no look would find an embed again."""
    return _CARD.fullmatch(html) is not None and not _UNSETTLED.search(html)
