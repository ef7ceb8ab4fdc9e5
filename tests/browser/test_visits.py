"""The proof sees what leaves the browser: against the bench's own recorder, and where no recorder on the wire could see."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from mkdocs_praxis.browser import visit as visiting
from mkdocs_praxis.browser.visit import MODES, Visit
from tests.bench.case import Case, topics
from tests.bench.visit import observe
from tests.browser.visits import visits
from tests.tools import lay

pytestmark = pytest.mark.browser
WITH, PHONE, WITHOUT_SCRIPT, WITHOUT = MODES
TOPICS = ("css", "frames-nested", "handlers", "hints", "html-elements", "modules-workers", "script", "srcset-picture", "svg-mathml", "urls")  # fmt: skip


def plain(case: Case) -> bool:
    """Tell whether every browser makes the case's contacts at once, in windows of any size."""
    special = case.only or case.beyond or case.click or case.wait or b"@media" in case.files["index.html"]
    return bool(case.contacts) and not special


def chosen() -> list[Case]:
    fit = [[case for case in topics()[topic] if plain(case)] for topic in TOPICS]
    return [case for cases in fit for case in (cases[0], cases[len(cases) // 2])]


def test_the_proof_and_the_bench_see_the_same(chromium_path: str, tmp_path: Path) -> None:
    cases = chosen()
    assert len(cases) >= 15
    for case in cases:
        lay(tmp_path / case.id, case.files)
    for _ in range(3):  # a loaded machine can be slower than a page's last contact
        others = observe(chromium_path, cases, visitors=2)
        pages = [(tmp_path / case.id, case.visit, WITH) for case in cases]
        ours = visits(chromium_path, pages, visitors=3)
        unlike = [
            (case, set(visit.contacts), others[case.id].loaded)
            for case, visit in zip(cases, ours, strict=True)
            if set(visit.contacts) != others[case.id].loaded
        ]
        cases = [case for case, _, _ in unlike]
        if not cases:
            break
    assert not unlike, [(case.id, ours, others) for case, ours, others in unlike]


PAGE = "<!doctype html><html lang=de><head><meta charset=utf-8>{head}<title>x</title></head><body><h1>x</h1>{body}</body></html>"
RTC = "let p = new RTCPeerConnection({iceServers: [{urls: ['stun:stun.far.test', 'turns:turn.far.test:443?transport=tcp'], username: 'a', credential: 'b'}]}); p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o));"
PEER = "new RTCPeerConnection().setRemoteDescription({type: 'offer', sdp: 'v=0\\r\\na=candidate:1 1 udp 2 198.51.100.3 5000 typ host\\r\\n'}).catch(() => 0);"
KEEPS = "localStorage.theme = 1; sessionStorage.tab = 1; document.cookie = 'id=1'; indexedDB.open('base'); caches.open('kept');"
MAKES = "IDBFactory.prototype.databases = async () => []; indexedDB.open('slow');"  # as Chromium lists while it is made
TRIES = "indexedDB.open('tried'); indexedDB.deleteDatabase('tried');"
LOCAL = "fetch('http://127.0.0.1:8123/x').catch(() => 0); fetch('http://localhost:8124/x').catch(() => 0); fetch('https://[2001:db8::1]/x').catch(() => 0); fetch('https://203.0.113.7/x').catch(() => 0);"
HOLDS = "addEventListener('beforeunload', e => e.preventDefault()); alert(1); confirm(2); open('https://popup.test/'); let a = document.createElement('a'); a.href = 'data:text/plain,x'; a.download = 'x.txt'; a.click();"
DATA = {
    "rtc": PAGE.format(head='<meta http-equiv="Content-Security-Policy" content="connect-src \'self\'">', body=f"<script>{RTC}{PEER}</script>"),
    "keeps": PAGE.format(head="", body=f"<script>{KEEPS}</script>"),
    "makes": PAGE.format(head="", body=f"<script>{MAKES}{TRIES}</script>"),
    "local": PAGE.format(head="", body=f"<script>{LOCAL}</script>"),
    "holds": PAGE.format(head="", body=f"<script>{HOLDS} addEventListener('pagehide', () => navigator.sendBeacon('https://late.test/'))</script>"),
    "phone": PAGE.format(head='<meta name=viewport content="width=device-width">', body="<script>if (matchMedia('(max-width: 500px) and (pointer: coarse)').matches) new Image().src = 'https://phone.test/'</script>"),
    "plain": PAGE.format(head="", body="<noscript><img src=https://noscript.test/></noscript>"),
    "policy": PAGE.format(head='<meta http-equiv="Content-Security-Policy" content="default-src \'self\' \'unsafe-inline\'">', body="<img src=https://held.test/x.png><script>new WebTransport('https://wt.test/').ready.catch(() => 0)</script>"),
    "hang": PAGE.format(head="", body="<script>setTimeout(() => { while (1); }, 0)</script>"),
}  # fmt: skip


@pytest.fixture(scope="module")
def seen(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Visit]:
    folder = tmp_path_factory.mktemp("seen")
    for name, text in DATA.items():
        (folder / f"{name}.html").write_text(text)
    silent = [("phone", WITH), ("plain", WITH), ("policy", WITH)]
    others = [("rtc", WITH), ("phone", PHONE), ("plain", WITHOUT_SCRIPT), ("policy", WITHOUT), ("plain", WITHOUT), ("keeps", WITHOUT), ("phone", WITHOUT), ("makes", WITH)]  # fmt: skip
    asked = [("keeps", WITH), ("local", WITH), *silent, ("holds", WITH), *others]
    hanging = [("hang", WITH), ("keeps", WITH)]
    before, visiting.LONGEST = visiting.LONGEST, 15.0
    try:
        with ThreadPoolExecutor(2) as threads:
            addresses = ([(folder, f"/{name}.html", mode) for name, mode in of] for of in (asked, hanging))
            done, after = threads.map(partial(visits, chromium_path), addresses)
    finally:
        visiting.LONGEST = before
    seen = {f"{name} {mode.name}": visit for (name, mode), visit in zip(asked, done, strict=True)}
    return seen | {"hang with policy": after[0], "keeps with policy again": after[1]}


def test_webrtc_is_seen_though_it_goes_past_names_and_policies(seen: dict[str, Visit]) -> None:
    hosts = seen["rtc with policy"].contacts
    assert {"stun.far.test", "turn.far.test", "198.51.100.3"} <= set(hosts)
    assert all(any(s.how == "webrtc" for s in met) for met in hosts.values())


def test_what_is_kept_is_named(seen: dict[str, Visit]) -> None:
    kept = {"localStorage": ["theme"], "sessionStorage": ["tab"], "indexedDB": ["base"], "caches": ["kept"], "cookie": ["id"]}  # fmt: skip
    assert seen["keeps with policy"].stored == kept
    assert seen["keeps with policy again"].stored == kept


def test_a_database_that_is_still_being_made_is_named_and_one_deleted_again_is_not(
    seen: dict[str, Visit],
) -> None:
    assert seen["makes with policy"].stored == {"indexedDB": ["slow"]}


def test_literal_addresses_and_this_machine_are_strangers_too(seen: dict[str, Visit]) -> None:
    assert set(seen["local with policy"].contacts) == {"127.0.0.1", "localhost", "2001:db8::1", "203.0.113.7"}


def test_dialogs_and_downloads_hold_nobody_and_the_last_word_is_heard(seen: dict[str, Visit]) -> None:
    assert seen["holds with policy"].failed == ""
    # what a page sends as it goes may be heard during the visits that follow, and is told of those then
    assert any("late.test" in visit.contacts for visit in seen.values())


def test_a_phone_is_a_phone(seen: dict[str, Visit]) -> None:
    assert "phone.test" in seen["phone on a phone"].contacts
    assert seen["phone with policy"].contacts == {}


def test_without_script_noscript_loads(seen: dict[str, Visit]) -> None:
    assert "noscript.test" in seen["plain without script"].contacts
    assert seen["plain with policy"].contacts == {}


def test_the_policy_is_on_and_off(seen: dict[str, Visit]) -> None:
    assert seen["policy with policy"].contacts == {}
    assert len(seen["policy with policy"].violations) >= 2
    assert {"held.test", "wt.test"} <= set(seen["policy without policy"].contacts)


def test_a_page_that_hangs_is_told_and_the_next_one_is_visited(seen: dict[str, Visit]) -> None:
    assert "no control back" in seen["hang with policy"].failed
    assert seen["keeps with policy again"].failed == ""
