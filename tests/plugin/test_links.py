"""Own addresses in HTML that somebody wrote: what leads nowhere is told at its line, what leads somewhere is not."""

import os

import pytest

from tests.plugin.conftest import Build
from tests.plugin.test_drafts import FACTS

START = """# Start

<p><a href="anfahrt.html">Anfahrt</a> <a href="teams.html">Team</a> <a href="https://anderswo.example/fehlt.html">anderswo</a></p>
<!-- <a href="entwurf.html">noch nicht</a> -->
<p><audio src="gruss.mp3"></audio></p>
"""
BELOW = """# Zweite Praxis

<p><a href="anfahrt.html">Anfahrt</a> <a href="../anfahrt.html">Anfahrt</a> <a href='/impressum.html'>Impressum</a>
<a href="#oben">oben</a></p>
"""


def test_what_leads_nowhere_is_told_where_it_was_written(mkdocs_build: Build) -> None:
    files = FACTS | {
        "docs/index.md": START,
        "docs/anfahrt.md": "# Anfahrt\n\nVom Bahnhof.\n",
        "docs/nord/index.md": BELOW,
    }
    built = mkdocs_build(files, praxis={"facts": "praxis"}, use_directory_urls=False)
    assert not built.passed  # a sound that cannot be loaded is an error; a link is a warning
    assert "docs/index.md:3" in built.said
    assert "teams.html" in built.said
    assert "docs/index.md:5" in built.said
    assert "docs/nord/index.md:3" in built.said, (
        "the same tag leads somewhere from one folder and nowhere from another"
    )
    assert built.said.count("„anfahrt.html“") == 1
    for fine in ("entwurf.html", "fehlt.html", "impressum.html", "../anfahrt.html", "#oben"):
        assert f"„{fine}“" not in built.said


def test_a_document_that_no_page_links_is_told_and_no_other(mkdocs_build: Build) -> None:
    names = ("Liste der Patienten.xlsx", "Anamnese über alles.docx", "b&b.odt", "entwurf.doc", "plan.pdf")
    files = FACTS | {f"docs/papiere/{name}": "x" for name in names} | {f"docs/{names[0]}": "x"}
    files["docs/index.md"] = (
        "# Start\n\n[Anamnese](<papiere/Anamnese über alles.docx>) [B](papiere/b&b.odt)\n"
    )
    built = mkdocs_build(files, praxis={"facts": "praxis"}, exclude_docs="*.doc\n")
    told = [line for line in built.said.splitlines() if "keine Seite verlinkt" in line]
    assert len(told) == 2
    for lists in ("docs/Liste der Patienten.xlsx", "docs/papiere/Liste der Patienten.xlsx"):
        assert lists in built.said


def test_a_site_of_dead_links_is_listed_as_often_as_one_with_few(
    mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site moved from elsewhere: pages link to what nobody took along. What may be meant is asked of one list of files."""
    listed: list[object] = []
    listing = os.scandir

    def counted(*folder: str) -> object:
        listed.append(folder)
        return listing(*folder)

    monkeypatch.setattr(os, "scandir", counted)

    def listings(links: int) -> int:
        text = "".join(f"[Text](leistung-{i}.md) <a href='alt-{i}.html'>Alt</a>\n\n" for i in range(links))
        listed.clear()
        assert "leistung-0.md" in mkdocs_build({"docs/index.md": f"# Start\n\n{text}"}).said
        return len(listed)

    listings(1)
    assert listings(40) == listings(2) > 0


def test_what_is_wrong_with_a_page_of_all_sites_is_told_where_it_lies(mkdocs_build: Build) -> None:
    """It lies in the folder that sites share, not in docs/."""
    files = FACTS | {"basis/docs/notdienst.md": "# Notdienst\n\nSiehe [Wege](gibtsnicht.md).\n"}
    built = mkdocs_build(
        files, praxis={"facts": "praxis", "shared": "basis/docs"}, nav=[{"Start": "index.md"}]
    )
    assert not built.passed
    assert "basis/docs/notdienst.md:3" in built.said
    assert "Siehe [Wege]" in built.said
    assert "basis/docs/notdienst.md:1" in built.said, "and no menu leads there"
    assert "\ndocs/notdienst.md" not in built.said


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("/team.md", "team.md"),  # as an address on the server, in all manners
        ("/team/", "team.md"),
        ("/docs/team.md", "team.md"),
        ("/Team.html", "team.md"),
        ("040 23125010", "tel:04023125010"),  # a number without `tel:`, or as no phone dials it
        ("tel:040/23 12 50-10", "tel:04023125010"),
        ("tel:+49 (0)40 23125010", "tel:+494023125010"),
        ("team.md#unsere-ärzte", "team.md#unsere-arzte"),  # a place that the page does not have
        ("#Über uns", "#uber-uns"),
    ],
)
def test_what_a_link_may_have_meant_is_said(mkdocs_build: Build, link: str, meant: str) -> None:
    files = FACTS | {
        "docs/index.md": f"# Start\n\n## Über uns\n\n[Mehr von uns]({link})\n",
        "docs/team.md": "# Team\n\n## Unsere Ärzte\n",
    }
    built = mkdocs_build(files, praxis={"facts": "praxis"}, use_directory_urls=False)
    assert "docs/index.md:5" in built.said
    assert meant in built.said.replace(link, ""), built.said
    files["docs/index.md"] = f"# Start\n\n## Über uns\n\n[Mehr von uns]({meant})\n"
    assert (
        "docs/index.md:5"
        not in mkdocs_build(files, praxis={"facts": "praxis"}, use_directory_urls=False).said
    )


def test_where_no_place_of_a_page_is_near_all_are_named(mkdocs_build: Build) -> None:
    files = FACTS | {"docs/index.md": "# Start\n\n## Über uns\n\n[Zeiten](#xyz)\n"}
    assert "#start, #uber-uns" in mkdocs_build(files, praxis={"facts": "praxis"}).said


@pytest.mark.parametrize(
    "tag", ['<img src="raum.jpg" width="50%">', "<p><img class=breit src=raum.jpg></p>", '![Raum](raum.jpg){ alt="" }\n<img src="raum.jpg">']
)  # fmt: skip
def test_a_picture_without_words_is_told_where_its_author_put_it(mkdocs_build: Build, tag: str) -> None:
    picture = b"\xff\xd8\xff\xd9"
    files = FACTS | {"docs/index.md": f"# Start\n\nGuten Tag.\n\n{tag}\n", "docs/raum.jpg": picture}
    built = mkdocs_build(files, praxis={"facts": "praxis"}, markdown_extensions=["attr_list"])
    told = next(line for line in built.said.splitlines() if "image-without-alt" in line)
    assert "docs/index.md:" in told, built.said


def test_hours_of_one_person_are_shown_or_told(mkdocs_build: Build) -> None:
    team = "team:\n  - name: Dr. Ada Beispiel\n    sprechzeiten: Mo, Di 8-12\n  - name: Bert Muster\n"
    files = FACTS | {"praxis/team.yml": team, "docs/team.md": "# Team\n\n::: praxis team\n"}
    said = mkdocs_build(files, praxis={"facts": "praxis"}).said
    assert "praxis/team.yml:3" in said
    assert "personenseiten: ja" in said
    for shown in (
        {"praxis/team.yml": f"{team}personenseiten: ja\n"},
        {"docs/team.md": '# Team\n\n::: praxis team\n\n::: praxis person name="Ada Beispiel"\n'},
    ):
        assert (
            "Sprechzeiten dieser Person" not in mkdocs_build(files | shown, praxis={"facts": "praxis"}).said
        )


@pytest.mark.parametrize(
    "entry", ["Team: teams.md", "Team: Team.md", "Team team.md", "Team = team.md", "team.md: Team"]
)
def test_a_slip_in_the_menu_is_told_once(mkdocs_build: Build, entry: str) -> None:
    files = FACTS | {"docs/team.md": "# Team\n", "docs/raum.md": "# Raum\n"}
    name, _, page = entry.partition(": ")
    nav = ["index.md", {name: page} if page else entry]
    said = mkdocs_build(files, praxis={"facts": "praxis"}, nav=nav).said
    assert said.count("mkdocs.yml:") == 1
    assert "docs/team.md" not in said, said  # the page that it was to name
    assert "docs/raum.md" in said
