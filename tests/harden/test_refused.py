"""The policy of a page makes a real browser refuse what no reading can see: contacts put together while a script runs."""

import asyncio
import re
from pathlib import Path

import pytest

from mkdocs_praxis.harden import harden
from mkdocs_praxis.web.contact import OwnSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("refused")]

OWN = OwnSite("https://praxis.example/")
SNIPPETS = (Path(__file__).parent / "smuggled.txt").read_text(encoding="utf-8").splitlines()
PER_PAGE = 9
# How the address is hidden from whoever only reads: no file holds a foreign address in one piece.
SPELLINGS = (
    "'https://' + ['{host}', 'test'].join('.') + '/x'",
    "atob('{base64}')",
    "String.fromCharCode({codes})",
    "'{reversed}'.split('').reverse().join('')",
)


def spelled(number: int, host: str) -> str:
    import base64

    url = f"https://{host}.test/x"
    return SPELLINGS[number % len(SPELLINGS)].format(
        host=host,
        base64=base64.b64encode(url.encode()).decode(),
        codes=",".join(str(ord(c)) for c in url),
        reversed=url[::-1],
    )


def lay(folder: Path) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = {}
    for start in range(0, len(SNIPPETS), PER_PAGE):
        name = f"p{start // PER_PAGE}.html"
        scripts = []
        for number, code in enumerate(SNIPPETS[start : start + PER_PAGE], start):
            body = re.sub(r"\bU\b", "U", code)
            scripts.append(
                f"<script>{{ const U = {spelled(number, f's{number}')}; try {{ {body} }} catch (e) {{}} }}</script>"
            )
        pages[name] = [f"s{n}.test" for n in range(start, min(start + PER_PAGE, len(SNIPPETS)))]
        html = (
            "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body><h1>x</h1>"
            + "\n".join(scripts)
        )
        (folder / name).write_text(html + "</body></html>", encoding="utf-8")
    return pages


async def visited(
    folder: Path, chromium_path: str, pages: dict[str, list[str]]
) -> dict[str, dict[str, dict[str, set[str]]]]:
    from playwright.async_api import async_playwright

    from mkdocs_praxis.browser.process import certificate
    from mkdocs_praxis.browser.sink import Sink
    from mkdocs_praxis.browser.visit import MODES, Visitor

    seen: dict[str, dict[str, dict[str, set[str]]]] = {"with policy": {}, "without policy": {}}
    leaf, pin = certificate("praxis.example")
    async with (
        async_playwright() as playwright,
        Visitor(playwright, chromium_path, Sink(leaf, "praxis.example", "/", folder), pin) as visitor,
    ):
        for name in pages:
            for mode in (MODES[0], MODES[3]):
                visit = await visitor.visit(f"https://praxis.example/{name}", "https://praxis.example", mode)
                seen[mode.name][name] = {host: {s.how for s in met} for host, met in visit.contacts.items()}
    return seen


@pytest.fixture(scope="module")
def seen(
    tmp_path_factory: pytest.TempPathFactory, chromium_path: str
) -> dict[str, dict[str, dict[str, set[str]]]]:
    folder = tmp_path_factory.mktemp("smuggled")
    pages = lay(folder)
    assert len(harden(folder, OWN).changed) == len(pages)
    return asyncio.run(visited(folder, chromium_path, pages))


def test_there_are_a_hundred() -> None:
    assert len(SNIPPETS) >= 100
    assert len(set(SNIPPETS)) == len(SNIPPETS)


def test_without_the_policy_they_do_contact(seen: dict[str, dict[str, dict[str, set[str]]]]) -> None:
    """Else the next test would prove nothing."""
    met = {host for page in seen["without policy"].values() for host in page}
    assert len(met) >= 0.8 * len(SNIPPETS), [
        code for n, code in enumerate(SNIPPETS) if f"s{n}.test" not in met
    ]


def test_hardened_they_contact_nobody(seen: dict[str, dict[str, dict[str, set[str]]]]) -> None:
    """No request, no connection, no name asked for: what no policy governs, the guard closes."""
    met = {
        SNIPPETS[int(host[1:].split(".")[0])]: how
        for page in seen["with policy"].values()
        for host, how in page.items()
    }
    assert met == {}
