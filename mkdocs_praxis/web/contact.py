"""The data types of a reading: contacts, signs, effects, uses and facts about pages. Judging them is up to `policy`."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import NamedTuple


class Trigger(StrEnum):
    """What makes the browser contact the host."""

    LOAD = "load"  # while the page opens or is used
    HINT = "hint"  # dns-prefetch, preconnect, prefetch, preload, speculation rules
    CODE = "code"  # a script requests it
    REDIRECT = "redirect"  # meta refresh, location, Refresh header
    BEACON = "beacon"  # ping, attributionsrc, CSP reports, NEL
    SUBMIT = "submit"  # a form's target
    LINK = "link"  # a person clicks


class Kind(StrEnum):
    """The kind of resource."""

    SCRIPT = "script"
    FRAME = "frame"  # iframe, frame, object, embed, portal …
    STYLE = "style"
    FONT = "font"
    IMAGE = "image"
    MEDIA = "media"
    WORKER = "worker"
    MANIFEST = "manifest"  # of a web app, or another file that is no resource of the page
    REQUEST = "request"  # fetch, XHR, WebSocket, EventSource, WebRTC …
    CONNECTION = "connection"  # dns-prefetch, preconnect
    DOCUMENT = "document"  # target of a redirect, form or link
    REPORT = "report"
    OTHER = "other"


class Confidence(StrEnum):
    """How certain it is that the contact happens, from the most certain down."""

    CERTAIN = "certain"  # Chromium does it when the page opens or is used as intended
    CONDITIONAL = "conditional"  # sometimes: other engines, no script, hover, colour scheme, server config …
    CLICK = "click"  # only after a visitor's action: play pressed, captions switched on, a click handler
    CONSENT = "consent"  # only after a consent manager restores the type of a script or an address
    MENTION = "mention"  # an address in a script or data file that reaches no known sink


# Suffix of `via` for lazy loading: the browser waits until the visitor scrolls near, or opens <details>.
LAZY = "[loading=lazy]"


class Contact(NamedTuple):
    """One place in a file that makes, or can make, a visitor's browser contact a foreign host.

    `url` and `host` (no port) are as the URL Standard serialises them, `raw` as written; `via` names the construct as a reader would
    (`script[src]`, `fetch()`); `line` and `column` count from 1 in the decoded file.
    """

    url: str
    host: str
    trigger: Trigger
    kind: Kind
    via: str
    line: int
    column: int
    raw: str
    confidence: Confidence = Confidence.CERTAIN
    by_script: bool = False  # through markup that a script writes, or an address or template that it uses


class SignKind(StrEnum):
    """What a sign is about."""

    BASE = "base"  # <base href>: changes every relative address
    FRAMESET = "frameset"  # the parser drops elements that have loaded already
    OPAQUE_SCRIPT = "opaque-script"  # obfuscated code
    COOKIE = "cookie"
    STORAGE = "storage"  # localStorage, sessionStorage, indexedDB, caches
    SERVICE_WORKER = "service-worker"
    FINGERPRINT = "fingerprint"
    ENCODING = "encoding"  # declared and actual encoding differ, or browsers disagree about it
    LINK_MARK = "unmarked-link"  # an external link that is not marked as such
    SERVED_AS = "served-as"  # a header file changes the MIME type of a file
    UNTITLED = "untitled-embed"  # a replaced embed without a title: its link text has only a number
    REFERRER = "referrer"  # a page whose referrer policy tells other sites where a visitor comes from


class Sign(NamedTuple):
    """Something in a file that is no contact but matters to a rule."""

    kind: SignKind
    detail: str
    line: int
    column: int
    raw: str = ""


class EffectKind(StrEnum):
    """What a script, style sheet or page does that can turn data elsewhere into a contact."""

    TEMPLATE = "template"  # the markup in the template, textarea or script `name` (a selector) is inserted
    TEXT = "text"  # the text of the element `name` (a selector), or where it leads, reaches a request
    FORM = "form"  # forms are submitted
    CLICK = "click"  # the element `name` (a selector) is clicked
    ATTRIBUTE = "attribute"  # the attribute `name` reaches a request
    HOST = "host"  # the value of the attribute or JSON key `name` becomes the host of an address
    GLOBAL = "global"  # the global at the path `name`, set by another script, reaches a request
    LOOP = "loop"  # `one all`: a template loops over the list `all` with the variable `one`
    QUERY = "query"  # an address is read from the query or fragment of the URL of `script`, `page` or `frame` (framed page)
    ELEMENT = "element"  # the custom element `name` is defined
    JSON = "json"  # the value of a data file or attribute under the key `name` reaches a request; "@name": all of an attribute's
    PROPERTY = "property"  # a style sheet uses the custom property `name` as an address
    CALL = "call"  # the global function `name` is called, or handed on, when the page opens
    PATH = "path"  # a page requests the own path `name`, or a path below it
    PAGE = "page"  # the page has the element `name` (a selector), which a library looks for
    PROVIDED = "provided"  # this script has what a library would fetch for the element `name` (a selector)


class Effect(NamedTuple):
    """What a file does (`Reading.effects`), or a condition; `name` is a name or selector ("": any), of a condition several, in words."""

    kind: EffectKind
    name: str = ""

    def activates(self, condition: "Effect") -> bool:
        """Whether this effect fulfils `condition`."""
        return self.kind is condition.kind and (not self.name or self.name in condition.name.split())


# A script clones a template's `content`. Textareas and script elements contain text: they have no `content`.
CLONED = Effect(EffectKind.TEMPLATE, "template")


def is_activated(condition: Effect, effects: AbstractSet[Effect]) -> bool:
    """Whether one of the effects fulfils the condition."""
    if condition.kind is EffectKind.PAGE and Effect(EffectKind.PROVIDED, condition.name) in effects:
        return False
    return condition in effects or any(effect.activates(condition) for effect in effects)


class ConditionalContact(NamedTuple):
    """A contact that happens only if another effect fulfils its condition: a template is cloned, an attribute read."""

    condition: Effect
    contact: Contact


class Role(StrEnum):
    """What an own file is used as: the file that loads it, not its name, decides how a browser reads it."""

    SCRIPT = "script"
    MODULE = "module"
    WORKER = "worker"  # worker, shared worker, service worker, worklet
    STYLE = "style"
    TRANSFORM = "transform"  # an XSL style sheet makes a page of the document
    MANIFEST = "manifest"  # of a web app, or another file that is no resource of the page
    DATA = "data"  # a script fetches it
    RULES = "rules"  # speculation rules named by a header
    FRAME = "frame"  # iframe, object, embed …
    PART = "part"  # the server includes it in the page


RUN = frozenset({Role.SCRIPT, Role.MODULE, Role.WORKER})


class Use(NamedTuple):
    """An own file that another file loads; `url` has no query and fragment."""

    role: Role
    url: str
    raw: str = ""  # the address as written in a script; relative ones resolve against the page that runs it


class ScriptText(NamedTuple):
    """Script code that runs in the page: inline, handler, javascript: URL or a whole file."""

    text: str
    line: int
    column: int
    via: str


class Field(NamedTuple):
    """A form control with a value to submit."""

    name: str
    type: str
    label: str
    line: int


class Form(NamedTuple):
    """A form with its resolved target; `foreign` if that is not the own origin."""

    action: str
    method: str
    foreign: bool
    fields: tuple[Field, ...]
    line: int
    column: int


class Link(NamedTuple):
    """An `a[href]` or `area[href]`: its address (resolved if it leads to another site), text and position."""

    href: str
    text: str
    line: int
    column: int
    foreign: bool


class Image(NamedTuple):
    """An `img` of the own site, for rules on alt texts and credits. `alt` is None if missing."""

    src: str
    alt: str | None
    line: int
    column: int


class Embedded(NamedTuple):
    """A card that replaced an embed (`.praxis-embed[data-vendor]`)."""

    vendor: str
    category: str
    href: str
    line: int


class Page(NamedTuple):
    """Facts about a document that browsers open as a page; inline code includes nested documents', `links` and `text` are on request."""

    kind: str = "html"  # html | xhtml
    title: str = ""
    language: str = ""
    referrer_policy: str = ""
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    images: tuple[Image, ...] = ()
    embeds: tuple[Embedded, ...] = ()
    text: str = ""  # visible text: one line per heading, paragraph, item or cell; white space collapsed
    inline_scripts: tuple[str, ...] = ()  # exact texts, for CSP hashes
    inline_styles: tuple[str, ...] = ()
    style_attributes: tuple[str, ...] = ()
    event_handlers: tuple[str, ...] = ()
    script_links: tuple[str, ...] = ()  # `javascript:` addresses of links, serialised
    # Names of elements that request something (`link:…` with its rel), which the page's policy must allow; "script" if one
    # runs, "javascript:" for such an address, "iframe:top" if it may navigate the window, "swap" if scripts replace the page
    # by others (instant navigation), "links:ahead" if rules may prefetch a foreign link.
    uses: frozenset[str] = frozenset()


# The fields of a page with its inline code, for the hashes of a policy.
INLINE = ("inline_scripts", "inline_styles", "style_attributes", "event_handlers", "script_links")


class Reading(NamedTuple):
    """The result of reading one file. `unread` says why it could not be read completely."""

    contacts: tuple[Contact, ...] = ()
    signs: tuple[Sign, ...] = ()
    scripts: tuple[ScriptText, ...] = ()
    page: Page | None = None
    unread: str | None = None
    how: str = ""  # which reader claimed the file: html, css, script, svg, json, image …
    conditional: tuple[ConditionalContact, ...] = ()  # contacts that depend on effects of other files
    # effects of this file on other files of the page
    effects: frozenset[Effect] = frozenset()
    policies: tuple[str, ...] = ()  # Content-Security-Policies of its head that precede any script
    uses: tuple[Use, ...] = ()  # own files that this file loads

    @property
    def own_scripts(self) -> tuple[str, ...]:
        """Own addresses that this file loads as scripts."""
        return tuple(dict.fromkeys(use.url for use in self.uses if use.role in RUN))


class ScriptReading(NamedTuple):
    """The result of reading a script, with positions in its text; `uses` has own files by their address as written."""

    contacts: tuple[Contact, ...] = ()
    signs: tuple[Sign, ...] = ()
    effects: frozenset[Effect] = frozenset()
    conditional: tuple[ConditionalContact, ...] = ()
    uses: tuple[Use, ...] = ()


ContactsIn = Callable[[str], Iterable[Contact]]  # those of markup or styles that a script writes


class OwnSite(NamedTuple):
    """The own origin: scheme, host and port of site_url, plus further own hosts. Subdomains are not included."""

    url: str  # site_url, ending in "/"
    hosts: frozenset[str] = frozenset()  # own_hosts, canonical
