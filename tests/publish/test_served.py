"""A server is held to the policy that it is said, or made, to send."""

import hashlib
import socket
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_praxis.cli.proving import verify
from mkdocs_praxis.evidence import evidence
from mkdocs_praxis.files import regular_files
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.servers import sent_by
from mkdocs_praxis.policy.model import Policy
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.publish.served import served_differences
from mkdocs_praxis.web.contact import OwnSite
from tests.serving import Quiet, serving

PAGE = b"<!doctype html><html lang=de><title>x</title>"
POLICY = "default-src 'self'; form-action 'none'; base-uri 'none'"


OWN = OwnSite("https://praxis.example/")


def serving_page(page: bytes, sent: str) -> AbstractContextManager[str]:
    """Serve one page at every address, with that policy."""

    class Server(Quiet):
        def do_GET(self) -> None:
            self.send_response(200)
            if sent:
                self.send_header("Content-Security-Policy", sent)
            self.end_headers()
            self.wfile.write(page)

    return serving(handler=Server)


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
    (tmp_path / "_headers").write_text(file)
    with serving_page(PAGE, sent) as url:
        statement = {
            "subject": [{"name": "index.html", "digest": {"sha256": hashlib.sha256(PAGE).hexdigest()}}],
            "predicate": {"site_url": url, "server_policy": declared},
        }
        policies = sent_by(regular_files(tmp_path), ours=True).policies
        found = list(served_differences(statement, {"index.html": len(PAGE)}, lambda _: None, policies))
    assert [one.what for one in found] == what


@pytest.mark.parametrize(
    ("handed_out", "sent", "told"),
    [
        (PAGE, POLICY, "The same: 1 file checked"),
        (PAGE, "", "without its policy index.html"),
        (PAGE + b"<!-- banner -->", POLICY, "changed  index.html"),
    ],
)
def test_verify_asks_the_server_itself(handed_out: bytes, sent: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_bytes(PAGE)
    policy = Policy(server_policy=POLICY)
    statement = evidence(check(tmp_path / "site", OWN, Options(policy)), tmp_path / "site")
    (tmp_path / "evidence.json").write_text(statement, encoding="utf-8")
    with serving_page(handed_out, sent) as url:
        done = CliRunner().invoke(verify, [url, str(tmp_path / "evidence.json"), "--lang", "en"])
    assert told in done.output, done.output
    assert done.exit_code == (0 if "same" in told else 1)


def test_verify_says_that_nobody_answers(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "evidence.json").write_text(evidence(check(tmp_path, OWN), tmp_path), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    done = CliRunner().invoke(verify, [url, str(tmp_path / "evidence.json"), "--lang", "en"])
    assert isinstance(done.exception, PraxisError)
    assert f"{url} does not answer" in str(done.exception)
