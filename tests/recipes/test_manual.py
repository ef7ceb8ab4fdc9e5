"""The manual is built with this very plugin, passes its own gate, and leads nowhere that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from mkdocs_praxis.policy.rules import all_rules, cases
from tests.tools import python

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("manual") / "site"
    done = python("-m", "mkdocs", "build", "--strict", "--site-dir", site, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return site


def written_by_hand() -> Iterator[Path]:
    for pattern in ("*.md", "docs/**/*.md", "mkdocs_praxis/**/README.md", "tests/*/README.md"):
        yield from ROOT.glob(pattern)


def test_links_work_where_the_repository_is_read_too() -> None:
    """Not only in the built manual, which has pages that no file of the repository is."""
    links = [
        (file, found[1])
        for file in written_by_hand()
        for found in re.finditer(
            r"\]\(([^)#\s:]+)[)#]", re.sub(r"(?s)```.*?```|`[^`\n]*`", "", file.read_text("utf-8"))
        )
    ]
    assert len(links) > 50
    assert [
        f"{file.relative_to(ROOT)}: {link}" for file, link in links if not (file.parent / link).exists()
    ] == []


def page(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def test_every_rule_has_its_page_and_its_examples_stay_code(manual: Path) -> None:
    for rule in all_rules():
        tree = page(manual / "rules" / rule.name / "index.html")
        shown = [node.text() for node in tree.css("pre code")]
        for _, _, code in cases(rule.name):
            assert any(code.strip() in text for text in shown), (rule.name, code)


def broken(site: Path) -> Iterator[str]:
    trees = {file: page(file) for file in site.rglob("*.html") if file.name != "404.html"}
    ids = {file: {n.attributes["id"] for n in tree.css("[id]")} for file, tree in trees.items()}
    for file, tree in trees.items():
        for node in tree.css("[href], [src]"):
            link = node.attributes.get("href") or node.attributes.get("src") or ""
            if ":" in link.split("/")[0]:
                continue
            path, _, anchor = link.partition("#")
            path = path.partition("?")[0]
            target = (
                site / path.lstrip("/") if path.startswith("/") else file.parent / unquote(path)
            ).resolve()
            if not path:
                target = file
            elif target.is_dir():
                target /= "index.html"
            if not target.is_file() or (anchor and target in ids and unquote(anchor) not in ids[target]):
                yield f"{file.relative_to(site)}: {link}"


def test_no_link_leads_nowhere(manual: Path) -> None:
    assert list(broken(manual)) == []
