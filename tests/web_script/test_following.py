"""Values followed through the language: what callbacks, loops, classes, promises and tables make of constants."""

import pytest

from mkdocs_praxis.web.contact import Confidence

# One case a line: every host under .test in it is contacted, and nothing else.
FOLLOWED = r"""
class Lader { get u() { return 'https://a.test/x' } los() { fetch(this.u) } } new Lader().los()
const m = new Map([['u', 'https://a.test/x']]); fetch(m.get('u'))
fetch(Array.of('/x', 'https://a.test/').at(-1))
class A { host = 'a.test' } class B extends A { los() { fetch('https://' + this.host) } } new B().los()
fetch([['https://a.test']].flat()[0])
fetch(Array.from('/tset.a//:sptth').reverse().join(''), 'a.test')
const [, u] = ['x', 'https://a.test/']; fetch(u)
const {u: x = 'https://a.test/'} = {}; fetch(x)
for (const [k, u] of new Map([['k', 'https://a.test/']])) fetch(u)
Promise.all(['https://a.test/']).then(l => l.forEach(u => fetch(u)))
const f = async () => 'https://a.test/'; (async () => fetch(await f()))()
this.fetch('https://a.test/')
self.top.parent.frames.fetch('https://a.test/')
const g = f; function f(u) { fetch(u) } g('https://a.test/')
function f(cb) { cb('https://a.test/') } f(u => fetch(u))
frame.contentWindow.fetch('https://a.test/')
fetch(JSON.parse('{"u":"https://a.test/x"}').u)
fetch(JSON.parse('["https://a.test/x"]')[0])
fetchLater('https://a.test/')
new MediaMetadata({artwork: [{src: 'https://a.test/p.png'}]})
open('https://a.test/', '_self')
"""
EXACT = {
    "var s = ''; for (const c of [105, 117, 117, 113, 116]) s += String.fromCharCode(c ^ 1); fetch(s.slice(0, 4) + '://a.test')": {
        "a.test"
    },
    "WebFont.load({google: {families: ['Inter']}})": {"fonts.googleapis.com"},
    "WebFont.load({custom: {families: ['Inter'], urls: ['/fonts.css']}})": set(),
    "$('#t').DataTable({language: {url: '//a.test/de.json'}, pageLength: 10})": {"a.test"},
    "const h = new Hls(); h.loadSource('https://a.test/film.m3u8')": {"a.test"},
    "videojs('film', {sources: [{src: 'https://a.test/film.mp4'}]})": {"a.test"},
    "new Plyr('#film')": {"cdn.plyr.io"},
    "new Plyr('#film', {iconUrl: '/assets/plyr.svg'})": set(),
    "new Plyr('#film', {loadSprite: false})": set(),
}
# What only running tells: the policy stops it; that the host is named is all that reading owes.
LEFT_TO_THE_POLICY = r"""
fetch('AAAhttps://a.test/x'.slice(3))
fetch('##https://a.test/'.slice(2))
Promise.resolve('https://a.test/').then(fetch)
setTimeout(fetch, 0, 'https://a.test/')
window['fe'+'tch']('https://a.test/x')
el.style['background-image'] = 'url(https://a.test/b.png)'
document.body.setAttribute('onload', "fetch('https://a.test/x')")
var s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = JSON.stringify({prefetch: [{urls: ['https://a.test/x']}]}); document.head.append(s)
var x = 'src'; var e = document.createElement('script'); e[x] = 'https://a.test/x.js'; document.head.append(e)
const [, , ...r] = [1, 2, 'https://a.test/']; fetch(r[0])
const o = $.extend({}, {u: 'https://a.test/'}, window.x); fetch(o.u)
function* g() { yield 'https://a.test/' } for (const u of g()) fetch(u)
const p = new Proxy({}, {get: (t, k) => 'https://' + k}); fetch(p['a.test'], 'https://a.test/')
Reflect.apply(fetch, window, ['https://a.test/x'])
try { throw 'https://a.test/' } catch (u) { fetch(u) }
fetch('https://a.test/x'
"""
QUIET = r"""
class Bild { load(u) { this.u = u } } new Bild().load('https://a.test/p.png')
const dialog = {open(u) { document.title = u }}; dialog.open('https://a.test/')
const liste = {append(x) { this.x = x }}; liste.append('<img src=https://a.test/p.png>')
const t = document.createElement('template'); t.innerHTML = '<img src=https://a.test/p.png>'; document.body.append(t)
open('https://a.test/')
location.href = location.href.replace('http:', 'https:')
const l = ['https://a.test/']; document.title = l.map(x => x).join()
"""


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("code", _lines(FOLLOWED))
def test_a_value_is_followed(script, code):
    assert script(code).alarms == {"a.test"}


@pytest.mark.parametrize("code", _lines(LEFT_TO_THE_POLICY))
def test_what_is_left_to_the_policy_is_named(script, code):
    assert script(code).hosts(Confidence.MENTION) == {"a.test"}


@pytest.mark.parametrize("code", EXACT)
def test_runs_are_kept_apart(script, code):
    assert script(code).alarms == EXACT[code]


@pytest.mark.parametrize("code", _lines(QUIET))
def test_what_goes_nowhere_is_quiet(script, code):
    assert not script(code).alarms


def test_players_wait_for_their_films(script):
    library = "var a='data-plyr-provider',b='plyr__control';var s=document.createElement('script');s.src='https://www.youtube.com/iframe_api';document.head.append(s)"
    read = script(library)
    assert not read.alarms
    assert {(s.condition.name, s.contact.host) for s in read.reading.conditional} >= {
        ("[data-plyr-provider='youtube']", "www.youtube.com")
    }
