"""Self-hosts the files of a site: everything is downloaded and checked first, then written, all or nothing."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_praxis.files import SETTINGS, given, sha256_of, write_all
from mkdocs_praxis.localise.fetch import NotThereError, fetch
from mkdocs_praxis.localise.lock import NAME, Entry, dump, load
from mkdocs_praxis.localise.permitted import (
    content_refusal,
    file_name,
    integrity_mismatch,
    licences_of,
    refusal,
    vendor_of,
)
from mkdocs_praxis.localise.references import (
    FILES,
    Cut,
    Reference,
    references,
    rewritten,
    settings_references,
)
from mkdocs_praxis.localise.where import custom_dir_of, docs_of
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.replace.encoding import text_of
from mkdocs_praxis.web.contact import Kind, OwnSite
from mkdocs_praxis.web.kinds import with_copies
from mkdocs_praxis.web.url import host_of

Fetch = Callable[[str], tuple[bytes, str, str]]
_SETTINGS = frozenset({".yml", ".yaml"})
_DEEPEST = 8  # nesting of style sheets


@dataclass(slots=True)
class Plan:
    """The plan: URLs to self-host with their kinds, and those that stay: (file, line, URL, reason)."""

    wanted: dict[str, Kind] = field(default_factory=dict)
    stays: list[tuple[str, int, str, str]] = field(default_factory=list)
    found: dict[Path, tuple[str, str, list[Reference | Cut]]] = field(default_factory=dict)


@dataclass(slots=True)
class Localised:
    """The result: entries of the lock file, rewritten files, what stays."""

    entries: dict[str, Entry]
    changed: list[Path]
    stays: list[tuple[str, int, str, str]]

    @property
    def unlicensed(self) -> list[str]:
        """URLs without a licence in the lock file."""
        return sorted(url for url, entry in self.entries.items() if not entry.licence)

    @property
    def questions(self) -> dict[str, tuple[str, ...]]:
        """The possible licences of files without one, by vendor."""
        asked = {self.entries[url].vendor: licences_of(url) for url in self.unlicensed}
        return {vendor: licences for vendor, licences in asked.items() if licences}


def plan(paths: Iterable[Path], own: OwnSite) -> Plan:
    """Find what the files in folders, or single files, load from foreign hosts. Uses no network. Raises PraxisError."""
    made = Plan()
    for path in _files(paths):
        text, codec = text_of(given(path), str(path))
        listed: list[Reference | Cut] = list(
            settings_references(text) if path.suffix in _SETTINGS else references(path.name, text, own)
        )
        kept = []
        for one in listed:
            if isinstance(one, Reference) and (why := refusal(one.url)):
                made.stays.append((str(path), one.line, one.url, why))
                continue
            if isinstance(one, Reference):
                made.wanted.setdefault(one.url, one.kind)
            kept.append(one)
        if kept:
            made.found[path] = text, codec, kept
    return made


def localise(
    paths: Iterable[Path],
    own: OwnSite,
    *,
    assets: Path | None = None,
    offline: bool = False,
    get: Fetch = fetch,
) -> Localised:
    """Download what the files load, rewrite them, and write everything, all or nothing.

    `assets` is the folder for downloads, by default `assets/extern` in the docs of the mkdocs.yml above, else in the
    first folder. With `offline`, only files in the lock file are used. Raises PraxisError.
    """
    paths = list(paths)
    made = plan(paths, own)
    docs = docs_of(paths[0])
    assets = assets or docs / "assets" / "extern"
    earlier = load(assets / NAME)
    home = _Assets(assets, earlier.entries, own, get, offline=offline)
    named = (one for *_, found in made.found.values() for one in found if isinstance(one, Reference))
    asked = {one.url: one.integrity for one in named}
    for url, kind in made.wanted.items():
        home.fetch(url, kind, integrity=asked.get(url, ""))
    gone = {host_of(url) for url in home.entries} | home.used
    within = [(str(assets), 1, url, why) for url, why in home.refused.items() if url not in made.wanted]
    made.stays += within  # references of downloaded style sheets
    contents: dict[Path, bytes] = {assets / name: data for name, data in home.new.items()}
    changed = []
    for path, (text, codec, found) in made.found.items():
        for one in found:
            if isinstance(one, Reference) and one.url in home.refused:
                made.stays.append((str(path), one.line, one.url, home.refused[one.url]))
        after = rewritten(text, found, lambda one, at=path: home.place(one, at, docs), gone)  # type: ignore[misc]
        if after != text:
            contents[path] = after.encode(codec)
            changed.append(path)
    in_vain = earlier.failed
    if not offline:
        in_vain = (earlier.failed - made.wanted.keys()) | (made.wanted.keys() & home.refused.keys())
    lock = dump(home.entries, in_vain)
    if (home.entries or in_vain) and (not (assets / NAME).is_file() or (assets / NAME).read_bytes() != lock):
        contents[assets / NAME] = lock
    for path in contents:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_all(with_copies(contents))
    return Localised(home.entries, changed, made.stays)


def failed_before(config: Path) -> frozenset[str]:
    """Return the URLs that an earlier run could not download, for the site of a mkdocs.yml."""
    return load(docs_of(config) / "assets" / "extern" / NAME).failed


@dataclass(slots=True)
class _Assets:
    """The assets: existing files, entries of the lock file, new files."""

    folder: Path
    entries: dict[str, Entry]
    own: OwnSite
    get: Fetch
    offline: bool
    new: dict[str, bytes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)

    def fetch(self, url: str, kind: Kind, depth: int = 0, integrity: str = "") -> None:
        """Download a file if necessary, or record why it must stay."""
        if url not in self.refused and (why := self._fetched(url, kind, depth, integrity)):
            self.refused[url] = why

    def _fetched(self, url: str, kind: Kind, depth: int, integrity: str) -> str:
        """Download a file if necessary; return why it must stay, or ""."""
        if why := refusal(url):
            return why
        known = self.entries.get(url)
        if known is not None and self._is_downloaded(known):
            self.used.add(url)
            return ""
        if self.offline:
            return msg("it is not at hand, and --offline fetches nothing")
        try:
            data, media, came_from = self.get(url)
        except NotThereError as error:
            return error.problems[0].what
        why = refusal(came_from) or content_refusal(kind, data, media) or integrity_mismatch(integrity, data)
        if why:
            return why
        if kind is Kind.STYLE:
            if depth > _DEEPEST:
                return msg("its style sheets import each other without end")
            data = self._style(data, came_from, depth)
        name = file_name(url, data, media)
        licences = licences_of(url)
        licence = known.licence if known else licences[0] if len(licences) == 1 else ""
        made = Entry(name, hashlib.sha256(data).hexdigest(), vendor_of(url), licence)
        if known is not None and known.sha256 != made.sha256:
            what = msg("{url} is no longer what it was when it came home", url=url)
            why = "what changes by itself is not to be trusted unseen"
            fix = "look at the new file; then delete the entry and run again"
            raise PraxisError(what, file=str(self.folder / NAME), why=why, fix=fix)
        self.new[name], self.entries[url] = data, made
        self.used.add(url)
        return ""

    def _is_downloaded(self, entry: Entry) -> bool:
        if entry.file in self.new:
            return True
        file = self.folder / entry.file
        inside = file.resolve().is_relative_to(self.folder.resolve())
        return inside and file.is_file() and sha256_of(file) == entry.sha256

    def _style(self, data: bytes, url: str, depth: int) -> bytes:
        """Return a style sheet after downloading everything it loads, with rewritten URLs."""
        text = data.decode("utf-8-sig", "replace")
        found = list(references("x.css", text, OwnSite("https://nobody.invalid/"), url))
        for one in found:
            if isinstance(one, Reference):
                self.fetch(one.url, one.kind, depth + 1)

        def home(one: Reference) -> str | None:
            entry = self.entries.get(one.url) if one.url in self.used else None
            # Assets are in sibling folders named by host.
            return f"../{entry.file}" if entry else one.url

        return rewritten(text, found, home, set()).encode()

    def place(self, one: Reference, path: Path, docs: Path) -> str | None:
        """Return the path of an asset as written in a file; None if it was not downloaded."""
        entry = self.entries.get(one.url) if one.url in self.used else None
        if entry is None:
            return None
        docs, whole, kind = docs.resolve(), path.resolve(), path.suffix.lower()

        def seen_from(folder: Path) -> str:
            return Path(os.path.relpath((self.folder / entry.file).resolve(), folder)).as_posix()

        if path.suffix in _SETTINGS:
            return seen_from(docs)
        custom = custom_dir_of(path)
        if custom is not None and kind in {".html", ".htm"}:  # shown in pages of any folder
            return f"{{{{ '{seen_from(docs)}' | url }}}}"
        if custom is not None:  # MkDocs lays it beside what docs holds
            return seen_from((docs / whole.relative_to(custom)).parent)
        # Files outside docs (snippets) are included elsewhere.
        near = one.relative and whole.is_relative_to(docs)
        if near or (kind not in {".md", ".markdown"} and path.name != "404.html"):
            return seen_from(whole.parent)
        # MkDocs moves pages without changing their HTML, and 404.html is served at any URL: both need absolute paths.
        return "/" + self.own.url.split("/", 3)[3] + seen_from(docs)


def _files(paths: Iterable[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            listed = sorted(p for p in path.rglob("*") if p.is_file() and not p.is_symlink())
            found.update((p, None) for p in listed if p.suffix.lower() in FILES or p.name in SETTINGS)
        else:
            found[path] = None
    return [p for p in found if not any(part.startswith(".") and part not in {".", ".."} for part in p.parts)]
