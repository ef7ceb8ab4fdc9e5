"""Texts and names of languages, against the library that they come from (tests only: it has 33 MB)."""

import datetime as dt
import importlib.util
import re
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.messages.pofile import read_po as babel_po
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis import cldr
from mkdocs_praxis.i18n import languages, read_po, translator

ROOT = Path(cldr.__file__).parent
CATALOGUES = sorted((ROOT / "locale").rglob("*.po"))


def babel(text: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for one in babel_po(text.splitlines(keepends=True)):
        if one.id and one.string:
            key = one.id if isinstance(one.id, str) else one.id[0]
            found[key] = (one.string,) if isinstance(one.string, str) else tuple(one.string)
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_read_as_gettext_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_po(text) == babel(text) != {}


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\nmsgstr ""\n"b"\n"c\\n"\n',
        '# said\n#: file.py:3\nmsgid ""\n"a \\"b\\" \\\\ c"\nmsgstr "d\\te"\n\n#~ msgid "old"\n#~ msgstr "alt"\n',
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} Tag"\nmsgstr[1] "{n} "\n"Tage"\n',
        'msgid "not yet"\nmsgstr ""\n\nmsgid "b"\nmsgstr "c"\n',
        'msgid ""\nmsgstr "Language: de\\n"\n',
        "",
    ],
)
def test_every_form_of_an_entry(text: str) -> None:
    assert read_po(text) == babel(text)


def test_what_is_kept_of_cldr_is_what_babel_says() -> None:
    spec = importlib.util.spec_from_file_location("made", ROOT.parent / "scripts" / "cldr.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    kept = (ROOT / "cldr.json").read_text(encoding="utf-8")
    assert kept == made.text(), "run: python scripts/cldr.py"


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
    st.sampled_from(["de", "en", "fr", "tr", "uk", "ar", "es"]),
    st.sampled_from(["EEE, d. MMMM y", "EEEE d MMMM", "dd.MM.y", "d 'de' MMMM 'o''clock' y"]),
)
def test_dates_are_written_as_babel_writes_them(day: dt.date, code: str, pattern: str) -> None:
    assert cldr.language(code).date(day, pattern) == format_date(day, pattern, locale=code)
    if code in languages():
        words = cldr.language(code)
        assert words.date(day, words.long_date) == format_date(day, "long", locale=code)


# What is counted in sentences: of one of them the sentence says "1 file", not "1 files".
COUNTED = re.compile(r"\{(?:n|count|pages|files|let)\} (?:\w+ )?(?:pages|files|findings|places|contacts|embeds|errors|warnings|notes|differences|allowances)\b")  # fmt: skip


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_what_is_counted_may_be_one(path: Path) -> None:
    texts = set(read_po(path.read_text(encoding="utf-8")))
    for text in texts:
        for found in COUNTED.finditer(text):
            one = found[0].removesuffix("s")
            assert any(re.search(rf"{re.escape(one)}\b", other) for other in texts), (
                f"{text!r} is said of one, too"
            )


def test_plurals_and_what_nobody_knows() -> None:
    t = translator("de", "practice")
    assert [t.many(n, "{n} day", "{n} days") for n in (0, 1, 2)] == ["0 Tagen", "1 Tag", "2 Tagen"]
    assert [translator("xx", "practice").many(n, "{n} day", "{n} days") for n in (1, 2)] == [
        "1 day",
        "2 days",
    ]
    assert cldr.language("xx") == cldr.language("en")
    assert cldr.language("de_AT") == cldr.language("de")
    assert (cldr.name_of("uk"), cldr.name_of("xx")) == ("українська", "xx")
