"""Records what one element makes a browser fetch, send or run; shared by the HTML and XML readers."""

from contextlib import suppress

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web import elements
from mkdocs_praxis.web.bound import BOUND, names, of_attribute, of_template
from mkdocs_praxis.web.consent import held_back
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Kind, Role, Trigger
from mkdocs_praxis.web.elements import (
    A_HOST,
    DATA,
    HOST,
    JAVASCRIPT,
    LINK_START,
    Fetch,
    script_type,
    selectors,
    srcset_parts,
    word_parts,
    words,
)
from mkdocs_praxis.web.found import UnreadableError
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.special import RUN_INLINE, SPECIAL, media
from mkdocs_praxis.web.starttags import ADDRESSES
from mkdocs_praxis.web.tag import ROLES, Document, Tag
from mkdocs_praxis.web.url import percent_decoded, resolve

# Attributes of custom elements with addresses that they fetch; not `href`, which is a link.
_ADDRESS_NAME = regex(r"src|ur[il]$|endpoint|api|server|poster|image|worker")
_FRAMES = frozenset({"iframe", "frame", "embed", "object", "fencedframe", "portal"})
_OF_TOOLS = ("data-", "uc-", "consent-")
# Attributes that libraries do not use for addresses: known ones of HTML, and texts for people.
_TAKEN = elements.QUIET | ADDRESSES | {"aria-label", "aria-description"}
# htmx requests on click unless `hx-trigger` contains one of these.
_BY_ITSELF = regex(r"\b(?:load|revealed|intersect|every)\b")
_PLAIN = regex(r"""(?i)(?:https?:|wss?:)?//[^\s"'`<>{}]+""")
# An address as a string of an expression (`:src="'https://…'"`, `x-init="fetch(…)"`), as a value of JSON, or in CSS.
_ADDRESS_IN_CODE = regex(r"""(?i)["'`(]((?:https?:|wss?:)?//[^"'`\s<>/{})]+(?:/[^"'`\s<>)]*)?)["'`)]""")
# A host as a value of JSON or of an object's literal, with its key.
_NAMED_HOST = regex(rf"""(?i)([\w$-]+)["']?\s*:\s*["']({A_HOST})["']""")
# Function calls in an expression, with arguments (`x-data="map('tiles.example')"`); attributes that wait for an event.
_CALLED = regex(r"(?<![\w$.])([\w$]+)\(([^()]*)\)")
# Attributes with data of a framework (`x-data="{bild: 'https://…'}"`), which bindings may use as addresses.
_DATA = frozenset({"x-data", "v-scope"})
_KEYED = regex(r"""(?i)([\w$]+)["']?\s*:\s*\[?\s*["'`]((?:https?:|wss?:)?//[^"'`\s<>]+)""")
# Markup for a tooltip, a caption, a dialogue: its links are none that load.
_MARKUP = regex(r"<[a-zA-Z][\w-]*(?:\s[^<>]*)?>")
_QUOTED_HOST = regex(rf"""(?i)["'`]({A_HOST})["'`]""")
_LISTENS = regex(r"@|\(|(?:x|v)-on:|data-action|hx-on")
_NOTHING: dict[str, Fetch] = {}
# In the JSON settings of a page (Material for MkDocs): scripts replace the page by others.
_SWAPS = '"navigation.instant'


def read_element(tag: Tag, document: Document) -> None:
    """Record all contacts, signs and scripts of one element."""
    _uses(tag, document.found.elements)
    special = SPECIAL.get((tag.space, tag.name))
    if special is not None:
        special(tag, document)
    table = _table(tag)
    for name, value in tag.attributes.items():
        if "{{" in value:
            document.found.effects.update(of_template(f'{name}="{value}"'))
        fetch = table.get(name)
        if fetch is not None:
            _fetch(tag, name, value, fetch, document)
        elif name == "style":
            document.found.style_attributes[value] = None
            if "(" in value or "--" in value:
                document.style(value, document.at_value(tag, name), declarations=True)
        elif name[:2] == "on" and document.scripting:
            document.found.event_handlers[value] = None
            via = f"{tag.name}[{name}]"
            document.run(value, document.at_value(tag, name), via, f"handler:{name}")
        elif name.startswith(_OF_TOOLS) and "//" in value.replace("\\", "/"):
            _data_attribute(tag, name, value, document)
        elif "-" in tag.name and tag.space == "html":
            _custom(tag, name, value, document)
        elif tag.space == "svg" and name in elements.PRESENTATION and "(" in value:
            scope = document.at_value(tag, name)
            scope = scope._replace(place=scope.place.behind(f"{name}:"))
            document.style(f"{name}:{value}", scope, declarations=True)
        elif name not in _TAKEN and tag.name != "link":
            _any_attribute(tag, name, value, document)


def _uses(tag: Tag, asking: set[str]) -> None:
    """Add an element that requests something to `asking`, for `Page.uses`."""
    if tag.name in elements.ASKING:
        asking.add(tag.name)
        if tag.name == "iframe" and "allow-top-navigation" in words(tag.get("sandbox").lower()):
            asking.add("iframe:top")
    elif tag.name == "link":
        asking.update(f"link:{rel}" for rel in words(tag.get("rel").lower()) if rel in elements.LOADED_LINKS)
    elif tag.name == "script" and script_type(tag.attributes) in RUN_INLINE:
        asking.add("script")
    elif tag.name == "script" and _SWAPS in tag.text()[0]:
        asking.add("swap")
    if "ping" in tag.attributes:
        asking.add("a:ping")


def _data_attribute(tag: Tag, name: str, value: str, document: Document) -> None:
    """Record an address in a data attribute (`data-src`), conditional on a script that reads it."""
    if name in elements.LIBRARY_DATA and document.scope.cap is Confidence.CERTAIN:
        own = tag.name == "script" and "src" in tag.attributes
        some = Fetch(Kind.REQUEST, Confidence.CERTAIN if own else Confidence.CONDITIONAL)
        document.address(tag, name, value.strip(), some)
        return
    if name[:8] == "data-hx-":
        _any_attribute(tag, name, value, document)
        return
    kind = held_back(tag.name, tag.attributes, name)
    for at, url in _parts(name, value):
        if not any(char in url for char in ' <>{(["\n'):
            fetch = Fetch(kind, Confidence.CONSENT) if kind else Fetch(Kind.OTHER, Confidence.MENTION)
            found_by = selectors("link", tag.attributes).split()[1:] if tag.name == "link" else ()
            known = " ".join([names(name), *(f"link{one}@{name}" for one in found_by)])
            document.address(tag, name, url, fetch, "", Effect(EffectKind.ATTRIBUTE, known), at)
        elif not kind:
            _any_attribute(tag, name, value, document)


def _keys(text: str) -> dict[str, set[str]]:
    """Return by which keys JSON in an attribute holds each text, as in a data file; nothing if it is none."""
    from mkdocs_praxis.web.data import parse_json, walk  # few attributes hold JSON

    found = dict[str, set[str]]()
    with suppress(UnreadableError):
        for path, _, leaf in walk(parse_json(text)):
            if isinstance(leaf, str):
                found.setdefault(leaf, set()).update(path[-2:])
    return found


def _any_attribute(tag: Tag, name: str, value: str, document: Document) -> None:
    """Record addresses in any other attribute, conditional on a script that reads it, such as Alpine or htmx."""
    if name.removeprefix("data-").startswith("hx-"):
        if not _BY_ITSELF.search(tag.get("hx-trigger") or tag.get("data-hx-trigger")):
            return
        name = name.removeprefix("data-")
    bound = BOUND.fullmatch(name) is not None
    if bound:
        document.found.effects.update(of_attribute(name, value))
    if (not bound or name[1:] == "-html") and value.lstrip()[:1] not in {"{", "["} and _MARKUP.search(value):
        document.held_markup(tag, name)
        return
    whole, known = value.strip().replace("\\/", "/"), names(name)
    keys = {raw: key for key, raw in _KEYED.findall(whole)} if name in _DATA else {}
    within = _keys(whole) if whole[:1] in {"{", "["} and not (keys or bound) else {}
    met = [whole] if _PLAIN.fullmatch(whole) else _ADDRESS_IN_CODE.findall(LINK_START.sub("", whole))
    for raw in dict.fromkeys(met):
        key = keys.get(raw)
        condition = Effect(EffectKind.GLOBAL, f".{key}") if key else Effect(EffectKind.ATTRIBUTE, known)
        if raw in within:  # a script may use this value, or all of them
            every = (f"@{one}" for one in known.split())
            condition = Effect(EffectKind.JSON, " ".join((*sorted(within[raw]), *every)))
        document.waits(tag, name, raw, condition)
    if HOST.fullmatch(whole):
        document.waits(tag, name, f"//{whole}", Effect(EffectKind.HOST, known))
    for called, given in _CALLED.findall(whole) if not _LISTENS.match(name) else ():
        for kind, found in (EffectKind.GLOBAL, _ADDRESS_IN_CODE), (EffectKind.HOST, _QUOTED_HOST):
            for raw in found.findall(given):
                document.waits(tag, name, raw if "//" in raw else f"//{raw}", Effect(kind, f"{called}()"))
    for key, host in _NAMED_HOST.findall(whole) if whole[:1] in {"{", "["} else ():
        document.waits(tag, name, f"//{host}", Effect(EffectKind.HOST, f"{key} .{key}"))


def _custom(tag: Tag, name: str, value: str, document: Document) -> None:
    """Record what a custom element's script may fetch: `<altcha-widget challengeurl>`, `<model-viewer src>`."""
    if _ADDRESS_NAME.search(name) and "//" in value.replace("\\", "/"):
        for at, url in _parts(name, value):
            fetch = Fetch(Kind.REQUEST, Confidence.MENTION)
            document.address(tag, name, url, fetch, "", Effect(EffectKind.ELEMENT, tag.name), at)
    elif name not in _TAKEN:
        _any_attribute(tag, name, value, document)


def _parts(name: str, value: str) -> list[tuple[int | None, str]]:
    """Return (offset, address) for each address in an attribute; the offset is None if there can be only one."""
    return [*srcset_parts(value)] if "srcset" in name else [(None, value.strip())]


def _table(tag: Tag) -> dict[str, Fetch]:
    if tag.space == "html":
        return elements.HTML.get(tag.name, _NOTHING)
    if tag.space == "svg":
        return elements.SVG.get(tag.name, _NOTHING)
    return {**elements.MATHML_ANY, **elements.MATHML.get(tag.name, _NOTHING)}


def _fetch(tag: Tag, name: str, value: str, fetch: Fetch, document: Document) -> None:
    if fetch.trigger is Trigger.SUBMIT and tag.name == "form":
        sent = Fetch(Kind.DOCUMENT, Confidence.MENTION, Trigger.CODE)
        document.address(tag, name, value, sent, "form sent by a script", Effect(EffectKind.FORM))
    if fetch.form != "url":
        for at, url in srcset_parts(value, described=True) if fetch.form == "srcset" else word_parts(value):
            document.address(tag, name, url, fetch, at=at)
        return
    if tag.space == "html":
        fetch = _weighed(tag, name, fetch)
    elif name == "xlink:href" and "href" in tag.attributes and tag.name != "a":
        fetch = fetch._replace(confidence=Confidence.MENTION)  # SVG 2 §16.1.6: href wins
    if not document.address(tag, name, value, fetch):
        _own(tag, name, value, fetch, document)


def _own(tag: Tag, name: str, value: str, fetch: Fetch, document: Document) -> None:
    """Read the value of an attribute that is no foreign address: code, a document, or an own file."""
    framed = tag.name in _FRAMES and tag.space == "html"
    if JAVASCRIPT.match(value):
        document.found.elements.add("javascript:")
        if document.scripting and (framed or fetch.trigger in {Trigger.LINK, Trigger.SUBMIT}):
            cap = Confidence.CERTAIN if framed else Confidence.CLICK
            scope = document.scope._replace(place=Place(*tag.where(name), exact=False))
            document.run(value, scope, f"{tag.name}[{name}]", "url", cap)
        if tag.name in {"a", "area"}:
            url = resolve(value, "about:blank")
            if url is not None:  # CSP3 §4.2.5 hashes the address as it is, Chromium percent-decodes it
                decoded = percent_decoded(url.href).decode("utf-8", "replace")
                document.found.script_links |= {url.href: None, decoded: None}
    elif DATA.match(value):
        used = tag.name == "use"  # Chromium no longer supports it, other engines do
        role = "frame" if framed or used else ROLES.get(fetch.kind, "")
        if role and (role != "script" or document.scripting):
            document.open_data_url(tag, name, role, cap=Confidence.CONDITIONAL if used else None)
    elif framed and value:
        document.found.uses_own(Role.FRAME, value, document.scope)
        document.queried(tag, name, "frame")


def _weighed(tag: Tag, name: str, fetch: Fetch) -> Fetch:
    """Adjust the confidence of an attribute whose effect depends on others."""
    attributes = tag.attributes
    match tag.name, name:
        case ("button" | "input", "formaction"):
            types = {"", "submit"} if tag.name == "button" else {"submit", "image"}
            if tag.get("type").strip().lower() not in types and tag.name == "input":
                return fetch._replace(confidence=Confidence.MENTION)
        case "track", "src" if tag.parent().name not in {"audio", "video"}:
            return fetch._replace(confidence=Confidence.MENTION)
        case "track", "src" if "default" not in attributes:
            return fetch._replace(confidence=Confidence.CLICK)
        case ("video" | "audio", "src"):
            return fetch._replace(confidence=media(attributes))
        case "iframe", "src" if "srcdoc" in attributes:
            return fetch._replace(confidence=Confidence.CONDITIONAL)
    return fetch
