"""Take what the product uses of the Unicode CLDR out of Babel: writes mkdocs_praxis/cldr.json.

    python scripts/cldr.py

Run it when a language gets a folder in mkdocs_praxis/locale/, or when a new CLDR has come with Babel.
"""

import datetime as dt
import json
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date
from babel.localedata import locale_identifiers
from babel.messages.plurals import get_plural

import mkdocs_praxis
from mkdocs_praxis.i18n import languages

OUT = Path(mkdocs_praxis.__file__).parent / "cldr.json"
# Unions and places for tests, which CLDR lists among the countries.
NO_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ"}
# What CLDR lists among the languages and is none: several, unknown, no words at all.
NO_LANGUAGES = {"mis", "mul", "und", "zxx"}


def data() -> dict[str, object]:
    """Return names and forms of every language, and plurals, languages and countries in those that the product speaks."""
    found = {}
    for code in sorted(locale_identifiers()):
        localedata._cache.clear()  # noqa: SLF001 - what one language inherits must not come from the one before
        try:
            locale = Locale(code) if code.isalpha() else None
        except UnknownLocaleError:
            continue
        if locale is not None:
            found[code] = {
                "name": locale.get_display_name() or code,
                "days": [locale.days["format"]["wide"][day] for day in range(7)],
                "short_days": [format_date(dt.date(2024, 1, 1 + day), "EEE", locale) for day in range(7)],
                "months": [locale.months["format"]["wide"][month] for month in range(1, 13)],
                "long_date": locale.date_formats["long"].pattern,
            }
    spoken = languages()
    return {
        "languages": found,
        "plurals": {code: get_plural(code).plural_expr for code in spoken},
        "tongues": {
            code: {
                key.replace("_", "-"): name
                for key, name in sorted(Locale(code).languages.items())
                if key not in NO_LANGUAGES
            }
            for code in spoken
        },
        "countries": {
            code: {
                key: name
                for key, name in sorted(Locale(code).territories.items())
                if len(key) == 2 and key.isalpha() and key not in NO_COUNTRIES
            }
            for code in spoken
        },
    }


def text() -> str:
    """Return the file as it has to be."""
    return json.dumps(data(), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    OUT.write_text(text(), encoding="utf-8")
    print(f"{OUT.stat().st_size >> 10} KiB")
