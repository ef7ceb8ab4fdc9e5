"""What reading a file yields: facts about it, without judgement (policy judges)."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import NamedTuple


class Trigger(StrEnum):
    """What makes the browser contact the host (DESIGN: words)."""

    LOAD = "load"  # while the page opens or is used
    HINT = "hint"  # dns-prefetch, preconnect, prefetch, preload, speculation rules
    CODE = "code"  # a script asks for it
    REDIRECT = "redirect"  # meta refresh, location, Refresh header
    BEACON = "beacon"  # ping, attributionsrc, CSP reports, NEL
    SUBMIT = "submit"  # a form's target
    LINK = "link"  # a person clicks


class Kind(StrEnum):
    """What would be fetched."""

    SCRIPT = "script"
    FRAME = "frame"  # iframe, frame, object, embed, portal …
    STYLE = "style"
    FONT = "font"
    IMAGE = "image"
    MEDIA = "media"
    WORKER = "worker"
    MANIFEST = "manifest"
    REQUEST = "request"  # fetch, XHR, WebSocket, EventSource, WebRTC …
    CONNECTION = "connection"  # dns-prefetch, preconnect
    DOCUMENT = "document"  # where a redirect, a form or a link leads
    REPORT = "report"
    OTHER = "other"


class Confidence(StrEnum):
    """How sure the reading is that the contact happens."""

    CERTAIN = "certain"  # Chromium does it when the page opens or is used as meant
    CONDITIONAL = "conditional"  # only some: other engines, no script, hover, colour scheme, server that honours a file …
    CLICK = "click"  # only after a person chose it: play pressed, captions switched on, a click handler
    CONSENT = "consent"  # only after a consent manager gives a script its type or address back
    MENTION = "mention"  # an address in a script or data file, no sink seen for it


# Ends `via` where the browser waits until a visitor comes near: down the page, or in closed <details>.
LAZY = "[loading=lazy]"


class Contact(NamedTuple):
    """One place in a file that makes, or can make, a visitor's browser contact a foreign host.

    `url` is resolved and serialised by the WHATWG URL Standard, `host` its host as serialised there (no port);
    `raw` is the value as written in the file; `via` names the construct as a reader would (`script[src]`,
    `style url()`, `fetch()`); `line` and `column` count from 1 in the decoded file as it lies on disk.
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


class SignKind(StrEnum):
    """What else a rule may want to judge."""

    BASE = "base"  # <base href>: changes where every relative address leads
    FRAMESET = "frameset"  # the tree forgets what has loaded
    OPAQUE_SCRIPT = "opaque-script"  # code that hides what it does
    COOKIE = "cookie"
    STORAGE = "storage"  # localStorage, sessionStorage, indexedDB, caches
    SERVICE_WORKER = "service-worker"
    FINGERPRINT = "fingerprint"
    ENCODING = "encoding"  # declared and real encoding differ, or none that browsers agree on
    LINK_MARK = "unmarked-link"  # an external link without a mark that people and screen readers see
    SERVED_AS = "served-as"  # a header file makes browsers take a file for another kind than its name says
    UNTITLED = "untitled-embed"  # a replaced embed that only its number tells from others of its page
    REFERRER = "referrer"  # a page that lets the browser send where a visitor comes from


class Sign(NamedTuple):
    """Something in a file that is no contact by itself but matters to a rule."""

    kind: SignKind
    detail: str
    line: int
    column: int
    raw: str = ""


class EffectKind(StrEnum):
    """What one part of a site may do to another, or hold for it."""

    TEMPLATE = "template"  # what the element holds that the selector `name` finds comes to life: markup in a template, textarea or script
    TEXT = "text"  # the text of what the selector `name` finds reaches a request
    FORM = "form"  # forms are sent
    CLICK = "click"  # what the selector `name` finds is clicked
    ATTRIBUTE = "attribute"  # the attribute `name` reaches a request
    HOST = "host"  # what stands under `name`, in an attribute or as JSON, becomes the host of an address
    GLOBAL = "global"  # the setting at the path `name`, which another script left, reaches a request
    LOOP = "loop"  # `one all`: a template goes through the list `all` and calls each element `one`
    QUERY = "query"  # an address is taken out of the query or fragment of the script's own address ("script"), its page's ("page"), or a framed page's ("frame")
    ELEMENT = "element"  # the custom element `name` comes to life
    JSON = "json"  # the value of a data file under the key `name` reaches a request
    PROPERTY = "property"  # a style sheet makes an address of the custom property `name`
    PATH = "path"  # a page asks for the own path `name`, or for one that begins so
    PAGE = "page"  # the page holds what the selector `name` finds, which a library looks for
    PROVIDED = "provided"  # a library would fetch something for what the selector `name` finds, and this script brings it along


class Effect(NamedTuple):
    """Something that a script does to what the site holds (`Reading.effects`), or that a contact waits for.

    `name` says to which of them: a name, a selector; "" stands for any. What waits may be known by several, between spaces.
    """

    kind: EffectKind
    name: str = ""

    def activates(self, condition: "Effect") -> bool:
        """Tell whether this brings about what waits for `condition`."""
        return self.kind is condition.kind and (not self.name or self.name in condition.name.split())


# A script clones what a template holds. What a textarea or another script's element holds is text: it has no `content`.
CLONED = Effect(EffectKind.TEMPLATE, "template")


def is_activated(condition: Effect, effects: AbstractSet[Effect]) -> bool:
    """Tell whether one of the effects brings about what waits for the condition."""
    if condition.kind is EffectKind.PAGE and Effect(EffectKind.PROVIDED, condition.name) in effects:
        return False
    return condition in effects or any(effect.activates(condition) for effect in effects)


class ConditionalContact(NamedTuple):
    """A contact that happens only where a script of the page brings about its condition: a template cloned, an attribute read."""

    condition: Effect
    contact: Contact


class Role(StrEnum):
    """What a file of the own site is used as, whatever its name says: its user decides how a browser reads it."""

    SCRIPT = "script"
    MODULE = "module"
    WORKER = "worker"  # worker, shared worker, service worker, worklet
    STYLE = "style"
    MANIFEST = "manifest"
    DATA = "data"  # a script fetches it
    RULES = "rules"  # speculation rules that a header names
    FRAME = "frame"  # iframe, object, embed …
    PART = "part"  # the server puts it into the page


RUN = frozenset({Role.SCRIPT, Role.MODULE, Role.WORKER})


class Use(NamedTuple):
    """A file of the own site that another one loads; `url` without query and fragment.

    `raw`: the address as a script wrote it. Relative ones resolve against the page that runs it.
    """

    role: Role
    url: str
    raw: str = ""


class ScriptText(NamedTuple):
    """Script code that runs in the page: inline, handler, javascript: URL or a whole file."""

    text: str
    line: int
    column: int
    via: str


class Field(NamedTuple):
    """A form control that sends something."""

    name: str
    type: str
    label: str
    line: int


class Form(NamedTuple):
    """A form with its resolved target; `foreign` when that is not the own origin."""

    action: str
    method: str
    foreign: bool
    fields: tuple[Field, ...]
    line: int
    column: int


class Link(NamedTuple):
    """An `a[href]` or `area[href]`: its address, resolved where it is another site's, what it says, where it stands."""

    href: str
    text: str
    line: int
    column: int
    foreign: bool


class Image(NamedTuple):
    """An `img` of the own site, with what a rule on alt texts and credits needs. `alt` is None when missing."""

    src: str
    alt: str | None
    line: int
    column: int


class Embedded(NamedTuple):
    """A replacement that stands in the page (`.praxis-embed[data-vendor]`)."""

    vendor: str
    category: str
    href: str
    line: int


class Page(NamedTuple):
    """What is known of a document that browsers open by itself. Inline code also of the documents inside it.

    `links` and `text` are there when they were asked for (`details`).
    """

    kind: str = "html"  # html | xhtml
    title: str = ""
    language: str = ""
    referrer_policy: str = ""
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    images: tuple[Image, ...] = ()
    embeds: tuple[Embedded, ...] = ()
    text: str = ""  # visible text, for rules on wording: a line each heading, paragraph, item or cell; white space collapsed
    inline_scripts: tuple[str, ...] = ()  # exact texts, for CSP hashes
    inline_styles: tuple[str, ...] = ()
    style_attributes: tuple[str, ...] = ()
    event_handlers: tuple[str, ...] = ()
    script_links: tuple[str, ...] = ()  # `javascript:` addresses of links, as a browser writes them
    # Elements that ask for something, by name, `link:…` with its rel; "iframe:top" may lead the window; "script" when one runs, "javascript:" for such an address,
    # "swap" where data tells scripts to show other pages in this one's place, "links:ahead" where rules may have the browser fetch a
    # link to somebody else before it is followed.
    uses: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """All that one file yields. `unread` says why it could not be read to the end: not read is not clean."""

    contacts: tuple[Contact, ...] = ()
    signs: tuple[Sign, ...] = ()
    scripts: tuple[ScriptText, ...] = ()
    page: Page | None = None
    unread: str | None = None
    how: str = ""  # which reader claimed the file: html, css, script, svg, json, image …
    conditional: tuple[ConditionalContact, ...] = ()  # what waits for scripts of other files
    # what scripts here do to what pages hold, and what the page holds for them
    effects: frozenset[Effect] = frozenset()
    policies: tuple[str, ...] = ()  # Content-Security-Policies of its head, each before any script
    uses: tuple[Use, ...] = ()  # what this file loads of its own site

    @property
    def own_scripts(self) -> tuple[str, ...]:
        """Own addresses that this file loads as scripts."""
        return tuple(dict.fromkeys(use.url for use in self.uses if use.role in RUN))


class ScriptReading(NamedTuple):
    """What a script yields, with places in its text; `uses`: files of the own site, by their addresses as written."""

    contacts: tuple[Contact, ...] = ()
    signs: tuple[Sign, ...] = ()
    effects: frozenset[Effect] = frozenset()
    conditional: tuple[ConditionalContact, ...] = ()
    uses: tuple[Use, ...] = ()


Reader = Callable[[str], Iterable[Contact]]  # of what a script writes


class OwnSite(NamedTuple):
    """The origin that is ours: scheme, host and port of site_url, plus further own hosts. Subdomains are not implied."""

    url: str  # site_url, ending in "/"
    hosts: frozenset[str] = frozenset()  # own_hosts, canonical
