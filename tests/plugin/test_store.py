"""The same bytes under the same rules are not judged twice; whatever else lies in the cache folder is not believed."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis import gate
from mkdocs_praxis.gate import reading
from mkdocs_praxis.plain import plain, typed
from mkdocs_praxis.plugin import legal, store
from mkdocs_praxis.plugin.edits import edits_of
from mkdocs_praxis.policy.model import Policy, Report
from mkdocs_praxis.replace import engine
from mkdocs_praxis.web.shared import edited
from tests.plugin.conftest import Build, Built
from tests.plugin.test_drafts import FACTS
from tests.tools import tree

FILM = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Film"></iframe>'
FILES = {
    "docs/index.md": f"# Praxis\n\n{FILM}\n\n[Kammer](https://www.aekno.de/)\n",
    "docs/team.md": "# Team\n\n[Start](index.md)\n",
    "docs/a.js": "var addresses = ['https://cdn.example.net/x'];\n",
}
LEAK = '<script src="https://cdn.example.net/a.js"></script>'
THEMES = {"mkdocs": {"highlightjs": False}, "material": {"font": False}, "praxis": {"locale": "de"}}


class Work:
    """What builds did that a store may spare them."""

    def __init__(self) -> None:
        self.judged = self.replaced = 0

    def since(self) -> tuple[int, int]:
        done, self.judged, self.replaced = (self.judged, self.replaced), 0, 0
        return done


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PRAXIS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793000000")
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "cache/mkdocs-praxis/built"


@pytest.fixture
def work(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    done, inspect, finished = Work(), gate.inspect, engine.finished

    def judged(*args: Any, **named: Any) -> Any:
        done.judged += 1
        return inspect(*args, **named)

    def replaced(*args: Any, **named: Any) -> Any:
        done.replaced += 1
        return finished(*args, **named)

    monkeypatch.setattr(gate, "inspect", judged)
    monkeypatch.setattr(engine, "finished", replaced)
    return done


def _told(built: Built) -> list[str]:
    return [line for line in built.said.splitlines() if "praxis" in line]


@pytest.mark.parametrize("theme", THEMES)
def test_a_second_build_says_and_makes_the_same_without_judging(
    mkdocs_build: Build, work: Work, theme: str
) -> None:
    praxis = {
        "evidence": "nachweis.json",
        "server": "apache",
        "reports": [{"format": "json", "output": "b.json"}],
    }
    how: dict[str, Any] = {"theme": {"name": theme} | THEMES[theme], "praxis": praxis}
    how["extra_javascript"] = ["a.js"]
    first = mkdocs_build(FILES, **how)
    assert first.passed, first.said
    made, told = tree(first.root / "site"), _told(first)
    beside = [(first.root / name).read_bytes() for name in ("nachweis.json", "b.json")]
    assert work.since()[0] == 1
    shutil.rmtree(first.site)  # as on a fresh machine: a build takes the hidden files of a site along
    second = mkdocs_build(FILES, **how)
    assert work.since() == (0, 0)
    assert _told(second) == told
    assert any("1 " in line for line in told)
    again = tree(second.root / "site")
    assert again.keys() == made.keys()
    dated = {name for name in made if made[name] != again[name]}
    assert dated <= (
        {"index.html"} if theme == "mkdocs" else set()
    )  # MkDocs writes the moment behind its first page
    if not dated:
        assert [(second.root / name).read_bytes() for name in ("nachweis.json", "b.json")] == beside


CHANGES: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "a page": ({"docs/team.md": "# Team\n\nNeu.\n"}, {}),
    "a file beside the pages": ({"docs/a.js": "var other = 1;\n"}, {}),
    "a further file": ({"docs/b.txt": "x"}, {}),
    "a rule's weight": ({}, {"praxis": {"severity": {"address-in-script": "warning"}}}),
    "an own host": ({}, {"praxis": {"own_hosts": ["medien.praxis-beispiel.de"]}}),
    "no hardening": ({}, {"praxis": {"harden": False}}),
    "the level": ({}, {"praxis": {"policy": "strict"}}),
    "the language": ({}, {"praxis": {"language": "en"}}),
    "the address": ({}, {"site_url": "https://www.praxis-anders.de/"}),
}


def test_what_changed_is_judged_anew(mkdocs_build: Build, work: Work) -> None:
    how: dict[str, Any] = {"theme": {"name": "mkdocs"} | THEMES["mkdocs"], "extra_javascript": ["a.js"]}
    for name, (files, settings) in CHANGES.items():
        mkdocs_build(FILES, **how)
        work.since()
        mkdocs_build(FILES | files, **(how | settings))
        assert work.since()[0] == 1, name


def test_only_changed_pages_are_replaced_anew(mkdocs_build: Build, work: Work) -> None:
    files = FILES | {f"docs/p{n}.md": f"# {n}\n\n{FILM}\n" for n in range(5)}
    how = {"theme": {"name": "material", "font": False}, "nav": [{"Start": "index.md"}]}
    mkdocs_build(files, **how)
    work.since()
    built = mkdocs_build(files | {"docs/p3.md": f"# 3\n\nNeu.\n\n{FILM}\n"}, **how)
    assert built.passed
    assert work.since() == (1, 1)
    assert "Neu." in built.page("p3/index.html")


def test_a_preview_replaces_and_reads_only_what_changed(
    mkdocs_build: Build, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    read = reading.read

    def counted(name: str, *args: Any, **named: Any) -> Any:
        looked.append(name)
        return read(name, *args, **named)

    monkeypatch.setattr(reading, "read", counted)
    files = FILES | {f"docs/p{n}.md": f"# {n}\n\n{FILM}\n" for n in range(5)}
    how: dict[str, Any] = {"theme": {"name": "material", "font": False}, "command": "serve"}
    first = mkdocs_build(files, **how)
    assert first.passed, first.said
    assert len(looked) == len(tree(first.site))
    work.since()
    looked.clear()
    again = mkdocs_build(files | {"docs/p3.md": f"# 3\n\nNeu.\n\n{FILM}\n"}, **how)
    assert work.since()[1] == 1
    assert set(looked) == {"p3/index.html", "search/search_index.json"}
    looked.clear()
    found = mkdocs_build(files | {"docs/p3.md": f"# 3\n\n{LEAK}\n"}, **how)
    assert again.passed
    assert "cdn.example.net/a.js" not in again.said
    assert "cdn.example.net/a.js" in found.said
    looked.clear()
    mkdocs_build(files, **how, site_url="https://www.praxis-anders.de/")
    assert len(looked) == len(tree(first.site))


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_page_is_read_when_it_is_finished_and_again_only_where_a_last_hook_changed_it(
    mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    looked: list[tuple[str, str]] = []
    read = reading.read

    def counted(name: str, held: bytes | str, *args: Any, **named: Any) -> Any:
        looked.append((name, type(held).__name__))
        return read(name, held, *args, **named)

    monkeypatch.setattr(reading, "read", counted)
    files = FILES | {f"docs/p{n}.md": f"# {n}\n\n{FILM}\n\n„Größe“\n" for n in range(3)}
    how: dict[str, Any] = {"theme": {"name": "mkdocs"} | THEMES["mkdocs"], "command": command}
    assert mkdocs_build(files, **how).passed
    pages = [name for name, _ in looked if name.endswith(".html")]
    assert len(pages) == len(set(pages))
    assert {of for name, of in looked if name.endswith(".html")} == {"str"}
    looked.clear()
    script = LEAK.replace('"', "")
    late = f"""import pathlib
def on_post_build(config):
    page = pathlib.Path(config.site_dir, "p1/index.html")
    page.write_text(page.read_text().replace("</body>", "{script}</body>"))
"""
    found = mkdocs_build(files | {"late.py": late}, hooks=["late.py"], **how)
    assert "cdn.example.net" in found.said
    assert ("p1/index.html", "bytes") in looked


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("command", ["build", "serve"])
def test_what_one_file_brings_about_in_another_is_found_though_that_stayed_as_it_was(
    mkdocs_build: Build, command: str
) -> None:
    held = '<template id="t"><img src="https://cdn.example.net/x.png" alt=""></template>'
    wakes = "document.body.append(document.getElementById('t').content.cloneNode(true));\n"
    how: dict[str, Any] = {"command": command}
    page = f'# Praxis\n\n<div>{held}<script src="b.js"></script></div>\n'
    files = {"docs/index.md": page, "docs/b.js": "var b = 1;\n"}
    assert "cdn.example.net" not in mkdocs_build(files, **how).said
    assert "cdn.example.net" in mkdocs_build(files | {"docs/b.js": wakes}, **how).said
    assert "cdn.example.net" not in mkdocs_build(files, **how).said


def test_a_day_counts_where_something_hangs_on_it(mkdocs_build: Build, work: Work) -> None:
    allow = {"host": "cdn.example.net", "rule": "third-party-script", "reason": "x", "approved_by": "Dr. B", "contract": "none needed", "expires": "2026-12-31"}  # fmt: skip
    files = FILES | {"docs/team.md": f"# Team\n\n{LEAK}\n"}
    for day, passes in (("2026-12-31", True), ("2027-01-01", False), ("2026-12-31", True)):
        built = mkdocs_build(files, praxis={"allow": [allow], "date": day})
        assert built.passed is passes, built.said
    assert work.since()[0] == 2


def test_legal_texts_speak_of_what_changed_and_nothing_else_is_read_for_them(
    mkdocs_build: Build, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    read = legal._read

    def counted(build: Any, name: str, data: bytes) -> Any:
        looked.append(name)
        return read(build, name, data)

    monkeypatch.setattr(legal, "_read", counted)
    files = FILES | FACTS | {"docs/form.md": "# F\n\n<form action='x.php'><input name='Alter'></form>\n"}
    link = files["docs/team.md"] + "\n[Film](https://www.youtube.com/watch?v=dQw4w9WgXcQ)\n"
    praxis = {"facts": "praxis", "draft": True, "date": "2026-11-26"}
    how: dict[str, Any] = {"theme": {"name": "praxis", "locale": "de"}, "praxis": praxis}
    built = mkdocs_build(files, **how)
    assert built.passed, built.said
    everything, first = {*looked}, built.page("datenschutz/index.html")
    looked.clear()
    assert mkdocs_build(files, **how).page("datenschutz/index.html") == first
    assert not looked
    changed = mkdocs_build(files | {"docs/team.md": link}, **how)
    assert {*looked} < everything
    assert "team/index.html" in looked
    assert "form/index.html" not in looked
    cold = mkdocs_build(files | {"docs/team.md": link}, **(how | {"praxis": praxis | {"cache": False}}))
    assert changed.page("datenschutz/index.html") == cold.page("datenschutz/index.html")


def test_a_leak_is_found_whatever_passed_before(mkdocs_build: Build, work: Work) -> None:
    assert mkdocs_build(FILES).passed
    bad, other = FILES | {"docs/team.md": f"# Team\n\n{LEAK}\n"}, {"own_hosts": ["medien.praxis-beispiel.de"]}
    first, second = mkdocs_build(bad, praxis=other), mkdocs_build(bad, praxis=other)
    assert not first.passed
    assert first.said == second.said
    assert "medien.praxis-beispiel.de" in first.said
    assert "own_hosts" in mkdocs_build(FILES, praxis={"own_hosts": ["www.youtube.com"]}).said
    assert "cdn.example.net" in second.said
    work.since()
    assert mkdocs_build(FILES).passed
    assert work.since()[0] == 0


def test_lines_of_findings_follow_what_authors_wrote(mkdocs_build: Build, work: Work) -> None:
    def built(*, team: str, index: str) -> tuple[str, int]:
        text = f"# Team\n\n<script>{FILES['docs/a.js']}</script>\n"
        pages = {"docs/team.md": team + text, "docs/index.md": index + FILES["docs/index.md"]}
        said = mkdocs_build(FILES | pages, praxis={"severity": {"address-in-script": "warning"}}).said
        return said, work.since()[0]

    head = "---\ndescription: x\n---\n"
    said, judged = built(team=head, index=head)
    assert "docs/team.md:6" in said
    said, judged = built(team=head.replace("x", "x\n"), index=head)
    assert "docs/team.md:7" in said
    assert judged == 1
    said, judged = built(team=head.replace("x", "x\n"), index=head.replace("x", "x\n"))
    assert "docs/team.md:7" in said
    assert judged == 0  # nothing is found in the other page


@pytest.mark.parametrize("how", ["option", "environment"])
def test_nothing_is_kept_where_nobody_wants_it(
    mkdocs_build: Build, work: Work, cache: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "environment":
        monkeypatch.setenv("PRAXIS_CACHE", "off")
    for _ in range(2):
        assert mkdocs_build(FILES, praxis={"cache": how != "option"}).passed
        assert work.since()[0] == 1
    assert not cache.exists()


def _body(place: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a file of ours holds, its first line made right again."""
    data = json.loads(place.read_bytes().partition(b"\n")[2])
    change(data)
    body = json.dumps(data).encode()
    place.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def _replace(place: Path, old: bytes, new: bytes) -> None:
    data = place.read_bytes()
    assert old in data
    place.write_bytes(data.replace(old, new))


def _link(place: Path) -> None:
    other = place.with_name("elsewhere")
    place.rename(other)
    place.symlink_to(other)


def _foreign(place: Path) -> None:
    _body(place, lambda data: data.update(site="/elsewhere/mkdocs.yml"))


POISON: dict[str, Callable[[Path], object]] = {
    "cut off": lambda place: place.write_bytes(place.read_bytes()[:-9]),
    "empty": lambda place: place.write_bytes(b""),
    "no text": lambda place: place.write_bytes(os.urandom(4000)),
    "a verdict edited": lambda place: _replace(place, b'"files":', b'"filet":') if b'"files":' in place.read_bytes() else _replace(place, b'"said":', b'"sAid":'),
    "a digest swapped": lambda place: _replace(place, b'"passed":["', b'"passed":["0'),
    "another site's": _foreign,
    "a newer version's": lambda place: _body(place, lambda data: data.update(format=data["format"] + 1)),
    "of other engines": lambda place: _body(place, lambda data: data.update(engine="0" * 64)),
    "no object": lambda place: _body(place, lambda data: data.clear()),
    "other types": lambda place: _body(place, lambda data: data["passed"][2].update(report=[1, {"a": None}])),
    "texts that are none": lambda place: _body(place, lambda data: data.update(texts=[1, None])),
    "rows out of reach": lambda place: _body(place, lambda data: data["pages"].update(x=[[0, 1, 10**6]])),
    "nested without end": lambda place: place.write_bytes(hashlib.sha256(b"[" * 200_000).hexdigest().encode() + b"\n" + b"[" * 200_000),
    "a link": _link,
    "a folder": lambda place: (place.unlink(), place.mkdir()),
    "a pipe": lambda place: (place.unlink(), os.mkfifo(place)),
    "writable for all": lambda place: place.chmod(0o666),
    "in a folder writable for all": lambda place: place.parent.chmod(0o777),
}  # fmt: skip


def test_what_is_not_to_be_believed_is_not(mkdocs_build: Build, work: Work, cache: Path) -> None:
    how: dict[str, Any] = {"theme": {"name": "material", "font": False}, "extra_javascript": ["a.js"]}
    first = mkdocs_build(FILES, **how)
    made, told = tree(first.site), _told(first)
    (place,) = cache.iterdir()
    good, site = place.read_bytes(), str(first.root / "mkdocs.yml")
    data = json.loads(good.partition(b"\n")[2])
    passed, page = data["passed"][1], next(iter(data["pages"]))
    assert store.Store(site).passed(passed) is not None
    for name, poison in POISON.items():
        poison(place)
        kept = store.Store(site)
        assert kept.passed(passed) is None, name
        assert kept.page(page, b"x" * 10**6) is None, name
        cache.chmod(0o700)
        if place.is_dir():
            place.rmdir()
        else:
            place.unlink()
        place.write_bytes(good)
        place.chmod(0o600)
    work.since()
    mkdocs_build(FILES, **how)
    assert work.since() == (0, 0)
    for change in (_far, _outside):
        _body(place, change)
        built = mkdocs_build(FILES, **how)
        assert work.since()[0] == 1
        assert (tree(built.site), _told(built)) == (made, told)
    assert not (first.root / "outside").exists()


def _far(data: dict[str, Any]) -> None:
    data["passed"][2]["changed"]["index.html"] = [[10**9, 10**9, 0]]


def _outside(data: dict[str, Any]) -> None:
    data["passed"][2]["changed"]["x/../../outside"] = [[0, 0, 0]]


def test_a_store_is_its_owners_alone_and_bounded(
    mkdocs_build: Build, work: Work, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_MOST_SITES", 3)
    cache.mkdir(parents=True, mode=0o700)
    for number in range(5):
        (cache / f"old{number}").write_bytes(b"x")
        os.utime(cache / f"old{number}", (number, number))
    assert mkdocs_build(FILES).passed
    (place,) = set(cache.iterdir()) - {cache / f"old{n}" for n in range(5)}
    assert {p.name for p in cache.iterdir()} == {place.name, "old3", "old4"}
    assert place.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(store, "_MOST_BYTES", 10)
    place.unlink()
    assert mkdocs_build(FILES).passed
    assert not place.exists()
    assert work.since()[0] == 2


def test_nothing_is_written_into_a_folder_of_others(mkdocs_build: Build, cache: Path, tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir(mode=0o700)
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.symlink_to(others)
    assert mkdocs_build(FILES).passed
    assert not list(others.iterdir())
    cache.unlink()
    cache.mkdir()
    cache.chmod(0o777)
    assert mkdocs_build(FILES).passed
    assert not list(cache.iterdir())


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("stands", [".", "temporary"])  # among temporary files, ours have short names
def test_a_second_build_loads_no_reader(stands: str, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(FILES["docs/index.md"])
    settings = (
        "site_name: P\nsite_url: https://www.praxis-beispiel.de/\ntheme: {name: mkdocs, highlightjs: false}\n"
    )
    (tmp_path / "mkdocs.yml").write_text(settings + "plugins: [praxis]\n")
    script = "import sys; from mkdocs.__main__ import cli; cli(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    readers = {
        "turbohtml._html",
        "mkdocs_praxis.gate.check",
        "mkdocs_praxis.harden.site",
        "mkdocs_praxis.web.reader",
    }
    loaded = []
    for _ in range(2):
        run = [sys.executable, "-c", script, "build", "-q", "-f", str(tmp_path / "mkdocs.yml")]
        env = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
        done = subprocess.run(run, cwd=tmp_path / stands, env=env, capture_output=True, text=True, check=True)
        loaded.append(readers.intersection(done.stdout.split()))
    assert loaded == [readers, set()]


@given(st.lists(st.binary(max_size=60), max_size=12), st.data())
def test_edits_make_one_text_of_the_other(parts: list[bytes], data: st.DataObject) -> None:
    before = b"".join(parts) * data.draw(st.integers(1, 3))
    changed = [data.draw(st.sampled_from([part, b"", part + b"<new>", part[::-1]])) for part in parts]
    after = b"".join(changed)
    edits = edits_of(before, after)
    assert edits is None or edited(before, edits) == after


@pytest.mark.parametrize("word", ["plain", "Überweisung", "„Praxis“", "\U0001f600", "\udc9c"])
@pytest.mark.usefixtures("cache")
def test_a_page_of_any_letters_becomes_what_it_became_before(word: str) -> None:
    moments = [
        f"<!--\nMkDocs version : 1.6.1\nBuild Date UTC : 2026-11-2{n} 10:00:00+00:00\n-->\n" for n in (5, 6)
    ]
    page = f"<!doctype html><p>{word}</p>" * 300
    after = page.replace("<p>", f"<p title={word}>", 2)
    built = store.Store("one site")
    built.keep_page(built.key(page + moments[0], "so"), page + moments[0], after + moments[0])
    built.save()
    again = store.Store("one site")
    assert again.page(again.key(page + moments[1], "so"), page + moments[1]) == after + moments[1]
    assert again.page(again.key(page + "x", "so"), page + "x") is None
    assert again.page(again.key(page + moments[1], "otherwise"), page + moments[1]) is None


def test_a_small_change_is_a_small_edit() -> None:
    before = b"".join(b"<p>line %d of a page</p>" % n for n in range(3_000))
    after = before.replace(b"line 7 ", b"line seven ").replace(b"2999 of", b"last of")
    edits = edits_of(before, after)
    assert edits is not None
    assert edited(before, edits) == after
    assert sum(len(edit.new) for edit in edits) < 300


def test_a_report_comes_back_as_it_was(tmp_path: Path) -> None:
    from mkdocs_praxis.web.contact import OwnSite

    (tmp_path / "index.html").write_text(f"<!doctype html><html lang=de><title>x</title>{LEAK}{FILM}")
    report = gate.check(tmp_path, OwnSite("https://www.praxis-beispiel.de/"), gate.Options(Policy()))
    assert report.findings
    again = typed(Report, json.loads(json.dumps(plain(report))))
    assert again == report
