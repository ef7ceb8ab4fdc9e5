"""Measure the theme beside other design systems, as docs/look.md tells it.

python scripts/beside.py FOLDER, where FOLDER holds the unpacked packages: for p in nhsuk-frontend@10 govuk-frontend@6 @kern-ux/native@2
startbootstrap-creative@7; do npm pack $p; done, each unpacked into a folder of its own. Prints a table. Every page is rendered in Chromium, without script.
"""

import gzip
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from mkdocs_praxis.browser.find import chromium

THEME = Path(__file__).resolve().parents[1] / "themes" / "praxis"
_WORDS = (
    "Die Praxis liegt im Erdgeschoss und ist ohne Stufen zu erreichen, auch mit Rollstuhl, Kinderwagen oder Rollator. "
    * 4
)


@dataclass(frozen=True)
class System:
    """A design system: its style sheets and scripts, and the classes of text, link, button, field, fold and notice."""

    name: str
    folder: str  # begin of the folder's name; "" is ours
    css: tuple[str, ...]
    js: tuple[str, ...]
    classes: tuple[str, str, str, str, str, str]
    grid: str = "{}{}"


SYSTEMS = (
    System("here", "", ("css/praxis.css", "css/praxis-components.css"), ("js/search.js",), ("", "", "praxis-button", "", "", "praxis praxis-care"), '<main><article class="prose">{}<div class="praxis praxis-faq praxis-form">{}</div></article></main>'),
    System("NHS.UK", "nhsuk-frontend", ("package/dist/nhsuk/nhsuk-frontend.min.css",), ("package/dist/nhsuk/nhsuk-frontend.min.js",), ("nhsuk-body", "nhsuk-link", "nhsuk-button", "nhsuk-input", "nhsuk-details__summary", "nhsuk-warning-callout"), '<div class="nhsuk-width-container"><div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">{}{}</div></div></div>'),
    System("GOV.UK", "govuk-frontend", ("package/dist/govuk/govuk-frontend.min.css",), ("package/dist/govuk/govuk-frontend.min.js",), ("govuk-body", "govuk-link", "govuk-button", "govuk-input", "govuk-details__summary", "govuk-notification-banner"), '<div class="govuk-width-container"><div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">{}{}</div></div></div>'),
    System("KERN", "kern-ux-native", ("package/dist/kern.min.css",), (), ("kern-body", "kern-link", "kern-btn kern-btn--primary", "kern-form-input__input", "kern-accordion__header", "kern-alert kern-alert--warning"), '<div class="kern-container"><div class="kern-row"><div class="kern-col-12 kern-col-md-8">{}{}</div></div></div>'),
    System("Creative", "startbootstrap-creative", ("package/dist/css/styles.css",), ("package/dist/js/scripts.js",), ("", "", "btn btn-primary btn-xl", "form-control", "", "alert alert-warning"), '<div class="container px-4"><div class="row"><div class="col-lg-8">{}{}</div></div></div>'),
)  # fmt: skip

# Counts the rules of a page's style sheets by the question to the reader they stand under, and what names a side of the page.
_RULES = """() => {
  const n = {print: 0, dark: 0, contrast: 0, motion: 0, forced: 0, sides: 0, logical: 0};
  const walk = (rules, on) => { for (const r of rules) {
    if (r.cssRules && r.media) { const t = r.media.mediaText; walk(r.cssRules, {print: on.print || /\\bprint\\b/.test(t), dark: on.dark || /scheme:\\s*dark/.test(t),
      contrast: on.contrast || /prefers-contrast/.test(t), motion: on.motion || /reduced-motion/.test(t), forced: on.forced || /forced-colors/.test(t)}); }
    else if (r.cssRules && r.cssRules.length && !r.style) walk(r.cssRules, on);
    else if (r.style) { for (const k of Object.keys(on)) if (on[k]) n[k]++;
      n.sides += (r.cssText.match(/[{;\\s-](left|right)\\s*:/g) || []).length; n.logical += (r.cssText.match(/inline-(start|end|size)|inset-inline|(margin|padding)-inline/g) || []).length; }
  } };
  for (const s of document.styleSheets) walk(s.cssRules, {print: false, dark: false, contrast: false, motion: false, forced: false});
  return n; }"""
_SHOWN = """() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
  const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  const ratioOf = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x); return Math.round((a + .05) / (b + .05) * 10) / 10; };
  const ratio = e => ratioOf(rgb(getComputedStyle(e).color), behind(e));
  const at = id => document.getElementById(id);
  const high = id => Math.round(at(id).getBoundingClientRect().height);
  const line = () => { const r = document.createRange(), t = at('text').firstChild, w = t.data; let y = null, first = 0; const lines = [];
    for (let i = 0; i < w.length; i++) { r.setStart(t, i); r.setEnd(t, i + 1); const b = r.getClientRects()[0]; if (!b) continue; if (y !== null && b.top > y + 4) { lines.push(i - first); first = i; } y = b.top; }
    return Math.max(0, ...lines); };
  const label = ratio(at('label')); at('button').focus(); const f = getComputedStyle(at('button'));
  return {size: parseFloat(getComputedStyle(at('text')).fontSize), text: ratio(at('text')), link: ratio(at('link')), button: high('button'), label,
    edges: ['button', 'field', 'notice'].filter(id => { const c = getComputedStyle(at(id)); return parseFloat(c.borderTopWidth) >= 1 && c.borderTopStyle !== 'none'
      && ratioOf(rgb(c.borderTopColor), behind(at(id).parentElement)) >= 3; }).length,
    field: high('field'), fold: high('fold'), letters: line(), focus: f.outlineStyle === 'none' ? f.boxShadow.slice(0, 40) : f.outlineWidth}; }"""


def measured(system: System, folder: Path, browser: Browser) -> dict[str, object]:
    """Return what one system weighs, asks and shows."""
    root = next(iter(sorted(folder.glob(f"{system.folder}*/")))) if system.folder else THEME
    css = b"".join((root / name).read_bytes() for name in system.css)
    js = b"".join((root / name).read_bytes() for name in system.js)
    fonts = sorted(root.rglob("*.woff2"))
    text, link, button, field, fold, notice = system.classes
    words = f'<p id="text" class="{text}">{_WORDS}</p><p class="{text}"><a id="link" class="{link}" href="#x">Anfahrt</a></p>'
    controls = (
        f'<button id="button" class="{button}"><span id="label" class="kern-label">Termin</span></button>'
        f'<p><input type="text" id="field" class="{field}" aria-label="Name"></p>'
        f'<details class="{fold.partition("__")[0]}"><summary id="fold" class="{fold}"><span class="{fold}-text">Frage</span></summary>Antwort</details>'
        f'<div id="notice" class="{notice}"><h3>Hinweis</h3><div>Text</div></div>'
    )
    links = "".join(f'<link rel="stylesheet" href="{(root / name).as_uri()}">' for name in system.css)
    found: dict[str, object] = {
        "style, compressed (kB)": round(len(gzip.compress(css, 9)) / 1000, 1),
        "script (kB)": round(len(js) / 1000, 1),
        "fonts in the package": f"{len(fonts)}, {sum(f.stat().st_size for f in fonts) // 1000} kB",
    }
    with tempfile.TemporaryDirectory() as place:
        page_file = Path(place, "page.html")
        page_file.write_text(f'<!doctype html><html lang="de" class="govuk-template"><meta charset="utf-8">{links}<body class="govuk-template__body">{system.grid.format(words, controls)}', "utf-8")  # fmt: skip
        looks: dict[str, tuple[int, dict[str, Any]]] = {"at 390": (390, {}), "at 1280": (1280, {}), "by night": (1280, {"color_scheme": "dark"}), "in forced colours": (390, {"forced_colors": "active"})}  # fmt: skip
        for name, (width, wish) in looks.items():
            context = browser.new_context(viewport={"width": width, "height": 900}, **wish)
            page = context.new_page()
            page.route("http*://**", lambda route: route.abort())
            page.goto(page_file.as_uri())
            found |= {f"{what} {name}": value for what, value in page.evaluate(_SHOWN).items()}
            context.close()
    rules = _with_readable_sheets(browser, css.decode("utf-8", "replace"))
    found |= {f"rules: {name}": count for name, count in rules.items()}
    return found


def _with_readable_sheets(browser: Browser, css: str) -> dict[str, int]:
    """Return the counts of rules; a sheet of another file may not be read by a page, one within the page may."""
    page = browser.new_page()
    page.evaluate("css => document.head.append(Object.assign(document.createElement('style'), {textContent: css}))", css)  # fmt: skip
    counts: dict[str, int] = page.evaluate(_RULES)
    page.close()
    return counts


def main(folder: Path) -> None:
    """Print the table."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        columns = {system.name: measured(system, folder, browser) for system in SYSTEMS}
        browser.close()
    print("| | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    for name in next(iter(columns.values())):
        cells = (json.dumps(column.get(name), ensure_ascii=False).strip('"') for column in columns.values())
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
