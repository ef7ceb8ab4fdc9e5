"""Converts ScriptReadings to JSON and back, for the cache."""

from typing import Any

from mkdocs_praxis.web.contact import (
    ConditionalContact,
    Confidence,
    Contact,
    Effect,
    EffectKind,
    Kind,
    Role,
    ScriptReading,
    Sign,
    SignKind,
    Trigger,
    Use,
)


def to_json(reading: ScriptReading) -> Any:
    """Convert a reading to nested lists."""
    return [
        [_contact(one) for one in reading.contacts],
        [[sign.kind, sign.detail, sign.line, sign.column, sign.raw] for sign in reading.signs],
        sorted([effect.kind, effect.name] for effect in reading.effects),
        [[one.condition.kind, one.condition.name, _contact(one.contact)] for one in reading.conditional],
        [[use.role, use.url, use.raw] for use in reading.uses],
    ]


def of_json(value: Any) -> ScriptReading:
    """Convert nested lists to a reading. Raises ValueError or TypeError if they are invalid."""
    contacts, signs, effects, conditional, uses = value
    return ScriptReading(
        tuple(_of_contact(one) for one in contacts),
        tuple(
            Sign(SignKind(kind), _text(detail), _number(line), _number(column), _text(raw))
            for kind, detail, line, column, raw in signs
        ),
        frozenset(Effect(EffectKind(kind), _text(name)) for kind, name in effects),
        tuple(
            ConditionalContact(Effect(EffectKind(kind), _text(name)), _of_contact(contact))
            for kind, name, contact in conditional
        ),
        tuple(Use(Role(role), _text(url), _text(raw)) for role, url, raw in uses),
    )


def _contact(one: Contact) -> list[Any]:
    return list(one)


def _of_contact(value: Any) -> Contact:
    url, host, trigger, kind, via, line, column, raw, confidence, by_script = value
    return Contact(
        _text(url),
        _text(host),
        Trigger(trigger),
        Kind(kind),
        _text(via),
        _number(line),
        _number(column),
        _text(raw),
        Confidence(confidence),
        by_script is True,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise TypeError("no place")
    return value
