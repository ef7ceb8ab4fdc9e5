"""Shared fixtures. Browser tests use these, so that all of them skip, or fail, for the same reason.

`chromium_path`  path of a real Chromium (or Chrome) binary. Without one a test skips; with PRAXIS_REQUIRE_BROWSER=1, as in
                 CI, it fails instead: a bench that silently does not run proves nothing.
`chromium`       a launched Playwright browser (synchronous API), one for the session. Open a context of your own and close it.
"""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests.schedule import Schedule, longest_first

# Every test reads by what stands in the tree, not by what an earlier run kept.
os.environ["PRAXIS_CACHE"] = "off"
# Hundreds of commands are started here, and each would compile the package anew where the environment forbids to keep it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# What runs behind a shell's back (`&`, nohup, some CI) ignores Ctrl-C or a closed terminal, and so would every command that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
# No property is bound to the clock. In CI the same examples come every time: a change is judged by what it changed.
IN_CI = os.environ.get("PRAXIS_REQUIRE_BROWSER") == "1"
settings.register_profile(
    "steady", deadline=None, derandomize=IN_CI, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
# --no-sandbox: containers run as root, where Chromium's sandbox cannot start; the pages are our own.
CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Schedule:
    return Schedule(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return where Chromium is, or skip (fail when PRAXIS_REQUIRE_BROWSER=1)."""
    from mkdocs_praxis.browser import find
    from mkdocs_praxis.problem import PraxisError

    try:
        return find.chromium()
    except PraxisError:
        if os.environ.get("PRAXIS_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium found, and PRAXIS_REQUIRE_BROWSER=1")
        pytest.skip("no Chromium found")


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """Return a headless Chromium for the whole session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()
