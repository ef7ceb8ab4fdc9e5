"""Hardened pages contact nobody: what no reading can follow, a real browser refuses.

Every way of contacting somebody (smuggled.txt) is fed by ways in which addresses reach scripts on real sites (flows.py).
`make bench` also shows that the same pages do contact somebody without policy and guard.
"""

import os
from pathlib import Path

import pytest

from mkdocs_praxis.browser.visit import MODES
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.web.contact import OwnSite
from tests.browser.visits import visits
from tests.harden.flows import SOURCES, flow

pytestmark = pytest.mark.browser

OWN = OwnSite("https://praxis.example/")
SINKS = (Path(__file__).parent / "smuggled.txt").read_text(encoding="utf-8").splitlines()
# Each sink with this many sources, so that each meets others.
ROUNDS = 3
CASES = [
    (sink, list(SOURCES)[(number + turn * 9) % len(SOURCES)])
    for turn in range(ROUNDS)
    for number, sink in enumerate(SINKS)
]
PER_PAGE = 12
BENCH = os.environ.get("PRAXIS_BENCH") == "all"
VISITED = CASES if BENCH else CASES[: len(SINKS)]


WORKER = "const go = u => { fetch(u).catch(() => 0); importScripts && fetch(u, {mode: 'no-cors'}) };"
FILES = {
    "w.js": WORKER
    + "onmessage = e => go(e.data); onconnect = () => 0; for (const u of new URL(location).searchParams.values()) go(u)",
    "w.txt": WORKER + "onmessage = e => go(e.data)",
    "m.js": "onmessage = e => fetch(e.data)",
    # Documents that a frame shows and that bring no policy, or no guard, of their own.
    "frame.txt": '<iframe srcdoc="<link rel=preconnect href=HOST>"></iframe>',
    "b.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "still.html": "<!doctype html><html lang=de><head><title>x</title></head><body><p>x</p></body></html>",
}


def lay(folder: Path) -> list[str]:
    names = []
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for start in range(0, len(VISITED), PER_PAGE):
        parts = []
        for number, (sink, source) in enumerate(VISITED[start : start + PER_PAGE], start):
            markup, files = flow(source, number, sink)
            parts.append(markup)
            for name, text in files.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")
        names.append(f"p{start // PER_PAGE:02}.html")
        head = (
            "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body><h1>x</h1>"
        )
        (folder / names[-1]).write_text(head + "\n".join(parts) + "</body></html>", encoding="utf-8")
    return names


Met = dict[str, set[str]]  # host → how it was met


def visited(folder: Path, chromium_path: str, pages: list[str]) -> dict[str, Met]:
    seen: dict[str, Met] = {}
    # All hardened visits first: what a page without policy began may arrive while the next one is open.
    for mode in (MODES[0], MODES[3]) if BENCH else (MODES[0],):
        met_so = seen.setdefault(mode.name, {})
        for visit in visits(chromium_path, [(folder, f"/{name}", mode) for name in pages], visitors=4):
            assert visit.failed == ""
            for host, met in visit.contacts.items():
                met_so.setdefault(host, set()).update(s.how for s in met)
    return seen


def case_of(host: str) -> str:
    sink, source = CASES[int(host[1:].split(".", maxsplit=1)[0])]
    return f"{source}: {sink}"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> dict[str, Met]:
    folder = tmp_path_factory.mktemp("smuggled")
    pages = lay(folder)
    before = {f.file for f in check(folder, OWN, Options()).findings if f.rule.name == "unconfined-script"}
    assert set(pages) <= before  # each is asked about before it is hardened
    harden(folder, OWN)
    after = {f.rule.name for f in check(folder, OWN, Options()).findings}
    assert not {"unconfined-script", "beyond-policy"} & after
    return visited(folder, chromium_path, pages)


def test_there_are_three_hundred() -> None:
    assert len(set(CASES)) == len(CASES) >= 300
    assert {source for _, source in CASES} == set(SOURCES)


@pytest.mark.skipif(not BENCH, reason="visits every page twice: make bench")
def test_without_policy_and_guard_they_do_contact(seen: dict[str, Met]) -> None:
    """Else the next test would prove nothing."""
    silent = [case_of(f"s{n}.test") for n in range(len(CASES)) if f"s{n}.test" not in seen["without policy"]]
    assert len(silent) <= 0.2 * len(CASES), silent


def test_hardened_they_contact_nobody(seen: dict[str, Met]) -> None:
    """No request, no connection, no name asked for: what no policy governs, the guard closes."""
    met = {case_of(host): how for host, how in seen["with policy"].items()}
    assert met == {}
