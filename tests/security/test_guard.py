"""The guard itself: what it forbids really ends a process. Then: check and build do none of it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.security.conftest import GUARD, MKDOCS, PRAXIS, URL, page

EXAMPLE = Path(__file__).resolve().parents[2] / "example-site"


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('{site}/x', 'w')",
        "import os; os.mkdir('{site}/d')",
    ],
)
def test_the_guard_forbids(act: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [PRAXIS[0], "-c", act.replace("{site}", str(tmp_path))],
        env={"PYTHONPATH": str(GUARD), "PRAXIS_READ_ONLY": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 99


def test_check_opens_no_connection_starts_nothing_and_writes_nothing(check, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(
        page('<script src="https://cdn.example.net/a.js"></script><script>require("fs")</script>')
    )
    (site / "hook.py").write_text("raise SystemExit(7)")
    (site / "conftest.py").write_text("raise SystemExit(7)")
    for jobs in ("1", "2"):
        done = check(
            site, "--jobs", jobs, "--format", "html", "--output", tmp_path / "r.html", "--format", "text"
        )
        assert done.returncode == 1
        assert "cdn.example.net" in done.stdout


def test_build_opens_no_connection_and_starts_nothing(guarded, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "praxis", ignore=shutil.ignore_patterns("site", "site.rejected"))
    done = guarded([*MKDOCS, "build", "-q"], cwd=tmp_path / "praxis")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "praxis" / "site" / "index.html").is_file()


def test_check_needs_no_network_at_all(tmp_path: Path) -> None:
    """What the interpreter cannot see, compiled libraries, the kernel forbids: a network of its own without any device."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a network of his own")
    (tmp_path / "index.html").write_text(page('<img src="https://p.example.net/x.gif" alt="">'))
    done = subprocess.run(
        [unshare, "-rn", *PRAXIS, "check", str(tmp_path), "--site-url", URL],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "p.example.net" in done.stdout
