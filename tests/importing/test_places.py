"""What an import knows of several addresses, and of what the new pages say by themselves; all facts are invented."""

from pathlib import Path

import pytest

from mkdocs_praxis.importing import import_site
from tests.tools import lay

_REACH = "<h2>Kontakt</h2><p>Praxis am Markt<br>Am Markt 5<br>04109 Leipzig</p><p>Tel.: +49 341 / 12 34 56<br>E-Mail: <a href='mailto:a@markt.example'>a@markt.example</a></p>"
_OPEN = "<h2>Sprechzeiten</h2><table><tr><td>Mo-Do</td><td>8-12 Uhr</td></tr><tr><td>Fr</td><td>8-11 Uhr</td></tr></table>"
_IMPRINT = "<p>Dr. Ella Bruch<br>Am Markt 5<br>04109 Leipzig</p>"


def _site(folder: Path, **pages: str) -> Path:
    (folder / "alt").mkdir()
    for name, html in {"index": "<p>Guten Tag.</p>", "impressum": _IMPRINT, **pages}.items():
        (folder / "alt" / f"{name}.html").write_text(
            f"<!doctype html><meta charset=utf-8><title>{name.title()} | Praxis am Markt</title>"
            f"<main><h1>{name.title()}</h1>{html}</main>"
        )
    import_site(folder / "alt", folder / "neu", profession="arzt")
    return folder / "neu"


def test_what_components_say_from_the_facts_does_not_stand_below_them_again(tmp_path: Path) -> None:
    closed = _OPEN.replace("</table>", "<tr><td>Samstag/Sonntag</td><td>Geschlossen</td></tr></table>")
    more = "<p>Operationen nach Absprache.</p><h2>Weg</h2><p>Bus 4 hält vor der Tür.</p>"
    new = _site(
        tmp_path,
        weg=f"{_REACH}{_OPEN}{more}",
        kontakt=f"{_REACH}{closed}{more}",
        index=f"{closed}<p>Text</p>",
    )
    page = (new / "docs/kontakt.md").read_text("utf-8")
    rest = "## Kontakt\n\n### Sprechzeiten\n\nOperationen nach Absprache.\n\n### Weg\n\nBus 4 hält vor der Tür.\n"
    assert page.endswith(rest)  # a heading stays where something stands below it
    assert "Geschlossen" not in (new / "docs/index.md").read_text("utf-8")
    elsewhere = (new / "docs/weg.md").read_text("utf-8")  # no component says it there
    assert "Am Markt 5<br>" in elsewhere
    assert "| Fr | 8-11 Uhr |" in elsewhere


def test_hours_in_a_list_with_bars_are_known_again(tmp_path: Path) -> None:
    new = _site(tmp_path, kontakt="<h2>Zeiten</h2><ul><li>Mo 8-12 | 14-18</li><li>Di 8-12 | 14-16</li></ul>")
    page = (new / "docs/kontakt.md").read_text("utf-8")
    assert page.endswith("::: praxis notfall\n")


def test_hours_that_say_more_than_the_facts_stay(tmp_path: Path) -> None:
    more = "<tr><td>Sa</td><td>nur im Advent</td></tr></table>"
    new = _site(tmp_path, kontakt=_OPEN.replace("</table>", more))
    assert "| Mo-Do | 8-12 Uhr |" in (new / "docs/kontakt.md").read_text("utf-8")


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Standort Leipzig</h2><p>Am Markt 5<br>04109 Leipzig</p><p>Mo-Do 8-12 Uhr</p><h2>Standort Halle</h2><p>Ring 1<br>06108 Halle</p><p>Mo-Fr 7-19 Uhr</p>",
        "<div><h3>Leipzig</h3><p>Am Markt 5, 04109 Leipzig</p><h4>Zeiten</h4><p>Mo-Do 8-12 Uhr</p></div><div><h3>Halle</h3><p>Ring 1, 06108 Halle</p><h4>Zeiten</h4><p>Mo-Fr 7-19 Uhr</p></div>",
        "<p><b>Praxis</b><br>Am Markt 5<br>04109 Leipzig</p><p><b>Filiale</b><br>Ring 1<br>06108 Halle<br>Mo-Fr 7-19 Uhr</p><h2>Sprechzeiten</h2><p>Mo-Do 8-12 Uhr</p>",
        "<h2>Leipzig</h2><p>Mo-Do 8-12 Uhr</p><h2>Halle</h2><p>Mo-Fr 7-19 Uhr</p><h2>Adressen</h2><p>Am Markt 5, 04109 Leipzig</p><p>Ring 1, 06108 Halle</p>",
        "<p>Am Markt 5, 04109 Leipzig</p><p>Mo-Do 8-12 Uhr</p><h2>Parkhaus</h2><p>Ring 1, 06108 Halle</p><p>Mo-Sa 6-24 Uhr</p>",
    ],
)
def test_hours_of_another_address_are_none_of_the_practice(html: str, tmp_path: Path) -> None:
    new = _site(tmp_path, kontakt=html)
    assert '  Mo-Do: "8-12 Uhr"\n' in (new / "praxis/zeiten.yml").read_text("utf-8")
    assert "- Ring 1, 06108 Halle (/kontakt.html)" in (new / "IMPORT.md").read_text("utf-8")


def test_a_place_that_links_lead_to_stays(tmp_path: Path) -> None:
    opened = _OPEN.replace("<h2>", "<h2 id=zeiten>")
    new = _site(
        tmp_path,
        kontakt=f"{opened}<h2 id=x>Weg</h2><p>Bus 4</p>",
        weg='<p><a href="kontakt.html#zeiten">Wann</a></p>',
    )
    assert '## Kontakt\n\n<a id="zeiten"></a>\n\n### Weg\n' in (new / "docs/kontakt.md").read_text("utf-8")


def test_a_page_that_a_script_fills_is_told(tmp_path: Path) -> None:
    shell = '<div id="root"></div><script type="module" src="/assets/index.js"></script>'
    reach = "<h1>Kontakt</h1><p>Tel. +43 1 9445944</p>"
    head = "<!doctype html><title>Praxis</title>"
    old = lay(tmp_path / "alt", {"index.html": f"{head}{shell}", "kontakt.html": f"{head}{reach}"})
    import_site(old, tmp_path / "neu", profession="arzt")
    told = (tmp_path / "neu/IMPORT.md").read_text("utf-8").partition("## Seiten ohne Inhalt")[2]
    assert "- /\n" in told
    assert "kontakt" not in told
    # A number abroad keeps its country.
    assert 'telefon: "+43 1 9445944"' in (tmp_path / "neu/praxis/praxis.yml").read_text("utf-8")
