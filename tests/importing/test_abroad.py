"""Old sites of Austria and Switzerland: address, numbers and law are theirs; what only Germany has is not made of them."""

from pathlib import Path

import pytest
import yaml

from mkdocs_praxis.importing import import_site
from tests.tools import lay, praxis

PAGE = "<!doctype html><html lang=de><head><meta charset=utf-8><title>{0}</title></head><body><nav><a href=index.html>Start</a><a href=impressum.html>Impressum</a><a href=datenschutz.html>Datenschutz</a></nav><main><h1>{0}</h1>{1}</main></body></html>"
VIENNA = "<p>Dr. med. univ. Magda Beispiel<br>Ärztin für Allgemeinmedizin<br>{}</p><p>Tel.: 01 / 555 12 34<br>Mobil: 0664 / 123 45 67</p><p>UID: ATU12345678, § 5 ECG</p>"
ZURICH = "<p>Hausarztpraxis Beispiel<br>{}</p><p>Telefon 044 555 12 12<br>Fax 044 555 12 13</p><p>UID CHE-123.456.789 MWST</p>"
ADDRESSES = {
    "stairs and door": (VIENNA, "Neubaugasse 12/Stiege 2/Tür 7<br>1070 Wien", "at", "Neubaugasse 12/Stiege 2/Tür 7", "1070", "Wien"),
    "stairs and door in numbers": (VIENNA, "Neubaugasse 12/2/7<br>A-1070 Wien", "at", "Neubaugasse 12/2/7", "1070", "Wien"),
    "a flat": (VIENNA, "Hauptplatz 3/Top 4, 8010 Graz", "at", "Hauptplatz 3/Top 4", "8010", "Graz"),
    "a postcode like a year": (VIENNA, "Hauptplatz 3<br>A-2020 Hollabrunn", "at", "Hauptplatz 3", "2020", "Hollabrunn"),
    "Switzerland": (ZURICH, "Birmensdorferstrasse 123<br>8003 Zürich", "ch", "Birmensdorferstrasse 123", "8003", "Zürich"),
    "Switzerland with its sign": (ZURICH, "Bahnhofstr. 1<br>CH-3011 Bern", "ch", "Bahnhofstr. 1", "3011", "Bern"),
    "Germany": (ZURICH.replace("CHE-123.456.789 MWST", "DE123456789").replace("044 555 12 1", "0561 234561"), "Lindenweg 7<br>34117 Kassel", "de", "Lindenweg 7", "34117", "Kassel"),
    "Germany, founded in a year": (ZURICH.replace("044 555 12 1", "0561 234561"), "Lindenweg 7<br>2005 Gründung der Praxis<br>Lindenweg 7<br>34117 Kassel", "de", "Lindenweg 7", "34117", "Kassel"),
    "Germany, a host in Austria": (ZURICH.replace("044 555 12 1", "0561 234561").replace("</p>", "</p><p>Lindenweg 7, 34117 Kassel</p><p>Webdesign: Firma, Ring 3, A-1010 Wien, Österreich</p>", 1), "", "de", "Lindenweg 7", "34117", "Kassel"),
}  # fmt: skip


def _old(folder: Path, imprint: str) -> Path:
    pages = {
        "index.html": PAGE.format("Ordination Beispiel", "<p>Guten Tag.</p><p><a href=impressum.html>Wer wir sind</a></p>"),
        "impressum.html": PAGE.format("Impressum", imprint),
        "datenschutz.html": PAGE.format("Datenschutz", "<p>Wir speichern nichts, was Sie nicht selbst schreiben.</p>"),
    }  # fmt: skip
    return lay(folder, pages)


@pytest.mark.parametrize(
    ("imprint", "place", "country", "street", "code", "town"), ADDRESSES.values(), ids=ADDRESSES
)
def test_an_address_tells_the_country(imprint: str, place: str, country: str, street: str, code: str, town: str, tmp_path: Path) -> None:  # fmt: skip
    import_site(_old(tmp_path / "alt", imprint.format(place)), tmp_path / "neu", profession="arzt")
    facts = yaml.safe_load((tmp_path / "neu/praxis/praxis.yml").read_text("utf-8"))
    read = facts["anschrift"]
    assert (facts["land"], read["strasse"], str(read["plz"]), read["ort"]) == (country, street, code, town)
    report = (tmp_path / "neu/IMPORT.md").read_text("utf-8")
    assert ("nicht in Deutschland" in report) is (country != "de")
    assert (tmp_path / "neu/alt/impressum.md").exists() is (country == "de")


def test_numbers_are_grouped_as_in_their_country(tmp_path: Path) -> None:
    for name, imprint, place in (("wien", VIENNA, "Ring 3, 1010 Wien"), ("bern", ZURICH, "Gasse 3, 3011 Bern")):  # fmt: skip
        import_site(_old(tmp_path / f"alt-{name}", imprint.format(place)), tmp_path / name)
    vienna, bern = (yaml.safe_load((tmp_path / name / "praxis/praxis.yml").read_text("utf-8")) for name in ("wien", "bern"))  # fmt: skip
    assert (vienna["telefon"], vienna["mobil"]) == ("01 5551234", "0664 1234567")
    assert (bern["telefon"], bern["fax"]) == ("044 555 12 12", "044 555 12 13")


def test_a_site_of_vienna_keeps_its_legal_pages_and_builds(tmp_path: Path) -> None:
    imprint = VIENNA.format("Ring 3<br>1010 Wien")
    import_site(_old(tmp_path / "alt", imprint), tmp_path / "neu", profession="arzt")
    assert "ATU12345678" in (tmp_path / "neu/docs/impressum.md").read_text("utf-8")
    assert "nichts, was Sie" in (tmp_path / "neu/docs/datenschutz.md").read_text("utf-8")
    assert "[Wer wir sind](impressum.md)" in (tmp_path / "neu/docs/index.md").read_text("utf-8")
    done = praxis("build", "--config", str(tmp_path / "neu/mkdocs.yml"))
    assert done.exit_code == 0, done.output


def test_links_to_old_legal_pages_lead_to_the_new_ones(tmp_path: Path) -> None:
    old = _old(tmp_path / "alt", ADDRESSES["Germany"][0].format("Lindenweg 7<br>34117 Kassel"))
    home = "<p><a href=impressum.html#oben>Wer</a> und <a href=/daten/>was</a></p>"
    lay(old, {"index.html": PAGE.format("Praxis", home), "daten/index.html": PAGE.format("Datenschutzerklärung", "<p>Alles.</p>")})  # fmt: skip
    brought = import_site(old, tmp_path / "neu", profession="arzt")
    page = (tmp_path / "neu/docs/index.md").read_text("utf-8")
    assert "[Wer](impressum.md) und [was](datenschutz.md)" in page
    assert ("/daten/", "/datenschutz.html") in brought.redirects
    assert praxis("build", "--config", str(tmp_path / "neu/mkdocs.yml")).exit_code == 0
