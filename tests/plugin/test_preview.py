"""The preview says what it shows and what is wrong with it; nothing of that is ever in the output of a build."""

import contextlib
import http.client
import logging
import socket
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.commands.serve import serve
from mkdocs.exceptions import ConfigurationError
from mkdocs.livereload import LiveReloadServer

from mkdocs_praxis.plugin import run
from mkdocs_praxis.plugin.outcome import problems
from mkdocs_praxis.plugin.preview import error_page, forgiving, until_changed
from mkdocs_praxis.practice.new import create
from mkdocs_praxis.problem import PraxisError, Problem
from tests.plugin.conftest import Build
from tests.tools import lay

LEAK = '# Film\n\n<script src="https://cdn.example.net/a.js"></script>\n'


def test_a_preview_says_for_which_day_it_is_and_what_was_found(mkdocs_build: Build) -> None:
    built = mkdocs_build({"docs/index.md": LEAK}, command="serve", praxis={"date": "27.12.2026"})
    page = built.page()
    assert "Vorschau für den 27. Dezember 2026" in page
    assert "1 Fehler" in page
    assert "docs/index.md:3" in page
    quiet = mkdocs_build(command="serve")
    assert "Vorschau für den" in quiet.page()
    assert "Fehler" not in quiet.page()


def test_a_server_shows_what_the_last_build_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, page = tmp_path / "mkdocs.yml", tmp_path / "docs" / "index.md"
    page.parent.mkdir()
    page.write_text("# Praxis\n", encoding="utf-8")
    settings = "site_name: P\nsite_url: https://praxis.example/\nplugins: [praxis: {language: de}]\n"
    config.write_text(settings, encoding="utf-8")
    shown: list[str] = []

    def asked(app: Any) -> str:
        sent: dict[str, str] = {}
        body = b"".join(app({"PATH_INFO": "/"}, lambda _, headers: sent.update(headers)))
        assert sent["Content-Length"] == str(len(body))
        return body.decode()

    def changed_by_and_by(server: LiveReloadServer, **_: object) -> None:
        shown.append(asked(server.get_app()))
        saved = (page, LEAK), (config, "site_name: [\n"), (config, settings), (page, "# P\n")
        for file, text in saved:
            file.write_text(text, encoding="utf-8")
            server.builder()
            shown.append(asked(server.get_app()))

    monkeypatch.setattr(LiveReloadServer, "serve", changed_by_and_by)
    serve(str(config))
    bars = [one.count("<aside data-praxis-preview") for one in shown]
    assert bars == [1, 1, 0, 1, 1]
    assert ["docs/index.md:3" in one for one in shown] == [False, True, False, True, False]
    assert "mkdocs.yml:1" in shown[2]


def test_a_server_follows_all_that_a_site_is_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs itself watches the folder of pages and mkdocs.yml; an agency's base, templates and facts lie elsewhere."""
    made = {
        "basis/mkdocs.base.yml": "INHERIT: grund.yml\nplugins: {praxis: {shared: ../basis/docs}}\n",
        "basis/grund.yml": "theme: {name: praxis, locale: de}\n",
        "basis/docs/notdienst.md": "# Notdienst\n",
        "basis/overrides/main.html": '{% extends "base.html" %}',
        "nord/docs/index.md": "# Praxis\n",
        "nord/mkdocs.yml": "INHERIT: ../basis/mkdocs.base.yml\nsite_name: P\nsite_url: https://praxis.example/\ntheme: {custom_dir: ../basis/overrides}\n",
    }
    lay(tmp_path, made)
    watched: list[Path] = []
    monkeypatch.setattr(LiveReloadServer, "watch", lambda _, path, *__: watched.append(Path(path).resolve()))
    monkeypatch.setattr(LiveReloadServer, "serve", lambda *_, **__: None)
    serve(config_file=str(tmp_path / "nord" / "mkdocs.yml"))
    for one in (
        "basis/mkdocs.base.yml",
        "basis/grund.yml",
        "basis/docs",
        "basis/overrides",
        "nord/mkdocs.yml",
    ):
        assert tmp_path / one in watched, one


def test_nothing_of_the_preview_is_in_a_build(mkdocs_build: Build) -> None:
    built = mkdocs_build()
    assert built.passed
    assert not [p for p in built.site.rglob("*.html") if "praxis-preview" in p.read_text(encoding="utf-8")]
    rejected = mkdocs_build({"docs/index.md": LEAK}).root / "site.rejected"
    assert not [p for p in rejected.rglob("*.html") if "praxis-preview" in p.read_text(encoding="utf-8")]


def test_a_mistake_is_shown_as_every_page_and_goes_with_the_next_build(tmp_path: Path) -> None:
    page = tmp_path / "team" / "index.html"
    page.parent.mkdir()
    wrong: list[Exception] = [
        problems(PraxisError(Problem("„telefonn“ ist hier nicht bekannt.", "praxis/praxis.yml", 4)), "de")
    ]

    def builder() -> None:
        page.write_text("<body>Team</body>", encoding="utf-8")
        if wrong:
            raise wrong.pop()

    build = forgiving(SimpleNamespace(root=str(tmp_path)), builder, "de", tmp_path / "mkdocs.yml")
    build()
    for shown in (page, tmp_path / "index.html"):
        assert "praxis/praxis.yml:4: „telefonn“" in shown.read_text(encoding="utf-8")
        assert "</body>" in shown.read_text(encoding="utf-8")  # where the live preview puts its script
    build()
    assert page.read_text(encoding="utf-8") == "<body>Team</body>"


def test_a_mkdocs_yml_that_cannot_be_read_is_explained_in_the_preview_too(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: Praxis\ntheme:\n\tname: praxis\n", encoding="utf-8")

    def builder() -> None:
        raise ConfigurationError("found character that cannot start any token")

    forgiving(SimpleNamespace(root=str(tmp_path)), builder, "de", config)()
    assert "Tabulator" in (tmp_path / "index.html").read_text(encoding="utf-8")


def answered(port: int) -> str:
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        with contextlib.suppress(ConnectionRefusedError):  # it does not listen yet
            connection.request("GET", "/")
            return connection.getresponse().read().decode()


def test_a_preview_that_cannot_begin_says_why_and_waits_for_the_next_saving(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("x", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    page = error_page(problems(PraxisError("Tabulator <b>"), "de"), "de", config)
    waiting = threading.Thread(target=until_changed, args=(config, f"127.0.0.1:{port}", page))
    waiting.start()
    shown = answered(port)
    assert '<head><meta http-equiv="refresh" content="2"><meta charset' in shown
    assert "Tabulator &lt;b&gt;" in shown
    assert waiting.is_alive()
    config.write_text("site_name: Praxis", encoding="utf-8")
    waiting.join(20)
    assert not waiting.is_alive()


@pytest.fixture
def quiet_log(monkeypatch: pytest.MonkeyPatch) -> None:
    log = logging.getLogger("mkdocs")
    for name in ("handlers", "level", "propagate"):
        monkeypatch.setattr(log, name, list(log.handlers) if name == "handlers" else getattr(log, name))


@pytest.mark.usefixtures("quiet_log")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  locale: de", "\tlocale: de", "mkdocs.yml:8:1: Hier steht ein Tabulator"),
        ("  name: praxis", "  name: praxsi", "Es gibt kein Thema „praxsi“"),
        ("  - praxis:\n", "  - praxsi:\n", "Das Plugin „praxsi“ ist nicht installiert"),
        ("  - Start: index.md", "  - Start:", "nav ist anders zu schreiben"),
        ("  - tables", "  - tabels", "Es gibt keine Markdown-Erweiterung „tabels“"),
        (
            "  - tables",
            "  - toc: {permalnk: 1}",
            "Die Markdown-Erweiterung „toc“ hat keine Option „permalnk“",
        ),
    ],
)
def test_a_build_by_our_command_is_told_in_german_from_the_first_line(
    old: str,
    new: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    create(tmp_path, language="de")
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SystemExit):
        run.main("build", "mkdocs.yml")
    told = "".join(capsys.readouterr())
    assert said in told
    assert "Aborted" not in told
