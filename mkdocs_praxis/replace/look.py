"""One pass over a parsed page: finds the embeds and computes what replaces them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import Problem
from mkdocs_praxis.replace import addresses, images
from mkdocs_praxis.replace.alongside import alongside
from mkdocs_praxis.replace.cards import host_of
from mkdocs_praxis.replace.extent import Asking, container
from mkdocs_praxis.replace.fallback import fallback
from mkdocs_praxis.replace.fill import FoundEmbed
from mkdocs_praxis.replace.lightboxes import freed
from mkdocs_praxis.replace.loaders import loaders_of
from mkdocs_praxis.replace.model import KIND_OF_CATEGORY, Ask, Options, Swap
from mkdocs_praxis.replace.own import Own
from mkdocs_praxis.replace.place import without_paragraphs
from mkdocs_praxis.replace.recognise import Recogniser
from mkdocs_praxis.replace.replacing import Replacing
from mkdocs_praxis.replace.sharing import plain_shares
from mkdocs_praxis.replace.source import Element, Source, Splice, settled
from mkdocs_praxis.vendors import Embed, Vendor, catalogue

# What may become a card whoever is behind it (`unknown_embeds: link`).
_FRAMES = frozenset({"iframe", "frame", "object", "embed", "amp-iframe"})


class Pass(NamedTuple):
    """The result of one pass."""

    splices: Sequence[Splice] = ()
    swaps: Sequence[Swap] = ()
    asks: tuple[Ask, ...] = ()


def look(source: Source, candidates: list[Vendor], options: Options) -> Pass:
    """Compute the replacements for the embeds of the `candidates` in a parsed page."""
    recogniser = Recogniser(source, options)
    found = recogniser.find(candidates)
    asked = recogniser.asked
    taken = _elements((*found, *asked))
    logos, splices = images.in_links(source, options, taken)
    found += _hidden_logos(recogniser, taken.union(carrier for carrier, _ in recogniser.opened))
    found += [recogniser.to_page(one) for one in logos if not _is_home_of_another(one, found)]
    alongside(found, recogniser.carriers)
    if options.strict:
        found += plain_shares(source.tree, _elements(found))
    if options.unknown_embeds == "link":
        found += _unknown(recogniser, options, {one.element for one in found})
    asks = tuple(_ask(one, source, options) for one in asked)
    if recogniser.opened:
        splices += _opened(recogniser, source, options)
    splices += freed(source, options.base, recogniser.carriers.foreign, _elements(found))
    if not found:
        return Pass(splices, asks=asks)
    loaders = loaders_of(source, options, found, {one.vendor.id for one in asked})
    made, swaps = Replacing(recogniser.carriers, found, loaders).done()
    return Pass(without_paragraphs(splices + made, source.text), swaps, asks)


def _elements(found: Iterable[FoundEmbed]) -> set[Element]:
    """Return the elements that embeds take."""
    return {e for one in found for e in (one.element, *one.also)}


def _opened(recogniser: Recogniser, source: Source, options: Options) -> Iterator[Splice]:
    """Put what consent tools keep in place of their placeholders: the next pass, or the gate, finds the embeds in it."""
    kept = [carrier for carrier, _ in recogniser.opened]
    own = Own(options, {one for one in kept if one.tag in {"script", "template"}})
    for carrier, markup in recogniser.opened:
        target = container(carrier, Asking(own))
        span = source.span(target)
        if span is not None and (target.tag in {"script", "template"} or not own.holds(target)):
            yield Splice(span, "\n".join(line for line in markup.splitlines() if line.strip()))


def _hidden_logos(recogniser: Recogniser, taken: set[Element]) -> Iterator[FoundEmbed]:
    """Yield links with pictures from elsewhere in HTML that consent tools keep: their elements stand for them."""
    carriers = recogniser.carriers
    for carrier, markup in carriers.hidden:
        if carrier in taken or settled(carrier):
            continue
        inside = Source(markup, mend=True)
        for one in images.in_links(inside, recogniser.options, set())[0][:1]:
            from mkdocs_praxis.replace.wrapped import outer

            one.said, one.element, one.going = one.element, outer(carrier, carriers.facade_selector), []
            yield one


def _is_home_of_another(logo: FoundEmbed, found: list[FoundEmbed]) -> bool:
    """Whether a logo links to the home page of a vendor whose embed is on this page: then it is removed with that."""
    url = addresses.Address(logo.links[0][1])
    other = next((one for one in found if one.vendor is logo.vendor), None)
    if other is None or url.path not in {"", "/"} or url.query:
        return False
    other.going.append(logo.element)
    return True


def _ask(one: FoundEmbed, source: Source, options: Options) -> Ask:
    say = translator(options.language, "replace")
    line, column = source.line(one.element)
    start, _ = one.span or source.span(one.element) or (0, 0)
    problem = Problem(
        what=say("The code of {vendor} does not say which page it shows.", vendor=one.vendor.name),
        line=line,
        column=column,
        excerpt=source.text[start : source.text.find(">", start) + 1].partition("\n")[0],
        why=say("Only you know it, and a guessed link would be wrong."),
        fix=say(
            "In a browser, open what the code shows: your page at {vendor}, or the profile that it takes posts from. Copy its address, and put a link "
            'in place of the code, for example: <a href="https://…">…</a>',
            vendor=one.vendor.name,
        ),
    )
    return Ask(one.vendor.id, problem)


def _unknown(recogniser: Recogniser, options: Options, taken: set[Element]) -> Iterator[FoundEmbed]:
    carriers = recogniser.carriers
    taken |= {one.element for one in recogniser.asked}
    for frame, urls in carriers.frames:
        if frame in taken or frame.tag not in _FRAMES:
            continue
        href = recogniser.filler.target(urls[0])
        host = host_of(href, options.own) if href else ""
        known = catalogue().of_url(href)
        if host and (known is None or known.embeds):
            vendor = known or Vendor(id="unknown", name=host, category="link", operator=host)
            form = Embed(kind=KIND_OF_CATEGORY.get(vendor.category, "link"), element="frame")
            yield FoundEmbed(vendor, form, frame, [("", href)], fallback=fallback(frame, carriers))
