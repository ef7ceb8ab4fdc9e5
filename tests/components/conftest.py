import datetime as dt
from pathlib import Path

import pytest

from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.reading import read_facts

EXAMPLE = Path(__file__).parents[2] / "example-site"
DAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return read_facts(EXAMPLE / "praxis")


@pytest.fixture(scope="session")
def setting(facts: Facts) -> Setting:
    return Setting(
        facts=facts,
        language="de",
        today=DAY,
        site_url="https://www.praxis-wandse.example/",
        page=("https://www.praxis-wandse.example/kontakt/", ""),
        legal=lambda name: f"<!--{name}-->",
    )
