"""The hint that a page is old, and the mark on today's line: with clocks set in a real browser."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build: Callable[[str, Path], Path]) -> Path:
    folder = tmp_path_factory.mktemp("stale")
    shutil.copytree(ROOT / "example-site" / "praxis", folder / "praxis")
    shutil.copytree(ROOT / "example-site" / "docs", folder / "docs")
    config = (ROOT / "example-site" / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(
        config.replace("  brand: beere\n", "  brand: beere\n  stale_days: 14\n  today: true\n"), "utf-8"
    )
    return build(str(folder / "mkdocs.yml"), folder / "site")


@pytest.fixture
def at(site: Path, chromium: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(moment: str, timezone: str = "Europe/Berlin") -> Page:
        contexts.append(chromium.new_context(timezone_id=timezone))
        page = contexts[-1].new_page()
        page.clock.set_fixed_time(dt.datetime.fromisoformat(moment))
        page.goto((site / "kontakt" / "index.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def marked(page: Page) -> list[str]:
    return [
        row.inner_text().split()[0] for row in page.locator("main .praxis-week > [aria-current=date]").all()
    ]


def test_a_fresh_page_says_nothing_and_marks_today(at: Callable[..., Page]) -> None:
    page = at("2026-11-25T10:00:00+01:00")  # built on Monday the 23rd
    assert not page.locator(".praxis-stale").is_visible()
    assert set(marked(page)) == {"Mittwoch"}
    assert "heute" in page.locator("[aria-current=date]").first.inner_text()


def test_an_old_page_says_so_and_marks_nothing(at: Callable[..., Page]) -> None:
    page = at("2026-12-08T10:00:00+01:00")
    hint = page.locator(".praxis-stale")
    assert hint.is_visible()
    assert "23. November 2026" in hint.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert hint.locator("a[href^='tel:']").count() == 1
    assert marked(page) == []
    assert not at("2026-12-07T10:00:00+01:00").locator(".praxis-stale").is_visible(), (
        "fourteen days are not more"
    )


def test_today_is_the_practices_day_wherever_one_reads(at: Callable[..., Page]) -> None:
    assert set(marked(at("2026-11-24T23:30:00+01:00", "Asia/Tokyo"))) == {"Dienstag"}


def test_days_with_other_hours_and_wrong_clocks_are_not_marked(at: Callable[..., Page], site: Path) -> None:
    assert marked(at("2026-11-20T10:00:00+01:00")) == [], "a clock behind the build"
    html = (site / "kontakt" / "index.html").read_text("utf-8")
    assert "2026-12-24" in html.partition('data-other="')[2].partition('"')[0].split()
    page = at("2026-11-25T10:00:00+01:00")
    page.evaluate(
        "document.querySelectorAll('[aria-current=date]').forEach(e => e.removeAttribute('aria-current'))"
    )
    page.evaluate("document.querySelector('.praxis-stale').dataset.other = '2026-11-25'")
    page.evaluate((ROOT / "themes" / "praxis" / "js" / "stand.js").read_text("utf-8"))
    assert marked(page) == []


def test_it_asks_nobody_and_stores_nothing(at: Callable[..., Page]) -> None:
    page = at("2026-12-08T10:00:00+01:00")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert all(url.startswith("file:") for url in asked)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
