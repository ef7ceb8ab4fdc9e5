"""Files that are not what they seem: a clear result, bounded time and memory, no crash."""

import contextlib
import gzip
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import threading
import zlib
from pathlib import Path

import brotli
import pytest

from mkdocs_praxis.gate import check as gate
from mkdocs_praxis.walk import Entry, content
from mkdocs_praxis.web.contact import OwnSite
from tests.security.conftest import URL, page

LEAK = page('<img src="https://pixel.example.net/p.gif" alt="">')
OWN = OwnSite(URL)


def told(check, site: Path, *arguments: str) -> dict:
    done = check(site, "--format", "json", *arguments)
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout)


def peak(site: Path) -> int:
    """Return the most memory that a check takes, in KiB. What getrusage says of a child counts this process too (Linux)."""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not say")
    code = (
        "import sys\nfrom mkdocs_praxis.start import praxis\n"
        "try: praxis()\nexcept SystemExit: print(open('/proc/self/status').read(), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", str(site), "--site-url", URL]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"VmHWM:\s*(\d+)", done.stderr)
    assert found, done.stderr[-2000:]
    return int(found[1])


def test_links_out_of_the_site_are_named_and_not_followed(check, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "page.html").write_text(LEAK.replace("pixel", "secret"))
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(page("x"))
    (site / "file.html").symlink_to(secret / "page.html")
    (site / "folder").symlink_to(secret)
    (site / "round").symlink_to(site)
    (site / "nowhere.html").symlink_to("nowhere")
    (site / "up.html").symlink_to("../secret/page.html")
    data = told(check, site)
    assert {u["file"] for u in data["unread"]} == {"file.html", "folder", "round", "nowhere.html", "up.html"}
    assert "secret.example.net" not in json.dumps(data)


def test_pipes_and_devices_do_not_block(check, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("x"))
    os.mkfifo(tmp_path / "pipe.html")
    if os.geteuid() == 0:
        with contextlib.suppress(PermissionError):  # a container may forbid it
            os.mknod(tmp_path / "zero.html", 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    data = told(check, tmp_path)
    assert data["passed"] is False
    assert all(u["why"] == "not a regular file" for u in data["unread"])


def test_a_file_that_became_a_link_or_pipe_meanwhile_is_not_read(tmp_path: Path) -> None:
    target = tmp_path / "secret.html"
    target.write_text("secret")
    link, pipe, gone = tmp_path / "a.html", tmp_path / "b.html", tmp_path / "c.html"
    link.symlink_to(target)
    os.mkfifo(pipe)
    for path in (link, pipe, gone):
        assert isinstance(content(Entry(str(path), path.name, 6)), str)


def bomb_gz(gibibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    member = packer.compress(bytes(64 << 20)) + packer.flush()
    return member * (16 * gibibytes)


def test_archive_bombs_are_named_within_bounds(check, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("x"))
    (tmp_path / "index.html.gz").write_bytes(bomb_gz(8))
    (tmp_path / "a.html.br").write_bytes(brotli.compress(bytes(256 << 20), quality=1))
    (tmp_path / "b.svgz").write_bytes(gzip.compress(gzip.compress(bytes(64 << 20))))
    (tmp_path / "c.html.gz.gz.gz").write_bytes(gzip.compress(gzip.compress(gzip.compress(bytes(40 << 20)))))
    (tmp_path / "d.html.gz").write_bytes(gzip.compress(LEAK.encode())[:-9])
    data = told(check, tmp_path)
    assert {u["file"] for u in data["unread"]} >= {
        "index.html.gz",
        "a.html.br",
        "c.html.gz.gz.gz",
        "d.html.gz",
    }
    assert peak(tmp_path) < 600 << 10, "KiB"


def test_a_twin_that_says_something_else_is_read(check, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("x"))
    (tmp_path / "index.html.gz").write_bytes(gzip.compress(LEAK.encode()))
    (tmp_path / "index.html.br").write_bytes(brotli.compress(LEAK.encode()))
    assert {f["file"] for f in told(check, tmp_path)["findings"]} == {"index.html.gz", "index.html.br"}


def test_without_its_reader_what_is_packed_with_brotli_was_not_read(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "index.html").write_text(page("x"))
    (tmp_path / "index.html.br").write_bytes(brotli.compress(page("x").encode()))
    assert gate(tmp_path, OWN).passed
    monkeypatch.setitem(sys.modules, "brotli", None)
    (unread,) = gate(tmp_path, OWN).unread
    assert unread.file == "index.html.br"
    assert "mkdocs-praxis[brotli]" in unread.why


@pytest.mark.parametrize(
    ("name", "size"), [("a.html", 50 << 20), ("b.js", 100 << 20), ("c.html", 300 << 20), ("d.xyzzy", 1 << 40)]
)
def test_huge_files_are_named_and_not_held_in_memory(name: str, size: int, check, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("x"))
    with (tmp_path / name).open("wb") as file:
        file.write(LEAK.encode())
        try:
            file.truncate(size)
        except OSError:
            pytest.skip("this file system holds no file of that size")
    data = told(check, tmp_path)
    assert [u["file"] for u in data["unread"]] == [name]
    assert peak(tmp_path) < 700 << 10, "KiB"


def test_many_files_and_deep_folders(check, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "many").mkdir(parents=True)
    for number in range(3000):
        (site / "many" / f"{number}.txt").write_bytes(b"x")
    here = os.open(site, os.O_RDONLY)
    for _ in range(60):  # deeper than a path can be long
        os.mkdir("k" * 100, dir_fd=here)
        below = os.open("k" * 100, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    data = told(check, site)
    assert data["counts"]["files"] >= 3000
    assert [u["why"] for u in data["unread"]] == ["the folder cannot be opened: File name too long"]


def test_what_may_not_be_opened_is_named() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # pytest's own folders are open to root alone
        site = Path(folder) / "site"
        (site / "closed").mkdir(parents=True)
        (site / "index.html").write_text(page("x"))
        (site / "secret.html").write_text(LEAK)
        gate(site, OWN)  # loads what is loaded late, while that may still be read
        (site / "secret.html").chmod(0)
        (site / "closed").chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)  # no permission counts for root
        try:
            unread = {u.file: u.why for u in gate(site, OWN).unread}
        finally:
            os.seteuid(user)
            (site / "closed").chmod(0o755)
    assert unread == {
        "closed/": "the folder cannot be opened: Permission denied",
        "secret.html": "cannot be opened: Permission denied",
    }


def test_files_that_change_and_vanish_meanwhile_crash_nothing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("x"))
    stop = threading.Event()

    def stir() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            path = tmp_path / f"p{number % 50}.html"
            path.unlink(missing_ok=True)
            if number % 3:
                path.write_text(LEAK * (number % 7))
            folder = tmp_path / f"d{number % 5}"
            with contextlib.suppress(OSError):
                folder.rmdir() if folder.exists() else folder.mkdir()

    thread = threading.Thread(target=stir)
    thread.start()
    try:
        for _ in range(15):
            report = gate(tmp_path, OWN)
            assert report.files >= 1
            assert all("Errno" not in u.why for u in report.unread)
    finally:
        stop.set()
        thread.join()
