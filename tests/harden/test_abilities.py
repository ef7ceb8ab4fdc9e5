"""What the quick look through a script passes over is nothing that the words of an ability would have found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_praxis.harden import code


@pytest.mark.parametrize("ability", code._WORDS)
@given(data=st.data())
@settings(max_examples=60)
def test_whatever_the_words_find_is_an_ability(ability, data):
    words = code._WORDS[ability]
    text = data.draw(st.from_regex(re.compile(words.pattern, words.flags)))
    assert ability in code.abilities([text])


@pytest.mark.parametrize(
    ("text", "writes"),
    [
        ("e.innerHTML = `\n   <style${nonce}>`", True),
        (r"e.innerHTML = '\n  <style>p{}'", True),
        ("e.innerHTML = '<b></b><style>p{}'", True),
        ("/<script|<style|<link/i.test(t)", False),
    ],
)
def test_markup_with_a_style_wherever_it_stands_in_a_string(text, writes):
    """As wavesurfer.js writes it."""
    assert ("style" in code.abilities([text])) is writes


@pytest.mark.parametrize(("tag", "ability"), [("STYLE", "style"), ("script", "load")])
@pytest.mark.parametrize("made", ["document.createElement({})", "document[V]({})", "d[ e ]( {})"])
def test_elements_are_made_also_where_a_minifier_keeps_the_name_of_the_method_elsewhere(made, tag, ability):
    assert ability in code.abilities(['V = "createElement"; ' + made.format(f'"{tag}"')])
    assert ability not in code.abilities([made.format('"p"')])


def test_a_frame_made_so_is_a_means_that_no_policy_governs():
    assert code.beyond(['document[V]("IFRAME")']) == ("iframe",)
