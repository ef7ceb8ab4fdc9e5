"""Every format says what was found, in the form its reader expects, whatever a hostile site is called."""

import html
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.model import Policy, Report
from mkdocs_praxis.report import FORMATS, render
from mkdocs_praxis.report.json_ import schema
from mkdocs_praxis.safe import visible
from mkdocs_praxis.web.contact import OwnSite

OWN = OwnSite("https://www.praxis-beispiel.de/")
HOSTILE = "\x1b[31mred</script><script>alert(1)</script>\r\n::error::x %0A & ' \" \u202e<![CDATA["


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    site = tmp_path_factory.mktemp("site")
    name = "a\x1b[31m'\"<b>&::error,x=1::y\n.html"
    body = f"<!doctype html><html lang=de><head><meta charset=utf-8><title>{html.escape(HOSTILE)}</title></head><body>"
    (site / name).write_text(
        body
        + f'<script src="https://evil.example.net/{html.escape(HOSTILE)}"></script>\n<img src="//p.example.net/x.gif" alt=""><!-- \x1b[2J -->'
    )
    (site / "broken.xyzzy").write_bytes(b"\x00\xff\xfe\x80")
    return check(site, OWN, Options(Policy(language="de")))


def test_there_is_something_to_tell(report: Report) -> None:
    assert len(report.findings) >= 3
    assert not report.passed


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_survives(name: str, report: Report) -> None:
    text = render(name, [report])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_json_fits_its_schema(report: Report) -> None:
    data = json.loads(render("json", [report]))
    jsonschema.validate(data, schema())
    assert data["passed"] is False
    assert data["counts"]["unread"] == 1
    assert {
        "rule",
        "code",
        "severity",
        "trigger",
        "via",
        "url",
        "host",
        "vendor",
        "file",
        "line",
        "column",
        "message",
        "law",
        "certainty",
        "fix",
    } <= set(data["findings"][-1] | data["findings"][0] | data["findings"][1])


def test_several_sites_are_a_list(report: Report) -> None:
    assert len(json.loads(render("json", [report, report]))) == 2


def test_junit_is_xml_that_counts(report: Report) -> None:
    root = ET.fromstring(render("junit", [report]))
    suite = root.find("testsuite")
    assert suite is not None
    assert int(suite.get("failures", "0")) == len(suite.findall("testcase/failure")) > 0


def test_github_commands_are_one_line_each_and_cannot_be_forged(report: Report) -> None:
    lines = render("github", [report]).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len([f for f in report.findings if f.severity != "note"])
    for line in commands:
        assert re.match(
            r"::(error|warning|notice) file=[^:]*,line=\d+,title=[^:]*::", line.replace(",col=", ",title=", 1)
        ) or re.match(r"::(error|warning|notice) [^:]+::", line)
    assert not any(line.startswith("::error::x") for line in lines)


def test_github_is_shown_one_of_each_cause_first(tmp_path: Path) -> None:
    """It shows ten: a cause on twenty pages would hide all others."""
    for number in range(20):
        (tmp_path / f"{number:02}.html").write_text('<img src="https://bild.example.net/a.png" alt="">')
    (tmp_path / "z.html").write_text('<script src="https://skript.example.net/a.js"></script>')
    commands = [one for one in render("github", [check(tmp_path, OWN)]).splitlines() if one.startswith("::")]
    assert len(commands) > 20
    assert any("skript.example.net" in one for one in commands[:5])


def test_gitlab_fingerprints_are_unique(report: Report) -> None:
    issues = json.loads(render("gitlab", [report]))
    marks = [issue["fingerprint"] for issue in issues]
    assert len(marks) == len(set(marks)) > 0
    assert all({"description", "check_name", "fingerprint", "severity", "location"} <= set(i) for i in issues)


def test_html_holds_no_script_and_contacts_nobody(report: Report, tmp_path: Path) -> None:
    text = render("html", [report])
    assert "<script" not in text.lower()
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    own = check(tmp_path, OWN)
    assert own.passed, own.findings


def test_text_shows_place_reason_and_mend(report: Report) -> None:
    text = render("text", [report], width=100)
    for word in (
        "evil.example.net",
        "warum",
        "was tun",
        "praxis explain third-party-script",
        "Fehler in 2 Dateien",
    ):
        assert word in text
    assert max(len(line) for line in text.splitlines() if "│" in line) <= 108


@given(st.text())
def test_visible_text_is_one_printable_line(text: str) -> None:
    shown = visible(text)
    assert "\n" not in shown
    assert all(c == " " or c.isprintable() or c == "�" for c in shown)
