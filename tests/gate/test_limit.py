"""A file on which a reader would compute for ever is one that was not read, and the rest of the site is judged."""

import contextlib
import re
import signal
import threading
from pathlib import Path

import pytest

from mkdocs_praxis import walk
from mkdocs_praxis.gate import Options, check, processes, reading
from mkdocs_praxis.web.contact import OwnSite, Reading

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no clock of the processor's time")
OWN = OwnSite("https://praxis.example/")
PAGE = '<!doctype html><html lang="de"><title>x</title><body><img src="https://far.example/x.gif" alt="x">'


def for_ever(name: str, data: bytes, **options: object) -> Reading:
    """Read as ever, but never come to an end on `slow.html`, and let no ordinary handler out of it."""
    while name == "slow.html":
        with contextlib.suppress(Exception):
            re.search(r"(a+)+$", "a" * 60 + "b")  # a library at work, for longer than anyone waits
    return read(name, data, **options)  # type: ignore[arg-type]


read = reading.read


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("index.html", "slow.html"):
        (tmp_path / name).write_text(PAGE)
    monkeypatch.setattr(reading, "read", for_ever)
    monkeypatch.setattr(processes, "start_method", lambda: "fork")  # a fresh process would read as ever
    monkeypatch.setattr(processes, "SECONDS", 1)  # enough for the other file, however busy the machine
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_its_end_is_a_finding(site: Path, jobs: int) -> None:
    report = check(site, OWN, Options(jobs=jobs))
    assert [(u.file, u.why.split(" of")[0]) for u in report.unread] == [
        ("slow.html", "takes more than 120 seconds")
    ]
    assert {f.file for f in report.findings if f.contact} == {"index.html"}
    assert not report.passed
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_what_time_runs_out_in_the_judging_counts_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    monkeypatch.setattr(processes, "SECONDS", 1)  # enough for the other file, however busy the machine

    def ask(_file: object, _data: bytes) -> None:
        re.search(r"(a+)+$", "a" * 60 + "b")

    ((file, asked),) = reading.looked_at(walk.listed(tmp_path), reading.Inspector(OWN, ask), 1)
    assert file.reading.unread
    assert asked is None


def test_in_a_thread_nothing_is_limited_and_everything_read(site: Path) -> None:
    (site / "slow.html").unlink()
    found = []
    thread = threading.Thread(target=lambda: found.append(check(site, OWN, Options(jobs=1))))
    thread.start()
    thread.join()
    assert not found[0].unread
