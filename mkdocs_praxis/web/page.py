"""Facts about a whole HTML page that rules on pages, the policy's hashes and the report need."""

import re
from typing import Any

import turbohtml

from mkdocs_praxis.web.attributes import script_type, strings
from mkdocs_praxis.web.contact import Embedded, Field, Form, Image, Link, Page, SignKind
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.own import foreign
from mkdocs_praxis.web.scope import Scope
from mkdocs_praxis.web.tag import Tag
from mkdocs_praxis.web.url import frozen_base, resolve

_UNSEEN = frozenset(["script", "style", "template", "noscript", "title", "head", "object", "iframe"])
_CONTROLS = frozenset({"input", "select", "textarea", "button"})
# Referrer policies that tell other sites nothing (Referrer Policy §3, and the old word for the first of them).
_TELL_NOBODY = frozenset({"no-referrer", "same-origin", "never"})
_MARK = "praxis-external"
_Away = tuple[str, Any]  # a host, and the link that leads there
_ADDRESSES = frozenset(["href", "xlink:href", "src", "action", "formaction", "data", "to"])
_JAVASCRIPT = re.compile(r"[\x00-\x20]*" + r"[\t\n\r]*".join("javascript:"), re.IGNORECASE)
_RUNNING = frozenset({"script", "module", "importmap", "speculationrules"})


class Facts:
    """Gathers facts while the page's elements are read, so that no second walk is needed."""

    def __init__(self, found: Found, scope: Scope) -> None:
        self.tree: turbohtml.Document | None = None
        self._found = found
        self._base = scope.base
        self._title = ""
        self._language = ""
        self._referrer = ""
        self._forms: list[Form] = []
        self._images: list[Image] = []
        self._embeds: list[Embedded] = []
        self._scripts: list[str] = []
        self._styles: list[str] = []
        self._style_attributes: list[str] = []
        self._handlers: list[str] = []
        self._uses: set[str] = set()
        self._unmarked: _Away | None = None
        self._telling: _Away | None = None

    def takes(self, tag: Tag, *, scripting: bool) -> bool:
        """Tell whether an element counts: of a second reading, without scripts, only what stands in noscript."""
        if scripting:
            return True
        return tag.parent().name == "noscript" and tag.name != "script"

    def add(self, tag: Tag, element: Any) -> None:
        """Take what one element says about the page."""
        self._use(tag)
        if tag.space == "html":
            self._of_html(tag, element)
        elif (
            tag.name == "script"
            and not tag.attributes.keys() & {"href", "xlink:href"}
            and script_type(tag.attributes) in _RUNNING
        ):
            self._scripts.append(tag.text()[0])
        elif tag.name == "style":
            self._styles.append(tag.text()[0])
        for key, value in tag.attributes.items():
            if key == "style":
                self._style_attributes.append(value)
            elif key[:2] == "on":
                self._handlers.append(value)
            elif key == "ping":
                self._uses.add("a:ping")
            elif key in _ADDRESSES and _JAVASCRIPT.match(value):
                self._uses.add("javascript:")
        if "data-vendor" in tag.attributes and "praxis-embed" in tag.get("class").split():
            self._embeds.append(self._embed(tag, element))

    def _use(self, tag: Tag) -> None:
        if tag.name == "link":
            self._uses.update(f"link:{rel}" for rel in tag.get("rel").lower().split())
        elif tag.name != "script":
            self._uses.add(tag.name)
        elif script_type(tag.attributes) in _RUNNING:
            self._uses.add("script")

    def _of_html(self, tag: Tag, element: Any) -> None:
        match tag.name:
            case "title" if not self._title:
                self._title = " ".join(element.text.split())
            case "html":
                self._language = tag.get("lang")
            case "base" if "href" in tag.attributes and self.tree is None:
                self._base = frozen_base(tag.get("href"), self._base)
            case "form":
                self._forms.append(self._form(tag, element))
            case "img":
                self._image(tag)
            case "script" if "src" not in tag.attributes and script_type(tag.attributes) in _RUNNING:
                self._scripts.append(tag.text()[0])
            case "style":
                self._styles.append(tag.text()[0])
            case "meta" if tag.get("name").strip().lower() == "referrer":
                self._referrer = tag.get("content").strip().lower()

    def leads_away(self, attributes: Any, host: str, element: Any) -> None:
        """Take a link to another site: the first one that does not say so, and the first that tells where it is followed."""
        if self._unmarked is not None and self._telling is not None:
            return
        rel = {word.lower() for word in attributes.get("rel") or ()}
        if self._unmarked is None and "external" not in rel and _MARK not in (attributes.get("class") or ()):
            self._unmarked = host, element
        if (
            self._telling is None
            and "noreferrer" not in rel
            and (attributes.get("referrerpolicy") or "").lower() not in _TELL_NOBODY
        ):
            self._telling = host, element

    def _sign_links(self) -> None:
        signs = ((SignKind.LINK_MARK, self._unmarked), (SignKind.REFERRER, self._telling))
        for kind, away in signs:
            if away is not None and not (kind is SignKind.REFERRER and self._referrer in _TELL_NOBODY):
                host, element = away
                where = element.source_line or 1, (element.source_col or 0) + 1
                self._found.sign(kind, host, where)

    def page(self) -> Page:
        """Return the facts; links and visible text are looked for when first asked for."""
        self._sign_links()
        return _LaterPage(
            self,
            title=self._title,
            language=self._language,
            referrer_policy=self._referrer,
            forms=tuple(self._forms),
            images=tuple(self._images),
            embeds=tuple(self._embeds),
            inline_scripts=tuple(self._scripts),
            inline_styles=tuple(self._styles),
            style_attributes=tuple(self._style_attributes),
            event_handlers=tuple(self._handlers),
            uses=frozenset(self._uses),
        )

    def links(self) -> tuple[Link, ...]:
        """Return all links of the page: a[href] and area[href]."""
        found = self.tree.select("a, area") if self.tree is not None else ()
        links = (self._link(element) for element in found)
        return tuple(link for link in links if link is not None)

    def text(self) -> str:
        """Return what a visitor reads, white space collapsed."""
        body = self.tree.find("body") if self.tree is not None else None
        parts: list[str] = []
        stack: list[Any] = [body] if body is not None else []
        while stack:
            node = stack.pop()
            if isinstance(node, turbohtml.Text):
                parts.append(node.data)
            elif isinstance(node, turbohtml.Element) and (node.tag not in _UNSEEN or node is body):
                stack.extend(reversed(node.children))
        return " ".join(" ".join(parts).split())

    def _link(self, element: Any) -> Link | None:
        attributes = element.attrs
        href = attributes.get("href") or attributes.get("xlink:href")
        if href is None:
            return None
        url = resolve(href, self._base)
        rel = frozenset(word.lower() for word in attributes.get("rel") or ())
        marked = "external" in rel or _MARK in (attributes.get("class") or ())
        text = " ".join(element.text.split())
        away = foreign(href, self._base, self._found.own) is not None
        line, column = element.source_line or 1, (element.source_col or 0) + 1
        return Link(url.href if url else href, text, rel, line, column, away, marked)

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
        url = resolve(str(link.attrs.get("href") or ""), self._base) if link is not None else None
        return Embedded(
            tag.get("data-vendor"), tag.get("data-category"), url.href if url else "", tag.where()[0]
        )


def _fields(form: Any) -> tuple[Field, ...]:
    fields = []
    texts: dict[tuple[Any, Any], str] = {}
    labels = {
        str(label.attrs.get("for")): label for label in form.find_all("label") if label.attrs.get("for")
    }
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
        fields.append(Field(attributes.get("name", ""), kind, said, control.source_line or 1))
    return tuple(fields)


class _LaterPage(Page):
    """A page whose links and text are gathered from its tree at first asking: most checks never ask."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Facts, **known: Any) -> None:
        object.__setattr__(self, "_facts", facts)
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        # Reached only for slots that are still empty.
        if name not in {"links", "text"}:
            raise AttributeError(name)
        value = getattr(self._facts, name)()
        object.__setattr__(self, name, value)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        names = Page.__match_args__
        return Page, tuple(getattr(self, name) for name in names)

    def __eq__(self, other: object) -> bool:
        names = Page.__match_args__
        return isinstance(other, Page) and all(getattr(self, n) == getattr(other, n) for n in names)

    def __hash__(self) -> int:
        return hash(self.__reduce__())
