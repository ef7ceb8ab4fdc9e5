"""Regular expressions for closings in free text: a word for being away, with a last day before or after it."""

_AWAY = r"(?:geschlossen|urlaub|betriebsferien|praxisferien|ferien|vertretung|closed|holidays?|on\s+leave)"
_BETWEEN = r"(?:[^.!?\n]|(?<=\d)\.){0,80}?"  # within a sentence; the dot after a day or month does not end it
_MONTH = r"(?:\d{1,2}\.|[^\W\d]{3,9}\.?)"
LAST_DAY = rf"(\d{{1,2}}\.\s?{_MONTH}\s?\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s[^\W\d]{{3,9}}\s\d{{4}})"
_UNTIL = r"(?:\b(?:bis|until|till|to)\b|[–-])\s*(?:zum\s+|einschließlich\s+|incl(?:uding|\.)?\s+)?"
CLOSED_UNTIL = (
    rf"\b\w*{_AWAY}\b{_BETWEEN}{_UNTIL}{LAST_DAY}",
    rf"(?:\d{{1,2}}\.(?:\s?{_MONTH})?(?:\s?\d{{4}})?\s*)?{_UNTIL}{LAST_DAY}{_BETWEEN}\b\w*{_AWAY}\b",
)
