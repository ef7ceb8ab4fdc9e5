"""The component catalogue. Each component has a YAML file in data/ (description, options, needed facts) and a template."""

import re
from collections.abc import Mapping
from dataclasses import field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.prepared import of_folder
from mkdocs_praxis.problem import PraxisError, Problem, did_you_mean, msg, nearest

ROOM = "components"
_DATA = Path(__file__).resolve().parent / "data"

OptionType = Literal["text", "markdown", "flag", "number", "choice", "path", "link", "list", "items"]
Value = str | bool | int | tuple[str, ...] | tuple[Mapping[str, str], ...] | None

# names to translate in an example: the component after `praxis`, options and fields before `=` or `:`
_NAMED = regex(r"(?<=praxis )[\w-]+|[\w-]+(?==|:(?:\s|$))", re.MULTILINE)
_VALUE = regex(r"[\w-]+=[\w-]+")

PRIVACY_CLASSES = {
    "A0": "own files only",
    "A1": "own script, no storage, no network",
    "B1": "opens an app of the visitor's device",
    "B2": "neutral link to another site",
    "B3": "sensitive link: who follows it shows an interest in health",
    "C1": "own form without health data",
}


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a component; `german` is its German name (both names are accepted)."""

    name: str
    german: str
    type: OptionType
    about: str
    default: Value = None
    required: bool = False
    values: Mapping[str, str] = field(default_factory=dict)  # for the kind choice: English → German
    # For the kind items: English → German; "?" marks optional fields.
    fields: Mapping[str, str] = field(default_factory=dict)
    alone: str = ""  # the attribute of Facts that it shows even where what the component needs is missing

    def called(self, language: str) -> str:
        """Return its name in a language."""
        return self.german if language.startswith("de") else self.name


@dataclass(frozen=True, slots=True)
class Component:
    """A block of a page made from facts. `needs` and `uses` name required and optional attributes of Facts."""

    name: str
    german: str
    title: str
    privacy: str
    why: str
    accessibility: str
    example: str
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    replaces: str = ""
    options: tuple[Option, ...] = ()
    when: str = ""  # when to use it
    avoid: str = ""  # when not to use it
    theme: bool = False  # part of the theme's layout, rarely used in a text
    spoken: tuple[str, ...] = ()  # synonyms, for suggestions on misspelt names

    def called(self, language: str) -> str:
        """Return its name in a language."""
        return self.german if language.startswith("de") else self.name

    def shown(self, language: str) -> str:
        """Return the example with component, options and values named in a language."""
        text = self.example.strip()
        if not language.startswith("de"):
            return text
        names = {self.name: self.german} | {o.name: o.german for o in self.options}
        names |= {en.rstrip("?"): de for o in self.options for en, de in o.fields.items()}
        values = {f"{o.german}={en}": f"{o.german}={de}" for o in self.options for en, de in o.values.items()}
        text = _NAMED.sub(lambda m: names.get(m[0], m[0]), text)
        return _VALUE.sub(lambda m: values.get(m[0], m[0]), text)

    def option(self, name: str) -> Option | None:
        """Return the option with an English or German name, or None."""
        return next((o for o in self.options if name.lower() in (o.name, o.german)), None)

    def told(self, language: str) -> "Component":
        """Return a copy with its texts in a language."""
        say = translator(language, ROOM)
        texts = ("title", "why", "accessibility", "replaces", "when", "avoid")
        told: dict[str, Any] = {name: say(text) for name in texts if (text := getattr(self, name))}
        options = tuple(replace(option, about=say(option.about)) for option in self.options)
        return replace(self, options=options, **told)


def _component(name: str, data: Mapping[str, Any]) -> Component:
    raw = dict(data)
    listed = (raw.pop("options", None) or {}).items()
    options = tuple(Option(**{"name": name, "german": name} | spec) for name, spec in listed)
    needs, uses, spoken = (tuple(raw.pop(key, ())) for key in ("needs", "uses", "spoken"))
    return Component(name=name, options=options, needs=needs, uses=uses, spoken=spoken, **raw)


@cache
def catalogue() -> tuple[Component, ...]:
    """Return all components, sorted by name."""
    found = of_folder("components", _DATA).data()
    return tuple(_component(name, found[name]) for name in sorted(found))


def by_name(name: str) -> Component | None:
    """Return the component with an English or German name, in any case of letters; None if there is none."""
    return next((one for one in catalogue() if name.lower() in (one.name, one.german)), None)


def find(name: str, language: str = "en") -> Component:
    """Return the component with an English or German name. Raises PraxisError with the nearest name if there is none."""
    if component := by_name(name):
        return component
    names = {n: c.called(language) for c in catalogue() for n in (*c.spoken, c.name, c.german)}
    near = names.get(nearest(name, names) or "")
    fix = did_you_mean(near) if near else "`praxis components` lists them all."
    raise PraxisError(msg("there is no component '{name}'", name=name), fix=fix)


def check_facts(
    component: Component, facts: Facts | None, language: str, values: Mapping[str, Value]
) -> None:
    """Raise PraxisError with file and key of each fact that the component needs and that is missing."""
    if any(o.alone and values.get(o.name) and _present(facts, o.alone) for o in component.options):
        return
    problems = []
    for key, where in (where_is(need) for need in component.needs if not _present(facts, need)):
        name = component.called(language)
        what = msg("'{name}' has nothing to show: {key} is empty", name=name, key=key)
        fix = msg("Write it in {where}, or take the component out, with its heading.", where=where)
        problems.append(Problem(what, fix=fix))
    if problems:
        raise PraxisError(*problems)


def has_facts(component: Component, facts: Facts | None) -> bool:
    """Whether all facts that the component needs are present."""
    return all(_present(facts, need) for need in component.needs)


def _present(facts: Facts | None, need: str) -> bool:
    value: object = facts
    for part in need.split("."):
        value = getattr(value, part, None)
    return bool(value)


def where_is(need: str) -> tuple[str, str]:
    """Return (key, file) of a fact in the YAML files."""
    kind: type = Facts
    keys, file = [], ""
    for part in need.split("."):
        spec = next(f for f in fields(kind) if f.name == part)
        keys.append(spec.metadata.get("key", ""))
        file = file or spec.metadata.get("file", "")
        if isinstance(spec.type, type):
            kind = spec.type
    return ": ".join(k for k in keys if k) + ":", f"praxis/{file}"
