"""The example that many of these tests read, and facts of a few lines."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError, translated
from tests.tools import lay

EXAMPLE = Path(__file__).parent / "beispiel"


@pytest.fixture(scope="session")
def facts():
    return read_facts(EXAMPLE)


def facts_in(folder, language="de", **texts):
    """Lay files of facts into a folder, by their names without the ending, and read them."""
    return read_facts(lay(folder, {f"{name}.yml": text for name, text in texts.items()}), language=language)


def in_german(error):
    """Return an error with its problems in German, as a practice is told them."""
    t = translator("de", "problem")
    texts = ("what", "why", "fix")
    return PraxisError(
        *(p._replace(**{k: translated(v, t) for k in texts if (v := getattr(p, k))}) for p in error.problems)
    )


@contextmanager
def refused(words):
    """Expect an error that says these words (an expression) in German."""
    with pytest.raises(PraxisError) as error:
        yield error
    assert re.search(words, str(in_german(error.value)))
