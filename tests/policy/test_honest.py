"""No configuration turns a contact into "no contact": what is widened or weighed down is refused, or said everywhere."""

import json
import shutil
from pathlib import Path

import pytest

from mkdocs_praxis.browser.judging import findings_of
from mkdocs_praxis.browser.sink import Seen
from mkdocs_praxis.browser.visit import Mode, Visit
from mkdocs_praxis.evidence import evidence
from mkdocs_praxis.evidence.page import page
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.policy.config import find, load, own_of, policy_of
from mkdocs_praxis.policy.rules import all_rules
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.report import FORMATS, render
from tests.tools import praxis

URL = "https://www.praxis-beispiel.de/"


def site(folder: Path, code: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(
        f"<!doctype html><html lang=de><meta charset=utf-8><title>x</title>{code}"
    )
    return folder


@pytest.mark.parametrize(
    "host",
    [
        "www.youtube.com",
        "connect.facebook.net",
        "WWW.YouTube.com",
        "www.youtube.com.",
        "fonts.googleapis.com",
        "praxis.b-cdn.net",
        "ｙｏｕｔｕｂｅ.com",
    ],
)
def test_somebody_else_s_host_is_not_the_site_s_own(host: str) -> None:
    with pytest.raises(PraxisError, match="is not yours") as told:
        own_of(URL, {"own_hosts": ["medien.praxis-beispiel.de", host]})
    assert "allow" in str(told.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/",
        "https://connect.facebook.net/x/",
        "https://cdn.jsdelivr.net/gh/praxis/site/",
        "https://unpkg.com/",
        "https://static.wixstatic.com/",
        "https://pages.dev/",
        "https://code.jquery.com.",
    ],
)
def test_nor_is_somebody_else_s_address(address: str) -> None:
    with pytest.raises(PraxisError, match="not to a practice"):
        own_of(address, {})


@pytest.mark.parametrize(
    "address", ["https://praxis.wixsite.com/", "https://praxis.pages.dev/", "https://praxis.github.io/x/"]
)
def test_a_practice_may_live_at_a_landlord_s(address: str) -> None:
    assert own_of(address, {"own_hosts": ["www.praxis-beispiel.de"]}).url == address


@pytest.mark.parametrize("host", ["*", "com", "*.praxis-beispiel.de", "medien.*", "praxis"])
def test_an_own_host_is_one_host(host: str) -> None:
    with pytest.raises(PraxisError, match="no whole host"):
        own_of(URL, {"own_hosts": ["bilder.praxis-beispiel.de", host]})


def test_the_line_of_every_own_host_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "praxis.yml"
    wrong = (
        "www.youtube.com",
        "https://b.praxis-beispiel.de",
        "b.praxis-beispiel.de/bilder",
        "praxis",
        "a b",
    )
    lines = "".join(f"  - {one}\n" for one in ("a.praxis-beispiel.de", *wrong))
    file.write_text(f"policy: strict\nown_hosts:\n{lines}")
    with pytest.raises(PraxisError) as told:
        own_of(URL, load(file), str(file))
    assert [(p.file, p.line) for p in told.value.problems] == [(str(file), line) for line in range(4, 9)]


def test_own_hosts_are_said_in_every_report_the_evidence_and_the_page(tmp_path: Path) -> None:
    own = own_of(URL, {"own_hosts": ["medien.praxis-beispiel.de"]})
    report = check(site(tmp_path / "site", "<img src=//medien.praxis-beispiel.de/a.png alt=x>"), own)
    assert report.passed
    for name in FORMATS:
        assert "medien.praxis-beispiel.de" in render(name, [report]), name
    statement = evidence(report, tmp_path / "site")
    assert json.loads(statement)["predicate"]["own_hosts"] == ["medien.praxis-beispiel.de"]
    assert "medien.praxis-beispiel.de" in page(json.loads(statement), "de")


def test_own_hosts_widen_the_policy_by_themselves_and_no_more(tmp_path: Path) -> None:
    own = own_of(URL, {"own_hosts": ["medien.praxis-beispiel.de"]})
    folder = site(tmp_path / "site", "<img src=//medien.praxis-beispiel.de/a.png alt=x>")
    harden(folder, own)
    text = (folder / "index.html").read_text()
    csp = text.partition('content="default-src')[2].partition('"')[0]
    open_to = {part.split()[0] for part in csp.split("; ") if "https://medien.praxis-beispiel.de" in part}
    assert open_to == {"img-src"}  # the page uses nothing else
    assert csp.count("praxis-beispiel.de") == 1


FIXED = [r.name for r in all_rules() if r.fixed]


@pytest.mark.parametrize("weight", ["warning", "note"])
@pytest.mark.parametrize("name", FIXED)
def test_no_rule_of_the_promise_is_weighed_down(name: str, weight: str) -> None:
    with pytest.raises(PraxisError, match="stays an error"):
        policy_of({"severity": {name: weight}})


def test_which_rules_the_promise_has() -> None:
    contacts = {r.name for r in all_rules() if r.name.startswith("third-party-")}
    assert len(contacts) == 12
    assert contacts | {"vendor-code", "foreign-base", "unread-file", "allowance-expired"} <= set(FIXED)
    assert not {"social-link", "device-storage", "opaque-script"} & set(FIXED)


def test_what_is_weighed_down_is_counted_everywhere(tmp_path: Path) -> None:
    policy = policy_of({"severity": {"opaque-script": "note"}})
    own = own_of(URL, {})
    report = check(
        site(tmp_path / "site", "<script>eval(atob(location.hash))</script>"), own, Options(policy)
    )
    assert report.weighed_down == 1
    assert "1 finding weighed down by the configuration" in render("text", [report])
    told = json.loads(render("json", [report]))
    assert (told["counts"]["weighed_down"], told["severities"]) == (1, {"opaque-script": "note"})
    if report.passed:
        predicate = json.loads(evidence(report, tmp_path / "site"))["predicate"]
        assert (predicate["weighed_down"], predicate["severities"]) == (1, {"opaque-script": "note"})


def test_what_is_judged_has_no_say_in_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(tmp_path / "project" / "site", "<script src=//cdn.example.net/x.js></script>")
    hostile = "own_hosts: [cdn.example.net]\nsite_url: https://cdn.example.net/\n"
    (folder / "praxis.yml").write_text(hostile)
    (folder / "sub").mkdir()
    (folder / "sub" / "praxis.yml").write_text(hostile)
    (tmp_path / "project" / "praxis.yml").write_text(hostile)
    for where, target in ((folder, "."), (folder / "sub", ".."), (tmp_path, "project/site")):
        monkeypatch.chdir(where)
        assert find(Path(target)) is None
        assert praxis("check", target, "--site-url", URL).exit_code == 1
    monkeypatch.chdir(tmp_path / "project")
    assert find(Path("site")) == Path("praxis.yml")


def test_a_summary_counts_what_it_says(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", "<script src=//cdn.example.net/x.js></script>" * 3)
    for name in ("b.html", "c.html"):
        shutil.copy(folder / "index.html", folder / name)
    (folder / "d.txt").touch()
    own = own_of(URL, {})
    assert "9 errors in 3 files; 4 files read." in render("text", [check(folder, own)])
    german = Options(policy_of({}, language="de"))
    assert "9 Fehler in 3 Dateien; 4 Dateien gelesen." in render("text", [check(folder, own, german)])
    (folder / "b.html").unlink()
    (folder / "c.html").unlink()
    (folder / "d.txt").unlink()
    assert "3 errors in 1 file; 1 file read." in render("text", [check(folder, own)])


@pytest.mark.parametrize(
    ("address", "met"),
    [
        ("https://medien.praxis-beispiel.de/a.png", False),
        ("https://medien.praxis-beispiel.de:8443/a.png", True),
        ("https://cdn.example.net/a.png", True),
    ],
)
def test_the_proof_takes_own_hosts_as_the_gate_does(address: str, met: bool, tmp_path: Path) -> None:
    own = own_of(URL, {"own_hosts": ["medien.praxis-beispiel.de"]})
    report = check(site(tmp_path / "site", f"<img src={address} alt=x>"), own)
    host = address.split("/")[2].partition(":")[0]
    visit = Visit(Mode("with policy"))
    visit.requests[address] = "Image"
    visit.contacts[host] = [Seen(host, "GET", address)]
    found = {f.rule.name for f in findings_of("index.html", [visit], own, policy_of({}), report)}
    assert found == ({"third-party-image"} if met else set())
    assert report.passed is not met


def test_what_was_not_read_but_declared_is_said_everywhere(tmp_path: Path) -> None:
    folder = site(tmp_path / "site")
    (folder / "export.xyz").write_bytes(b"\x01\x02<x>")
    entry = {
        "url": f"{URL}export.xyz",
        "rule": "unread-file",
        "reason": "x",
        "approved_by": "x",
        "contract": "x",
    }
    policy = policy_of({"allow": [entry | {"expires": "2099-01-31"}]})
    own = own_of(URL, {})
    assert not check(folder, own).passed
    report = check(folder, own, Options(policy))
    assert report.passed
    assert "1 file not read, as declared" in render("text", [report])
    assert json.loads(render("json", [report]))["declared"][0]["file"] == "export.xyz"
    assert [one["file"] for one in json.loads(evidence(report, folder))["predicate"]["not_read"]] == [
        "export.xyz"
    ]
    wide = policy_of({"allow": [entry | {"url": f"{URL}*", "rule": "*", "expires": "2099-01-31"}]})
    assert not check(folder, own, Options(wide)).passed
