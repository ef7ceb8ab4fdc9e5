"""Renders pages made of parts (PHP, SSI) statically: includes are resolved, other code is removed and never executed."""

import re
from collections.abc import Container, Iterator
from pathlib import Path

from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.importing.shortcodes import is_embed
from mkdocs_praxis.web.source import decode

PAGES = frozenset({".html", ".htm", ".xhtml"})
# Endings of server-side pages, or of pages saved by a crawler: `index.php?id=3`, `anfahrt`.
_MADE = frozenset({".php", ".php3", ".php4", ".php5", ".phtml", ".shtml", ".shtm", ".asp", ".aspx", ".jsp", ".cfm", ".cgi", ".pl", ""})  # fmt: skip
_DEPTH = 4


def kind_of(path: Path) -> str:
    """Return the ending of a file name, ignoring a query."""
    return Path(path.name.partition("?")[0]).suffix.lower()


def closed_below(folder: Path) -> frozenset[Path]:
    """Return the folders below a copy of a site that its server opens with a password only, or not at all (.htaccess)."""
    found = []
    for rules in folder.rglob(".htaccess"):
        text = PATTERNS["rules of files"].sub("", decode(rules.read_bytes()).text) if rules.is_file() else ""
        if rules.parent != folder and PATTERNS["closes folder"].search(text):
            found.append(rules.parent)
    return frozenset(found)


def may_be_page(path: Path) -> bool:
    """Whether a file may be a page, by its ending; its content decides."""
    return kind_of(path) in PAGES | _MADE


def rendered(path: Path, folder: Path) -> tuple[str, bool]:
    """Return (text of the page, whether code would add more); the text is "" if the file is no page."""
    text = decode(path.read_bytes()).text
    if 'content="Joomla' in text[:4096]:
        text = PATTERNS["tag of joomla"].sub(_untagged, text)
    if kind_of(path) in PAGES:
        return _loaded(_included(text, path, folder, _DEPTH), path, folder), False
    if kind_of(path) == "" or "?" in path.name:
        return (text if PATTERNS["whole page"].search(text[:4096]) else ""), False
    whole = _filled(text, path, folder, _DEPTH)
    code = "".join(PATTERNS["include"].sub("", one) for one in PATTERNS["server code"].findall(text))
    page = PATTERNS["server code"].sub("", whole)
    return (page if PATTERNS["html"].search(page) else ""), bool(
        re.search(r"\becho\b|\bprint\b|<\?=|<%=|\$", code)
    )


def parts_of(files: Container[Path], path: Path, folder: Path) -> Iterator[Path]:
    """Yield the files that a page includes, which are no pages by themselves."""
    text = decode(path.read_bytes()).text
    loaded = (name for _, name in _loads(text, path, folder))
    for name in (
        *PATTERNS["include"].findall(text),
        *PATTERNS["server side include"].findall(text),
        *PATTERNS["filled by attribute"].findall(text),
        *loaded,
    ):
        if (part := _named(path, name, folder)) in files and part != path:
            yield part


def _untagged(found: re.Match[str]) -> str:
    """Return what a tag for a plugin of Joomla still says without it."""
    name, title, inner = found.groups("")
    if is_embed(found[0]):
        return found[0]
    return (
        f"<h3>{title}</h3>" if title and PATTERNS["titled tag"].match(name) else inner if " " in inner else ""
    )


def _included(text: str, path: Path, folder: Path, depth: int) -> str:
    """Resolve server-side includes (comments) in a text."""
    return PATTERNS["server side include"].sub(lambda found: _part(path, found[1], folder, depth), text)


def _loads(text: str, path: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (selector, file) for each element that a script of the page, within it or beside, fills."""
    beside = [_named(path, name, folder) for name in PATTERNS["script of site"].findall(text)]
    for code in (text, *(decode(one.read_bytes()).text for one in beside if one.is_file())):
        yield from PATTERNS["loaded by jquery"].findall(code)
        yield from ((target, name) for name, target in PATTERNS["fetched"].findall(code))


def _loaded(text: str, path: Path, folder: Path) -> str:
    """Put the files that scripts load where they would stand in a browser."""
    text = PATTERNS["filled by attribute"].sub(
        lambda found: found[0] + _part(path, found[1], folder, 1), text
    )
    for target, name in _loads(text, path, folder):
        part, called = _part(path, name, folder, 1), re.escape(target.lstrip("#."))
        key = "class" if target[0] == "." else "id"
        element = rf"<{called}\b[^>]*>|<[a-z]+\b[^>]*\b{key}=[\"']?[^\"'>]*?(?<![\w-]){called}(?![\w-])[^>]*>"
        text = re.sub(element, lambda found, part=part: found[0] + part, text, count=1)  # type: ignore[misc]
    return text


def _filled(text: str, path: Path, folder: Path, depth: int) -> str:
    """Resolve includes of PHP and the like in a text."""
    return PATTERNS["server code"].sub(
        lambda code: "".join(
            _part(path, name, folder, depth) for name in PATTERNS["include"].findall(code[0])
        ),
        _included(text, path, folder, depth),
    )


def _part(path: Path, name: str, folder: Path, depth: int) -> str:
    part = _named(path, name, folder)
    if not depth or not part.is_file() or part.is_symlink() or not part.is_relative_to(folder):
        return ""
    return _filled(decode(part.read_bytes()).text, part, folder, depth - 1)


def _named(path: Path, name: str, folder: Path) -> Path:
    """Return the included file: relative to the page, else to the root of the site."""
    beside = Path(f"{path.parent}/{name.lstrip('/')}")
    named = folder / name.lstrip("/") if name.startswith("/") or not beside.is_file() else beside
    return named.parent.resolve() / named.name if ".." in named.parts else named
