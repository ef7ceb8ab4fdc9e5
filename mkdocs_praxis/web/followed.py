"""Links that are followed without a person: by a script that clicks them, or by the browser in advance."""

import turbohtml

from mkdocs_praxis.web.attributes import strings
from mkdocs_praxis.web.contact import Confidence, Kind, Trigger
from mkdocs_praxis.web.elements import Fetch
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.scope import Scope
from mkdocs_praxis.web.tag import Document
from mkdocs_praxis.web.treetag import TreeTag


def follow(tree: "turbohtml.Document", selectors: list[str], found: Found, scope: Scope) -> None:
    """Record the links that a script of the page may click by itself."""
    document = Document(found, scope, link_base=scope.base)
    fetch = Fetch(Kind.DOCUMENT, Confidence.CONDITIONAL, Trigger.REDIRECT)
    for selector in selectors:
        try:
            elements = tree.select(selector)
        except ValueError:
            continue  # meant for a library, or for no document at all
        for element in elements:
            if element.tag in {"a", "area"} and "href" in element.attrs:
                tag = TreeTag(element, "html", "", scope.place)
                document.address(tag, "href", tag.get("href"), fetch, f"{tag.name}[href] clicked by a script")


def speculate(tree: "turbohtml.Document", document: Document) -> None:
    """Record the foreign links that a page lets the browser fetch, or look up, by itself."""
    from mkdocs_praxis.web.data import may_match

    for element in tree.select("a[href], area[href]"):
        href = strings(element.attrs)["href"]
        for rule in document.link_rules:
            if may_match(rule.where, href, element.matches, document.found, document.scope):
                tag = TreeTag(element, "html", "", document.scope.place)
                fetch = Fetch(rule.kind, rule.confidence, Trigger.HINT)
                document.address(tag, "href", href, fetch, f"{tag.name}[href] in advance")
