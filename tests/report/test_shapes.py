"""What readers of each format count on: places, marks, fingerprints, counts, allowances, files that appear whole."""

import datetime as dt
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mkdocs_praxis.files import write_whole
from mkdocs_praxis.gate import Options, baseline, check
from mkdocs_praxis.policy.model import LEFT_OUT, VISITED, Allowance, Level, Policy, Report, Severity
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options as Replacing
from mkdocs_praxis.report import FORMATS, render
from mkdocs_praxis.report.json_ import schema
from mkdocs_praxis.safe import cells
from mkdocs_praxis.web.contact import Confidence, OwnSite, Trigger
from tests.growing import steps_of

OWN = OwnSite("https://www.praxis-beispiel.de/")
PAGE = (
    "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>\n{}</body></html>"
)
PIXEL = '<img src="https://pixel.example.net/p.gif" alt="">'
ALLOWANCE = Allowance(
    "maps.example.net", "*", "Kartenbild", "Dr. Muster", "Vertrag 7", dt.date(2099, 1, 1), "praxis.yml:7"
)


def site(folder: Path, *bodies: str) -> Path:
    made = folder / "site"
    made.mkdir()
    for number, body in enumerate(bodies):
        (made / f"p{number}.html").write_text(PAGE.format(body))
    return made


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(tmp_path)
    site(tmp_path, PIXEL + PIXEL, '<img src="https://maps.example.net/m.png" alt="">')
    return check(Path("site"), OWN, Options(Policy(allowances=(ALLOWANCE,))))


@pytest.mark.parametrize("form", FORMATS)
def test_every_report_lists_and_counts_the_allowances(form: str, report: Report) -> None:
    text = render(form, [report])
    for word in ("maps.example.net", "Dr. Muster", "Kartenbild", "Vertrag 7", "2099-01-01"):
        assert word in text, word


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "junit", "html", "json"])
def test_every_report_lists_what_a_baseline_holds(form: str, report: Report, tmp_path: Path) -> None:
    baseline.write(tmp_path / "b.json", [report])
    judged = baseline.apply(
        report, baseline.known_in(baseline.load(tmp_path / "b.json"), "site", alone=True)
    )[0]
    assert judged.passed
    assert judged.count(Severity.ERROR) == 0
    text = render(form, [judged])
    assert "p0.html" in text
    assert render(form, [report]) != text


@pytest.mark.parametrize("form", FORMATS)
def test_a_mend_of_several_lines_is_shown_in_lines_and_code_as_code(form: str, report: Report) -> None:
    fix = "Ergänzen Sie, vor `praxis build`, <b>:\n  - Räume: raeume.md"
    findings = [one._replace(fix=fix) for one in report.findings] * 60
    text = render(form, [report._replace(findings=tuple(findings))])
    assert "Räume: raeume.md" in text or "R\\u00e4ume" in text
    assert "u000a" not in text
    if form == "html":
        assert "vor <code>praxis build</code>, &lt;b&gt;:\n  - Räume" in text


def _verdict(reports: list[Report]) -> str:
    text = render("html", reports)
    return re.sub(r"\s+", " ", re.search(r'<p class="verdict[^>]*>(.*?)</p>', text, re.DOTALL)[1])  # type: ignore[index]


def test_the_page_for_people_says_no_more_than_was_found(tmp_path: Path) -> None:
    folder = site(tmp_path, '<img src="https://maps.example.net/m.png" alt="">')
    clean, passed = folder.parent / "clean", "Passed: no contact with another provider"
    clean.mkdir()
    (clean / "index.html").write_text(PAGE.format("x"))
    assert passed in _verdict([check(clean, OWN)])
    allowed = check(folder, OWN, Options(Policy(allowances=(ALLOWANCE,))))
    assert "Passed, with exceptions" in _verdict([allowed])
    assert passed not in render("html", [allowed])
    failed = check(folder, OWN)
    assert "Not passed" in _verdict([failed])
    baseline.write(tmp_path / "b.json", [failed])
    known = baseline.apply(failed, baseline.known_in(baseline.load(tmp_path / "b.json"), "site", alone=True))[
        0
    ]
    assert known.passed
    assert "still stands" in _verdict([known])
    assert passed not in render("html", [known])


@pytest.mark.parametrize("form", FORMATS)
def test_every_report_says_what_the_site_wants_believed(form: str, tmp_path: Path) -> None:
    folder = site(tmp_path, '<img src="https://maps.example.net/m.png" alt="">')
    (folder / "app.xyzzy").write_bytes(b"\0\1")
    unread = ALLOWANCE._replace(pattern=f"{OWN.url}app.xyzzy", rule="unread-file")
    policy = Policy(allowances=(ALLOWANCE, unread), server_policy="default-src 'self'")
    report = check(folder, OWN, Options(policy))
    assert report.passed
    text = render(form, [report])
    assert "the server sends the declared policy" in text or "default-src 'self'" in text
    assert "1 file not read, as declared" in text or "app.xyzzy" in text


def test_reasons_why_a_file_was_not_read_are_told_in_the_reader_s_language(tmp_path: Path) -> None:
    folder = site(tmp_path, "x")
    (folder / "app.xyzzy").write_bytes(b"\0\1")
    (folder / "p9.html").symlink_to(folder / "p0.html")
    (folder / "d.json").write_text("{]")
    (folder / "p0.html").write_text(
        PAGE.format('<script type="module">import x from "./d.json" with {type: "json"}</script>')
    )
    report = check(folder, OWN, Options(Policy(language="de")))
    for form in ("text", "html"):
        text = render(form, [report], unfold="")
        assert "unbekannte Art von Datei" in text
        assert "eine symbolische Verknüpfung" in text
        assert "unknown kind" not in text
    assert {one.why for one in report.unread} >= {"unknown kind of file"}, "programs read one language"


def test_a_baseline_does_not_flood_the_terminal(tmp_path: Path) -> None:
    report = check(site(tmp_path, *[PIXEL] * 30), OWN)
    baseline.write(tmp_path / "b.json", [report])
    known = baseline.apply(report, baseline.known_in(baseline.load(tmp_path / "b.json"), "site", alone=True))[
        0
    ]
    assert len(render("text", [known]).splitlines()) < 20
    assert "--full shows all" in render("text", [known])
    assert render("text", [known], unfold="").count("known  ") == 30


def test_machines_are_told_the_path_from_where_the_command_ran(report: Report) -> None:
    log = json.loads(render("sarif", [report]))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "site/p0.html", "uriBaseId": "%SRCROOT%"}
    assert "file=site/p0.html,line=2," in render("github", [report])
    assert json.loads(render("gitlab", [report]))[0]["location"]["path"] == "site/p0.html"


def test_sarif_keeps_what_the_standard_asks_beyond_its_schema(report: Report) -> None:
    (run,) = json.loads(render("sarif", [report]))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]  # §3.27.6
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region.get("startColumn", 1) >= 1
        assert result["message"]["text"]
    marks = [result["partialFingerprints"]["praxis/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks)
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)


def test_fingerprints_survive_moved_lines(tmp_path: Path) -> None:
    folder = site(tmp_path, PIXEL)
    before = [baseline.fingerprint(f) for f in check(folder, OWN).findings]
    (folder / "p0.html").write_text(PAGE.format("<p>new</p>\n\n" + PIXEL))
    for language in ("en", "de"):
        findings = check(folder, OWN, Options(Policy(language=language))).findings
        assert [baseline.fingerprint(f) for f in findings] == before


def test_junit_cases_keep_their_names_when_lines_move(tmp_path: Path) -> None:
    def cases() -> list[tuple[str | None, str | None]]:
        found = ET.fromstring(render("junit", [check(folder, OWN)])).iter("testcase")
        return [(case.get("classname"), case.get("name")) for case in found]

    folder = site(tmp_path, PIXEL + PIXEL.replace("p.gif", "q.gif"))
    before = cases()
    assert len(set(before)) == len(before) == 2
    (folder / "p0.html").write_text(PAGE.format("<p>new</p>\n\n" + PIXEL + PIXEL.replace("p.gif", "q.gif")))
    assert cases() == before


# What Jenkins' schema (junit-10.xsd) knows of what we write: its xUnit plugin refuses a report with more.
COUNTS = {"name", "tests", "failures", "errors"}
JUNIT = {"testsuites": COUNTS, "testsuite": COUNTS | {"skipped"}, "properties": set(), "property": {"name", "value"}, "testcase": {"name", "classname"}, "failure": {"type", "message"}, "skipped": {"type", "message"}, "system-out": set()}  # fmt: skip


def test_junit_counts_agree_and_children_stand_in_order(report: Report) -> None:
    root = ET.fromstring(render("junit", [report, report]))
    for suite in root.findall("testsuite"):
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
        order = [child.tag for child in suite]
        assert order == sorted(order, key=["properties", "testcase", "system-out"].index)
    assert int(root.get("failures", "")) == len(root.findall(".//failure"))
    for element in root.iter():
        assert set(element.attrib) <= JUNIT[element.tag]


def test_the_schema_knows_every_value_that_can_be_written() -> None:
    finding = schema()["$defs"]["finding"]["properties"]
    assert set(finding["severity"]["enum"]) == set(Severity)
    assert set(finding["trigger"]["enum"]) == set(Trigger)
    assert set(finding["contact_certainty"]["enum"]) == set(Confidence)
    assert set(schema()["$defs"]["report"]["properties"]["policy"]["enum"]) == set(Level)


@pytest.mark.parametrize("width", [48, 80, 100, 120])
@pytest.mark.parametrize(
    "body",
    [
        PIXEL,
        "\t\t<p>\t" + PIXEL,
        "<p>日本語テキスト 漢字</p>" + PIXEL,
        "<p>e\u0301\u0301 ß 👩‍⚕️</p>" + PIXEL,
        "x " * 4000 + PIXEL + " y" * 4000,
        "字" * 4000 + PIXEL + "字" * 4000,
        PIXEL.replace("p.gif", "p" * 3000),
    ],
)
def test_the_mark_stands_below_the_address(body: str, width: int, tmp_path: Path) -> None:
    lines = render("text", [check(site(tmp_path, body), OWN)], width=width).splitlines()
    number = next(n for n, line in enumerate(lines) if "│" in line)
    shown, mark = lines[number], lines[number + 1]
    assert cells(shown) <= width
    assert cells(mark) <= width
    start = mark.index("^")
    at = next(n for n in range(len(shown)) if cells(shown[:n]) == start)
    assert shown[at:].startswith("https://pixel"[: max(1, len(shown) - at - 1)])


def test_the_readable_report_counts_and_dates(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795400000")
    text = re.sub(r"<[^>]+>", " ", render("html", [report]))
    assert re.search(r"Errors\s+2\s", text)
    assert re.search(r"Files read\s+2\s", text)
    assert "2026-11-23" in text


def test_colours_change_nothing_but_colours(report: Report) -> None:
    plain, coloured = (render("text", [report], colour=on, width=80) for on in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert coloured != plain


def test_a_report_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.html"
    write_whole(target, "one")
    write_whole(target, "two\udcff")
    assert target.read_text() == "two\\udcff"
    assert list(target.parent.iterdir()) == [target]
    link = tmp_path / "link.html"
    link.symlink_to(target)
    write_whole(link, "three")
    assert link.is_symlink()
    assert target.read_text() == "three"
    write_whole("/dev/null", "x")
    assert not Path("/dev/null").is_file()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path, "x")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["a.html"]


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_proof_says_how_many_pages_were_visited_and_of_how_many(form: str, report: Report) -> None:
    proof = report._replace(findings=(), how={"html": 3, VISITED: 2, LEFT_OUT: 1})
    told = render(form, [proof])
    whole = told if form != "json" else str(json.loads(told)["read"])
    assert "2 of 3 pages" in whole or f"'{VISITED}': 2, '{LEFT_OUT}': 1" in whole
    assert "files were checked, not the server" not in told  # which a browser visited
    assert "of 3 pages" not in render(form, [report])


@pytest.mark.parametrize("form", ["text", "html"])
def test_of_a_server_no_file_was_read(form: str, report: Report) -> None:
    told = render(form, [report._replace(findings=(), files=0, how={VISITED: 1})])
    assert "1 of 1 page" in told
    assert "iles read" not in told
    assert "0 file" not in told


def test_a_long_line_is_shown_at_a_cost_by_its_length(report: Report) -> None:
    """Paragraphs of prose are one line of Markdown: a thousand letters, an umlaut in most, a link at the end."""

    def steps(letters: int) -> int:
        line = "Überweisung ".ljust(letters, "ü") + PIXEL
        found = report.findings[0]._replace(excerpt=line, excerpt_column=letters + 1)
        return steps_of(
            lambda: render("text", [report._replace(findings=(found,))]),
            "opcode",
        )

    steps(10)
    assert steps(1600) <= 2.3 * steps(800)


def test_a_line_of_an_old_page_is_shown_as_it_reads(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "iso-8859-1").format(f"<p>Über uns</p>{PIXEL}")
    (tmp_path / "index.html").write_bytes(page.encode("cp1252"))
    (found,) = [f for f in check(tmp_path, OWN).findings if f.rule.name == "third-party-image"]
    assert "Über uns" in found.excerpt


@pytest.mark.parametrize("begins", ["", "{}: "])
def test_a_line_of_a_passed_build_says_its_title_once(begins: str, report: Report) -> None:
    finding = next(f for f in report.findings if f.contact)
    title = finding.rule.title["en"]
    found = finding._replace(message=f"{begins.format(title)}m.png")
    told = render("text", [report._replace(findings=(found,))], brief=True)
    assert told.count(f"{title}: m.png") == 1
    assert told.count(title) == 1


@pytest.mark.parametrize("level", [Level.STANDARD, Level.STRICT])
def test_the_html_report_names_each_embed_with_company_and_page(level: Level, tmp_path: Path) -> None:
    code = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Rundgang"></iframe>'
    card = replace(code, Replacing(OwnSite("https://praxis.example/"), strict=level is Level.STRICT)).html
    (tmp_path / "film.html").write_text(
        f"<!doctype html><html lang=de><title>x</title><body>{card}</body></html>"
    )
    report = check(tmp_path, OwnSite("https://praxis.example/"), Options(Policy(level, language="de")))
    told = " ".join(re.sub("<[^>]*>", " ", render("html", [report])).split())
    line = "YouTube (Google Ireland Limited, IE/US): film.html:1"
    assert f"Einbettungen, die als Links oder Text stehen {line}" in told
    assert (f"{line} → https://www.youtube.com/watch?v=dQw4w9WgXcQ" in told) == (level is Level.STANDARD)
