"""Visits by the proof's own browsers, as many at a time as asked for: most of a visit is waiting."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.async_api import Playwright, async_playwright

from mkdocs_praxis.browser.process import certificate
from mkdocs_praxis.browser.sink import Sink
from mkdocs_praxis.browser.visit import Mode, Visit, Visitor

ORIGIN = "https://praxis.example"
Page = tuple[Path, str, Mode]  # folder, address in it, how it is visited


def visits(path: str, pages: Sequence[Page], *, visitors: int = 1, made: type[Sink] = Sink) -> list[Visit]:
    """Visit pages of several folders, each `made` sink's; with one visitor one after the other, in their order."""
    with ThreadPoolExecutor(1) as thread:  # another test's browser may run a loop in this one
        return thread.submit(lambda: asyncio.run(_all(path, pages, visitors, made))).result()


async def _all(path: str, pages: Sequence[Page], visitors: int, made: type[Sink]) -> list[Visit]:
    waiting, done = iter(enumerate(pages)), dict[int, Visit]()
    async with async_playwright() as playwright:
        await asyncio.gather(*(_work(playwright, path, waiting, done, made) for _ in range(visitors)))
    return [done[number] for number in range(len(pages))]


async def _work(
    playwright: Playwright,
    path: str,
    waiting: Iterator[tuple[int, Page]],
    done: dict[int, Visit],
    made: type[Sink],
) -> None:
    leaf, pin = certificate("praxis.example")
    sink = made(leaf, "praxis.example", "/", Path())
    async with Visitor(playwright, path, sink, pin) as visitor:
        for number, (folder, address, mode) in waiting:
            sink.directory = folder
            done[number] = await visitor.visit(ORIGIN + address, ORIGIN, mode)
