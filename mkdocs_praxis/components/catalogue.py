"""The catalogue: what each component is, needs and offers. One YAML file a component in data/, one template in templates/."""

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
from mkdocs_praxis.prepared import files_in, prepared, yaml_files
from mkdocs_praxis.problem import PraxisError, Problem, did_you_mean, msg, nearest

ROOM = "components"
_DATA = Path(__file__).resolve().parent / "data"

OptionType = Literal["text", "markdown", "flag", "number", "choice", "path", "link", "list", "items"]
Value = str | bool | int | tuple[str, ...] | tuple[Mapping[str, str], ...] | None

# a name in an example: of the component after `praxis`, of an option or field before `=` or `:`
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
    """Something that can be set where a component is used; `german` is its name in German sites (both are understood)."""

    name: str
    german: str
    type: OptionType
    about: str
    default: Value = None
    required: bool = False
    values: Mapping[str, str] = field(default_factory=dict)  # choice: English → German
    fields: Mapping[str, str] = field(
        default_factory=dict
    )  # items: English → German; with "?" may be left out

    def called(self, language: str) -> str:
        """Return its name as people of a language write it."""
        return self.german if language.startswith("de") else self.name


@dataclass(frozen=True, slots=True)
class Component:
    """A block of a page made from facts. `needs` and `uses` name attributes of Facts: without the former it is an error."""

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
    when: str = ""  # where it serves
    avoid: str = ""  # where it does not
    theme: bool = False  # a part of the theme's frame, rarely wanted in a text
    spoken: tuple[str, ...] = ()  # what people call it too: a misspelling of its name leads here

    def called(self, language: str) -> str:
        """Return its name as people of a language write it."""
        return self.german if language.startswith("de") else self.name

    def shown(self, language: str) -> str:
        """Return the example, with the names of the component, its options and their values as people of a language write them."""
        text = self.example.strip()
        if not language.startswith("de"):
            return text
        names = {self.name: self.german} | {o.name: o.german for o in self.options}
        names |= {en.rstrip("?"): de for o in self.options for en, de in o.fields.items()}
        values = {f"{o.german}={en}": f"{o.german}={de}" for o in self.options for en, de in o.values.items()}
        text = _NAMED.sub(lambda m: names.get(m[0], m[0]), text)
        return _VALUE.sub(lambda m: values.get(m[0], m[0]), text)

    def option(self, name: str) -> Option | None:
        """Return the option of that English or German name."""
        return next((o for o in self.options if name in (o.name, o.german)), None)

    def told(self, language: str) -> "Component":
        """Return the same component with its texts in a language."""
        say = translator(language, ROOM)
        return Component(
            **{f.name: getattr(self, f.name) for f in fields(self)}
            | {
                "title": say(self.title),
                "why": say(self.why),
                "accessibility": say(self.accessibility),
                "replaces": say(self.replaces) if self.replaces else "",
                "when": say(self.when) if self.when else "",
                "avoid": say(self.avoid) if self.avoid else "",
                "options": tuple(replace(option, about=say(option.about)) for option in self.options),
            }
        )


def _component(name: str, data: Mapping[str, Any]) -> Component:
    raw = dict(data)
    options = tuple(
        Option(
            name=name,
            german=spec.get("german", name),
            type=spec["type"],
            about=spec["about"],
            default=spec.get("default"),
            required=spec.get("required", False),
            values=spec.get("values", {}),
            fields=spec.get("fields", {}),
        )
        for name, spec in (raw.pop("options", None) or {}).items()
    )
    needs, uses, spoken = (tuple(raw.pop(key, ())) for key in ("needs", "uses", "spoken"))
    return Component(name=name, options=options, needs=needs, uses=uses, spoken=spoken, **raw)


def read() -> dict[str, Any]:
    """Read what is known of every component."""
    return yaml_files(_DATA)


@cache
def catalogue() -> tuple[Component, ...]:
    """Return every component, by name."""
    found = prepared("components", lambda: files_in(_DATA, ".yml"), read)
    return tuple(_component(name, found[name]) for name in sorted(found))


def find(name: str, language: str = "en") -> Component:
    """Return the component of an English or German name.

    Raises PraxisError with the nearest name when there is none.
    """
    for component in catalogue():
        if name in (component.name, component.german):
            return component
    names = {n: c.called(language) for c in catalogue() for n in (*c.spoken, c.name, c.german)}
    near = names.get(nearest(name, names) or "")
    raise PraxisError(
        Problem(
            msg("there is no component '{name}'", name=name),
            fix=did_you_mean(near) if near else "`praxis components` lists them all.",
        )
    )


def check_facts(component: Component, facts: Facts | None, language: str = "en") -> None:
    """Raise PraxisError naming file and key of each fact that the component needs and nobody has written."""
    missing = [need for need in component.needs if not _present(facts, need)]
    if missing:
        raise PraxisError(
            *(
                Problem(
                    msg(
                        "'{name}' needs {key}, which nobody has written yet",
                        name=component.called(language),
                        key=key,
                    ),
                    fix=msg("Write it in {where}, or take the component out.", where=where),
                )
                for key, where in map(where_is, missing)
            )
        )


def has_facts(component: Component, facts: Facts | None) -> bool:
    """Return whether all that the component needs has been written."""
    return all(_present(facts, need) for need in component.needs)


def _present(facts: Facts | None, need: str) -> bool:
    value: object = facts
    for part in need.split("."):
        value = getattr(value, part, None)
    return bool(value)


def where_is(need: str) -> tuple[str, str]:
    """Return key and file of a fact, as its owner writes them."""
    kind: type = Facts
    keys, file = [], ""
    for part in need.split("."):
        spec = next(f for f in fields(kind) if f.name == part)
        keys.append(spec.metadata.get("key", ""))
        file = file or spec.metadata.get("file", "")
        if isinstance(spec.type, type):
            kind = spec.type
    return ": ".join(k for k in keys if k) + ":", f"praxis/{file}"
