"""What a contact or a piece of code is judged as: by which rule, how much it weighs, whom it names, where, and what lets it pass."""

import datetime as dt
from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.web.contact import OwnSite
from tests.tools import lay

OWN = OwnSite("https://www.praxis-beispiel.de/")
DAY = dt.date(2026, 6, 1)
PAGE = "<!doctype html><html lang=de><meta charset=utf-8><title>x</title>"
LATER = """<button id=b>x</button><script>b.onclick = () => {
  const s = document.createElement('script'); s.src = 'https://a.example.net/x.js'; document.body.append(s) }</script>"""


def judged(
    folder: Path, files: dict[str, str], *allowed: tuple[str, str], policy: str = "standard"
) -> Report:
    words = dict.fromkeys(("reason", "approved_by", "contract"), "x")
    allow = [{"rule": rule, "host": host, "expires": dt.date(2027, 6, 1), **words} for rule, host in allowed]
    lay(folder, {"index.html": PAGE} | files)
    return check(folder, OWN, Options(policy_of({"allow": allow, "policy": policy}), today=DAY, hardens=True))


def verdicts(report: Report) -> list[tuple[str, str]]:
    return [(f.rule.name, f.severity.value) for f in report.findings]


def test_one_place_names_a_host_once_however_many_addresses_it_may_ask(tmp_path: Path) -> None:
    script = "fetch(location.hash ? 'https://a.example.net/1' : 'https://a.example.net/2')"
    (found,) = judged(tmp_path, {"index.html": f"{PAGE}<script>{script}</script>"}).findings
    assert found.contact is not None
    assert found.contact.host == "a.example.net"


def test_two_places_that_ask_one_host_are_two_findings(tmp_path: Path) -> None:
    body = "<img alt=x src=https://a.example.net/1.png><img alt=x src=https://a.example.net/1.png>"
    assert len(judged(tmp_path, {"index.html": PAGE + body}).findings) == 2


def test_a_vendor_that_a_file_contacts_is_not_told_once_more_for_its_code(tmp_path: Path) -> None:
    pixel = "fetch('https://connect.facebook.net/en_US/fbevents.js'); fbq('init', '1'); fbq('init', '2')"
    report = judged(tmp_path, {"index.html": PAGE, "a.js": pixel})
    assert [f.vendor for f in report.findings] == ["meta-pixel"]
    assert report.findings[0].contact is not None


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('<script src="https://widget.samedi.de/widget.js"></script>', True),
        ('<link rel="stylesheet" href="https://assets.calendly.com/assets/external/widget.css">', True),
        (
            '<script src="https://widget.intercom.io/widget/abc123"></script>',
            False,
        ),  # shows nothing to link to
    ],
)
def test_code_that_brings_a_widget_is_to_be_deleted_and_something_written_instead(
    tmp_path: Path, code: str, told: bool
) -> None:
    [finding] = judged(tmp_path, {"index.html": PAGE + code}).findings
    assert finding.fix.startswith("Delete this code. Instead: ") == told


@pytest.mark.parametrize(
    ("before", "line", "column"),
    [("", 1, 1), ("let x = 1; ", 1, 12), ("let x = 1\n\n", 3, 1), ("let x = 1\n  ", 2, 3)],
)
def test_code_of_a_vendor_is_told_once_and_where_it_begins(
    before: str, line: int, column: int, tmp_path: Path
) -> None:
    code = f"{before}fbq('init', '1'); fbq('init', '2')"
    (found,) = judged(tmp_path, {"a.js": code}).findings
    assert (found.rule.name, found.vendor) == ("vendor-code", "meta-pixel")
    assert (found.line, found.column) == (line, column)
    (inline,) = judged(tmp_path, {"a.js": "", "index.html": f"{PAGE}<script>{code}</script>"}).findings
    offset = len(f"{PAGE}<script>") if line == 1 else 0
    assert (inline.line, inline.column) == (line, column + offset)


def test_code_of_a_vendor_passes_by_an_allowance_for_that_vendor_alone(tmp_path: Path) -> None:
    files = {"a.js": "fbq('init', '1')"}
    report = judged(tmp_path, files, ("vendor-code", "other.example"))
    assert verdicts(report) == [("vendor-code", "error"), ("allowance-unused", "warning")]
    report = judged(
        tmp_path, files, ("vendor-code", "other.example"), ("vendor-code", "connect.facebook.net")
    )
    assert verdicts(report) == [("allowance-unused", "warning")]
    assert [used for _, used in report.allowed] == [0, 1]


def test_what_a_host_means_in_code_depends_on_who_has_it(tmp_path: Path) -> None:
    script = "const a = 'https://www.google-analytics.com/x', b = 'https://www.youtube.com/x'"
    report = judged(tmp_path, {"a.js": script})
    assert verdicts(report) == [("vendor-code", "error"), ("address-in-script", "note")]
    assert [f.vendor for f in report.findings] == ["google-analytics", "youtube"]


def test_a_library_that_only_handles_a_vendor_is_not_that_vendor_s_code(tmp_path: Path) -> None:
    player = "new YT.Player(box)"
    plyr = "'data-plyr-provider'; 'plyr__control'; "
    manager = "tarteaucitron.userInterface(); tarteaucitron.services(); const a = 'https://www.google-analytics.com/x'; "
    for script, vendors in (
        (player, ["youtube"]),
        (plyr + player, []),
        (plyr + "fbq('init', '1')", ["meta-pixel"]),
    ):
        assert [f.vendor for f in judged(tmp_path, {"a.js": script}).findings] == vendors
    assert verdicts(judged(tmp_path, {"a.js": manager})) == [("address-in-script", "note")]


def test_a_stranger_s_script_after_a_click_asks_for_an_allowance_of_its_own_rule(tmp_path: Path) -> None:
    files = {"index.html": PAGE + LATER}
    assert verdicts(judged(tmp_path, files)) == [("contact-after-click", "warning")]
    report = judged(tmp_path, files, ("contact-after-click", "a.example.net"))
    assert verdicts(report) == [("contact-after-click", "warning"), ("allowance-unused", "warning")]
    assert not judged(tmp_path, files, ("third-party-script", "a.example.net")).findings


def test_what_a_click_asks_weighs_more_where_the_policy_refuses_it(tmp_path: Path) -> None:
    asked = "<button onclick=\"fetch('https://a.example.net/x')\">x</button>"
    led = "<button onclick=\"location = 'https://a.example.net/x'\">x</button>"
    assert verdicts(judged(tmp_path, {"index.html": PAGE + asked})) == [("contact-after-click", "warning")]
    assert verdicts(judged(tmp_path, {"index.html": PAGE + led})) == []


@pytest.mark.parametrize(
    ("address", "weight"),
    [("https://a.example.net/x.js", "note"), ("https://www.googletagmanager.com/gtag/js?id=1", "warning")],
)
def test_a_script_that_waits_for_consent_weighs_by_whose_it_is(
    address: str, weight: str, tmp_path: Path
) -> None:
    body = f"<script type=text/plain data-cookieconsent=statistics src={address}></script>"
    files = {"index.html": PAGE + body}
    assert verdicts(judged(tmp_path, files)) == [("consent-wrapped", weight)]
    assert not judged(tmp_path, files, ("consent-wrapped", address.split("/")[2])).findings


def test_a_frame_that_waits_for_consent_weighs_as_its_rule_says(tmp_path: Path) -> None:
    body = "<iframe title=x data-cookieconsent=statistics data-src=https://a.example.net/></iframe>"
    assert verdicts(judged(tmp_path, {"index.html": PAGE + body})) == [("consent-wrapped", "warning")]


def test_a_form_that_a_click_sends_is_a_form(tmp_path: Path) -> None:
    body = "<form id=f method=post><button>x</button></form><script>f.onsubmit = () => { f.action = 'https://a.example.net/' }</script>"
    assert ("third-party-form", "error") in verdicts(judged(tmp_path, {"index.html": PAGE + body}))


def test_a_vendor_that_a_script_merely_names_is_told_once_more_for_its_code(tmp_path: Path) -> None:
    script = "const a = 'https://www.youtube.com/x'; new YT.Player(box)"
    found = judged(tmp_path, {"a.js": script}).findings
    assert [(f.rule.name, f.vendor) for f in found] == [
        ("address-in-script", "youtube"),
        ("vendor-code", "youtube"),
    ]


def test_what_only_internet_explorer_reads_is_a_note(tmp_path: Path) -> None:
    body = "<!--[if lt IE 9]><script src=https://a.example.net/x.js></script><![endif]-->"
    assert verdicts(judged(tmp_path, {"index.html": PAGE + body})) == [("third-party-script", "note")]


def test_a_link_to_a_network_is_judged_as_a_link(tmp_path: Path) -> None:
    link = "<a href=https://www.facebook.com/praxis rel='external noreferrer'>x</a>"
    app = "<a href=fb://page/1>x</a>"
    strict = judged(tmp_path, {"index.html": PAGE + link + app}, policy="strict")
    assert [f.rule.name for f in strict.findings].count("social-link") == 2
    standard = judged(tmp_path, {"index.html": PAGE + link + app})
    assert "social-link" not in [f.rule.name for f in standard.findings]
