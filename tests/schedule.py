"""Which process of pytest-xdist runs what: `make test` takes as long as the work does, not as long as its last process.

The tests of a file stay together, so that what its module builds is built once; the long ones that share nothing go one by one to
whichever process is free. Longest first: short ones fill what is left at the end. (The marks of `--dist loadgroup` do not reach the
scheduler since pytest 9.2, pytest-xdist issue 1386.)
"""

from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling

# What begins so is long, and nothing of it is built for several tests, or it is built for all processes (tests/theme/conftest.py).
ONE_BY_ONE = (
    "tests/bench/test_bench.py::test_chromium",
    "tests/bench/test_bench.py::test_what_passes",
    "tests/browser/test_prove.py",
    "tests/cli/test_commands.py",
    "tests/plugin/test_builds.py",
    "tests/theme/test_look.py",
    "tests/theme/test_measured.py",
    "tests/web_script/test_properties.py",
    "tests/world/",
)
# Visits that wait for each other's browsers lose contacts: these take place one after the other.
TOGETHER = {
    "tests/browser/test_reach.py": "visits",
    "tests/browser/test_visits.py": "visits",
    "tests/harden/test_limits.py": "refused",
    "tests/harden/test_refused.py": "refused",
}


def scope(test: str) -> str:
    """Return the name of the work that a test belongs to: one process does all of it."""
    file = test.partition("::")[0]
    return test if test.startswith(ONE_BY_ONE) else TOGETHER.get(file, file)


class Schedule(LoadScopeScheduling):
    """Work in the order in which it was collected."""

    def __init__(self, config: pytest.Config, log: object) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)


def longest_first(tests: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests with those that install and that open browsers before all others."""
    return sorted(
        tests, key=lambda test: "packaging" not in test.keywords and 1 + ("browser" not in test.keywords)
    )
