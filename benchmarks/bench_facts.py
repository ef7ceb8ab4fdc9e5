"""Time to read the facts of a large practice and make everything from them: 40 people at 3 places, 5 years of closings.

    python benchmarks/bench_facts.py

Prints the median processor time of 20 runs after a first one that loads libraries and compiles templates. Target: < 100 ms.
"""

import datetime as dt
import re
import statistics
import tempfile
import time
from pathlib import Path

from mkdocs_praxis.components.catalogue import catalogue, has_facts
from mkdocs_praxis.components.directive import expand
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.checks.facts import check_facts
from mkdocs_praxis.practice.exports import files
from mkdocs_praxis.practice.legal.found import Inventory
from mkdocs_praxis.practice.legal.render import PAGES, legal_page
from mkdocs_praxis.practice.outlook import special_days
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.structured import structured_data
from mkdocs_praxis.practice.todo import missing

EXAMPLE = Path(__file__).parents[1] / "tests" / "practice" / "beispiel"
DAY = dt.date(2026, 11, 23)
# These look for files below docs/, which there are none.
NEED_FILES = {"gallery", "video", "audio", "downloads", "directions", "sign-language", "form"}


FIELDS = ("Allgemeinmedizin", "Innere Medizin", "Orthopädie", "Neurologie", "Kinder- und Jugendmedizin")
PLACES = ("Filiale Nord", "Filiale Süd")


def large(folder: Path) -> None:
    """Write a group of 40 people at 3 places: own hours, absences, 5 years of closings, six a year, each with a deputy."""
    for path in EXAMPLE.glob("*.yml"):
        (folder / path.name).write_bytes(path.read_bytes())
    places = "".join(
        f"  - {{name: {name}, anschrift: 'Weg {n + 1}, 10115 Berlin'}}\n" for n, name in enumerate(PLACES)
    )
    praxis = folder / "praxis.yml"
    text = re.sub(r"(?m)^standorte:\n(?:[ -].*\n)*", "", praxis.read_text(encoding="utf-8"))
    praxis.write_text(f"{text}standorte:\n{places}", encoding="utf-8")
    people = "".join(
        f"  - name: Person {n}\n    titel: Dr. med.\n    funktion: Ärztin\n    gruppe: {{de: Team, en: Team}}\n    sprachen: Deutsch, Englisch\n"
        f"    fachgebiet: Fachärztin für {FIELDS[n % 5]}\n    zusatz: [Notfallmedizin, Palliativmedizin]\n"
        f"    abwesend: [24.12.2026 bis 06.01.2027]\n    sprechzeiten: [{{standort: {PLACES[n % 2]}, zeiten: {{Mo-Do: 8-12, Fr: 8-11}}}}]\n"
        for n in range(40)
    )
    (folder / "team.yml").write_text("personenseiten: ja\nteam:\n" + people, encoding="utf-8")
    closings = "".join(
        f"  - von: {3 + n}.{month:02}.{year}\n    bis: {14 + n}.{month:02}.{year}\n    grund: Urlaub\n    vertretung:\n"
        f"      name: Praxis {n}\n      anschrift: Weg {n + 1}, 10115 Berlin\n      telefon: 030 23125{200 + n + year - 2024}\n"
        for year in range(2024, 2029)
        for n, month in enumerate((2, 4, 6, 8, 10, 12))
    )
    (folder / "urlaub.yml").write_text("urlaub:\n" + closings, encoding="utf-8")


def timed(label: str, job) -> float:
    """Run a job 20 times after a first run, print and return the median in ms."""
    job()
    times = []
    for _ in range(20):
        start = time.process_time()
        job()
        times.append((time.process_time() - start) * 1000)
    median = statistics.median(times)
    print(f"{label:<34} {median:7.1f} ms   (best {min(times):.1f}, worst {max(times):.1f})")
    return median


def whole() -> float:
    """Measure each step, and return what all of them take in ms."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large(folder)
        start = time.process_time()
        facts = read_facts(folder)
        print(f"{'first read, libraries loaded':<34} {(time.process_time() - start) * 1000:7.1f} ms")
        found = Inventory(DAY)

        def legal(name: str) -> str:
            return f"<!--praxis:legal:{name}-->"  # as the plugin: the pages are counted by themselves

        setting = Setting(facts=facts, language="de", today=DAY, legal=legal)
        total = timed("read the facts", lambda: read_facts(folder))
        total += timed(
            "four legal pages", lambda: [legal_page(name, facts, found, built=DAY) for name in PAGES]
        )
        examples = "\n\n".join(
            c.example.replace("Früherkennung", "Impfberatung").replace("Meike Sommerfeld", "Person 7")
            for c in catalogue()
            if has_facts(c, facts) and c.name not in NEED_FILES
        )
        print(f"{examples.count('::: praxis')} components")
        total += timed("all components", lambda: expand(examples, setting))
        total += timed("JSON-LD", lambda: structured_data(facts, today=DAY))
        total += timed("vCard and calendar", lambda: files(facts, site_url="https://x.example/", today=DAY))
        total += timed("special days", lambda: special_days(facts, DAY))
        total += timed("checks and todo", lambda: (check_facts(facts, DAY), missing(facts, today=DAY)))
        print(f"{'all of it':<34} {total:7.1f} ms   (target < 100)")
    return total


if __name__ == "__main__":
    whole()
