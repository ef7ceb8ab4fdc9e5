"""Redirects of single paths: they lead a visitor away only where a page of the site asks for such a path."""

import re
from collections.abc import Callable, Iterator

from mkdocs_praxis.web.contact import Contact, EffectKind, Trigger
from mkdocs_praxis.web.site import SiteReading

_CODE = frozenset(["css", "script"])
_LINKS = ("a", "area")


def redirected(site: SiteReading, text: Callable[[str], str]) -> Iterator[tuple[str, Contact]]:
    """Yield, with the name of the file it stands in, every redirect to another site that something in a page meets.

    One that only links lead to is a link itself.
    """
    waiting = [
        (file.name, one.condition.name, one.contact)
        for file in site.files.values()
        for one in file.reading.conditional
        if one.condition.kind is EffectKind.PATH
    ]
    if not waiting:
        return
    asked: dict[str, set[bool]] = {path: set() for _, path, _ in waiting}
    patterns = {path: _pattern(path) for path in asked}
    for file in site.files.values():
        if file.reading.page is not None or file.reading.how in _CODE:
            content = text(file.name)
            for path, pattern in patterns.items():
                asked[path] |= {_is_link(content, match.start()) for match in pattern.finditer(content)}
    for name, path, contact in waiting:
        if asked[path]:
            yield name, contact if False in asked[path] else contact._replace(trigger=Trigger.LINK)


def _pattern(path: str) -> re.Pattern[str]:
    """Match an address that ends in a path's last part, or goes on below it, however it is written."""
    last = path.rpartition("/")[2]
    return re.compile(rf"""(?<=["'=(/ ]){re.escape(last)}(?=["')/?#\s>]|$)""")


def _is_link(content: str, at: int) -> bool:
    tag = content[content.rfind("<", 0, at) + 1 : at]
    return ">" not in tag and tag.partition(" ")[0].lower() in _LINKS
