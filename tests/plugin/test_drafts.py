"""A site whose facts are not all there: it can be looked at, never published; and what the policy says of the facts."""

import datetime as dt
import re
from pathlib import Path

import pytest

from mkdocs_praxis.evidence import load
from mkdocs_praxis.evidence.page import page
from mkdocs_praxis.practice.draft import MARK
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.publish.settings import load_target
from mkdocs_praxis.publish.upload import evidence_of
from tests.plugin.conftest import Build

FACTS = {
    "praxis/praxis.yml": "name: Praxis Beispiel\nberuf: {art: hebamme, bezeichnung: Hebamme, staat: Bundesrepublik Deutschland,\n"
    "  regeln: [{name: HebG, url: 'https://www.gesetze-im-internet.de/hebg_2020/'}]}\nbundesland: BE\ninhaber: [Jana Zehn]\n"
    "anschrift: Lindenweg 4, 10117 Berlin\ntelefon: 030 23125000\nemail: praxis@beispiel.example\n",
    "praxis/rechtliches.yml": "hosting: {anbieter: H GmbH, land: DE, avv: 01.03.2026, logs: {felder: [IP-Adresse], ip: voll, tage: 1}}\n"
    "post: {anbieter: P AG, land: DE, avv: 01.03.2026, aufbewahrung: 6 Monate}\n",
    "docs/impressum.md": "# Impressum\n\n::: praxis impressum\n",
    "docs/datenschutz.md": "# Datenschutz\n\n::: praxis datenschutz\n",
}  # fmt: skip
TODAY = dt.date(2026, 11, 26)


def target(root):
    (root / "veroeffentlichen.yml").write_text(
        "weg: sftp\nserver: x.example\nbenutzer: p\nordner: /htdocs\n", encoding="utf-8"
    )
    return load_target(root / "veroeffentlichen.yml")


def test_a_draft_is_never_uploaded_and_a_whole_site_may_be(mkdocs_build: Build, tmp_path: Path) -> None:
    praxis = {"facts": "praxis", "evidence": str(tmp_path / "nachweis.json")}
    gap = FACTS["praxis/praxis.yml"].replace("email: praxis@beispiel.example\n", "")
    example = FACTS["praxis/praxis.yml"].replace("inhaber: [Jana Zehn]", "inhaber: [Jana Zehn]   # BEISPIEL")
    for draft in (gap, example):
        files = FACTS | {"praxis/praxis.yml": draft}
        assert not mkdocs_build(files, praxis=praxis).passed
        built = mkdocs_build(files, praxis=praxis | {"draft": True})
        assert built.passed, built.said
        with pytest.raises(PraxisError, match="is a draft"):
            evidence_of(target(built.root), TODAY)
        statement = load(tmp_path / "nachweis.json")
        assert statement["predicate"]["open_facts"] > 0
        assert "This is a draft" in statement["predicate"]["limits"]
        assert "Dies ist ein Entwurf" in page(statement, "de")
        strict = mkdocs_build(files, praxis=praxis | {"draft": True}, strict=True)
        assert not strict.passed
        assert not (strict.root / "site").exists() or (strict.root / "site.rejected").exists()
    built = mkdocs_build(FACTS, praxis=praxis, strict=True)
    assert built.passed, built.said
    predicate = evidence_of(target(built.root), TODAY)["predicate"]
    assert predicate["open_facts"] == 0
    assert "draft" not in predicate["limits"]
    whole = mkdocs_build(FACTS, praxis={"facts": "praxis", "draft": True})
    assert whole.passed
    assert "Löschen Sie die Zeile `draft: true`" in whole.said


@pytest.mark.parametrize(
    "fact", ["telefon", "email", "anschrift", "hosting", "post", "bundesland", "inhaber"]
)
def test_no_visitor_reads_a_gap(mkdocs_build: Build, fact: str) -> None:
    without = {
        name: re.sub(rf"^{fact}:.*\n", "", text, flags=re.MULTILINE) if name.endswith(".yml") else text
        for name, text in FACTS.items()
    }
    assert without != FACTS
    refused = mkdocs_build(without, praxis={"facts": "praxis"})
    assert not refused.passed
    assert "missing-fact" in refused.said
    assert not (refused.root / "site").exists()
    draft = mkdocs_build(without, praxis={"facts": "praxis", "draft": True})
    assert draft.passed, draft.said
    for name in ("impressum", "datenschutz"):
        assert "noindex" in draft.page(f"{name}/index.html")
        assert MARK in draft.page(f"{name}/index.html")


def test_nothing_lowers_a_gap_but_a_declared_draft(mkdocs_build: Build) -> None:
    told = mkdocs_build(FACTS, praxis={"facts": "praxis", "severity": {"missing-fact": "warning"}})
    assert not told.passed
    assert "missing-fact" in told.said


def test_a_build_names_the_first_gaps_itself(mkdocs_build: Build) -> None:
    without = FACTS | {
        name: re.sub(r"^(telefon|email):.*\n", "", text, flags=re.MULTILINE)
        for name, text in FACTS.items()
        if name.endswith(".yml")
    }
    said = " ".join(mkdocs_build(without, praxis={"facts": "praxis", "language": "de"}).said.split())
    assert re.search(r"praxis/\w+\.yml\S* Es fehlt: E-Mail-Adresse", said)
    assert re.search(r"praxis/\w+\.yml\S* Es fehlt: Telefonnummer", said)


def test_every_page_with_a_legal_text_that_is_not_made_is_named(mkdocs_build: Build) -> None:
    abroad = FACTS["praxis/praxis.yml"].replace("bundesland: BE", "land: Schweiz")
    abroad = abroad.replace("10117 Berlin", "8001 Zürich").replace("030 23125000", "044 668 18 00")
    said = mkdocs_build(FACTS | {"praxis/praxis.yml": abroad}, praxis={"facts": "praxis"}).said
    assert "docs/impressum.md" in said
    assert "docs/datenschutz.md" in said


def test_a_profile_under_strict_is_told_at_its_line_of_the_facts(mkdocs_build: Build) -> None:
    legal = FACTS["praxis/rechtliches.yml"] + (
        "social:\n  profile:\n    - {netz: Instagram, url: 'https://www.instagram.com/praxis/', begruendung: x}\n"
    )
    files = FACTS | {"praxis/rechtliches.yml": legal}
    assert mkdocs_build(files, praxis={"facts": "praxis"}).passed
    strict = mkdocs_build(files, praxis={"facts": "praxis", "policy": "strict"})
    assert not strict.passed
    assert "instagram.com" in strict.said
    assert "praxis/rechtliches.yml:5" in strict.said


def test_the_page_of_a_delicate_service_links_to_no_network(mkdocs_build: Build) -> None:
    link = "# Beratung\n\n[Instagram](https://www.instagram.com/praxis/)\n\n::: praxis leistungen\n"
    rows = "leistungen: [{name: Beratung, seite: beratung.md%s}]\n"
    files = FACTS | {"docs/beratung.md": link}
    assert mkdocs_build(files | {"praxis/leistungen.yml": rows % ""}, praxis={"facts": "praxis"}).passed
    built = mkdocs_build(
        files | {"praxis/leistungen.yml": rows % ", sensibel: ja"}, praxis={"facts": "praxis"}
    )
    assert not built.passed
    assert "instagram.com" in built.said


def test_advertising_law_is_told_at_the_author_s_line_and_a_gap_is_an_error_with_its_law(
    mkdocs_build: Build,
) -> None:
    page = "# Leistungen\n\nWir freuen uns.\n\nGarantierte Heilung in drei Sitzungen.\n"
    built = mkdocs_build(FACTS | {"docs/leistungen.md": page}, praxis={"facts": "praxis"})
    assert built.passed
    assert "docs/leistungen.md:5" in built.said
    assert "Versprechen von Erfolg" in built.said
    gap = FACTS | {"praxis/praxis.yml": FACTS["praxis/praxis.yml"].replace("telefon: 030 23125000\n", "")}
    told = mkdocs_build(gap, praxis={"facts": "praxis"})
    assert not told.passed
    assert "§ 5 Abs. 1 Nr. 2 DDG" in " ".join(told.said.split())


def test_what_a_fact_says_is_told_at_its_line_of_the_facts(mkdocs_build: Build) -> None:
    rows = "leistungen:\n  - name: Beratung\n    text: Mehr auf [Instagram](https://www.instagram.com/praxis/).\n"
    files = FACTS | {"praxis/leistungen.yml": rows, "docs/leistungen.md": "# L\n\n::: praxis leistungen\n"}
    built = mkdocs_build(files, praxis={"facts": "praxis", "policy": "strict"})
    assert not built.passed
    assert "praxis/leistungen.yml:3" in built.said


def test_a_hint_is_told_once_at_its_line_and_not_for_the_search_that_repeats_it(mkdocs_build: Build) -> None:
    rows = "rezept:\n  text: Bestellen Sie Rezepte per E-Mail an rezept@praxis.example\n"
    page = "# R\n\n## Rezepte\n\n::: praxis rezept\n"
    files = FACTS | {"praxis/termine.yml": rows, "docs/rezepte.md": page}
    built = mkdocs_build(files, praxis={"facts": "praxis"})
    assert built.passed
    assert built.said.count("Einladung, Gesundheitsdaten") == 1
    assert "praxis/termine.yml:2" in built.said
    assert "search.html" not in built.said


@pytest.mark.parametrize("over", [True, False])
def test_what_is_over_is_told_once_and_prices_to_come_say_so(mkdocs_build: Build, over: bool) -> None:
    offers = "kurse: [{name: Yoga, termine: [13.01.2027 18-19]}]\npreislisten:\n  Alle:\n    stand: 01.01.2027\n    Attest: 5 €\n"
    jobs = "stellen: [{titel: Hebamme (m/w/d), bis: 31.01.2027}]\nbewerbungen"
    legal = FACTS["praxis/rechtliches.yml"] + "bewerbungen: {aufbewahrung_monate: 6}\n"
    files = FACTS | {"praxis/leistungen.yml": offers, "praxis/stellen.yml": jobs.partition("\n")[0] + "\n",
                     "praxis/rechtliches.yml": legal, "docs/preise.md": "# Preise\n\n::: praxis preise\n"}  # fmt: skip
    built = mkdocs_build(files, praxis={"facts": "praxis", "date": "2027-03-01" if over else "2026-12-28"})
    assert built.passed, built.said
    assert ("Yoga: 13.01.2027" in built.said) is over
    assert ("::: praxis kurse" in built.said, "::: praxis stellen" in built.said) == (not over, not over)
    page = next(one for one in ("preise/index.html", "preise.html") if (built.site / one).exists())
    says = r"Stand:\s1\.\sJanuar\s2027" if over else r"Gültig ab\s1\.\sJanuar\s2027"
    assert re.search(says, built.page(page))


def test_pages_of_people_without_anybody_and_marks_that_nobody_prints_are_told_as_they_are(
    mkdocs_build: Build,
) -> None:
    team = "personenseiten: ja\nteam:\n  - name: „Jana Zehn“\n"
    hours = "sprechzeiten:\n  Mo: „8-12“\n"
    show = {"docs/team.md": "# Team\n\n::: praxis team\n"}
    built = mkdocs_build(FACTS | show | {"praxis/team.yml": team, "praxis/zeiten.yml": hours}, praxis={"facts": "praxis"})  # fmt: skip
    assert "personenseiten: ja" in built.said
    assert "„Jana Zehn“" in built.said
    assert "„8-12“" not in built.said
    team = team + "    fachgebiet: Stillen\n"
    built = mkdocs_build(FACTS | show | {"praxis/team.yml": team}, praxis={"facts": "praxis"})
    assert "personenseiten: ja" not in built.said
