"""Synonyms for the values of a choice: `BAG` is `gemeinschaftspraxis`."""

from functools import cache

from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.specs import key_of
from mkdocs_praxis.practice.stems import MVZ, label_of, profession_of


def meant(key: str, text: str) -> str:
    """Return the value of a choice for a synonym; "" if it is not listed."""
    return _listed().get(key, {}).get(bare(text), "")


def chosen(options: tuple[str, ...], key: str, text: str) -> str | None:
    """Return the value of a choice for its name or a synonym; None if there is none."""
    named = (
        one for one in options if key_of(one) == key_of(text.replace("-", "")) or fold(one) == fold(text)
    )
    same = meant(key, text) or (profession_of(text) if key == "art" and label_of(text) != MVZ else "")
    return next(named, same if same and same in options else None)


@cache
def _listed() -> dict[str, dict[str, str]]:
    return {
        key: {bare(word): value for value, words in values.items() for word in words}
        for key, values in shipped("other_values").items()
    }


def bare(text: str) -> str:
    """Normalise words for comparison: folded, without spaces and dots."""
    return fold(text).replace(" ", "").replace(".", "")
