"""Templates of links and texts in vendor files: literal text with the names of parts between.

URI templates (RFC 6570): `{a}` is percent-encoded, `{+a}` is not; `{?a,b}` and `{&a}` add query parameters, `{/a}` a path
segment, `{#a}` a fragment, each only if it has a value.
"""

from collections.abc import Iterator
from functools import cache

from mkdocs_praxis.lazy import regex

_EXPRESSION = regex(r"\{([+?&/#]?)([a-z]\w*(?:,[a-z]\w*)*)\}")
BUILT_IN = frozenset({"url", "page", "text"})


@cache
def template(text: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Split a template into (operator, names, literal text before them); the last item has the rest of the text and no names."""
    pieces = []
    end = 0
    for match in _EXPRESSION.finditer(text):
        pieces.append((match[1], tuple(match[2].split(",")), text[end : match.start()]))
        end = match.end()
    return (*pieces, ("", (), text[end:]))


def names_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield operator and name of each variable in a template."""
    for operator, names, _ in template(text):
        for name in names:
            yield operator, name
