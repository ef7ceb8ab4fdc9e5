"""Hardens a whole site: all pages are read first, then all policies are written; an error changes no file."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.files import regular_files, rewrite, write_whole
from mkdocs_praxis.harden.code import ABILITIES, ScriptFiles
from mkdocs_praxis.harden.csp import code_of, content_security_policy, digest, runs, united
from mkdocs_praxis.harden.page import TYPES, guard, insert_plainly, insert_policy, is_guard, without_ours
from mkdocs_praxis.harden.servers import CSP, SERVERS, headers, sent_by, write
from mkdocs_praxis.i18n import Translate
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, msg, nearest_or
from mkdocs_praxis.web.contact import OwnSite, Page, Reading
from mkdocs_praxis.web.csp import Csp, Widening, makes_types, parse_header, runs_inline, too_wide
from mkdocs_praxis.web.kinds import kind_unpacked, packed, unpacked_if_whole
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.site import SiteFile, SiteReading
from mkdocs_praxis.web.url import file_address

_NAMED = 3  # files named in one message


class Hardened:
    """The result: pages, changed pages, the header file, exceptions in policies; `opened` are abilities from the configuration."""

    def __init__(self, pages: int = 0, opened: tuple[str, ...] = ()) -> None:
        self.pages, self.opened = pages, opened
        self.changed: list[str] = []
        self.header_file = ""
        self.loosened: Counter[str] = Counter()  # ability of scripts → number of pages
        self.refused: Counter[str] = Counter()  # file that compiles strings to code → number of pages
        self.uncovered: list[str] = []  # files that only a header can confine, if the written one does not

    def said(self, t: Translate) -> Iterator[str]:
        """Yield a sentence for each exception that scripts need: styles or code they create. None allows a foreign host."""
        texts = {
            "style": (
                "{n} page takes any inline style, because its scripts write some",
                "{n} pages take any inline style, because their scripts write some",
            ),
            "eval": (
                "{n} page takes code from strings, because a library compiles templates",
                "{n} pages take code from strings, because a library compiles templates",
            ),
        }
        for ability, (one, many) in texts.items():
            if self.loosened[ability]:
                yield t.many(self.loosened[ability], one, many)
        if self.opened:
            yield t("opened by harden_allow besides: {abilities}", abilities=", ".join(self.opened))
        if self.refused:
            yield t(
                "{files}: makes code out of text, which the policy refuses: charts, templates or handlers made that way"
                " will not work (pages: {count}). Take a build without it (precompiled templates, Vega with its"
                " interpreter, functions instead of text), or accept it for the site: harden_allow: [eval]",
                files=self._worst(),
                count=max(self.refused.values()),
            )

    def _worst(self) -> str:
        from mkdocs_praxis.safe import visible

        named = [visible(name) for name, _ in self.refused.most_common(_NAMED)]
        return ", ".join([*named, *(["…"] if len(self.refused) > _NAMED else [])])


# Markup for libraries that replace the page's content by the next page, while the policy stays. Needed since the code of a
# library from another host is not read here.
_SWAPS_OF_OTHERS = (b"hx-boost=", b"data-turbo", b"<turbo-frame", b"data-barba", b"astro-view-transitions")
_SCRIPTS = frozenset(["script"])
_HANDLER = regex(rb"\son\w+\s*=")


class Hardening(NamedTuple):
    """Options of hardening: widenings by allowances, server, dry run."""

    wider: tuple[Widening, ...] = ()
    server: str | None = None
    dry_run: bool = False
    allow: tuple[str, ...] = ()  # abilities of scripts beyond those derived from their code (`harden_allow`)
    # Only this build uses the site: nothing else changes it, and on an error it is discarded.
    private: bool = False
    # Called with the name of each changed page, and its content before and after.
    seen: Callable[[str, bytes, bytes], None] | None = None


class _Page(NamedTuple):
    """A page to harden: its inline code, and the abilities of its scripts."""

    name: str
    path: Path
    fresh: bool  # without elements of an earlier run
    page: Page
    able: frozenset[str]
    sent: tuple[Csp, ...] = ()  # policies that an author's header file makes the server send with it
    sealed: bool = False  # XML (an SVG with scripts), into which nothing is inserted: only a header covers it
    refused: tuple[str, ...] = ()  # files that compile strings to code, which its policy blocks


def harden(
    site: Path, own: OwnSite, options: Hardening | None = None, reading: SiteReading | None = None
) -> Hardened:
    """Insert policy and guard into every page below `site`, which passed the gate, and write the header file of a server.

    Pages are not read again if `reading` has their current content. Raises PraxisError, with no file changed unless the site is
    `private`, if an author's header file conflicts, a page has no place for a policy, or there is no page.
    """
    options = options or Hardening()
    opened, read = _abilities(options.allow), list(pages(site, own, reading, options))
    if opened:
        read = [one._replace(able=one.able | opened) if runs(one.page) else one for one in read]
    if not options.private:
        _need(read, site)
    listed = [one for one in read if not one.sealed]
    done = Hardened(pages=len(listed), opened=tuple(sorted(opened)))
    able = frozenset[str]().union(*(one.able for one in listed))
    values = _headers(read, own, options.wider, options.server) if options.server else {}
    whole = united(one.page for one in listed) if _swap(listed, able, options) else None
    changed: list[tuple[Path, bytes]] = []
    for one in listed:
        done.refused.update(() if "eval" in one.able else one.refused)
        change = partial(_hardened, one._replace(page=whole, able=able) if whole else one, own, options, done)
        if options.private and not options.dry_run:
            rewrite(one.path, change)
        else:
            raw = one.path.read_bytes()
            if (hardened := change(raw)) != raw:
                changed.append((one.path, hardened))
    if options.server and too_wide(parse_header(values[CSP]), own, options.wider):
        done.uncovered = [one.name for one in read if one.sealed and runs(one.page)]
    done.header_file = SERVERS[options.server] if options.server else ""
    if not options.dry_run:
        if options.server:
            write(site, options.server, values)
        for path, hardened in changed:
            write_whole(path, hardened)
    return done


def _swap(listed: list[_Page], able: frozenset[str], options: Hardening) -> bool:
    """Whether any page replaces its content by other pages."""
    if "swap" in able or any("swap" in one.page.uses for one in listed):
        return True
    texts = (one.path.read_bytes().lower() for one in listed) if options.wider else ()
    return any(sign in text for text in texts for sign in _SWAPS_OF_OTHERS)


def _abilities(named: Iterable[str]) -> frozenset[str]:
    """Validate names of abilities from the configuration. Raises PraxisError for an unknown one."""
    wrong = [name for name in named if name not in ABILITIES]
    if wrong:
        fix = nearest_or(wrong[0], ABILITIES, msg("use one of {value}", value=", ".join(ABILITIES)))
        raise PraxisError(msg("harden_allow: nothing is called {wrong!r}", wrong=wrong[0][:40]), fix=fix)
    return frozenset(named)


def headers_of(
    site: Path, own: OwnSite, wider: tuple[Widening, ...] = (), server: str | None = None
) -> dict[str, str]:
    """Return the headers for the pages of a site, as `harden` writes them."""
    return _headers(_need(list(pages(site, own)), site), own, wider, server)


def _need(read: list[_Page], site: Path) -> list[_Page]:
    """Return the pages of a site. Raises PraxisError if there are none."""
    if not read:
        why = msg("{folder}: no page (HTML) lies in it; name the folder of the built site", folder=site)
        raise PraxisError(why)
    return read


def _headers(
    listed: list[_Page], own: OwnSite, wider: tuple[Widening, ...], server: str | None
) -> dict[str, str]:
    able = frozenset[str]().union(*(one.able for one in listed))
    guarded = (one.page if one.sealed else _guarded(one, own)[0] for one in listed)
    return headers(guarded, wider, server, own=own, able=able)


def _guarded(one: _Page, own: OwnSite) -> tuple[Page, str]:
    """Return a page's code preceded by the guard, and the guard; "" if it runs no scripts, or a header of the author's blocks it."""
    if not runs(one.page):
        return one.page, ""
    script = guard(own, workers="worker" in one.able)
    if not all(runs_inline(csp, digest(script)) and makes_types(csp, *TYPES) for csp in one.sent):
        return one.page, ""
    return one.page._replace(inline_scripts=(script, *one.page.inline_scripts)), script


@lru_cache(maxsize=256)
def _policy(
    code: Page, able: frozenset[str], own: OwnSite, wider: tuple[Widening, ...], *, guarded: bool
) -> str:
    """Return the policy of all pages with the same code."""
    return content_security_policy(code, wider, able=able, own=own, guarded=guarded)


def _hardened(one: _Page, own: OwnSite, options: Hardening, done: Hardened, raw: bytes) -> bytes:
    """Return the hardened page, and record that it changed."""
    plain = unpacked_if_whole(one.name, raw)[1]
    hardened = _with_policy(one, own, options, done, plain)
    if hardened == plain:
        return raw
    hardened = packed(one.name, hardened)
    done.changed.append(one.name)
    if options.seen is not None:
        options.seen(one.name, raw, hardened)
    return hardened


def _with_policy(one: _Page, own: OwnSite, options: Hardening, done: Hardened, raw: bytes) -> bytes:
    page, script = _guarded(one, own)
    policy = _policy(code_of(page), one.able, own, options.wider, guarded=bool(script))
    for ability in ("style", "eval") if script else ():
        done.loosened[ability] += ability in one.able
    if one.fresh and (not script or "iframe" not in one.page.uses):
        plain = insert_plainly(raw, policy, script)
        if plain is not None:
            return plain
    bare = raw if one.fresh else without_ours(raw)
    return insert_policy(bare, policy, str(one.path), guard=script)


def pages(
    site: Path, own: OwnSite, reading: SiteReading | None = None, options: Hardening | None = None
) -> Iterator[_Page]:
    """Yield every page below a directory with what its policy depends on. Links are not followed."""
    trusted = options is not None and options.private
    names = regular_files(site)
    code = ScriptFiles({name: path for name, path in names.items() if kind_unpacked(name) in _SCRIPTS}, own)
    sent = sent_by(names, ours=False)
    for name, path in names.items():
        kind = kind_unpacked(name)
        if kind not in {"html", "xml", ""}:
            continue
        file = reading.files.get(name) if reading is not None else None
        if trusted and file is not None and _is_fresh(file.reading):
            found, fresh = file.reading, True
        else:
            found, fresh = _read(name, Path(path).read_bytes(), own, file, trusted=trusted)
        page, loads = found.page, found.own_scripts
        sealed = page is None or kind == "xml"
        if page is None:
            page = _drawn(name, Path(path).read_bytes(), own)
        if page is None:
            continue
        texts = (*page.inline_scripts, *page.event_handlers, *page.script_links)
        able, refused = code.able(texts, loads)
        refused = tuple(file or name for file in refused)
        policies = sent.policies(name)
        yield _Page(name, Path(path), fresh, page, able, policies, sealed, refused)


def _is_fresh(reading: Reading) -> bool:
    """Whether a page has neither policy nor guard of an earlier run."""
    page = reading.page
    return page is not None and not reading.policies and not any(map(is_guard, page.inline_scripts))


def _read(
    name: str, raw: bytes, own: OwnSite, file: SiteFile | None, *, trusted: bool
) -> tuple[Reading, bool]:
    """Return the reading of a page without elements of an earlier run, and whether it had none."""
    plain, whole = unpacked_if_whole(name, raw)
    data = without_ours(whole)
    fresh = data is whole
    if file is not None and fresh and (trusted or file.digest == hashlib.sha256(raw).hexdigest()):
        return file.reading, fresh
    return read(plain, data, url=file_address(own, name), own=own, details=False), fresh


def _drawn(name: str, raw: bytes, own: OwnSite) -> Page | None:
    """Return the code of a document that is no page, such as an SVG with scripts; None if it runs none."""
    plain, data = unpacked_if_whole(name, raw)
    if b"<script" not in data and not _HANDLER.search(data):
        return None
    found = read(plain, data, url=file_address(own, name), own=own, details=False)
    inline = tuple(script.text for script in found.scripts if script.via.endswith("script"))
    handlers = tuple(s.text for s in found.scripts if s.via.partition("[")[2].startswith("on"))
    if not (inline or handlers or found.own_scripts):
        return None
    return Page(inline_scripts=inline, event_handlers=handlers, uses=_SCRIPTS)
