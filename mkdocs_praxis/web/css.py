"""Reads style sheets: a fast conservative scan first, the CSS parser (`cssurls`) only if an address may be foreign."""

import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Kind, Role
from mkdocs_praxis.web.cssurls import parsed
from mkdocs_praxis.web.elements import Fetch
from mkdocs_praxis.web.found import Found, Scope
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.url import is_own

__all__ = ["may_leave", "parsed", "read_css", "scanned"]

# White space ends the digits of an escape and belongs to it (css-syntax-3 §4.3.7).
_ESCAPED = r"\\(?:[0-9a-fA-F]{1,6}+[ \t\n\f]?|.)"
# One pass over comments, strings and unquoted url()s, so that none is mistaken for another. The name of a function or at-rule
# may be escaped; then the parser decides.
_TOKENS = regex(
    r"""(?s)/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|/\*.*\Z"""
    r"""|"(?P<double>[^"\\\n]*(?:\\.[^"\\\n]*)*)"?"""
    r"""|'(?P<single>[^'\\\n]*(?:\\.[^'\\\n]*)*)'?"""
    r"""|[uU][rR][lL]\(\s*(?!["'\s])(?P<url>[^)\\]*(?:\\.[^)\\]*)*)\)?"""
    # An escaped name is skipped, unless it is an at-rule's or a function's.
    rf"""|(?P<rule>@[-\w]*+\\)|{_ESCAPED}(?:[-\w]|[^\x00-\x7f]|{_ESCAPED})*+(?P<call>\()?""",
)
# What Chromium's preload scanner makes of the start of a style element. It knows no strings: each semicolon ends a rule.
_SCANNED = regex(
    r"(?s)[\s\0\ufffd]+|/\*.*?(?:\*/|\Z)|/[^*]|@[^a-zA-Z]"
    r"|@(?P<rule>[a-zA-Z][^\s;]*+)(?:;|\s++(?:;|(?!\{)(?P<value>[^\s;]++)(?P<rest>[^;{]*+)(?:;|\Z)))"
)
_ESCAPE = regex(r"(?s)\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))")


def read_css(
    text: str, found: Found, scope: Scope, *, declarations: bool = False, imports_only: bool = False
) -> None:
    """Record the contacts of a sheet or style attribute; `imports_only`: it has a type for which only preload scanners fetch, imports."""
    leaves = may_leave(text, own_base=is_own(scope.base, found.own))
    if not leaves and not _INDIRECT.search(text) and not ("@" in text and _ODD_IMPORT.search(text)):
        return
    sheet = parsed(text, declarations=declarations)
    found.effects |= {Effect(EffectKind.PROPERTY, name) for name in sheet.properties}
    found.effects |= {Effect(EffectKind.ATTRIBUTE, name) for name in sheet.attributes}
    for url in sheet.urls:
        if imports_only and url.via != "@import":
            continue
        where = scope.place.at(url.line, url.column)
        if url.raw[:5].lower() == "data:":
            if url.kind is Kind.STYLE:
                inner = scope.inner(
                    Place(*where, exact=False), base=url.raw, inside="@import data:", cap=url.confidence
                )
                found.open_data_url(url.raw, "css", inner)
            continue
        condition = Effect(EffectKind.PROPERTY, url.property) if url.property else None
        waiting = scope.waiting(condition)
        away = found.address(url.raw, waiting, url.via, Fetch(url.kind, url.confidence), where)
        if url.via == "@import" and not away and url.confidence is not Confidence.MENTION:
            found.uses_own(Role.STYLE, url.raw, scope)


def scanned(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, address) for what Chromium's preload scanner fetches as imports of a style element, CSS or not."""
    at = 0
    while met := _SCANNED.match(text, at):
        at, rule = met.end(), (met["rule"] or "").lower()
        if rule not in {"", "import", "charset", "layer"} and met["value"]:
            return
        if rule == "import" and met["value"] and not met["rest"].strip():
            address = met["value"]
            if address[:4].lower() == "url(" and address[-1] == ")":
                address = address[4:-1]
            quoted = len(address) > 1 and address[0] == address[-1] and address[0] in "\"'"
            yield met.start("value"), address[1:-1] if quoted else address


# Imports of a file that its name does not make a style sheet.
_ODD_IMPORT = regex(r"(?i)@import\b(?![^;\n]{0,500}\.css\b)")
# Functions that may use a value from elsewhere as an address.
_INDIRECT = regex(r"[tTcC]\(\s*[vV][aA][rR]\(|\b[aA][tT][tT][rR]\(")


@lru_cache(maxsize=4096)
def may_leave(text: str, *, own_base: bool = True) -> bool:
    """Whether a sheet may contain an address of another host: False is certain, True is not."""
    if "(" not in text and "@" not in text and "\\" not in text and "--" not in text:
        return False
    if not own_base or ("@" in text and any(_suspicious(address) for _, address in scanned(text))):
        return True
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup
        if kind in {"rule", "call"}:
            return True
        if kind is not None and _suspicious(token.group(kind)):
            return True
    return False


def _suspicious(value: str) -> bool:
    if "\\" in value:
        value = _ESCAPE.sub(_unescaped, value)
    value = re.sub(r"[\t\n]", "", value).strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x1b ")
    return ":" in value or (value[:1] in {"/", "\\"} and value[1:2] in {"/", "\\"})


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 else "\ufffd"
    return match[2] or ""
