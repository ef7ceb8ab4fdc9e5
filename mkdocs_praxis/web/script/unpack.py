"""Unpacks Dean Edwards' packer, the one packer whose result stands in the script: words replaced by numbers."""

import re

_CALL = re.compile(
    r"\}\s*\(\s*(?P<quote>['\"])(?P<code>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\s*,\s*(?P<base>\d+)\s*,\s*(?P<count>\d+)\s*,\s*"
    r"(?P<quote2>['\"])(?P<words>(?:\\.|(?!(?P=quote2)).)*)(?P=quote2)\s*\.\s*split\s*\(\s*['\"]\|['\"]\s*\)",
    re.DOTALL,
)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _number(word: str, base: int) -> int:
    value = 0
    for letter in word:
        digit = _DIGITS.find(letter)
        if digit < 0 or digit >= base:
            return -1
        value = value * base + digit
    return value


def unpack(text: str, start: int) -> str | None:
    """Return the code that a packer's call at `start` would run, or None when it is of another make."""
    found = _CALL.search(text, start)
    if found is None or not 2 <= int(found["base"]) <= len(_DIGITS):
        return None
    base, words = int(found["base"]), found["words"].split("|")
    code = re.sub(r"\\(.)", r"\1", found["code"], flags=re.DOTALL)

    def word(match: re.Match[str]) -> str:
        number = _number(match[0], base) if len(match[0]) < 6 else -1
        return words[number] if 0 <= number < len(words) and words[number] else match[0]

    return re.sub(r"\b\w+\b", word, code)
