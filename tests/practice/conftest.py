"""The example that many of these tests read, and facts of a few lines."""

from pathlib import Path

import pytest

from mkdocs_praxis.practice.reading import read_facts
from tests.tools import lay

EXAMPLE = Path(__file__).parent / "beispiel"


@pytest.fixture(scope="session")
def facts():
    return read_facts(EXAMPLE)


def facts_in(folder, language="de", **texts):
    """Lay files of facts into a folder, by their names without the ending, and read them."""
    return read_facts(lay(folder, {f"{name}.yml": text for name, text in texts.items()}), language=language)
