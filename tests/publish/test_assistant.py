"""A practice assistant at a terminal: from the first question to a site on the web space, and the first change of the week.

She answers `praxis new`, works off `praxis todo`, builds, publishes by SFTP, enters a holiday and publishes again, typing what the German
manual says (docs/de/). `pytest -s` shows the time of each step.
"""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mkdocs_praxis.practice.answers import questions
from tests.publish.conftest import PASSWORD, WebSpace
from tests.recipes.blocks import Block, blocks

pexpect = pytest.importorskip("pexpect")
BIN = Path(sys.executable).parent
ANSWERS = {
    "profession": "Hebamme",
    "name": "Hebammenpraxis Erle",
    "legal_form": "Einzelpraxis",
    "owner": "Ada Erle",
    "hours": "Mo-Fr 8-12; Di 15-18",
    "street": "Erlenweg 3",
    "postcode": "22041",
    "city": "Hamburg",
    "state": "HH",
    "phone": "040 66969210",
    "email": "praxis@hebamme-erle.de",
}
# what only she knows, in the lines that `praxis todo` names
KNOWN = {
    "praxis.yml": {
        "aufsicht": "\n    name: Behörde für Arbeit, Gesundheit, Soziales, Familie und Integration\n    anschrift: Billstraße 80, 20539 Hamburg"
    },
    "rechtliches.yml": {
        "hosting": "\n  anbieter: Beispielhoster GmbH\n  anschrift: Rechenweg 1, 76131 Karlsruhe\n  land: Deutschland\n  avv: 01.03.2026\n  geheimhaltung: 01.03.2026\n"
        "  logs:\n    felder: [IP-Adresse, Datum und Uhrzeit, Adresse der Seite, Statuscode]\n    ip: gekuerzt\n    tage: 7",
        "post": "\n  anbieter: Beispielpost AG\n  land: Deutschland\n  avv: 01.03.2026\n  geheimhaltung: 01.03.2026\n  aufbewahrung: 6 Monate nach Erledigung",
        "dsb": "\n  benannt: nein",
        "bfsg": "\n  beschaeftigte_jae: 1\n  umsatz_unter_2mio: ja\n  buchung: keine\n  formular: nein\n  geprueft: 10.11.2026",
        "schlichtung": "\n  teilnahme: nein",
    },
}


@contextmanager
def timed(step: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:6.1f} s  {step}")


def typed(command: str, folder: Path, *dialogue: tuple[str, str], home: Path) -> str:
    """Type a command at a terminal, answer what it asks, and return all that was said."""
    environment = {"HOME": str(home), "LANG": "de_DE.UTF-8", "PATH": f"{BIN}:/usr/bin:/bin", "TERM": "dumb"}
    program, *words = command.split()
    child = pexpect.spawn(
        str(BIN / program), words, cwd=str(folder), env=environment, encoding="utf-8", timeout=90
    )
    said = ""
    for question, answer in dialogue:
        child.expect(question)
        said += child.before + child.after
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    said += child.before
    assert child.exitstatus == 0, said
    return said


def from_manual(page: str, file: str) -> Block:
    return next(block for block in blocks() if block.page == page and block.file == file)


def filled_in(text: str, known: dict[str, str]) -> str:
    """Return a file of facts with the marks deleted and what was open written behind its key."""
    text = re.sub(r" *# BEISPIEL.*", "", text)
    for key, value in known.items():
        text = re.sub(rf"(?m)^( *){key}:.*$(\n#.*)*", lambda m, v=value: f"{m[0].split(':')[0]}:{v}", text)
    return text


def test_an_assistant_gets_a_site_online(empty_space: WebSpace, tmp_path: Path) -> None:
    site = tmp_path / "meine-praxis"
    with timed("praxis new: questions answered"):
        dialogue = [
            (rf"{n}/\d+ [^\n]*\n(.*\n)*> ", ANSWERS.get(q.key, "")) for n, q in enumerate(questions("de"), 1)
        ]
        said = typed(
            "praxis new meine-praxis", tmp_path, *dialogue, ("Eingabetaste[^\n]*: ", ""), home=tmp_path
        )
    assert "praxis preview" in said
    with timed("praxis todo, and what she alone knows"):
        for name in (p.name for p in (site / "praxis").glob("*.yml")):
            file = site / "praxis" / name
            file.write_text(filled_in(file.read_text("utf-8"), KNOWN.get(name, {})), "utf-8")
        config = (site / "mkdocs.yml").read_text("utf-8").replace("# BEISPIEL", "")
        # the web space of this test has an address of its own
        config = re.sub(r"(?m)^site_url: .*$", f"site_url: {empty_space.url}", config)
        config = config.replace(
            "      facts: praxis/\n", "      facts: praxis/\n      evidence: nachweis.json\n"
        )
        (site / "mkdocs.yml").write_text(config, "utf-8")
        own = site / "praxis" / "praxis.yml"
        own.write_text(
            re.sub(r"(?m)^website: .*$", "website: https://www.hebamme-erle.de/", own.read_text("utf-8")),
            "utf-8",
        )
        left = typed("praxis todo", site, home=tmp_path)
    assert left.count("warum") == left.count("Wer Ihre Website besucht, sucht danach") + left.count(
        "Daten von Patientinnen und Patienten"
    ), left
    target = from_manual("de/veroeffentlichen.md", "veroeffentlichen.yml").text
    for key, value in {"server": "127.0.0.1", "benutzer": "praxis", "ordner": "/htdocs"}.items():
        target = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", target)
    (site / "veroeffentlichen.yml").write_text(f"{target}port: {empty_space.sftp}\n", "utf-8")
    with timed("praxis build"):
        typed("praxis build", site, home=tmp_path)
    with timed("praxis publish"):
        said = typed(
            "praxis publish", site, (r"\(ja/nein\)", "ja"), ("Passwort[^\n]*: ", PASSWORD), home=tmp_path
        )
    assert "gibt genau die geprüften Dateien aus" in said
    (line,) = re.findall(r"fingerabdruck: SHA256:\S+", said)
    with (site / "veroeffentlichen.yml").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    (site / "praxis" / "urlaub.yml").write_text(from_manual("de/woche.md", "praxis/urlaub.yml").text, "utf-8")
    with timed("a holiday: praxis build, praxis publish"):
        typed("praxis build", site, home=tmp_path)
        said = typed("praxis publish", site, ("Passwort[^\n]*: ", PASSWORD), home=tmp_path)
    assert "Praxis Dr.\u00a0Weber" in (empty_space.folder / "aktuelles.html").read_text("utf-8")
    assert "fonts/source-sans-3.woff2" not in said, "only what changed"
