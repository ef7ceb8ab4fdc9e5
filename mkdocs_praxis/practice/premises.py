"""Accessibility of the premises as (label, value) rows, only declared facts."""

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Premises

# attribute → (label, unit); bools print yes or no
_ROWS = {
    "steps": ("Steps at the entrance", ""),
    "step_height": ("Height of a step", "cm"),
    "ramp": ("Ramp", ""),
    "door_width": ("Narrowest door", "cm"),
    "automatic_door": ("Automatic door", ""),
    "floor": ("Floor", ""),
    "lift": ("Lift", ""),
    "lift_door_width": ("Door of the lift", "cm"),
    "lift_depth": ("Depth of the lift", "cm"),
    "toilet": ("Toilet for wheelchair users", ""),
    "parking": ("Parking for disabled people", ""),
    "parking_distance": ("From the parking to the door", "m"),
    "height_adjustable": ("Couch that can be lowered", ""),
    "hearing_loop": ("Hearing loop", ""),
    "guidance": ("Guidance for blind people", ""),
    "contrast": ("Large signs rich in contrast", ""),
    "assistance_dog": ("Assistance dogs welcome", ""),
    "sign_language": ("Sign language", ""),
    "easy_language": ("Information in easy language", ""),
    "home_visits": ("Home visits", ""),
}


def premises_rows(premises: Premises | None, language: str) -> list[tuple[str, str]]:
    """Return (label, value) of every declared fact about the premises, in the order of a visit."""
    if premises is None:
        return []
    t = translator(language, "practice")
    rows = []
    for name, (label, unit) in _ROWS.items():
        value = getattr(premises, name)
        if value is None or value == "":
            continue
        if isinstance(value, bool):
            text = t("yes") if value else t("no")
        elif value == 0 and not unit:
            text = t("none")
        else:
            text = f"{value} {unit}".strip()
        rows.append((t(label), text))
    return rows
