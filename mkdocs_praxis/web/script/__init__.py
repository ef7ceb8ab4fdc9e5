"""What a script makes the browser contact, by reading it: strings by grammar, values followed backwards from sinks.

Reading names and explains, confinement guarantees: unknown beats wrong. An address that reaches a sink is certain; one
that only a person's click brings to a sink is a link or a form's target; any other address literal is a mention. What
hides its work is an indicator of its own. The engine is loaded for the first script in which something can matter.
"""

import re

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite, Reader, ScriptReading
from mkdocs_praxis.web.indicators import indicators
from mkdocs_praxis.web.script import tables

_SHORT = 1000
_HOST = regex(r"""["'`](?:[\w-]+\.)+[a-z]{2,}["'`]""", re.IGNORECASE)
_WORD = regex(rb"[\w$]+")


def has_anchor(text: str) -> bool:
    """Tell whether anything in a script can matter: it holds an anchor or a host, or is short and holds the name of a sink."""
    if any(word in text for word in indicators()["anchors"]) or _HOST.search(text):
        return True
    words = _WORD.findall(text.encode("utf-8", "replace")) if len(text) < _SHORT else ()
    return not tables.sink_words().isdisjoint(words)


def read_script(
    text: str, *, url: str, own: OwnSite, markup: Reader, style: Reader, context: str = "script"
) -> ScriptReading:
    """Read a script of the page (or module, worker) at `url`; `markup` and `style` read what it writes. Raises nothing.

    `context`: `script`, `module`, `worker`, `url` (of a `javascript:` address), or of which handler (`handler:onclick`).
    """
    if not has_anchor(text):
        return ScriptReading()
    from mkdocs_praxis.web.script.reading import PageReader

    return PageReader(url, own, markup, style).read(text, context)
