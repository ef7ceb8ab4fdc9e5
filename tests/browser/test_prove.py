"""`praxis prove` as people run it: a clean site, one whose contacts only a browser sees, servers, states, missing parts."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import Result

from mkdocs_praxis.browser.find import require_playwright
from mkdocs_praxis.browser.judging import findings_of
from mkdocs_praxis.browser.prove import _pages
from mkdocs_praxis.browser.sink import Seen
from mkdocs_praxis.browser.tour import _page
from mkdocs_praxis.browser.visit import MODES, Refused, Visit
from mkdocs_praxis.gate import check
from mkdocs_praxis.policy.model import Policy
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import OwnSite
from tests.serving import Quiet, serving
from tests.tools import praxis, python

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
PAGE = "<!doctype html><html lang=de><head><meta charset=utf-8><meta name=referrer content=no-referrer><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"  # fmt: skip


def prove(*arguments: str) -> Result:
    return praxis("prove", "--site-url", "https://praxis.example/", "--lang", "en", *arguments)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE.format(title="a", body="<a href=two.html>zwei</a>"))
    (folder / "two.html").write_text(
        PAGE.format(title="b", body="<a href=index.html>eins</a><a href=x.pdf>x</a>")
    )
    return folder


@pytest.mark.usefixtures("chromium_path")
def test_a_clean_site_passes_and_a_state_is_gone_on_with(site: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = prove(str(site), "--visitors", "1", "--state", str(state))
    assert first.exit_code == 0, first.output
    assert "2 pages visited" in first.output
    lines = state.read_text().splitlines()
    assert len(lines) == 2
    state.write_text(lines[0] + "\n" + lines[1][:50])
    (site / "two.html").write_text(
        PAGE.format(
            title="b", body="<script>new Image().src = 'https://' + ['far', 'test'].join('.')</script>"
        )
    )
    again = prove(str(site), "--visitors", "1", "--state", str(state))
    assert again.exit_code == 1, again.output
    assert "third-party-image" in again.output
    assert "far.test" in again.output


def test_a_state_is_not_gone_on_with_behind_another_header_file(site: Path) -> None:
    own = OwnSite("https://praxis.example/")
    visits = []
    for headers in ("", "/*\n  X-A: 1\n", "/*\n  X-A: 2\n"):
        if headers:
            (site / "_headers").write_text(headers)
        visits.append({page[2] for page in _pages(check(site, own), own)})
    assert all(not one & other for one, other in combinations(visits, 2))


@pytest.mark.usefixtures("chromium_path")
def test_what_only_the_browser_sees_is_a_finding_against_the_gate_unless_allowed(
    site: Path, tmp_path: Path
) -> None:
    body = "<script>new Image().src = '//' + document.querySelector('h1').textContent + '.test/'</script>"
    (site / "index.html").unlink()
    (site / "two.html").write_text(PAGE.format(title="far", body=body))
    told = prove(str(site), "--visitors", "1")
    assert told.exit_code == 1
    assert "seen-not-read" in told.output
    config = tmp_path / "praxis.yml"
    config.write_text(
        "allow:\n- {host: far.test, rule: '*', reason: x, approved_by: y, contract: z, expires: 2099-01-31}\n"
    )
    allowed = prove(str(site), "--visitors", "1", "--config", str(config))
    assert "seen-not-read" not in allowed.output
    assert "third-party-image" not in allowed.output


@pytest.mark.usefixtures("chromium_path")
def test_a_server_on_this_machine_is_followed_by_its_links(site: Path) -> None:
    with serving(site) as address:
        told = prove(address, "--visitors", "2")
    assert told.exit_code == 0, told.output
    assert "3 pages visited" in told.output  # /, /index.html and /two.html


@pytest.mark.usefixtures("chromium_path")
def test_a_server_on_this_machine_is_judged_as_the_site_it_will_be(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own address is not foreign, praxis.yml counts, and names of links are asked for in advance without https only."""
    links = '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Film</a><img src="http://praxis.example/b.png" alt="">'
    (site / "index.html").write_text(PAGE.format(title="a", body=links))
    hint = '<link rel=dns-prefetch href="https://hint.example.net"><img src="http://karte.example.org/c.png" alt="">'
    (site / "two.html").write_text(PAGE.format(title="b", body=hint))
    (tmp_path / "praxis.yml").write_text(
        "allow:\n- {host: karte.example.org, rule: '*', reason: x, approved_by: y, contract: z, expires: 2099-01-01}\n"
    )
    monkeypatch.chdir(tmp_path)
    with serving(site) as address:
        told = prove(address, "--visitors", "1")
        assert told.exit_code == 0, told.output
        told = prove(address + "two.html", "--visitors", "1")
    assert "hint.example.net" in told.output
    assert "karte.example.org" not in told.output.replace("karte.example.org/", "")


@pytest.mark.usefixtures("chromium_path")
def test_links_by_the_address_of_the_site_are_followed_on_the_server_that_stands_in_for_it(
    site: Path,
) -> None:
    """It said “1 of 1 page: no contact”, of a site whose second page asked somebody."""
    for link in ("https://praxis.example/two.html", "http://www.praxis.example/two.html?a#b"):
        (site / "index.html").write_text(PAGE.format(title="a", body=f'<a href="{link}">Zwei</a>'))
        (site / "two.html").write_text(
            PAGE.format(title="b", body='<img src="https://a.example.net/" alt="">')
        )
        with serving(site) as address:
            told = prove(address, "--visitors", "1")
        assert told.exit_code == 1, told.output
        assert "a.example.net" in told.output
        assert "2 of 2 pages" in told.output


@pytest.mark.parametrize(
    ("link", "here"),
    [
        ("https://www.praxis.example/a/b.html", None),
        ("https://www.praxis.example/sub/b.html", "http://127.0.0.1:8000/b.html"),
        ("http://praxis.example/sub/", "http://127.0.0.1:8000/"),
        ("https://www.praxis.example/sub/a.pdf", None),
        ("https://termin.praxis.example/sub/", None),
        ("https://www.praxis.example.net/sub/", None),
        ("http://127.0.0.1:8000/c/", "http://127.0.0.1:8000/c/"),
        ("http://127.0.0.1:9000/c/", None),
    ],
)
def test_a_link_is_of_the_server_or_of_the_site_it_stands_in_for(link: str, here: str | None) -> None:
    own = OwnSite("http://127.0.0.1:8000/")
    assert _page(link, own, "https://www.praxis.example/sub/") == here
    assert _page(link, own, "") == (link if here == link else None)


@pytest.mark.usefixtures("chromium_path")
def test_a_page_that_no_server_shows_is_not_proven(site: Path) -> None:
    with serving(site) as address:
        missing = prove(address + "drei.html")
    gone = prove(address)
    assert (missing.exit_code, gone.exit_code) == (2, 2)
    assert "404" in missing.output
    assert "no server answers" in gone.output


def test_an_address_out_there_is_refused(chromium_path: str) -> None:
    told = prove("https://www.praxis.example/")
    assert told.exit_code == 2
    assert "not on this machine" in told.output


def test_a_browser_that_does_not_start_is_told(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho 'error while loading shared libraries: libnss3.so' >&2\nexit 127\n")
    broken.chmod(0o755)
    for path, says in ((str(broken), "libnss3.so"), (str(tmp_path / "none"), "PRAXIS_CHROMIUM")):
        monkeypatch.setenv("PRAXIS_CHROMIUM", path)
        told = prove(str(site))
        assert told.exit_code == 2, told.output
        assert says in told.output


def test_without_playwright_the_command_says_how_to_install_it(site: Path) -> None:
    hide = "import sys; sys.modules['playwright'] = None; from mkdocs_praxis.cli import main; main()"
    told = python("-c", hide, "prove", site)
    assert told.returncode == 2, told.stderr
    assert 'pip install "mkdocs-praxis[browser]"' in told.stderr


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Return a folder for temporary files: Chromium's socket has 108 characters for its path, and pytest's folders are long."""
    with tempfile.TemporaryDirectory(prefix="prove-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that nobody can write to")
@pytest.mark.usefixtures("chromium_path")
def test_a_temporary_folder_that_is_read_only_is_left_for_another(site: Path) -> None:
    call = "from mkdocs_praxis.cli import main; main()"
    done = python(
        "-c",
        call,
        "prove",
        site,
        "--site-url",
        "https://praxis.example/",
        env={"TMPDIR": "/proc"},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def test_no_temporary_folder_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(tempfile, "gettempdir", none)
    with pytest.raises(PraxisError, match="no folder for temporary files") as told:
        require_playwright()
    assert "TMPDIR" in str(told.value.problems[0].fix)


def test_a_german_report_of_visits_is_german_and_says_each_thing_once() -> None:
    visits = [
        Visit(mode, failed=msg("gave no control back within {seconds:.0f} seconds", seconds=60))
        for mode in MODES
    ]
    visits[0].refused.append(Refused("https://film.example.net/", msg("its guard"), "", 0))
    for visit, host in (
        (visits[1], "bild.example.net"),
        (visits[3], "film.example.net"),
        (visits[3], "mehr.example.net"),
    ):
        visit.contacts[host] = [Seen(host, "http", f"https://{host}/")]
        visit.requests[f"https://{host}/"] = "Image"
    found = list(
        findings_of("index.html", visits, OwnSite("https://praxis.example/"), Policy(language="de"), None)
    )
    told = [f"{one.rule.name}: {one.message}" for one in found]
    assert len(told) == 4, "the film, which the policy held back, is told once; the page that hangs as well"
    said = "\n".join(told)
    for words in (
        "von ihrem Wächter aufgehalten",
        "Browser, auf einem Telefon",
        "mehr.example.net/ (ohne Richtlinie)",
    ):
        assert words in said
    assert (
        "mit Richtlinie, auf einem Telefon, ohne Skripte, ohne Richtlinie: hat 60 Sekunden lang nicht reagiert"
        in said
    )


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX systems")
def test_an_interrupt_leaves_no_browser_behind(site: Path, short_folder: Path, chromium_path: str) -> None:
    (site / "two.html").write_text(
        PAGE.format(title="b", body="<script>setTimeout(() => { while (1); }, 0)</script>")
    )
    profiles = short_folder
    running = subprocess.Popen(
        [sys.executable, "-c", "from mkdocs_praxis.cli import main; main()", "prove", str(site), "--visitors", "2"],
        env=os.environ | {"TMPDIR": str(profiles)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip

    def browsers(kind: str = "--user-data-dir") -> list[str]:
        found = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, text=True, check=True).stdout
        return [line for line in found.splitlines() if str(profiles) in line and kind in line]

    while not browsers("--type=renderer"):  # until one shows a page
        assert running.poll() is None
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    running.communicate()
    assert running.returncode != 0
    while browsers():  # for ever, if one is left behind: pytest-timeout ends it
        time.sleep(0.1)


@pytest.mark.usefixtures("chromium_path")
def test_what_the_policy_held_back_is_named_with_its_script(tmp_path: Path) -> None:
    from mkdocs_praxis.harden.site import harden

    folder = tmp_path / "site"
    folder.mkdir()
    body = "<script src=a.js></script><script>missing.call()</script><script>if (!trustedTypes.defaultPolicy) 1; else broken()</script>"
    (folder / "index.html").write_text(PAGE.format(title="a", body=body))
    (folder / "a.js").write_text(
        "const u = ['https://far', 'test/'].join('.');\nfetch(u).catch(() => 0);\n"
        "const f = document.createElement('iframe'); f.src = u.replace('far', 'frame'); document.body.append(f);"
    )
    harden(folder, OwnSite("https://praxis.example/"))
    told = prove(str(folder), "--visitors", "1", "--format", "json")
    findings = json.loads(told.stdout)["findings"]
    tried = [f["message"] for f in findings if f["message"].startswith("the page tried")]
    held = {message.split()[3]: message for message in tried}
    assert {"far.test", "frame.test"} <= held.keys()
    assert "a.js:2" in held["far.test"]
    assert {f["severity"] for f in findings if f["rule"] == "held-back"} == {"warning"}
    broken = [f["message"] for f in findings if f["rule"] == "policy-violation"]
    assert any("broken" in text for text in broken)
    assert not any("missing" in text for text in broken)  # it fails without the policy too


@pytest.mark.usefixtures("chromium_path")
def test_a_server_is_held_to_the_policy_it_is_said_to_send(site: Path, tmp_path: Path) -> None:
    policy = "default-src 'self'; form-action 'self'; base-uri 'self'"

    class Sending(Quiet):
        def end_headers(self) -> None:
            if self.path != "/two.html":
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    config = tmp_path / "praxis.yml"
    config.write_text(f'server_policy: "{policy}"\n')
    with serving(site, Sending) as address:
        told = prove(address, "--visitors", "1", "--config", str(config), "--format", "json")
    findings = json.loads(told.stdout)["findings"]
    assert [f["file"] for f in findings if f["rule"] == "server-policy"] == [address + "two.html"]


@pytest.mark.usefixtures("chromium_path")
def test_the_policy_of_a_header_file_comes_with_the_pages(site: Path) -> None:
    body = "<script>new Image().src = 'https://' + ['far', 'test'].join('.')</script><script>document.title = 1</script>"
    (site / "two.html").write_text(PAGE.format(title="b", body=body))
    (site / "_headers").write_text(
        "/*\n  Content-Security-Policy: default-src 'self'; script-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none'\n"
    )
    done = prove(str(site), "--visitors", "1")
    assert "far.test" in done.output
    assert "held back by img-src" in done.output
    assert "2 errors in 1 file" in done.output  # both read, none seen
