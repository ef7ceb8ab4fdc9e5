"""What scripts do besides contacting hosts."""

import pytest

OPAQUE = [
    r"eval(function(p,a,c,k,e,d){e=function(c){return c};while(c--){if(k[c]){p=p.replace(new RegExp('\\b'+e(c)+'\\b','g'),k[c])}}return p}('0(1)',2,2,'fetch|x'.split('|'),0,{}))",
    r"eval(function(p,a,c,k,e,r){return p}('1',2,2,''.split('|'),0,{}))",
    "eval(atob(x))",
    "var s = ''; for (var i = 0; i < k.length; i++) s += String.fromCharCode(k[i] - 1); fetch(s)",
    "eval(decodeURIComponent(escape(window.atob(daten))))",
    "new Function(atob(geheim))()",
    "setTimeout(unescape(x), 1)",
    "fetch(atob(schluessel))",
    "var s = document.createElement('script'); s.src = String.fromCharCode.apply(null, codes); document.head.append(s)",
    "var _0x4f2a=['log','src','push'];(function(_0x1,_0x2){var _0x3a=function(_0x4b){while(--_0x4b){_0x1['push'](_0x1['shift']());}};_0x3a(++_0x2);}(_0x4f2a,0x1b3));var _0x5b1c=function(_0x12,_0x34){_0x12=_0x12-0x0;return _0x4f2a[_0x12];};x[_0x5b1c('0x1')](_0x5b1c('0x0'),_0x4f2a,_0x5b1c)",
    "$=~[];$={___:++$,$$$$:(![]+'')[$]};",
    "[][(![]+[])[+[]]+(![]+[])[!+[]+!+[]]+(![]+[])[+!+[]]+(!![]+[])[+[]]]" * 12,
]
CLEAR = [
    "document.title = atob('SGFsbG8=')",
    "var t = decodeURIComponent(location.search.slice(1))",
    "var x = function(p,a,c,k,e,d){return p}",
    "var _0 = 1, _0x = 2; f(_0, _0x)",
    "el.textContent = String.fromCharCode(65 + i)",
    "new Function('return this')()",
    "fetch('/suche?q=' + encodeURIComponent(q))",
    "setTimeout(() => x(), 10)",
    "var k = [105, 117], s = ''; for (var i = 0; i < k.length; i++) s += String.fromCharCode(k[i] - 1); el.title = s",
    "fetch(basis + '/api/' + id)",
    "img.src = pfad",
    "img.src = decodeURIComponent('%2Fimg%2Fa.png')",
]


@pytest.mark.parametrize("code", OPAQUE, ids=lambda code: code[:50])
def test_hidden_work_is_a_sign(script, code):
    assert "opaque-script" in script(code).signs


def test_an_object_that_holds_itself_is_read_to_its_end(script):
    held = ";".join(f"o.k{number} = o" for number in range(20))
    found = script(f"var o = {{url: 'https://a.test/'}}; {held}; $.ajax(o)")
    assert found.alarms == {"a.test"}
    assert "opaque-script" not in found.signs


@pytest.mark.parametrize("code", CLEAR)
def test_ordinary_code_is_none(script, code):
    assert "opaque-script" not in script(code).signs


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("document.cookie = 'a=1'", "cookie"),
        ("var d = document; d.cookie = 'a=1'", "cookie"),
        ("cookieStore.set('a', '1')", "cookie"),
        ("localStorage.setItem('a', 1)", "storage"),
        ("window.localStorage.a = 1", "storage"),
        ("sessionStorage['a'] = 1", "storage"),
        ("indexedDB.open('x')", "storage"),
        ("caches.open('v1')", "storage"),
        ("navigator.serviceWorker.register('/sw.js')", "service-worker"),
        (
            "c.getContext('2d').fillText('x',1,1);c.toDataURL();navigator.plugins;navigator.hardwareConcurrency;screen.colorDepth;Date().getTimezoneOffset()",
            "fingerprint",
        ),
    ],
)
def test_what_is_kept(script, code, kind):
    assert kind in script(code).signs


@pytest.mark.parametrize(
    "code",
    [
        "x.cookie = 1",
        "if (document.cookie.includes('a')) x()",
        "function f(localStorage) { localStorage.x = 1 }",
        "var o = {caches: 1, indexedDB: 2}; 'localStorage'",
        "c.getContext('2d').fillText('Praxis', 1, 1); location.href = '/x'",
    ],
)
def test_what_is_not(script, code):
    assert not script(code).signs
