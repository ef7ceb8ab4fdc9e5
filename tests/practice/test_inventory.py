"""What the kinds of practice sites say has a place each, and every place a text may use is there for something that sites say."""

import dataclasses
import typing
from pathlib import Path

import pytest
import yaml

from mkdocs_praxis.cli import _COMMANDS
from mkdocs_praxis.components.catalogue import catalogue
from mkdocs_praxis.plugin.mkdocs_yml import words
from mkdocs_praxis.plugin.settings import PraxisConfig
from mkdocs_praxis.practice.legal.render import PAGES
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.specs import specs, unwrap

THEME = Path(__file__).resolve().parents[2] / "themes" / "praxis"
INVENTORY = yaml.safe_load((Path(__file__).parent / "inventory.yml").read_text(encoding="utf-8"))
PLACES = {
    (kind, said, place)
    for kind, all_said in INVENTORY.items()
    for said, places in all_said.items()
    for place in places
}
COMPONENTS = {one.name: {option.name for option in one.options} for one in catalogue()}
NAMES = {
    "legal": frozenset(PAGES),
    "head": {*words("heads")["everywhere"], *words("heads")["ours"]},
    "template": frozenset(path.name for path in THEME.glob("*.html")),
    "praxis": frozenset(_COMMANDS),
    "plugin": frozenset(name for name, _ in PraxisConfig._schema),
    "theme": frozenset(yaml.safe_load((THEME / "mkdocs_theme.yml").read_text(encoding="utf-8"))),
}


def item(kind: typing.Any) -> typing.Any:
    kind = unwrap(kind)
    return unwrap(typing.get_args(kind)[0]) if typing.get_origin(kind) is tuple else kind


def files() -> dict[str, dict[str, typing.Any]]:
    """The kinds of all keys at the top of each file of facts."""
    hints, found = typing.get_type_hints(Facts), {}
    for one in (f for f in dataclasses.fields(Facts) if "file" in f.metadata):
        kind = unwrap(hints[one.name])
        inside = {one.metadata["key"]: kind} if one.metadata["key"] else keys_of(kind)
        found.setdefault(one.metadata["file"], {}).update(inside)
    return found


def keys_of(kind: typing.Any) -> dict[str, typing.Any]:
    return {spec.key: spec.kind for spec in specs(kind).values()} if dataclasses.is_dataclass(kind) else {}


def fact(file: str, path: str) -> bool:
    """Whether a file of facts has the keys of a path, and the last of them the value behind `=`."""
    keys, _, value = path.partition("=")
    known, kind = files()[file], None
    for key in keys.split("."):
        if key not in known:
            return False
        kind = item(known[key])
        known = keys_of(kind)
    return not value or value in typing.get_args(kind)


def exists(place: str) -> bool:
    kind, name, *options = place.split()
    if kind.endswith(".yml"):
        return fact(kind, name)
    if kind == ":::":
        return name in COMPONENTS and set(options) <= COMPONENTS[name]
    return name in NAMES[kind]


@pytest.mark.parametrize("kind", INVENTORY)
def test_whatever_a_kind_of_site_says_has_a_place(kind):
    assert all(INVENTORY[kind].values())
    assert sorted((said, place) for at, said, place in PLACES if at == kind and not exists(place)) == []


def test_ten_kinds_stand_beside_what_every_site_says():
    assert len(INVENTORY) == 11


def test_every_fact_and_every_component_answers_to_something_said():
    named = {place.replace("=", ".") for _, _, place in PLACES}
    wanted = {f"{file} {key}" for file, keys in files().items() for key in keys}
    wanted |= {f"::: {one.name}" for one in catalogue() if not one.theme}
    assert (
        sorted(one for one in wanted if not any(f"{place}.".startswith(f"{one}.") for place in named)) == []
    )
