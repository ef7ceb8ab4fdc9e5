"""What one file of a site does to what another holds."""

import pytest

from mkdocs_praxis.web.contact import Effect, EffectKind, is_activated

GLOBAL, JSON, PAGE = EffectKind.GLOBAL, EffectKind.JSON, EffectKind.PAGE


@pytest.mark.parametrize(
    ("effect", "condition", "activates"),
    [
        ((GLOBAL, "x_params"), (GLOBAL, "x_params"), True),
        ((GLOBAL, "x_params.ajax_url"), (GLOBAL, "x_params"), True),
        ((GLOBAL, "x_params"), (GLOBAL, "x_params.ajax_url"), True),
        ((GLOBAL, "x_params.nonce"), (GLOBAL, "x_params.ajax_url"), False),
        ((GLOBAL, "x_params2"), (GLOBAL, "x_params"), False),
        ((JSON, ""), (JSON, "url"), True),
        ((JSON, "url"), (JSON, "link"), False),
        ((JSON, "a"), (JSON, "a.b"), False),
        ((PAGE, ".a"), (GLOBAL, ".a"), False),
        ((EffectKind.TEMPLATE, ""), (EffectKind.TEMPLATE, ""), True),
    ],
)
def test_an_effect_reaches_what_it_names(
    effect: tuple[EffectKind, str], condition: tuple[EffectKind, str], activates: bool
) -> None:
    others = {Effect(EffectKind.FORM), Effect(EffectKind.CALL, "start")}
    assert is_activated(Effect(*condition), {*others, Effect(*effect)}) is activates
