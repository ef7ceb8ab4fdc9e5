"""The example sites, built once a session, and the tools from npm that measure them (package.json beside this file)."""

import functools
import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(__file__).parent / "node_modules"


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """Return where a file of an npm package is, or skip; fail where CI requires the measurements (PRAXIS_REQUIRE_BROWSER=1)."""

    def located(path: str) -> Path:
        found = TOOLS / path
        if found.is_file():
            return found
        why = f"{path} is not installed: npm install --prefix tests/theme"
        if os.environ.get("PRAXIS_REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)

    return located


def built(config: str, target: Path) -> Path:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="session")
def build() -> Callable[[str, Path], Path]:
    return built


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("example-site/mkdocs.yml", tmp_path_factory.mktemp("example") / "site")


@pytest.fixture(scope="session")
def visitenkarte(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("example-site/visitenkarte/mkdocs.yml", tmp_path_factory.mktemp("visitenkarte") / "site")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("example-site/gallery/mkdocs.yml", tmp_path_factory.mktemp("gallery") / "site")


class _Compressing(SimpleHTTPRequestHandler):
    """Serves a folder as a practice's web server does: text compressed, everything kept by the browser."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", "max-age=31536000")
        if path.suffix in {".html", ".css", ".js", ".svg", ".txt", ".xml"}:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in http.server
        pass


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], "contextmanager[str]"]:
    """Return a context manager that serves a folder on the loopback and gives its address."""

    @contextmanager
    def serving(folder: Path) -> Iterator[str]:
        handler = functools.partial(_Compressing, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    return serving  # type: ignore[return-value]
