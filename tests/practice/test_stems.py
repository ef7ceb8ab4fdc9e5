"""A text that holds none of an expression's stems holds no match of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_praxis.practice.checks.law import _patterns
from mkdocs_praxis.practice.checks.pages import _CLOSED_UNTIL
from mkdocs_praxis.practice.checks.stems import Quick, Vocabulary, stems

NEAR = 300
_ROWS = [(row["id"], quick) for name in ("wording", "outdated_law") for quick, row in _patterns(name)]


@pytest.mark.parametrize(("name", "quick"), [*_ROWS, *(("closed", quick) for quick in _CLOSED_UNTIL)])
def test_every_match_holds_a_stem(name: str, quick: Quick) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(quick.pattern))
    def holds(text: str) -> None:
        # Letters that only Unicode's case folding equates (ſ and s, K and k) are no German spelling.
        if not set(text) & set("ſ\u212aİı"):
            assert quick.may_match(text.lower()), name
            assert quick in Vocabulary([quick]).of(text.lower()), name
            if len(text) < NEAR:
                found = [match.span() for match in quick.pattern.finditer(text)]
                assert [match.span() for match in quick.matches(text, text.lower())] == found, name

    holds()


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (r"\bGarantie\w*", {"garantie"}),
        (r"(rot|grün)es?\s+Haus", {"haus"}),
        (r"(blau|gelb)e?", {"blau", "gelb"}),
        (r"(?:blau|x)", set()),
        (r"(?:schnee)?ball", {"ball"}),
        (r"a[bc]d{2,}", set()),
        (r"(abc)+", {"abc"}),
        (r"(?=abc)\w+", set()),
    ],
)
def test_stems(expression: str, found: set[str]) -> None:
    assert set(stems(expression)) == found


LISTS = ["heil*", "*schmerz*", "ohne risiko", "e-mail*", "*frei", "garantiert"]


@pytest.mark.parametrize(
    "text",
    [
        "Heilung",
        "Kopfschmerzen",
        "ohne  Risiko",
        "per E-Mail",
        "schmerzfrei",
        "Garantiert!",
        "völlig risikofrei",
    ],
)
def test_words_of_a_text_tell_which_lists_may_meet_in_it(text: str) -> None:
    quick = Quick.of_words(LISTS)
    assert quick.pattern.search(text)
    assert quick in Vocabulary([quick]).of(text.lower())


@pytest.mark.parametrize("text", ["Unheil", "frei heraus", "garantierten"])
def test_words_that_only_resemble_those_of_a_list_are_none(text: str) -> None:
    quick = Quick.of_words(["heil*", "*xfrei", "garantiert"])
    assert quick not in Vocabulary([quick]).of(text.lower())
