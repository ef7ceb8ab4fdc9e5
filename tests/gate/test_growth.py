"""Twice as much of anything is about twice the work: counted in lines of Python, so that no machine matters."""

from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.web.contact import OwnSite
from tests.growing import GROWING, grown, steps_of

MOST = 2.3


@pytest.mark.parametrize("name", GROWING)
def test_twice_as_much_is_twice_the_work(name: str, tmp_path: Path) -> None:
    n = min(GROWING[name][0], 200)

    def steps(count: int, host: str) -> int:
        site = grown(tmp_path / host, name, count)
        return steps_of(lambda: check(site, OwnSite(f"https://{host}.test/"), Options(jobs=1)))

    steps(4, "first")  # what is loaded and made once is not counted
    assert steps(2 * n, "large") <= MOST * steps(n, "small")
