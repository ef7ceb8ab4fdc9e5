"""A German site, broken in every way people break one: each fault is told, and no sentence of it is English."""

import logging
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli
from PIL import Image

from mkdocs_praxis.plugin import run
from mkdocs_praxis.plugin.mkdocs_log import MkDocsLog
from mkdocs_praxis.practice.new import create
from tests.words.english import english
from tests.words.faults import EARLY, FATAL, FOUND

Fault = tuple[str, str, str, str | bytes, str]
Broken = Callable[..., Path]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site in which nothing is wrong but what nobody has written yet."""
    root = tmp_path_factory.mktemp("sound") / "praxis-am-markt"
    create(root, name="Praxis am Markt", owner="Dr. Ada Beispiel", street="Weg 1", postcode="50667", city="Köln", state="NRW",
           phone="0221 23125770", email="praxis@markt.de", site_url="www.markt.de", hours="Mo-Fr 8-12", legal_form="einzelpraxis")  # fmt: skip
    for path in (root / "praxis").glob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("   # BEISPIEL", ""), encoding="utf-8")
    (root / "docs" / "bilder").mkdir()
    for name in ("bilder/ada.heic", "bilder/kaputt.jpg", "film.mp4", "film.MOV", "bogen.docx", "leer.pdf"):
        (root / "docs" / name).write_bytes(b"nichts")
    Image.new("RGB", (8, 8)).save(root / "docs" / "bild.png")
    Image.new("RGB", (90, 120)).save(root / "docs" / "bilder" / "klein.jpg")
    (root / "docs" / "bilder" / "u\u0308ber.jpg").write_bytes(b"\x00")  # as a Mac names it
    return root


@pytest.fixture
def broken(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broken:
    root = shutil.copytree(sound, tmp_path / "site")
    monkeypatch.chdir(root)

    def do(*faults: Fault) -> Path:
        for _, name, old, new, _ in faults:
            path = root / name
            path.parent.mkdir(exist_ok=True)
            if isinstance(new, bytes):
                path.write_bytes(new)
                continue
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            assert old in text, (name, old)
            text = text.replace(old, new, 1) if old else f"{text}\n{new}\n"
            path.write_text(text, encoding="utf-8")
            settings = {"over": "\n  custom_dir: over", "hook.py": "\nhooks: [hook.py]\n"}
            if extra := settings.get(name.split("/")[0]):
                config = root / "mkdocs.yml"
                told = config.read_text(encoding="utf-8")
                told = (
                    told.replace("  locale: de", f"  locale: de{extra}") if "over" in name else told + extra
                )
                config.write_text(told, encoding="utf-8")
        return root

    return do


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    log = logging.getLogger("mkdocs")
    before = list(log.handlers), log.level, log.propagate
    MkDocsLog.detach()
    yield
    MkDocsLog.detach()
    log.handlers, log.level, log.propagate = before


def mkdocs(*args: str) -> str:
    done = CliRunner().invoke(cli, ["build", *args])
    assert done.exit_code in {1, 2}, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output.replace("INFO    -", "").replace("WARNING -", "").replace("ERROR   -", "")


@pytest.mark.parametrize("fault", FATAL, ids=lambda f: f[0])
def test_what_ends_a_build_is_told_in_german(fault: Fault, broken: Broken) -> None:
    broken(fault)
    said = mkdocs()
    assert fault[-1] in " ".join(said.split())
    assert english(said) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[Weg](weg.md)", ["weg.md"]),
        ("![Raum](bilder/fehlt.jpg) und [Bogen](<fehlt.pdf>)", ["bilder/fehlt.jpg", "fehlt.pdf"]),
        ("[Team](team.md#ada), ![Bild](bild.png), [Wetter](https://www.wetter.de/a.pdf), `[x](y.md)`", []),
        ("[Ada](team/ada-beispiel.md)", []),  # made from the facts, which cannot be read
    ],
)
def test_links_to_nothing_are_told_beside_a_fact_that_is_wrong(
    text: str, told: list[str], broken: Broken
) -> None:
    broken(("", "docs/kontakt.md", "", text, ""), ("", "praxis/praxis.yml", "telefon: ", "telefon: 12 ", ""))
    said = mkdocs()
    assert "keine Telefonnummer" in said
    assert re.findall(r"„([^“]*)“ führt ins Leere", said) == told
    assert english(said) == []


@pytest.mark.parametrize("fault", EARLY, ids=lambda f: f[0])
def test_what_mkdocs_meets_first_is_told_by_our_command(
    fault: Fault, broken: Broken, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(fault)
    with pytest.raises(SystemExit):
        run.main("build", "mkdocs.yml")
    said = "".join(capsys.readouterr())
    assert fault[-1] in " ".join(said.split())
    assert english(said) == []


FULL = "def on_post_page(output, page, config):\n    raise OSError(28, 'No space left on device', 'x.html')\n"
WITHOUT_FACTS = [
    ("over/main.html", "{{ nix.da }}", "over/main.html:1"),
    ("over/main.html", "{{ nix", "over/main.html:1"),
    ("h.py", "def on_page_markdown(markdown, page, config, files):\n    1 / 0\n", "index.md: Der Bau konnte nicht"),
    ("h.py", "from mkdocs.exceptions import PluginError\ndef on_post_page(output, page, config):\n    raise PluginError('so nicht')\n", "index.md: so nicht"),
    ("h.py", FULL, "Schaffen Sie Platz"),
    pytest.param("docs/Pr\udcfcfung.md", "# X", "Der Name einer Datei ist kein UTF-8", id="name", marks=pytest.mark.skipif(sys.platform != "linux", reason="others take no such names")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "word"), WITHOUT_FACTS)
def test_our_command_tells_why_it_stopped_on_sites_without_facts_too(
    name: str,
    text: str,
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = "site_name: X\nsite_url: https://x.example/\ntheme: {name: mkdocs, locale: de, custom_dir: over}\nplugins: [praxis]\n"
    for file, held in {
        "docs/index.md": "# X",
        "over/x": "",
        "h.py": "",
        name: text,
        "mkdocs.yml": f"{settings}hooks: [h.py]\n",
    }.items():
        Path(file).parent.mkdir(exist_ok=True)
        Path(file).write_text(held, encoding="utf-8")
    with pytest.raises(SystemExit):
        run.main("build", "mkdocs.yml")
    said = "".join(capsys.readouterr())
    assert word in " ".join(said.split())
    assert "Error" not in said.replace("ZeroDivisionError", "")


def test_everything_that_is_found_is_told_in_german_with_its_line(
    broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    root = broken(*FOUND)
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "      facts: praxis/", "      facts: praxis/\n      reports: [{format: html, output: alles.html}]"
    )
    config.write_text(text, encoding="utf-8")
    said = mkdocs()
    assert english(said) == []
    whole = " ".join((said + (root / "alles.html").read_text(encoding="utf-8")).split())
    assert [name for name, *_, word in FOUND if word not in whole] == []
    assert "docs/team.md:" in said
    assert not (root / "site").exists()


def test_slips_of_pages_are_told_beside_those_of_the_facts(broken: Broken) -> None:
    broken(
        ("facts", "praxis/praxis.yml", "telefon:", "telefonn:", ""),
        ("page", "docs/team.md", "", "[Kontakt] (kontakt.md)", ""),
        ("letters", "docs/alt.md", "", b"# Gr\xf6\xdfe\n", ""),
    )
    said = " ".join(mkdocs().split())
    assert [
        word
        for word in ("Meinten Sie „telefon“", "[Kontakt](kontakt.md)", "alten Codierung")
        if word not in said
    ] == []


def test_a_sound_site_says_nothing_but_german(broken: Broken) -> None:
    root = broken()
    done = CliRunner().invoke(cli, ["build"])
    assert done.exit_code == 0
    assert english(done.output.replace("INFO    -", "")) == []
    assert "praxis todo" in done.output
    assert (root / "site" / "index.html").is_file()


def test_there_are_faults_of_every_kind() -> None:
    assert len({name for name, *_ in (*FATAL, *EARLY, *FOUND)}) >= 70
