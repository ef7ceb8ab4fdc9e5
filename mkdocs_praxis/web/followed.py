"""Applies effects of a page's scripts to its elements: links clicked by a script, texts used as addresses."""

import contextlib

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Kind, Trigger
from mkdocs_praxis.web.elements import HOST, JSON, Fetch, strings
from mkdocs_praxis.web.found import Found, Scope, UnreadableError
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.tag import Document, TreeTag

_ADDRESS = regex(r"(?i)(?:https?:|wss?:)?//[^\s\"'`<>]+")
_LINKS = frozenset({"a", "area"})
# The text of an element, read through the global that its id defines.
_BY_ID = regex(r"([A-Za-z_]\w*)\.(?:value|text|textContent|innerText)")


def follow(tree: "turbohtml.Document", selectors: list[str], found: Found, scope: Scope) -> None:
    """Record the links that a script of the page may click by itself."""
    document = Document(found, scope, link_base=scope.base)
    fetch = Fetch(Kind.DOCUMENT, Confidence.CONDITIONAL, Trigger.REDIRECT)
    for selector in selectors:
        try:
            elements = tree.select(selector)
        except ValueError:
            continue  # no CSS selector: an extension of a library, or invalid
        for element in elements:
            if element.tag in _LINKS and "href" in element.attrs:
                tag = TreeTag(element, "html", "", scope.place)
                document.address(tag, "href", tag.get("href"), fetch, f"{tag.name}[href] clicked by a script")


def texts_as_urls(tree: "turbohtml.Document", found: Found, scope: Scope) -> None:
    """Record what scripts of the page use as addresses of elements: texts, also as JSON with addresses, and where links lead."""
    from mkdocs_praxis.web.data import parse_json, read_values

    document = Document(found, scope)
    by_id = (_BY_ID.fullmatch(effect.name) for effect in found.effects if effect.kind is EffectKind.GLOBAL)
    named = [f"#{one[1]}" for one in by_id if one]
    for selector in named + [effect.name for effect in found.effects if effect.kind is EffectKind.TEXT]:
        is_host = Effect(EffectKind.HOST, selector) in found.effects
        with contextlib.suppress(ValueError):
            for element in tree.select(selector):
                tag = TreeTag(element, "html", "", scope.place)
                text, via = element.text.strip(), f"{tag.name} text"
                if tag.name in _LINKS and "href" in element.attrs:
                    read = Fetch(Kind.REQUEST, Confidence.CONDITIONAL)
                    document.address(tag, "href", tag.get("href"), read, f"{tag.name}[href] read by a script")
                if _ADDRESS.fullmatch(text) or (is_host and HOST.fullmatch(text)):
                    raw = text if "//" in text else f"//{text}"
                    document.address(tag, "", raw, Fetch(Kind.REQUEST, Confidence.CONDITIONAL), via)
                elif text[:1] in {"{", "["} and tag.get("type") not in JSON:
                    inner = scope.inner(Place(*tag.where(), exact=False))
                    with contextlib.suppress(UnreadableError):
                        read_values(parse_json(text), text, found, inner)


def _unknown(_selector: str) -> bool:
    """Matcher for a link that a script may add later: whether it matches is unknown, which ValueError says."""
    raise ValueError


def speculate(tree: "turbohtml.Document", document: Document) -> None:
    """Record foreign links that speculation rules let the browser prefetch or resolve."""
    from mkdocs_praxis.web.data import may_match

    anyone = (rule for rule in document.link_rules if rule.kind is Kind.DOCUMENT)
    early = (rule.where for rule in anyone if rule.confidence is not Confidence.CLICK)
    if any(may_match(where, "", _unknown, document.found, document.scope) for where in early):
        document.found.elements.add("links:ahead")
    for element in tree.select("a[href], area[href]"):
        href = strings(element.attrs)["href"]
        for rule in document.link_rules:
            if may_match(rule.where, href, element.matches, document.found, document.scope):
                tag = TreeTag(element, "html", "", document.scope.place)
                fetch = Fetch(rule.kind, rule.confidence, Trigger.HINT)
                document.address(tag, "href", href, fetch, f"{tag.name}[href] in advance")
