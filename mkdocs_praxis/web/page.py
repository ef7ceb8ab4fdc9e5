"""Facts about a whole HTML page that rules on pages, the policy's hashes and the report need."""

from typing import Any

import turbohtml

from mkdocs_praxis.web.attributes import words
from mkdocs_praxis.web.contact import Embedded, Field, Form, Image, Link, Page
from mkdocs_praxis.web.fetches import Tag, frozen_base, script_type
from mkdocs_praxis.web.found import Found, Scope, foreign
from mkdocs_praxis.web.url import resolve

_UNSEEN = frozenset(["script", "style", "template", "noscript", "title", "head", "object", "iframe"])
_CONTROLS = frozenset({"input", "select", "textarea", "button"})


def page_facts(tree: "turbohtml.Document", text: str, found: Found, scope: Scope) -> Page:
    """Return what rules about pages need."""
    del text
    base = scope.base
    title = tree.find("title")
    root = tree.find("html")
    links: list[Link] = []
    forms: list[Form] = []
    images: list[Image] = []
    embeds: list[Embedded] = []
    scripts: list[str] = []
    styles: list[str] = []
    style_attributes: list[str] = []
    handlers: list[str] = []
    referrer = ""
    for element in tree.iter_elements():
        attributes = element.attrs
        name = element.tag
        if attributes:
            for key in attributes:
                if key == "style":
                    style_attributes.append(attributes[key] or "")
                elif key[:2] == "on":
                    handlers.append(attributes[key] or "")
                elif key == "data-vendor" and "praxis-embed" in (attributes.get("class") or ()):
                    embeds.append(_embed(element, attributes, base))
        if name == "a" or name == "area":
            href = attributes.get("href") or attributes.get("xlink:href")
            if href is not None:
                links.append(_link(element, attributes, str(href), base, found))
        elif name == "base":
            base = frozen_base(attributes.get("href") or "", base)
        elif name == "form":
            forms.append(_form(element, attributes, base, found))
        elif name == "img":
            images.append(_image(element, attributes, base, found) or Image("", None, 0, 0))
        elif name == "script":
            if "src" not in attributes and _runs(name, attributes):
                scripts.append(element.text)
        elif name == "style":
            styles.append(element.text)
        elif name == "meta" and str(attributes.get("name") or "").lower() == "referrer":
            referrer = str(attributes.get("content") or "").strip().lower()
    return Page(
        title=" ".join(title.text.split()) if title is not None else "",
        language=str((root.attrs.get("lang") if root is not None else "") or ""),
        referrer_policy=referrer,
        links=tuple(links),
        forms=tuple(forms),
        images=tuple(image for image in images if image.line),
        embeds=tuple(embeds),
        text=visible_text(tree),
        inline_scripts=tuple(scripts),
        inline_styles=tuple(styles),
        style_attributes=tuple(style_attributes),
        event_handlers=tuple(handlers),
    )


def visible_text(tree: "turbohtml.Document") -> str:
    """Return what a visitor reads, white space collapsed."""
    body = tree.find("body")
    if body is None:
        return ""
    parts: list[str] = []
    stack: list[Any] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, turbohtml.Text):
            parts.append(node.data)
        elif isinstance(node, turbohtml.Element):
            if node.tag in _UNSEEN and node is not body:
                continue
            stack.extend(reversed(node.children))
    return " ".join(" ".join(parts).split())


def _place(element: Any, attribute: str | None = None) -> tuple[int, int]:
    location = element.source_location
    if location is None:
        return 1, 1
    span = location.attrs.get(attribute, location.start_tag) if attribute else location.start_tag
    return span.start_line, span.start_col + 1


def _runs(name: str, attributes: Any) -> bool:
    values = {key: value if isinstance(value, str) else "" for key, value in attributes.items()}
    return script_type(Tag(name, "html", values, lambda _: (1, 1))) in {
        "script",
        "module",
        "importmap",
        "speculationrules",
    }


def _link(element: Any, attributes: Any, href: str, base: str, found: Found) -> Link:
    url = resolve(href, base)
    rel = frozenset(word.lower() for word in attributes.get("rel") or ())
    marked = "external" in rel or "praxis-external" in (attributes.get("class") or ())
    text = " ".join(element.text.split())
    away = foreign(href, base, found.own) is not None
    return Link(url.href if url else href, text, rel, *_place(element), away, marked)


def _form(element: Any, attributes: Any, base: str, found: Found) -> Form:
    action = str(attributes.get("action") or "")
    url = resolve(action, base)
    fields = tuple(_fields(element))
    method = str(attributes.get("method") or "get").strip().lower()
    return Form(
        url.href if url else action,
        method,
        foreign(action, base, found.own) is not None,
        fields,
        *_place(element),
    )


def _fields(form: Any) -> list[Field]:
    fields = []
    labels = {
        str(label.attrs.get("for")): label for label in form.find_all("label") if label.attrs.get("for")
    }
    for control in form.iter_elements():
        if control.tag not in _CONTROLS:
            continue
        attributes = control.attrs
        kind = str(attributes.get("type") or ("text" if control.tag == "input" else control.tag)).lower()
        if kind in {"submit", "button", "reset", "image"}:
            continue
        label = labels.get(str(attributes.get("id"))) or control.closest("label")
        said = " ".join(label.text.split()) if label is not None else str(attributes.get("aria-label") or "")
        fields.append(Field(str(attributes.get("name") or ""), kind, said, _place(control)[0]))
    return fields


def _image(element: Any, attributes: Any, base: str, found: Found) -> Image | None:
    src = attributes.get("src")
    if not src or foreign(str(src), base, found.own) is not None:
        return None
    url = resolve(str(src), base)
    alt = attributes.get("alt") if "alt" in attributes else None
    return Image(
        url.href if url else str(src), None if "alt" not in attributes else alt or "", *_place(element)
    )


def _embed(element: Any, attributes: Any, base: str) -> Embedded:
    link = element.find("a")
    url = resolve(str(link.attrs.get("href") or ""), base) if link is not None else None
    vendor, category = str(attributes.get("data-vendor") or ""), str(attributes.get("data-category") or "")
    return Embedded(vendor, category, url.href if url else "", _place(element)[0])


__all__ = ["page_facts", "visible_text", "words"]
