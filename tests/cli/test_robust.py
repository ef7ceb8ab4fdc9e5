"""Whatever the machine, the terminal or a hostile file does to a command: a clear sentence, and never "this is a bug"."""

import contextlib
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_praxis.cli import main
from mkdocs_praxis.gate import check
from mkdocs_praxis.gate.processes import processes
from mkdocs_praxis.report import render
from mkdocs_praxis.safe import uncommanding
from mkdocs_praxis.web.contact import OwnSite
from tests.serving import serving
from tests.tools import tree

URL = "https://www.praxis-beispiel.de/"
LEAK = "<!doctype html><html lang=de><meta charset=utf-8><title>x</title><img src=//pixel.example.net/p.gif alt=x>"
posix = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and limits of another kind there")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(LEAK)
    return tmp_path / "site"


def praxis(
    *arguments: object, before: str = "", shell: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        f"{before}\nfrom mkdocs_praxis.start import praxis; praxis()",
        *map(str, arguments),
    ]
    if shell:
        command = ["sh", "-c", f'"$@" {shell}', "sh", *command]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=os.environ | environment,
    )


def calm(done: subprocess.CompletedProcess[str], status: int) -> None:
    said = done.stdout + done.stderr
    assert done.returncode == status, said
    assert "Traceback" not in said
    assert "this is a bug" not in said
    assert "Exception ignored" not in said


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "cp437:strict"])
def test_a_terminal_that_knows_few_letters_gets_what_looks_like_them(encoding: str, site: Path) -> None:
    for lang in ("de", "en"):
        done = praxis("check", site, "--site-url", URL, "--lang", lang, PYTHONIOENCODING=encoding)
        calm(done, 1)
        assert "third-party-image" in done.stdout
        assert "\\u2502" not in done.stdout


@posix
def test_without_home_and_name(site: Path) -> None:
    lost = (
        "import os, pwd\nfor name in ('HOME', 'XDG_CACHE_HOME', 'USER'): os.environ.pop(name, None)\n"
        "def unknown(uid): raise KeyError(uid)\npwd.getpwuid = unknown"
    )
    calm(praxis("check", site, before=lost), 1)
    done = praxis("vendors", "youtube", before=lost)
    calm(done, 0)


@posix
@pytest.mark.parametrize("command", [["vendors"], ["--help"], ["explain"], ["check", "--help"]])
def test_a_full_disk_behind_standard_output(command: list[str]) -> None:
    done = praxis(*command, shell=">/dev/full")
    calm(done, 2)
    assert "No space left on device" in done.stderr


@posix
@pytest.mark.parametrize("command", [["vendors"], ["--help"]])
def test_standard_output_that_is_closed(command: list[str]) -> None:
    done = praxis(*command, shell=">&-")
    calm(done, 2)
    assert "standard output is closed" in done.stderr


@posix
def test_a_reader_that_went_away() -> None:
    done = praxis("vendors", shell="| head -n 1")
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@posix
@pytest.mark.parametrize("name", ["json", "text"])
def test_a_full_disk_behind_a_report(name: str, site: Path) -> None:
    limit = (  # until the process ends: what measures it writes then
        "import atexit, resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10, -1)); "
        "atexit.register(resource.setrlimit, resource.RLIMIT_FSIZE, (-1, -1))"
    )
    report = site.parent / "report"
    done = praxis("check", site, "--site-url", URL, "--format", name, "--output", report, before=limit)
    calm(done, 2)
    assert "cannot go on" in done.stderr


@posix
def test_what_the_system_says_is_told_in_german_too(site: Path, tmp_path: Path) -> None:
    done = praxis("check", site, "--lang", "de", "--format", "html", "--output", tmp_path)
    calm(done, 2)
    assert "das ist ein Ordner" in done.stderr
    assert "Is a directory" not in done.stderr
    unread = praxis("check", site, "--lang", "de", "--config", tmp_path / ("x" * 300))
    assert "der Name ist zu lang" in unread.stderr


@pytest.mark.parametrize(("forced", "colours"), [({}, False), ({"FORCE_COLOR": "0"}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)])  # fmt: skip
def test_a_log_shows_colours_where_it_is_told_to(site: Path, forced: dict[str, str], colours: bool) -> None:
    assert ("\x1b[" in praxis("check", site, "--site-url", URL, **forced).stdout) == colours


@posix
@pytest.mark.parametrize("what", ["/dev/zero", "pipe", "folder", "missing", "closed", "huge", "loop"])
@pytest.mark.parametrize("way", ["config", "inherit", "baseline", "evidence", "page", "key"])
def test_what_is_no_file_to_read_is_told(way: str, what: str, site: Path, tmp_path: Path) -> None:
    place = Path(what) if what.startswith("/") else tmp_path / what
    if what == "pipe":
        os.mkfifo(place)
    elif what == "folder":
        place.mkdir()
    elif what == "closed":
        place.touch()
        place.chmod(0)
        if os.getuid() == 0:
            pytest.skip("nothing is closed to root")
    elif what == "loop":
        place.symlink_to(place)
    elif what == "huge":
        with place.open("wb") as file:
            file.truncate(10 << 30)
    config = tmp_path / "praxis.yml"
    config.write_text(f"inherit: {place}\n")
    statement = tmp_path / "statement.json"
    statement.write_text(json.dumps(STATEMENT))
    command: dict[str, list[Any]] = {
        "config": ["check", site, "--config", place],
        "inherit": ["check", site, "--config", config],
        "baseline": ["check", site, "--baseline", place],
        "evidence": ["verify", site, place],
        "page": ["evidence", place],
        "key": ["verify", site, statement, "--key", place],
    }
    done = CliRunner().invoke(main, [*map(str, command[way])])
    assert done.exit_code == 2
    assert "this is a bug" not in done.output
    assert place.name in done.output


STATEMENT: dict[str, Any] = {
    "_type": "https://in-toto.io/Statement/v1",
    "subject": [{"name": "index.html", "digest": {"sha256": "0" * 64}}],
    "predicateType": "https://mkdocs-praxis.invalid/evidence/v1",
    "predicate": {
        "date": "2026-11-25T00:00:00+00:00",
        "tool": {"name": "mkdocs-praxis", "version": "0.1.0", "rules": "x"},
        "site_url": URL,
        "own_hosts": [],
        "policy": "standard",
        "allowances": [{"pattern": "x", "reason": "x", "expires": "2027-01-31"}],
        "stored": [{"store": "cookie", "key": "x", "reason": "x"}],
        "links": {"x.example": 1},
        "replaced": [{"vendor": "x", "href": "x", "file": "x"}],
    },
}
JSON = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.just([]), st.just({}), st.just([1, {}])
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(data=st.data())
def test_broken_evidence_is_told(data: st.DataObject, site: Path, tmp_path: Path) -> None:
    statement = json.loads(json.dumps(STATEMENT))
    at: Any = statement
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if isinstance(at[key], dict | list) and at[key] and data.draw(st.booleans()):
            at = at[key]
            continue
        if isinstance(at, dict) and data.draw(st.booleans()):
            del at[key]
        else:
            at[key] = data.draw(JSON)
        break
    (tmp_path / "x.json").write_text(json.dumps(statement))
    for command in (["verify", str(site)], ["evidence"]):
        done = CliRunner().invoke(main, [*command, str(tmp_path / "x.json")])
        assert done.exit_code in {0, 1, 2}
        assert "this is a bug" not in done.output
        assert done.exit_code != 2 or "no evidence file" in done.output


@pytest.mark.parametrize(
    "content",
    [
        b"my notes\n",
        b"my notes, without an end",
        b'{"schema": "mine"}\n',
        b"[1]\n",
        b"\xff\xfe",
        b"\n",
        b"[" * 9999,
    ],
)
def test_resume_refuses_a_file_that_is_not_ours(content: bytes, site: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(content)
    command = ["check", str(site), "--format", "jsonl", "--output", str(log), "--resume"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2
    assert f"{log}:1" in done.output
    assert log.read_bytes() == content


def test_resume_refuses_a_foreign_line_behind_its_own(site: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    command = ["check", str(site), "--format", "jsonl", "--output", str(log), "--site-url", URL]
    assert CliRunner().invoke(main, command).exit_code == 1
    ours = log.read_bytes()
    log.write_bytes(ours + b"my notes\n" + ours)
    done = CliRunner().invoke(main, [*command, "--resume"])
    assert (done.exit_code, f"{log}:2" in done.output) == (2, True)
    log.write_bytes(ours + ours[:40])
    assert CliRunner().invoke(main, [*command, "--resume"]).exit_code == 1
    assert log.read_bytes() == ours


FORGED = [
    "::stop-commands::t.html",
    "##vso[task.complete result=Succeeded].html",
    "##[error]x.html",
    "##teamcity[x].html",
]


@posix
@pytest.mark.parametrize("name", FORGED)
def test_no_file_name_is_an_order_to_the_machine_that_checks(
    name: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / name).write_text(LEAK)
    monkeypatch.chdir(site)
    report = check(Path(), OwnSite(URL))
    told = {
        "text": render("text", [report]),
        "brief": render("text", [report], brief=True),
        "error": CliRunner().invoke(main, ["check", name]).output,
    }
    for way, text in told.items():
        assert name.partition(".")[0][4:] in text, way
        assert not [line for line in text.splitlines() if line.lstrip().startswith("::")], way
        assert not any(order in text for order in ("##vso[", "##[", "##teamcity[")), way
    github = render("github", [report]).splitlines()
    assert all(line.startswith(("::error ", "praxis: ")) for line in github)
    assert not [line for line in github if line.startswith("praxis") and "##" in line]


@given(st.text(st.sampled_from("#:[]vso\n \x1b0m")))
def test_text_for_a_log_holds_no_order(text: str) -> None:
    made = uncommanding(text)
    # GitHub knows no command whose name is empty or begins with a colon, as `::: praxis` would be one.
    assert not any(re.match(r"\s*::(?!:)", line) for line in made.split("\n"))
    assert "##[" not in made
    assert "##vso[" not in made
    assert uncommanding(made) == made


def test_an_example_can_be_copied_from_a_log() -> None:
    assert (
        uncommanding("For example:\n  ::: praxis care level=emergency")
        == "For example:\n  ::: praxis care level=emergency"
    )


def test_a_place_in_the_text_can_be_clicked(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.parent)
    assert render("text", [check(Path("site"), OwnSite(URL))]).startswith("site/index.html:1:")
    assert "\nsite/index.html:1:" in "\n" + render("text", [check(site, OwnSite(URL))])
    monkeypatch.chdir(site)
    assert render("text", [check(Path(), OwnSite(URL))]).startswith("index.html:1:")


@posix
@pytest.mark.parametrize("sites", [1, 3])
def test_ctrl_c_is_no_verdict(sites: int, site: Path) -> None:
    hold = (
        "import os, signal, mkdocs_praxis.gate\n"
        "def stop(*a, **k): os.killpg(0, signal.SIGINT); signal.pause()\n"
        "os.scandir = stop\n"
    )
    folders = [site.parent / f"s{n}" for n in range(sites)]
    for folder in folders:
        folder.mkdir()
        (folder / "index.html").write_text("x")
    command = [sys.executable, "-c", f"from mkdocs_praxis.cli import main\n{hold}\nmain()", "check", *folders]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    said = "".join(process.communicate())
    assert process.returncode == 2
    assert "interrupted" in said
    assert "Traceback" not in said
    assert signal.SIGINT


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_job_that_is_called_off_leaves_no_process_behind(name: str, site: Path) -> None:
    """They held the output open, so that a CI step that was called off never ended."""
    hold = (
        "import os, signal, time, mkdocs_praxis.gate\n"
        "first, listed = os.getpid(), os.scandir\n"
        "def stop(*a, **k):\n"
        "    if os.getpid() == first: return listed(*a, **k)\n"
        f"    os.kill(first, signal.{name}); time.sleep(600)\n"
        "os.scandir = stop\n"
    )
    folders = [site.parent / f"s{n}" for n in range(3)]
    for folder in folders:
        folder.mkdir()
        (folder / "index.html").write_text("x")
    start = f"{hold}\nfrom mkdocs_praxis.start import praxis; praxis()"
    command = [sys.executable, "-c", start, "check", "--jobs", "2", *folders]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        process.communicate(timeout=30)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == (-signal.SIGKILL if name == "SIGKILL" else 128 + getattr(signal, name))


@posix
def test_ctrl_c_before_the_command_begins_leaves_no_traceback(site: Path) -> None:
    hold = (
        "import os, signal, sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'click': os.kill(os.getpid(), signal.SIGINT); signal.pause()\n"
        "sys.meta_path.insert(0, Stop())"
    )
    done = praxis("check", site, before=hold)
    assert done.returncode == -signal.SIGINT
    assert done.stderr == ""


@posix
@pytest.mark.parametrize("closed", ["<&-", "2>&-"])
def test_a_closed_stream_stops_nothing(closed: str, tmp_path: Path) -> None:
    calm(praxis("new", tmp_path / "neu", shell=closed), 0)
    assert (tmp_path / "neu" / "mkdocs.yml").is_file()


@posix
@pytest.mark.parametrize("behind", ["| cat", ">> log; cat log"])
def test_a_report_may_go_to_what_is_open_already(
    site: Path, behind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe of the shell has no name to be replaced by, and what a log held before stays."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log").write_text("before\n")
    done = praxis(
        "check", site, "--site-url", URL, "--format", "json", "--output", "/dev/stdout", shell=behind
    )
    assert "cannot write" not in done.stderr
    assert json.loads(done.stdout.removeprefix("before\n"))["counts"]["error"] == 1
    assert (tmp_path / "log").read_text().startswith("before\n")


def test_more_processes_than_pay_are_not_started() -> None:
    with processes(5000) as pool:
        pool.submit(os.getpid).result()
        assert len(multiprocessing.active_children()) <= 61


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """As by a preview that was forgotten, before anything is built."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Praxis\ntheme: {name: praxis, locale: de}\n")
    with serving(tmp_path) as address:
        port = address.strip("/").rpartition(":")[2]
        done = praxis("preview", "--config", tmp_path, "--port", port)
    calm(done, 2)
    assert f"Der Port {port} ist belegt" in done.stderr


@pytest.mark.parametrize("command", ["praxis check site", "praxis build", "mkdocs build"])
def test_what_windows_lacks_is_named_with_where_to_get_it(site: Path, command: str) -> None:
    (site.parent / "docs").mkdir()
    (site.parent / "docs/index.md").write_text("# Praxis\n")
    (site.parent / "mkdocs.yml").write_text("site_name: x\nsite_url: https://x.example/\nplugins: [praxis]\n")
    broken = "raise ImportError('DLL load failed while importing _ada_wrapper: Das angegebene Modul wurde nicht gefunden.')"
    (site.parent / "lib").mkdir()
    (site.parent / "lib/ada_url.py").write_text(broken)
    tool, *arguments = command.split()
    program = {"praxis": "from mkdocs_praxis.start import praxis as run", "mkdocs": "from mkdocs.__main__ import cli as run"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", f"{program[tool]}; run()", *arguments], cwd=site.parent, capture_output=True, text=True,
        encoding="utf-8", check=False, env=os.environ | {"PYTHONPATH": str(site.parent / "lib")},
    )  # fmt: skip
    assert done.returncode != 0
    assert "VCRedist" in done.stderr
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr


# As the shell makes of a variable that nobody set; the folder one stands in was taken, or the policy left out.
UNNAMED = ("replace --write", "localise --write", "new", "harden", "evidence", "verify site", "check site --config", "check --sites", "check site --output", "build --config")  # fmt: skip


@pytest.mark.parametrize("command", UNNAMED)
def test_an_empty_name_is_no_folder(command: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.parent)
    before = tree(site.parent)
    said = praxis(*command.split(), "")
    assert (said.returncode, tree(site.parent)) == (2, before)
    assert (
        "has an empty name" in said.stderr + said.stdout
        or "hat einen leeren Namen" in said.stderr + said.stdout
    )
