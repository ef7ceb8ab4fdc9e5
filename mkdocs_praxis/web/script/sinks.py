"""Where a value makes the browser fetch, go somewhere, or run: the web platform's and common libraries' entrances.

Sources: Fetch, HTML, XHR, WebSockets, Beacon, WebTransport, Service Workers, WebRTC, CSSOM, DOM Parsing, Trusted Types
("injection sinks"), FedCM, Payment Handler; the manuals of jQuery, axios, Leaflet, MapLibre, D3 and others.
"""

from dataclasses import dataclass
from enum import Enum, auto

from mkdocs_praxis.web.contact import Kind


class Form(Enum):
    """How a sink reads the value it gets."""

    URL = auto()
    SRCSET = auto()
    NAVIGATE = auto()  # the page goes there
    POPUP = auto()  # another window goes there
    FORM = auto()  # where a form is sent
    HINT = auto()  # preconnect and the like
    MARKUP = auto()  # parsed into the page; scripts in it do not run
    MARKUP_RUN = auto()  # parsed into the page; scripts in it run
    MARKUP_INERT = auto()  # parsed into a document that fetches nothing
    CODE = auto()
    CSS = auto()  # a style sheet
    STYLE = auto()  # the value of a CSS property
    ICE = auto()  # stun: and turn: addresses
    HOST = auto()  # a bare host
    ANYWHERE = auto()  # every address found in the argument, however deep (option objects)
    KEYS = auto()  # an object whose keys are properties of an element


@dataclass(frozen=True, slots=True)
class Sink:
    """An entrance: which argument (None: all) is read how, for what, and what a reader calls it."""

    form: Form
    via: str
    kind: Kind = Kind.REQUEST
    argument: int | None = 0


def _url(via: str, kind: Kind = Kind.REQUEST, argument: int | None = 0) -> Sink:
    return Sink(Form.URL, via, kind, argument)


# Functions by their global path.
FUNCTIONS: dict[str, Sink] = {
    "fetch": _url("fetch()"),
    "importScripts": _url("importScripts()", Kind.SCRIPT, None),
    "import": _url("import()", Kind.SCRIPT),
    "fetchLater": _url("fetchLater()"),
    "navigator.sendBeacon": _url("navigator.sendBeacon()"),
    "navigator.serviceWorker.register": _url("serviceWorker.register()", Kind.WORKER),
    "navigator.credentials.get": Sink(Form.ANYWHERE, "navigator.credentials.get()"),
    "navigator.joinAdInterestGroup": Sink(Form.ANYWHERE, "navigator.joinAdInterestGroup()"),
    "navigator.runAdAuction": Sink(Form.ANYWHERE, "navigator.runAdAuction()"),
    "sharedStorage.createWorklet": _url("sharedStorage.createWorklet()", Kind.SCRIPT),
    "sharedStorage.selectURL": Sink(Form.ANYWHERE, "sharedStorage.selectURL()", argument=1),
    "eval": Sink(Form.CODE, "eval()"),
    "execScript": Sink(Form.CODE, "execScript()"),
    "Function": Sink(Form.CODE, "Function()", argument=-1),
    "setTimeout": Sink(Form.CODE, "setTimeout()"),
    "setInterval": Sink(Form.CODE, "setInterval()"),
    "setImmediate": Sink(Form.CODE, "setImmediate()"),
    "open": Sink(Form.POPUP, "window.open()", Kind.DOCUMENT),
    "location.assign": Sink(Form.NAVIGATE, "location.assign()", Kind.DOCUMENT),
    "location.replace": Sink(Form.NAVIGATE, "location.replace()", Kind.DOCUMENT),
    "navigation.navigate": Sink(Form.NAVIGATE, "navigation.navigate()", Kind.DOCUMENT),
    "require": _url("require()", Kind.SCRIPT),
    "requirejs": _url("requirejs()", Kind.SCRIPT),
    "require.config": Sink(Form.ANYWHERE, "require.config()", Kind.SCRIPT),
    "requirejs.config": Sink(Form.ANYWHERE, "requirejs.config()", Kind.SCRIPT),
    "define": _url("define()", Kind.SCRIPT, None),
    "System.import": _url("System.import()", Kind.SCRIPT),
    "loadjs": _url("loadjs()", Kind.SCRIPT),
    "yepnope": Sink(Form.ANYWHERE, "yepnope()", Kind.SCRIPT),
    "$LAB.script": _url("$LAB.script()", Kind.SCRIPT, None),
    "head.load": _url("head.load()", Kind.SCRIPT, None),
    "head.js": _url("head.js()", Kind.SCRIPT, None),
    "importShim": _url("importShim()", Kind.SCRIPT),
    "axios": Sink(Form.ANYWHERE, "axios()"),
    "axios.create": Sink(Form.ANYWHERE, "axios.create()"),
    "axios.request": Sink(Form.ANYWHERE, "axios.request()"),
    "ky": _url("ky()"),
    "got": _url("got()"),
    "superagent": _url("superagent()"),
    "reqwest": Sink(Form.ANYWHERE, "reqwest()"),
    "m.request": Sink(Form.ANYWHERE, "m.request()"),
    "io": _url("io()"),
    "io.connect": _url("io.connect()"),
    "htmx.ajax": _url("htmx.ajax()", argument=1),
    "Papa.parse": _url("Papa.parse()"),
    "L.tileLayer": _url("L.tileLayer()", Kind.IMAGE),
    "L.tileLayer.wms": _url("L.tileLayer.wms()", Kind.IMAGE),
    "L.imageOverlay": _url("L.imageOverlay()", Kind.IMAGE),
    "L.videoOverlay": _url("L.videoOverlay()", Kind.MEDIA),
    "L.icon": Sink(Form.ANYWHERE, "L.icon()", Kind.IMAGE),
    "lottie.loadAnimation": Sink(Form.ANYWHERE, "lottie.loadAnimation()"),
    "bodymovin.loadAnimation": Sink(Form.ANYWHERE, "bodymovin.loadAnimation()"),
    "pdfjsLib.getDocument": Sink(Form.ANYWHERE, "pdfjsLib.getDocument()"),
    "particlesJS.load": _url("particlesJS.load()", argument=1),
    "videojs": Sink(Form.ANYWHERE, "videojs()", Kind.MEDIA, 1),
    "SwaggerUIBundle": Sink(Form.ANYWHERE, "SwaggerUIBundle()"),
    "Sentry.init": Sink(Form.ANYWHERE, "Sentry.init()"),
    "L.TileLayer": _url("L.TileLayer()", Kind.IMAGE),
}
for _alias in ("$", "jQuery", "Zepto", "cash"):
    FUNCTIONS |= {
        f"{_alias}.get": Sink(Form.ANYWHERE, "$.get()"),
        f"{_alias}.post": Sink(Form.ANYWHERE, "$.post()"),
        f"{_alias}.getJSON": _url("$.getJSON()"),
        f"{_alias}.getScript": _url("$.getScript()", Kind.SCRIPT),
        f"{_alias}.ajax": Sink(Form.ANYWHERE, "$.ajax()"),
        f"{_alias}.ajaxSetup": Sink(Form.ANYWHERE, "$.ajaxSetup()"),
        f"{_alias}.globalEval": Sink(Form.CODE, "$.globalEval()"),
        f"{_alias}.cachedScript": _url("$.cachedScript()", Kind.SCRIPT),
        _alias: Sink(Form.MARKUP_RUN, "$()"),
    }
for _method in ("get", "post", "put", "patch", "delete", "head", "options", "getUri"):
    FUNCTIONS |= {
        f"{lib}.{_method}": _url(f"{lib}.{_method}()")
        for lib in ("axios", "ky", "superagent", "$http", "got")
    }
for _method in ("json", "csv", "tsv", "dsv", "text", "xml", "html", "svg", "image", "blob", "buffer"):
    FUNCTIONS[f"d3.{_method}"] = _url(f"d3.{_method}()", argument=None)

# Constructors by their global path.
CONSTRUCTORS: dict[str, Sink] = {
    "WebSocket": _url("new WebSocket()"),
    "WebSocketStream": _url("new WebSocketStream()"),
    "WebTransport": _url("new WebTransport()"),
    "PresentationRequest": _url("new PresentationRequest()"),
    "MediaMetadata": Sink(Form.ANYWHERE, "new MediaMetadata()", Kind.IMAGE),
    "ReconnectingWebSocket": _url("new ReconnectingWebSocket()"),
    "EventSource": _url("new EventSource()"),
    "Worker": _url("new Worker()", Kind.WORKER),
    "SharedWorker": _url("new SharedWorker()", Kind.WORKER),
    "Audio": _url("new Audio()", Kind.MEDIA),
    "FontFace": Sink(Form.STYLE, "new FontFace()", Kind.FONT, 1),
    "RTCPeerConnection": Sink(Form.ICE, "new RTCPeerConnection()"),
    "webkitRTCPeerConnection": Sink(Form.ICE, "new webkitRTCPeerConnection()"),
    "mozRTCPeerConnection": Sink(Form.ICE, "new mozRTCPeerConnection()"),
    "PaymentRequest": Sink(Form.ANYWHERE, "new PaymentRequest()"),
    "Notification": Sink(Form.ANYWHERE, "new Notification()", Kind.IMAGE, 1),
    "Function": Sink(Form.CODE, "new Function()", argument=-1),
    "AsyncFunction": Sink(Form.CODE, "new AsyncFunction()", argument=-1),
    "DataTable": Sink(Form.ANYWHERE, "new DataTable()", argument=1),
    "Howl": Sink(Form.ANYWHERE, "new Howl()", Kind.MEDIA),
    "L.TileLayer": _url("new L.TileLayer()", Kind.IMAGE),
    "L.TileLayer.WMS": _url("new L.TileLayer.WMS()", Kind.IMAGE),
    "L.Icon": Sink(Form.ANYWHERE, "new L.Icon()", Kind.IMAGE),
    "mapboxgl.Map": Sink(Form.ANYWHERE, "new mapboxgl.Map()"),
    "maplibregl.Map": Sink(Form.ANYWHERE, "new maplibregl.Map()"),
    "ol.source.XYZ": Sink(Form.ANYWHERE, "new ol.source.XYZ()", Kind.IMAGE),
    "ol.source.TileWMS": Sink(Form.ANYWHERE, "new ol.source.TileWMS()", Kind.IMAGE),
    "ol.source.Vector": Sink(Form.ANYWHERE, "new ol.source.Vector()"),
    "google.maps.ImageMapType": Sink(Form.ANYWHERE, "new ImageMapType()", Kind.IMAGE),
}


@dataclass(frozen=True, slots=True)
class Start:
    """What a library asks for when it starts: unless an option says otherwise, or only when an option wants it."""

    address: str
    unless: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()


# The manuals of Plyr (`iconUrl`, `loadSprite`) and of Web Font Loader (`google`, `typekit`, `fontdeck`).
STARTS: dict[str, tuple[Start, ...]] = {
    "WebFont.load": (
        Start("https://fonts.googleapis.com/css", wants=frozenset({"google"})),
        Start("https://use.typekit.net/", wants=frozenset({"typekit"})),
        Start("https://f.fontdeck.com/", wants=frozenset({"fontdeck"})),
    ),
    "Plyr": (Start("https://cdn.plyr.io/3/plyr.svg", unless=frozenset({"iconUrl", "loadSprite"})),),
    "Plyr.setup": (Start("https://cdn.plyr.io/3/plyr.svg", unless=frozenset({"iconUrl", "loadSprite"})),),
}

# Methods whatever they are called on.
METHODS: dict[str, Sink] = {
    "sendBeacon": _url("navigator.sendBeacon()"),
    "addModule": _url("worklet.addModule()", Kind.SCRIPT),
    "write": Sink(Form.MARKUP_RUN, "document.write()", argument=None),
    "writeln": Sink(Form.MARKUP_RUN, "document.writeln()", argument=None),
    "insertAdjacentHTML": Sink(Form.MARKUP, "insertAdjacentHTML()", argument=1),
    "setHTMLUnsafe": Sink(Form.MARKUP, "setHTMLUnsafe()"),
    "setHTML": Sink(Form.MARKUP, "setHTML()"),
    "createContextualFragment": Sink(Form.MARKUP_RUN, "createContextualFragment()"),
    "parseFromString": Sink(Form.MARKUP_INERT, "parseFromString()"),
    "parseHTMLUnsafe": Sink(Form.MARKUP_INERT, "parseHTMLUnsafe()"),
    "insertRule": Sink(Form.CSS, "insertRule()"),
    "replaceSync": Sink(Form.CSS, "CSSStyleSheet.replaceSync()"),
    "addRule": Sink(Form.STYLE, "addRule()", argument=1),
    "setProperty": Sink(Form.STYLE, "style.setProperty()", Kind.IMAGE, 1),
    "importScripts": _url("importScripts()", Kind.SCRIPT, None),
    "addAll": _url("cache.addAll()"),
    "getScript": _url("$.getScript()", Kind.SCRIPT),
    "constructor": Sink(Form.CODE, "Function()", argument=-1),
    "setConfiguration": Sink(Form.ICE, "RTCPeerConnection.setConfiguration()"),
    "animate": Sink(Form.STYLE, "element.animate()", Kind.IMAGE),
    "loadSource": _url("hls.loadSource()", Kind.MEDIA),
    "DataTable": Sink(Form.ANYWHERE, "DataTable()"),
    "dataTable": Sink(Form.ANYWHERE, "dataTable()"),
    "backstretch": Sink(Form.ANYWHERE, "backstretch()", Kind.IMAGE),
    "vegas": Sink(Form.ANYWHERE, "vegas()", Kind.IMAGE),
    "parallax": Sink(Form.ANYWHERE, "parallax()", Kind.IMAGE),
    "paintWorklet": _url("paintWorklet()", Kind.SCRIPT),
}


def of_path(path: str) -> Sink | None:
    """Return the sink that a function is, known by its path, or at least by its name (`document.write`)."""
    path = path.removeprefix("window.")
    return FUNCTIONS.get(path) or (METHODS.get(path.rpartition(".")[2]) if "." in path else None)


# jQuery's methods that read markup; DOM methods of the same name take it as text.
JQUERY_MARKUP = frozenset(
    {
        "html",
        "append",
        "prepend",
        "before",
        "after",
        "replaceWith",
        "wrap",
        "wrapAll",
        "wrapInner",
        "appendTo",
        "prependTo",
    },
)

# Properties whose assignment fetches, by element where that matters (empty: any element).
PROPERTIES: dict[str, Sink] = {
    "src": _url(".src"),
    "srcset": Sink(Form.SRCSET, ".srcset", Kind.IMAGE),
    "imageSrcset": Sink(Form.SRCSET, ".imageSrcset", Kind.IMAGE),
    "imagesrcset": Sink(Form.SRCSET, ".imagesrcset", Kind.IMAGE),
    "poster": _url(".poster", Kind.IMAGE),
    "background": _url(".background", Kind.IMAGE),
    "lowsrc": _url(".lowsrc", Kind.IMAGE),
    "dynsrc": _url(".dynsrc", Kind.IMAGE),
    "innerHTML": Sink(Form.MARKUP, ".innerHTML"),
    "outerHTML": Sink(Form.MARKUP, ".outerHTML"),
    "srcdoc": Sink(Form.MARKUP_RUN, ".srcdoc", Kind.FRAME),
    "cssText": Sink(Form.STYLE, ".cssText", Kind.IMAGE),
    "adoptedStyleSheets": Sink(Form.CSS, ".adoptedStyleSheets"),
    "baseURL": _url(".baseURL"),
    "workerSrc": _url(".workerSrc", Kind.WORKER),
}
# Properties that fetch only on certain elements; `href` and `action` are decided where they are met.
ELEMENT_PROPERTIES: dict[str, dict[str, Kind]] = {
    "data": {"object": Kind.FRAME},
    "code": {"applet": Kind.OTHER, "object": Kind.OTHER},
    "codeBase": {"applet": Kind.OTHER, "object": Kind.OTHER},
    "archive": {"applet": Kind.OTHER, "object": Kind.OTHER},
    "manifest": {"html": Kind.MANIFEST},
}
TAG_KINDS: dict[str, Kind] = {
    "script": Kind.SCRIPT,
    "img": Kind.IMAGE,
    "image": Kind.IMAGE,
    "input": Kind.IMAGE,
    "iframe": Kind.FRAME,
    "frame": Kind.FRAME,
    "embed": Kind.FRAME,
    "object": Kind.FRAME,
    "portal": Kind.FRAME,
    "fencedframe": Kind.FRAME,
    "video": Kind.MEDIA,
    "audio": Kind.MEDIA,
    "source": Kind.MEDIA,
    "track": Kind.MEDIA,
    "bgsound": Kind.MEDIA,
    "link": Kind.STYLE,
    "use": Kind.IMAGE,
    "feimage": Kind.IMAGE,
}
# They fetch although they are never put into the page.
FETCH_DETACHED = frozenset({"img", "image", "audio", "video", "source", "input"})
STYLE_PROPERTIES = frozenset(
    {
        "background",
        "backgroundImage",
        "background-image",
        "borderImage",
        "borderImageSource",
        "border-image",
        "content",
        "cursor",
        "filter",
        "clipPath",
        "listStyle",
        "listStyleImage",
        "list-style-image",
        "mask",
        "maskImage",
        "mask-image",
        "webkitMaskImage",
        "WebkitMaskImage",
        "offsetPath",
        "shapeOutside",
        "src",
        "fill",
        "stroke",
    },
)
HINT_RELS = frozenset({"preconnect", "dns-prefetch", "prefetch", "prerender", "preload", "modulepreload"})
FETCHING_RELS = frozenset(
    {"stylesheet", "icon", "shortcut", "apple-touch-icon", "manifest", "mask-icon", "import", "serviceworker"}
)
