import re

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.components.colour import (
    DEFAULT_BRAND,
    brand_css,
    contrast,
    nearest_passing,
    oklch,
    parse_hex,
    scheme,
    to_hex,
)
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.theme import themes_dir
from tests.components.pairs import weak_pairs

HEX = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("more", [False, True])
def test_every_role_keeps_its_contrast_for_every_hue(mode: str, more: bool) -> None:
    for hue in range(360):
        for chroma in (0.0, 0.06, 0.25):
            assert not list(weak_pairs(scheme(to_hex(0.5, chroma, hue), mode, more=more))), (hue, chroma)


@given(HEX)
def test_any_brand_passes(brand: str) -> None:
    css = brand_css(brand)
    assert css.count("@media") == css.count("screen") == 4


@given(HEX, HEX)
def test_the_arithmetic_is_that_of_the_library(one: str, other: str) -> None:
    first, second = Color(one), Color(other)
    assert contrast(one, other) == pytest.approx(first.contrast(second, method="wcag21"), rel=1e-3)
    theirs = first.convert("oklch")
    lightness, chroma, hue = oklch(one)
    assert (lightness, chroma) == pytest.approx((theirs["lightness"], theirs["chroma"]), abs=1e-3)
    if chroma > 0.01:  # grey has no hue
        assert abs((hue - theirs["hue"] + 180) % 360 - 180) < 1


def test_known_contrasts() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)  # the classic near miss


@given(HEX)
def test_there_and_back(colour: str) -> None:
    back = parse_hex(to_hex(*oklch(colour)))
    assert back == pytest.approx(parse_hex(colour), abs=0.011)


@given(HEX)
def test_nearest_passing_passes(colour: str) -> None:
    assert contrast(nearest_passing(colour), "#ffffff") >= 4.5


def test_weak_button_names_the_nearest_that_passes() -> None:
    with pytest.raises(PraxisError) as caught:
        brand_css("#0b6e6e", "#f5a623")
    better = re.search(r"Use (#[0-9a-f]{6})", str(caught.value))
    assert better
    assert "--praxis-fill:" + better[1] in brand_css("#0b6e6e", better[1])


@pytest.mark.parametrize("wrong", ["", "teal", "#12345", "0x123456", "#gggggg"])
def test_no_colour(wrong: str) -> None:
    with pytest.raises(PraxisError, match="is no colour"):
        brand_css(wrong)


def _written(mode: str) -> dict[str, str]:
    """Return the colours that the theme's own style sheet has by day or by night."""
    css = (themes_dir() / "praxis" / "css" / "praxis.css").read_text(encoding="utf-8")
    light, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    part = light if mode == "light" else rest.partition("@media")[0]
    return dict(re.findall(r"--praxis-([\w-]+): (#[0-9a-f]{6});", part))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_style_sheet_holds_the_default_scheme(mode: str) -> None:
    written = _written(mode)
    for role, colour in scheme(DEFAULT_BRAND, mode).items():
        assert written[role] == colour, role


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_meanings_keep_their_contrast(mode: str) -> None:
    written = _written(mode)
    for meaning in ("emergency", "warning", "info", "good"):
        assert contrast(written[meaning], written[f"{meaning}-tint"]) >= 5.5
        assert contrast(written["text"], written[f"{meaning}-tint"]) >= 10
