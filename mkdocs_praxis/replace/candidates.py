"""Prefilter: which vendors' embeds a page may contain, without parsing it. Markup that pages share is searched once."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.source import KEPT
from mkdocs_praxis.replace.structure import ROWS
from mkdocs_praxis.vendors import Catalogue, Vendor, catalogue
from mkdocs_praxis.web.cuts import Cuts
from mkdocs_praxis.web.outline import outlines

# An image with an absolute URL, or one whose tag has a `<` before its end.
_IMAGE = regex(r"img\b(?:[^>]*?[\s\"'=](?:https?:)?//|[^>]*$)", re.IGNORECASE)
_FIRST = frozenset("iIoOeEaA")
_FRAME = regex(r"(?:iframe|object|embed|amp-iframe)\b", re.IGNORECASE)
# Signs, in lower case, of encoded markup: white space before an element in base64; percent-encoded; escaped, also in base64; in a
# template; in a frame's own document; named by class. And an element in base64, which begins a value: `<a`, `<iframe`, `<IFRAME`, `<!--`.
_ENCODED = tuple(ROWS["encoded markup"])
_BASE64 = regex(r"p(?<=[\"'>\s=;]p)[cegh][\w+]{14}[\w+/]{16}")
_ADDRESSED = "ahr0c"  # `http` in base64, in lower case
# Text without any of these contains neither a URL nor code nor encoded markup.
_TELLING = ("(", "[", "{", "=", '"', "&", "/", "\\")
_HOST = regex(r"\.(?<=\w\.)\w")  # starts with the rarest character: many times faster
_RAW = ("script", "style", "template", "noscript", "textarea", "xmp", "iframe", "!", "?")
_LONGEST_RAW = max(map(len, _RAW))
_MOST_KEPT = 4 << 20  # characters of pieces that are cached
_LONGEST_KEPT = 4096

# What is recorded of a piece of a page: the ids of vendors with a clue in it, and these signs. Hidden: encoded or escaped markup, as consent
# tools and lazy loaders keep it; settled: a card.
HIDDEN, _PICTURE, _FRAMED, _CODED, SETTLED = "<hidden", "<picture", "<framed", "<coded", "<settled"


class Pieces:
    """Clues to embeds by piece of a page (from one `<` to the next), cached so that a piece is searched once a build."""

    def __init__(self, vendors: Catalogue, cuts: Cuts | None = None) -> None:
        """`cuts` is shared with other searches: pieces that none of them needs are dropped when the page is cut."""
        self._vendors = vendors
        self._cuts = cuts or Cuts()
        self._cuts.heed(self._speaks)
        self._silent: set[str] = set()
        self._telling: dict[str, frozenset[str]] = {}
        self._kept = 0
        self._page, self._told = "", set[str]()

    def told_by(self, page: str) -> set[str]:
        """Return the signs and vendor ids found in a page; the result for the last page is cached."""
        if page is not self._page:
            self._page, self._told = page, self._said(set(self._cuts.cut(page).chunks))
        return self._told

    def telling(self, page: str) -> str:
        """Return the pieces of a page that have a sign or clue, in lower case."""
        self.told_by(page)
        return "\n".join(set(self._cuts.cut(page).chunks) - self._silent).lower()

    def _speaks(self, piece: str) -> bool:
        return piece not in self._silent and bool(self._said({piece}))

    def _said(self, pieces: set[str]) -> set[str]:
        told, new = set[str](), list[str]()
        for piece in pieces - self._silent:
            if piece in self._telling:
                told |= self._telling[piece]
            elif _starts(piece):
                told |= self._learn(piece)
            else:
                new.append(piece)
        return told | self._read_among(new) if new else told

    def _read_among(self, new: list[str]) -> set[str]:
        """Search new pieces, few of which have a clue: all at once, then by halves (group testing)."""
        if not self._of(_telling_of(new)):
            self._keep(new, frozenset())
            return set()
        if len(new) == 1:
            return self._learn(new[0])
        half = len(new) // 2
        return self._read_among(new[:half]) | self._read_among(new[half:])

    def _learn(self, piece: str) -> set[str]:
        said = self._of(_telling(piece)) | _starts(piece)
        self._keep([piece], frozenset(said))
        return said

    def _of(self, text: str) -> set[str]:
        lowered = text.lower()
        encoded = any(sign in lowered for sign in _ENCODED) or _BASE64.search(lowered) is not None
        hidden = {HIDDEN} if encoded else set()
        coded = {_CODED} if _ADDRESSED in lowered else set()
        card = lowered.count("praxis-embed") > lowered.count("praxis-embed.css") or KEPT in lowered
        settled = {SETTLED} if card else set()
        return self._vendors.clued(lowered) | hidden | coded | settled

    def _keep(self, pieces: Iterable[str], said: frozenset[str]) -> None:
        short = [piece for piece in pieces if len(piece) <= _LONGEST_KEPT]
        self._kept += sum(map(len, short))
        if self._kept > _MOST_KEPT:
            self._silent.clear()
            self._telling.clear()
            self._kept = 0
        if said:
            self._telling.update(dict.fromkeys(short, said))
        else:
            self._silent.update(short)


def _telling_of(pieces: Iterable[str]) -> str:
    """Return the parts of pieces that may contain clues: for most, only their tags."""
    parted = [piece.partition(">") for piece in pieces]
    if any(tag[:_LONGEST_RAW].lower().startswith(_RAW) for tag, _, _ in parted):
        return "\n".join(map(_telling, pieces))
    tags, texts = "\n".join([tag for tag, _, _ in parted]), "\n".join([text for _, _, text in parted])
    return f"{tags}\n{texts}" if _tells(texts) else tags


def _telling(piece: str) -> str:
    """Return the part of a piece that may contain clues: its tag, and its text if that is more than words."""
    tag, end, text = piece.partition(">")
    return tag if end and not tag.lower().startswith(_RAW) and not _tells(text) else piece


def _tells(text: str) -> bool:
    return any(sign in text for sign in _TELLING) or _HOST.search(text) is not None


def _starts(piece: str) -> set[str]:
    """Return the signs of the tag with which a piece begins."""
    if piece[:1] not in _FIRST:
        return set()
    if _FRAME.match(piece):
        return {_FRAMED}
    return {_PICTURE} if _IMAGE.match(piece) else set()


@lru_cache(maxsize=4)
def pieces(own_url: str) -> Pieces:
    """Return the one `Pieces` of a site."""
    return Pieces(catalogue(), outlines(own_url).cuts)


def candidates(html: str, options: Options) -> list[Vendor] | None:
    """Return the vendors whose embeds a page may contain; None if it need not be parsed. No false negatives."""
    if "<" not in html:
        return None
    told = pieces(options.own.url).told_by(html)
    found = [vendor for id_ in sorted(told) if (vendor := catalogue().by_id(id_)) is not None]
    if found or HIDDEN in told or _PICTURE in told:
        return found
    return found if _FRAMED in told and options.unknown_embeds == "link" else None
