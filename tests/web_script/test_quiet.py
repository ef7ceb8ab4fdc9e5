"""Code that contacts nobody by itself: only after a person's decision, only mentioned, or not at all."""

import pytest

from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Role, Use
from mkdocs_praxis.web.script import has_anchor

CLICKS = r"""
btn.addEventListener('click', () => fetch('https://a.test/x'))
btn.addEventListener('click', lade); function lade() { fetch('https://a.test/x') }
btn.addEventListener('click', () => { lade() }); const lade = () => { const f = document.createElement('iframe'); f.src = 'https://a.test/v'; box.append(f) }
btn.onclick = function () { location.href = 'https://a.test/' }
btn.onclick = () => window.open('https://a.test/teilen')
btn.onclick = lade; function lade() { box.innerHTML = '<iframe src="https://a.test/v"></iframe>' }
document.querySelectorAll('.karte').forEach(k => k.addEventListener('click', e => { k.innerHTML = '<iframe src="https://a.test/k">' }))
btn.addEventListener('click', async function (e) { e.preventDefault(); await fetch('https://a.test/x') }, {once: true})
btn.addEventListener('dblclick', () => { new Image().src = 'https://a.test/p' })
btn.addEventListener('click', () => { setTimeout(() => fetch('https://a.test/x'), 10) })
for (const t of ['click', 'keydown']) btn.addEventListener(t, () => fetch('https://a.test/x'))
$('#b').on('click', function () { $.get('https://a.test/x') })
$('#b').click(function () { window.open('https://a.test/') })
$('#b').on('click.teilen', function () { window.open('https://a.test/') })
form.onsubmit = function (e) { e.preventDefault(); fetch('https://a.test/x', {method: 'POST', body: new FormData(this)}) }
form.addEventListener('submit', e => { fetch('https://a.test/x') })
$('form').submit(function () { $.post('https://a.test/x') })
input.addEventListener('change', () => fetch('https://a.test/x'))
select.onchange = e => { location = 'https://a.test/' + e.target.value }
class Karte { bind() { this.b.addEventListener('click', this.lade) } lade() { fetch('https://a.test/x') } } new Karte().bind()
const app = {init() { b.addEventListener('click', app.zeige) }, zeige() { fetch('https://a.test/x') }}; app.init()
"""
# Markup that links, or code of inner scopes that nothing calls, and addresses that go nowhere.
MENTIONS = r"""
var texte = {hilfe: 'Hilfe unter https://a.test/hilfe.'}
document.body.insertAdjacentHTML('beforeend', "<a href='https://a.test/'>Beschwerde</a>")
parent.postMessage('hoehe', 'https://a.test')
if (e.origin !== 'https://a.test') throw 1
addEventListener('message', e => { if (e.origin === 'https://a.test') x() })
console.log('siehe https://a.test/docs')
throw new Error('https://a.test/fehler')
const lizenz = 'MIT https://a.test/licence'
var ld = {'@context': 'https://a.test/schema', sameAs: ['https://a.test/p']}
navigator.share({title: 'x', url: 'https://a.test/'})
a.textContent = 'https://a.test/'
el.title = 'https://a.test/'
el.dataset.url = 'https://a.test/'
el.setAttribute('data-src', 'https://a.test/')
el.setAttribute('title', 'https://a.test/')
new Image().src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="https://a.test/p"/></svg>'
document.createElement('img').setAttribute('src', 'data:image/svg+xml;base64,PHN2Zz48aW1hZ2UgaHJlZj0iaHR0cHM6Ly9hLnRlc3QvcCIvPjwvc3ZnPg==') // https://a.test/
input.value = 'https://a.test/'
input.placeholder = 'https://a.test/'
navigator.registerProtocolHandler('web+x', 'https://a.test/?%s')
history.pushState({ref: 'https://a.test/'}, '', '/x')
'https://a.test/x'.replace('a', 'b')
text.replace('http://', 'https://a.test/')
var t = document.createElement('template'); t.innerHTML = '<img src="https://a.test/p">'
new DOMParser().parseFromString('<img src="https://a.test/p">', 'text/html').title
var l = document.createElement('link'); l.rel = 'canonical'; l.href = 'https://a.test/'; document.head.append(l)
var a = document.createElement('a'); a.href = 'https://a.test/'; document.body.append(a)
document.querySelector('a.extern').href = 'https://a.test/'
var c = {src: 'https://a.test/x'}; c.src = 'https://a.test/y'
(function () { function nie() { fetch('https://a.test/x') } })()
navigator.clipboard.writeText('https://a.test/')
document.body.innerHTML = '<script src="https://a.test/x.js"></script>'
document.body.append('<img src="https://a.test/p">')
document.body.prepend('https://a.test/')
encodeURIComponent('https://a.test/')
var s = document.createElement('script'); s.src = 'https://a.test/x.js'
const f = document.createElement('iframe'); f.setAttribute('src', 'https://a.test/x'); console.log(f.src)
var u = new URL('https://a.test/x')
"""
NOTHING = r"""
fetch('/api/zeiten.json')
fetch('daten/config.json').then(r => r.json())
fetch('https://praxis.example/x')
fetch('//praxis.example/x')
fetch('HTTPS://PRAXIS.EXAMPLE:443/x')
fetch(location.origin + '/x')
fetch(location.href)
fetch(new URL('x.json', location.href))
fetch(new URL('x.json', document.baseURI))
import('./m.js')
import('/m.js')
new Worker('worker.js')
new Worker(new URL('./w.js', import.meta.url))
location.href = '/impressum/'
location = '#oben'
location.hash = '#a'
location.href = location.href.replace('http:', 'https:')
if (location.protocol !== 'https:') location.protocol = 'https:'
history.replaceState(null, '', 'https://praxis.example/?a=1')
// fetch('https://a.test/x')
/* fetch('https://a.test/x') */
<!-- fetch('https://a.test/x')
/fetch\('https:\/\/a.test\/x'\)/.test(s)
var r = /https?:\/\/[^\s"']+/g
document.createElementNS('http://www.w3.org/2000/svg', 'svg')
svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
el.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', '#x')
var ns = {svg: 'http://www.w3.org/2000/svg', math: 'http://www.w3.org/1998/Math/MathML'}
new WebSocket('wss://praxis.example/s')
img.src = 'data:image/png;base64,iVBORw0KGgo='
img.src = 'img/' + name + '.jpg'
el.style.backgroundImage = 'url(' + pfad + ')'
el.innerHTML = '<b>' + text + '</b>'
x = a //b
x = a / b / c
'//'
'/' + '/'
const kommentar = '// kein Kommentar'
window.open('/drucken/')
window.open()
setTimeout(f, 100)
setTimeout('f()', 100)
eval('1+1')
new Function('return this')()
Function.prototype.call.bind(x)
x.open('GET', '/api')
indexeddb.open('db', 1)
el.src
fetch
"""
LINES = {"CLICKS": CLICKS, "MENTIONS": MENTIONS, "NOTHING": NOTHING}


def _lines(name):
    return LINES[name].strip("\n").split("\n")


@pytest.mark.parametrize("code", _lines("CLICKS"))
def test_after_a_decision(script, code):
    read = script(code)
    assert not read.alarms
    assert read.triggers("a.test") <= {"link", "submit"}
    assert "a.test" in read.hosts(Confidence.CLICK, Confidence.CERTAIN)


@pytest.mark.parametrize("code", _lines("MENTIONS"))
def test_only_mentioned(script, code):
    read = script(code)
    assert not read.alarms
    assert {c.host for c in read.reading.contacts} <= {"a.test"}


@pytest.mark.parametrize("code", _lines("NOTHING"))
def test_nothing(script, code):
    read = script(code)
    assert not read.reading.contacts
    assert "opaque-script" not in read.signs


@pytest.mark.parametrize(
    ("context", "trigger", "alarm"),
    [
        ("handler:onclick", "link", False),
        ("button[onclick]", "link", False),
        ("handler:onsubmit", "link", False),
        ("handler:onload", "code", True),
        ("handler:ontoggle", "code", True),
        ("img[onerror]", "code", True),
        ("handler", "code", True),
        ("script", "code", True),
        ("module", "code", True),
        ("worker", "code", True),
        ("url", "code", True),
    ],
)
def test_context_says_when(script, context, trigger, alarm):
    read = script("fetch('https://a.test/x')", context)
    assert read.triggers("a.test") == {trigger}
    assert bool(read.alarms) is alarm


@pytest.mark.parametrize(
    "code",
    [
        "import 'https://a.test/m.js'",
        "import {karte} from 'https://a.test/m.js'; karte()",
        "import karte from '//a.test/m.js'",
        "import * as k from 'https://a.test/m.js'",
        "export * from 'https://a.test/m.js'",
        "export {x} from 'https://a.test/m.js'",
        "import d from 'https://a.test/d.json' with {type: 'json'}",
        "import/**/'https://a.test/m.js'",
        "const m = await import('https://a.test/m.js')",
    ],
)
def test_modules(script, code):
    assert script(code, "module").alarms == {"a.test"}


@pytest.mark.parametrize(
    "code",
    ["import './m.js'", "import x from 'lodash'", "export const x = 1", "export default function () {}"],
)
def test_own_modules(script, code):
    assert not script(code, "module").reading.contacts


def test_relative_addresses_follow_the_module(script):
    assert script("import './m.js'", "module", "https://a.test/js/").alarms == {"a.test"}


@pytest.mark.parametrize(
    ("code", "matters"),
    [
        ("document.documentElement.className = 'js'", False),
        ("window.praxis = {zeiten: 'Mo–Fr 8–12 Uhr'}", False),
        ("hljs.highlightAll()", False),
        ("open(a + b)", True),
        ("localStorage.x = 1", True),
        ("formular.submit()", True),
        ("import './m.js'", True),
        ("/* " + "x" * 2000 + " */ a.get(b)", False),
    ],
)
def test_the_engine_is_loaded_where_something_can_matter(code, matters):
    assert has_anchor(code) is matters


def test_a_place_is_named(script):
    (contact,) = script("// eins\n\tvar ä = 1;  fetch('https://a.test/x')").reading.contacts
    assert (contact.line, contact.column) == (2, 20)
    assert contact.raw == "https://a.test/x"


def test_a_mention_is_not_repeated_where_the_host_is_certain(script):
    read = script("var u = 'https://a.test/1'; fetch(u); var v = 'https://a.test/2'")
    assert [c.confidence for c in read.reading.contacts] == [Confidence.CERTAIN]


def effects(script):
    return set(script.reading.effects)


@pytest.mark.parametrize(
    ("code", "attributes"),
    [
        ("fetch(el.dataset.url)", ("data-url",)),
        ("img.src = img.dataset.srcGross", ("data-src-gross",)),
        ("img.src = img.getAttribute('data-src')", ("data-src",)),
        (
            "document.querySelectorAll('img[data-lazy]').forEach(i => { i.src = i.dataset.lazy })",
            ("data-lazy",),
        ),
        ("$('img').attr('src', $(this).data('original'))", ("data-original",)),
        (
            "var u = el.getAttribute('data-karte'); var f = document.createElement('iframe'); f.src = u; el.append(f)",
            ("data-karte",),
        ),
        ("fetch('/api?x=' + el.dataset.id)", ()),
        ("img.alt = img.dataset.text", ()),
        ("b.onclick = () => { f.src = b.dataset.src }", ()),
    ],
)
def test_data_attributes(script, code, attributes):
    # Where the attribute holds JSON, all of it may be meant.
    both = {Effect(EffectKind.ATTRIBUTE, name) for name in attributes}
    assert effects(script(code)) == both | {Effect(EffectKind.JSON, f"@{name}") for name in attributes}


def test_data_files(script):
    read = script("fetch('daten/config.json').then(r => r.json()).then(c => { i.src = c.karte.url })")
    assert read.reading.uses == (Use(Role.DATA, "daten/config.json"),)
    assert effects(read) == {Effect(EffectKind.JSON, "url")}


def test_data_of_an_element(script):
    read = script("const c = JSON.parse(document.getElementById('cfg').textContent); s.src = c.loader")
    assert effects(read) == {
        Effect(EffectKind.TEMPLATE, "#cfg"),
        Effect(EffectKind.TEXT, "#cfg"),
        Effect(EffectKind.JSON, "loader"),
    }


UNKNOWN = r"""
function x(e) { return e.replace(/#.*$/, '') } location.replace(x(location.href) + '#' + e)
fetch(`https://${o.h}/`)
fetch([next(), next()].join('/'))
fetch('https://' + (10).toString(36) + '.test/x')
var u = new URL(location.href); u.host = '*****'; u.hostname = 'escape-key'; fetch(u)
'x'.match(/[\p{L}]+/gu); 'abc'.split(/(?<a>b)/u); fetch('/x'.replace(/\p{Lu}/gu, 'b'))
"""


@pytest.mark.parametrize("code", UNKNOWN.strip().splitlines())
def test_unknown_beats_wrong(script, code):
    assert not script(code).reading.contacts


@pytest.mark.parametrize(
    "code",
    [
        "const r = await fetch('d.json'); const c = await r.json(); fetch(c.api)",
        "async function f() { const c = await (await fetch('d.json')).json(); new Image().src = c.p } f()",
        "$.getJSON('d.json', function (c) { $('#f').attr('src', c.url) })",
        "var x = new XMLHttpRequest(); x.onload = function () { var c = JSON.parse(x.responseText); img.src = c.u }; x.open('GET', 'd.json')",
        "location.href = document.querySelector('meta[name=ziel]').content",
    ],
)
def test_dynamic(script, code):
    assert EffectKind.JSON in {effect.kind for effect in script(code).reading.effects}


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("document.getElementById('f').requestSubmit()", {EffectKind.FORM}),
        ("document.forms[0].submit()", {EffectKind.FORM}),
        ("b.onclick = () => f.submit()", set()),
        (
            "document.body.append(document.getElementById('v').content.cloneNode(true))",
            {EffectKind.TEMPLATE},
        ),
        ("document.body.append(document.importNode(t.content, true))", {EffectKind.TEMPLATE}),
    ],
)
def test_forms_and_templates(script, code, kinds):
    assert {effect.kind for effect in script(code).reading.effects} == kinds
