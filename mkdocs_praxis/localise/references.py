"""Finds and rewrites the foreign URLs in a file that browsers load, and in a mkdocs.yml."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from mkdocs_praxis.samples import blanked, without_code
from mkdocs_praxis.web.contact import Confidence, Contact, Kind, OwnSite, Trigger
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.url import resolve

_HTML, _CSS, _MARKDOWN = (".html", ".htm"), (".css",), (".md", ".markdown")
FILES = frozenset({*_HTML, *_CSS, *_MARKDOWN})
# Kinds that can be self-hosted: files. Frames, requests and forms are services.
_FETCHED = frozenset({Kind.STYLE, Kind.SCRIPT, Kind.FONT, Kind.IMAGE, Kind.MEDIA})
_IMAGE = re.compile(r"!\[[^\]\n]*\]\(\s*<?((?:https?:)?//[^\s)>]+)")
_INTEGRITY = re.compile(r"""\s+integrity\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A URL in a text, from `start` to `end`; `relative`: its replacement may be relative to the file."""

    url: str
    start: int
    end: int
    line: int
    kind: Kind
    relative: bool
    escaped: bool = False  # in an attribute: & is written as &amp;
    integrity: str = ""  # the hashes in the page


@dataclass(frozen=True, slots=True)
class Cut:
    """A deletion from `start` to `end` if `when` is self-hosted: a hint to a host, the hash of a rewritten style sheet."""

    when: str  # a host or URL
    start: int
    end: int


def references(name: str, text: str, own: OwnSite, base: str = "") -> Iterator[Reference | Cut]:
    """Yield the references of an HTML, CSS or Markdown file to foreign files, in order.

    `base` is the URL of a downloaded style sheet, against which its addresses resolve.
    """
    ending = "." + name.rpartition(".")[2].lower()
    if ending in _MARKDOWN:
        masked = without_code(text, blanked)
        found = [*_contacts("x.html", masked, own, base), *_pictures(masked)]
    else:
        found = list(_contacts("x.css" if ending in _CSS else "x.html", text, own, base))
    last = -1
    for one in sorted(found, key=lambda r: r.start):
        if one.start >= last:
            last = one.end
            yield one


def _pictures(text: str) -> Iterator[Reference]:
    for match in _IMAGE.finditer(text):
        if address := resolve(match[1], "https://own.invalid/"):
            start, end = match.span(1)
            line = text.count("\n", 0, start) + 1
            yield Reference(address.href, start, end, line, Kind.IMAGE, relative=True)


def _contacts(name: str, text: str, own: OwnSite, base: str) -> Iterator[Reference | Cut]:
    reading = read(name, text.encode("utf-8", "surrogatepass"), url=base or own.url, own=own)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for contact in reading.contacts:
        if contact.confidence is Confidence.MENTION:  # texts that could be an address, such as a font's name
            continue
        at = starts[contact.line - 1] + contact.column - 1
        if contact.kind is Kind.CONNECTION:
            yield from _hint(contact, text, at)
        elif contact.trigger in {Trigger.LOAD, Trigger.HINT} and contact.kind in _FETCHED:
            yield from _reference(contact, text, at, css=name.endswith(".css"))


def _reference(contact: Contact, text: str, at: int, *, css: bool) -> Iterator[Reference | Cut]:
    raw = contact.raw.strip()
    if "{{" in raw or "{%" in raw:  # a template puts this address together
        return
    for written in dict.fromkeys((raw, html.escape(raw, quote=False))):
        start = text.find(written, at, at + len(written) + 400)
        if start >= 0:
            place = start, start + len(written), contact.line
            asked = None if css else _integrity(text, start)
            hashes = asked[1].strip("\"'") if asked else ""
            yield Reference(contact.url, *place, contact.kind, css, not css, hashes)
            if asked and contact.kind is Kind.STYLE:
                yield Cut(contact.url, asked.start(), asked.end())
            return


def _integrity(text: str, at: int) -> re.Match[str] | None:
    """Return the integrity attribute of the tag with an address, or None."""
    start, end = text.rfind("<", 0, at), text.find(">", at)
    if not re.match(r"<(?:link|script)\b", text[start : start + 8], re.IGNORECASE) or end < 0:
        return None
    return _INTEGRITY.search(text, start, end)


def _hint(contact: Contact, text: str, at: int) -> Iterator[Cut]:
    start, end = text.rfind("<", 0, at), text.find(">", at) + 1
    if text[start : start + 5].lower() == "<link" and end:
        line_end = end + 1 if text[end : end + 1] == "\n" and text[start - 1 : start] == "\n" else end
        yield Cut(contact.host, start, line_end)


def rewritten(
    text: str, found: list[Reference | Cut], home: Callable[[Reference], str | None], gone: set[str]
) -> str:
    """Rewrite references to the result of `home` (None: unchanged), and apply deletions whose `when` is in `gone`."""
    parts, at = [], 0
    for one in found:
        if isinstance(one, Cut):
            if one.when in gone:
                parts += [text[at : one.start]]
                at = one.end
            continue
        new = home(one)
        if new is not None:
            parts += [text[at : one.start], html.escape(new, quote=False) if one.escaped else new]
            at = one.end
    return "".join([*parts, text[at:]])


_LISTS = {"extra_css": Kind.STYLE, "extra_javascript": Kind.SCRIPT}
_THEME = {"logo": Kind.IMAGE, "favicon": Kind.IMAGE}


def settings_references(text: str) -> Iterator[Reference]:
    """Yield the foreign URLs of a configuration with positions; none if it is invalid YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    found = sorted(_nodes(root), key=lambda pair: int(pair[0].start_mark.index))
    for node, kind in found:
        url = str(node.value)
        if url.startswith(("http://", "https://", "//")):
            mark = node.start_mark
            start = text.index(url, mark.index)
            whole = f"https:{url}" if url.startswith("//") else url
            yield Reference(whole, start, start + len(url), mark.line + 1, kind, relative=True)


def _nodes(root: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, Kind]]:
    for key, value in _pairs(root):
        if key in _LISTS and isinstance(value, yaml.SequenceNode):
            for item in value.value:
                inner = dict(_pairs(item)).get("path", item)
                if isinstance(inner, yaml.ScalarNode):
                    yield inner, _LISTS[key]
        elif key == "theme":
            yield from (
                (node, _THEME[name])
                for name, node in _pairs(value)
                if name in _THEME and isinstance(node, yaml.ScalarNode)
            )


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    return (
        [(str(key.value), value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []
    )
