"""Static analysis of scripts: which hosts they contact. Parses JavaScript and follows values backwards from sinks.

The analysis explains; the guarantee is the page's policy, so "unknown" is better than wrong. An address that reaches a sink
is certain; one that does so only after a click is a click; any other address literal is a mention. Obfuscation is a sign.
The engine is imported for the first script with an anchor.
"""

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import ContactsIn, OwnSite, ScriptReading
from mkdocs_praxis.web.indicators import indicators
from mkdocs_praxis.web.script import tables

_SHORT = 1000
_HOST = regex(r"""(?i)["'`](?:[\w-]+\.)+[a-z]{2,}["'`]""")
_WORD = regex(rb"[\w$]+")


def has_anchor(text: str) -> bool:
    """Whether a script must be parsed: it contains an anchor or a host, or is short and contains the name of a sink."""
    if any(word in text for word in indicators()["anchors"]) or _HOST.search(text):
        return True
    words = _WORD.findall(text.encode("utf-8", "replace")) if len(text) < _SHORT else ()
    return not tables.sink_words().isdisjoint(words)


def read_script(
    text: str, *, url: str, own: OwnSite, markup: ContactsIn, style: ContactsIn, context: str = "script"
) -> ScriptReading:
    """Read a script of the page at `url`; never raises. `context`: `script`, `module`, `worker`, `url` or `handler:onclick` and the like."""
    if not has_anchor(text):
        return ScriptReading()
    from mkdocs_praxis.web.script.reading import PageReader

    return PageReader(url, own, markup, style).read(text, context)
