"""What a script makes the browser contact, by reading it: strings by grammar, values followed backwards from sinks.

Reading names and explains, confinement guarantees: unknown beats wrong. An address that reaches a sink is certain; one
that only a person's click brings to a sink is a link or a form's target; any other address literal is a mention. What
hides its work is an indicator of its own. The engine is loaded for the first script that holds an anchor.
"""

import re

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.result import Reader, ScriptReading

__all__ = ["ScriptReading", "read_script"]

_SHORT = 1000
_COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=[\n;{}]))[ \t]*//[^\n]*", re.DOTALL)
_RUN = re.compile(r"\b(?:eval|Function)\s*\(")


def has_anchor(text: str) -> bool:
    """Tell whether a script must be parsed at all; short ones are, for what they call.

    A script without an anchor can neither name a host nor touch what the indicators are about. Words that could be spelled
    otherwise (escapes, concatenation, decoders) stand among the anchors by the means of spelling them otherwise.
    """
    words = tables.indicators()["anchors"]
    if len(text) < _SHORT or _RUN.search(text):
        return True
    if not any(word in text for word in words):
        return False
    code = _COMMENT.sub("", text)
    return any(word in code for word in words)


def read_script(
    text: str,
    *,
    url: str,
    own: OwnSite,
    markup: Reader,
    style: Reader,
    context: str = "script",
) -> ScriptReading:
    """Read a script of the page (or module, worker) at `url`; `markup` and `style` read what it writes as strings.

    `context` is `script`, `module`, `worker`, `url` (the code of a `javascript:` address) or `handler`, also with the
    attribute's name (`handler:onclick`, `button[onclick]`), which says whether a person's decision comes first. Raises nothing.
    """
    if not has_anchor(text):
        return ScriptReading()
    from mkdocs_praxis.web.script.reading import PageReader

    return PageReader(url, own, markup, style).read(text, context, 0)
