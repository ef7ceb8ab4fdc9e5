"""What a visitor does on a built manual: search, switch colours, open tabs, copy, and look whether pictures and formulas were drawn.

The site answers at its own address, as on its server; everything else is refused and noted. Each page is opened a second time without what
praxis adds to it: an error that comes up only behind the policy is ours.
"""

import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Route, sync_playwright

_OURS = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" data-by="praxis"[^>]*>(<script data-by="praxis">.*?</script>)?',
    re.DOTALL,
)


def _search(page: Page) -> None:
    word = max(re.findall(r"[A-Za-z]{3,}", page.locator("h1").first.inner_text()) or ["the"], key=len)
    if page.locator("input.md-search__input").count():
        page.evaluate("document.querySelector('label[for=__search]').click()")
        page.locator("input.md-search__input").press_sequentially(word)
        page.locator(".md-search-result__item").first.wait_for(state="attached")
    else:
        page.evaluate("document.querySelector('[data-bs-target=\"#mkdocs_search_modal\"]').click()")
        page.locator("#mkdocs-search-query").press_sequentially(word)
        page.locator("#mkdocs-search-results article").first.wait_for(state="attached")


_SCHEME = "[document.body, document.documentElement].map(one => JSON.stringify(one.dataset)).join()"


def _colours(page: Page) -> None:
    before = page.evaluate(_SCHEME)
    page.evaluate("""(document.querySelector('label[for^=__palette]:not([hidden])')
        || document.querySelector('[data-bs-theme-value=dark]')).click()""")
    page.wait_for_function(f"before => {_SCHEME} != before", arg=before)


def _tabs(page: Page) -> None:
    page.locator(".tabbed-set > .tabbed-labels > label").nth(1).evaluate("label => label.click()")
    page.wait_for_function("document.querySelectorAll('.tabbed-set > input')[1].checked")


def _copies(page: Page) -> None:
    button = page.locator(
        ".md-clipboard, .md-code__button[data-clipboard-target], .md-code__button[title]"
    ).first
    button.wait_for(state="attached")
    button.evaluate("one => one.click()")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.length > 0)")


def _diagrams(page: Page) -> None:
    page.locator("div.mermaid").first.wait_for(state="attached")
    page.wait_for_function("document.querySelector('div.mermaid').offsetHeight > 20")


def _formulas(page: Page) -> None:
    page.locator("mjx-container, .katex").first.wait_for(state="attached")


def _lightbox(page: Page) -> None:
    page.locator("a.glightbox").first.evaluate("link => link.click()")
    page.locator(".gslide-image img").first.wait_for(state="attached")


def _details(page: Page) -> None:
    page.locator("details > summary").first.evaluate("one => one.click()")


def _goes_on(page: Page) -> None:
    page.evaluate("window.same = true")
    page.locator(
        ".md-nav--primary a.md-nav__link:not([href^='#']):not([href='.']):not([href='./'])"
    ).last.evaluate("link => link.click()")
    page.wait_for_function(
        "performance.getEntriesByType('resource').length && !document.querySelector('.md-progress[style*=visible]')"
    )
    page.locator("article h1, article h2").first.wait_for(state="attached")


# The name of a feature, what shows in a page's source that it has it, and how it is used.
FEATURES: tuple[tuple[str, tuple[str, ...], Callable[[Page], None]], ...] = (
    ("search", (r'md-search__input|id="?mkdocs-search-query',), _search),
    ("colours", (r'for="?__palette_|data-bs-theme-value="?dark',), _colours),
    ("tabs", (r'<div class="?tabbed-set',), _tabs),
    ("copy", (r'"content\.code\.copy"', r"<pre[^>]*>\s*(<span></span>)?\s*<code"), _copies),
    ("diagrams", (r'<(pre|div) class="?mermaid\b',), _diagrams),
    ("formulas", (r'<(span|div) class="?arithmatex\b',), _formulas),
    ("lightbox", (r'<a class="?glightbox\b',), _lightbox),
    ("instant", (r'"navigation\.instant"',), _goes_on),
    ("folds", (r"<details",), _details),
)  # fmt: skip


@dataclass
class Visit:
    """What was seen: pages opened, hosts asked for, what our policy broke, and which features work or fail."""

    pages: int = 0
    foreign: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    works: list[str] = field(default_factory=list)
    fails: list[str] = field(default_factory=list)


@dataclass
class _Hearing:
    """One way of opening a site, with or without what praxis adds."""

    context: BrowserContext
    said: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)

    def page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(20_000)
        page.set_default_navigation_timeout(90_000)  # films and pictures of many megabytes
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {str(error)[:160]}"))
        page.on(
            "console",
            lambda one: "Security Policy" in one.text and self.said.append(f"{page.url}: {one.text[:160]}"),
        )
        return page


def _answers(site: Path, origin: str, base: str, hearing: _Hearing, *, bare: bool) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        url = route.request.url
        if not url.startswith(origin):
            hearing.foreign.add(url)
            route.abort()
            return
        path = url.removeprefix(origin).partition("?")[0].partition("#")[0].removeprefix(base).lstrip("/")
        file = site / path
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            route.fulfill(status=404, body="")
            return
        body = file.read_bytes()
        if bare and file.suffix == ".html":
            body = _OURS.sub(b"", body)
        route.fulfill(
            body=body, content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        )

    return answer


def _with_feature(pages: list[Path], signs: tuple[str, ...]) -> Path | None:
    for page in pages:
        text = page.read_text(encoding="utf-8", errors="replace")
        if all(re.search(sign, text) for sign in signs):
            return page
    return None


def visit(site: Path, site_url: str, many: int, chromium: str) -> Visit:
    """Open `many` pages of a site, evenly chosen, then the first page that has each of the features, and use it."""
    found = re.match(r"(https?://[^/]+)(/.*)?", site_url)
    assert found
    origin, base = found[1], (found[2] or "/").rstrip("/")
    pages = [site / "index.html", *sorted(site.rglob("*.html"))]
    seen = Visit()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        ways = []
        for bare in (False, True):
            hearing = _Hearing(browser.new_context(permissions=["clipboard-read", "clipboard-write"]))
            hearing.context.route("**/*", _answers(site, origin + "", base, hearing, bare=bare))
            ways.append((hearing, hearing.page()))
        chosen = pages[:: max(1, len(pages) // many)][:many]
        for _, page in ways:
            for file in chosen:
                page.goto(f"{origin}{base}/{file.relative_to(site).as_posix()}")
                page.evaluate("scrollTo(0, 1e6)")
                page.wait_for_timeout(250)
        seen.pages = len(chosen)
        for name, shows, use in FEATURES:
            if (file := _with_feature(pages, shows)) is None:
                continue
            outcome = []
            for _, page in ways:
                page.goto(f"{origin}{base}/{file.relative_to(site).as_posix()}")
                try:
                    use(page)
                except Error as error:
                    outcome.append(str(error).splitlines()[0][:120])
                else:
                    outcome.append("")
            if not outcome[0]:
                seen.works.append(name)
            elif not outcome[1]:
                seen.fails.append(f"{name}: {outcome[0]}")
            else:
                seen.works.append(f"({name}: neither with nor without us)")
        with_us, without = ways[0][0], ways[1][0]
        seen.foreign = with_us.foreign
        seen.broken = sorted(set(with_us.said) - set(without.said))
        browser.close()
    return seen
