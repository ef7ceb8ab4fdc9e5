"""What an earlier run kept is taken up; what somebody else put there is not."""

from collections.abc import Iterator
from pathlib import Path

import material
import pytest

from mkdocs_praxis.components.other_themes import cards_css
from mkdocs_praxis.plain import typed
from mkdocs_praxis.policy import signatures
from mkdocs_praxis.theme import themes_dir
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web import cssurls, kept, scripts
from mkdocs_praxis.web import script as engine
from mkdocs_praxis.web.contact import ContactsIn, OwnSite
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")
_CODE = (
    "/* "
    + "x" * 2_000
    + " */ fetch('https://a.test/x'); localStorage.x = 1; fetch('/d.json').then(r=>r.json()).then(d=>fetch(d.u))"
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("PRAXIS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    kept._folder.cache_clear()
    yield tmp_path / "mkdocs-praxis" / "read"
    kept._folder.cache_clear()


def _read() -> object:
    scripts._script.cache_clear()
    return read("a.js", _CODE.encode(), url=f"{OWN.url}a.js", own=OWN)


def test_a_script_is_analysed_once_ever(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _read()
    analysed: list[str] = []
    monkeypatch.setattr(
        engine, "read_script", lambda text, **_: analysed.append(text) or engine.ScriptReading()
    )
    assert _read() == first
    assert not analysed


@pytest.mark.parametrize(
    "poison", ["", "[]", "{}", "null", '[[],[],[],[],[["x","y","z"]]]', "[[[1]],[],[],[],[]]", "\0"]
)
def test_an_entry_that_is_none_is_read_anew(store: Path, poison: str) -> None:
    first = _read()
    for path in store.iterdir():
        path.write_text(poison)
    assert _read() == first
    assert _read() == first


def test_short_texts_leave_nothing(store: Path) -> None:
    read("a.js", b"fetch('https://a.test/x')", url=f"{OWN.url}a.js", own=OWN)
    assert not store.exists()


def test_what_ships_is_what_reading_gives() -> None:
    known = 0
    for path in sorted(
        (Path(material.__file__).parent / "templates" / "assets" / "javascripts").glob("*.js")
    ):
        key = kept.Key("script", path.read_text("utf-8"), "script\x000", OWN)
        entry = kept._shipped().get(key.shipped_digest())
        if entry is not None:
            known += 1
            fresh = engine.read_script(
                key.text,
                url=OWN.url,
                own=OWN,
                markup=_reader("a.html"),
                style=_reader("a.css"),
                context="script",
            )
            assert typed(engine.ScriptReading, entry) == fresh, (
                f"{path.name}: run python scripts/known_texts.py"
            )
    if not known:
        pytest.skip("another release of Material is installed: python scripts/known_texts.py reads it")


def test_sheets_that_ship_are_what_parsing_gives() -> None:
    known = 0
    for path in sorted(
        (Path(material.__file__).parent / "templates" / "assets" / "stylesheets").glob("*.css")
    ):
        key = kept.Key("css", path.read_text("utf-8"), "False")
        entry = kept._shipped().get(key.shipped_digest())
        if entry is not None:
            known += 1
            assert typed(cssurls.Sheet, entry) == cssurls._parsed(key.text, declarations=False), path.name
    if not known:
        pytest.skip("another release of Material is installed: python scripts/known_texts.py reads it")


def test_the_sheets_of_our_own_themes_ship_read() -> None:
    paths = [path for path in themes_dir().rglob("*.css") if "node_modules" not in path.parts]
    sheets = {path.name: path.read_text("utf-8") for path in paths} | {"the one of other themes": cards_css()}
    assert paths
    for name, text in sheets.items():
        entry = kept.shipped(kept.Key("css", text, "False"))
        assert entry is not None, f"{name} has changed: run python scripts/known_texts.py"


def _reader(name: str) -> ContactsIn:
    return lambda text: read(name, text.encode(), url=OWN.url, own=OWN).contacts


def test_signatures_that_ship_are_what_looking_finds() -> None:
    version = catalogue().signature_version
    for path in (Path(material.__file__).parent / "templates" / "assets" / "javascripts").glob("*.js"):
        key = kept.Key("signatures", path.read_text("utf-8"), version)
        entry = kept._shipped().get(key.shipped_digest())
        read_too = kept.Key("script", key.text, "script\x000", OWN).shipped_digest() in kept._shipped()
        assert entry is not None or not read_too, "a signature has changed: run python scripts/known_texts.py"
        if entry is not None:
            assert typed(tuple[tuple[str, int, str], ...], entry) == signatures.signed(key.text), path.name
