"""Generates the Content-Security-Policy of a page: only what it uses, from own and allowed hosts, its inline code by hash.

Content Security Policy Level 3, https://www.w3.org/TR/CSP3/. See docs/limits for what a policy in a `meta` element cannot do:
frame-ancestors, report-to and sandbox need a header; content before the element is not covered. Inline code includes that of
nested documents: srcdoc frames inherit the page's policy (HTML §7.1.7), as does a template's content once inserted.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import INLINE, OwnSite, Page
from mkdocs_praxis.web.csp import ALONE, Widening

_SELF = "'self'"
_ROWS = json.loads(Path(__file__).with_name("directives.json").read_text("utf-8"))
# Directive → elements (`Page.uses`) that need it, and the ability of scripts that does.
_NEEDED_BY = {
    name: (frozenset(row["elements"]), row.get("ability", "")) for name, row in _ROWS["needed by"].items()
}
# Directives that allow blob: URLs, if scripts create them.
_BLOBS = ("img-src", "media-src", "connect-src")
# Omitted: `webrtc 'block'` (CSP3 §6.3), supported by no browser (Chromium 156 warns and connects anyway: the guard removes
# WebRTC); `sandbox` and `frame-ancestors`, which need a header; `upgrade-insecure-requests`, which breaks previews.
#
# With more style attributes on a page, their hashes would be larger than the page: then all are allowed. What they can fetch
# is still limited by img-src and font-src.
_MOST_STYLE_HASHES = 40


def runs(page: Page) -> bool:
    """Whether a page runs scripts."""
    return bool(page.inline_scripts or page.event_handlers or page.uses & {"script", "javascript:"})


def content_security_policy(
    page: Page,
    widenings: Iterable[Widening] = (),
    *,
    able: AbstractSet[str] = frozenset(),
    own: OwnSite | None = None,
    guarded: bool = False,
    header: bool = False,
) -> str:
    """Return the policy of a page with abilities of scripts (`able`) and perhaps a guard, or that of a site's `header`."""
    hosts = [f"https://{host}" for host in sorted(own.hosts)] if own else []
    own_sources = [_SELF, *hosts]
    directives: dict[str, list[str]] = {"default-src": ["'none'"]}
    script = runs(page)
    if script:
        directives["script-src"] = [*own_sources, *_hashes(page.inline_scripts)]
        if page.script_links:
            directives["script-src"] += ["'unsafe-hashes'", *_hashes(page.script_links)]
        directives["script-src"] += [word for ability, word in _EVALUATION.items() if ability in able]
        if page.event_handlers:
            directives["script-src-attr"] = ["'unsafe-hashes'", *_hashes(page.event_handlers)]
    if script or page.inline_styles or page.style_attributes or page.uses & {"style", "link:stylesheet"}:
        directives |= _styles(page, own_sources, free=script and "style" in able)
    directives["img-src"] = [*own_sources, "data:"]
    for directive, (elements, ability) in _NEEDED_BY.items():
        needed = bool(elements & page.uses) or (script and ability in able)
        if needed or (directive == "font-src" and "style-src" in directives):
            directives[directive] = [*own_sources, *(["data:"] if directive == "font-src" else [])]
        elif directive in ALONE:  # without fallback, which must be explicit
            directives[directive] = ["'none'"]
    if "connect-src" in directives:
        directives["connect-src"] += [f"wss://{host}" for host in sorted(own.hosts)] if own else []
    if script:
        for directive in _BLOBS if "blob" in able else ():
            if directive in directives:
                directives[directive].append("blob:")
        # With the guard every worker is started from a blob and inherits the page's policy; from a file, only a header applies.
        workers = ["blob:"] if guarded else [*own_sources, *(["blob:"] if header else [])]
        directives["worker-src"] = workers if "worker" in able else ["'none'"]
        if guarded:
            directives["require-trusted-types-for"] = ["'script'"]
    for widening in widenings:
        sources = directives.setdefault(widening.directive, [])
        if widening.source not in sources:
            sources.append(widening.source)
    return serialise(directives)


_EVALUATION = {"wasm": "'wasm-unsafe-eval'", "eval": "'unsafe-eval'"}


def _styles(page: Page, own_sources: list[str], *, free: bool) -> dict[str, list[str]]:
    if free:
        return {"style-src": [*own_sources, "'unsafe-inline'"]}
    made = {"style-src": [*own_sources, *_hashes(page.inline_styles)]}
    if page.style_attributes:
        hashes = _hashes(page.style_attributes)
        fits = len(hashes) <= _MOST_STYLE_HASHES
        made["style-src-attr"] = ["'unsafe-hashes'", *hashes] if fits else ["'unsafe-inline'"]
    return made


def serialise(directives: Mapping[str, Iterable[str]]) -> str:
    """Serialise directives to a policy; `'none'` beside another source is dropped, since it has no effect."""
    parts = []
    for name, sources in directives.items():
        listed = list(sources)
        if len(listed) > 1:
            listed = [s for s in listed if s != "'none'"]
        parts.append(" ".join([name, *listed]))
    return "; ".join(parts)


def _hashes(texts: Iterable[str]) -> list[str]:
    return [f"'sha256-{digest(text)}'" for text in dict.fromkeys(texts)]


@lru_cache(maxsize=4096)
def digest(text: str) -> str:
    """Return the base64 SHA-256 of inline code in UTF-8 (CSP3 §6.7.2.3)."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()).decode("ascii")


def united(pages: Iterable[Page]) -> Page:
    """Return the inline code of several pages as one Page: each text once, in order of first occurrence."""
    listed = list(pages)
    texts: dict[str, Any] = {
        name: tuple(dict.fromkeys(text for page in listed for text in getattr(page, name))) for name in INLINE
    }
    return Page(**texts, uses=frozenset().union(*(page.uses for page in listed)))


def code_of(page: Page) -> Page:
    """Return the part of a page that its policy depends on, as a key: most pages of a site share it."""
    return Page(**{name: getattr(page, name) for name in (*INLINE, "uses")})


# Directives by rule (CSP3 §6.1: which directive governs which request); of `contact-after-click` without third-party code and
# styles, which need an allowance of their own rule (policy.judge).
_DIRECTIVES: dict[str, list[str]] = _ROWS["by rule"]
# A host-source (CSP3 §2.3.1): wildcard only as the first label, path without query.
_SOURCE = regex(
    r"[a-z][a-z0-9+.-]*://(?:\*\.)?(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::(?:[0-9]+|\*))?(?:/[\w.~%!$&()+=:@/-]*)?"
)


def widenings(allowed: Iterable[tuple[str, str]]) -> Iterator[Widening]:
    """Yield the widenings for (pattern, rule name) pairs. Raises PraxisError for a pattern that a policy cannot express."""
    for pattern, rule in allowed:
        source = _source(pattern)
        named = _DIRECTIVES.values() if rule == "*" else [_DIRECTIVES.get(rule, ())]
        for directive in dict.fromkeys(chain(*named)):
            yield Widening(directive, source)
            if directive == "connect-src" and source.startswith("https:"):
                yield Widening(directive, "wss:" + source.removeprefix("https:"))


def _source(pattern: str) -> str:
    """Return a pattern as a CSP source: up to its last complete folder, since CSP has no `*` in paths."""
    scheme, _, rest = pattern.rpartition("://")
    host, slash, path = rest.partition("/")
    cut = re.search(r"[*?\[#;,]", path)
    if cut:
        path = path[: cut.start()]
        path = path[: path.rfind("/") + 1]
    scheme = "https" if scheme in {"", "*"} else scheme.lower()
    source = f"{scheme}://{host.lower()}{slash if path else ''}{path}"
    if not _SOURCE.fullmatch(source):
        raise PraxisError(
            msg("the allowance for {pattern} cannot be said in a Content-Security-Policy", pattern=pattern),
            why="a policy names hosts in full, or as *.example.net",
            fix="write one allowance for each host",
        )
    return source
