"""Whatever interrupts a build or stands in its way, nothing unjudged ever lies where it can be deployed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_praxis.plugin.output import Output
from mkdocs_praxis.problem import PraxisError
from tests.plugin.conftest import Build
from tests.tools import lay, python, tree

LEAK = '<script src="https://cdn.example.net/a.js"></script>'
CONFIG = (
    "site_name: Praxis\nsite_url: https://www.praxis-beispiel.de/\n"
    "theme: {name: praxis, locale: de}\nplugins: [praxis]\n"
)
posix = pytest.mark.skipif(os.name == "nt", reason="signals, links and mounts of another kind there")


def rooms(root: Path) -> list[Path]:
    return list(root.glob(".*.praxis-*"))


def write(root: Path, page: str = "Guten Tag.", hook: str = "") -> None:
    (root / "docs").mkdir(parents=True, exist_ok=True)
    for name in ("index", "z"):
        (root / "docs" / f"{name}.md").write_text(f"# {name}\n\n{page}\n")
    (root / "late.py").write_text(hook)
    (root / "mkdocs.yml").write_text(CONFIG + ("hooks: [late.py]\n" if hook else ""))


def run(root: Path, *arguments: str, tool: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    return python("-m", tool, *(arguments or ("build",)), cwd=root)


ENDS_ITSELF = """\
import os, pathlib, signal
def on_post_page(output, page, config):
    if page.file.src_uri == "z.md":
        assert "cdn.example.net" in pathlib.Path(config.site_dir, "index.html").read_text()
        os.kill(os.getpid(), signal.{name})
    return output
"""


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_an_interrupted_build_leaves_the_last_good_site(name: str, tmp_path: Path) -> None:
    write(tmp_path)
    assert run(tmp_path).returncode == 0
    before = tree(tmp_path / "site")
    write(tmp_path, LEAK, ENDS_ITSELF.format(name=name))
    done = run(tmp_path)
    assert done.returncode != 0
    assert "AssertionError" not in done.stderr
    assert tree(tmp_path / "site") == before
    assert not list(tmp_path.glob("site.*"))
    assert len(rooms(tmp_path)) == (0 if name == "SIGINT" else 1)  # the others leave no time to tidy up
    assert Output(tmp_path / "site").close() is None
    assert not rooms(tmp_path)


def test_a_build_that_runs_is_not_taken_for_a_killed_one(tmp_path: Path) -> None:
    first = Output(tmp_path / "site")
    Output(tmp_path / "site").close()
    assert first.folder.is_dir()
    first.close()


@posix
def test_a_build_killed_in_mid_swap_gets_its_site_back(tmp_path: Path) -> None:
    room = tmp_path / ".site.praxis-x"
    (room / "before").mkdir(parents=True)
    (room / ".mkdocs-praxis").touch()
    (room / "before" / "index.html").write_text("good")
    Output(tmp_path / "site").close()
    assert tree(tmp_path / "site") == {"index.html": b"good"}
    assert not rooms(tmp_path)


def test_what_a_program_holds_open_goes_with_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, unlink = Output(tmp_path / "site"), os.unlink
    (first.folder / "a.html").write_text("held")

    def refused(path: Any, **where: Any) -> None:
        if str(path).endswith("a.html"):
            raise PermissionError(13, "used by another process", path)
        unlink(path, **where)

    monkeypatch.setattr(os, "unlink", refused)
    first.close()
    assert len(rooms(tmp_path)) == 1
    monkeypatch.undo()
    Output(tmp_path / "site").close()
    assert not rooms(tmp_path)


@posix
@pytest.mark.parametrize("whose", ["another site", "a person", "a link"])
def test_only_private_folders_of_this_site_are_cleared_away(whose: str, tmp_path: Path) -> None:
    room = tmp_path / (".other.praxis-x" if whose == "another site" else ".site.praxis-x")
    kept = tmp_path / "kept" if whose == "a link" else room
    (kept / "before").mkdir(parents=True)
    (kept / "before" / "index.html").write_text("theirs")
    if whose != "a person":
        (kept / ".mkdocs-praxis").touch()
    if whose == "a link":
        room.symlink_to(kept)
    Output(tmp_path / "site").close()
    assert (room / "before" / "index.html").read_text() == "theirs"
    assert not (tmp_path / "site").exists()


def test_a_build_that_was_led_elsewhere_is_refused(tmp_path: Path) -> None:
    output = Output(tmp_path / "site")
    output.check(output.folder)
    with pytest.raises(PraxisError, match="another site_dir"):
        output.check(tmp_path / "elsewhere")
    shutil.rmtree(output.folder)
    with pytest.raises(PraxisError, match="is gone"):
        output.check(output.folder)
    output.close()


@posix
def test_a_link_to_an_archive_of_what_was_set_aside_is_not_emptied(tmp_path: Path) -> None:
    output = Output(tmp_path / "site")
    (output.folder / "index.html").write_text("leak")
    archive = output.reject().rename(tmp_path / "archive")
    (tmp_path / "site.rejected").symlink_to(archive)
    Output(tmp_path / "site").release()
    assert (archive / "index.html").read_text() == "leak"


def test_the_last_good_site_outlives_a_leak(mkdocs_build: Build) -> None:
    before = tree(mkdocs_build().site)
    built = mkdocs_build({"docs/index.md": LEAK})
    assert not built.passed
    assert tree(built.site) == before
    page = (built.root / "site.rejected" / "index.html").read_text()
    assert "cdn.example.net" in page
    # Who deploys it by hand all the same: the browser refuses what was refused here.
    assert "Content-Security-Policy" in page
    assert not rooms(built.root)


@posix
def test_a_link_to_a_web_root_is_followed_to_what_is_swapped(mkdocs_build: Build, tmp_path: Path) -> None:
    root = tmp_path / "srv" / "www"
    root.mkdir(parents=True)
    (tmp_path / "site").symlink_to(root)
    assert mkdocs_build().passed
    assert (tmp_path / "site").is_symlink()
    before = tree(root)
    assert "index.html" in before
    assert not mkdocs_build({"docs/index.md": LEAK}).passed
    assert (tmp_path / "site").is_symlink()
    assert tree(root) == before
    assert (tmp_path / "srv" / "www.rejected" / "index.html").is_file()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_person_put_beside_the_site_stays(kind: str, mkdocs_build: Build, tmp_path: Path) -> None:
    theirs = tmp_path / "site.rejected"
    notes = theirs if kind == "file" else theirs / "notes.txt"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text("mine")
    built = mkdocs_build({"docs/index.md": LEAK})
    assert "site.rejected-2" in built.said
    assert (tmp_path / "site.rejected-2" / "index.html").is_file()
    assert not built.site.exists()
    assert mkdocs_build({"docs/index.md": "# gut\n"}).passed
    assert notes.read_text() == "mine"
    assert not (tmp_path / "site.rejected-2").exists()


@posix
def test_notes_in_what_was_set_aside_stay_too(mkdocs_build: Build, tmp_path: Path) -> None:
    mkdocs_build({"docs/index.md": LEAK})
    rejected = tmp_path / "site.rejected"
    (rejected / "notes.txt").write_text("mine")
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "index.html").write_text("mine")
    (rejected / "sub").symlink_to(tmp_path / "else")
    assert mkdocs_build({"docs/index.md": "# gut\n"}).passed
    assert tree(rejected) == {"notes.txt": b"mine"}
    assert (rejected / "sub").is_symlink()
    assert tree(tmp_path / "else") == {"index.html": b"mine"}


def test_hidden_files_of_a_site_stay_and_are_judged(mkdocs_build: Build) -> None:
    hidden = mkdocs_build().site / ".well-known"
    hidden.mkdir()
    (hidden / "security.txt").write_text("Contact: mailto:info@praxis-beispiel.de\n")
    (hidden.parent / "stale.html").write_text("<!doctype html>")
    assert mkdocs_build().passed
    assert (hidden / "security.txt").is_file()
    assert not (hidden.parent / "stale.html").exists()
    (hidden / "x.html").write_text(f"<!doctype html><title>x</title>{LEAK}")
    built = mkdocs_build()
    assert not built.passed
    assert ".well-known/x.html" in built.said


def test_a_site_that_is_a_file_is_told(mkdocs_build: Build, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    built = mkdocs_build()
    assert not built.passed
    assert "site_dir ist eine Datei" in built.said


@pytest.mark.skipif(os.name == "nt", reason="links of another kind there")
def test_a_site_that_is_a_link_to_itself_is_told(mkdocs_build: Build, tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("site")
    built = mkdocs_build()
    assert not built.passed
    assert "Löschen Sie den Link" in built.said
    assert (tmp_path / "site").is_symlink()


def test_where_no_swap_is_possible_each_file_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    lay(site, dict.fromkeys(("old/stale.html", "becomes-file/x", "becomes-folder"), "old"))
    lay(elsewhere, {"kept.txt": "old"})
    if os.name != "nt":
        (site / "away").symlink_to(elsewhere)
    monkeypatch.setattr(Path, "rename", refuse)
    output = Output(site)
    lay(output.folder, dict.fromkeys(("index.html", "becomes-file", "becomes-folder/x", "away/y"), "new"))
    output.release()
    assert tree(site) == dict.fromkeys(("away/y", "becomes-file", "becomes-folder/x", "index.html"), b"new")
    assert tree(elsewhere) == {"kept.txt": b"old"}
    assert not rooms(tmp_path)


def refuse(_self: Path, _target: Path) -> Path:
    raise OSError(16, "Device or resource busy")


def test_a_site_that_cannot_be_put_anywhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = Output(tmp_path / "site")
    (output.folder / "index.html").write_text("new")
    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(shutil, "copy2", lambda *_a, **_k: refuse(Path(), Path()))
    with pytest.raises(PraxisError, match="cannot be put there: Device or resource busy"):
        output.release()
    output.close()
    assert not (tmp_path / "site" / "index.html").exists()


def can_mount() -> bool:
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(
            ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
        ).returncode
    )


@posix
@pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount in a namespace of its own")
def test_a_mount_point_in_a_folder_that_is_read_only(tmp_path: Path) -> None:
    root = tmp_path / "work"
    write(root)
    (root / "site").mkdir()
    leak = f"printf '{LEAK}' > docs/z.md"
    script = (
        f"mount --bind . . && cd '{root}' && mount -t tmpfs none site && mount --bind docs docs && "
        "mount -o remount,ro,bind . && "
        f"'{sys.executable}' -m mkdocs build -q && grep -c Content-Security-Policy site/index.html && "
        f"{leak} && ! '{sys.executable}' -m mkdocs build -q && ! grep -r cdn.example.net site && "
        "cat site/z/index.html | grep -c 'Guten Tag'"
    )
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-ec", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not list(root.glob("site*/*"))


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs git in a new repository."""

    def run_git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    if not shutil.which("git"):
        pytest.skip("no git here")
    run_git("init", "-q", ".")
    run_git("config", "user.name", "x")
    run_git("config", "user.email", "x@example.org")
    return run_git


def test_gh_deploy_pushes_what_was_judged_and_nothing_else(git: Callable[..., str], tmp_path: Path) -> None:
    write(tmp_path, LEAK)
    git("init", "-q", "--bare", "far.git")
    git("remote", "add", "origin", str(tmp_path / "far.git"))
    assert run(tmp_path, "gh-deploy").returncode == 1
    assert "gh-pages" not in git("ls-remote", "origin")
    write(tmp_path)
    done = run(tmp_path, "gh-deploy")
    assert done.returncode == 0, done.stderr
    git("fetch", "-q", "origin", "gh-pages")
    assert "Content-Security-Policy" in git("show", "FETCH_HEAD:index.html")


def test_mike_deploys_what_was_judged_and_nothing_else(
    git: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """mike asks the plugins where the site lies before anything is built, and reads it from there afterwards."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")

    def deploy() -> int:
        call = [
            sys.executable,
            "-c",
            "from mike.driver import main; raise SystemExit(main())",
            "deploy",
            "1.0",
        ]
        return subprocess.run(call, cwd=tmp_path, capture_output=True, check=False).returncode

    write(tmp_path, LEAK)
    git("add", "docs")
    git("commit", "-qm", "x")
    assert deploy() == 1
    assert "gh-pages" not in git("branch")
    write(tmp_path)
    assert deploy() == 0
    assert "Content-Security-Policy" in git("show", "gh-pages:1.0/index.html")


def test_properdocs_writes_into_the_same_private_folder(tmp_path: Path) -> None:
    write(tmp_path)
    done = run(tmp_path, tool="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    before = tree(tmp_path / "site")
    assert b"Content-Security-Policy" in before["index.html"]
    write(tmp_path, LEAK)
    assert run(tmp_path, tool="properdocs").returncode == 1
    assert tree(tmp_path / "site") == before
    assert (tmp_path / "site.rejected" / "z" / "index.html").is_file()


BUILDS_WITHIN = """\
from mkdocs.commands.build import build
from pathlib import Path
inner = False
def on_post_build(config):
    global inner
    if inner:
        return
    inner = True
    docs, config.docs_dir = config.docs_dir, str(Path(config.docs_dir).parent / "more")
    keep = {p: p.read_bytes() for p in Path(config.site_dir).rglob("*") if p.is_file()}
    build(config)
    for path, data in keep.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    config.docs_dir, inner = docs, False
"""


def test_a_build_within_a_build_is_judged_with_it(mkdocs_build: Build) -> None:
    files: dict[str, str | bytes] = {"late.py": BUILDS_WITHIN, "more/en.md": "# en\n"}
    built = mkdocs_build(files, hooks=["late.py"])
    assert built.passed, built.said
    assert "Content-Security-Policy" in built.page("en/index.html")
    assert "Content-Security-Policy" in built.page()
    before = tree(built.site)
    built = mkdocs_build(files | {"more/en.md": LEAK}, hooks=["late.py"])
    assert not built.passed
    assert tree(built.site) == before


def interrupted_after(times: int) -> Callable[..., None]:
    """Return what removes files and is interrupted (Ctrl-C) after some."""
    left, remove = iter(range(times)), os.unlink

    def unlink(*args: Any, **more: Any) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        remove(*args, **more)

    return unlink


@posix
def test_what_an_interrupt_left_while_it_was_cleared_away_goes_with_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, done = tmp_path / "site", iter(range(100))
    for last in range(12):
        output = Output(site)
        for name in "abc":
            (output.folder / name).mkdir()
            (output.folder / name / "index.html").write_text(str(last))
        with monkeypatch.context() as patched:
            patched.setattr(os, "unlink", interrupted_after(last))
            try:
                output.release()
            except KeyboardInterrupt:
                next(done)
        assert (site / "a" / "index.html").read_text() == str(last)
    assert next(done) > 2
    Output(site).close()
    assert not rooms(tmp_path)


@posix
def test_our_command_takes_its_build_with_it_when_it_is_ended(tmp_path: Path) -> None:
    """By SIGTERM, as `timeout`, systemd and containers do: a build went on, a preview kept its port."""
    wait = "import pathlib, os, time\ndef on_pre_build(config):\n    pathlib.Path('reached').write_text(str(os.getpid()))\n    time.sleep(60)\n"
    write(tmp_path, hook=wait)
    command = [sys.executable, "-c", "from mkdocs_praxis.start import praxis; praxis()", "build"]
    with subprocess.Popen(command, cwd=tmp_path) as running:
        while not (reached := tmp_path / "reached").exists() or not reached.read_text():
            time.sleep(0.05)
        running.terminate()
    assert running.returncode == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(int(reached.read_text()), 0)
    assert not rooms(tmp_path)


@posix
def test_our_command_says_that_it_was_interrupted_and_no_more(tmp_path: Path) -> None:
    wait = "import pathlib, time\ndef on_pre_build(config):\n    pathlib.Path('reached').touch()\n    time.sleep(60)\n"
    write(tmp_path, hook=wait)
    command = [sys.executable, "-c", "from mkdocs_praxis.cli import main; main()", "build"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        while not (tmp_path / "reached").exists():
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)
        said = "".join(running.communicate())
    assert running.returncode == 2
    assert said.split() == ["interrupted"] or said.split() == ["Unterbrochen."]
    assert not rooms(tmp_path)
