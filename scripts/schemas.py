"""Generates the JSON Schema of each file of facts from the model, for completion and help in editors: writes mkdocs_praxis/practice/schema/.

    python scripts/schemas.py

Run it when a fact, its description or its short form has changed.
"""

import dataclasses
import datetime as dt
import json
import typing
from pathlib import Path
from typing import Any, Literal

import mkdocs_praxis
from mkdocs_praxis.i18n import languages, translator
from mkdocs_praxis.practice.one_line import BY_DAY, BY_NAME, ONE_LINE
from mkdocs_praxis.practice.specs import Spec, files_of_facts, sections, specs, unwrap
from mkdocs_praxis.practice.values import (
    Cost,
    Email,
    Markdown,
    Name,
    Phone,
    Postcode,
    Span,
    Text,
    Tongue,
    Urgent,
    Url,
    Week,
    Word,
    YearDay,
)

FOLDER = Path(mkdocs_praxis.__file__).parent / "practice" / "schema"
_TEXT = {"type": ["string", "number"]}
_TOLD = {
    "type": "object",
    "patternProperties": {"^[a-z]{2}$": {"type": ["string", "number", "null"]}},
    "additionalProperties": False,
}
_HOURS = {"anyOf": [{"type": ["string", "number", "null"]}, {"type": "array", "items": {"type": "string"}}]}
_WEEK = {"type": "object", "additionalProperties": _HOURS}
_DATE = r"^(\S+ )?(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\. ?\d{1,2}\. ?(\d{4}|\d{2})|\d{1,2}\.? \S+ \d{4})$"
_BY_DAY = {"type": "object", "propertyNames": {"pattern": r"^[^\d:]*\d"}}
_BY_NAME = {"type": "object", "propertyNames": {"pattern": "^[A-ZÄÖÜ]"}}
_SCALARS: dict[Any, dict[str, Any]] = {
    bool: {"enum": ["ja", "nein", "yes", "no", True, False]},
    int: {"type": ["integer", "string"]},
    float: {"type": ["number", "string"]},
    dt.date: {"type": "string", "pattern": _DATE},
    YearDay: {
        "type": "string",
        "pattern": r"^(\d{1,2}\. ?\d{1,2}\.?( ?\d{4})?|\d{4}-\d{1,2}-\d{1,2}|[^\d:]+)$",
    },
    Phone: {
        "type": ["string", "integer"],
        "pattern": r"^(tel|telefon|fon|fax|phone)?[.:\s]*[+(]*\d[\d\s()/.–-]*$",
    },
    Email: {"type": "string", "pattern": "^(mailto:)?[^@ ]+@[^@ ]+$"},
    Url: {"type": "string", "pattern": "^https?://"},
    Postcode: {"type": ["string", "integer"]},
    Week: _WEEK,
    Urgent: {
        "anyOf": [_WEEK, {"type": "string"}, {"type": "array", "items": {"type": ["string", "object"]}}]
    },
}


class _Maker:
    def __init__(self, language: str) -> None:
        self.translate = translator(language, "practice")
        self.definitions: dict[str, Any] = {}

    def of(self, kind: Any, key: str) -> dict[str, Any]:
        """Return the schema of an annotation."""
        kind = unwrap(kind)
        origin = typing.get_origin(kind)
        if kind in {Text, Markdown, Cost, Name}:
            return {"anyOf": [_TEXT, _TOLD]}
        if kind in _SCALARS:
            return dict(_SCALARS[kind])
        if origin is Literal:
            return {"enum": [option for option in typing.get_args(kind) if option]}
        if origin is dict:
            return {"type": "object", "additionalProperties": {"type": "string"}}
        if origin is tuple:
            item = typing.get_args(kind)[0]
            if item is Span:
                return dict(_HOURS)
            inner = _TEXT if item in {Word, Tongue} else self.of(item, key)
            several: list[dict[str, Any]] = [inner, {"type": "array", "items": inner}]
            if key in {"sprechzeiten", "telefonzeiten"}:
                lines = {"type": "array", "items": {"anyOf": [{"type": "string"}, _WEEK]}}
                several += [_WEEK, {"type": "string"}, lines]
            return {"anyOf": several}
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            self.define(kind)
            reference = {"$ref": f"#/definitions/{kind.__name__}"}
            forms = [
                reference,
                *([_BY_DAY] if kind in BY_DAY else []),
                *([_BY_NAME] if kind in BY_NAME else []),
            ]
            forms = [*([{"type": "string"}] if kind in ONE_LINE else []), *forms]
            return {"anyOf": forms} if len(forms) > 1 else reference
        return dict(_TEXT)

    def define(self, cls: type) -> None:
        """Add the schema of a class of facts to the definitions."""
        if cls.__name__ in self.definitions:
            return
        self.definitions[cls.__name__] = {}  # placeholder, ends recursion
        self.definitions[cls.__name__] = self.mapping(list(specs(cls).values()))

    def mapping(self, wanted: list[Spec]) -> dict[str, Any]:
        """Return the schema of a mapping with the given attributes."""
        required = [spec.key for spec in wanted if spec.required]
        schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {spec.key: self.told(spec) for spec in wanted},
        }
        return schema | ({"required": required} if required else {})

    def told(self, spec: Spec) -> dict[str, Any]:
        """Return the schema of an attribute with its description; empty values are allowed unless required."""
        schema = self.of(spec.kind, spec.key)
        if not spec.required:
            schema = {"anyOf": [schema, {"type": "null"}]}
        told = {"description": self.translate(spec.doc)} | schema
        return told | ({"examples": [spec.example]} if spec.example else {})


def json_schema(file: str, language: str = "de") -> dict[str, Any]:
    """Return the JSON Schema (draft 7, which editors understand best) of a file of facts such as `urlaub.yml`."""
    maker = _Maker(language)
    wanted = sections(file)
    if not wanted[0].key:
        wanted = list(specs(unwrap(wanted[0].kind)).values())
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": file,
        **maker.mapping(wanted),
        "definitions": maker.definitions,
    }


def schema_files() -> dict[Path, str]:
    """Return the text of every shipped schema by its path."""
    return {
        FOLDER / language / name.replace(".yml", ".json"): json.dumps(
            json_schema(name, language), ensure_ascii=False, indent=1
        )
        + "\n"
        for language in languages()
        for name in files_of_facts()
    }


def write() -> None:
    """Write the shipped schemas."""
    for path, text in schema_files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
