"""Measured by others' tools: axe-core, the Nu HTML checker, Lighthouse; and by Chromium itself: weight, layout shift."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.serving import serving
from tests.theme.conftest import Compressing

pytestmark = pytest.mark.browser

Tool = Callable[[str], Path]
Serve = Callable[[Path], AbstractContextManager[str]]
Sites = Callable[[str], Path]
EVERY = {
    "example": 1,
    "visitenkarte": 1,
    "hebamme": 2,
    "gallery": 9,
    "manual": 30,
}  # which pages: each, every second …
VIOLATIONS = (
    "async rules => (await axe.run(document, rules)).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
)
ONLY = {
    "resultTypes": ["violations"],
    "selectors": False,
}  # axe describes nothing else, which takes most of its time
COLOURS = ONLY | {"runOnly": ["color-contrast", "target-size"]}  # what light and width can change
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 150);
})"""


def pages(site: Path, every: int = 1) -> list[Path]:
    found = sorted(path for path in site.rglob("*.html") if "/assets/" not in path.as_posix())
    return found[::every]


@pytest.mark.parametrize("name", EVERY)
def test_pages_are_accessible_light_and_still(
    name: str, sites: Sites, serve: Serve, tool: Tool, chromium: Browser
) -> None:
    """Each page is opened once, as a server hands it out: nothing jumps, at most 60 kB without photos; and axe finds nothing, on a phone in the light, on a desk in the dark, in forced colours."""
    axe = tool("axe-core/axe.min.js").read_text("utf-8")
    site = sites(name)
    chosen = [
        p for p in pages(site, EVERY[name]) if (name, p.name) != ("gallery", "404.html")
    ]  # its addresses begin below
    assert len(chosen) > 3
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, bypass_csp=True, reduced_motion="reduce"
    )
    faults: list[tuple[object, ...]] = []
    sizes: dict[str, int] = {}

    def weigh(response: object) -> None:
        headers = response.headers  # type: ignore[attr-defined]
        if not headers["content-type"].startswith("image/"):
            sizes[response.url] = int(headers["content-length"])  # type: ignore[attr-defined]

    context.add_init_script(axe)
    page = context.new_page()
    page.on("response", weigh)
    with serve(site) as address:
        for path in chosen:
            sizes.clear()
            page.goto(address + path.relative_to(site).as_posix())
            weight = sum(sizes.values())
            allowed = 64_000 if path.name == "search.html" else 60_000  # it holds the text of every page
            if weight > allowed and name != "manual":
                faults.append((path.name, "weight", weight, dict(sizes)))
            if name != "manual" and path.name != "search.html":
                faults += [(path.name, "script", url) for url in sizes if url.endswith(".js")]
            if page.evaluate(SHIFTS):
                page.reload()  # a busy machine may paint half a head; what the page itself moves, it moves again
                if shift := page.evaluate(SHIFTS):
                    faults.append((path.name, "shift", shift))
            page.set_viewport_size({"width": 360, "height": 800})
            page.emulate_media(color_scheme="light", forced_colors="none")
            faults += [(path.name, "phone", *v) for v in page.evaluate(VIOLATIONS, ONLY)]
            page.set_viewport_size({"width": 1280, "height": 900})
            page.emulate_media(color_scheme="dark")
            faults += [(path.name, "dark desk", *v) for v in page.evaluate(VIOLATIONS, COLOURS)]
            page.emulate_media(color_scheme="light", forced_colors="active")
            faults += [(path.name, "forced colours", *v) for v in page.evaluate(VIOLATIONS, COLOURS)]
    context.close()
    assert faults == []


def test_the_font_is_there_on_the_first_visit(sites: Sites, serve: Serve, chromium: Browser) -> None:
    """Preloaded, so that it is asked for before any style is read; and shown although nothing was kept by the browser."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    with serve(sites("hebamme")) as address:
        page.goto(address + "index.html")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
        assert page.evaluate(
            "[...document.fonts].some(f => f.family.includes('Source Sans 3') && f.status === 'loaded')"
        )
        assert asked.count("source-sans-3.woff2") == 1
        assert page.evaluate(SHIFTS) == 0
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("late", [".woff2", ".svg", "source-sans-3.css"])
def test_nothing_jumps_on_a_slow_phone(late: str, width: int, sites: Sites, chromium: Browser) -> None:
    """The font, drawings or a style sheet come after the page was read already: the words stay where they are."""

    class Late(Compressing):
        def do_GET(self) -> None:
            if self.path.endswith(late):
                time.sleep(0.3)
            super().do_GET()

    site = sites("example")
    shifts = {}
    with serving(site, handler=Late) as address:
        for name in ("fuer-sie/fragen", "team/raeume", "aushang", "en/index", "team/index"):
            context = chromium.new_context(viewport={"width": width, "height": 800})
            page = context.new_page()
            page.goto(f"{address}{name}.html")
            shifts[name] = page.evaluate(SHIFTS)
            context.close()
    assert set(shifts.values()) == {0}, shifts


def test_axe_finds_what_is_wrong(tmp_path: Path, tool: Tool, chromium: Browser) -> None:
    """The measure itself: a picture without alternative text and pale words are told."""
    path = tmp_path / "x.html"
    path.write_text(
        '<!doctype html><html lang="de"><title>x</title><main><h1>x</h1><img src="a.png"><p style="color:#ccc;background:#fff">pale',
        "utf-8",
    )
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.evaluate(tool("axe-core/axe.min.js").read_text("utf-8"))
    found = {violation[0] for violation in page.evaluate(VIOLATIONS, ONLY)}
    page.close()
    assert {"image-alt", "color-contrast"} <= found


def test_the_html_checker_finds_no_error(sites: Sites, tool: Tool) -> None:
    jar = tool("vnu-jar/build/dist/vnu.jar")
    if not shutil.which("java"):
        pytest.skip("there is no Java for the Nu HTML checker")
    quick = (
        "-Xss4m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
    )  # it lives too short for a second compiler
    command = ["java", *quick, "-jar", str(jar), "--skip-non-html", "--errors-only", "--format", "json"]
    done = subprocess.run(
        [*command, *(str(sites(name)) for name in EVERY)], capture_output=True, text=True, check=False
    )
    messages = json.loads(done.stderr)["messages"]
    assert [(m["url"][-60:], m["message"], m.get("extract")) for m in messages] == []
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("example", "index.html"),
        ("visitenkarte", "index.html"),
        ("hebamme", "index.html"),
        ("manual", "de/inhalte/index.html"),
    ],
)
def test_lighthouse(
    name: str, path: str, chromium_path: str, sites: Sites, serve: Serve, tool: Tool, tmp_path: Path
) -> None:
    """Ninety-nine and more in all categories. Speed is what the machine lets it be: on one that is busy with more than this, only the others count."""
    script = tool("lighthouse/cli/index.js")
    flags = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage"
    best: dict[str, float] = {}
    with serve(sites(name)) as address:
        for turn in range(3):
            target = tmp_path / f"{turn}.json"
            command = ["node", str(script), f"{address}{path}", "--quiet", "--output=json"]
            command += [f"--output-path={target}", f"--chrome-flags={flags}"]
            command += ["--only-categories=performance,accessibility,best-practices,seo"]
            # robots.txt is asked for from within the page, whose policy opens no way to ask; a new site asks search engines to pass by
            command += ["--skip-audits=robots-txt" + (",is-crawlable" if name == "hebamme" else "")]
            environment = os.environ | {"CHROME_PATH": chromium_path}
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            scores = json.loads(target.read_text("utf-8"))["categories"]
            for kind, category in scores.items():
                best[kind] = max(best.get(kind, 0), category["score"])
            busy = os.getloadavg()[0] > 1.5 * (os.cpu_count() or 1)
            short = {kind for kind, score in best.items() if score < 0.99}
            if not short or (busy and short == {"performance"} and best["performance"] >= 0.9):
                return
    pytest.fail(str(best))
