"""Plays the assistant of a practice: from a fresh environment to a site on a web space, only by what the German manual states.

    python scripts/assistant.py [FOLDER]

Every command is looked up on the manual's page before it is typed into a terminal; every fact is written where `praxis todo` says, by
the lines it says. The web space is a ProFTPD (SFTP) on the loopback. Needs proftpd, ftpasswd, ssh-keygen, git, and the network for pip.
Prints a table of the steps with their times; docs/half-hour.md holds the last one.
"""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.publish.webspace import PASSWORD, WebSpace, web_space_in  # noqa: E402

MANUAL = ROOT / "docs" / "de"
ANSWERS = (
    "Hausärztin", "", "Praxis am Markt", "einzelpraxis", "Dr. med. Ada Beispiel", "Mo-Fr 8-12; Mo, Di, Do 15-18", "Marktweg 3", "50667",
    "Köln", "NRW", "0221 23125770", "praxis@am-markt.example", "www.am-markt.example", "",
)  # fmt: skip
VACATION = """urlaub:
  - von: 24.12.2026
    bis: 06.01.2027
    grund: Weihnachtsurlaub
    vertretung:
      - {name: Praxis Dr. Weber, telefon: 0221 23125200}
"""


@dataclass
class Assistant:
    """Somebody at a terminal with the manual beside it."""

    folder: Path
    steps: list[tuple[str, str, float, str]] = field(
        default_factory=list
    )  # page, what, seconds, what was seen

    def type(self, page: str, command: str, *answers: str, sees: str, fails: bool = False) -> str:
        """Type a command that a page of the manual states, answer what is asked, and look for words in what comes."""
        stated = (MANUAL / f"{page}.md").read_text(encoding="utf-8")
        if not re.search(rf"^{re.escape(command)}\s*$", stated, re.MULTILINE):
            raise SystemExit(f"the manual does not state on {page}.md: {command}")
        began = time.monotonic()
        said, status = self._terminal(command, list(answers))
        took = time.monotonic() - began
        if sees not in " ".join(said.split()) or (status != 0) != fails:
            raise SystemExit(f"{command}: {sees!r} was not seen, status {status}\n{said}")
        self.steps.append((page, f"`{command}`", took, sees))
        if command.startswith("cd "):
            self.folder /= command[3:]
        return said

    def do(self, page: str, what: str, seen: str, began: float) -> None:
        """Note what was done by hand."""
        self.steps.append((page, what, time.monotonic() - began, seen))

    def _terminal(self, command: str, answers: list[str]) -> tuple[str, int]:
        keeper, terminal = pty.openpty()
        place = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "de_DE.UTF-8", "TERM": "dumb", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}  # fmt: skip
        activated = self.folder if (self.folder / ".venv").is_dir() else self.folder.parent
        line = f". {activated}/.venv/bin/activate; {command}" if (activated / ".venv").is_dir() else command
        run = subprocess.Popen(
            ["/bin/sh", "-c", line],
            cwd=self.folder,
            env=place,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
        )
        os.close(terminal)
        said = ""
        while True:
            ready, _, _ = select.select([keeper], [], [], 0.3)
            try:
                more = os.read(keeper, 65536).decode("utf-8", "replace") if ready else ""
            except OSError:  # the terminal was closed
                break
            if ready and not more:
                break
            said += more
            if not ready and answers and re.search(r"[:>\]] ?$", said):
                os.write(keeper, f"{answers.pop(0)}\n".encode())
        os.close(keeper)
        return said.replace("\r\n", "\n"), run.wait()

    def complete(self) -> int:
        """Write what `praxis todo` asks for, where and as it says, until nothing is open; returns how many points that were."""
        done = 0
        for _ in range(6):
            said, status = self._terminal("praxis todo", [])
            if status == 0:
                return done
            for point in re.split(r"^ *\d+\. ", said, flags=re.MULTILINE)[1:]:
                done += self._follow(point)
        raise SystemExit(f"still open:\n{said}")

    def _follow(self, point: str) -> int:
        if "# BEISPIEL" in point and (place := re.match(r"(\S+?):(\d+)", point)):
            path = self.folder / place[1]
            lines = path.read_text(encoding="utf-8").split("\n")
            lines[int(place[2]) - 1] = re.sub(r" *# BEISPIEL$", "", lines[int(place[2]) - 1])
            path.write_text("\n".join(lines), encoding="utf-8")
            return 1
        if advice := re.search(r"Schreiben Sie in (\S+\.yml):\n((?: {8,}.*\n?)+)", point):
            lines = [line[10:] for line in advice[2].rstrip("\n").split("\n")]
            write_in(self.folder / "praxis" / advice[1], lines)
            return 1
        return 0


def write_in(path: Path, block: list[str]) -> None:
    """Write lines of YAML into a file of facts, below the keys that are there already."""
    lines = path.read_text(encoding="utf-8").split("\n")
    at, end = 0, len(lines)
    for number, wanted in enumerate(block):
        key = wanted.split(":")[0]
        found = next((n for n in range(at, end) if lines[n].startswith(f"{key}:")), None)
        if found is None:
            lines[at if number else end : at if number else end] = block[number:]
            break
        if number == len(block) - 1:
            lines[found] = wanted
        at = found + 1
    path.write_text("\n".join(lines), encoding="utf-8")


def replace_in(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does."""
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{path.name} does not hold {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def play(base: Path, space: WebSpace) -> list[tuple[str, str, float, str]]:
    """Do what the manual says, page after page."""
    home = base / "Website"
    home.mkdir()
    one = Assistant(home)
    archive = home / "mkdocs-praxis-main.zip"
    subprocess.run(
        ["git", "archive", "--format=zip", "--prefix=mkdocs-praxis-main/", "-o", str(archive), "HEAD"],
        cwd=ROOT,
        check=True,
    )
    one.type("installieren", "python3 -m venv .venv", sees="")
    one.type("installieren", "pip install ./mkdocs-praxis-main.zip", sees="Successfully installed")
    one.type(
        "veroeffentlichen", 'pip install "./mkdocs-praxis-main.zip[publish]"', sees="Successfully installed"
    )
    one.type("installieren", "praxis --version", sees="praxis")
    one.type("erste-website", "praxis new meine-praxis", *ANSWERS, sees="So geht es weiter")
    one.type("erste-website", "cd meine-praxis", sees="")
    one.type("erste-website", "praxis build", sees="kein Kontakt zu einem fremden Server gefunden")
    one.type("erste-website", "praxis todo", sees="was tun", fails=True)
    began = time.monotonic()
    points = one.complete()
    one.do(
        "erste-website",
        "every point of `praxis todo` written where it says, as it says",
        f"{points} points",
        began,
    )
    replace_in(one.folder / "docs" / "team.md", "# Team", "# Team\n\n[Sprechzeiten](zeiten.md)")
    said = one.type("erste-website", "praxis build", sees="„zeiten.md“ führt ins Leere", fails=True)
    began = time.monotonic()
    line = re.search(r"docs/team\.md:\d+", said)
    replace_in(one.folder / "docs" / "team.md", "(zeiten.md)", "(kontakt.md)")
    one.do("erste-website", "a mistake made, told, mended", line[0] if line else "", began)
    began = time.monotonic()
    config = one.folder / "mkdocs.yml"
    if "evidence:" not in config.read_text(encoding="utf-8"):
        replace_in(config, "      facts: praxis/", "      facts: praxis/\n      evidence: nachweis.json")
    replace_in(config, "site_url: https://www.am-markt.example/", f"site_url: {space.url}")
    where = f"weg: sftp\nserver: 127.0.0.1\nbenutzer: praxis\nordner: /htdocs\nport: {space.sftp}\n"
    (one.folder / "veroeffentlichen.yml").write_text(where, encoding="utf-8")
    one.do("veroeffentlichen", "evidence, address and veroeffentlichen.yml written", "5 lines", began)
    one.type("veroeffentlichen", "praxis build", sees="sha256:")
    one.type(
        "veroeffentlichen", "praxis publish", "ja", PASSWORD, sees="gibt genau die geprüften Dateien aus"
    )
    began = time.monotonic()
    (one.folder / "praxis" / "urlaub.yml").write_text(VACATION, encoding="utf-8")
    one.do("woche", "Christmas holidays entered", "praxis/urlaub.yml", began)
    one.type("woche", "praxis build", sees="kein Kontakt zu einem fremden Server gefunden")
    one.type("woche", "praxis publish", "ja", PASSWORD, sees="gibt genau die geprüften Dateien aus")
    shown = (space.folder / "index.html").read_text(encoding="utf-8")
    if "Praxis Dr.\u00a0Weber" not in shown or "Praxis am Markt" not in shown:
        raise SystemExit("the web space does not show the practice with its deputy")
    return one.steps


def main() -> None:
    """Play, and print what was done."""
    base = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="assistant-"))
    base.mkdir(parents=True, exist_ok=True)
    (base / "space").mkdir()
    with web_space_in(base / "space") as space:
        steps = play(base, space)
    print("| page of the manual | what was done | seconds | what was seen |\n|---|---|---:|---|")
    for page, what, took, seen in steps:
        print(f"| {page} | {what} | {took:.1f} | {seen} |")
    print(f"| | all of it | {sum(took for *_, took, _ in steps):.0f} | |")
    if len(sys.argv) == 1:
        shutil.rmtree(base)


if __name__ == "__main__":
    main()
