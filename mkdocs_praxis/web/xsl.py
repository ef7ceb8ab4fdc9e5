"""What XSL style sheets (https://www.w3.org/TR/xslt-10/) compute from data, as far as it matters to what a page loads."""

from mkdocs_praxis.lazy import regex

XSL = "http://www.w3.org/1999/XSL/Transform"
# What a style sheet computes, and what stands for it when its place is tried: would a browser fetch an address there?
COMPUTED = regex(r"\{[^}]*\}")
# A path to elements or attributes of the data, by names only.
_PATH = regex(r"/{0,2}(?:[\w:.-]+/)*(@?)(?:[\w.-]+:)?(\w[\w.-]*)(?:/text\(\))?")
ANYWHERE = "https://computed.invalid/"
VALUES = frozenset({"variable", "param", "with-param", "attribute"})
COMPUTES = "an XSL style sheet computes what a page loads"
DOCUMENT = regex(r"""document\s*\(\s*(?:"([^"]*)"|'([^']*)'|&quot;(.*?)&quot;)""")


def tried(text: str) -> str:
    """Return a text with a host only, no address, where something computed follows slashes."""
    return text.replace(f"//{ANYWHERE}", ANYWHERE.removeprefix("https:"))


def source(select: str) -> str:
    """Return the name of the elements, or `@` and that of the attributes, whose text an expression yields; "" if it is no plain path."""
    path = _PATH.fullmatch(select.strip())
    return path[1] + path[2] if path else ""
