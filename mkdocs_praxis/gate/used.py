"""What depends on how files use each other: files read by their use, files that nobody names, redirects that a page meets.

Chromium runs `<script src="a.txt">`; a worker may be any file; a header makes a page of a text. Files claimed by name were not
parsed before.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import (
    Confidence,
    Contact,
    Effect,
    EffectKind,
    OwnSite,
    Reading,
    Role,
    SignKind,
    Trigger,
    Use,
)
from mkdocs_praxis.web.kinds import HARMLESS
from mkdocs_praxis.web.reader import read, read_as, read_texts_as_urls
from mkdocs_praxis.web.site import SiteFile, SiteReading
from mkdocs_praxis.web.url import home

# What a file is read as, by what it is used as; and the kinds of files that are read so anyway, or never used so.
_KINDS = {
    Role.SCRIPT: "script", Role.MODULE: "script", Role.WORKER: "script", Role.STYLE: "css",
    Role.MANIFEST: "manifest", Role.DATA: "data", Role.RULES: "rules", Role.PART: "html",
    Role.TRANSFORM: "xml",
}  # fmt: skip
# Chromium runs no script that is served as a picture, film or table (Fetch Standard §2.8).
_NEVER_RUN = frozenset({"image", "media"})
_READ = {
    "script": frozenset({"script"}) | _NEVER_RUN,
    "css": frozenset({"css"}) | _NEVER_RUN,
    "manifest": frozenset({"manifest"}),
    "data": frozenset({"json", "manifest", "html", "xml", "css", "script", "font"}) | _NEVER_RUN,
    "rules": frozenset({"rules"}),
    "html": frozenset({"html", "xml", "script", "css", "server-code"}) | _NEVER_RUN,
    "xml": frozenset({"xml"}) | _NEVER_RUN,
}
# Used so, these depend on what the server calls them.
_BY_SERVER = frozenset({Role.MODULE, Role.STYLE})
_TEXTS = frozenset({"text", "source-map", "data", "document", "json"})
_NAME, _SLASH = regex(r"[\w.%/*~-]+"), regex("/")
_SEARCHED = 1000  # characters, in the time that looking up one text takes
# In code, the last part of an address, or what may go on below it, however it is written.
_PART = regex(r"""(?<=["'=(/ ])[^"'=(/ )?#\s>]++(?=["')/?#\s>]|$)""")


def used_otherwise(site: SiteReading, contents: Callable[[str], bytes]) -> Iterator[SiteFile]:
    """Read what is used as another kind than its name says, and what that uses in turn; yield each file with what this reading adds."""
    waiting = list(_uses(site))
    done: set[tuple[str, str, Confidence]] = set()
    while waiting:
        use = waiting.pop()
        if (kind := _KINDS.get(use.role)) is None:
            continue
        cap = Confidence.CONDITIONAL if use.role in _BY_SERVER else Confidence.CERTAIN
        for target in _targets(site, use):
            read = {(target.name, kind, Confidence.CERTAIN), (target.name, kind, cap)}
            if target.reading.how in _READ[kind] or read & done:
                continue
            done.add((target.name, kind, cap))
            found = _as(kind, target, site, contents, cap)
            waiting += found.reading.uses
            yield found
    yield from _texts_as_urls(site, contents)
    for name in _served(site, contents):
        yield _as("html", site.files[name], site, contents, Confidence.CERTAIN)


def _uses(site: SiteReading) -> dict[Use, None]:
    """Return what the files of a site use, each once: its pages use the same, and most share one tuple of it."""
    shared = {id(file.reading.uses): file.reading.uses for file in site.files.values()}
    return dict.fromkeys(use for uses in shared.values() for use in uses)


def _texts_as_urls(site: SiteReading, contents: Callable[[str], bytes]) -> Iterator[SiteFile]:
    """Read again the pages whose texts become addresses by scripts in other files."""
    found = (effect for file in site.files.values() for effect in file.reading.effects)
    if all(effect.kind is not EffectKind.TEXT for effect in found):
        return
    for page in list(site.pages()):
        parts = (part for part in site.together(page).values() if part is not page)
        effects = frozenset[Effect]().union(*(part.reading.effects for part in parts))
        if any(effect.kind is EffectKind.TEXT for effect in effects):
            reading = read_texts_as_urls(contents(page.name), effects, url=page.url, own=site.own)
            site.files[page.name] = page._replace(reading=_both(page.reading, reading))
            yield page._replace(reading=reading)


def _as(
    kind: str, file: SiteFile, site: SiteReading, contents: Callable[[str], bytes], cap: Confidence
) -> SiteFile:
    reading = read_as(kind, contents(file.name), url=file.url, own=site.own, cap=cap)
    site.files[file.name] = file._replace(reading=_both(file.reading, reading))
    return file._replace(reading=reading)


def _both(one: Reading, other: Reading) -> Reading:
    kinds = "contacts", "signs", "conditional", "uses"
    more = {name: getattr(one, name) + getattr(other, name) for name in kinds}
    return one._replace(effects=one.effects | other.effects, **more)


def _targets(site: SiteReading, use: Use) -> Iterator[SiteFile]:
    target = site.at(use.url)
    if target is not None:
        yield target
    elif use.raw:  # written in a script: it resolves against a page that may lie in another folder
        tail = "/" + use.raw.split("#")[0].split("?")[0].lstrip("./")
        yield from (file for name, file in site.files.items() if f"/{name}".endswith(tail))


def _served(site: SiteReading, contents: Callable[[str], bytes]) -> Iterator[str]:
    """Yield texts that a header file makes pages of, by their name or ending in it."""
    for file in list(site.files.values()):
        if not any(sign.kind is SignKind.SERVED_AS for sign in file.reading.signs):
            continue
        words = set(_NAME.findall(contents(file.name).decode("utf-8", "replace")))
        endings = {word.rpartition(".")[2] for word in words if re.fullmatch(r"[/*]*\.?\w+", word)}
        names = {word.strip("/") for word in words}
        for name, other in list(site.files.items()):
            last = name.rpartition("/")[2]
            meant = name in names or last in names or last.rpartition(".")[2] in endings
            if meant and other.reading.how in _TEXTS:
                yield name


_CODE = frozenset({"script", "css"})
_NAMING = frozenset({"html", "xml", "script", "css", "json", "manifest"})


def unnamed(files: Iterable[str], site: SiteReading, contents: Callable[[str], bytes]) -> set[str]:
    """Return which of these scripts and style sheets no other file of the site uses or names."""
    left = {name for name in files if name in site.files and site.files[name].reading.how in _CODE}
    if left:
        left -= {target.name for use in _uses(site) for target in _targets(site, use)}
    for other in site.files.values():
        if not left:
            break
        if other.reading.how in _NAMING:
            data = contents(other.name)
            met = (name for name in left if os.fsencode(name.rpartition("/")[2]) in data)
            left -= {name for name in met if name != other.name}
    return left


def redirected(site: SiteReading, contents: Callable[[str], bytes]) -> Iterator[tuple[str, Contact]]:
    """Yield (file, contact) for each redirect to another site that something in a page meets; if only links do, as a link."""
    conditional = ((file.name, one) for file in site.files.values() for one in file.reading.conditional)
    waiting = [
        (n, c.condition.name, c.contact) for n, c in conditional if c.condition.kind is EffectKind.PATH
    ]
    if not waiting:
        return
    onward: dict[str, list[str]] = {}
    for file in site.files.values():
        for one in _elsewhere(file, contents).conditional if file.reading.how == "server" else ():
            if one.condition.kind is EffectKind.PATH and (at := _own_path(one.contact, site)):
                onward.setdefault(one.condition.name, []).append(at)
    asked: dict[str, set[bool]] = {path: set() for path in [*onward, *(path for _, path, _ in waiting)]}
    # A site may have ten thousands: each is found by the folders that it names, or by its last part.
    below, ends = dict[str, list[str]](), dict[str, list[str]]()
    for path in asked:
        folders = f"{unquote(path)}/"
        below.setdefault(folders, []).append(path)
        ends.setdefault((_PART.findall(path) or [""])[-1], []).append(folders)
    depths = {path.count("/") for path in below}
    addresses = [*dict.fromkeys(_requests(site, contents, ends))]
    for at, by_link in addresses:
        slashes = [slash.start() for slash in _SLASH.finditer(at)]
        within = (
            at[a : b + 1] for deep in depths for a, b in zip(slashes, slashes[deep - 1 :], strict=False)
        )
        if len(below) * len(at) < _SEARCHED * len(slashes) * len(depths):  # an address of very many folders
            within = (folders for folders in below if folders in at)
        for path in (path for folders in within for path in below.get(folders, ())):
            if by_link not in asked[path]:
                asked[path].add(by_link)
                addresses += [(further, by_link) for further in onward.get(path, ())]
    for name, path, contact in waiting:
        if asked[path]:
            yield name, contact if False in asked[path] else contact._replace(trigger=Trigger.LINK)


def _requests(
    site: SiteReading, contents: Callable[[str], bytes], ends: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, bool]]:
    """Yield (path, whether a person follows a link there) of what the files request from the own site; in code, what `ends` as in an address."""
    yield "/favicon.ico/", False  # which browsers with a window ask for by themselves
    for file in site.files.values():
        if file.reading.unread is None and file.reading.how not in HARMLESS:
            again = _elsewhere(file, contents)
            for part in {part for script in again.scripts for part in _PART.findall(script.text)}:
                yield from ((path, False) for path in ends.get(part, ()))
            for contact in again.contacts:
                by_link = contact.trigger is Trigger.LINK
                asks = by_link or contact.confidence is not Confidence.MENTION
                if asks and (path := _own_path(contact, site)):
                    yield path, by_link or contact.confidence is Confidence.CLICK


def _elsewhere(file: SiteFile, contents: Callable[[str], bytes]) -> Reading:
    """Read a file once more, as if the site were another one than it is served by: what is its own is a contact, too."""
    other = OwnSite("https://elsewhere.invalid/")
    return read(file.name, contents(file.name), url=file.url, own=other, details=False)


def _own_path(contact: Contact, site: SiteReading) -> str:
    """Return the path of an own address, ending in a slash; "" for other sites."""
    path = contact.url.removeprefix(f"{home(site.own).origin}/")
    return f"/{unquote(re.split('[?#]', path, maxsplit=1)[0])}/" if path != contact.url else ""
