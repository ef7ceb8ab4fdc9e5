"""Libraries that sites really ship, as their makers built them, give no alarm: a gate that cries wolf is switched off."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from mkdocs_praxis import gate
from mkdocs_praxis.policy.model import Severity
from mkdocs_praxis.web.contact import OwnSite


def _files() -> list[Path]:
    """Return the scripts and styles in the packages of MkDocs and its themes (jQuery, Bootstrap, lunr, Material's bundle …)."""
    folders = [Path(str(spec.origin)).parent for name in ("mkdocs", "material") if (spec := find_spec(name))]
    found = [path for folder in folders for path in folder.rglob("*.*") if path.suffix in (".js", ".css")]
    return sorted({path.name: path for path in found if ".icons" not in path.parts}.values())


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.name)
def test_no_alarm_on_a_shipped_library(path: Path, tmp_path: Path) -> None:
    tag = (
        f'<script src="{path.name}"></script>'
        if path.suffix == ".js"
        else f'<link rel="stylesheet" href="{path.name}">'
    )
    (tmp_path / "index.html").write_text(
        f'<!doctype html><html lang="de"><title>Praxis</title>{tag}</html>', encoding="utf-8"
    )
    (tmp_path / path.name).write_bytes(path.read_bytes())
    report = gate.check(tmp_path, OwnSite(url="https://praxis.example/"), gate.Options(jobs=1, hardens=True))
    alarms = [finding for finding in report.findings if finding.severity is not Severity.NOTE]
    assert not alarms
    assert not report.unread


_THUMBNAILS = 'i = youtube ? "//img.youtube.com/vi/" + youtube[1] : t; e.className = "lg-thumb-item"; if (settings.loadYouTubeThumbnail) { var p = new Image(); p.src = "//img.youtube.com/vi/" + youtube[1] + "/0.jpg" }'
_FILMS = 'const k = "tobii-youtube"; function l() { const s = document.createElement("script"); s.src = "https://www.youtube.com/iframe_api"; document.head.append(s) } document.querySelector("[data-type=youtube]") && l(); new YT.Player(k)'
_PLUGINS = 'registerRTLTextPlugin("maplibre", async a => { const n = await (await fetch(a)).text(); globalThis.eval(n) })'


@pytest.mark.parametrize(
    ("script", "body", "alarms"),
    [
        (_THUMBNAILS, '<a href="b.svg">x</a>', set()),
        (_THUMBNAILS, '<a data-src="https://www.youtube.com/watch?v=a">x</a>', {"third-party-image"}),
        (_THUMBNAILS, '<a data-poster="b.svg" href="https://youtu.be/a">x</a>', {"third-party-image"}),
        (_FILMS, '<a class="lightbox" href="b.svg">x</a>', set()),
        (_FILMS, '<a class="lightbox" data-type="youtube" data-id="a">x</a>', {"third-party-script"}),
        (_FILMS.replace("tobii-youtube", "film"), "", {"third-party-script"}),
        (_PLUGINS, "", set()),
        (_PLUGINS.replace("maplibre", "map"), "", {"opaque-script"}),
    ],
)
def test_what_a_library_does_on_some_pages_is_an_alarm_on_these(
    script: str, body: str, alarms: set[str], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        f'<!doctype html><html lang="de"><title>Praxis</title>{body}<script src="lib.js"></script></html>',
        encoding="utf-8",
    )
    (tmp_path / "lib.js").write_text(script, encoding="utf-8")
    report = gate.check(tmp_path, OwnSite(url="https://praxis.example/"), gate.Options(jobs=1, hardens=True))
    assert {f.rule.name for f in report.findings if f.severity is not Severity.NOTE} == alarms
