"""Gate and policy compared: what the page's own policy refuses once a person chooses it is told, and nothing else is."""

import datetime as dt
from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.csp import content_security_policy, widenings
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Severity
from mkdocs_praxis.web.contact import Confidence, Kind, OwnSite
from mkdocs_praxis.web.csp import DECIDING, parse
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")
# Which directive decides on a request (CSP3 §6.8.1); none decides on where a link or a script leads (§6.7.3 was dropped).
GOVERNED = {
    Kind.SCRIPT: "script-src-elem",
    Kind.FRAME: "frame-src",
    Kind.STYLE: "style-src-elem",
    Kind.FONT: "font-src",
    Kind.IMAGE: "img-src",
    Kind.MEDIA: "media-src",
    Kind.WORKER: "worker-src",
    Kind.MANIFEST: "manifest-src",
    Kind.REQUEST: "connect-src",
}
PAGES = [
    '<audio controls preload="none" src="https://f.example.net/x.mp3"></audio>',
    '<video controls preload="none"><source src="https://f.example.net/x.mp4"></video>',
    '<video controls src="/x.mp4"><track src="https://f.example.net/x.vtt"></video>',
    "<button onclick=\"fetch('https://f.example.net/x')\">x</button>",
    "<button onclick=\"new Image().src='https://f.example.net/x'\">x</button>",
    "<button onclick=\"import('https://f.example.net/x.js')\">x</button>",
    "<button onclick=\"window.open('https://f.example.net/')\">x</button>",
    "<button onclick=\"location.href='https://f.example.net/'\">x</button>",
    "<p>nothing</p>",
]


@pytest.mark.parametrize("markup", PAGES)
def test_what_the_policy_refuses_on_a_click_is_a_warning(markup: str, tmp_path: Path) -> None:
    html = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title></head><body>{markup}</body></html>"
    (tmp_path / "index.html").write_text(html)
    reading = read("index.html", html.encode(), url=OWN.url, own=OWN)
    assert reading.page is not None
    policy = parse(content_security_policy(reading.page)).directives
    clicks = [contact for contact in reading.contacts if contact.confidence is Confidence.CLICK]
    refused = set()
    for contact in clicks:
        names = DECIDING.get(GOVERNED.get(contact.kind, ""), ())
        sources = next((policy[name] for name in names if name in policy), None)
        if sources is not None and not any("f.example.net" in source or source == "*" for source in sources):
            refused.add(contact.url)
    report = check(
        tmp_path, OWN, Options(policy_of({}, language="en"), frozenset(), dt.date(2026, 11, 25), hardens=True)
    )
    told = {
        finding.contact.url
        for finding in report.findings
        if finding.contact is not None
        and finding.contact.confidence is Confidence.CLICK
        and finding.severity is not Severity.NOTE
    }
    assert told == refused
    assert all(
        "the page's policy refuses" in f.message
        for f in report.findings
        if f.contact and f.contact.url in refused
    )


def allowance(rule: str) -> dict[str, object]:
    told = {"reason": "x", "approved_by": "x", "contract": "x", "expires": "2027-01-31"}
    return {"allow": [{"host": "f.example.net", "rule": rule, **told}]}


@pytest.mark.parametrize("markup", PAGES[:6])
def test_what_an_allowance_lets_a_click_do_the_policy_lets_it_do_too(markup: str, tmp_path: Path) -> None:
    html = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title></head><body>{markup}</body></html>"
    (tmp_path / "index.html").write_text(html)
    reading = read("index.html", html.encode(), url=OWN.url, own=OWN)
    assert reading.page is not None
    (contact,) = [one for one in reading.contacts if one.confidence is Confidence.CLICK]
    rule = "third-party-script" if contact.kind is Kind.SCRIPT else "contact-after-click"
    other = "contact-after-click" if contact.kind is Kind.SCRIPT else "third-party-script"

    def told(values: dict[str, object]) -> set[str]:
        day = dt.date(2026, 11, 25)
        report = check(tmp_path, OWN, Options(policy_of(values), frozenset(), day, hardens=True))
        return {finding.rule.name for finding in report.findings}

    assert told(allowance(rule)) == set()
    assert told(allowance(other)) == {"contact-after-click", "allowance-unused"}
    policy = parse(
        content_security_policy(
            reading.page, widenings([("f.example.net", rule)]), able=frozenset({"connect"})
        )
    ).directives
    names = DECIDING.get(GOVERNED.get(contact.kind, ""), ())
    sources = next((policy[name] for name in names if name in policy), None)
    assert sources is None or "https://f.example.net" in sources


@pytest.mark.parametrize(
    "body",
    [
        '<template><iframe src="https://f.example.net/k"></iframe></template><script>document.body.append(document.querySelector("template").content.cloneNode(true))</script>',
        '<div id="z"></div><script>const s = {an: false}; z.innerHTML = s.an ? `<iframe src="https://f.example.net/k"></iframe>` : ""</script>',
        '<p id="o"></p><textarea hidden id="z"><iframe src="https://f.example.net/k"></iframe></textarea><script>document.getElementById("o").innerHTML = document.querySelector("#z").value</script>',
        '<p id="o"></p><script type="text/x-karte" id="z"><iframe src="https://f.example.net/k"></iframe></script><script>document.getElementById("o").innerHTML = document.querySelector("#z").textContent</script>',
        '<zwei-klick src="https://f.example.net/k"></zwei-klick><script>customElements.define("zwei-klick", class extends HTMLElement {})</script>',
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_of_what_a_script_brings_is_said_what_was_seen(body: str, language: str, tmp_path: Path) -> None:
    """Whether it waits for a click cannot always be seen: it fails, and nobody is told that it loads as the page opens."""
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{body}", encoding="utf-8")
    policy = policy_of({}, language=language)
    met = [one for one in check(tmp_path, OWN, Options(policy)).findings if one.contact]
    told = [one.message for one in met if one.severity is Severity.ERROR]
    assert told
    assert all(("no click was seen" if language == "en" else "ein Klick") in one for one in told)
