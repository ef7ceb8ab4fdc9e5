"""What templates and bindings make addresses of: `src="{{url}}"`, `:src="item.url"`, `data-bind="attr: {src: url}"`.

The value is a property in the data of a script, of a file or of another attribute; it is told by its name.
"""

import re
from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Effect, EffectKind

# Attributes whose value is an expression that becomes an address, or styles: Vue, petite-vue, Alpine; Knockout's.
BOUND = regex(r"(?:(?:v-bind|x-bind)?:|v-bind:|\[)(?:src|srcset|poster|style|data-src)\]?|data-bind")
_PATH = regex(r"\s*(?:[\w$]+(?:\(\))?\.)*([\w$]+)(?:\(\))?\s*")
_KNOCKOUT = regex(r"\b(?:src|srcset|poster)['\"]?\s*:\s*(?:[\w$]+(?:\(\))?\.)*([\w$]+)")
_NAME = r"(?:[\w$@]+\.|\.\./|this\.)*([\w$]+)"
# A host that is put in: `https://{{host}}/`, `https://${host}/`, `'https://' + host`.
_HOST = regex(rf"//(?:\{{\{{\{{?\s*|\$\{{\s*|['\"`]\s*\+\s*){_NAME}")
_FILLED = regex(
    rf"(?:\b(?:src|srcset|poster)\s*=\s*[\"']?|url\(\s*[\"']?)\s*\{{\{{\{{?[&#]?\s*{_NAME}", re.IGNORECASE
)


def of_attribute(name: str, value: str) -> Iterator[Effect]:
    """Yield what an attribute with an expression makes addresses of."""
    yield from _hosts(value)
    paths = _KNOCKOUT.findall(value) if name == "data-bind" else _PATH.fullmatch(value)
    for key in paths if isinstance(paths, list) else [paths[1]] if paths else ():
        yield Effect(EffectKind.GLOBAL, f".{key}")


def of_template(text: str) -> Iterator[Effect]:
    """Yield what the text of a template makes addresses of."""
    yield from _hosts(text)
    yield from (Effect(EffectKind.GLOBAL, f".{key}") for key in _FILLED.findall(text))


def _hosts(text: str) -> Iterator[Effect]:
    return (Effect(EffectKind.HOST, f".{key}") for key in _HOST.findall(text))


def names(attribute: str) -> str:
    """Return by which names a script may read an attribute: Stimulus reads `data-map-url-value` as `urlValue`."""
    words = attribute.split("-") if attribute.endswith("-value") else []
    return " ".join([attribute, *("-".join(words[at:]) for at in range(2, len(words) - 1))])
