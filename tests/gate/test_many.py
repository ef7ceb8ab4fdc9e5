"""Many sites: one that is broken, gone or deadly stops no other."""

import json
import os
from pathlib import Path

import pytest

from mkdocs_praxis.cli.common import in_shard
from mkdocs_praxis.gate.check import Options, check
from mkdocs_praxis.gate.many import check_many
from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite
from tests.cli.test_commands import CLEAN, LEAK, URL, praxis

OWN = OwnSite(URL)


def die(_done: int, _total: int) -> None:
    """End the process as a kernel short of memory would."""
    os._exit(137)


def sites(folder: Path, number: int) -> list[Path]:
    made = []
    for n in range(number):
        site = folder / f"s{n:02}"
        site.mkdir()
        (site / "index.html").write_text(LEAK if n % 4 == 0 else CLEAN)
        made.append(site)
    return made


def test_a_process_that_dies_takes_only_its_own_site_with_it(tmp_path: Path) -> None:
    folders = sites(tmp_path, 12)
    deadly = {folders[3], folders[7]}
    tasks = [(f, OWN, Options(jobs=1, progress=die if f in deadly else None)) for f in folders]
    results = dict(check_many(iter(tasks), jobs=2))
    assert set(results) == set(folders)
    assert {f for f, r in results.items() if isinstance(r, PraxisError)} == deadly
    assert {f for f, r in results.items() if isinstance(r, Report) and not r.passed} == {
        folders[n] for n in (0, 4, 8)
    }


@pytest.mark.parametrize("why", [OSError(30, "Read-only file system"), NotImplementedError("sem_open")])
def test_where_no_process_can_be_started_this_one_does_all(
    why: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise why  # as where /dev/shm cannot be written to

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    folders = sites(tmp_path, 5)
    results = dict(check_many(iter([(f, OWN, Options(jobs=1)) for f in folders]), jobs=2))
    assert [isinstance(one, Report) and one.passed for one in map(results.get, folders)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    report = check(tmp_path, OWN, Options(jobs=2))
    assert report.files == 5
    assert not report.passed


def test_a_site_that_cannot_be_begun_stops_no_other(tmp_path: Path) -> None:
    folders = sites(tmp_path, 4)
    (folders[1] / "public").mkdir()
    named = [folders[0], folders[1] / "public", tmp_path / "gone", folders[2]]
    done = praxis("check", *named, "--site-url", URL, "--format", "json")
    assert done.returncode == 2
    assert [r["site"] for r in json.loads(done.stdout)] == [str(folders[0]), str(folders[2])]
    assert "no file to check" in done.stderr
    assert "gone" in done.stderr


def test_a_torn_line_is_written_again_and_old_failures_still_count(tmp_path: Path) -> None:
    folders = sites(tmp_path, 4)
    out = tmp_path / "out.jsonl"
    command = ["check", *folders, "--site-url", URL, "--format", "jsonl", "--output", out]
    assert praxis(*command).returncode == 1
    lines = out.read_text().splitlines(keepends=True)
    failed = next(line for line in lines if '"passed": false' in line)
    rest = [line for line in lines if line is not failed]
    out.write_text(failed + rest[0] + rest[1][:40])
    assert praxis(*command, "--resume").returncode == 1
    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert sorted(t["site"] for t in told) == [str(f) for f in folders]


def test_two_streams_begin_anew_each(tmp_path: Path) -> None:
    (folder,) = sites(tmp_path, 1)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("LEFTOVER\n")
    pairs = [
        "--format",
        "github",
        "--output",
        tmp_path / "a.txt",
        "--format",
        "text",
        "--output",
        tmp_path / "b.txt",
    ]
    praxis("check", folder, "--site-url", URL, *pairs)
    assert all("LEFTOVER" not in (tmp_path / name).read_text() for name in ("a.txt", "b.txt"))


def test_shards_are_disjoint_and_whole() -> None:
    names = tuple("abcdefghij")
    parts = [in_shard(names, f"{k}/3") for k in (1, 2, 3)]
    assert sorted(name for part in parts for name in part) == list(names)
    for wrong in ("0/3", "4/3", "x", "1/0", "1", "/", "²/3"):
        with pytest.raises(Exception, match="shard"):
            in_shard(names, wrong)
    assert in_shard(("a",), "2/2") == ()


def test_an_empty_shard_passes(tmp_path: Path) -> None:
    (folder,) = sites(tmp_path, 1)
    done = praxis("check", folder, "--site-url", URL, "--shard", "2/2")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing to check" in done.stderr


def test_a_baseline_of_one_site_excuses_no_other(tmp_path: Path) -> None:
    folders = sites(tmp_path, 6)
    baseline = tmp_path / "b.json"
    old = [folders[0], folders[1]]
    assert (
        praxis("check", *old, "--site-url", URL, "--baseline", baseline, "--write-baseline").returncode == 0
    )
    assert praxis("check", *old, "--site-url", URL, "--baseline", baseline).returncode == 0
    (folders[1] / "index.html").write_text(LEAK)
    assert praxis("check", *old, "--site-url", URL, "--baseline", baseline).returncode == 1


def test_a_baseline_shrinks_to_what_is_left_and_holds_unread_files(tmp_path: Path) -> None:
    (site,) = sites(tmp_path, 1)
    (site / "old.xyzzy").write_bytes(b"\0\1")
    baseline = tmp_path / "b.json"
    command = ["check", site, "--site-url", URL, "--baseline", baseline, "--lang", "en"]
    praxis(*command, "--write-baseline")
    done = praxis(*command)
    assert done.returncode == 0, done.stdout
    assert "2 known findings" in done.stdout
    (site / "index.html").write_text(CLEAN)
    assert "findings of the baseline that are gone: 1" in praxis(*command).stderr
    praxis(*command, "--write-baseline")
    (site / "index.html").write_text(LEAK)
    assert praxis(*command).returncode == 1


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"mkdocs-praxis baseline 1": {"s": {"x": {"count": -1}}}}', "[" * 9999]
)
def test_what_is_no_baseline_is_told(text: str, tmp_path: Path) -> None:
    (site,) = sites(tmp_path, 1)
    (tmp_path / "b.json").write_text(text)
    done = praxis("check", site, "--site-url", URL, "--baseline", tmp_path / "b.json")
    assert done.returncode == 2
    assert "baseline" in done.stderr
