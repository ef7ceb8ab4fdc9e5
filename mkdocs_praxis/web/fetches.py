"""What one element makes a browser fetch, send or run: the same for HTML trees and for XML documents."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from mkdocs_praxis.web.attributes import refresh_url, srcset_urls, words
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Kind, SignKind, Trigger
from mkdocs_praxis.web.css import read_css
from mkdocs_praxis.web.data import LinkRule, read_data_block
from mkdocs_praxis.web.elements import (
    ANIMATIONS,
    HTML,
    LIBRARY_DATA,
    LINK_TYPES,
    MATHML,
    MATHML_ANY,
    PRELOAD_KINDS,
    PRESENTATION,
    SCRIPT_TYPES,
    SVG,
    TILES,
    UNFETCHED_PRELOADS,
    Fetch,
)
from mkdocs_praxis.web.found import foreign
from mkdocs_praxis.web.nested import read_data_url, run_script
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.tag import Document, Tag

# What components call the addresses that they fetch; `href` is a link, also theirs.
_ADDRESS_NAME = re.compile(r"src|ur[il]$|endpoint|api|server|poster|image|worker")
_FRAMES = frozenset({"iframe", "frame", "embed", "object", "fencedframe", "portal"})
_JAVASCRIPT = re.compile(
    r"[\x00-\x20]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:",
    re.IGNORECASE,
)
_DATA = re.compile(r"[\x00-\x20]*d[\t\n\r]*a[\t\n\r]*t[\t\n\r]*a[\t\n\r]*:", re.IGNORECASE)


def read_element(tag: Tag, document: Document) -> None:
    """Record all contacts, signs and scripts of one element."""
    special = _SPECIAL.get((tag.space, tag.name))
    if special is not None:
        special(tag, document)
    table = _tables(tag)
    for name, value in tag.attributes.items():
        fetch = table.get(name)
        if fetch is not None:
            _fetch(tag, name, value, fetch, document)
        elif name == "style":
            if "(" in value:
                place = Place(*tag.where("style"), exact=False)
                read_css(value, document.found, replace(document.scope, place=place), declarations=True)
        elif name[:2] == "on" and document.scripting:
            place = Place(*tag.where(name), exact=False)
            run_script(value, document.found, document.scope, place, f"{tag.name}[{name}]", f"handler:{name}")
        elif name[:5] == "data-" and "//" in value.replace("\\", "/"):
            _data_attribute(tag, name, value, document)
        elif "-" in tag.name and tag.space == "html":
            _custom(tag, name, value, document)
        elif tag.space == "svg" and name in PRESENTATION and "(" in value:
            place = Place(*tag.where(name), exact=False)
            read_css(
                f"{name}:{value}", document.found, replace(document.scope, place=place), declarations=True
            )


def _data_attribute(tag: Tag, name: str, value: str, document: Document) -> None:
    """`data-src` and the like do nothing by themselves; a script of the page may put them to use."""
    if name in LIBRARY_DATA and document.scope.cap is Confidence.CERTAIN:
        own = tag.name == "script" and "src" in tag.attributes
        some = Fetch(Kind.REQUEST, Confidence.CERTAIN if own else Confidence.CONDITIONAL)
        document.address(tag, name, value.strip(), some)
        return
    urls = srcset_urls(value) if "srcset" in name else [value.strip()]
    for url in urls:
        if not any(char in url for char in " <>{\n"):
            fetch = Fetch(Kind.OTHER, Confidence.MENTION)
            document.address(tag, name, url, fetch, condition=Effect(EffectKind.ATTRIBUTE, name))


def _custom(tag: Tag, name: str, value: str, document: Document) -> None:
    """Record what a custom element may fetch, as its script makes of it: `<altcha-widget challengeurl>`, `<model-viewer src>`."""
    if _ADDRESS_NAME.search(name) and "//" in value.replace("\\", "/"):
        for url in srcset_urls(value) if "srcset" in name else [value.strip()]:
            fetch = Fetch(Kind.REQUEST, Confidence.MENTION)
            document.address(tag, name, url, fetch, condition=Effect(EffectKind.ELEMENT, tag.name))


def _tables(tag: Tag) -> dict[str, Fetch]:
    if tag.space == "html":
        return HTML.get(tag.name, {})
    if tag.space == "svg":
        return SVG.get(tag.name, {})
    return {**MATHML_ANY, **MATHML.get(tag.name, {})}


def _fetch(tag: Tag, name: str, value: str, fetch: Fetch, document: Document) -> None:
    if fetch.trigger is Trigger.SUBMIT and tag.name == "form":
        sent = Fetch(Kind.DOCUMENT, Confidence.MENTION, Trigger.CODE)
        document.address(tag, name, value, sent, "form sent by a script", condition=Effect(EffectKind.FORM))
    if fetch.form == "srcset":
        for url in srcset_urls(value):
            document.address(tag, name, url, fetch)
        return
    if fetch.form == "urls":
        for url in words(value):
            document.address(tag, name, url, fetch)
        return
    if tag.space == "html":
        fetch = _weighed(tag, name, fetch)
        if tag.name == "object" and name in {"data", "classid", "archive"} and tag.get("codebase"):
            _against_codebase(tag, name, value, document)
    elif name == "xlink:href" and "href" in tag.attributes and tag.name != "a":
        fetch = replace(fetch, confidence=Confidence.MENTION)  # SVG 2 §16.1.6: href wins
    if document.address(tag, name, value, fetch):
        return
    framed = tag.name in _FRAMES and tag.space == "html"
    if _JAVASCRIPT.match(value):
        if document.scripting and (framed or fetch.trigger in {Trigger.LINK, Trigger.SUBMIT}):
            cap = Confidence.CERTAIN if framed else Confidence.CLICK
            place = Place(*tag.where(name), exact=False)
            run_script(value, document.found, document.scope, place, f"{tag.name}[{name}]", "url", cap)
    elif _DATA.match(value):
        used = tag.name == "use"  # Chromium has given it up, others have not
        role = "frame" if framed or used else {Kind.SCRIPT: "script", Kind.MEDIA: "media"}.get(fetch.kind, "")
        if role and (role != "script" or document.scripting):
            inner = document.scope.inner(
                Place(*tag.where(name), exact=False),
                base=value,
                inside=f"{tag.name}[{name}]",
                cap=Confidence.CONDITIONAL if used else None,
            )
            read_data_url(value, role, document.found, inner)


def _weighed(tag: Tag, name: str, fetch: Fetch) -> Fetch:
    """Weigh attributes that work only beside others."""
    attributes = tag.attributes
    match tag.name, name:
        case ("button" | "input", "formaction"):
            types = {"", "submit"} if tag.name == "button" else {"submit", "image"}
            if tag.get("type").strip().lower() not in types and tag.name == "input":
                return replace(fetch, confidence=Confidence.MENTION)
        case "track", "src" if "default" not in attributes:
            return replace(fetch, confidence=Confidence.CLICK)
        case ("video" | "audio", "src") if (
            tag.get("preload").strip().lower() == "none" and "autoplay" not in attributes
        ):
            return replace(fetch, confidence=Confidence.CLICK)
        case "iframe", "src" if "srcdoc" in attributes:
            return replace(fetch, confidence=Confidence.CONDITIONAL)
    return fetch


def _against_codebase(tag: Tag, name: str, value: str, document: Document) -> None:
    hit = foreign(value, tag.get("codebase"), document.found.own)
    if hit:
        fetch = Fetch(Kind.OTHER, Confidence.CONDITIONAL)
        document.address(tag, name, hit[0], fetch, f"object[codebase]+[{name}]")


def _base(tag: Tag, document: Document) -> None:
    href = tag.attributes.get("href")
    if href is None or document.based:
        return
    base = frozen_base(href, document.scope.base)
    # Chromium goes on to the next one when an address cannot be a base.
    document.based = base != document.scope.base or foreign(href, base, document.found.own) is not None
    if document.scope.cap is Confidence.CERTAIN and foreign(href, document.scope.base, document.found.own):
        document.found.sign(SignKind.BASE, base, tag.where("href"), href)
    document.scope = replace(document.scope, base=base)
    document.link_base = base


def frozen_base(href: str, fallback: str) -> str:
    """Return the base address that a `base[href]` sets (HTML Standard §4.2.3: no data:, no javascript:)."""
    from mkdocs_praxis.web.url import resolve

    url = resolve(href, fallback)
    return fallback if url is None or url.scheme in {"data", "javascript"} else url.href


def _link(tag: Tag, document: Document) -> None:
    href, types = tag.attributes.get("href"), words(tag.get("rel").lower())
    sources = srcset_urls(tag.get("imagesrcset"))
    if not href and not sources:
        return
    for rel in types:
        fetch = LINK_TYPES.get(rel)
        if fetch is None:
            continue
        if rel == "preload":
            kind = PRELOAD_KINDS.get(tag.get("as").strip().lower())
            if kind is None:
                continue
            # A type or a medium may keep one browser from it and not another.
            some = tag.get("as").strip().lower() in UNFETCHED_PRELOADS or tag.get("media") or tag.get("type")
            fetch = replace(
                fetch, kind=kind, confidence=Confidence.CONDITIONAL if some else Confidence.CERTAIN
            )
        if rel == "stylesheet" and not _is_css(tag.get("type")):
            fetch = replace(fetch, confidence=Confidence.MENTION)
        if rel == "stylesheet" and "disabled" in tag.attributes:
            fetch = replace(fetch, confidence=Confidence.CONDITIONAL)
        via = f"link[rel={rel}]"
        if href and not document.address(tag, "href", href, fetch, via) and _DATA.match(href):
            role = {"stylesheet": "style", "manifest": "manifest"}.get(rel)
            if role:
                inner = document.scope.inner(Place(*tag.where("href"), exact=False), base=href, inside=via)
                read_data_url(href, role, document.found, inner)
        if rel == "preload" and fetch.kind is Kind.IMAGE:
            for source in sources:
                document.address(tag, "imagesrcset", source, fetch, "link[imagesrcset]")


def _is_css(kind: str) -> bool:
    return kind.split(";", maxsplit=1)[0].strip().lower() in {"", "text/css"}


def _meta(tag: Tag, document: Document) -> None:
    pragma, content = tag.get("http-equiv").strip().lower(), tag.get("content")
    if pragma == "refresh":
        url = refresh_url(content)
        if url is not None:
            document.address(
                tag, "content", url, Fetch(Kind.DOCUMENT, trigger=Trigger.REDIRECT), "meta refresh"
            )
    elif pragma == "content-security-policy":
        _policy(tag, content, document)
    elif pragma == "x-dns-prefetch-control" and content.strip().lower() == "on":
        document.link_rules.append(LinkRule(None, Confidence.CERTAIN, Kind.CONNECTION))
    elif tag.get("name").lower().startswith(TILES):
        for url in re.findall(r"(?:^|=)\s*([^;=]+://[^;]+|//[^;]+)", content):
            document.address(
                tag, "content", url, Fetch(Kind.IMAGE, Confidence.CONDITIONAL), "meta[msapplication]"
            )
    elif pragma == "link":
        from mkdocs_praxis.web.headers import read_header

        where = tag.where("content")
        inner = replace(document.scope, cap=Confidence.CONDITIONAL)
        read_header("link", content, document.found, inner, where)


def _policy(tag: Tag, content: str, document: Document) -> None:
    """Take a policy that counts: in the head of the file's own document, and before anything that runs (HTML §4.2.5.3)."""
    found, scope = document.found, document.scope
    counts = document.scripting and not scope.depth and scope.cap is Confidence.CERTAIN
    if counts and tag.parent().name == "head" and not (found.scripts or found.own_scripts):
        found.policies[content] = None


def _input(tag: Tag, document: Document) -> None:
    if tag.get("type").lower() == "image":
        document.address(tag, "src", tag.get("src"), Fetch(Kind.IMAGE))


def _source(tag: Tag, document: Document) -> None:
    if tag.parent().name == "picture" and "srcset" in tag.attributes:
        confidence = Confidence.CERTAIN if tag.image_follows() else Confidence.MENTION
        if confidence is Confidence.CERTAIN and tag.get("type"):
            confidence = Confidence.CONDITIONAL  # browsers differ in the formats they know
        for url in srcset_urls(tag.get("srcset")):
            document.address(tag, "srcset", url, Fetch(Kind.IMAGE, confidence))
    elif tag.parent().name in {"video", "audio"} and "src" in tag.attributes:
        confidence = (
            Confidence.MENTION if "src" in tag.parent().attributes else _media(tag.parent().attributes)
        )
        document.address(tag, "src", tag.get("src"), Fetch(Kind.MEDIA, confidence))
    elif tag.parent().name == "model":
        document.address(tag, "src", tag.get("src"), Fetch(Kind.MEDIA, Confidence.CONDITIONAL))


def _media(attributes: Mapping[str, str]) -> Confidence:
    """Say when audio and video are fetched: at once, unless `preload=none` waits for the play button."""
    waits = attributes.get("preload", "").strip().lower() == "none" and "autoplay" not in attributes
    return Confidence.CLICK if waits else Confidence.CERTAIN


def _param(tag: Tag, document: Document) -> None:
    if tag.parent().name in {"object", "applet"} and tag.get("name").strip().lower() in {
        "movie",
        "src",
        "url",
        "code",
        "data",
        "filename",
        "dataurl",
    }:
        document.address(
            tag, "value", tag.get("value"), Fetch(Kind.FRAME, Confidence.CONDITIONAL), "param[value]"
        )


def script_type(tag: Tag) -> str:
    """Return `script`, `module`, or the type of the data block that a script element is (HTML Standard §4.12.1)."""
    kind = tag.attributes.get("type")
    if kind is None:
        language = tag.get("language")
        kind = f"text/{language}" if language else ""
    kind = kind.strip("\t\n\f\r ").lower()
    return "script" if not kind or kind in SCRIPT_TYPES else kind


def _script(tag: Tag, document: Document) -> None:
    if not document.scripting:
        return
    kind = script_type(tag)
    found, scope = document.found, document.scope
    runs = kind in {"script", "module"}
    if tag.space == "html" and "src" in tag.attributes:
        confidence = Confidence.CERTAIN if runs else Confidence.MENTION
        if runs and "nomodule" in tag.attributes and kind == "script":
            confidence = Confidence.CONDITIONAL
        if kind in {"importmap", "speculationrules"}:
            confidence = Confidence.MENTION
        src = tag.get("src")
        if document.address(tag, "src", src, Fetch(Kind.SCRIPT, confidence)) or not runs:
            return
        if not _DATA.match(src):
            found.own_script(src, scope)
        else:
            read_data_url(
                src, "script", found, scope.inner(Place(*tag.where("src"), exact=False), inside="script[src]")
            )
        return
    if tag.space == "svg" and ("href" in tag.attributes or "xlink:href" in tag.attributes):
        return
    text, place = tag.text()
    if not text.strip():
        return
    if runs:
        if kind == "module":
            run_script(text, found, scope, place, "module script", "module")
        else:
            run_script(text, found, scope, place, "script")
        return
    document.link_rules += read_data_block(kind, text, found, replace(scope, place=place))


def _style(tag: Tag, document: Document) -> None:
    text, place = tag.text()
    inner = replace(document.scope, place=place)
    read_css(text, document.found, inner, imports_only=not _is_css(tag.get("type")))


def _srcdoc(tag: Tag, document: Document) -> None:
    if "srcdoc" in tag.attributes:
        from mkdocs_praxis.web.html import read_html

        inner = document.scope.inner(Place(*tag.where("srcdoc"), exact=False), inside="iframe[srcdoc]")
        read_html(tag.get("srcdoc"), document.found, inner)


def _animation(tag: Tag, document: Document) -> None:
    """SMIL may set an address, or a property whose value holds one."""
    target = tag.get("attributeName").strip()
    values = [tag.get(name) for name in ("from", "to", "by") if name in tag.attributes]
    values += tag.get("values").split(";")
    if target in {"href", "xlink:href"}:
        known = SVG.get(tag.parent().name, {}).get("href", Fetch(Kind.IMAGE))
        for value in values:
            document.address(
                tag,
                "values" if value not in (tag.get("to"), tag.get("from")) else "to",
                value.strip(),
                known,
                f"{tag.name} {target}",
            )
    elif target in PRESENTATION or target == "style":
        for value in values:
            if "(" in value:
                place = Place(*tag.where("attributeName"), exact=False)
                read_css(
                    f"{target}:{value}",
                    document.found,
                    replace(document.scope, place=place),
                    declarations=True,
                )
    if document.scripting and tag.parent().name == "a" and _JAVASCRIPT.match(tag.get("to")):
        place = Place(*tag.where("to"), exact=False)
        run_script(
            tag.get("to"), document.found, document.scope, place, f"{tag.name}[to]", "url", Confidence.CLICK
        )


_SPECIAL: dict[tuple[str, str], Callable[[Tag, Document], None]] = {
    ("html", "base"): _base,
    ("html", "iframe"): _srcdoc,
    ("html", "input"): _input,
    ("html", "link"): _link,
    ("html", "meta"): _meta,
    ("html", "param"): _param,
    ("html", "script"): _script,
    ("html", "source"): _source,
    ("html", "style"): _style,
    ("svg", "script"): _script,
    ("svg", "style"): _style,
    **{("svg", name): _animation for name in ANIMATIONS},
}
