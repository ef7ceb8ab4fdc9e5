"""Servers of this machine for tests: what they need, and a web server that says nothing and ends with what needed it."""

import functools
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def need(*programs: str) -> None:
    """Skip without these programs; in CI (PRAXIS_REQUIRE_SERVERS=1) fail."""
    missing = [p for p in programs if shutil.which(p, path=os.environ["PATH"] + ":/usr/sbin") is None]
    if missing and os.environ.get("PRAXIS_REQUIRE_SERVERS") == "1":
        pytest.fail(f"{missing[0]} is missing, and PRAXIS_REQUIRE_SERVERS=1")
    if missing:
        pytest.skip(f"{missing[0]} is not installed")


def free_port() -> int:
    """Return a port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(folder: Path = Path(), handler: type[Quiet] = Quiet, port: int = 0) -> Iterator[str]:
    """Serve a folder, or what a handler answers, and give the address; without a port at any that is free."""
    with ThreadingHTTPServer(
        ("127.0.0.1", port), functools.partial(handler, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
