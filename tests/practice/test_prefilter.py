"""A text that holds none of an expression's stems holds no match of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_praxis.practice.wording.prefilter import Quick, ways_of
from mkdocs_praxis.practice.wording.tables import tables
from mkdocs_praxis.practice.wording.vocabulary import Vocabulary

_ROWS = [(row["id"], quick) for quick, row in (*tables().wording, *tables().outdated_law)]


def _may_match(quick: Quick, text: str) -> bool:
    vocabulary = Vocabulary([quick])
    return quick in vocabulary.met_by(vocabulary.held(text.lower()))


@pytest.mark.parametrize(("name", "quick"), [*_ROWS, *(("closed", quick) for quick in tables().closed)])
def test_every_match_holds_a_stem(name: str, quick: Quick) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(quick.pattern))
    def holds(text: str) -> None:
        # Letters that only Unicode's case folding equates (ſ and s, K and k) are no German spelling.
        if not set(text) & set("ſ\u212aİı"):
            assert _may_match(quick, text), name

    holds()


@pytest.mark.parametrize("quick", [quick for _, quick in _ROWS], ids=[name for name, _ in _ROWS])
def test_every_row_needs_something(quick: Quick) -> None:
    assert quick.ways
    assert all(quick.ways), "a way that needs nothing makes every page slow"


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        (r"\bGarantie\w*", [[{"garantie"}]]),
        (r"(rot|grün)es?\s+Haus", [[{"rot", "grün"}, {"haus"}]]),
        (r"(blau|gelb)e?", [[{"blau", "gelb"}]]),
        (r"(?:blau|x)", [[{"blau"}], []]),
        (r"(?:schnee)?ball", [[{"ball"}]]),
        (r"a[bc]d{2,}", [[]]),
        (r"(abc)+", [[{"abc"}]]),
        (r"(?=abc)\w+", [[]]),
        (r"TMG|Telemediengesetz", [[{"tmg", "telemediengesetz"}]]),
        (r"\bBild\w*|Foto", [[{"bild"}], [{"foto"}]]),
        (r"§\s*5\s*(TMG\b|Telemedien\w*)", [[{"tmg", "telemedien"}, {"§"}]]),
        (r"ab|abcd+e", [[]]),
        (r"ohne Risiko", [[{"risiko"}]]),
    ],
)
def test_what_matches_hold(expression: str, needs: list[list[set[str]]]) -> None:
    found = [[{stem.strip("*") for stem in one} for one in way] for way in ways_of(expression)]
    assert [sorted(way, key=sorted) for way in found] == [sorted(way, key=sorted) for way in needs]


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
    assert _may_match(quick, text)


@pytest.mark.parametrize("text", ["Unheil", "frei heraus", "garantierten"])
def test_words_that_only_resemble_those_of_a_list_are_none(text: str) -> None:
    quick = Quick.of_words(["heil*", "*xfrei", "garantiert"])
    assert not _may_match(quick, text)


@pytest.mark.parametrize(
    "word", ["hausbesuch", "ultraschall", "vorsorge", "termin", "sprechzeiten", "anfahrt"]
)
def test_words_of_every_page_meet_nothing(word: str) -> None:
    """Stems within them would send most sentences of most pages to regular expressions: a build took a sixth more."""
    assert not tables().vocabulary.held(word)
