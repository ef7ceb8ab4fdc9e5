"""Parses the options of a component, with English or German names, by their kind."""

import re
from collections.abc import Mapping
from itertools import pairwise

from mkdocs_praxis.components.catalogue import Component, Option, Value
from mkdocs_praxis.problem import PraxisError, Problem, did_you_mean, msg, nearest


def check_options(component: Component, given: Mapping[str, object], language: str) -> dict[str, Value]:
    """Return the parsed options by English name, completed with defaults. Raises PraxisError."""
    problems: list[Problem] = []
    values: dict[str, Value] = {
        o.name: _DEFAULTS.get(o.type) if o.default is None else o.default for o in component.options
    }
    seen: set[str] = set()
    called = component.called(language)
    for key, raw in given.items():
        option = component.option(str(key))
        if option is None:
            problems.append(_unknown(component, str(key), given, language))
            continue
        if option.name in seen:
            problems.append(Problem(msg("option '{key}' of '{name}' is given twice", key=key, name=called)))
        seen.add(option.name)
        try:
            values[option.name] = _value(option, raw, german=language.startswith("de"))
        except ValueError as error:
            what = msg("option '{key}' of '{name}': {error}", key=key, name=called, error=error.args[0])
            example = msg("For example: {example}", example=component.shown(language))
            problems.append(Problem(what, fix=example if option.type == "items" else None))
    for o in component.options:
        if o.required and o.name not in seen:
            what = msg("'{name}' needs the option '{name2}'", name=called, name2=o.called(language))
            about = component.told(language).option(o.name) or o
            fix = msg("For example: {example}", example=component.shown(language))
            problems.append(Problem(what, why=about.about, fix=fix))
    if problems:
        raise PraxisError(*problems)
    return values


def _unknown(component: Component, key: str, given: Mapping[str, object], language: str) -> Problem:
    names = {n: o.called(language) for o in component.options for n in (o.name, o.german)}
    known = ", ".join(o.called(language) for o in component.options)
    otherwise = msg("Its options: {known}.", known=known) if known else "It has no options."
    near = names.get(nearest(key, names) or "")
    what = msg("'{name}' has no option '{key}'", name=component.called(language), key=key)
    before = next((one for one, after in pairwise(given.items()) if after == (key, True)), ("", None))
    if isinstance(before[1], str):  # `standort=Filiale Nord`
        line = f'{before[0]}="{before[1]} {key}"'
        return Problem(
            what, fix=msg("Put what consists of several words in quotation marks: {line}", line=line)
        )
    return Problem(what, fix=did_you_mean(near) if near else otherwise)


_DEFAULTS: dict[str, Value] = {
    "list": (), "items": (), "flag": False, "text": "", "markdown": "", "path": "", "link": "",
}  # fmt: skip


_YES = frozenset({"ja", "yes", "true", "an", "on", "1"})
_NO = frozenset({"nein", "no", "false", "aus", "off", "0"})


def _value(option: Option, raw: object, *, german: bool) -> Value:
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
        for english, other in option.values.items():
            if str(raw).lower() in (english, other):
                return english
        names = [n for pair in option.values.items() for n in pair]
        near = nearest(str(raw), names)
        if near:
            raise ValueError(msg("'{raw}' is none of its values; did you mean '{near}'?", raw=raw, near=near))
        valid = ", ".join(option.values.values() if german else option.values)
        raise ValueError(msg("'{raw}' is none of its values ({valid})", raw=raw, valid=valid))
    if option.type == "list":
        # With several lines, each is one item: items may contain commas.
        lines = str(raw).strip().splitlines()
        parts = raw if isinstance(raw, list) else lines if len(lines) > 1 else str(raw).split(",")
        return tuple(str(part).strip() for part in parts if str(part).strip())
    if option.type == "items":
        return _items(option, raw, german=german)
    if isinstance(raw, (list, dict)):
        raise ValueError(msg("one text is wanted here, not a list"))  # noqa: TRY004 - the value is wrong, not the program
    return str(raw).strip()


def _items(option: Option, raw: object, *, german: bool) -> tuple[Mapping[str, str], ...]:
    names = {
        key: english.rstrip("?")
        for english, german in option.fields.items()
        for key in (english.rstrip("?"), german)
    }
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        keys = option.fields.values() if german else (name.rstrip("?") for name in option.fields)
        raise ValueError(msg("a list is wanted here, each entry with {keys}", keys=", ".join(keys)))
    items: list[Mapping[str, str]] = []
    for number, item in enumerate(raw, 1):
        read = {english.rstrip("?"): "" for english in option.fields}
        for key, value in item.items():
            if key not in names:
                if near := nearest(str(key), names):
                    what = "entry {number} has an unknown '{key}'; did you mean '{near}'?"
                    raise ValueError(msg(what, number=number, key=key, near=near))
                raise ValueError(msg("entry {number} has an unknown '{key}'", number=number, key=key))
            read[names[key]] = "" if value is None else str(value).strip()
        if missing := [e for e in option.fields if not e.endswith("?") and not read[e]]:
            raise ValueError(msg("entry {number} lacks {missing}", number=number, missing=", ".join(missing)))
        items.append(read)
    return tuple(items)
