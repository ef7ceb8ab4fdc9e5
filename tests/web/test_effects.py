"""What one file of a site does to what another holds."""

import pytest

from mkdocs_praxis.web.contact import Effect, EffectKind, is_activated

JSON, PAGE = EffectKind.JSON, EffectKind.PAGE


@pytest.mark.parametrize(
    ("effect", "condition", "activates"),
    [
        ((JSON, ""), (JSON, "url"), True),
        ((JSON, "url"), (JSON, "link"), False),
        ((JSON, "a"), (JSON, "a.b"), False),
        ((PAGE, ".a"), (EffectKind.CLICK, ".a"), False),
        ((EffectKind.TEMPLATE, ""), (EffectKind.TEMPLATE, ""), True),
    ],
)
def test_an_effect_reaches_what_it_names(
    effect: tuple[EffectKind, str], condition: tuple[EffectKind, str], activates: bool
) -> None:
    others = {Effect(EffectKind.FORM), Effect(EffectKind.CLICK, "start")}
    assert is_activated(Effect(*condition), {*others, Effect(*effect)}) is activates
