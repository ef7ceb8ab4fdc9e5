"""Do well-known libraries work behind the policy and the guard? `python -m tests.bench.libraries [NAME…]`, by hand: it uses npm.

Each row of libraries.yml is installed, laid out as a page of its own, hardened and opened in Chromium; it works when its sentence
is true there, the console says nothing, and nobody was contacted. The same page is opened bare first, so that a wrong row shows itself.
"""

import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, sync_playwright

from mkdocs_praxis.harden import harden
from mkdocs_praxis.web.contact import OwnSite

ROWS = yaml.safe_load((Path(__file__).parent / "libraries.yml").read_text(encoding="utf-8"))
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def laid(row: dict[str, Any], folder: Path, store: Path) -> None:
    """Install the row's packages and write its page."""
    subprocess.run(["npm", "i", "--silent", "--no-save", "--prefix", store, *row["npm"].split()], check=True)
    name = row["npm"].split()[0]
    base = (
        store / "node_modules" / (name if name[0] != "@" else "@" + name[1:]).rpartition("@")[0]
        if "@" in name[1:]
        else store / "node_modules" / name
    )
    if "@npm:" in name:
        base = store / "node_modules" / name.partition("@")[0]
    head = ""
    for file in row["take"]:
        shutil.copy(base / file, folder)
        leaf = Path(file).name
        if leaf.endswith(".css"):
            head += f"<link rel=stylesheet href={leaf}>"
        elif not row.get("module"):
            head += f"<script src={leaf}{' defer' if 'alpine' in name else ''}></script>"
    (folder / "b.svg").write_text(PICTURE)
    page = f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title>{head}</head><body>{row['body']}</body></html>"
    (folder / "index.html").write_text(page, encoding="utf-8")
    for file, text in row.get("more", {}).items():
        (folder / file).write_text(text, encoding="utf-8")


def opened(row: dict[str, Any], folder: Path, browser: Browser) -> list[str]:
    """Open the page and return what is wrong with it."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    Quiet.extensions_map = {**Quiet.extensions_map, ".mjs": "text/javascript"}
    wrong: list[str] = []
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}/"
        page = browser.new_page()
        page.on(
            "console",
            lambda m: (
                wrong.append(f"{m.type}: {m.text[:200]}")
                if m.type in {"error", "warning"}
                and "favicon" not in str(m.location)
                and "outside the document's <head>" not in m.text
                else None
            ),
        )
        page.on("pageerror", lambda e: wrong.append(f"error: {str(e)[:200]}"))
        page.on(
            "request",
            lambda r: (
                wrong.append(f"contact: {r.url}")
                if r.url.startswith("http") and not r.url.startswith(origin)
                else None
            ),
        )
        page.goto(origin)
        page.wait_for_timeout(700 + 1000 * row.get("wait", 0))
        if not page.evaluate(f"!!({row['works']})"):
            wrong.append("does not work")
        page.close()
        server.shutdown()
    return wrong


def main(names: list[str]) -> int:
    """Try the rows whose names hold one of the words; all without any."""
    broken = 0
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as store:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for row in ROWS:
            if names and not any(name in row["npm"] for name in names):
                continue
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                laid(row, folder, Path(store))
                bare = opened(row, folder, browser)
                harden(folder, OwnSite("https://praxis.example/"))
                behind = [line for line in opened(row, folder, browser) if line not in bare]
            broken += bool(behind)
            print(
                f"{row['npm']:40} {behind or 'works'}{'  (bare: ' + str(bare) + ')' if bare else ''}",
                flush=True,
            )
        browser.close()
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
