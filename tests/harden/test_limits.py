"""What docs/limits.md says is left, shown: each sentence there is a page here, visited by a real browser."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_praxis.browser.sink import Sink
from mkdocs_praxis.browser.visit import MODES
from mkdocs_praxis.gate import check
from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.web.contact import OwnSite
from tests.browser.visits import visits

pytestmark = pytest.mark.browser

OWN = OwnSite("https://praxis.example/")
ADDRESS = "['https://{name}', 'test/x'].join('.')"
# Page → what its script does with the address U, and how the host may be met at the most: never by a request.
LEFT = {
    "frame-location": "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.location = U",
    "frame-by-number": "const f = document.createElement('iframe'); f.src = 'frame-location.html'; document.body.append(f);"
    " const p = new window[window.length - 1].RTCPeerConnection({iceServers: [{urls: 'stun:' + new URL(U).host}]});"
    " p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))",
    "frame-by-name": "const f = document.createElement('iframe'); f.name = 'w'; document.body.append(f); frames.w.location.replace(U)",
}
# The same where no reading sees it: names put together, tools of the language replaced.
UNSEEN = {
    "frame-computed": "const f = document.createElement('iframe'); document.body.append(f); const w = f.contentWindow; w['loc' + 'ation'] = U",
    "frame-reflected": "const f = document.createElement('iframe'); document.body.append(f); Reflect.set(window[0], ['loc', 'ation'].join(''), U)",
    "poisoned-test": "RegExp.prototype.test = () => false; const f = document.createElement('iframe'); f.src = U; document.body.append(f)",
    "frame-of-code": "const f = document.createElement('iframe'); f.src = 'javascript:void 0'; document.body.append(f); const w = window[0]; const p = new w.RTCPeerConnection({iceServers: [{urls: 'stun:' + new URL(U).host}]}); p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))",
    "poisoned-every": "Array.prototype.every = () => true; const f = document.createElement('iframe'); f.src = U; document.body.append(f)",
}
# A document of no origin, as a sandboxed frame has, is told of none of its own ways.
SANDBOXED = {"sandboxed-location": ("allow-scripts", "self['loc' + 'ation'] = U")}
# And the one that sends a request: from a file without policy, between its arrival in a frame and its load event.
BETWEEN = {
    "between": "const f = document.createElement('iframe'); f.src = 'long.txt'; document.body.append(f); const w = f.contentWindow, c = new MessageChannel();"
    " let n = 0; c.port1.onmessage = () => { if (w.location.href != 'about:blank') { w['fet' + 'ch'](U).catch(() => 0); n += 1000 }"
    " if (n++ < 40000) c.port2.postMessage(0) }; c.port2.postMessage(0)",
}  # fmt: skip
# What the guard does close, though no policy does.
CLOSED = {
    "location": "location.href = U",
    "location-assign": "location.assign(U)",
    "open-self": "open(U, '_self')",
    "blob-drawing": 'location.assign(URL.createObjectURL(new Blob([\'<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml"><h:link\''
    " + ' rel=\"preconnect\" href=\"' + U + '\"/><h:iframe src=\"' + U + '\"/></svg>'], {type: 'image/svg+xml'})))",
    "blob-page": "open(URL.createObjectURL(new Blob(['<meta http-equiv=refresh content=\"0;url=' + U + '\">'], {type: 'text/html'})), '_self')",
    "refresh": "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=' + U; document.head.append(m)",
    "service-worker": "navigator.serviceWorker.register('sw.js').catch(() => 0)",
    "navigation": "navigation.navigate(U)",
    "frame-refresh": "const f = document.createElement('iframe'); document.body.append(f); const m = f.contentDocument.createElement('meta');"
    " m.httpEquiv = 'refresh'; m.content = '0;url=' + U; f.contentDocument.head.append(m)",
    "open-frame": "const f = document.createElement('iframe'); f.name = 'w'; document.body.append(f); open(U, 'w')",
    "open-document": "const f = document.createElement('iframe'); f.name = 'w'; document.body.append(f); document.open(U, 'w', '')",
    "open-noopener": "open(U, '_blank', 'noopener')",
    "frame-navigation": "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.navigation.navigate(U)",
    "write-in-pieces": "document.write('<ifr'); document.write('ame src=' + U + '></iframe>')",
    "write-in-values": "document.write('<p title=\">'); document.write('<!--\"><iframe src=' + U + '></iframe>-->')",
    "frame-left": "const f = document.createElement('iframe'); f.src = 'frame.txt'; document.body.append(f); f.onload = () => { f.contentWindow['loc' + 'ation'] = U }",
}
# Objects that say one thing to the guard and another to the browser, properties put before those of elements, links turned while clicked.
_LATE = "let n = 0; const late = (one, other) => ({toString: () => n++ ? other : one}); "
CLOSED |= {
    "late-address": _LATE + "const f = document.createElement('iframe'); f.src = late('about:blank', U); document.body.append(f)",
    "late-attribute": _LATE + "const f = document.createElement('iframe'); f.setAttribute('src', late('/x', U)); document.body.append(f)",
    "late-name": _LATE + "const f = document.createElement('iframe'); f.setAttributeNS(null, late('title', 'src'), U); document.body.append(f)",
    "late-hint": _LATE + "const l = document.createElement('link'); l.rel = 'preconnect'; l.href = late('/x', U); document.head.append(l)",
    "late-node": _LATE + "const f = document.createElement('iframe'); f.setAttribute('src', '/x'); f.attributes[0].value = late('/x', U); document.body.append(f)",
    "late-passkey": _LATE + "navigator.credentials.get({publicKey: {challenge: new Uint8Array(16), get rpId() { return n++ ? new URL(U).host : undefined }}}).catch(() => 0)",
    "late-passkey-of": _LATE + "navigator.credentials.create({publicKey: {challenge: new Uint8Array(16), rp: {name: 'x', get id() { return n++ ? new URL(U).host : undefined }}, user: {id: new Uint8Array(4), name: 'a', displayName: 'a'}, pubKeyCredParams: [{type: 'public-key', alg: -7}]}}).catch(() => 0)",
    "late-signal": _LATE + "PublicKeyCredential.signalUnknownCredential({rpId: late('praxis.example', new URL(U).host), credentialId: 'AAAA'}).catch(() => 0)",
    "hidden-name": _LATE + "const f = document.createElement('iframe'); Object.defineProperty(f, 'localName', {value: 'p'}); f.src = U; document.body.append(f)",
    "hidden-node": _LATE + "const t = document.createAttribute('src'); t.value = U; Object.defineProperty(t, 'value', {value: '/x'}); const f = document.createElement('iframe'); f.setAttributeNode(t); document.body.append(f)",
    "turned-link": _LATE + "const f = document.createElement('iframe'); f.name = 'q'; document.body.append(f); const a = document.createElement('a'); a.target = 'q'; a.href = '/x'; document.body.append(a); a.addEventListener('click', () => { a.href = U }); a.click()",
    "turned-host": _LATE + "const f = document.createElement('iframe'); f.name = 'q'; document.body.append(f); const a = document.createElement('a'); a.target = 'q'; a.href = '/x'; document.body.append(a); a.addEventListener('click', () => { a.hostname = new URL(U).host }); a.click()",
}  # fmt: skip
_WORK = "const w = new Worker('nest.js'"
_LED = "const f = document.createElement('iframe'); document.body.append(f); const d = f.contentWindow.Document.prototype; "
_ASK = "challenge: new Uint8Array(16), rpId: new URL(U).hostname"
CLOSED |= {
    "passkey-from-json": "navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON({challenge: 'AAAA', rpId: new URL(U).hostname, allowCredentials: []})}).catch(() => 0)",
    "passkey-offered": f"navigator.credentials.get({{mediation: 'conditional', publicKey: {{{_ASK}}}}}).catch(() => 0)",
    "passkey-of-a-frame": f"const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.navigator.credentials.get({{publicKey: {{{_ASK}}}}}).catch(() => 0)",
    "worker-in-a-worker": _WORK + "); w.postMessage(U)",
    "worker-in-a-module": _WORK + ", {type: 'module'}); w.postMessage(U)",
    "listener-first": "navigation.addEventListener('navigate', e => e.stopImmediatePropagation()); location.href = U",
    "link-to-keep": "const a = document.createElement('a'); a.download = 'x'; a.href = U; document.body.append(a); a.click()",
    "opened-by-another": _LED
    + "setTimeout(() => { d.open.call(document); d.write.call(document, '<iframe name=q title=x></iframe><form target=q id=z></form>'); z.action = U; z.requestSubmit(); d.close.call(document) }, 50)",
}
# The same with markup of the page: none of it contacts anybody by itself.
_SPEAK = (
    "const p = new w.RTCPeerConnection({iceServers: [{urls: 'stun:' + new URL(U).host}]}); p.createDataChannel('x');"
    " p.createOffer().then(o => p.setLocalDescription(o))"
)
_LINK = "<link rel=me href='https://HOST/'>"
_FORM = "<iframe name=w title=x></iframe><form target=w id=q action='/x'><label for=b id=l>x</label><button id=b>x</button></form>"
MARKUP = {
    "link-looked-up": (
        "<meta http-equiv=x-dns-prefetch-control content=on>",
        "const a = document.createElement('a'); a.href = U; a.textContent = 'x'; document.body.append(a)",
    ),
    "link-looked-up-turned": (
        "<meta http-equiv=x-dns-prefetch-control content=off id=m>",
        ("for (const m of [document.getElementById('m'), document.createElement('meta')]) { m.content = 'off'; m.httpEquiv = 'x-dns-prefetch-control';"
        " document.head.append(m); m.content = 'on'; m.removeAttribute('content'); m.setAttribute('content', 'on'); }"
        " const a = document.createElement('a'); a.href = U; a.textContent = 'x'; document.body.append(a)"),
    ),
    "link-rel": (_LINK, "document.querySelector('link').rel = 'preconnect'"),
    "link-rel-list": (_LINK, "document.querySelector('link').relList.add('dns-prefetch')"),
    "link-rel-attribute": (_LINK, "document.querySelector('link').setAttribute('REL', 'preconnect')"),
    "link-rel-node": (_LINK, "document.querySelector('link').attributes.rel.value = 'preconnect'"),
    "meta-equiv": ("<meta name=x content='0;url=https://HOST/'>", "document.querySelector('meta[name=x]').httpEquiv = 'refresh'"),
    "meta-equiv-in-a-frame": (
        "<meta name=x content='0;url=https://HOST/'>",
        ("const f = document.createElement('iframe'); document.body.append(f); const m = f.contentDocument.adoptNode(document.querySelector('meta[name=x]'));"
        " f.contentDocument.head.append(m); m.httpEquiv = 'refresh'"),
    ),
    "all-links": (
        "<a href='https://HOST/'>x</a>",
        ("const m = document.createElement('meta'); m.httpEquiv = 'x-dns-prefetch-control'; m.content = 'on'; document.head.append(m);"
        " document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=X-DNS-Prefetch-Control content=on>'); document.body.append(document.querySelector('a').cloneNode(true))"),
    ),
    "all-links-on": (
        "<meta http-equiv=x-dns-prefetch-control content=off><a href='https://HOST/'>x</a>",
        "document.querySelector('meta[content=off]').content = 'on'; document.body.append(document.querySelector('a').cloneNode(true))",
    ),
    "guard-moved": (
        "",
        "document.implementation.createHTMLDocument().head.append(document.querySelector('script[data-by]')); const f = document.createElement('iframe'); f.src = '//' + new URL(U).host; document.body.append(f)",
    ),
    "clobbered-base": ("<img name=baseURI alt=x>", "const f = document.createElement('iframe'); f.src = U; document.body.append(f)"),
    "clobbered-form": (
        "<iframe name=w title=x></iframe><form target=w><input name=action><input name=getAttribute></form>",
        "const f = document.forms[0], b = document.createElement('button'); b.setAttribute('formaction', U); f.append(b); f.requestSubmit(b)",
    ),
    "link-in-a-drawing": (
        "<iframe name=w title=x></iframe><svg><a xlink:href='https://HOST/' target=w><text>x</text></a></svg>",
        "addEventListener('click', e => e.stopImmediatePropagation(), true); document.querySelector('svg a').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))",
    ),
    "link-in-a-shadow": (
        "<iframe name=w title=x></iframe><div id=h><b>x</b></div>",
        "const r = h.attachShadow({mode: 'closed'}), a = document.createElement('a'); a.href = U; a.target = 'w'; a.append(document.createElement('slot')); r.append(a); h.firstChild.click()",
    ),
    "form-in-a-shadow": (
        "<iframe name=w title=x></iframe><div id=h></div>",
        "const r = h.attachShadow({mode: 'closed'}); r.innerHTML = '<form target=w action=\"' + U + '\"><button>x</button></form>'; r.querySelector('button').click()",
    ),
    "frame-in-a-shadow": ("<div id=h></div>", "const f = document.createElement('iframe'); f.name = 'q'; h.attachShadow({mode: 'open'}).append(f); const w = open('', 'q'); " + _SPEAK),
    "drawing-in-a-shadow": (
        "<div id=h></div>",
        "const f = document.createElement('iframe'); f.src = 'b.svg'; f.onload = () => f.getSVGDocument().defaultView['fet' + 'ch'](U); h.attachShadow({mode: 'open'}).append(f)",
    ),
    "text-in-a-shadow": (
        "<div id=h></div>",
        "const f = document.createElement('iframe'); f.src = 'frame.txt'; h.attachShadow({mode: 'open'}).append(f); const w = f.contentWindow; f.onload = () => w['fet' + 'ch'](U)",
    ),
    "text-without-meta": (
        "",
        "document.querySelector('meta[data-by]').remove(); const f = document.createElement('iframe'); f.src = 'frame.txt'; f.onload = () => f.contentWindow['fet' + 'ch'](U); document.body.append(f)",
    ),
    "clobbered-frame": (
        "",
        "const f = document.createElement('iframe'); f.src = 'named.html'; f.onload = () => { f.onload = null; const w = f.contentWindow, g = w.document.createElement('iframe');"
        " g.src = U; w.document.body.append(g); " + _SPEAK + " }; document.body.append(f)",
    ),
    "style-in-a-drawing": (
        "<svg id=s></svg>", "s.innerHTML = '<style><p><iframe src=' + U + '></iframe></style>'"
    ),
    "value-in-noscript": ("", "document.body.insertAdjacentHTML('beforeend', '<noscript><p title=\"</noscript><iframe src=' + U + '></iframe>\">')"),
    "frameset": ("", "document.documentElement.innerHTML = '<head></head><frameset><frame src=' + U + '></frameset>'"),
    "prefix": (
        "",
        ("const x = new DOMParser().parseFromString('<x xmlns:ä=\"http://www.w3.org/1999/xhtml\"/>', 'application/xml'); x.documentElement.innerHTML = '<ä:iframe src=\"' + U + '\"/>';"
        " document.body.append(document.adoptNode(x.documentElement.firstChild))"),
    ),
    "link-rel-put": (_LINK, "document.querySelector('link').relList = 'preconnect'"),
    "link-rel-kept": (_LINK, "const l = document.querySelector('link'), h = l.getAttributeNode('href'); l.removeAttributeNode(h); const t = l.relList; t.value = 'preconnect'; l.setAttributeNode(h)"),
    "link-speculated": ("<a href='https://HOST/'>x</a>", "const s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = JSON.stringify({prefetch: [{where: {href_matches: 'https://*/*'}, eagerness: 'immediate'}]}); document.head.append(s)"),
    "link-animated": (
        "<iframe name=w title=x></iframe><svg><a id=s target=w href='/x'><text>x</text></a></svg>",
        "const t = document.createElementNS('http://www.w3.org/2000/svg', 'set'); t.setAttribute('attributeName', 'href'); t.setAttribute('to', U); s.append(t); setTimeout(() => s.dispatchEvent(new MouseEvent('click', {bubbles: true})), 200)",
    ),
    "label-speaks-for-a-person": ("<label id=l>x<input type=checkbox></label>", "l.click(); location.href = U"),
    "area-turned": ("<iframe name=w title=x></iframe><map name=m><area id=a target=w href='/x' alt=x></map>", "a.addEventListener('click', () => a.setAttribute('href', U)); a.click()"),
    "form-turned": (_FORM, "q.addEventListener('submit', () => { q.action = U }); q.requestSubmit()"),
    "form-turned-by-attribute": (_FORM, "q.addEventListener('submit', () => { q.attributes.action.value = U }); q.requestSubmit()"),
    "form-turned-by-another": (_FORM, "const f = document.createElement('iframe'); document.body.append(f); q.addEventListener('submit', () => { q.action = U }); f.contentWindow.HTMLFormElement.prototype.requestSubmit.call(q)"),
    "button-turned": (_FORM, "q.addEventListener('submit', () => { b.formAction = U }); b.click()"),
    "button-turned-by-a-label": (_FORM, "q.addEventListener('submit', () => b.setAttribute('formaction', U)); l.click()"),
    "button-turned-by-an-event": (_FORM, "q.addEventListener('submit', () => { b.formAction = U }); b.dispatchEvent(new PointerEvent('click', {bubbles: true}))"),
    "form-turned-when-refused": (_FORM, "b.insertAdjacentHTML('beforebegin', '<input required>'); q.addEventListener('invalid', e => { q.action = U; e.target.value = 'x'; q.requestSubmit() }, true); q.requestSubmit()"),
    "form-in-a-dialog": (_FORM, "q.method = 'dialog'; b.setAttribute('formmethod', 'post'); b.formAction = U; b.click()"),
    "frame-leads-itself": ("<iframe title=x src='leads.html?HOST'></iframe>", ""),
    "frame-leads-what-is-around-it": ("<iframe title=x src=leads.html></iframe>", ""),
}  # fmt: skip
FILES = {
    "frame.txt": "x",
    "b.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "named.html": "<!doctype html><html lang=de><head><title>x</title></head><body><img name=querySelector alt=x></body></html>",
    "leads.html": "<!doctype html><html lang=de><head><title>x</title></head><body><script>(location.search ? self : parent)['loc' + 'ation'] = "
    "'https://' + (location.search.slice(1) || ['frame-leads-what-is-around-it', 'test/x'].join('.'))</script></body></html>",
    "nest.js": "onmessage = e => new Worker('https://praxis.example/work.js').postMessage(e.data)",
    "work.js": "onmessage = e => fetch(e.data, {mode: 'no-cors'}).catch(() => 0)",
    "around.html": "<!doctype html><html lang=de><head><title>x</title></head><body><iframe title=x src=leads.html></iframe></body></html>",
}
# The same in documents within the page, which have scripts of their own.
_CONNECT = (
    "const p = new RTCPeerConnection({iceServers: [{urls: 'stun:' + new URL(U).host}]}); p.createDataChannel('x');"
    " p.createOffer().then(o => p.setLocalDescription(o))"
)
WITHIN = {
    "srcdoc-location": ("", "location = U"),
    "srcdoc-hint": ("", "const l = document.createElement('link'); l.rel = 'preconnect'; l.href = U; document.head.append(l)"),
    "srcdoc-frame": ("", "const f = document.createElement('iframe'); f.src = U; document.body.append(f)"),
    "srcdoc-webrtc": ("", _CONNECT),
    "srcdoc-sandbox": ("allow-scripts", _CONNECT),
    "srcdoc-text": ("", "const f = document.createElement('iframe'); f.src = 'frame.txt'; f.onload = () => f.contentWindow['fet' + 'ch'](U); document.body.append(f)"),
}  # fmt: skip
NESTED = "srcdoc-in-srcdoc"
CONNECTED = {"dns", "tls", "webrtc"}


def scripts() -> Iterator[tuple[str, str]]:
    """Yield each page's name and body."""
    for name, code in (LEFT | UNSEEN | BETWEEN | CLOSED).items():
        yield name, _script(name, code)
    for name, (markup, code) in MARKUP.items():
        yield name, markup.replace("HOST", f"{name}.test") + _script(name, code)
    for name, (sandbox, code) in (SANDBOXED | WITHIN).items():
        held = html.escape("<!doctype html><p>x</p>" + _script(name, code))
        sandboxed = f"sandbox='{sandbox}'" if sandbox else ""
        yield name, f'<iframe title=x {sandboxed} srcdoc="{held}"></iframe>'
    inner = html.escape(_script(NESTED, _CONNECT))
    outer = f"<p>x</p><iframe title=y srcdoc='{inner}'></iframe>"
    yield NESTED, f'<iframe title=x srcdoc="{html.escape(outer)}"></iframe>'


def _script(name: str, code: str) -> str:
    return f"<script>const U = {ADDRESS.format(name=name)}; try {{ {code} }} catch (e) {{}}</script>"


def lay(folder: Path) -> None:
    for name, script in scripts():
        head = "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head>"
        (folder / f"{name}.html").write_text(
            f"{head}<body><h1>x</h1>{script}</body></html>", encoding="utf-8"
        )
    worker = f"const U = {ADDRESS.format(name='service-worker')}; oninstall = e => e.waitUntil(fetch(U, {{mode: 'no-cors'}}))"
    (folder / "sw.js").write_text(worker, encoding="utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "long.txt").write_text("x\n" * 1_000_000, encoding="utf-8")  # the moment between is long


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("limits")
    lay(folder)
    harden(folder, OWN)
    return folder


def met(chromium_path: str, folder: Path, pages: list[str], made: type[Sink] = Sink) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for visit in visits(
        chromium_path, [(folder, f"/{name}", MODES[0]) for name in pages], visitors=4, made=made
    ):
        for host, told in visit.contacts.items():
            found.setdefault(host.removesuffix(".test"), set()).update(s.how for s in told)
    return found


@pytest.fixture(scope="module")
def seen(folder: Path, chromium_path: str) -> dict[str, set[str]]:
    pages = [*(f"{name}.html" for name, _ in scripts()), "around.html"]
    return met(chromium_path, folder, pages)


def test_what_is_left_is_asked_about(tmp_path: Path) -> None:
    lay(tmp_path)
    for number, word in enumerate(("", "<script>1</script>")):
        framed = f"<!doctype html><html lang=de><head><title>x</title></head><body>{word}<iframe title=x sandbox='allow-scripts allow-top-navigation' src=leads.html></iframe></body></html>"
        (tmp_path / f"strange{number}.html").write_text(framed)
    harden(tmp_path, OWN)
    findings = check(tmp_path, OWN).findings
    asked = {f.file for f in findings if f.rule.name == "beyond-policy"}
    assert {*(f"{name}.html" for name in LEFT), "strange0.html", "strange1.html"} <= asked


@pytest.mark.parametrize("name", [*LEFT, *UNSEEN, *SANDBOXED])
def test_what_is_left_opens_a_connection_and_sends_no_request(name: str, seen: dict[str, set[str]]) -> None:
    assert seen[name] <= CONNECTED
    assert seen[name], "no longer: take the sentence out of docs/limits.md"


@pytest.mark.parametrize("name", BETWEEN)
def test_what_only_a_header_closes(name: str, seen: dict[str, set[str]]) -> None:
    assert "GET" in seen[name], "no longer: take the sentence out of docs/limits.md"


@pytest.mark.parametrize("name", [*CLOSED, *MARKUP, *WITHIN, NESTED])
def test_what_the_guard_closes(name: str, seen: dict[str, set[str]]) -> None:
    assert name not in seen
