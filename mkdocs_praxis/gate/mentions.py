"""Which foreign hosts a page, its own scripts and the data these load merely name: looked up only for pages that are a finding."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.named import SCRIPT, hosts_named, read_otherwise
from mkdocs_praxis.web.outline import outlines
from mkdocs_praxis.web.url import resolve

_MARKUP = (".html", ".htm", ".xhtml", ".xht", ".svg", ".xml")
_BEGINS_SCRIPT = regex(r"[sS][cC][rR][iI][pP][tT]\b")
_SCRIPT_BEGINS = regex(r"<[sS][cC][rR][iI][pP][tT]\b")
_SCRIPT_ENDS = regex(r"</[sS][cC][rR][iI][pP][tT]")
# Scripts that a bundler's page loads by a computed name: it preloads them, or Astro's element names them.
_PRELOADED = regex(r"<(?:link|astro-island)\s[^<>]*\.m?js\b[^>]*")
# Where links lead is no secret: reports list it elsewhere.
_LINK = regex(r"""(?i)(?<=\s)href\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""")
_LINKS = regex(
    r"""(?i)/?(?:a|area)\s|link\s[^>]*rel\s*=\s*["']?(?:canonical|alternate|license|author|me)\b"""
)
# A light box fetches what such a link leads to.
_TO_MEDIA = regex(
    r"""(?i)\.(?:avif|gif|jpe?g|mp4|png|svg|webm|webp)(?:[?#][^"'\s>]*)?["'\s>]|\.(?:jpe?g|png|gif|webp)$"""
)
# What search engines read; it counts only where a script of the page looks for it.
_SEARCHED = "ld+json"
_DATA = regex(r"(?i)<script\b[^>]*ld\+json")
_OWN_FILE = regex(r"""["'`(=]\s*([^"'`\s<>()=;,{}]{1,200}?)(?=["'`)\s>?#])""")
# Webpack joins the names of what it loads later, each with a hash that stands in its list of them.
_HASH, _PARTS = regex(r':"([0-9a-f]{8,20})"'), regex(r"[.-]")
# What markup must hold to name a host, written out or encoded.
_MAY_NAME = regex(r"""\.[\w-]|//|\\\\|[&%:\[]|["'= ][A-Za-z0-9+/_-]{16}|\d{2,3}\s*[,;| ]\s*\d{2,3}""")
# An address that is the same to every resolver: folders and a name, nothing that is escaped, queried or another site's.
_PLAIN = regex(r"((?:\.\.?/)*+)([A-Za-z0-9_~-][A-Za-z0-9_.~-]*+(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*+)*+/?)")
_DEEPEST, _MOST, _SHORT, _MOST_SILENT, _MOST_SCRIPTS = 6, 400, 400, 50_000, 1_000


class Named(NamedTuple):
    """What a text names: foreign hosts with how plainly they are named, and words that may be files of the own site."""

    hosts: Mapping[str, int]
    words: tuple[str, ...]


class _Meant(NamedTuple):
    """A word that may name a file: the same on every page (`name`), or from each by how far `up` a plain `path` leads; else it has to be resolved."""

    word: str
    name: str = ""
    up: int = 0
    path: str = ""


class Naming:
    """Finds what the texts of one site name; markup that several pages share is searched once."""

    def __init__(self, own: OwnSite) -> None:
        self._own = own
        self._pieces: dict[str, Counter[str]] = {}
        self._silent: set[str] = set()  # pieces that name nobody
        self._scripts: dict[tuple[str, ...], Named] = {}  # by all scripts of a page
        # Pages are cut for reading already; what names nobody and says nothing else is not looked at.
        self._cuts = outlines(own.url).cuts
        self._cuts.heed(lambda piece: self._may_name(piece) and bool(self._piece(piece)))

    def of(self, file: str, text: str) -> Named:
        """Return what a file with this text names; of markup, only scripts name files."""
        if not file.endswith(_MARKUP):
            # Nobody loads what a source map names: it holds the text of the files that its script was made of.
            return Named(hosts_named(text, self._own), () if file.endswith(".map") else _words(text))
        found: Counter[str] = Counter()
        scripts = _preloaded(text)
        for piece in self._spoken(text):
            if piece[0] == "<":
                scripts.append(piece)
            elif named := self._piece(piece):
                found.update(named)
        said = self._of_scripts(tuple(scripts), text)
        found.update(said.hosts)
        return Named(found or read_otherwise(text, scripts, self._own), said.words)

    def _of_scripts(self, scripts: tuple[str, ...], text: str) -> Named:
        """Return what the scripts of a page name; most pages of a site hold the same ones."""
        if (known := self._scripts.get(scripts)) is not None:
            return known
        data = [script for script in scripts if _DATA.match(script)]
        read = bool(data) and any(_SEARCHED in part for part in SCRIPT.split(text) if not _DATA.match(part))
        found: Counter[str] = Counter()
        for script in scripts if read else (one for one in scripts if one not in data):
            found.update(self._piece(script))
        named = Named(found, _words(" ".join(scripts)))
        if not data:  # else the rest of the page decides on them
            if len(self._scripts) >= _MOST_SCRIPTS:
                self._scripts.clear()
            self._scripts[scripts] = named
        return named

    def _spoken(self, text: str) -> Iterator[str]:
        """Yield the script elements of markup, and between them each piece behind a "<" once that may name somebody."""
        cut, done = self._cuts.cut(text), -1
        met: set[str] = set()
        for start, chunk in zip(cut.places, cut.chunks, strict=True):
            piece = chunk
            if start < done or piece in self._silent or piece in met:
                continue
            if (
                piece[:1] in "sS"
                and _BEGINS_SCRIPT.match(piece)
                and (end := _SCRIPT_ENDS.search(text, start + 1))
            ):
                yield f"{text[start : end.start()]}</script"
                done, piece = end.end(), _up_to_next(text, end.end()) or ">"
                met.clear()
            elif piece.startswith("!--") and (behind := _behind_comment(text, start)):
                done, piece = behind, f">{_up_to_next(text, behind)}"
            met.add(piece)
            if self._may_name(piece):
                yield piece
            elif start >= done:
                self._remember_silent(piece)

    def _may_name(self, piece: str) -> bool:
        tag, _, shown = piece.partition(">")
        if not tag.isalnum() and _MAY_NAME.search(tag) is not None:
            return True
        if "//" in shown and self._own.url in shown:  # as in each line of a sitemap
            shown = shown.replace(self._own.url, "/")
        return "." in shown or "//" in shown

    def _piece(self, piece: str) -> Counter[str]:
        searched = piece
        if _LINKS.match(piece):
            tag = piece.rpartition(">")[0] or piece
            searched = tag if _TO_MEDIA.search(tag) else _LINK.sub("", tag)
        if searched not in self._pieces:
            self._pieces[searched] = hosts_named(searched, self._own)
        named = self._pieces[searched]
        if not named and piece[:1] not in {"<", ">"}:
            self._remember_silent(piece)
        return named

    def _remember_silent(self, piece: str) -> None:
        if len(piece) < _SHORT and not piece.startswith("!--") and not _BEGINS_SCRIPT.match(piece):
            if len(self._silent) >= _MOST_SILENT:
                self._silent.clear()
            self._silent.add(piece)


def _preloaded(text: str) -> list[str]:
    head = text.find("<body")
    return _PRELOADED.findall(text, 0, head if head >= 0 and "<astro-island" not in text else len(text))


def _up_to_next(text: str, start: int) -> str:
    """Return what stands from a place up to the next tag."""
    end = text.find("<", start)
    return text[start:] if end < 0 else text[start:end]


def _behind_comment(text: str, start: int) -> int:
    """Return where a comment ends; 0 when a script begins before that."""
    end = text.find("-->", start + len("<!--"))
    return 0 if end < 0 or _SCRIPT_BEGINS.search(text, start, end) else end + len("-->")


@lru_cache(maxsize=4)
def naming(own: OwnSite) -> Naming:
    """Return the one `Naming` of a site."""
    return Naming(own)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    files = (word for word in _OWN_FILE.findall(text) if "." in word or "/" in word)
    return tuple(dict.fromkeys((*files, *_HASH.findall(text))))


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
        self._texts, self._files, self._own, self._named = texts, files, own, dict(known)
        self._hashed = dict[str, str]()  # scripts by each part of their names
        self._last = set[str]()  # what stands behind the last slash of a file's address
        for name in files.values():
            last = name.rpartition("/")[2]
            self._last.add(last)
            self._hashed |= dict.fromkeys(_PARTS.split(last)[:-1] if last.endswith(".js") else (), name)
        self._meant: dict[tuple[str, ...], list[_Meant]] = {}  # the words that may be files of this site
        self._beside: dict[str, list[str]] = {}  # by file, what these are where it lies itself
        self._sums: dict[tuple[str, ...], Counter[str]] = {}  # what several files name together

    def hosts(
        self, page: str, url: str, scripts: Sequence[str], around: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return the foreign hosts that a page and its files name, likeliest first; those of pages that frame it (`around`) last."""
        first, *others = self._together(page, url, scripts)
        found, outside = Counter(self._of(first).hosts), self._sum(tuple(around))
        found.update(self._sum(tuple(others)))
        if not found and others:  # what the page's own scripts read of it is known
            code = [self._texts(file) or "" for file in others]
            found.update(read_otherwise(self._texts(page) or "", code, self._own))
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
            yield " ".join(SCRIPT.findall(text)) if file.endswith(_MARKUP) else text

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
        if words not in self._meant:
            self._meant[words] = [meant for word in words if (meant := self._may_mean(word)) is not None]
        known, lies = self._meant[words], self._own.url + file
        if file not in self._beside:
            self._beside[file] = [self._at(one, lies) for one in known]
        # What a page names lies from its address as from its file; a script's words may mean either.
        apart = url.rpartition("/")[0] != lies.rpartition("/")[0]
        names = (*(self._at(one, url) for one in known if apart), *self._beside[file])
        return [(name, depth) for name in names if name and name != file]

    def _may_mean(self, word: str) -> _Meant | None:
        """Return which file a word may name; None when none."""
        if word[:1] == "/" or word in self._hashed:
            name = self._hashed.get(word) or self._resolved(word, self._own.url)
            return _Meant(word, name) if name else None
        last = word.rpartition("/")[2]
        if last and "%" not in last and last not in self._last:
            return None
        plain = _PLAIN.fullmatch(word)
        return _Meant(word, "", plain[1].count("../"), plain[2]) if plain else _Meant(word)

    def _at(self, meant: _Meant, base: str) -> str:
        """Return the file that a word names at an address, or ""."""
        word, name, up, path = meant
        if path and up <= base.count("/", len(self._own.url)):
            return self._files.get(f"{base.rsplit('/', up + 1)[0]}/{path}", "")
        return name or self._resolved(word, base)

    def _resolved(self, word: str, base: str) -> str:
        url = resolve(word, base)
        return self._files.get(url.href, "") if url is not None else ""

    def _of(self, file: str) -> Named:
        if file not in self._named:
            self._named[file] = naming(self._own).of(file, self._texts(file) or "")
        return self._named[file]
