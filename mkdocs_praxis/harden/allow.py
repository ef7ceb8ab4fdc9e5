"""Translates allowances to sources of the page policy: the host, in the directives of the rule."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from mkdocs_praxis.harden.csp import Widening
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, msg

# Directives by rule (CSP3 §6.1: which directive governs which request).
_DIRECTIVES: dict[str, tuple[str, ...]] = {
    "third-party-script": ("script-src", "worker-src"),
    "third-party-frame": ("frame-src",),
    "third-party-style": ("style-src",),
    "third-party-font": ("font-src",),
    "third-party-image": ("img-src",),
    "third-party-media": ("media-src",),
    "third-party-request": ("connect-src",),
    "third-party-manifest": ("manifest-src",),
    "third-party-form": ("form-action",),
    # Without third-party code and styles, which need an allowance of their own rule (policy.judge).
    "contact-after-click": ("media-src", "img-src", "connect-src", "frame-src"),
}
# A host-source (CSP3 §2.3.1): wildcard only as the first label, path without query.
_SOURCE = regex(
    r"[a-z][a-z0-9+.-]*://(?:\*\.)?(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::(?:[0-9]+|\*))?(?:/[\w.~%!$&()+=:@/-]*)?"
)


def widenings(allowed: Iterable[tuple[str, str]]) -> Iterator[Widening]:
    """Yield the widenings of the policy for (pattern, rule name) pairs; paths are kept as far as CSP can express them.

    Raises PraxisError for a host pattern that a policy cannot express.
    """
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
