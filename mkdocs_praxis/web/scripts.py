"""Reads the scripts of a document: each text once per site; the results are moved to its position in each file."""

from collections.abc import Iterator
from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Contact, Effect, EffectKind, ScriptReading, ScriptText
from mkdocs_praxis.web.elements import CLICK_HANDLERS
from mkdocs_praxis.web.found import Found, Scope, Session, UnreadableError
from mkdocs_praxis.web.kept import Key, kept
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.url import is_own, percent_decoded

_LITERAL = regex(r""""([^"\\\n]*<[^"\\\n]*)"|'([^'\\\n]*<[^'\\\n]*)'|`([^`]*<[^`]*)`""")
_CLICKED = frozenset(f"handler:{name}" for name in CLICK_HANDLERS)
# Functions that a script calls or hands on, and those it declares; larger scripts are libraries, which know no function of a page.
_NAMED = regex(
    r"(?<![\w$.])(?:(?:window|self)\.)?(?!(?:if|for|while|switch|catch|function|return|typeof)\b)([A-Za-z_$][\w$]*)\s*\("
    r"|(?<=[=(,])\s*([A-Za-z_$][\w$]*)(?=\s*(?:[),;\n}]|$))"
)
_DECLARED = regex(r"\b(?:function|var|let|const|class)\s+([\w$]+)")
# A listener for a click, if it is short: what it calls waits for that.
_EVENTS = "|".join(sorted(name[2:] for name in CLICK_HANDLERS))
_ON_CLICK = regex(
    rf"""(?:["'](?:{_EVENTS})["']\s*,|\.on(?:{_EVENTS})\s*=(?!=)|\.click\()\s*(?:async\s+)?"""
    r"(?:(?:function\s*[\w$]*\s*\([\w$,\s]*\)\s*|(?:\([\w$,\s]*\)|[\w$]+)\s*=>\s*)(?:\{[^{}]*\}|[^{};\n]*)|[\w$.]+)"
)
_CONSTANTS = frozenset({"true", "false", "null", "this", "undefined"})
_LIBRARY = 30_000
# Strings are matched so that a semicolon in them ends no statement.
_STATEMENTS = regex(r"""(?s)"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|;""")


def run_script(
    text: str,
    found: Found,
    scope: Scope,
    via: str,
    context: str = "script",
    cap: Confidence = Confidence.CERTAIN,
) -> None:
    """Record the contacts of a script at the scope's place; `context` as in `read_script`, `url` for a whole javascript: address."""
    if not text.strip():
        return
    if context == "url":
        text = percent_decoded(text.split(":", 1)[1]).decode("utf-8", "replace")
    found.scripts.append(ScriptText(text, *scope.place.at(1, 1), via))
    try:
        reading = _reading(text, found.session, scope, context)
    except RecursionError:
        raise UnreadableError("script nested too deep") from None
    for contact in reading.contacts:
        found.shifted(contact, scope, cap)
    if context == "url":
        for contact in _results(text, found.session, scope):
            found.shifted(contact, scope, cap)
    for sign in reading.signs:
        found.sign(sign.kind, sign.detail, scope.place.at(sign.line, sign.column), sign.raw)
    for use in reading.uses:
        found.uses_own(use.role, use.url, scope, by_script=True)
    if not (cap is Confidence.CLICK or context in _CLICKED):
        found.effects |= reading.effects
        if len(text) < _LIBRARY:
            declared = set(_DECLARED.findall(text))
            names = {name for match in _NAMED.findall(_ON_CLICK.sub("", text)) for name in match if name}
            found.effects.update(Effect(EffectKind.CALL, name) for name in names - declared - _CONSTANTS)
    for one in reading.conditional:
        line, column = scope.place.at(one.contact.line, one.contact.column)
        contact = one.contact._replace(line=line, column=column, via=scope.inside + one.contact.via)
        found.conditional.append(one._replace(contact=contact))


def read_script_file(text: str, found: Found, scope: Scope) -> None:
    """Record the contacts of a script file."""
    run_script(text, found, scope, "script file")


def consider_script(text: str, found: Found, scope: Scope, cap: Confidence) -> None:
    """Record the contacts of code that does not run, with at most the confidence `cap`."""
    try:
        reading = _reading(text, found.session, scope, "script")
    except RecursionError:
        return
    for contact in reading.contacts:
        found.shifted(contact, scope, cap)


def _reading(text: str, session: Session, scope: Scope, context: str) -> ScriptReading:
    """Read a script once per site: relative addresses are own on every page."""
    shared = is_own(scope.base, session.own) and not scope.base.startswith("data:")
    return _script(text, session.own.url if shared else scope.base, session, scope.depth, context)


def _results(text: str, session: Session, scope: Scope) -> Iterator[Contact]:
    """Yield the contacts of the document that a javascript: address returns: the value of its last expression."""
    text = text.strip("; \t\n\r")
    last = max((match.end() for match in _STATEMENTS.finditer(text) if match[0] == ";"), default=0)
    if text[last:].lstrip().startswith("void"):
        return
    written = f"{text[:last]}document.write({text[last:]})"
    yield from _reading(written, session, scope, "script").contacts
    for match in _LITERAL.finditer(text[last:]):
        markup = next(part for part in match.groups() if part is not None)
        yield from _inside("html", markup, session, scope.base, scope.depth)


@lru_cache(maxsize=2048)
def _script(text: str, base: str, session: Session, depth: int, context: str) -> ScriptReading:
    def read() -> ScriptReading:
        from mkdocs_praxis.web.script import read_script  # deferred: most scripts are in the cache

        return read_script(
            text,
            url=base,
            own=session.own,
            markup=lambda html: _inside("html", html, session, base, depth),
            style=lambda css: _inside("css", css, session, base, depth),
            context=context,
        )

    base_context = "" if base == session.own.url else f"\0{base}"
    key = Key("script", text, f"{context}\0{depth}{base_context}", session.own)
    return kept(key, read, ScriptReading)


def _inside(kind: str, text: str, session: Session, base: str, depth: int) -> tuple[Contact, ...]:
    """Return the contacts of a document in a string of a script."""
    found = Found(session)
    found.open(kind, text, Scope(base, depth=depth).inner(Place()))
    return found.contacts
