"""The plan of the way: from streets in YAML and from an OpenStreetMap extract, as SVG that contacts nobody."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from mkdocs_praxis.components.plan import CREDIT, read_plan, svg
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.reader import read
from tests.tools import praxis

STREETS = """strassen:
  - {name: Musterweg & Co, verlauf: [[0, 50], [100, 50]]}
  - {name: Querstraße, art: secondary, verlauf: [[40, 0], [40, 100]]}
  - {name: Pfad, art: footway, verlauf: [[0, 0], [40, 50]]}
orte:
  - {name: Praxis, punkt: [45, 55], praxis: true}
  - {name: Haltestelle <Markt>, punkt: [90, 45]}
"""
EXTRACT = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="52.5200" lon="13.4000"/><node id="2" lat="52.5200" lon="13.4090"/>
<node id="3" lat="52.5210" lon="13.4045"><tag k="highway" v="bus_stop"/><tag k="name" v="Markt"/></node>
<node id="4" lat="53.5" lon="13.4"/><node id="5" lat="53.5" lon="13.5"/>
<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="Lange Gasse"/></way>
<way id="8"><nd ref="4"/><nd ref="5"/><tag k="highway" v="residential"/><tag k="name" v="Weit weg"/></way>
<way id="7"><nd ref="1"/><nd ref="2"/><tag k="building" v="yes"/><tag k="name" v="Haus"/></way>
</osm>"""


def drawn(text: str) -> set[str]:
    root = ET.fromstring(text)
    return {e.text or "" for e in root.iter() if e.tag.endswith("text")}


def test_streets_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "plan.yml").write_text(STREETS, encoding="utf-8")
    text = svg(read_plan(tmp_path / "plan.yml"), title="Der Weg", practice="P")
    assert {"Musterweg & Co", "Querstraße", "Praxis", "Haltestelle <Markt>"} <= drawn(text)
    assert CREDIT not in text
    own = OwnSite("https://p.example/")
    assert [
        c
        for c in read("plan.svg", text.encode(), url="https://p.example/plan.svg", own=own).contacts
        if c.host != "p.example"
    ] == []


def test_an_extract_says_whose_data_it_is(tmp_path: Path) -> None:
    (tmp_path / "karte.osm").write_text(EXTRACT, encoding="utf-8")
    text = svg(read_plan(tmp_path / "karte.osm", (52.52, 13.4045)), title="Der Weg", practice="Praxis P")
    assert {"Lange Gasse", "Markt", "Praxis P", CREDIT} <= drawn(text)
    assert "Weit weg" not in text
    assert "Haus" not in text


@pytest.mark.parametrize(
    ("name", "content", "centre", "says"),
    [
        ("a.yml", "strassen: []", None, "no street"),
        ("a.yml", "orte: []", None, "strassen: strassen is missing"),
        ("a.yml", "strassen: [{name: A, verlauf: [[1, 2], [3, 4]]}, {name: B}]", None, "strassen, 2: verlauf is missing"),
        ("a.yml", "strassen: [{name: A, verlauf: [1, 2]}]", None, "strassen, 1: this is not written as a plan is"),
        ("a.yml", "strassen: [{name: A, verlauf: [[1, 2]]}]\norte: [{name: P}]", None, "orte, 1: punkt is missing"),
        ("a.yml", "Musterweg", None, "strassen: this is not"),
        ("a.yml", "strassen: [", None, "a.yml:1:11: A bracket is opened"),
        ("a.osm", "<osm>", (52.0, 13.0), "extract"),
        ("a.osm", EXTRACT, None, "where the practice is"),
        ("a.osm", EXTRACT, (48.0, 9.0), "no street"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told(
    tmp_path: Path, name: str, content: str, centre: tuple[float, float] | None, says: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PraxisError) as error:
        read_plan(tmp_path / name, centre)
    assert says in str(error.value)


def test_the_command_writes_it_where_the_facts_look_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "praxis").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: P\ntheme: {name: praxis, locale: de}\n", encoding="utf-8"
    )
    (tmp_path / "praxis" / "praxis.yml").write_text("name: Praxis P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "praxis" / "anfahrt.yml").write_text(
        "anfahrt: {breite: 52.52, laenge: 13.4045}\n", encoding="utf-8"
    )
    (tmp_path / "karte.osm").write_text(EXTRACT, encoding="utf-8")
    done = praxis("map", "karte.osm", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert CREDIT in done.output
    drawn = (tmp_path / "docs" / "bilder" / "anfahrt.svg").read_text(encoding="utf-8")
    assert "Lange Gasse" in drawn
    assert "Der Weg zu" in drawn, "the site speaks German, whatever the terminal does"


CROWDED = """strassen:
  - {name: Lange Hauptstraße, art: primary, verlauf: [[0, 52], [60, 50], [100, 51]]}
  - {name: Querweg, verlauf: [[50, 0], [50, 100]]}
  - {name: Winkel, verlauf: [[10, 10], [12, 10]]}
orte:
  - {name: Hausarztpraxis am Markt, punkt: [50, 50], praxis: true}
  - {name: Haltestelle Markt, punkt: [51, 52]}
  - {name: Parkhaus, punkt: [98, 20]}
"""


def test_names_stand_in_the_picture_and_over_no_other(tmp_path: Path) -> None:
    (tmp_path / "plan.yml").write_text(CROWDED, encoding="utf-8")
    root = ET.fromstring(svg(read_plan(tmp_path / "plan.yml"), title="Der Weg", practice="P"))
    boxes = []
    for text in (one for one in root.iter() if one.tag.endswith("text")):
        turned = (
            "rotate" in text.get("transform", "")
            and abs(float(text.get("transform", "")[7:].split()[0])) > 45
        )
        along, high = (
            len(text.text or "") * float(text.get("font-size", "0")) * 0.25,
            float(text.get("font-size", "0")) * 0.4,
        )
        x, y = float(text.get("x", "0")), float(text.get("y", "0")) - float(text.get("font-size", "0")) * 0.35
        boxes.append((text.text, x, y, *((high, along) if turned else (along, high))))
    assert {"Hausarztpraxis am Markt", "Haltestelle Markt", "Parkhaus", "Lange Hauptstraße", "Querweg"} == {
        b[0] for b in boxes
    }
    for name, x, y, across, down in boxes:
        assert across <= x <= 800 - across, name
        for other, a, b, wide, high in boxes:
            assert name == other or abs(x - a) > across + wide - 4 or abs(y - b) > down + high - 4, (
                name,
                other,
            )


def test_water_and_green_are_drawn_of_an_extract(tmp_path: Path) -> None:
    more = (
        '<way id="20"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="leisure" v="park"/></way>'
        '<way id="21"><nd ref="1"/><nd ref="3"/><tag k="waterway" v="river"/><tag k="name" v="Spree"/></way></osm>'
    )
    (tmp_path / "karte.osm").write_text(EXTRACT.replace("</osm>", more), encoding="utf-8")
    text = svg(read_plan(tmp_path / "karte.osm", (52.52, 13.4045)), title="Der Weg", practice="Praxis P")
    assert text.count("<polygon") == 1
    assert "Spree" in drawn(text)
