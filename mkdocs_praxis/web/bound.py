"""Finds data used as addresses by templates and bindings: `src="{{url}}"`, `:src="item.url"`, `data-bind="attr: {src: url}"`.

The data is in a script, a file or another attribute; it is matched by the property's name.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_praxis.lazy import expressions
from mkdocs_praxis.web.contact import Effect, EffectKind

_FORMS = expressions(Path(__file__).with_name("bound.txt"))
BOUND = _FORMS["bound"]


def of_attribute(name: str, value: str) -> Iterator[Effect]:
    """Yield the effects of an attribute with an expression: data used as address, methods called, list looped over."""
    if _FORMS["loops"].fullmatch(name):
        each = _FORMS["each"].fullmatch(value)
        yield from [Effect(EffectKind.LOOP, f"{each[1]} {each[2]}")] if each else []
        return
    if _FORMS["runs"].fullmatch(name):
        methods = _FORMS["call"].findall(f"{value.strip()}(")
        yield from (Effect(EffectKind.GLOBAL, f".{method}()") for method in methods)
        return
    yield from _hosts(value)
    yield from (Effect(EffectKind.LOOP, f"$data {key}") for key in _FORMS["each of knockout"].findall(value))
    paths = _FORMS["knockout"].findall(value) if name == "data-bind" else _FORMS["worth"].findall(value)
    for key in [*paths, *_FORMS["styled"].findall(value)]:
        yield Effect(EffectKind.GLOBAL, f".{key}")


def of_lists(effects: Iterable[Effect]) -> set[Effect]:
    """Return effects for lists whose items are used as addresses: `all` in `x-for="one in all"`, with `<img :src="one">`."""
    names, known = EffectKind.GLOBAL, set(effects)
    each = [effect.name.split() for effect in known if effect.kind is EffectKind.LOOP]
    return {Effect(names, f".{many}") for one, many in each if Effect(names, f".{one}") in known}


def of_template(text: str) -> Iterator[Effect]:
    """Yield the effects of a template's text: data used as address."""
    yield from _hosts(text)
    for key in _FORMS["filled"].findall(text):
        yield from (Effect(EffectKind.GLOBAL, f".{key}"), Effect(EffectKind.JSON, key))


def _hosts(text: str) -> Iterator[Effect]:
    return (Effect(EffectKind.HOST, f".{key}") for key in _FORMS["host"].findall(text))


def names(attribute: str) -> str:
    """Return the names by which scripts read an attribute, separated by spaces: Stimulus uses suffixes, such as `url-value`."""
    words = attribute.split("-") if attribute.endswith("-value") else []
    return " ".join([attribute, *("-".join(words[at:]) for at in range(2, len(words) - 1))])
