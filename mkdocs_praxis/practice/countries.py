"""Countries: ISO 3166-1 codes, CLDR names, and membership in the EEA (GDPR)."""

from functools import cache

from mkdocs_praxis import cldr
from mkdocs_praxis.practice.names import fold

# The EU, Iceland, Liechtenstein and Norway: transfers need no additional basis (Art. 44 GDPR).
EEA = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU",
    "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
_ALSO = {
    "d": "DE", "a": "AT", "brd": "DE", "bundesrepublik": "DE", "bundesrepublik deutschland": "DE", "federal republic of germany": "DE",
    "holland": "NL", "grossbritannien": "GB", "great britain": "GB", "england": "GB", "uk": "GB", "usa": "US",
    "u.s.a.": "US", "us": "US", "vereinigte staaten von amerika": "US", "united states of america": "US",
    "tschechische republik": "CZ", "republik oesterreich": "AT", "eidgenossenschaft": "CH",
}  # fmt: skip
POSTCODES = {"DE": r"\d{5}", "AT": r"\d{4}", "CH": r"\d{4}", "LI": r"\d{4}", "LU": r"\d{4}", "BE": r"\d{4}",
             "DK": r"\d{4}", "NL": r"\d{4} ?[A-Za-z]{2}", "FR": r"\d{5}", "IT": r"\d{5}", "ES": r"\d{5}", "FI": r"\d{5}",
             "PL": r"\d{2}-\d{3}", "CZ": r"\d{3} ?\d{2}", "SE": r"\d{3} ?\d{2}",
             "IE": r"[A-Za-z]\d[\dWw] ?[A-Za-z\d]{4}", "GB": r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}",
             "US": r"(?:[A-Z]{2} )?\d{5}(?:-\d{4})?"}  # fmt: skip


@cache
def names() -> dict[str, str]:
    """Return the code of each country by its names and codes, as they are written."""
    found = {}
    for language in ("en", "de"):
        for code, name in cldr.countries(language).items():
            found[fold(name)] = code
            found[code.lower()] = code
    return found | _ALSO


def country_code(text: str) -> str | None:
    """Return the two-letter code of a country, given by code or by German or English name; None if unknown."""
    return names().get(fold(text).strip("()"))


def name_of(code: str, language: str) -> str:
    """Return the name of a country in a language."""
    return cldr.countries(language).get(code, code)
