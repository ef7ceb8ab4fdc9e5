"""Namespaces in XML: whether a document is XHTML, and attributes by their names in the tables of elements."""

from mkdocs_praxis.lazy import regex

_XHTML, _XLINK = "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink"
_NO_ELEMENT = regex(r"(?s)<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>")
_ROOT = regex(r"<([^\s/>!?]+)([^>]*)>")
_DECLARED = regex(r"""xmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def is_xhtml(text: str) -> bool:
    """Whether an XML document is XHTML, which browsers open as a page."""
    root = _ROOT.search(_NO_ELEMENT.sub("", text[:65536]))
    if root is None:
        return False
    prefix = root[1].rpartition(":")[0]
    spaces = {name: double or single for name, double, single in _DECLARED.findall(root[2])}
    return spaces.get(prefix) == _XHTML


def named(attributes: dict[str, str], spaces: dict[str, str]) -> dict[str, str]:
    """Rename attributes as in the tables: `xlink:…` for XLink whatever the prefix, others without prefix."""
    named: dict[str, str] = {}
    for key, value in attributes.items():
        prefix, _, local = key.rpartition(":")
        if not prefix:
            named[key] = value
        elif spaces.get(prefix) == _XLINK or (prefix == "xlink" and prefix not in spaces):
            named[f"xlink:{local}"] = value
    return named
