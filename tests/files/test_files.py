"""Files are written whole or not at all, several all or none, and keep what they had: rights, owner, links, line ends."""

import codecs
import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_praxis import walk
from mkdocs_praxis.cli import main
from mkdocs_praxis.files import fingerprint, given, is_same, regular_files, rewrite, write_all, write_whole
from mkdocs_praxis.i18n import spoken_in
from mkdocs_praxis.problem import PraxisError
from tests.tools import lay, python, tree

YOUTUBE = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'
posix = pytest.mark.skipif(os.name == "nt", reason="rights and links of another kind there")
# What a full disk does, until the process ends: what measures it writes then.
FULL = (
    "import atexit, resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10, -1)); "
    "atexit.register(resource.setrlimit, resource.RLIMIT_FSIZE, (-1, -1)); "
)


@posix
def test_rights_and_owner_stay(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("x")
    file.chmod(0o4751)
    if os.getuid() == 0:
        os.chown(file, 12, 34)
    before = file.stat()
    write_whole(file, "y")
    write_all({file: b"z"})
    after = file.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert file.read_text() == "z"


@posix
def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "ours", "x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_all_names_of_a_file_go_on_naming_it_where_several_are_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    os.link(tmp_path / "a", tmp_path / "b")
    (tmp_path / "link").symlink_to("a")
    write_all({tmp_path / "link": b"y"})
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text() == "y"
    assert (tmp_path / "link").is_symlink()


@posix
def test_a_file_with_a_second_name_elsewhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "original").write_text("x")
    os.link(tmp_path / "original", tmp_path / "copy")
    write_whole(tmp_path / "copy", "y")
    assert (tmp_path / "original").read_text() == "x"


def test_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / name for name in "abc"]
    for file in files[:2]:
        file.write_text("old")
    real = Path.replace

    def fails_at_the_last(self: Path, target: Path) -> Path:
        if target == files[2]:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_the_last)
    with pytest.raises(PraxisError, match="No space left on device; nothing was changed"):
        write_all(dict.fromkeys(files, b"new"))
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a": "old", "b": "old"}


@posix
@pytest.mark.parametrize("call", ["write_whole('a', 'x' * 99)", "write_all({Path('a'): b'x' * 99})"])
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(call: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    code = f"{FULL}from pathlib import Path; from mkdocs_praxis.files import *; {call}"
    done = python("-c", code, cwd=tmp_path)
    assert "File too large" in done.stderr
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a": "old"}


def praxis(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return python("-c", "from mkdocs_praxis.cli import main; main()", *arguments, cwd=cwd)


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_lines_of_a_card_end_as_those_around_it(name: str, tmp_path: Path) -> None:
    text = f"<p>one</p>\r\n\r\n{YOUTUBE}\r\n\r\n<p>two</p>\r\n"
    (tmp_path / name).write_bytes(text.encode())
    praxis("replace", "--write", name, cwd=tmp_path)
    made = (tmp_path / name).read_bytes()
    assert b"praxis-embed" in made
    assert made.count(b"\n") == made.count(b"\r\n") > 5
    assert made.replace(b"\r\n", b"").count(b"\r") == 0


@posix
def test_replace_keeps_everything_but_the_embed(tmp_path: Path) -> None:
    page, second, plain = tmp_path / "a.html", tmp_path / "b.html", tmp_path / "c.html"
    page.write_bytes(f"<p>one</p>\r\n{YOUTUBE}\r\n<p>two</p>\n".encode())
    page.chmod(0o640)
    os.link(page, tmp_path / "same.html")
    second.write_text(YOUTUBE)
    (tmp_path / "link.html").symlink_to(second)
    plain.write_text("<p>nothing</p>")
    foreign = tmp_path / "a.html.part"
    (tmp_path / "victim").write_text("theirs")
    foreign.symlink_to(tmp_path / "victim")
    done = praxis("replace", "--write", page, tmp_path / "link.html", plain, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert page.read_bytes().startswith(b"<p>one</p>\r\n<")
    assert page.read_bytes().endswith(b"\r\n<p>two</p>\n")
    assert "<iframe" not in page.read_text() + second.read_text()
    assert page.stat().st_mode & 0o777 == 0o640
    assert page.samefile(tmp_path / "same.html")
    assert (tmp_path / "link.html").is_symlink()
    assert foreign.is_symlink()
    assert (tmp_path / "victim").read_text() == "theirs"


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("command", ["replace --write", "harden"])
def test_a_job_that_is_called_off_leaves_no_file_half_written(
    tmp_path: Path, command: str, name: str
) -> None:
    """In the very moment in which a new file is made: 114 hidden ones lay in a site that was to be uploaded."""
    hold = (
        "import os, signal\n"
        "opened = os.open\n"
        "def stop(path, *a, **k):\n"
        "    made = opened(path, *a, **k)\n"
        f"    if str(path).endswith('.part'): os.kill(os.getpid(), signal.{name})\n"
        "    return made\n"
        "os.open = stop\n"
        "from mkdocs_praxis.start import praxis; praxis()"
    )
    site = lay(tmp_path / "site", {f"{n}.html": YOUTUBE for n in range(3)})
    url = ("--site-url", "https://www.praxis.example/")
    call = [sys.executable, "-c", hold, *command.split(), str(site), *url]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == (2 if name == "SIGINT" else 128 + getattr(signal, name))
    assert "Traceback" not in done.stderr
    assert tree(site) == {f"{n}.html": YOUTUBE.encode() for n in range(3)}


def test_replace_writes_all_files_or_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(YOUTUBE)
    (tmp_path / "b.html").write_bytes(YOUTUBE.encode("utf-16"))
    done = praxis("replace", "--write", "a.html", "b.html", cwd=tmp_path)
    assert done.returncode == 2
    assert "b.html: this is not UTF-8" in done.stderr
    assert "save it as UTF-8" in done.stderr
    assert "nothing was changed" in done.stderr
    assert (tmp_path / "a.html").read_text() == YOUTUBE


@pytest.mark.parametrize(("declared", "codec"), [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("ISO-8859-15", "iso-8859-15"), ("", "cp1252")])  # fmt: skip
def test_an_old_page_keeps_its_encoding(tmp_path: Path, declared: str, codec: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<head>{meta}</head><body>\r\n<p>für 5 €</p>\r\n{YOUTUBE}<p>ä</p>\r\n"
    (tmp_path / "a.html").write_bytes(page.encode(codec))
    done = praxis("replace", "--write", "--lang", "de", "a.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "a.html").read_bytes().decode(codec)
    assert written.startswith(page.partition("<iframe")[0])
    assert written.endswith("<p>ä</p>\r\n")
    assert "Öffnet www.youtube.com" in written
    assert "<iframe" not in written


def test_a_file_in_a_linked_folder_is_replaced_where_it_lies(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_text("x")
    (tmp_path / "real" / "a").chmod(0o640)
    (tmp_path / "linked").symlink_to("real")
    monkeypatch.chdir(tmp_path)
    for name in ("linked/a", tmp_path / "linked" / "a", "real/../linked/a"):
        write_whole(name, f"now {name}")
        assert (tmp_path / "real" / "a").read_text() == f"now {name}"
    assert (tmp_path / "linked").is_symlink()
    assert (tmp_path / "real" / "a").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("saved", "place"), [("utf-16", ""), ("utf-16-be", ""), ("latin-1", ":2"), ("cp437", ":2")]
)
@pytest.mark.parametrize(
    "words",
    [
        "check site --site-url https://praxis.example/ --config FILE.yml",
        "check site --site-url https://praxis.example/ --config FILE.toml",
        "check --sites .",
        "adopt --config sub/mkdocs.yml",
        "survey FILE.txt --output tables",
    ],
)
def test_what_people_name_is_utf8_or_told(
    words: str, saved: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "sub").mkdir()
    text = 'policy = "strict"\n# für uns\n' if ".toml" in words else "policy: strict\n# für uns\n"
    for name in ("FILE.yml", "FILE.toml", "FILE.txt", "sub/mkdocs.yml"):
        (tmp_path / name).write_bytes(text.encode(saved))
    said = CliRunner().invoke(
        main, words.split(), env=dict.fromkeys(("LC_ALL", "LANGUAGE", "LANG"), "de_DE.UTF-8")
    )
    assert said.exit_code == 2, said.output
    named = next(word for word in [*words.split(), "sub/mkdocs.yml"] if word.startswith(("FILE", "sub")))
    assert f"{named}{place}:" in said.output
    assert "Speichern Sie die Datei als UTF-8" in said.output


@pytest.mark.parametrize("saved", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_language_is_heard_however_settings_are_saved(saved: str, tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("theme: {name: material, language: de}\n", encoding=saved)
    mark = codecs.BOM_UTF16_LE if saved == "utf-16-le" else b""
    (tmp_path / "base.yml").write_bytes(mark + (tmp_path / "base.yml").read_bytes())
    (tmp_path / "mkdocs.yml").write_bytes(
        mark + "# language: fr\nINHERIT: base.yml\nsite_name: Prüfung\n".encode(saved)
    )
    assert spoken_in(tmp_path / "mkdocs.yml") == "de"


def test_a_folder_in_the_way_is_named_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "nachweis.html"
    folder.mkdir()
    for write in (lambda: write_whole(folder, "x"), lambda: write_all({folder: b"x"})):
        with pytest.raises((OSError, PraxisError), match=re.escape(str(folder))):
            write()
    assert list(tmp_path.iterdir()) == [folder]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    for _ in range(2):
        write_whole(tmp_path / "a" / "b" / "c", "x")
    assert (tmp_path / "a" / "b" / "c").read_text() == "x"


@posix
def test_a_link_stays_and_what_it_leads_to_changes(tmp_path: Path) -> None:
    lay(tmp_path, {"folder/a": "x"})
    (tmp_path / "link").symlink_to("folder/a")
    write_whole(tmp_path / "link", "y")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "a").read_text() == "y"
    assert [one.name for one in (tmp_path / "folder").iterdir()] == ["a"]


@posix
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, "x" * 9)
        assert reader.communicate()[0] == b"x" * 9
    assert pipe.is_fifo()


@pytest.mark.parametrize("after", [b"", b"ab", b"abcd", b"xbcd", b"abcdefgh"])
def test_what_nobody_reads_yet_is_written_over(after: bytes, tmp_path: Path) -> None:
    file = lay(tmp_path, {"a": "abcd"}) / "a"
    os.utime(file, ns=(1, 1))
    number = file.stat().st_ino
    rewrite(file, lambda before: after if before == b"abcd" else b"?")
    assert file.read_bytes() == after
    assert file.stat().st_ino == number
    assert (file.stat().st_mtime_ns == 1) is (after == b"abcd")


@posix
def test_a_disk_that_fills_up_while_a_file_is_written_over_is_told(tmp_path: Path) -> None:
    file = lay(tmp_path, {"a": "x"}) / "a"
    code = f"{FULL}from mkdocs_praxis.files import rewrite; rewrite({str(file)!r}, lambda _: b'y' * 99)"
    ended = python("-c", code)
    assert ended.returncode == 1
    assert "OSError: [Errno 28]" in ended.stderr


@pytest.mark.parametrize("seed", ["0", "random"])
def test_bytes_and_texts_are_known_again_and_no_others(seed: str) -> None:
    code = "from tests.files.test_files import known_again; known_again()"
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, check=True)


def known_again() -> None:
    for held, same in (("Tür", "Tür".encode()), (b"\xff", b"\xff"), ("", b""), (b"T", b"T")):
        assert is_same(same, fingerprint(held))
        assert fingerprint(held) == fingerprint(held)
        for other in (b"\xff\xff", b"Tor", "Tör".encode()):
            assert not is_same(other, fingerprint(held))


@posix
def test_ordinary_files_are_listed_in_the_order_of_paths_and_links_are_not_followed(tmp_path: Path) -> None:
    lay(tmp_path, {"b/c": "", "a/z/y": "", "a-b/c": "", "a.html": "", "ä": ""})
    (tmp_path / "file").symlink_to("a.html")
    (tmp_path / "folder").symlink_to("a")
    os.mkfifo(tmp_path / "pipe")
    found = regular_files(tmp_path)
    assert list(found) == ["a/z/y", "a-b/c", "a.html", "b/c", "ä"]
    assert all(found[name] == str(tmp_path / name) for name in found)


@posix
def test_what_somebody_names_is_a_file_of_ordinary_size(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    large = lay(tmp_path, {"large": "", "small": "x"}) / "large"
    os.truncate(large, (64 << 20) + 1)
    for name, said in (
        ("", "this is a folder, not a file"),
        ("pipe", "this is a pipe or device, not a file"),
        ("large", "larger than 64 MiB"),
        ("none", "there is no such file"),
    ):
        with pytest.raises(PraxisError, match=said):
            given(tmp_path / name)
    assert given(tmp_path / "small") == b"x"


@pytest.mark.skipif(not Path("/proc/version").is_file(), reason="no such file system here")
def test_a_file_that_is_said_to_be_empty_is_read_to_its_end() -> None:
    entry = walk.Entry("/proc/version", "version", 0)
    assert walk.content(entry) == Path("/proc/version").read_bytes() != b""


def test_a_file_may_be_just_as_large_as_can_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MAX_BYTES", 8)
    lay(tmp_path, {"fits.bin": "12345678", "larger.bin": "123456789"})
    fits, larger = walk.listed(tmp_path)
    assert walk.content(fits) == b"12345678"
    assert str(walk.content(larger)).startswith("larger than")


def test_what_cannot_be_written_is_told_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by that of the file which would have replaced it."""

    def refused(path: object, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr("os.open", refused)
    with pytest.raises(OSError, match="Read-only") as told:
        write_whole(tmp_path / "a.html", "x")
    assert told.value.filename == str(tmp_path / "a.html")
