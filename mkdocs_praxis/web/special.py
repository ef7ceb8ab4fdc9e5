"""Reads elements whose effect depends on several attributes or their text: base, link, meta, script, style, source, SMIL."""

import re
from collections.abc import Callable, Mapping

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web import elements
from mkdocs_praxis.web.consent import ADDRESS, hidden_markup, is_data, waits_for_consent
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Kind, Role, SignKind
from mkdocs_praxis.web.elements import (
    DATA,
    JAVASCRIPT,
    REDIRECT,
    Fetch,
    LinkRule,
    refresh_url,
    script_type,
    selectors,
    srcset_parts,
    words,
)
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.tag import Document, Tag
from mkdocs_praxis.web.url import foreign, frozen_base

_TILE = regex(r"(?:^|=)\s*([^;=]+://[^;]+|//[^;]+)")
# htmx 2 and 4 request other hosts only if the page's settings allow it.
_METHODS = ("get", "post", "put", "patch", "delete")
_ASKS_OTHERS = regex(r"""selfRequestsOnly["']?\s*:\s*false|\bmode["']?\s*:\s*["']?(?:no-)?cors""")
_DELAY = regex(r"[+-].*")  # `k.click + 1s`
_PARAMETERS = frozenset({"movie", "src", "url", "code", "data", "filename", "dataurl"})
# Types of scripts that a policy must allow by hash.
RUN_INLINE = frozenset({"script", "module", "importmap", "speculationrules"})
_RUN_AS = {"script": Role.SCRIPT, "module": Role.MODULE}
_LINKED = {"stylesheet": ("css", Role.STYLE), "manifest": ("manifest", Role.MANIFEST)}


def _base(tag: Tag, document: Document) -> None:
    href = tag.attributes.get("href")
    if href is None or document.based:
        return
    base = frozen_base(href, document.scope.base)
    if base is None:  # Chromium uses the next `base`.
        return
    document.based = True
    if document.scope.cap is Confidence.CERTAIN and foreign(href, document.scope.base, document.found.own):
        document.found.sign(SignKind.BASE, base, tag.where("href"), href)
    document.scope = document.scope._replace(base=base)
    document.link_base = base


def _link(tag: Tag, document: Document) -> None:
    href, types = tag.attributes.get("href"), words(tag.get("rel").lower())
    sources = srcset_parts(tag.get("imagesrcset"))
    if elements.LOADED_LINKS.intersection(types):  # a script may set its address
        known = selectors("link", tag.attributes).split()[1:]
        document.found.effects.update(Effect(EffectKind.PAGE, f"link{one}") for one in known)
    if not href and not sources:
        return
    for rel in types:
        fetch = _link_fetch(tag, rel)
        if fetch is None:
            continue
        via = f"link[rel={rel}]"
        if href and not document.address(tag, "href", href, fetch, via) and rel in _LINKED:
            kind, role = _LINKED[rel]
            if DATA.match(href):
                document.open_data_url(tag, "href", kind, via)
            elif fetch.confidence is not Confidence.MENTION:
                document.found.uses_own(role, href, document.scope)
        if rel == "preload" and fetch.kind is Kind.IMAGE:
            for at, source in sources:
                document.address(tag, "imagesrcset", source, fetch, "link[imagesrcset]", at=at)


def _link_fetch(tag: Tag, rel: str) -> Fetch | None:
    """Return the fetch of a link type; None if it fetches nothing."""
    fetch = elements.LINK_TYPES.get(rel)
    if fetch is None:
        return None
    if rel == "preload":
        purpose = tag.get("as").strip().lower()
        if not purpose:  # Chromium only warns
            return fetch._replace(confidence=Confidence.CONDITIONAL)
        kind = elements.PRELOAD_KINDS.get(purpose)
        if kind is None:
            return None
        # Browsers differ in which types and media they skip.
        some = purpose in elements.UNFETCHED_PRELOADS or tag.get("media") or tag.get("type")
        return fetch._replace(kind=kind, confidence=Confidence.CONDITIONAL if some else Confidence.CERTAIN)
    if rel == "stylesheet" and not _is_css(tag.get("type")):
        return fetch._replace(confidence=Confidence.MENTION)
    if rel == "stylesheet" and "disabled" in tag.attributes:
        return fetch._replace(confidence=Confidence.CONDITIONAL)
    return fetch


def _is_css(kind: str) -> bool:
    return kind.split(";", maxsplit=1)[0].strip().lower() in {"", "text/css"}


def _meta(tag: Tag, document: Document) -> None:
    pragma, content = tag.get("http-equiv").lower(), tag.get("content")
    if pragma == "refresh":
        url = refresh_url(content)
        if url is not None:
            document.address(tag, "content", url, REDIRECT, "meta refresh")
    elif pragma == "content-security-policy":
        _policy(tag, content, document)
    elif pragma == "x-dns-prefetch-control" and content.strip().lower() == "on":
        document.link_rules.append(LinkRule(None, Confidence.CERTAIN, Kind.CONNECTION))
    elif tag.get("name").lower().startswith(elements.TILES):
        for match in _TILE.finditer(content):
            tile = Fetch(Kind.IMAGE, Confidence.CONDITIONAL)
            document.address(tag, "content", match[1], tile, "meta[msapplication]", at=match.start(1))
    elif tag.get("name") == "htmx-config" and _ASKS_OTHERS.search(content):
        document.found.effects |= {Effect(EffectKind.ATTRIBUTE, f"hx-{method}") for method in _METHODS}
    elif pragma == "link":
        inner = document.scope._replace(cap=Confidence.CONDITIONAL)
        from mkdocs_praxis.web.headers import read_header

        read_header("link", content, document.found, inner, tag.where("content"))


def _policy(tag: Tag, content: str, document: Document) -> None:
    """Record a policy if it counts: in the head of the page itself, before anything that runs (HTML §4.2.5.3)."""
    found, scope = document.found, document.scope
    counts = document.scripting and not scope.depth and scope.cap is Confidence.CERTAIN
    if counts and tag.parent().name == "head" and not found.runs_script:
        found.policies[content] = None


def _input(tag: Tag, document: Document) -> None:
    if tag.get("type").lower() == "image":
        document.address(tag, "src", tag.get("src"), Fetch(Kind.IMAGE))


def _source(tag: Tag, document: Document) -> None:
    parent = tag.parent()
    if parent.name == "picture" and "srcset" in tag.attributes:
        confidence = Confidence.CERTAIN if tag.image_follows() else Confidence.MENTION
        if confidence is Confidence.CERTAIN and tag.get("type"):
            confidence = Confidence.CONDITIONAL  # browsers differ in the formats they support
        for at, url in srcset_parts(tag.get("srcset"), described=True):
            document.address(tag, "srcset", url, Fetch(Kind.IMAGE, confidence), at=at)
    elif parent.name in {"video", "audio"} and "src" in tag.attributes:
        confidence = Confidence.MENTION if "src" in parent.attributes else media(parent.attributes)
        document.address(tag, "src", tag.get("src"), Fetch(Kind.MEDIA, confidence))
    elif parent.name == "model":
        document.address(tag, "src", tag.get("src"), Fetch(Kind.MEDIA, Confidence.CONDITIONAL))


def media(attributes: Mapping[str, str]) -> Confidence:
    """Return the confidence for audio and video: CLICK with `preload=none`, which waits for the play button."""
    waits = attributes.get("preload", "").lower() == "none" and "autoplay" not in attributes
    return Confidence.CLICK if waits else Confidence.CERTAIN


def _param(tag: Tag, document: Document) -> None:
    if tag.parent().name in {"object", "applet"} and tag.get("name").strip().lower() in _PARAMETERS:
        frame = Fetch(Kind.FRAME, Confidence.CONDITIONAL)
        document.address(tag, "value", tag.get("value"), frame, "param[value]")


def _script(tag: Tag, document: Document) -> None:
    if not document.scripting:
        return
    kind = script_type(tag.attributes)
    if tag.space == "html" and waits_for_consent(tag.attributes, kind, tag.text()[0]):
        _consent_wrapped(tag, document)
        document.held_markup(tag)
        return
    if tag.space == "html" and "src" in tag.attributes:
        _script_file(tag, kind, document)
        return
    href = tag.attributes.get("href", tag.attributes.get("xlink:href"))
    if tag.space == "svg" and href is not None:
        if kind in _RUN_AS:
            document.found.uses_own(_RUN_AS[kind], href, document.scope)
        return
    text, place = tag.text()
    scope = document.scope._replace(place=place)
    if not text.strip():
        return
    if kind in RUN_INLINE:
        document.found.inline_scripts[text] = None
    if kind == "module":
        document.run(text, scope, "module script", "module")
    elif kind == "script":
        document.run(text, scope, "script")
    elif kind in elements.COMPILED_TYPES:
        from mkdocs_praxis.web.scripts import consider_script

        consider_script(text, document.found, scope, Confidence.CONDITIONAL)
    elif kind in elements.MARKUP_TYPES:
        document.held_markup(tag, inert=False)
    else:
        from mkdocs_praxis.web.data import read_data_block

        if "json" not in kind:
            document.held_markup(tag)
        document.link_rules += read_data_block(kind, text, document.found, scope)


def _consent_wrapped(tag: Tag, document: Document) -> None:
    """Record what a consent manager loads after consent, whatever attribute holds the address."""
    for name, value in tag.attributes.items():
        if ADDRESS.match(value.strip()):
            document.address(tag, name, value.strip(), Fetch(Kind.SCRIPT, Confidence.CONSENT))
    text, place = tag.text()
    scope = document.scope._replace(place=place)
    if markup := hidden_markup(text):
        document.found.open("html", markup, scope.inner(place, inside="script", cap=Confidence.CONSENT))
    elif text.strip() and not is_data(script_type(tag.attributes)):
        from mkdocs_praxis.web.scripts import consider_script

        consider_script(text, document.found, scope, Confidence.CONSENT)


def _script_file(tag: Tag, kind: str, document: Document) -> None:
    runs = kind in _RUN_AS
    confidence = Confidence.CERTAIN if runs else Confidence.MENTION
    if kind == "script" and "nomodule" in tag.attributes:
        confidence = Confidence.CONDITIONAL
    src = tag.get("src")
    if document.address(tag, "src", src, Fetch(Kind.SCRIPT, confidence)) or not runs:
        return
    if DATA.match(src):
        document.open_data_url(tag, "src", "script")
    else:
        document.found.uses_own(_RUN_AS[kind], src, document.scope)
        document.queried(tag, "src", "script")


def _style(tag: Tag, document: Document) -> None:
    text, place = tag.text()
    document.found.inline_styles[text] = None
    inner = document.scope._replace(place=place)
    document.style(text, inner, imports_only=not _is_css(tag.get("type")))
    if "@" in text:
        from mkdocs_praxis.web.css import scanned

        for at, address in scanned(text):
            where = place.at_offset(text, at)
            document.found.address(address, inner, "@import", Fetch(Kind.STYLE), where)


def _srcdoc(tag: Tag, document: Document) -> None:
    if "srcdoc" in tag.attributes:
        inner = document.scope.inner(tag.value_place("srcdoc"), inside="iframe[srcdoc]")
        document.found.open("html", tag.get("srcdoc"), inner)


def _animation(tag: Tag, document: Document) -> None:
    """Record addresses that SMIL animations set, in attributes or style properties."""
    target = tag.get("attributeName").strip()
    values: list[tuple[str, int, str]] = []
    values += [(name, 0, tag.get(name)) for name in ("from", "to", "by") if name in tag.attributes]
    values += [("values", match.start(), match[0]) for match in re.finditer("[^;]+", tag.get("values"))]
    if target in {"href", "xlink:href"}:
        known = elements.SVG.get(tag.parent().name, {}).get("href", Fetch(Kind.IMAGE))
        begins = (_DELAY.sub("", part).rpartition(".")[2] for part in tag.get("begin").lower().split(";"))
        if all(f"on{event.strip()}" in elements.CLICK_HANDLERS for event in begins):
            known = known._replace(confidence=Confidence.CLICK)
        for name, at, value in values:
            document.address(tag, name, value.strip(), known, f"{tag.name} {target}", at=at)
    elif target in elements.PRESENTATION or target == "style":
        for name, at, value in values:
            if "(" in value:
                place = Place(*tag.value_place(name).at_offset(tag.get(name), at), exact=False)
                inner = document.scope._replace(place=place)
                document.style(f"{target}:{value}", inner, declarations=True)
    if document.scripting and tag.parent().name == "a" and JAVASCRIPT.match(tag.get("to")):
        scope = document.scope._replace(place=Place(*tag.where("to"), exact=False))
        document.run(tag.get("to"), scope, f"{tag.name}[to]", "url", Confidence.CLICK)


SPECIAL: dict[tuple[str, str], Callable[[Tag, Document], None]] = {
    ("html", "base"): _base,
    ("html", "iframe"): _srcdoc,
    ("html", "input"): _input,
    ("html", "link"): _link,
    ("html", "meta"): _meta,
    ("html", "param"): _param,
    ("html", "script"): _script,
    ("html", "source"): _source,
    ("html", "style"): _style,
    ("html", "textarea"): lambda tag, document: document.held_markup(tag),
    ("svg", "script"): _script,
    ("svg", "style"): _style,
    **{("svg", name): _animation for name in elements.ANIMATIONS},
}
