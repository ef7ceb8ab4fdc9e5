"""A page in, the same page with static cards out."""

import dataclasses
import re

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.candidates import candidates
from mkdocs_praxis.replace.links import mark_links
from mkdocs_praxis.replace.model import Ask, Options, Replaced, Swap
from mkdocs_praxis.replace.source import KEPT, Source, Splice
from mkdocs_praxis.web.outline import outlines

# An unclosed frame hides what follows it from the tree, and so does markup within markup: each pass uncovers the next.
_PASSES = 25
# A card and nothing beside it, as `templates/` make them.
_CARD = regex(r"\s*<(figure|div|span) class=\"praxis-embed(?:(?!<\1[\s>]).)*</\1>\s*", re.DOTALL)
# What is looked at again even in a card: what runs, is sent, or holds markup of its own.
_UNSETTLED = regex(rf"<(?:script|form|i?frame|object|embed|template|noscript|textarea)|{KEPT}", re.IGNORECASE)


def replace(html: str, options: Options) -> Replaced:
    """Replace the embeds of known vendors in a page or fragment; everything else stays byte for byte.

    Embeds whose target is not in their code stay too and come back as `asks`. Replacing twice changes nothing.
    """
    return _replaced(html, options)[0]


def finished(html: str, options: Options) -> Replaced:
    """Replace the embeds of a page and mark its links to other sites, with one parse for both where nothing changes."""
    done, source = _replaced(html, options)
    return dataclasses.replace(done, html=mark_links(done.html, options, source))


def _replaced(html: str, options: Options) -> tuple[Replaced, Source | None]:
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
        html = source.spliced(done.splices)
        if candidates(source.spliced(map(_beside, done.splices)), options) is None:
            return Replaced(html, tuple(swaps), asks), None
    return Replaced(html, tuple(swaps), asks), source


def _beside(splice: Splice) -> Splice:
    """Return a replacement without what no look would take for an embed again: its card."""
    card = _CARD.fullmatch(splice.html) and not _UNSETTLED.search(splice.html)
    return Splice(splice.span, "") if card else splice
