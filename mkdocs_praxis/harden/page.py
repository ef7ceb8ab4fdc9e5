"""Putting a policy into a page: first thing in the head, every other byte as it was."""

import html

import turbohtml

_MARK = 'http-equiv="Content-Security-Policy"'


def insert_policy(text: str, policy: str) -> str:
    """Return the page with the policy as a `meta` element, before anything that could load.

    It comes after a `meta charset` that opens the head, since browsers look for that in the first 1024 bytes only
    (HTML Standard, "prescan a byte stream"). A page that has the very policy stays as it is.
    """
    element = f'<meta {_MARK} content="{html.escape(policy, quote=False).replace(chr(34), "&quot;")}">'
    if element in text:
        return text
    normal = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if normal != text:
        text = normal
    document = turbohtml.parse(text, source_locations=True, allow_declarative_shadow_roots=False)
    head = document.select_one("head")
    location = head.source_location if head is not None else None
    if location is None:
        return _without_head(text, element)
    at = location.start_tag.end_offset
    for child in head.children if head is not None else ():
        if not isinstance(child, turbohtml.Element):
            if isinstance(child, turbohtml.Text) and child.text.strip():
                break
            continue
        if child.tag == "meta" and "charset" in child.attrs and child.source_location is not None:
            at = child.source_location.start_tag.end_offset
        break
    return text[:at] + element + text[at:]


def _without_head(text: str, element: str) -> str:
    """Place the element where the parser opens the implied head: after the doctype and `<html>`, before all else."""
    document = turbohtml.parse(text, source_locations=True, allow_declarative_shadow_roots=False)
    root = document.select_one("html")
    location = root.source_location if root is not None else None
    if location is not None:
        at = location.start_tag.end_offset
    else:
        start = text[:400].lower()
        at = start.find(">", start.find("<!doctype")) + 1 if start.lstrip().startswith("<!doctype") else 0
    return text[:at] + element + text[at:]
