"""Finds data used as addresses by templates and bindings: `src="{{url}}"`, `:src="item.url"`, `data-bind="attr: {src: url}"`.

The data is in a script, a file or another attribute; it is matched by the property's name.
"""

from collections.abc import Iterable, Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Effect, EffectKind

# Attributes whose expression runs when the page opens, and attributes that loop over a list.
_RUN = r"x-init|x-effect|v-effect|@vue:mounted|@vnode-mounted"
_LOOP = r"[xv]-for"
# Attributes whose expression gives an address, styles or markup: Vue, petite-vue, Alpine; Knockout.
_ADDRESS = r"(?:(?:v-bind|x-bind)?:|v-bind:|\[)(?:src|srcset|poster|style|data-src)\]?|[vx]-html|data-bind"
BOUND = regex(rf"{_ADDRESS}|{_RUN}|{_LOOP}")
_RUNS, _LOOPS = regex(_RUN), regex(_LOOP)
_KEY = r"(?:[\w$]+(?:\(\)|\[[^\[\]]{0,80}\])?\.)*([\w$]+)(?:\(\))?"
# Properties that can be the value of the whole expression, or its beginning: `url`, `item.url || none`, `open ? url : none`, `base + '/a.png'`,
# or that hold it: `urls[place]`.
_WORTH = regex(
    rf"(?:^|\|\||\?\??|(?<!\?)(?<!\{{):)\s*{_KEY}\s*(?=$|\|\||\?|:|\+|\[[^\[\]]{{0,80}}\]\s*(?:$|\|\||\?|:))"
)
_KNOCKOUT = regex(rf"\b(?:src|srcset|poster)['\"]?\s*:\s*{_KEY}")
_STYLED = regex(rf"(?i)url\(['\"\\]*(?:\$\{{\s*|['\"`]\s*\+\s*){_KEY}")
_CALL = regex(r"(?<![\w$])([\w$]+)\(")
_EACH = regex(rf"\s*\(?\s*([\w$]+)[^)]*?\)?\s+(?:in|of)\s+{_KEY}\s*")
_EACH_KNOCKOUT = regex(rf"\bforeach:\s*{_KEY}")
_NAME = r"(?:[\w$@]+\.|\.\./|this\.)*([\w$]+)"
# An interpolated host: `https://{{host}}/`, `https://${host}/`, `'https://' + host`.
_HOST = regex(rf"//(?:\{{\{{\{{?\s*|\$\{{\s*|['\"`]\s*\+\s*){_NAME}")
_FILLED = regex(rf"(?i)(?:\b(?:src|srcset|poster)\s*=\s*[\"']?|url\(\s*[\"']?)\s*\{{\{{\{{?[&#]?\s*{_NAME}")


def of_attribute(name: str, value: str) -> Iterator[Effect]:
    """Yield the effects of an attribute with an expression: data used as address, methods called, list looped over."""
    if _LOOPS.fullmatch(name):
        each = _EACH.fullmatch(value)
        yield from [Effect(EffectKind.LOOP, f"{each[1]} {each[2]}")] if each else []
        return
    if _RUNS.fullmatch(name):
        methods = _CALL.findall(f"{value.strip()}(")
        yield from (Effect(EffectKind.GLOBAL, f".{method}()") for method in methods)
        return
    yield from _hosts(value)
    yield from (Effect(EffectKind.LOOP, f"$data {key}") for key in _EACH_KNOCKOUT.findall(value))
    paths = _KNOCKOUT.findall(value) if name == "data-bind" else _WORTH.findall(value)
    for key in [*paths, *_STYLED.findall(value)]:
        yield Effect(EffectKind.GLOBAL, f".{key}")


def of_lists(effects: Iterable[Effect]) -> set[Effect]:
    """Return effects for lists whose items are used as addresses: `all` in `x-for="one in all"`, with `<img :src="one">`."""
    names, known = EffectKind.GLOBAL, set(effects)
    each = [effect.name.split() for effect in known if effect.kind is EffectKind.LOOP]
    return {Effect(names, f".{many}") for one, many in each if Effect(names, f".{one}") in known}


def of_template(text: str) -> Iterator[Effect]:
    """Yield the effects of a template's text: data used as address."""
    yield from _hosts(text)
    for key in _FILLED.findall(text):
        yield from (Effect(EffectKind.GLOBAL, f".{key}"), Effect(EffectKind.JSON, key))


def _hosts(text: str) -> Iterator[Effect]:
    return (Effect(EffectKind.HOST, f".{key}") for key in _HOST.findall(text))


def names(attribute: str) -> str:
    """Return the names by which scripts read an attribute, separated by spaces: Stimulus uses suffixes, such as `url-value`."""
    words = attribute.split("-") if attribute.endswith("-value") else []
    return " ".join([attribute, *("-".join(words[at:]) for at in range(2, len(words) - 1))])
