"""Inserts a policy into a page, before anything that could load or run; all other bytes are unchanged."""

import html
import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.source import prologue

# Marks our elements, so that a second run replaces them. An author's policy is kept: browsers enforce both (CSP3 §4.2).
_SIGNED = 'data-by="praxis"'
_OURS = regex(
    r'(?s)<meta http-equiv="Content-Security-Policy" data-by="praxis" content="[^"]*"(?: /)?>'
    r'(?:<script data-by="praxis">.*?</script>)?'
)
_OPENING = '<meta http-equiv="Content-Security-Policy" data-by="praxis" content="'
_CHARSET = '<meta charset="utf-8">'
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# What may precede a doctype; possessive, so that matching is linear (HTML Standard §13.2.5: comments end only at these marks,
# a doctype at the first ">").
_BEFORE = regex(r"\s++|<!--(?:>|->)|<!--(?s:.)*?(?:-->|--!>)|<\?[^>]*+>")
_DOCTYPE = regex(r"(?i)<!doctype[^>]*+>")


def insert_policy(data: bytes, policy: str, file: str = "", *, guard: str = "") -> bytes:
    """Return the page with the policy as a `meta` element in its head, then the guard, before anything that could load or run.

    Browsers look for a `meta charset` only in the first 1024 bytes (HTML §13.2.3.2), so one at the start stays first, and a later one
    is repeated. Elements of an earlier run are replaced. Raises PraxisError if the parser does not find the policy in its place.
    """
    if _SIGNED.encode() not in data and not (guard and b"srcdoc" in data.lower()):
        plain = insert_plainly(data, policy, guard)
        if plain is not None:
            return plain
    from mkdocs_praxis.harden.within import guarded_within, normal

    given = _Given(data)
    raw = given.text
    if _SIGNED in raw:
        raw = _cleared(raw)
    if guard and "srcdoc" in raw.lower():
        raw = guarded_within(raw, element_of(policy, guard))
    text, position = normal(raw)
    at, declared_late = _place(text)
    element = (_CHARSET if declared_late and given.codec == "utf-8" else "") + element_of(policy, guard)
    split = position(at)
    done = given.bytes_of(raw[:split] + element + raw[split:])
    if not _stands(text[:at] + element + text[at:]):
        raise PraxisError(
            "the Content-Security-Policy found no place before everything that loads",
            file=file or None,
            why="what stands before the policy is not covered by it",
            fix="begin the page with <!doctype html>, <html> and <head>, in this order",
        )
    return done


def insert_plainly(data: bytes, policy: str, guard: str) -> bytes | None:
    """Do the same without parsing, for a page with an ordinary beginning (doctype, html, head, charset); else None."""
    plain = prologue(data[:1024].decode("latin-1"))  # one character per byte
    if plain is None:
        return None
    return b"".join([data[:plain], element_of(policy, guard).encode(), data[plain:]])


def without_ours(data: bytes) -> bytes:
    """Return a page without the elements of an earlier run."""
    if _SIGNED.encode() not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    given = _Given(data)
    return given.bytes_of(_cleared(given.text))


class _Given:
    """A page, decoded losslessly: even invalid bytes and an incomplete last character are preserved."""

    def __init__(self, data: bytes) -> None:
        self._mark, said = next(((m, c) for m, c in _MARKS if data.startswith(m)), (b"", "utf-8"))
        body = data[len(self._mark) :]
        self.codec = _codec(body) if said == "utf-8" else said
        self._errors = "strict" if said == "utf-8" else "surrogatepass"
        end = len(body) if said == "utf-8" else len(body) & ~1
        self.text, self._rest = body[:end].decode(self.codec, self._errors), body[end:]

    def bytes_of(self, text: str) -> bytes:
        """Encode a changed text of the page."""
        return self._mark + text.encode(self.codec, self._errors) + self._rest


def _cleared(raw: str) -> str:
    from mkdocs_praxis.harden.within import without_guards

    return without_guards(_OURS.sub("", raw))


@lru_cache(maxsize=256)
def element_of(policy: str, guard: str) -> str:
    """Return the HTML of policy and guard."""
    escaped = html.escape(policy, quote=False).replace(chr(34), "&quot;")
    return f'{_OPENING}{escaped}">' + (f'<script data-by="praxis">{guard}</script>' if guard else "")


def _codec(data: bytes) -> str:
    """Return a codec that decodes losslessly: UTF-8, else Latin-1, since only ASCII matters here."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _parse(text: str) -> turbohtml.Document:
    return turbohtml.parse(text, source_locations=True, allow_declarative_shadow_roots=False)


def _place(text: str) -> tuple[int, bool]:
    """Return the position of the policy, and whether a declaration of UTF-8 follows it."""
    document = _parse(text)
    head, root = document.select_one("head"), document.select_one("html")
    ends = (_end(head), _end(root))
    at = next((end for end in ends if end is not None), _after_doctype(text))
    late = False
    for element in _elements(head):
        if _declares_encoding(element):
            end = _end(element)
            if not late and end is not None:
                return end, False
            said = f"{element.attrs.get('charset')} {element.attrs.get('content')}".lower()
            return at, "utf-8" in said or "utf8" in said
        late = late or not _harmless(element)
    return at, False


def _after_doctype(text: str) -> int:
    """Return the end of the doctype, 0 without one."""
    at = 0
    while passed := _BEFORE.match(text, at):
        at = passed.end()
    found = _DOCTYPE.match(text, at)
    return found.end() if found else 0


def _end(element: turbohtml.Element | None) -> int | None:
    location = element.source_location if element is not None else None
    return location.start_tag.end_offset if location is not None and location.start_tag is not None else None


def _elements(head: turbohtml.Element | None) -> Iterator[turbohtml.Element]:
    children = head.children if head is not None else ()
    return (child for child in children if isinstance(child, turbohtml.Element))


def _declares_encoding(element: turbohtml.Element) -> bool:
    attributes = element.attrs
    kind = str(attributes.get("http-equiv") or "").strip().lower()
    return element.tag == "meta" and ("charset" in attributes or kind == "content-type")


def _harmless(element: turbohtml.Element) -> bool:
    return element.tag == "title" or (element.tag == "meta" and "http-equiv" not in element.attrs)


def _stands(text: str) -> bool:
    """Whether our policy is in the parsed head, preceded only by titles and plain meta elements."""
    document = _parse(text)
    for element in _elements(document.select_one("head")):
        if element.tag == "meta" and element.attrs.get("data-by") == "praxis":
            return True
        if not (_harmless(element) or _declares_encoding(element)):
            return False
    return False


# Trusted Types policies that it creates.
TYPES = ("praxis", "default")
_CALL = "(window,document.currentScript,"
_END = f"{_CALL}[])"
_HERE = Path(__file__).parent


@cache
def _source(name: str) -> str:
    return (_HERE / f"{name}.min.js").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=16)
def guard(own: OwnSite, *, workers: bool) -> str:
    """Return the guard; with `workers`, the variant that makes workers inherit the page's policy."""
    source = _source("guard_workers" if workers else "guard")
    hosts = json.dumps(sorted(own.hosts)).replace("<", "\\u003c")
    return source.removesuffix(_END) + f"{_CALL}{hosts})"


@lru_cache(maxsize=1024)
def is_guard(text: str) -> bool:
    """Whether an inline script is our guard, for any hosts."""
    for name in ("guard", "guard_workers"):
        start = _source(name).removesuffix("[])")
        if text.startswith(start) and text.endswith("])") and text.find("[", len(start)) == len(start):
            return True
    return False
