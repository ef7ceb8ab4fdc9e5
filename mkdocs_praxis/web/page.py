"""Collects the facts about a page (`Page`) that rules, policy hashes and reports need."""

from collections.abc import Iterator
from typing import Any

import turbohtml

from mkdocs_praxis.web.contact import Embedded, Field, Form, Image, Link, OwnSite, Page, SignKind
from mkdocs_praxis.web.elements import strings
from mkdocs_praxis.web.found import Found, Scope
from mkdocs_praxis.web.tag import Tag
from mkdocs_praxis.web.url import OWN, foreign, frozen_base, is_own_by_www, known_links, resolve

_UNSEEN = ["script", "style", "template", "noscript", "title", "head", "object", "iframe"]
_APART = ["button", "label", "span"]  # inline elements that end a word, even without white space
# Blocks that the parser's text extraction treats as inline.
_BLOCKS = ["caption", "center", "dialog", "fieldset", "form", "hgroup", "legend", "option", "search"]
_END = "\x1f"
_CONTROLS = frozenset({"input", "select", "textarea", "button"})
# Referrer policies that send no referrer to other sites (Referrer Policy §3; `never` is the old name of `no-referrer`).
_TELL_NOBODY = frozenset({"no-referrer", "same-origin", "never"})
_MARK = "praxis-external"
_ANYWHERE = ("tel:", "mailto:")
OF_LINKS = (SignKind.LINK_MARK, SignKind.REFERRER)  # in the order of `link_faults`
_Away = tuple[str, Any]  # (host, link element)


class PageFacts:
    """Collects facts while the page's elements are read, so that no second walk is needed."""

    def __init__(self, found: Found, scope: Scope) -> None:
        self.tree: turbohtml.Document | None = None
        self._found = found
        self._base, self._based = scope.base, False
        self._title = ""
        self._language = ""
        self._referrer = ""
        self._forms: list[Form] = []
        self._images: list[Image] = []
        self._embeds: list[Embedded] = []
        self._faults: dict[SignKind, _Away] = {}  # the first of each kind

    def add(self, tag: Tag, element: Any, *, scripting: bool) -> None:
        """Add the facts of one element. `scripting` False: of the second reading only the content of noscript counts."""
        if tag.name == "a" and "href" in tag.attributes:
            away = foreign(tag.get("href"), self._base, self._found.own)
            if away is not None:
                self.foreign_link(element.attrs, away[1], element)
        if not scripting and tag.parent().name != "noscript":
            return
        if tag.space == "html":
            self._of_html(tag, element)
        if "data-vendor" in tag.attributes and "praxis-embed" in tag.get("class").split():
            self._embeds.append(self._embed(tag, element))
            if "data-untitled" in tag.attributes:
                self._faults.setdefault(SignKind.UNTITLED, (tag.get("data-vendor"), element))

    def _of_html(self, tag: Tag, element: Any) -> None:
        match tag.name:
            case "title" if not self._title:
                self._title = " ".join(element.text.split())
            case "html":
                self._language = tag.get("lang")
            case "base" if "href" in tag.attributes and not self._based:
                base = frozen_base(
                    tag.get("href"), self._base
                )  # the first that can be one counts, as for contacts
                self._base, self._based = base or self._base, base is not None
            case "form":
                self._forms.append(self._form(tag, element))
            case "img":
                self._image(tag)
            case "meta" if tag.get("name").strip().lower() == "referrer":
                self._referrer = tag.get("content").strip().lower()

    def foreign_link(self, attributes: Any, host: str, element: Any) -> None:
        """Add a link to another site: the first that is not marked, and the first that sends a referrer, are recorded."""
        for kind, fault in zip(OF_LINKS, link_faults(attributes, host, self._found.own), strict=True):
            if fault:
                self._faults.setdefault(kind, (host, element))

    def _sign_links(self) -> None:
        if tells_nobody(self._referrer):
            self._faults.pop(SignKind.REFERRER, None)
        for kind in (*OF_LINKS, SignKind.UNTITLED):
            if kind in self._faults:
                host, element = self._faults[kind]
                self._found.sign(kind, host, (element.source_line or 1, (element.source_col or 0) + 1))

    def page(self, kind: str, *, details: bool) -> Page:
        """Return the facts, with all links and the visible text if `details`."""
        self._sign_links()
        found = self._found
        return Page(
            kind=kind,
            title=self._title,
            language=self._language,
            referrer_policy=self._referrer,
            forms=tuple(self._forms),
            images=tuple(self._images),
            embeds=tuple(self._embeds),
            **found.inline(),
            **(details_of(self.tree, self._base, found.own) if details and self.tree is not None else {}),
        )

    def _form(self, tag: Tag, element: Any) -> Form:
        action = tag.get("action")
        url = resolve(action, self._base)
        away = foreign(action, self._base, self._found.own) is not None
        method = tag.get("method").strip().lower() or "get"
        return Form(url.href if url else action, method, away, _fields(element), *tag.where())

    def _image(self, tag: Tag) -> None:
        src = tag.get("src")
        if src and foreign(src, self._base, self._found.own) is None:
            url = resolve(src, self._base)
            self._images.append(Image(url.href if url else src, tag.attributes.get("alt"), *tag.where()))

    def _embed(self, tag: Tag, element: Any) -> Embedded:
        link = element.find("a")
        url = resolve(link.attr("href", ""), self._base) if link is not None else None
        href = url.href if url else ""
        return Embedded(tag.get("data-vendor"), tag.get("data-category"), href, tag.where()[0])


def details_of(tree: "turbohtml.Document", base: str, own: OwnSite) -> dict[str, Any]:
    """Return all links of a page and its visible text. Removes invisible elements from the tree."""
    return {"links": tuple(_links(tree, base, own)), "text": _text(tree)}


def _links(tree: "turbohtml.Document", base: str, own: OwnSite) -> Iterator[Link]:
    known = known_links(own, base)
    for element in tree.iter_elements(["a", "area"]):
        attributes: Any = element.attrs
        address: str | None = attributes.get("href") or attributes.get("xlink:href")
        if address is None:
            continue
        link = known[address]
        away = link is not None and link is not OWN
        if link is None:  # `tel:` and `mailto:` do not depend on the page
            url = resolve(address, own.url if address.startswith(_ANYWHERE) else base)
            address = url.href if url is not None else address
        where = element.source_line or 1, (element.source_col or 0) + 1
        address = link[0] if link is not None and away else address
        yield Link(address, " ".join(element.text.split()), *where, away)


def _text(tree: "turbohtml.Document") -> str:
    """Return the visible text: one line per heading, paragraph, item or cell, white space collapsed."""
    body = tree.find("body")
    if body is None:
        return ""
    for unseen in list(body.iter_elements(_UNSEEN)):
        unseen.decompose()
    for block in list(body.iter_elements(_BLOCKS)):
        block.insert(0, turbohtml.Text(_END))
        block.append(turbohtml.Text(_END))
    for apart in list(body.iter_elements(_APART)):
        apart.append(turbohtml.Text(" "))
    for broken in list(body.iter_elements(["br"])):  # a line break does not end a sentence
        broken.replace_with(turbohtml.Text(" "))
    # the parser's text extraction separates blocks by line ends, and table cells by spaces
    lines = body.to_text().replace(_END, "\n").replace("  ", "\n").split("\n")
    lines = [" ".join(line.lstrip(" ").removeprefix("* ").split()) for line in lines if line]
    return "\n".join(line for line in lines if line)


def link_faults(attributes: Any, host: str, own: OwnSite) -> tuple[bool, bool]:
    """Whether a link to another site is not marked as such, and whether it sends a referrer."""
    if is_own_by_www(host, own):
        return False, False
    rel = {word.lower() for word in attributes.get("rel") or ()}
    unmarked = "external" not in rel and _MARK not in (attributes.get("class") or ())
    return unmarked, "noreferrer" not in rel and not tells_nobody(attributes.get("referrerpolicy") or "")


def tells_nobody(referrer_policy: str) -> bool:
    """Whether under a referrer policy other sites do not learn where a visitor comes from."""
    return referrer_policy.lower() in _TELL_NOBODY


def _fields(form: Any) -> tuple[Field, ...]:
    fields = []
    texts: dict[tuple[Any, Any], str] = {}
    labels = {str(one.attrs.get("for")): one for one in form.find_all("label") if one.attrs.get("for")}
    for control in form.iter_elements():
        if control.tag not in _CONTROLS:
            continue
        attributes = strings(control.attrs)
        kind = (attributes.get("type") or ("text" if control.tag == "input" else control.tag)).lower()
        if kind in {"submit", "button", "reset", "image"}:
            continue
        label = labels.get(attributes.get("id", "")) or control.closest("label")
        said = attributes.get("aria-label", "")
        if label is not None:
            place = (label.source_line, label.source_col)
            if place not in texts:
                texts[place] = " ".join(label.text.split())
            said = texts[place]
        parts = attributes.get("inputmode") == "numeric" and attributes.get("maxlength") in {"2", "4"}
        if (parts or kind in {"radio", "checkbox"}) and (group := control.closest("fieldset")) is not None:
            # For groups of answers, or the parts of a date, the legend is the question.
            asked = group.find("legend")
            said = f"{' '.join(asked.text.split())} {said}" if asked is not None else said
        fields.append(Field(attributes.get("name", ""), kind, said, control.source_line or 1))
    return tuple(fields)
