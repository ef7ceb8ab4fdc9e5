"""Do well-known libraries work behind the policy and the guard? `python -m tests.bench.libraries [NAME…]`, by hand: it uses npm.

Each row of libraries.yml is installed, laid out as a page of its own, hardened and opened in Chromium; it works when its sentence
is true there, the console says nothing, and nobody was contacted. The same page is opened bare first, so that a wrong row shows itself.
A row with `leak` is opened with that body too: bare it contacts the host leak.test, the gate names it, and hardened it contacts nobody.
"""

import functools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, sync_playwright

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.policy.model import Severity
from mkdocs_praxis.web.contact import OwnSite
from tests.serving import serving

ROWS = yaml.safe_load((Path(__file__).parent / "libraries.yml").read_text(encoding="utf-8"))
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


# A second of silence.
FILM = (
    b"RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\x40\x1f\0\0"
    + b"\x80" * 8000
)
LEAK = "leak.test"


@functools.cache
def installed(packages: str, store: Path) -> Path:
    """Install packages into a place of their own, since two rows may want two versions of one; return the first one's folder."""
    place = store / str(len(list(store.iterdir())))
    subprocess.run(["npm", "i", "--silent", "--no-save", "--prefix", place, *packages.split()], check=True)
    first = packages.split(maxsplit=1)[0]
    return (place / "node_modules" / (first[0] + first[1:].partition("@")[0])).resolve()


def laid(row: dict[str, Any], folder: Path, store: Path) -> None:
    """Write the row's page, with the files of its packages and those that its program makes."""
    name = row["npm"].split()[0]
    base = installed(row["npm"], store)
    head = ""
    for file in row["take"]:
        leaf = Path(file).name
        if (base / file).is_dir():
            shutil.copytree(base / file, folder / leaf, dirs_exist_ok=True)
            continue
        shutil.copy(base / file, folder)
        if leaf.endswith(".css"):
            head += f"<link rel=stylesheet href={leaf}>"
        elif not row.get("module"):
            head += f"<script src={leaf}{' defer' if 'alpine' in name else ''}></script>"
    (folder / "b.svg").write_text(PICTURE)
    page = f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title>{head}</head><body>{row['body']}</body></html>"
    (folder / "index.html").write_text(page, encoding="utf-8")
    for file, text in row.get("more", {}).items():
        (folder / file).write_text(text, encoding="utf-8")
    (folder / "film.wav").write_bytes(FILM)
    if command := row.get("run"):
        program = base.parent / ".bin" / command[0]
        subprocess.run([program, *command[1:]], cwd=folder, check=True, capture_output=True)


def opened(row: dict[str, Any], folder: Path, browser: Browser) -> list[str]:
    """Open the page and return what is wrong with it."""
    wrong: list[str] = []
    with serving(folder) as origin:
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
        # What the policy refuses leaves nothing but this.
        page.on(
            "requestfailed",
            lambda r: (
                wrong.remove(f"contact: {r.url}")
                if r.failure == "csp" and f"contact: {r.url}" in wrong
                else None
            ),
        )
        page.goto(origin)
        page.wait_for_timeout(700 + 1000 * row.get("wait", 0))
        if not page.evaluate(f"(() => {{ try {{ return !!({row['works']}) }} catch {{ return false }} }})()"):
            wrong.append("does not work")
        page.close()
    return wrong


def _alarms(row: dict[str, Any], folder: Path, store: Path) -> list[str]:
    """Return what the gate says of the library on a page of the own site, which is nothing."""
    laid(row, folder, store)
    found = check(folder, OwnSite("https://praxis.example/"), Options(jobs=1, hardens=True)).findings
    quiet = {"image-without-alt", "device-storage", *row.get("alarms", ())}
    return [
        f"alarm: {f.rule.name}" for f in found if f.severity is not Severity.NOTE and f.rule.name not in quiet
    ]


def leaking(row: dict[str, Any], folder: Path, browser: Browser) -> list[str]:
    """Open the page with what makes the library contact a stranger; return what is wrong with our word on it."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    (folder / "index.html").write_text(page.replace(row["body"], row["leak"]), encoding="utf-8")
    asked = any(f"//{LEAK}/" in line for line in opened(row, folder, browser))
    own = OwnSite("https://praxis.example/")
    alarms = [
        f
        for f in check(folder, own, Options(jobs=1, hardens=True)).findings
        if f.severity is not Severity.NOTE
    ]
    named = any(f.contact is not None and f.contact.host == LEAK for f in alarms)
    harden(folder, own)
    held = any(f"//{LEAK}/" in line and line.startswith("contact") for line in opened(row, folder, browser))
    wrong = {
        "bare, it contacts nobody": not asked,
        "the gate does not name it": not named,
        "hardened, it contacts somebody": held,
    }
    return [text for text, is_so in wrong.items() if is_so]


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
                alarms = _alarms(row, folder, Path(store))
                if "leak" in row:
                    laid(row, folder, Path(store))
                    behind += leaking(row, folder, browser)
                behind += alarms
                behind += ["the row is wrong: not even bare"] if "does not work" in bare else []
            broken += bool(behind)
            print(
                f"{row['npm']:40} {behind or 'works'}{'  (bare: ' + str(bare) + ')' if bare else ''}",
                flush=True,
            )
        browser.close()
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
