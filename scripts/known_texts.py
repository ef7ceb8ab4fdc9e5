"""Read the scripts, their source maps and style sheets of the installed themes once for everybody: writes mkdocs_praxis/web/known.json.

    python scripts/known_texts.py

Run it when the script reader, a signature of a vendor, or the version of Material for MkDocs that the tests install, has changed.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["PRAXIS_CACHE"] = "off"

import material
import mkdocs
from mkdocs.commands.build import build
from mkdocs.config import load_config

import mkdocs_praxis
from mkdocs_praxis.components.other_themes import cards_css
from mkdocs_praxis.harden import code
from mkdocs_praxis.policy import signatures
from mkdocs_praxis.web import cssurls, kept, named, reader, scripts
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.found import Scope
from mkdocs_praxis.web.source import decode

OWN = OwnSite("https://own.invalid/")
ROOTS = (
    Path(material.__file__).parent / "templates",
    Path(mkdocs.__file__).parent,
    Path(mkdocs_praxis.__file__).parents[1] / "themes",
)
OUT = Path(mkdocs_praxis.__file__).parent / "web" / "known.json"


def main() -> None:
    """Write what reading each file gives, by the digest that `kept` looks for."""
    OUT.write_text("{}", encoding="utf-8")
    known: dict[str, object] = {}

    def keep(key: kept.Key, make: object, _: object) -> object:
        value = make()  # type: ignore[operator]
        if len(key.text) >= kept.SHIPPED and key.shipped:
            known[key.shipped_digest()] = value
        return value

    def judge(text: str) -> None:
        """Keep what else is asked of a script: whose code it is, what it is able to."""
        signatures.signatures(text)
        if len(text) >= kept.SHIPPED:
            able = " ".join(sorted(code.abilities([text])))
            known[kept.Key(code.ABLE, text).shipped_digest()] = able

    for module in (cssurls, named, scripts, signatures):
        module.kept = keep  # type: ignore[attr-defined]
    for root in ROOTS:
        for path in sorted(root.rglob("*")):
            if path.suffix in {".js", ".css", ".map"} and "node_modules" not in path.parts:
                _read(path)
                if path.suffix == ".js":
                    judge(path.read_bytes().decode("utf-8", "replace"))
    _read_sheet(cards_css())
    for theme in ("material", "mkdocs", "readthedocs"):
        for text in _scripts_of_pages(theme):
            judge(text)
    lines = (
        f"{json.dumps(digest)}:{json.dumps(known[digest], separators=(',', ':'), sort_keys=True, default=sorted)}"
        for digest in sorted(known)
    )
    text = "{" + ",\n".join(lines) + "}"  # one a line: branches that change different texts do not conflict
    OUT.write_text(text + "\n", encoding="utf-8")
    print(f"{len(known)} texts, {len(text) >> 10} KiB")


def _scripts_of_pages(theme: str) -> Iterator[str]:
    """Read what the pages of a theme hold themselves, and yield their scripts, which say how deep a page lies."""
    with TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        (docs / "a" / "b").mkdir(parents=True)
        for name in ("index.md", "a.md", "a/b.md", "a/b/c.md"):
            (docs / name).write_text("# A page\n\n    code\n", encoding="utf-8")
        config = Path(folder, "mkdocs.yml")
        config.write_text(
            f"site_name: A\nsite_url: {OWN.url}\ntheme: {{name: {theme}}}\nplugins: [search]\n",
            encoding="utf-8",
        )
        site = Path(folder, "site")
        build(load_config(str(config), site_dir=str(site)))
        for path in sorted(site.rglob("*.html")):
            address = OWN.url + path.relative_to(site).as_posix().removesuffix("index.html")
            reading = reader.read(path.name, path.read_bytes(), url=address, own=OWN, details=True)
            yield from (script.text for script in reading.scripts)
            yield from reading.page.event_handlers if reading.page is not None else ()


def _read_sheet(text: str) -> None:
    reader.read("a.css", text.encode(), url=f"{OWN.url}a.css", own=OWN)
    cssurls.parsed(text)


def _read(path: Path) -> None:
    data = path.read_bytes()
    if path.suffix == ".map":  # a script names its map, so what that names counts too
        named.hosts_named(data.decode("utf-8", "replace"), OWN)
        return
    text = decode(data, css=path.suffix == ".css").text
    if path.suffix == ".css":
        _read_sheet(text)
    else:
        reader.read(path.name, data, url=f"{OWN.url}{path.name}", own=OWN)
        named.hosts_named(data.decode("utf-8", "replace"), OWN)
        scripts.run_script(text, scripts.Found(reader.session(OWN)), Scope(OWN.url), "script file")


if __name__ == "__main__":
    main()
