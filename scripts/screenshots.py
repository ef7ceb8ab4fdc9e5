"""Make the pictures of docs/bilder/ anew: python scripts/screenshots.py. Builds the example sites and opens them in Chromium."""

import io
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from mkdocs_praxis.browser.find import chromium
from mkdocs_praxis.components.catalogue import catalogue
from mkdocs_praxis.components.colour import DEFAULT_BRAND, scheme
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.new import create
from mkdocs_praxis.practice.reading import read_facts

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "bilder"
LIMIT = 100_000  # bytes a picture
SITES = {
    "praxis": "example-site/mkdocs.yml",
    "visitenkarte": "example-site/visitenkarte/mkdocs.yml",
    "gallery": "example-site/gallery/mkdocs.yml",
}
NEW = ("hebamme", "zahnarzt")  # new sites, as `praxis new` writes them
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1280, 900)}
A4, MARGIN = (794, 1123), 57  # 96 dots an inch; 15 mm, as the themes print


@dataclass(frozen=True)
class Shot:
    """One picture: which page of which site, on what, in which light; `print` shows the first sheet of paper."""

    site: str
    page: str
    name: str
    size: str = "desktop"
    scheme: Literal["light", "dark"] = "light"
    paper: bool = False

    @property
    def file(self) -> str:
        """Return the name of the picture."""
        how = "print" if self.paper else f"{self.size}-{self.scheme}"
        return f"{self.site}-{self.name}-{how}.webp"


SHOTS = (
    *(Shot("praxis", "index.html", "start", size, "light") for size in SIZES),
    Shot("praxis", "index.html", "start", "desktop", "dark"),
    Shot("praxis", "index.html", "start", paper=True),
    Shot("praxis", "team/index.html", "team"),
    Shot("praxis", "leistungen/frueherkennung.html", "leistung"),
    Shot("praxis", "kontakt/index.html", "kontakt", "phone"),
    Shot("praxis", "kontakt/index.html", "kontakt", "phone", "dark"),
    Shot("praxis", "aktuelles.html", "aktuelles", "tablet"),
    Shot("praxis", "aushang.html", "aushang", paper=True),
    *(Shot("visitenkarte", "index.html", "start", size, "light") for size in ("phone", "desktop")),
    Shot("visitenkarte", "index.html", "start", "phone", "dark"),
    *(Shot(profession, "index.html", "start") for profession in NEW),
    Shot("hebamme", "kontakt.html", "kontakt"),
)


def build(folder: Path) -> dict[str, Path]:
    """Build the example sites into a folder."""
    configs = {name: ROOT / config for name, config in SITES.items()}
    for profession in NEW:
        create(folder / "new" / profession, profession=profession, owner="Ada Beispiel", city="Berlin")
        configs[profession] = folder / "new" / profession / "mkdocs.yml"
    for name, config in configs.items():
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", folder / name]
        subprocess.run(command, check=True)
        for sheet in (folder / name / "css").glob(
            "font-*.css"
        ):  # a busy machine does without an optional font
            sheet.write_text(
                sheet.read_text("utf-8").replace("font-display: optional", "font-display: block"), "utf-8"
            )
    return {name: folder / name for name in configs}


def taken(browser: Browser, shot: Shot, site: Path) -> Image.Image:
    """Return one picture."""
    width, height = (A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN) if shot.paper else SIZES[shot.size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=shot.scheme)
    try:
        page = context.new_page()
        page.goto((site / shot.page).as_uri())
        page.evaluate("document.fonts.ready")
        if shot.paper:
            page.emulate_media(media="print")
        picture = Image.open(io.BytesIO(page.screenshot()))
        return sheet(picture) if shot.paper else picture
    finally:
        context.close()


# What needs a server behind it, or films and sound that the example practice does not have: rendered for it, with files made here.
UNSHOWN: dict[str, dict[str, object]] = {
    "form": {"kind": "callback"},
    "callback": {"action": "/rueckruf.php", "privacy": "datenschutz.md"},
    "video": {"file": "film.webm", "title": "Rundgang durch die Praxis", "silent": True, "poster": "wartezimmer.svg", "transcript": "Wir zeigen den Weg vom Eingang bis ins Wartezimmer."},
    "sign-language": {"file": "film.webm", "title": "So bekommen Sie einen Termin", "poster": "gebaerde.svg", "text": "Schreiben Sie uns, oder kommen Sie vorbei."},
    "audio": {"file": "ton.wav", "title": "Unsere Ansage", "transcript": "Guten Tag, Sie hören die Frauenarztpraxis an der Wandse."},
}  # fmt: skip
_FILM = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 36}), ink = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(20), {mimeType: 'video/webm'}), parts = [];
  recorder.ondataavailable = e => parts.push(e.data);
  const ended = new Promise(done => { recorder.onstop = done; });
  recorder.start();
  for (let n = 0; n < 20; n++) { ink.fillRect(0, 0, n, n); await new Promise(done => setTimeout(done, 50)); }
  recorder.stop(); await ended;
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())]; }"""


def media(page: Page, folder: Path) -> None:
    """Make a film of a second and a sound of two in a folder, with their posters."""
    (folder / "film.webm").write_bytes(bytes(page.evaluate(_FILM)))
    with wave.open(str(folder / "ton.wav"), "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes([128]) * 16000)
    shutil.copy(ROOT / "example-site" / "docs" / "bilder" / "wartezimmer.svg", folder)
    shutil.copy(ROOT / "scripts" / "gebaerde.svg", folder)


def unshown(docs: Path) -> Iterator[tuple[str, str]]:
    """Yield the HTML of the components that the gallery does not show live, by their English names."""
    facts = read_facts(ROOT / "example-site" / "praxis")
    setting = Setting(facts, "de", docs_dir=docs, link=lambda path: (docs / path).as_uri())
    for name, options in UNSHOWN.items():
        yield name, str(render(name, options, setting))


def components(browser: Browser, gallery: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yield a picture of every component that the gallery shows live, by its English name."""
    context = browser.new_context(viewport={"width": 760, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for component in catalogue():
        page.goto((gallery / "bausteine" / f"{component.german}.html").as_uri())
        page.evaluate("document.fonts.ready")
        # an example may show a component in each of its kinds
        many = len([part for part in component.example.split("\n\n") if part.lstrip().startswith(":::")])
        shown = page.locator("main h2:first-of-type ~ .praxis").all()[:many]
        pictures = [Image.open(io.BytesIO(one.screenshot())) for one in shown if one.is_visible()]
        if pictures:
            yield component.name, below(pictures)
    media(page, gallery)
    for name, html in unshown(gallery):
        page.goto((gallery / "bausteine" / "sprechzeiten.html").as_uri())
        page.evaluate("html => { document.querySelector('main h2 ~ .praxis').outerHTML = html }", html)
        page.evaluate("Promise.all([...document.querySelectorAll('video, audio')].map(e => new Promise(done => { e.preload = 'auto'; e.oncanplay = done; e.load(); })))")  # fmt: skip
        page.wait_for_timeout(700)  # the sign of loading fades
        yield name, Image.open(io.BytesIO(page.locator("main h2 ~ .praxis").first.screenshot()))
    context.close()


# Parts of the frame and whole pages, on the example site: where they stand.
PARTS = {
    "emergency-strip": ("index.html", ".page-strip"), "notice-bar": ("index.html", ".praxis-notice-bar"), "foot": ("index.html", "footer"),
    "glance": ("index.html", ".praxis-glance"), "imprint": ("impressum.html", "main"), "privacy": ("datenschutz.html", "main"),
    "accessibility": ("barrierefreiheit.html", "main"), "credits": ("bildnachweise.html", "main"), "treatment-data": ("patienteninformation.html", "main"),
}  # fmt: skip
TALL = 640  # of a page the beginning is enough


def parts(browser: Browser, site: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yield a picture of every component that is a part of the frame, or the beginning of a page of its own."""
    page = browser.new_page(viewport={"width": 760, "height": 900})
    for name, (file, where) in PARTS.items():
        page.goto((site / file).as_uri())
        picture = Image.open(io.BytesIO(page.locator(where).first.screenshot()))
        yield name, picture.crop((0, 0, picture.width, min(picture.height, TALL)))
    page.close()


def below(pictures: list[Image.Image]) -> Image.Image:
    """Return pictures one below the other, on the paper of the page."""
    gap = 24
    width, height = max(one.width for one in pictures), sum(one.height + gap for one in pictures) - gap
    whole = Image.new("RGB", (width, height), scheme(DEFAULT_BRAND)["page"])
    at = 0
    for one in pictures:
        whole.paste(one, (0, at))
        at += one.height + gap
    return whole


def sheet(page: Image.Image) -> Image.Image:
    """Return what stands on a sheet of A4 with its margins around it."""
    paper = Image.new("RGB", A4, "white")
    paper.paste(page, (MARGIN, MARGIN))
    return paper


def save(picture: Image.Image, path: Path) -> int:
    """Write a picture in the best quality that keeps the limit; return its size."""
    for quality in (84, 76, 68):
        out = io.BytesIO()
        picture.convert("RGB").save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LIMIT:
            break
    path.write_bytes(out.getvalue())
    return out.tell()


def main() -> None:
    """Make every picture and say what it weighs."""
    (TARGET / "components").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sites = build(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for shot in SHOTS:
            size = save(taken(browser, shot, sites[shot.site]), TARGET / shot.file)
            print(f"{size:>8}  {shot.file}")
        for name, picture in (*components(browser, sites["gallery"]), *parts(browser, sites["praxis"])):
            print(f"{save(picture, TARGET / 'components' / f'{name}.webp'):>8}  components/{name}.webp")
        browser.close()


if __name__ == "__main__":
    main()
