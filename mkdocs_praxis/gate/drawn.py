"""Links in place of embeds that a script of the page draws over.

Frameworks draw a page again in the browser, from what it was built from (hydration): the link gives way to the embed, which the
page's policy then refuses. Nobody is contacted, but the link is gone.
"""

import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.policy.model import Finding, Replacement
from mkdocs_praxis.web.contact import OwnSite, Trigger
from mkdocs_praxis.web.site import SiteReading

_CODE = frozenset({"script", "json"})
_ESCAPED = regex(r"(?i)\\+(?:u00|x)([0-9a-f]{2})|\\+(/)")
_Text = Callable[[str], str]


@cache
def _frameworks() -> tuple[dict[str, str], ...]:
    """Return by what their pages are known, and which part of a page they draw."""
    return tuple(json.loads(Path(__file__).with_name("frameworks.json").read_text("utf-8")))


# Frameworks, with the addresses of the links where they draw.
Drawing = tuple[tuple[str, frozenset[str]], ...]


def drawn_over(
    site: SiteReading,
    replaced: Iterable[Replacement],
    found: Iterable[Finding],
    drawing: Mapping[str, Drawing],
    text: _Text,
) -> Iterator[tuple[Replacement, str]]:
    """Yield the links that stand only until a script has run, with the framework or script file; `drawing` has `drawing_on` of each page.

    A link that the scripts know as such stands: somebody wrote it, or replaced the embed, where the page is made.
    """
    links = [one for one in replaced if one.href]
    if not links:
        return
    # Scripts that name an address, or make an element of it.
    naming = [
        f for f in found if f.vendor and (c := f.contact) and (c.trigger is Trigger.CODE or " → " in c.via)
    ]
    files = cache(lambda: [_plain(text(name)) for name in sorted(_scripts(site))])
    said = lru_cache(maxsize=1)(lambda page: _said_in(text(page)))
    for link in links:
        by = next((name for name, hrefs in drawing.get(link.file, ()) if link.href in hrefs), "")
        by = by or next((f.file for f in naming if _holds(f, link, site)), "")
        if by and not any(link.href in one for one in (said(link.file), *files())):
            yield link, by


def drawing_on(page: str) -> Drawing:
    """Return the frameworks that draw parts of a page, with the addresses of the links there."""
    rows = [row for row in _frameworks() if row["sign"] in page]
    if not rows:
        return ()
    tree = turbohtml.parse(page)
    drawn = ((row["name"], tree.select(f"{row['draws']} .praxis-embed a[href]")) for row in rows)
    return tuple((name, frozenset(str(link.attrs["href"]) for link in links)) for name, links in drawn)


def _holds(finding: Finding, link: Replacement, site: SiteReading) -> bool:
    """Whether a script, of a file or of the link's page, names the very embed that the link stands for."""
    contact = finding.contact
    if contact is None or finding.vendor != link.vendor or finding.file not in {link.file, *_scripts(site)}:
        return False
    return link.href in _links_for(contact.url, site.own)


@cache
def _links_for(address: str, own: OwnSite) -> frozenset[str]:
    """Return what a frame of this address would be replaced by."""
    from mkdocs_praxis.replace.engine import replace
    from mkdocs_praxis.replace.model import Options

    done = replace(f'<iframe src="{html.escape(address)}"></iframe>', Options(own))
    return frozenset(swap.href for swap in done.replacements)


def _scripts(site: SiteReading) -> set[str]:
    return {file.name for file in site.files.values() if file.reading.how in _CODE}


def _said_in(page: str) -> str:
    """Return what the scripts of a page say."""
    scripts: Any = turbohtml.parse(page).select("script, astro-island")
    return _plain("\n".join(str(one.attrs.get("props") or one.text) for one in scripts))


def _plain(text: str) -> str:
    """Return a script with the addresses in it as they are meant."""
    return html.unescape(_ESCAPED.sub(lambda m: m[2] or chr(int(m[1], 16)), text))
