"""The sites that are looked at, built once for all workers, and the tools from npm that measure them (package.json beside this file)."""

import fcntl
import functools
import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from mkdocs_praxis.practice.new import create
from tests.serving import Quiet, serving

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


LONG_NAME = "Dr. med. dent. Maria-Magdalena Freifrau von Müller-Lüdenscheidt-Wolkenstein"
LONG_WORDS = "Rehabilitationssportvereinsmitgliedschaft"


def hard(folder: Path) -> None:
    """Write the example practice with the longest names, twenty people, fourteen services, six closings and split shifts."""
    shutil.copytree(
        ROOT / "example-site", folder, ignore=shutil.ignore_patterns("site", "forbidden", "gallery")
    )
    practice = folder / "praxis"
    config = folder / "mkdocs.yml"
    name = f"Praxis {LONG_NAME}"
    config.write_text(config.read_text("utf-8").replace("Frauenarztpraxis an der Wandse", name, 1), "utf-8")
    own = practice / "praxis.yml"
    own.write_text(re.sub(r"(?m)^name: .*$", f"name: {name}", own.read_text("utf-8"), count=1), "utf-8")
    (practice / "zeiten.yml").write_text(
        "sprechzeiten:\n  Mo-So: 7:30-9:15, 10:30-12:45, 14:00-16:30, 17:45-20:00 (nur nach Vereinbarung)\n"
        "telefonzeiten:\n  Mo-Fr: 8:00-8:45, 14:30-15:15\n",
        "utf-8",
    )
    people = "".join(
        f"  - name: Käthe {LONG_WORDS}-Größe\n    titel: Dr. med. dent.\n    funktion: ẞtellvertretende „Leitung“ – Nr. {n}\n"
        for n in range(20)
    )
    (practice / "team.yml").write_text(f"team:\n{people}", "utf-8")
    kept = (practice / "leistungen.yml").read_text("utf-8")
    more = "".join(f"  - name: Kraniomandibuläre Dysfunktion und {LONG_WORDS} {n}\n" for n in range(8))
    (practice / "leistungen.yml").write_text(re.sub(r"(?m)^leistungen:\n", rf"\g<0>{more}", kept), "utf-8")
    holidays = "".join(
        f"  - von: {2 + 4 * n}.12.2026\n    bis: {3 + 4 * n}.12.2026\n    grund: Fortbildung {LONG_WORDS}\n    vertretung: lang\n"
        for n in range(6)
    )
    deputy = f"vertretungen:\n  - kuerzel: lang\n    name: Gemeinschaftspraxis {LONG_NAME}\n    anschrift: {LONG_WORDS}straße 12, 22041 Hamburg\n    telefon: 040 66969210\n"
    (practice / "urlaub.yml").write_text(f"{deputy}urlaub:\n{holidays}", "utf-8")


def photographed(folder: Path) -> None:
    """Write a new site with photos of four people: upright, square, wide, and cut close."""
    create(folder, profession="arzt")
    people = "team:\n"
    for number, size in enumerate(((600, 900), (700, 700), (1200, 800), (500, 560))):
        picture = Image.new("RGB", size, "#8fb3b3")
        wide, tall = size
        ImageDraw.Draw(picture).ellipse(
            (wide * 0.35, tall * 0.12, wide * 0.65, tall * 0.12 + wide * 0.38), fill="#e6c3a5"
        )
        (folder / "docs" / "bilder").mkdir(exist_ok=True)
        picture.save(folder / "docs" / "bilder" / f"{number}.jpg")
        people += f"  - name: Ada Beispiel-{'ABCD'[number]}\n    foto: bilder/{number}.jpg\n    foto_alt: Ada {number}\n    foto_einwilligung: 15.01.2026\n"
    (folder / "praxis" / "team.yml").write_text(people, "utf-8")


# What a practice may put on its one page beside what the example has: a plan, films and sound, forms in steps, many people, care cards.
CARD_PAGE = """
## Wer hier arbeitet

::: praxis team

## Unsere Räume

::: praxis bilder
    bilder:
      - {datei: bilder/empfang.svg, alt: Empfang mit heller Theke, unterschrift: Unser Empfang}
      - {datei: bilder/sprechzimmer.svg, alt: Sprechzimmer mit zwei Stühlen, unterschrift: Sprechzimmer}
      - {datei: bilder/wartezimmer.svg, alt: Wartezimmer mit Bank, unterschrift: Wartezimmer}

## Eine Übung im Film

::: praxis video datei=medien/rundgang.mp4 untertitel=medien/rundgang.vtt titel="Drei Übungen für den Rücken" standbild=bilder/sprechzimmer.svg

::: praxis gebaerdensprache datei=medien/dgs.mp4 titel="So bekommen Sie einen Termin" standbild=bilder/empfang.svg
    text: Schreiben Sie uns, oder kommen Sie vorbei.

::: praxis ton datei=medien/ansage.mp3 titel="Unsere Ansage"
    abschrift: Guten Tag, Sie hören die Praxis Brückner.

## Nach einer Operation

::: praxis dringlichkeit stufe=notfall
    zeichen: [Sie kaum Luft bekommen]

::: praxis dringlichkeit stufe=dringend
    zeichen: [Ihr Bein dick wird und schmerzt, Sie über 38 °C Fieber haben]

::: praxis dringlichkeit stufe=praxis
    zeichen: [Sie unsicher sind, ob Sie sich schon belasten dürfen]

## Rückruf

::: praxis formular art=rueckruf

## Neu in der Praxis

::: praxis formular art=aufnahme
"""
CARD_FORMS = """webformulare:
  - {seite: index.md, zweck: Rückruf, art: rueckruf, versand: php, rechtsgrundlage: vertrag, aufbewahrung: 3 Monate}
  - {seite: index.md, zweck: Aufnahme, art: aufnahme, versand: php, zertifikat: formular.pem, rechtsgrundlage: vertrag, aufbewahrung: 3 Monate}
"""


def card(folder: Path) -> None:
    """Write the one-page site with all that can stand on one page."""
    shutil.copytree(ROOT / "example-site" / "visitenkarte", folder)
    shutil.copytree(ROOT / "example-site" / "docs" / "bilder", folder / "docs" / "bilder")
    (folder / "docs" / "medien").mkdir()
    for name in ("rundgang.mp4", "dgs.mp4", "ansage.mp3"):
        (folder / "docs" / "medien" / name).write_bytes(bytes(900_000))
    (folder / "docs" / "medien" / "rundgang.vtt").write_text(
        "WEBVTT\n\n00:00.000 --> 00:02.000\nHallo\n", "utf-8"
    )
    (folder / "docs" / "formular.pem").write_text("-", "utf-8")
    for name, more in (("docs/index.md", CARD_PAGE), ("praxis/rechtliches.yml", CARD_FORMS), ("praxis/anfahrt.yml", CARD_PLAN)):  # fmt: skip
        path = folder / name
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    legal = folder / "praxis" / "rechtliches.yml"
    credit = 'bilder: [{datei: "bilder/*.svg", urheber: Eigene Zeichnungen}]\n'
    legal.write_text(legal.read_text("utf-8").replace("formular: nein", "formular: ja") + credit, "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("policy: strict", "policy: strict\n      draft: true"), "utf-8"
    )
    people = "".join(f"  - name: {['Tanja', 'Jörg', 'Ümit', 'Bo'][n % 4]} Brückner-{LONG_WORDS[: 4 + 3 * n]}\n    funktion: Physiotherapeutin\n" for n in range(12))  # fmt: skip
    (folder / "praxis" / "team.yml").write_text(f"team:\n{people}", "utf-8")


CARD_PLAN = '  karte: {datei: bilder/anfahrt.svg, alt: "Lageplan: von der U-Bahn nach Norden, zweite Ecke links", quelle: Eigene Zeichnung}\n'


def speech(folder: Path) -> None:
    """Write a new site with days that have a long name: Montag bis Donnerstag."""
    create(folder, profession="logopaedie", hours="Mo-Do 8-18; Fr 8-13")


ARABIC = """---
sprache: ar
---
# العيادة

اتصلوا بنا على 0221 2312599 أو (0221) 23125-98 أو +49 221&nbsp;2312597 من 08:00 إلى 12:30، قبل 01.12.2026.

::: praxis kontakt

<iframe src="https://www.doctolib.de/iframe/praxis"></iframe>
"""
WRITTEN = """# Merkblatt

??? question "Eine Frage"
    Eine Antwort.

![Turm](bilder/turm.png)

![Klein](bilder/klein.png){ width=30 }

<figure markdown="span">![Turm](bilder/turm.png)</figure>

=== "Kasse"

    Zahlt die Kasse.

- [ ] Versichertenkarte

| Leistung | Preis |
|---|---:|
| Zusätzliche Untersuchung mit langer Erklärung, die umbricht | 1.234,50 € |
"""


def foreign(folder: Path) -> None:
    """Write a new one-page site with a page in Arabic, one with much Markdown, and two kinds of hours."""
    create(folder, profession="heilpraktiker")
    for name, text in {
        "docs/ar/index.md": ARABIC,
        "docs/blatt.md": WRITTEN,
        "praxis/zeiten.yml": "sprechzeiten:\n  - {name: Sprechzeiten, art: termin, zeiten: {Mo-Do: '8:00-12:30, 14:00-18:00'}}\n  - {name: Ohne Termin, art: offen, zeiten: {Mo-Fr: 8:00-9:00}}\n",
        "praxis/urlaub.yml": "vertretungen: [{kuerzel: w, name: Praxis Weber., anschrift: 'Lindenweg 4, 10117 Berlin', telefon: 030 23125200}]\nurlaub: [{von: 24.12.2026, bis: 06.01.2027, vertretung: w}]\n",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "docs" / "bilder").mkdir(exist_ok=True)
    for name, size in {"turm": (900, 4800), "klein": (60, 40)}.items():
        Image.new("RGB", size, "#8fb3b3").save(folder / "docs" / "bilder" / f"{name}.png")
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace(
        "  name: praxis\n", "  name: praxis-visitenkarte\n  hero: hours\n"
    )
    more = "  - toc: {permalink: true}\n  - pymdownx.details\n  - pymdownx.tasklist\n  - pymdownx.tabbed: {alternate_style: true}\n"
    text = text.replace("facts: praxis/", "facts: praxis/\n      date: 2026-12-20")
    config.write_text(text.replace("  - tables\n", f"  - tables\n{more}"), "utf-8")


_MADE = {"hard": hard, "photographed": photographed, "card": card, "speech": speech, "foreign": foreign}


@pytest.fixture(scope="session")
def build() -> Callable[[str, Path], Path]:
    return built


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """Return a function from a site's name to its folder; whoever asks first builds it, for every worker of the session."""
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent
    configs = {
        "example": "example-site/mkdocs.yml",
        "visitenkarte": "example-site/visitenkarte/mkdocs.yml",
        "gallery": "example-site/gallery/mkdocs.yml",
        "manual": "mkdocs.yml",
    }

    def site(name: str) -> Path:
        target = shared / f"look-{name}"
        with (shared / f"look-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if target.is_dir():
                return target
            config = configs.get(name)
            if config is None:  # a new site of that profession, or the example with data that try a page
                folder = shared / f"new-{name}"
                shutil.rmtree(folder, ignore_errors=True)
                _MADE[name](folder) if name in _MADE else create(folder, profession=name)
                config = str(folder / "mkdocs.yml")
            return built(config, target)

    return site


@pytest.fixture(scope="session")
def example(sites: Callable[[str], Path]) -> Path:
    return sites("example")


class Compressing(Quiet):
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


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Return a context manager that serves a folder on the loopback and gives its address."""
    return functools.partial(serving, handler=Compressing)
