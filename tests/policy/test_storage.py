"""§ 25 TDDDG: what is kept on a device is told, but for what a person asked for and the site declares."""

import datetime as dt

import pytest

from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import FileReading
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite, Reading, Sign, SignKind
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")


def told(reading: Reading, *stored: dict[str, str]) -> list[str]:
    judge = Judge(policy_of({"allow_storage": stored}), dt.date(2026, 11, 23))
    return [f.message.partition(": ")[2] for f in judge.judge(FileReading("a.js", OWN.url, reading))]


def script(text: str) -> Reading:
    return read("a.js", text.encode(), url=OWN.url + "a.js", own=OWN)


@pytest.mark.parametrize(
    ("code", "store"),
    [
        ("localStorage.setItem('theme', 'dark')", "localStorage"),
        ("document.cookie = 'a=1'", "cookie"),
        ("sessionStorage.x = 1", "sessionStorage"),
        ("indexedDB.open('x')", "indexedDB"),
        ("navigator.serviceWorker.register('/sw.js')", "service worker"),
    ],
)
def test_only_the_declared_store_passes(code: str, store: str) -> None:
    assert told(script(code))
    assert told(script(code), {"store": store, "reason": "so gewünscht"}) == []
    other = "caches" if store != "caches" else "cookie"
    assert told(script(code), {"store": other, "reason": "so gewünscht"})


def test_the_proof_holds_the_site_to_its_key() -> None:
    seen = Reading(
        signs=(
            Sign(SignKind.STORAGE, "localStorage: /.__palette", 1, 1),
            Sign(SignKind.STORAGE, "localStorage: id", 1, 1),
        )
    )
    declared = {"store": "localStorage", "key": "*.__palette", "reason": "Farbschema"}
    assert told(seen, declared) == ["localStorage: id"]


def test_other_signs_are_never_declared_away() -> None:
    seen = Reading(signs=(Sign(SignKind.FINGERPRINT, "localStorage", 1, 1),))
    assert told(seen, {"store": "localStorage", "reason": "x"})


@pytest.mark.parametrize(
    "entry",
    [
        "localStorage",
        {"store": "localstorage", "reason": "x"},
        {"store": "localStorage"},
        {"store": "localStorage", "reason": " "},
        {"store": "localStorage", "reason": "x", "keys": "a"},
    ],
)
def test_an_incomplete_declaration_is_refused(entry: object) -> None:
    with pytest.raises(PraxisError, match="allow_storage"):
        policy_of({"allow_storage": [entry]})


def test_a_file_may_inherit_declarations(tmp_path) -> None:
    from mkdocs_praxis.policy.config import load

    (tmp_path / "agency.yml").write_text("allow_storage: [{store: cookie, reason: x}]\n")
    (tmp_path / "praxis.yml").write_text(
        "inherit: agency.yml\nallow_storage:\n- {store: caches, reason: y}\n"
    )
    assert [s.store for s in policy_of(load(tmp_path / "praxis.yml")).stored] == ["cookie", "caches"]
    (tmp_path / "praxis.yml").write_text("inherit: agency.yml\nallow_storage:\n- {store: cache, reason: y}\n")
    with pytest.raises(PraxisError, match="allow_storage") as told:
        policy_of(load(tmp_path / "praxis.yml"))
    assert told.value.problems[0].line == 3
