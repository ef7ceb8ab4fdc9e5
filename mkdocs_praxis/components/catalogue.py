"""The catalogue: what each component is, needs and offers. One YAML file a component in data/, one template in templates/."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.prepared import files_in, prepared, yaml_files
from mkdocs_praxis.problem import PraxisError, Problem, msg, nearest

ROOM = "components"
_DATA = Path(__file__).resolve().parent / "data"

OptionType = Literal["text", "markdown", "flag", "number", "choice", "path", "link", "list", "items"]
Value = str | bool | int | tuple[str, ...] | tuple[Mapping[str, str], ...] | None

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
    needs, uses = (tuple(raw.pop(key, ())) for key in ("needs", "uses"))
    return Component(name=name, options=options, needs=needs, uses=uses, **raw)


def read() -> dict[str, Any]:
    """Read what is known of every component."""
    return yaml_files(_DATA)


@cache
def catalogue() -> tuple[Component, ...]:
    """Return every component, by name."""
    found = prepared("components", lambda: files_in(_DATA, ".yml"), read)
    return tuple(_component(name, found[name]) for name in sorted(found))


def find(name: str) -> Component:
    """Return the component of an English or German name.

    Raises PraxisError with the nearest name when there is none.
    """
    for component in catalogue():
        if name in (component.name, component.german):
            return component
    names = [n for c in catalogue() for n in (c.name, c.german)]
    near = nearest(name, names)
    raise PraxisError(
        Problem(
            msg("there is no component '{name}'", name=name),
            fix=msg("Did you mean '{near}'?", near=near) if near else "`praxis components` lists them all.",
        )
    )


def check_facts(component: Component, facts: Facts | None) -> None:
    """Raise PraxisError naming file and key of each fact that the component needs and nobody has written."""
    missing = [need for need in component.needs if not _present(facts, need)]
    if missing:
        raise PraxisError(
            *(
                Problem(
                    msg("'{name}' needs {key}, which nobody has written yet", name=component.name, key=key),
                    fix=msg("Write it in {where}, or take the component out.", where=where),
                )
                for key, where in map(_where, missing)
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


def _where(need: str) -> tuple[str, str]:
    """Return key and file of a fact, as its owner writes them."""
    kind: type = Facts
    keys, file = [], ""
    for part in need.split("."):
        spec = next(f for f in fields(kind) if f.name == part)
        keys.append(spec.metadata.get("key", ""))
        file = file or spec.metadata.get("file", "")
        if isinstance(spec.type, type):
            kind = spec.type
    return f"'{'.'.join(k for k in keys if k)}'", f"praxis/{file}"


def check_options(component: Component, given: Mapping[str, object]) -> dict[str, Value]:
    """Return the options under their English names, read and completed with defaults.

    Raises PraxisError for unknown names (with the nearest), values that do not fit, and missing ones.
    """
    problems: list[Problem] = []
    values: dict[str, Value] = {o.name: _default(o) for o in component.options}
    seen: set[str] = set()
    for key, raw in given.items():
        option = component.option(str(key))
        if option is None:
            names = [n for o in component.options for n in (o.name, o.german)]
            near = nearest(str(key), names)
            known = ", ".join(o.name for o in component.options) or "none"
            problems.append(
                Problem(
                    msg("'{name}' has no option '{key}'", name=component.name, key=key),
                    fix=msg("Did you mean '{near}'?", near=near)
                    if near
                    else msg("Its options: {known}.", known=known),
                )
            )
            continue
        if option.name in seen:
            problems.append(
                Problem(msg("option '{key}' of '{name}' is given twice", key=key, name=component.name))
            )
        seen.add(option.name)
        try:
            values[option.name] = _value(option, raw)
        except ValueError as error:
            problems.append(
                Problem(msg("option '{key}' of '{name}': {error}", key=key, name=component.name, error=error))
            )
    problems += [
        Problem(
            msg("'{name}' needs the option '{name2}'", name=component.name, name2=o.name),
            why=o.about,
            fix=msg("For example: {example}", example=component.example.strip()),
        )
        for o in component.options
        if o.required and o.name not in seen
    ]
    if problems:
        raise PraxisError(*problems)
    return values


def _default(option: Option) -> Value:
    if option.default is None and option.type in ("list", "items"):
        return ()
    if option.default is None and option.type == "flag":
        return False
    if option.default is None and option.type in ("text", "markdown", "path", "link"):
        return ""
    return option.default


_YES = frozenset({"ja", "yes", "true", "an", "on", "1"})
_NO = frozenset({"nein", "no", "false", "aus", "off", "0"})


def _value(option: Option, raw: object) -> Value:
    if option.type == "flag":
        if isinstance(raw, bool):
            return raw
        word = str(raw).lower()
        if word in _YES or word in _NO:
            return word in _YES
        raise ValueError(msg("'{raw}' is neither yes nor no", raw=raw))
    if option.type == "number":
        if isinstance(raw, int) or re.fullmatch(r"\d{1,6}", str(raw)):
            return int(str(raw))
        raise ValueError(msg("'{raw}' is no whole number", raw=raw))
    if option.type == "choice":
        for english, german in option.values.items():
            if str(raw) in (english, german):
                return english
        names = [n for pair in option.values.items() for n in pair]
        near = nearest(str(raw), names)
        if near:
            raise ValueError(msg("'{raw}' is none of its values; did you mean '{near}'?", raw=raw, near=near))
        raise ValueError(msg("'{raw}' is none of its values ({valid})", raw=raw, valid=", ".join(names)))
    if option.type == "list":
        parts = raw if isinstance(raw, list) else str(raw).split(",")
        return tuple(str(part).strip() for part in parts if str(part).strip())
    if option.type == "items":
        return _items(option, raw)
    if isinstance(raw, (list, dict)):
        raise ValueError(msg("one text is wanted here, not a list"))  # noqa: TRY004 - the value is wrong, not the program
    return str(raw).strip()


def _items(option: Option, raw: object) -> tuple[Mapping[str, str], ...]:
    names = {
        key: english.rstrip("?")
        for english, german in option.fields.items()
        for key in (english.rstrip("?"), german)
    }
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise ValueError(
            msg("a list is wanted here, each entry with {keys}", keys=", ".join(dict.fromkeys(names)))
        )
    items: list[Mapping[str, str]] = []
    for number, item in enumerate(raw, 1):
        read = {english.rstrip("?"): "" for english in option.fields}
        for key, value in item.items():
            if key not in names:
                near = nearest(str(key), names)
                if near:
                    raise ValueError(
                        msg(
                            "entry {number} has an unknown '{key}'; did you mean '{near}'?",
                            number=number,
                            key=key,
                            near=near,
                        )
                    )
                raise ValueError(msg("entry {number} has an unknown '{key}'", number=number, key=key))
            read[names[key]] = "" if value is None else str(value).strip()
        if missing := [e for e in option.fields if not e.endswith("?") and not read[e]]:
            raise ValueError(msg("entry {number} lacks {missing}", number=number, missing=", ".join(missing)))
        items.append(read)
    return tuple(items)
