"""What a written exception opens in the policy: its host, in the directives of its rule, and nothing else."""

from collections.abc import Iterable, Iterator

from mkdocs_praxis.harden.csp import Widening

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
}


def widenings(allowed: Iterable[tuple[str, str]]) -> Iterator[Widening]:
    """Yield what pairs of pattern and rule name add to the policy; a pattern keeps its path where CSP knows paths."""
    for pattern, rule in allowed:
        source = pattern.removesuffix("*") if "/" in pattern else pattern
        names = _DIRECTIVES if rule == "*" else {rule: _DIRECTIVES.get(rule, ())}
        for directives in names.values():
            for directive in directives:
                yield Widening(directive, source if "://" in source else f"https://{source}")
