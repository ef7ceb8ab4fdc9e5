"""Templates say the same with the shorter lookups as with Jinja's own, whatever they look at and call."""

import types
from collections import UserDict
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import (
    ChainableUndefined,
    DebugUndefined,
    DictLoader,
    Environment,
    StrictUndefined,
    Template,
    Undefined,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from mkdocs_praxis.plugin.speed import shorten_lookups
from tests.growing import steps_of


class Plain:
    here = "here"
    none = None

    @property
    def lacks(self) -> str:
        raise AttributeError("within")

    @property
    def breaks(self) -> str:
        raise LookupError("within")


class Items:
    def __init__(self, error: type[Exception]) -> None:
        self.error = error

    def __getitem__(self, key: str) -> str:
        if key == "here":
            return "an item"
        raise self.error(key)


class Answers:
    def __getattr__(self, name: str) -> str:
        if name.startswith("__") or name == "lacks":
            raise AttributeError(name)
        return f"answer {name}"


class NoItems(Items):
    __getitem__ = None  # type: ignore[assignment]


class Generic:
    def __class_getitem__(cls, key: str) -> str:
        return f"class {key}"


class Meta(type):
    def __getitem__(cls, key: str) -> str:
        return f"meta {key}"


class OfMeta(metaclass=Meta):
    pass


OBJECTS: dict[str, Any] = {
    "plain": Plain(), "a class": Plain, "items": Items(KeyError), "typed": Items(TypeError), "valued": Items(ValueError), "answers": Answers(),
    "no items": NoItems(KeyError), "generic": Generic, "of generic": Generic(), "of meta": OfMeta, "meta's": OfMeta(), "dict": {"here": "item", "items": "hidden"},
    "user dict": UserDict(here="item"), "list": [1], "a type": list, "text": "text", "number": 7, "none": None, "undefined": Undefined(name="u"),
    "chainable": ChainableUndefined(name="c"), "namespace": types.SimpleNamespace(here=1), "function": lambda: 1, "module": types, "generator": (i for i in ()),
}  # fmt: skip
ATTRIBUTES = ("here", "none", "lacks", "breaks", "items", "upper", "__name__", "__nowhere__", "gone")
SAYS = (
    "{{ o.NAME }}", "{{ o.NAME is defined }}", "{{ o.NAME.further }}", "{{ o.NAME or 'else' }}", "{{ o.NAME + 1 }}", "{% if o.NAME %}a{% else %}b{% endif %}",
)  # fmt: skip


def said(template: Template, context: dict[str, Any]) -> str:
    try:
        return template.render(context)
    except Exception as error:  # noqa: BLE001 - what is said of any mistake has to be the same
        return f"{type(error).__name__}: {error}"


def two(**options: Any) -> tuple[Environment, Environment]:
    ours, theirs = Environment(**options), Environment(**options)
    shorten_lookups(ours)
    assert type(ours) is not Environment
    return ours, theirs


@pytest.mark.parametrize("undefined", [Undefined, StrictUndefined, ChainableUndefined, DebugUndefined])
def test_attributes_are_what_jinja_finds(undefined: type[Undefined]) -> None:
    ours, theirs = two(undefined=undefined)
    for says in (says.replace("NAME", attribute) for says in SAYS for attribute in ATTRIBUTES):
        our, their = ours.from_string(says), theirs.from_string(says)
        for name, thing in OBJECTS.items():
            assert said(our, {"o": thing}) == said(their, {"o": thing}), (name, says)


def stops() -> Iterator[None]:
    raise StopIteration


class Stops:
    @property
    def now(self) -> str:
        raise StopIteration


FILES = {
    "macros": "{% macro link(a, b='-', c=none) %}<{{ a }}{{ b }}{{ c }}{{ outer }}>{% endmacro %}"
    "{% macro all() %}{{ varargs }}{{ kwargs }}{% endmacro %}{% macro frame(a) %}[{{ a }}{{ caller(1) }}]{% endmacro %}"
    "{% macro stops(s) %}{{ s.now }}{% endmacro %}{% macro deep(n) %}{{ n }}{% if n %}{{ deep(n - 1) }}{% endif %}{% endmacro %}",
    "base": "{% from 'macros' import link with context %}{% block a %}{{ link('&') }}{% endblock %}",
}
CALLS = (
    "{{ m.link('<') }}", "{{ m.link('a', 'b') }}", "{{ m.link(a='a', c='c') }}", "{{ m.link() }}", "{{ m.link('a', 'b', 'c', 'd') }}", "{{ m.link('a', d=1) }}",
    "{{ m.link('a', a=1) }}", "{{ m.all(1, 2, x=3) }}", "{% call(x) m.frame('a') %}{{ x }}<{% endcall %}", "{{ m.frame('a') }}", "{{ m.deep(4) }}",
    "{{ m.stops(stops) }}|", "{{ m.stops(stops) is defined }}", "{{ m.stops(none) }}", "{% for i in [1, 2] %}{% set x = i %}{{ m.link(x) }}{{ with(i) }}{% endfor %}",
    "{{ m.link(m.link('a')) }}", "{{ m.link('a') | upper }}", "{{ gone() }}", "{{ m.gone() }}", "{{ with() }}", "{{ stop() }}", "{{ stop() is defined }}", "{{ klass().here }}",
    "{% autoescape true %}{{ m.link('<') }}{% endautoescape %}", "{% macro own(a) %}{{ a }}{{ outer }}{% endmacro %}{% set outer = 'in' %}{{ own('<') }}",
)  # fmt: skip


@pass_context
def with_context(context: Context, *asked: object) -> str:
    return f"{asked}{sorted(key for key in context.get_all() if key in ('x', 'i', 'outer'))}"


@pytest.mark.parametrize("autoescape", [True, False])
def test_calls_say_what_they_say_with_jinja(autoescape: bool) -> None:
    ours, theirs = two(autoescape=autoescape, loader=DictLoader(FILES))
    context = {
        "outer": "o&", "stops": Stops(), "stop": stops, "with": with_context, "klass": Plain,
    }  # fmt: skip
    for call in CALLS:
        for how in ("{% import 'macros' as m %}", "{% import 'macros' as m with context %}"):
            template = how + call
            assert said(ours.from_string(template), context) == said(theirs.from_string(template), context), (
                template
            )
    template = "{% extends 'base' %}{% block a %}{{ super() }}{{ self.a is defined }}{% endblock %}"
    assert said(ours.from_string(template), context) == said(theirs.from_string(template), context)


def test_an_environment_of_others_stays() -> None:
    class Own(Environment):
        pass

    class OwnContext(Context):
        pass

    contexts = Environment()
    contexts.context_class = OwnContext
    for env in (Own(), SandboxedEnvironment(), contexts):
        before = type(env)
        shorten_lookups(env)
        assert type(env) is before


def test_a_menu_takes_fewer_steps() -> None:
    menu = "{% macro item(i) %}{{ i.here }}{% if i.gone %}x{% endif %}{% endmacro %}{% for i in items %}{{ item(i) }}{% endfor %}"
    ours, theirs = (env.from_string(menu) for env in two())
    items = [Plain() for _ in range(100)]
    assert steps_of(lambda: ours.render(items=items)) < 0.8 * steps_of(lambda: theirs.render(items=items))
