"""Which profession a name or title speaks of."""

from functools import cache

from mkdocs_praxis.practice.shipped import shipped

MVZ = "Medizinisches Versorgungszentrum"  # the field that is none: it has those of its doctors


@cache
def _stems() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {label: (row["key"], tuple(row["stems"])) for label, row in shipped("stems").items()}


def label_of(text: str) -> str:
    """Return the field that a text speaks of, such as `Zahnmedizin`; "" when none of the known stems is in it."""
    low = f" {text.lower()} "  # a stem with spaces is a whole word
    return next((label for label, (_, stems) in _stems().items() if any(stem in low for stem in stems)), "")


def is_field(text: str) -> bool:
    """Return whether a text is the name of a field of medicine as it stands here: `Frauenheilkunde`."""
    return text != MVZ and _stems().get(text, ("",))[0] == "arzt"


def profession_of(text: str) -> str:
    """Return the key of the profession (`zahnarzt`) that a text speaks of; "" when none."""
    label = label_of(text)
    return _stems()[label][0] if label else ""
