"""No fact that nobody reads: every key of the model is read while pages, data and checks of practices that say everything are made."""

import contextlib
import dataclasses
import datetime as dt
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from mkdocs_praxis import practice
from mkdocs_praxis.components.catalogue import catalogue
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.checks.facts import check_facts
from mkdocs_praxis.practice.exports import files
from mkdocs_praxis.practice.legal.contradictions import contradictions
from mkdocs_praxis.practice.legal.found import FoundForm, Inventory, LinkedHost
from mkdocs_praxis.practice.legal.render import PAGES, legal_page
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.structured import structured_data
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.practice.values import Record
from mkdocs_praxis.problem import PraxisError

HERE = Path(__file__).parent
DAY = dt.date(2026, 11, 26)
# What the other practices do not say.
WHOLE = {
    "praxis": "name: P\nberuf: {art: arzt, kammer: {name: K, anschrift: 'Weg 1, 10115 Berlin', telefon: 030 1234567, email: k@k.example}}\nstandorte: [{name: Nord, anschrift: 'Weg 2, 10115 Berlin'}]\nkontaktformular: kontakt.md\n",
    "rechtliches": "schlichtung: {teilnahme: ja, stelle: S}\n"
    "webformulare: [{seite: a.md, zweck: z, rechtsgrundlage: interesse, interesse: i}]\n"
    "dienstleister: [{name: S, zweck: z, geheimhaltung: 01.01.2026}]\n",
    "termine": "termin: {online: {url: 'https://b.example/', anbieter: B GmbH, rolle: auftrag, land: US, drittland_grundlage: D}}\n",
    "team": "team:\n  - name: Ada Beispiel\n    telefon: 030 7654321\n    termin_link: https://b.example/ada\n    kassen: {gesetzlich: nein, privat: ja}\n"
    "    sprechzeiten: [{zeiten: {Mo: 8-12}}]\n    standorte: [Nord]\n"
    "    abwesend: [{von: 24.11.2026, bis: 06.01.2027, vertretung: Ben Muster}]\n",
    "leistungen": "leistungen: [{name: Beratung, mitbringen: Zeit, seite: l.md, sensibel: ja, bild: b.jpg, bild_alt: B}]\n"
    "absage: {ausfall: 30 €}\n",
}  # fmt: skip
# Read where no output is made: while the facts are read, or by the plugin as it meets a page (tests/plugin/test_drafts.py).
ELSEWHERE = {"Facts.deputies", "Deputy.id", "Service.sensitive"}


def folders(tmp_path: Path) -> Iterator[Path]:
    yield HERE / "beispiel"
    yield HERE.parents[1] / "example-site" / "praxis"
    setups = yaml.safe_load((HERE / "setups.yml").read_text(encoding="utf-8"))
    for number, setup in enumerate([*setups.values(), WHOLE]):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in setup.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        yield folder


def use(facts: Facts) -> None:
    """Make everything that is made of facts."""
    forms = tuple(FoundForm(form.page, fields=("Name",), health=("Name",)) for form in facts.forms)
    found = Inventory(
        (LinkedHost("m.example"),),
        forms,
        (("localStorage", "a.js"),),
        ("maps.example.net",),
        ("bilder/a.jpg",),
    )
    texts = {}
    for name in PAGES:
        texts[name] = legal_page(name, facts, found, built=DAY, language="de")
    contradictions(facts, found, texts)
    setting = Setting(facts=facts, language="de", today=DAY, link=lambda path: path)
    for component in catalogue():
        named = {"person": [p.name for p in facts.team], "service-facts": [s.name for s in facts.services]}
        for options in (
            [{"name": name} for name in named[component.name]] if component.name in named else [{}]
        ):
            with contextlib.suppress(
                PraxisError
            ):  # options and files that nobody gave; all it needs may be missing
                render(component.name, options, setting)
    structured_data(facts, today=DAY)
    files(facts, site_url="https://x.example/", today=DAY)
    check_facts(facts, DAY)
    missing(facts, today=DAY)


def keys() -> set[str]:
    modules = [
        import_module(f"{practice.__name__}.{one.name}")
        for one in pkgutil.iter_modules(practice.__path__)
        if one.name.startswith("model")
    ]
    return {
        f"{cls.__name__}.{field.name}"
        for module in modules
        for cls in vars(module).values()
        if dataclasses.is_dataclass(cls)
        for field in dataclasses.fields(cls)
        if "key" in field.metadata
    }  # fmt: skip


def test_every_fact_is_read_by_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()

    def spy(self: Record, name: str) -> object:
        read.add(f"{type(self).__name__}.{name}")
        return object.__getattribute__(self, name)

    for folder in folders(tmp_path):
        facts = read_facts(folder)
        with monkeypatch.context() as watched:
            watched.setattr(Record, "__getattribute__", spy, raising=False)
            use(facts)
    assert len(keys()) > 300
    assert sorted(keys() - read - ELSEWHERE) == []
