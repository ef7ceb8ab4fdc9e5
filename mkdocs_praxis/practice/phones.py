"""Parses telephone numbers as people write them."""

import re
from functools import lru_cache

from mkdocs_praxis.practice.values import Phone, Unclear
from mkdocs_praxis.practice.weekdays import DAY

_EVERYWHERE = r"112|116\d{1,3}"
_SHORT = {  # numbers without an area code, by country: 141 and 1450 in Austria, 144 and 145 in Switzerland
    "de": rf"{_EVERYWHERE}|110|124124|115\d{{0,3}}|19222",
    "at": rf"{_EVERYWHERE}|1[2-4]\d|1450",
    "ch": rf"{_EVERYWHERE}|1[14]\d",
}
_SEVERAL = re.compile(r"\d\s*(?:[,;]|\boder\b|\bund\b|/\s(?=0))\s*(?:[A-Za-z]+\.?:?\s*)?[+(]?0?\d|(?:\d\D*){7}/\s*(?:[-–]\s*\d+|\d{1,2})$")  # fmt: skip
_HOURS = re.compile(rf"{DAY}.*\d", re.IGNORECASE)


@lru_cache(maxsize=1024)
def phone(text: str, country: str = "de") -> Phone:
    """Parse a phone number of the practice's country, or with a country code. Raises Unclear."""
    import phonenumbers

    clean = re.sub(r"[\u2010-\u2012\u2212]", "-", text.strip())  # Word's, which break no line
    clean = re.sub(r"^(tel|telefon|fon|fax|phone)\.?:?\s*", "", clean, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", clean)
    fix = "Write it with its area code: 030 23125000 or +49 30 23125000"
    if re.fullmatch(r"[\d ]+", clean) and re.fullmatch(_SHORT.get(country, _SHORT["de"]), digits):
        return Phone(clean, digits)
    if _SEVERAL.search(clean):
        what, first = "“{text}” seems to be several numbers.", "Keep the one that is to be called first."
        raise Unclear(what, first, text=text)
    if not re.fullmatch(r"\(?[+0][\d\s()/.\-–]+", clean):
        within = re.search(r"(?<!\d)\(?[+0][\d\s()/.–-]{4,}\d(?![\w:])", clean)
        alone = re.sub(r"(?<=.)\s*\((?!0\)).*", "", within[0]) if within else ""
        fix = "Write only the number: {number}" if within else "Digits only: the letter O is no 0." if re.search(r"\d[oO]|[oO]\d", clean) else "Hours of the telephone stand at the left edge of zeiten.yml: telefonzeiten: {text}" if _HOURS.match(clean) else fix  # fmt: skip
        raise Unclear("“{text}” is not a phone number.", fix, text=text, number=alone)
    whole, region = clean.replace("(0)", "") if clean.startswith("+") else clean, (country or "de").upper()
    try:
        number = phonenumbers.parse(whole, region)
    except phonenumbers.NumberParseException:
        raise Unclear("“{text}” is not a phone number.", fix, text=text) from None
    if not phonenumbers.is_valid_number(number):
        short = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.TOO_SHORT
        why = "There is no such number range: too few or too many digits, or the area code is missing."
        raise Unclear("“{text}” is not a phone number.", fix, "It is too short." if short else why, text=text)
    style = phonenumbers.PhoneNumberFormat
    own = phonenumbers.region_code_for_number(number) == region
    national = re.sub(r"^(?:\+|00)49[\s/]*(?:\(0\))?[\s/]*(?=[1-9])", "0", clean)
    grouped = re.sub(r"^\(?(0\d+)\)?\s*[ /–-]\s*(?=\d)", r"\1 ", national)
    # DIN 5008: the extension behind a hyphen.
    grouped = re.sub(r"(?<= )([\d ]*\d)\s*[-–]\s*(\d{1,5})$", r"\1-\2", grouped)
    if re.fullmatch(r"0[1-9]\d*(?: \d+){2,}|0[1-9]\d*(?: \d+)+-\d+|01[5-7]\d{1,2} \d+", grouped) and own:
        return Phone(grouped, phonenumbers.format_number(number, style.E164))  # keep the grouping as written
    shown = phonenumbers.format_number(number, style.NATIONAL if own else style.INTERNATIONAL)
    return Phone(shown, phonenumbers.format_number(number, style.E164))
