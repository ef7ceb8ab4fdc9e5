"""A server is held to the policy that it is said, or made, to send."""

import hashlib
import http.server
import threading
from pathlib import Path

import pytest

from mkdocs_praxis.harden import sent_by
from mkdocs_praxis.publish import served_differences

PAGE = b"<!doctype html><html lang=de><title>x</title>"
POLICY = "default-src 'self'; form-action 'none'; base-uri 'none'"


@pytest.mark.parametrize(
    ("sent", "declared", "file", "what"),
    [
        ("", "", "", []),
        ("", POLICY, "", ["without its policy"]),
        (POLICY, POLICY, "", []),
        (f"{POLICY}; img-src 'none'", POLICY, "", []),
        ("default-src *", POLICY, "", ["without its policy"]),
        ("", "", f"/*\n  Content-Security-Policy: {POLICY}\n", ["without its policy"]),
        (POLICY, "", f"/*\n  Content-Security-Policy: {POLICY}\n", []),
    ],
)
def test_pages_come_with_their_policy(
    sent: str, declared: str, file: str, what: list[str], tmp_path: Path
) -> None:
    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            if sent:
                self.send_header("Content-Security-Policy", sent)
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *args: object) -> None:
            pass

    (tmp_path / "_headers").write_text(file)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        statement = {
            "subject": [{"name": "index.html", "digest": {"sha256": hashlib.sha256(PAGE).hexdigest()}}],
            "predicate": {"site_url": f"http://127.0.0.1:{server.server_port}/", "server_policy": declared},
        }
        policies = sent_by(tmp_path, ours=True).policies
        found = list(served_differences(statement, {"index.html": len(PAGE)}, lambda _: None, policies))
        server.shutdown()
    assert [one.what for one in found] == what
