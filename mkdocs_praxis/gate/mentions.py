"""Which foreign hosts a page, its own scripts and the data these load merely name: looked up only for pages that are a finding."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.named import hosts_named, labels_apart
from mkdocs_praxis.web.url import resolve

_MARKUP = (".html", ".htm", ".xhtml", ".xht", ".svg", ".xml")
# Spelled out: to ignore the case of a whole page costs more than to parse it.
_SCRIPT = regex(
    r"(<[sS][cC][rR][iI][pP][tT]\b(?:[^<]++|<(?!/[sS][cC][rR][iI][pP][tT]))*+</[sS][cC][rR][iI][pP][tT])"
)
_COMMENT = regex(r"<!--[\s\S]*?-->")
# Where links lead is no secret: reports list it elsewhere.
_LINK = regex(r"""(?<=\s)href\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_LINKS = regex(
    r"""/?(?:a|area)\s|link\s[^>]*rel\s*=\s*["']?(?:canonical|alternate|license|author|me)\b""", re.IGNORECASE
)
# A light box fetches what such a link leads to.
_TO_MEDIA = regex(
    r"""\.(?:avif|gif|jpe?g|mp4|png|svg|webm|webp)(?:[?#][^"'\s>]*)?["'\s>]|\.(?:jpe?g|png|gif|webp)$""",
    re.IGNORECASE,
)
# What search engines read; it counts only where a script of the page looks for it.
_SEARCHED = "ld+json"
_DATA = regex(r"<script\b[^>]*ld\+json", re.IGNORECASE)
_OWN_FILE = regex(r"""["'`(=]\s*([^"'`\s<>()=;,{}]{1,200}?)(?=["'`)\s>?#])""")
# What markup must hold to name a host, written out or encoded.
_MAY_NAME = regex(r"""\.[\w-]|//|\\\\|[&%:\[]|["'= ][A-Za-z0-9+/_-]{16}|\d{2,3}\s*[,;| ]\s*\d{2,3}""")
_DEEPEST, _MOST, _MOST_SCRIPTS = 6, 400, 1_000


class Named(NamedTuple):
    """What a text names: foreign hosts with how plainly they are named, and words that may be files of the own site."""

    hosts: Mapping[str, int]
    words: tuple[str, ...]


class Naming:
    """Finds what the texts of one site name; markup that several pages share is searched once."""

    def __init__(self, own: OwnSite) -> None:
        self._own = own
        self._piece = lru_cache(maxsize=50_000)(self._named_by)
        self._scripts: dict[tuple[str, ...], Named] = {}  # by all scripts of a page

    def of(self, file: str, text: str) -> Named:
        """Return what a file with this text names; of markup, only scripts name files."""
        if not file.endswith(_MARKUP):
            # Nobody loads what a source map names: it holds the text of the files that its script was made of.
            words = () if file.endswith(".map") else _words(text)
            return Named(hosts_named(text, self._own), words)
        found: Counter[str] = Counter()
        parts = _SCRIPT.split(text)
        for part in parts[::2]:
            # Comments say nothing, unless a script stands in one: then it is not whole here.
            for piece in dict.fromkeys(_COMMENT.sub("", part).split("<")):
                if named := self._piece(piece):
                    found.update(named)
        said = self._of_scripts(tuple(parts[1::2]), parts)
        found.update(said.hosts)
        return Named(found or labels_apart(text, self._own), said.words)

    def _of_scripts(self, scripts: tuple[str, ...], parts: list[str]) -> Named:
        """Return what the scripts of a page name; most pages of a site hold the same ones."""
        if (known := self._scripts.get(scripts)) is not None:
            return known
        data = [script for script in scripts if _DATA.match(script)]
        read = bool(data) and any(_SEARCHED in part for part in parts if not _DATA.match(part))
        found: Counter[str] = Counter()
        for script in scripts if read else (one for one in scripts if one not in data):
            found.update(hosts_named(script, self._own))
        named = Named(found, _words(" ".join(scripts)))
        if not data:  # else the rest of the page decides on them
            if len(self._scripts) >= _MOST_SCRIPTS:
                self._scripts.clear()
            self._scripts[scripts] = named
        return named

    def _named_by(self, piece: str) -> Counter[str] | None:
        """Return what a tag and the text behind it name; None for nobody."""
        tag, _, shown = piece.partition(">")
        if tag.isalnum() or not _MAY_NAME.search(tag):
            if "//" in shown and self._own.url in shown:  # as in each line of a sitemap
                shown = shown.replace(self._own.url, "/")
            if "." not in shown and "//" not in shown:
                return None
        if _LINKS.match(piece):
            tag = piece.rpartition(">")[0] or piece
            piece = tag if _TO_MEDIA.search(tag) else _LINK.sub("", tag)
        return hosts_named(piece, self._own)


@lru_cache(maxsize=4)
def naming(own: OwnSite) -> Naming:
    """Return the one `Naming` of a site."""
    return Naming(own)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in _OWN_FILE.findall(text) if "." in word or "/" in word))


class Mentions:
    """Knows what the files of a site name."""

    def __init__(
        self,
        texts: Callable[[str], str | None],
        files: Mapping[str, str],
        own: OwnSite,
        known: Mapping[str, Named],
    ) -> None:
        """Take the function that returns a file's text, the files by address, and what is known of some files already."""
        self._texts, self._files, self._own = texts, files, own
        self._named = dict(known)
        self._lasts = {address.rpartition("/")[2] for address in files}
        self._likely: dict[tuple[str, ...], list[str]] = {}  # the words that may be files of this site
        self._sums: dict[tuple[str, ...], Counter[str]] = {}  # what several files name together

    def hosts(
        self, page: str, url: str, scripts: Sequence[str], around: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return the foreign hosts that a page and its own files name, likeliest first: by how often and how plainly.

        What the pages `around` name, which show this one in a frame, comes last.
        """
        found, outside = Counter[str](), Counter[str]()
        first, *others = self._together(page, url, scripts)
        found.update(self._of(first).hosts)
        found.update(self._sum(tuple(others)))
        for file in around:
            outside.update(self._of(file).hosts)
        named = (host for counted in (found, outside) for host, _ in counted.most_common()[:_MOST])
        return tuple(dict.fromkeys(named))[:_MOST]

    def _sum(self, files: tuple[str, ...]) -> Counter[str]:
        if files not in self._sums:
            together = self._sums[files] = Counter()
            for file in files:
                together.update(self._of(file).hosts)
        return self._sums[files]

    def texts(self, page: str, url: str, scripts: Sequence[str]) -> Iterator[str]:
        """Yield the code of a page: what runs in it, and the own files that it loads or names."""
        for file in self._together(page, url, scripts):
            text = self._texts(file) or ""
            yield " ".join(_SCRIPT.findall(text)) if file.endswith(_MARKUP) else text

    def _together(self, page: str, url: str, scripts: Sequence[str]) -> list[str]:
        """Return the page's file with all own files that it and its scripts load or name."""
        taken = {page: None}
        waiting = [(name, 1) for address in scripts if (name := self._files.get(address))]
        waiting += self._loaded(page, url, 1)
        while waiting and len(taken) < _MOST:
            name, depth = waiting.pop()
            if name in taken or depth > _DEEPEST:
                continue
            taken[name] = None
            if not name.endswith(_MARKUP[:4]):  # another page is judged by itself
                waiting += self._loaded(name, url, depth + 1)
        return list(taken)

    def _loaded(self, file: str, url: str, depth: int) -> list[tuple[str, int]]:
        """Return what a file loads or names, from the page at `url` and from where it lies itself."""
        words = self._of(file).words
        if words not in self._likely:
            self._likely[words] = [word for word in words if self._may_be_file(word)]
        # What a page names lies from its address as from its file; a script's words may mean either.
        bases = (url, self._own.url + file)
        names = (self._files.get(_resolved(word, base)) for base in bases for word in self._likely[words])
        return [(name, depth) for name in names if name and name != file]

    def _may_be_file(self, word: str) -> bool:
        last = word.rpartition("/")[2]
        return not last or "%" in last or last in self._lasts

    def _of(self, file: str) -> Named:
        if file not in self._named:
            self._named[file] = naming(self._own).of(file, self._texts(file) or "")
        return self._named[file]


@lru_cache(maxsize=4096)
def _resolved(raw: str, base: str) -> str:
    url = resolve(raw, base)
    return url.href if url is not None else ""
