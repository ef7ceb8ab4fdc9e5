"""The shipped JSON Schemas are those of the model, and agree with what the reader accepts."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from mkdocs_praxis.practice.specs import files_of_facts
from scripts.schemas import json_schema, schema_files

EXAMPLE = Path(__file__).parent / "beispiel"


class Loader(yaml.SafeLoader):
    """As YAML 1.2 reads, and so editors: no dates, no sexagesimal numbers, `ja` is a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_shipped_files_are_up_to_date():
    for path, text in schema_files().items():
        assert path.read_text(encoding="utf-8") == text, "run python scripts/schemas.py"


@pytest.mark.parametrize("name", files_of_facts())
def test_schema_is_valid_and_accepts_the_example(name):
    schema = json_schema(name)
    jsonschema.Draft7Validator.check_schema(schema)
    data = yaml.load((EXAMPLE / name).read_text(encoding="utf-8"), Loader=Loader)
    jsonschema.validate(data, schema)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("urlaub.yml", {"urlaub": ["24.12.2026", {"07.05.2027": "Brückentag"}]}),
        ("urlaub.yml", {"urlaub": {"07.05.2027": "Brückentag"}}),
        ("zeiten.yml", {"feiertage": {"zusaetzlich": ["Rosenmontag", "24.12."]}}),
        ("praxis.yml", {"name": "P", "beruf": "arzt"}),
    ],
)
def test_schema_accepts(name, data):
    jsonschema.validate(data, json_schema(name))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("praxis.yml", {"name": "P", "beruf": {"art": "arzt"}, "telefonn": "030 23125000"}),
        ("praxis.yml", {"name": "P"}),
        ("praxis.yml", {"name": "P", "beruf": {"art": "bäcker"}}),
        ("urlaub.yml", {"urlaub": [{"von": "Weihnachten", "bis": "6.1.2027"}]}),
        ("team.yml", {"team": [{"titel": "Dr."}]}),
    ],
)
def test_schema_refuses(name, data):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema(name))


def test_descriptions_are_in_the_readers_language():
    assert "Name der Praxis" in json.dumps(json_schema("praxis.yml", "de"), ensure_ascii=False)
    assert "Name of the practice" in json.dumps(json_schema("praxis.yml", "en"))
