"""The last day, the last place, the one host too many: edges at which a verdict turns."""

import datetime as dt
import re
from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.site import Hardening, harden
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Severity
from mkdocs_praxis.report import render
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.csp import Widening

OWN = OwnSite("https://www.praxis-beispiel.de/", frozenset({"medien.praxis-beispiel.de"}))
LAST = dt.date(2026, 6, 30)


def site(folder: Path, body: str, **files: str) -> Path:
    (folder / "index.html").write_text(
        f"<!doctype html><html lang=de><meta charset=utf-8><title>x</title>{body}"
    )
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def allow(rule: str, host: str = "maps.example.net") -> dict[str, object]:
    entry = {"host": host, "rule": rule, "reason": "x", "approved_by": "x", "contract": "x", "expires": LAST}
    return {"allow": [entry]}


@pytest.mark.parametrize(("day", "passes"), [(LAST, True), (LAST + dt.timedelta(1), False)])
def test_an_allowance_counts_on_its_last_day_and_not_on_the_next(
    day: dt.date, passes: bool, tmp_path: Path
) -> None:
    site(tmp_path, "<img src=https://maps.example.net/a.png alt=x>")
    report = check(tmp_path, OWN, Options(policy_of(allow("third-party-image")), today=day))
    assert report.passed is passes
    found = {f.rule.name for f in report.findings if f.severity == "error"}
    assert found == (set() if passes else {"third-party-image", "allowance-expired"})
    assert report.allowed[0][1] == (1 if passes else 0)


@pytest.mark.parametrize(("days", "says"), [(31, False), (30, False), (29, True), (0, True)])
@pytest.mark.parametrize("form", ["text", "html", "github", "gitlab", "sarif", "json"])
def test_that_an_allowance_is_about_to_end_is_a_note_that_everybody_sees(
    days: int, says: bool, form: str, tmp_path: Path
) -> None:
    site(tmp_path, "<img src=https://maps.example.net/a.png alt=x>")
    options = Options(policy_of(allow("third-party-image")), today=LAST - dt.timedelta(days))
    report = check(tmp_path, OWN, options)
    assert report.passed
    assert report.count(Severity.NOTE) == says
    assert ("runs out after 2026-06-30" in render(form, [report])) is says


def test_of_an_allowance_that_nothing_needs_only_that_is_said(tmp_path: Path) -> None:
    report = check(site(tmp_path, "<p>A"), OWN, Options(policy_of(allow("third-party-image")), today=LAST))
    assert [f.rule.name for f in report.findings] == ["allowance-unused"]


def test_an_allowance_is_used_by_what_another_file_brings_to_life(tmp_path: Path) -> None:
    body = "<div class=card></div><script src=a.js></script>"
    script = "document.querySelector('.card').innerHTML = '<img src=https://maps.example.net/a.png>'"
    site(tmp_path, body, a_js=script)
    options = Options(policy_of({}), today=LAST, hardens=True)
    met = {f.rule.name for f in check(tmp_path, OWN, options).findings if f.contact and f.severity == "error"}
    report = check(tmp_path, OWN, Options(policy_of(allow("*")), today=LAST, hardens=True))
    assert met
    assert report.passed
    assert report.allowed[0][1] >= 1
    assert "allowance-unused" not in {f.rule.name for f in report.findings}


def test_an_allowance_is_used_by_what_waits_in_one_file_for_the_script_of_another(tmp_path: Path) -> None:
    body = "<img class=late alt=x data-src=https://maps.example.net/a.png><script src=a.js></script>"
    script = "document.querySelectorAll('.late').forEach(image => { image.src = image.dataset.src })"
    site(tmp_path, body, a_js=script)

    def errors(values: dict[str, object]) -> tuple[list[tuple[str, str]], int]:
        report = check(tmp_path, OWN, Options(policy_of(values), today=LAST, hardens=True))
        found = [(f.rule.name, f.file) for f in report.findings if f.severity == "error"]
        return found, sum(used for _, used in report.allowed)

    assert errors({}) == ([("third-party-request", "index.html")], 0)
    assert errors(allow("third-party-request")) == ([], 1)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://medien.praxis-beispiel.de/a.png", True),
        ("https://medien.praxis-beispiel.de:443/a.png", True),
        ("https://medien.praxis-beispiel.de:8443/a.png", False),
        ("https://www.praxis-beispiel.de:8443/a.png", False),
        ("https://x.medien.praxis-beispiel.de/a.png", False),
        ("https://praxis-beispiel.de/a.png", False),
    ],
)
def test_another_port_or_subdomain_is_another_host(address: str, own: bool, tmp_path: Path) -> None:
    assert check(site(tmp_path, f"<img src={address} alt=x>"), OWN).passed is own


def policy_in(folder: Path, hardening: Hardening | None = None) -> dict[str, str]:
    harden(folder, OWN, hardening or Hardening())
    (text,) = re.findall(
        r'Content-Security-Policy" data-by="praxis" content="([^"]*)"', (folder / "index.html").read_text()
    )
    return {part.partition(" ")[0]: part.partition(" ")[2] for part in text.split("; ")}


@pytest.mark.parametrize("body", ["<p>x", "<script>1</script>", "<p style='top:1px'>", "<style>p{}</style>"])
def test_no_page_may_name_another_base_or_object(body: str, tmp_path: Path) -> None:
    told = policy_in(site(tmp_path, body))
    assert told["default-src"] == "'none'"
    assert told["base-uri"] == told["form-action"] == "'none'"
    assert told.get("object-src", "'none'") == "'none'"


@pytest.mark.parametrize("number", [1, 39, 40, 41, 200])
def test_style_attributes_are_named_one_by_one_up_to_forty(number: int, tmp_path: Path) -> None:
    body = "".join(f"<p style='top:{n}px'>x" for n in range(number))
    told = policy_in(site(tmp_path, body))["style-src-attr"].split()
    if number <= 40:
        assert told[0] == "'unsafe-hashes'"
        assert len(told) == number + 1
    else:
        assert told == ["'unsafe-inline'"]


def test_none_stands_alone_or_not_at_all(tmp_path: Path) -> None:
    site(tmp_path, "<script>1</script><img src=a.png alt=x>", a_png="x")
    wider = Hardening((Widening("form-action", "https://form.example.net"),))
    told = policy_in(tmp_path, wider)
    assert told["form-action"] == "https://form.example.net"
    assert told["base-uri"] == told["worker-src"] == "'none'"
    assert not [s for s in told.values() if "'none'" in s.split() and s != "'none'"]


@pytest.mark.parametrize(
    ("address", "flagged"),
    [
        ("https://www.facebook.com/praxis", True),
        ("https://www.google.com/maps/place/Praxis", False),
        ("https://www.openstreetmap.org/#map=1", False),
        ("https://www.facebook.com/maps/x", True),
        ("https://www.instagram.com/explore/locations/1/", True),
    ],
)
def test_strict_lets_maps_through_and_no_network_s(address: str, flagged: bool, tmp_path: Path) -> None:
    report = check(
        site(tmp_path, f"<a rel=external href='{address}'>x</a>"),
        OWN,
        Options(policy_of({"policy": "strict"})),
    )
    assert ("social-link" in {f.rule.name for f in report.findings}) is flagged
