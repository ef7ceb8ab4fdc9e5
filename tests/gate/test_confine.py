"""A page that runs script passes only where a policy confines it; what its code names is told with it."""

import datetime as dt
import json
from base64 import b64encode
from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.policy import confining
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import Finding, Policy, Report
from mkdocs_praxis.report import render
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.csp import Widening
from tests.tools import lay

OWN = OwnSite("https://praxis.example/")
TIGHT = "default-src 'none'; script-src 'self' 'sha256-x='; form-action 'none'; base-uri 'none'"
META = f'<meta http-equiv="Content-Security-Policy" content="{TIGHT}">'
RUNS = "<script>document.title = 1</script>"


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title>{head}</head><body>{body}</body></html>"


def checked(folder: Path, files: dict[str, str], policy: Policy | None = None, **more: bool) -> Report:
    lay(folder, files)
    return check(folder, OWN, Options(policy or Policy(), **more))


def found(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.rule.name == "unconfined-script"]


@pytest.mark.parametrize(
    "text",
    [
        page(RUNS),
        page("<script src=a.js></script>"),
        page("<script type=module src=a.js></script>"),
        page(body="<p onclick='this.hidden=1'>"),
        page(body="<a href='javascript:print()'>x</a>"),
        page(body="<a href=' java\nscript:print()'>x</a>"),
        page(body="<iframe srcdoc='&lt;script>1&lt;/script>'></iframe>"),
        page(body="<iframe src='javascript:1'></iframe>"),
        page(body="<svg><script>1</script></svg>"),
        page(body="<svg><script href='a.js'></script></svg>"),
        page(body="<svg><script xlink:href='a.js'></script></svg>"),
        page(RUNS + META),  # the script has run before
        page(body=RUNS + META),
        page(body=META + RUNS),  # outside of the head it counts for nothing
        page(f"<noscript>{META}</noscript>{RUNS}"),
        page(f"<!--{META}-->{RUNS}"),
        page(META.replace("Policy", "Policy-Report-Only") + RUNS),
        page(META.replace("'none'; s", "*; s") + RUNS),
        page(META.replace('Policy"', 'Policy "') + RUNS),  # Chromium knows the name in full only
        page(META.replace('="Content', '="\u00a0Content') + RUNS),
        page(META.replace("form-action 'none'; ", "") + RUNS),
    ],
)
def test_what_runs_unconfined_is_a_finding(text: str, tmp_path: Path) -> None:
    report = checked(tmp_path, {"index.html": text, "a.js": "var a = 1"})
    assert found(report)
    assert not report.passed


@pytest.mark.parametrize(
    "files",
    [
        {"index.html": page(body="<p>Sprechzeiten</p>")},
        {"index.html": page('<script type="application/json">{"a": 1}</script>')},
        {"index.html": page(META + RUNS)},
        {"index.html": page(META + "<script src=a.js></script>"), "a.js": "var a = 1"},
        {"index.html": page(META.replace("http-equiv", "HTTP-EQUIV") + RUNS)},
        {"index.html": page(RUNS), ".htaccess": f'Header always set Content-Security-Policy "{TIGHT}"'},
        {"a/index.html": page(RUNS), "_headers": f"/a/\n  Content-Security-Policy: {TIGHT}"},
        {"bild.svg": "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>"},
    ],
)
def test_what_is_confined_or_runs_nothing_passes(files: dict[str, str], tmp_path: Path) -> None:
    report = checked(tmp_path, files)
    assert report.passed, [f.message for f in report.findings]


def test_what_a_page_s_policy_lets_through_is_named(tmp_path: Path) -> None:
    text = page(META.replace("default-src 'none'", "default-src 'self'; img-src https:") + RUNS)
    (finding,) = found(checked(tmp_path, {"index.html": text}))
    assert "img-src https:" in finding.message


def test_pages_that_are_hardened_next_are_none(tmp_path: Path) -> None:
    files = {"index.html": page(RUNS), "bild.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"}  # fmt: skip
    assert [f.file for f in found(checked(tmp_path, files, hardens=True))] == ["bild.svg"]
    assert not found(checked(tmp_path, files, hardens=True, heads=True))  # a header file comes with them


def test_a_drawing_with_script_is_asked_about_its_means_whatever_the_server_sends(tmp_path: Path) -> None:
    files = {
        "bild.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>new RTCPeerConnection()</script></svg>"
    }
    report = checked(tmp_path, files, hardens=True, heads=True)
    assert [f.rule.name for f in report.findings] == ["beyond-policy"]


def test_a_declared_server_policy_counts_and_is_listed(tmp_path: Path) -> None:
    policy = policy_of({"server_policy": TIGHT})
    report = checked(tmp_path, {"index.html": page(RUNS)}, policy)
    assert report.passed
    assert "declared policy" in render("text", [report])
    assert json.loads(render("json", [report]))["server_policy"] == TIGHT
    loose = policy_of({"server_policy": "default-src *"})
    assert found(checked(tmp_path, {}, loose))


def test_an_allowance_names_the_page(tmp_path: Path) -> None:
    allowed = {
        "url": "https://praxis.example/alt/*",
        "rule": "unconfined-script",
        "reason": "r",
        "approved_by": "a",
        "contract": "none needed",
        "expires": dt.date(2999, 1, 1),
    }
    files = {"alt/a.html": page(RUNS), "neu.html": page(RUNS)}
    assert [f.file for f in found(checked(tmp_path, files, policy_of({"allow": [allowed]})))] == ["neu.html"]


@pytest.mark.parametrize(
    "files",
    [
        {"index.html": page('<script>var s = "https:\\/\\/foe.test\\/a"</script>')},
        {"index.html": page(f"{RUNS}<p data-x='//foe.test/a'>")},
        {"index.html": page("<script>var s = 'https://foe' + '.test/' + 1</script>")},
        {"index.html": page("<script>var s = atob('aHR0cHM6Ly9mb2UudGVzdC9h')</script>")},
        {"index.html": page("<script>var s = 'a/tset.eof//:sptth'.split('').reverse()</script>")},
        {"index.html": page("<script>var s = 'uggcf://sbr.grfg'</script>")},
        {"index.html": page("<script>String.fromCharCode(104,116,116,112,58,47,47,102,111,101,46,116,101,115,116)</script>")},
        {"index.html": page("<script>var h = 'foe.test'</script>")},
        {"index.html": page("<script>var s = 'zzhttps://foe.test/azz'.slice(2, -2)</script>")},
        {"index.html": page("<script>var s = 'h~x~t~x~t~x~p~x~s~x~:~x~/~x~/~x~f~x~o~x~e~x~.~x~t~x~e~x~s~x~t~x~/~x~a~x~'.replace(/~x~/g, q)</script>")},
        {"index.html": page("<script>var s = [6, 10, 10, 8, 9, 2, 1, 1, 5, 7, 4, 0, 10, 4, 9, 10, 1, 3].map(i => './:aefhopst'[i])</script>")},
        {"index.html": page("""<script>var s = atob(atob('YUhSMGNITTZMeTltYjJVdWRHVnpkQzlo'))</script>""")},
        {"index.html": page("""<script>var s = '01101000 01110100 01110100 01110000 01110011 00111010 00101111 00101111 01100110 01101111 01100101 00101110 01110100 01100101 01110011 01110100 00101111 01100001'.split(' ').map(b => parseInt(b, 2))</script>""")},
        {"index.html": page("""<script>var s = [107,119,119,115,118,61,50,50,105,114,104,49,119,104,118,119,50,100].map(c => c - 3)</script>""")},
        {"index.html": page("""<script>var s = [96,84,84,88,85,142,153,153,98,89,99,154,84,99,85,84,153,103].map(c => 200 - c)</script>""")},
        {"index.html": page("""<script>var s = [66,94,94,90,89,16,5,5,76,69,79,4,94,79,89,94,5,75].map(c => c ^ 42)</script>""")},
        {"index.html": page("""<script>var s = 'iuuqt;00gpf/uftu0b'.split('')</script>""")},
        {"index.html": page("""<script>var s = x('geheim', atob('DxEcFRpXSEoOCgxDEwAbEUYM'))</script>""")},
        {"index.html": page("""<script>var s = 'https://' + (20318).toString(36) + '.test/'</script>""")},
        {"index.html": page("""<script>var s = 'ｈｔｔｐｓ：／／foe.test／a'.normalize('NFKC')</script>""")},
        {"index.html": page("""<script>var s = eval(function(p,a,c,k,e,d){return p}('0 1=\\'2://3.4/5\\'',36,6,'var|s|https|foe|test|a'.split('|'),0,{}))</script>""")},
        {"index.html": page("""<script>var s = eval(function(h,u,n,t,e,r){return r}("bcdbebdcbebdcbebdbbebdcaedddedbaedbaebccdebdbaebcccedadebdcbebcccebdcaebdcbedbaebcbce",31,"abcdefgh",5,4,17))</script>""")},
        {"index.html": page("<script>fetch('d/x.json')</script>"), "d/x.json": '{"a": "https://foe.test/"}'},
        {"index.html": page("<script src=a.js></script>"), "a.js": "import './b/c.js'", "b/c.js": "q = 'wss://foe.test'"},
        {"a.html": page("<link rel=modulepreload href=s.1.js>" + RUNS, "<p>x</p>"), "s.1.js": "q = 'https://foe.test/'"},
        {"a.html": page(RUNS, "<astro-island component-url=/k.js></astro-island>"), "k.js": "q = 'https://foe.test/'"},
        {"a.html": page("<script src=r.js></script>"), "r.js": 'u=e=>"c/"+{7:"karte"}[e]+"-"+{7:"5b1c9d0e"}[e]+".js"', "c/karte-5b1c9d0e.js": "q = 'https://foe.test/'"},
        {"index.html": page("<script src=a.js></script>"), "a.js": "load('teile/x.txt')", "teile/x.txt": "<img src=//foe.test/x>"},
        {"index.html": page("<ul id=u><li>foe</li><li>test</li></ul><script>fetch('https://' + [...u.children].map(l => l.textContent).join('.'))</script>")},
        {"index.html": page("<p id=u data-name=\"foe\" data-end='test'><script>fetch(`https://${u.dataset.name}.${u.dataset.end}/`)</script>")},
        {"index.html": page("<p id=u data-name='foe' data-end=test><script>fetch(`https://${u.dataset.name}.${u.dataset.end}/`)</script>")},
        {"index.html": page("<script>var a = [...document.querySelectorAll('#u i')], s = a.map(i => i.textContent).join('')</script>", "<p id=u>" + "".join(f"<i>{c}</i>" for c in "https://foe.test/a") + "</p>")},
        {"index.html": page("<script>var a = document.querySelectorAll('li'), s = ''; for (const l of a) s += String.fromCharCode(l.value)</script>", "<ul>" + "".join(f'<li value="{ord(c)}"></li>' for c in "https://foe.test/a") + "</ul>")},
        {"index.html": page("<script>var d = u.dataset; fetch(d.a + d.b + d.c)</script>", '<p id=u data-a="https://f" data-b="oe.te" data-c="st/a"></p>')},
        {"index.html": page("<script>fetch(document.createTreeWalker(document, NodeFilter.SHOW_COMMENT).nextNode().data)</script>", "<!-- https://foe.test/ -->")},
        {"index.html": page("<script>fetch(atob(u.firstChild.data))</script>", "<p id=u><!--aHR0cHM6Ly9mb2UudGVzdC9h--></p>")},
        {"index.html": page("<link rel='alternate' href='https://foe.test/a.json'><link rel=canonical href='https://other.test/'><script>fetch(document.querySelector('link[rel=alternate]').href)</script>")},
        {"index.html": page("<a href='https://foe.test/'>x</a><script>fetch(document.links[0].href)</script>")},
        {"index.html": page("<a id=q href='https://foe.test/'>x</a><script>new Image().src = q.href;</script>")},
        {"index.html": page("<script>document.querySelectorAll('nav a').forEach(a => prefetch(a))</script>", "<nav><a href=//foe.test/>x</a></nav>")},
        {"index.html": page("<script src=a.js></script>", "<map><area href=https://foe.test/></map>"), "a.js": "for (const l of document.links) fetch(l)"},
        {"index.html": page("<script src=a.js></script>", "<!-- https://foe.test/ -->"), "a.js": "fetch(document.firstChild.nodeValue)"},
        {"index.html": page("<script>var k = 'https://|fo|e.te|st/a'.split('|')</script>")},
        {"index.html": page('<script>var k = "https:~~//~~f~~oe~~.test~~/a".split("~~")</script>')},
        {"index.html": page("<script>eval(unescape('" + "".join(f"%u{ord(c):04x}" for c in "fetch('https://foe.test/')") + "'))</script>")},
        {"index.html": page("<script>var s = '" + "-".join(str(ord(c)) for c in "https://foe.test/a") + "'.split('-')</script>")},
        # The list is turned by a number that other code finds out, and its base64 begins with the small letters.
        {"index.html": page("<script>function l(){return ['oe.t','est/a','src','ttps:','//f','img','h']}i[c(0x22)]=c(0x26)+(c(0x23)+c(0x24))+c(0x20)+c(0x21)</script>")},
        {"index.html": page("<script>function l(){return ['oe.t','est/a','l(\\x27htt','ps://f']}i.s='rt ur'+(c(0x20)+c(0x21))+c(0x1e)+c(0x1f)</script>")},
        {"index.html": page("<script>var l='abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=',s='" + b64encode(b"https://foe.test/a").decode().swapcase() + "'</script>")},
        {"index.html": page("""<script type="application/json" id=j>{"sub": "foe", "dom": "test"}</script><script>var d = JSON.parse(j.text); fetch(`https://${d.sub}.${d.dom}/`)</script>""")},
    ],
)  # fmt: skip
def test_the_hosts_that_code_names_are_told(files: dict[str, str], tmp_path: Path) -> None:
    assert any("foe.test" in f.hosts for f in found(checked(tmp_path, files)))


def test_links_comments_and_vocabularies_are_not_told(tmp_path: Path) -> None:
    body = (
        "<a href='https://kbv.test/'>kbv.test</a><!-- https://vorlage.test --><link rel=canonical href='https://c.test/'>"
        '<script type="application/ld+json">{"sameAs": "https://portal.test/"}</script><svg xmlns="http://www.w3.org/2000/svg"></svg>'
    )
    (finding,) = found(checked(tmp_path, {"index.html": page(RUNS, body)}))
    assert finding.hosts == ()


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("x.innerHTML = e.data", "<!-- https://vorlage.test -->"),
        ("q('link[rel=alternate]')", "<link rel=canonical href='https://foe.test/'>"),
        ("q('a')[0].href", "<a href='https://foe.test/'>x</a>"),
        ("for (const a of document.links) a.rel = 'noopener'", "<a href='https://foe.test/'>x</a>"),
        ("document.querySelectorAll('nav a').forEach(a => { if (a.href === location.href) a.className = 'x' })", "<nav><a href='https://foe.test/'>x</a></nav>"),
        ("fetch('a.json')", "<a href='https://foe.test/'>x</a>"),
        ("document.querySelectorAll('td').forEach(t => n += t.colSpan)", "<td width=104><td width=116>" * 4),
        ("var w = '/* https: */" + " aber alle. als" * 40 + "'.split(' ')", ""),
        ("document.querySelectorAll('p').join('')", "<p id=a title='https://praxis.example/a'>foe</p><p id=b>.test</p>"),
        ("JSON.parse(document.querySelector('[type*=ld+json]').text)", '<script type="application/ld+json">{"@context":"https://schema.org","logo":"/a.png"}</script>'),
    ],
)  # fmt: skip
def test_what_code_reads_of_a_page_makes_no_host_of_others(code: str, body: str, tmp_path: Path) -> None:
    (finding,) = found(checked(tmp_path, {"index.html": page(f"<script>{code}</script>", body)}))
    assert finding.hosts == ()


def test_words_that_no_code_joins_are_no_hosts(tmp_path: Path) -> None:
    body = "<ul><li>kbv</li><li>de</li></ul><script>var s = ['html', 'de'], u = 'https://' + location.host</script>"
    (finding,) = found(checked(tmp_path, {"index.html": page(body)}))
    assert finding.hosts == ()


def test_names_of_code_are_no_hosts(tmp_path: Path) -> None:
    files = {"index.html": page("<script src=a.js></script>"), "a.js": "window.App=window.App||{}"}
    (finding,) = found(checked(tmp_path, files))
    assert finding.hosts == ()


def test_people_are_told_once_a_site(tmp_path: Path) -> None:
    files = {f"{n}.html": page(f"<script>var a{n} = 'https://foe{n % 2}.test'</script>") for n in range(20)}
    report = checked(tmp_path, files)
    text = render("text", [report])
    assert text.count("unconfined-script PRX205") == 1
    assert "foe0.test" in text
    assert "foe1.test" in text
    assert "19 more places" in text
    told = json.loads(render("json", [report]))["findings"]
    assert len([f for f in told if f["rule"] == "unconfined-script" and f["hosts"]]) == 20


SENT = "default-src 'self'; form-action 'self'; base-uri 'self'"


@pytest.mark.parametrize(
    "code",
    [
        "new RTCPeerConnection()",
        "new window.webkitRTCPeerConnection()",
        "new Worker('w.txt')",
        "navigator.serviceWorker.register(x)",
        "f=document.createElement('iframe')",
        "x.innerHTML='<iframe src='+y",
        "l.rel='preconnect'",
    ],
)
def test_means_that_no_policy_governs_are_asked_about(code: str, tmp_path: Path) -> None:
    policy = policy_of({"server_policy": SENT})
    files = {
        "index.html": page("<script src=a.js></script>"),
        "a.js": f"if (window.never) {{ {code} }}",
        "w.txt": "",
    }
    assert "beyond-policy" in {f.rule.name for f in checked(tmp_path, files, policy).findings}
    harden(tmp_path, OWN)
    assert "beyond-policy" not in {f.rule.name for f in check(tmp_path, OWN, Options(policy)).findings}


@pytest.mark.parametrize(
    ("file", "text", "odd"),
    [
        ("_headers", "/a.txt\n  Content-Type: text/html", True),
        ("_headers", "/\n  Content-Type: text/html; charset=utf-16le", True),
        ("_headers", "/\n  Content-Type: text/html; charset=utf-8", False),
        ("_headers", '/*\n  Speculation-Rules: "/r.json"', True),
        ("_headers", "/*.mjs\n  Content-Type: text/javascript", False),
        (".htaccess", "AddType text/html .txt", True),
        (".htaccess", "AddType text/html .html .htm\nAddType font/woff2 .woff2", False),
        (".htaccess", "AddDefaultCharset UTF-16", True),
        (".htaccess", "AddDefaultCharset iso-8859-1", False),
        (".htaccess", "ForceType text/html", True),
        (".htaccess", "AddType image/svg+xml svg svgz", False),
        (".htaccess", "AddType text/javascript .png", True),  # else no picture is run
        (".htaccess", "AddType text/html .foo", True),
        (".htaccess", "AddType application/xml .txt", True),
        # Lines of W3 Total Cache and TYPO3: what uses such a file reads it so.
        (".htaccess", "AddType application/javascript .js2\nAddType text/javascript .js3", False),
        (".htaccess", 'AddType "text/css" .gzip', False),
        (
            "_headers",
            "/sitemap\n  Content-Type: application/xml\n/impressum\n  Content-Type: text/html",
            False,
        ),
    ],
)
def test_headers_that_make_another_file_of_one_are_asked_about(
    file: str, text: str, odd: bool, tmp_path: Path
) -> None:
    report = checked(tmp_path, {file: text, "a.txt": "x", "index.html": page()})
    assert ("beyond-policy" in {f.rule.name for f in report.findings}) is odd


@pytest.mark.parametrize(
    ("inside", "asked"),
    [
        ("<iframe src=//foe.test></iframe>", True),
        ("<link rel=preconnect href=//foe.test>", True),
        ("<object data=//foe.test></object>", True),
        ("<img src=//foe.test/x.png alt=x>", False),  # the policy refuses it
    ],
)
@pytest.mark.parametrize("script", ["", "<script src=a.js></script>"])
def test_a_template_counts_since_scripts_may_clone_it(
    inside: str, asked: bool, script: str, tmp_path: Path
) -> None:
    """Those of another page too, which shows this one in a frame."""
    files = {"index.html": page(body=f"<template>{inside}</template>{script}"), "a.js": "window[atob(q)](w)"}
    report = checked(tmp_path, files, hardens=True)
    assert (
        any(f.contact and f.contact.host == "foe.test" and f.severity == "error" for f in report.findings)
        is asked
    )


@pytest.mark.parametrize("holder", ["textarea readonly", "script type=text/html"])
def test_code_to_copy_is_text_until_somebody_makes_markup_of_it(holder: str, tmp_path: Path) -> None:
    held = f"<{holder}><iframe src=//foe.test></iframe></{holder.split(maxsplit=1)[0]}>"
    report = checked(tmp_path, {"index.html": page(body=held)}, hardens=True)
    assert {f.severity for f in report.findings} <= {"note"}


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("frames[0].location.href = u", True),
        ("f.contentWindow.location.reload()", False),
        ("f.contentWindow.location.reload.constructor(u)()", True),
        ("frames.w.location = u", True),
        ("f.contentWindow.location.replace(u)", True),
        ("[f.contentWindow.location.href] = [u]", True),
        ("f.contentWindow.location.href += u", True),
        ('"string" == typeof f.contentWindow.location.href', False),
        ('f.contentWindow.location.href !== "x"', False),
        ("f.contentWindow.postMessage(u)", False),
        ("location.href = u", False),
    ],
)
def test_not_even_the_guard_stops_where_an_empty_frame_is_led(
    code: str, asked: bool, inline: bool, tmp_path: Path
) -> None:
    files = {
        "index.html": page(
            f"<script>{code}</script>" if inline else "<script src=a.js></script>",
            "<iframe title=x></iframe>",
        ),
        "a.js": code,
    }
    assert (
        "beyond-policy" in {f.rule.name for f in checked(tmp_path, files, hardens=True).findings}
    ) is asked
    harden(tmp_path, OWN)
    assert ("beyond-policy" in {f.rule.name for f in check(tmp_path, OWN, Options()).findings}) is asked


LEADS = (
    "for (const e of document.querySelectorAll('.lazyload')) e.contentWindow.location.replace(e.dataset.src)"
)


@pytest.mark.parametrize(
    ("more", "body", "asked"),
    [
        ("", "", False),
        ("typeof x == 'object' && console.log('embedded', {top: 1}, a.top)", "", False),
        ("var t='top', o={list:'object', open(a) {}}; e.open(i); m['padding-top']", "", False),
        ("s.replace(/left|top/g, f); u('object', n); this.parent.x; c = '.a{vertical-align:top}'", "", False),
        ("JSON.parse(decodeURIComponent(e.getAttribute('data-x')))", "<p data-x='100 %'></p>", False),
        ("b.innerHTML = decodeURI(e.dataset.x)", "<p data-x='%3c%69frame>'></p>", True),
        ("", "<iframe title=x></iframe>", True),
        ("", "<IFRAME title=x></IFRAME>", True),
        ("", "<object data=a.svg></object>", True),
        ("", "<template><iframe title=x></iframe></template>", True),
        ("", "<p data-html='&lt;iframe title=x&gt;'></p>", True),
        ("", "<p data-html='&lt;object data=a.svg&gt;'></p>", True),
        ("", "<p onclick='document.body.append(document.createElement(`object`))'></p>", True),
        ("", "<p onclick='fetch(x)'></p>", True),
        ("document.createElement('iframe')", "", True),
        ("document.createElement('object')", "", True),
        ("m(e, {tag: 'frame'})", "", True),
        (r"b.innerHTML = '\u003ciframe>'", "", True),
        (r"b.innerHTML = '\x3cobject>'", "", True),
        ("b.innerHTML = '%3Cembed>'", "", True),
        ("b.innerHTML = atob(a)", "", True),
        ("b.innerHTML = localStorage.a", "", True),
        ("fetch(a).then(r => r.text()).then(t => { b.innerHTML = t })", "", True),
        ("onmessage = e => { b.innerHTML = e.data }", "", True),
        ("const d = parent.document", "", True),
        ("const w = window.top", "", True),
        ("const w = self['top']", "", True),
        ("const w = open('b.html')", "", True),
        ("import(a)", "", True),
        ("document.createElement('script').src = a", "", True),
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_who_could_lead_a_frame_and_finds_none_is_not_asked_about(
    more: str, body: str, asked: bool, inline: bool, tmp_path: Path
) -> None:
    """As lazysizes on a page of pictures."""
    head = f"<script src=a.js></script><script>{more}</script>" if inline else "<script src=a.js></script>"
    files = {"index.html": page(head, body), "a.js": LEADS if inline else f"{LEADS};{more}"}
    for hardens in (True, False):
        said = {f.rule.name for f in checked(tmp_path, files, hardens=hardens).findings}
        assert ("beyond-policy" in said) is asked
        harden(tmp_path, OWN)
        files = {}


@pytest.mark.parametrize(
    ("more", "body", "after", "asked"),
    [
        ("$('p').addClass('x').html('<b>y</b>')", "", "", False),
        ("$('p').load('teil.html')", "", "", True),
        ("$.get(a, t => $('p').html(t))", "", "", True),
        ("(j => j.get('a.html', t => j('p').html(t)))(jQuery)", "", "", True),
        ("$['ajax'](a)", "", "", True),
        ("$('p').html('<iframe class=lazyload>')", "", "", True),
        ("$('p').html(atob(a))", "", "", True),
        ("", "<iframe title=x></iframe>", "", True),
        ("", "<p onclick='$(this).load(`teil.html`)'></p>", "", True),
        ("", "", "$('p').html(atob(a))", True),  # in one file with it
    ],
)
def test_jquery_brings_a_frame_only_where_code_asks_it_to(
    more: str, body: str, after: str, asked: bool, tmp_path: Path
) -> None:
    """As lazysizes beside jQuery."""
    able = "function p(e){return e.parent()} o.open(t.type,t.url); String.fromCharCode(c); fetch(u); document.createElement('script')"
    library = f"/*! jQuery v3.7.1 | (c) */!function(e,t){{{able},void 0===t&&(e.jQuery=e.$=T),T}});"
    files = {
        "index.html": page(
            f"<script src=j.js></script><script src=a.js></script><script>{more}</script>", body
        ),
        "a.js": LEADS,
        "j.js": f"{library}\n{after}",
    }
    said = {f.rule.name for f in checked(tmp_path, files, hardens=True).findings}
    assert ("beyond-policy" in said) is asked


_MADE = "f = document.createElement('iframe')"


@pytest.mark.parametrize(
    ("more", "body", "asked"),
    [
        ("fetch(a).then(r => r.text()).then(t => { b.innerHTML = t })", "<img class=lazyload alt=x>", False),
        (_MADE, "<img class=lazyload alt=x>", False),
        (f"{_MADE}; p.className = 'is-lazyloading'", "", False),
        ("", "<iframe title=x></iframe><img class=lazyload alt=x>", False),
        ("", "<iframe title=x class='a lazyload'></iframe>", True),
        ("", "<p data-html='&lt;iframe class=lazyload&gt;'></p>", True),
        (f"{_MADE}; f.className = 'lazyload'", "", True),
        ("lazySizesConfig.lazyClass = 'lazy'", "<iframe title=x class=lazy></iframe>", True),
        (f"{LEADS}; {_MADE}", "", True),
    ],
)
@pytest.mark.parametrize(
    "made",
    [
        "/*! lazysizes - v5.3.2 */\n\n!function(e){LEADS;e.lazySizes=t}(window);",
        "(function(window, factory) {\n\tvar lazySizes = factory(window, D);\n\tLEADS\n\treturn lazysizes;\n}\n));\n",
    ],
)
def test_lazysizes_leads_frames_of_its_class_only(
    made: str, more: str, body: str, asked: bool, tmp_path: Path
) -> None:
    head = "<script src=l.js></script><script src=a.js></script>"
    files = {"index.html": page(head, body), "l.js": made.replace("LEADS", LEADS), "a.js": more}
    said = {f.rule.name for f in checked(tmp_path, files, hardens=True).findings}
    assert ("beyond-policy" in said) is asked


@pytest.mark.parametrize(
    "end",
    [
        ',e.addEventListener("load",t0)),T});',
        ",void 0===t&&(e.jQuery=e.$=T),T}(window,!0);export default e;export{e as jQuery,e as $};",
        "\n\twindow.jQuery = window.$ = jQuery;\n}\n\nreturn jQuery;\n\n} );\n",
        "\n\treturn jQueryFactoryWrapper( window, true );\n}\n\nmodule.exports = { jQueryFactory: jQueryFactory };\n",
        "\nexport { jQuery, jQuery as $ };\n\nexport default jQuery;\n",
    ],
)
def test_each_build_of_jquery_is_known(end: str, tmp_path: Path) -> None:
    library = f"/*! jQuery v4.0.0+slim | (c) */{{String.fromCharCode(c); e.parent(); fetch(u){end}"
    head = "<script src=j.js></script><script src=a.js></script>"
    for more, asked in (("", False), (";atob(a)", True)):
        files = {"index.html": page(head), "a.js": LEADS, "j.js": library + more}
        said = {f.rule.name for f in checked(tmp_path, files, hardens=True).findings}
        assert ("beyond-policy" in said) is asked


def test_a_page_shown_in_a_frame_may_be_given_one(tmp_path: Path) -> None:
    files = {
        "index.html": page(body="<iframe src=in.html title=x></iframe>"),
        "in.html": page("<script src=a.js></script>"),
        "a.js": LEADS,
    }
    asked = {
        f.file for f in checked(tmp_path, files, hardens=True).findings if f.rule.name == "beyond-policy"
    }
    assert asked == {"in.html"}


@pytest.mark.parametrize(
    ("means", "advice"),
    [
        (("iframe.location",), "give the frame its address as src"),
        (("speculationrules",), "site’s own addresses"),
        (("RTCPeerConnection",), "praxis harden"),
        (("RTCPeerConnection", "iframe.location"), "praxis harden"),
    ],
)
def test_each_way_around_the_policy_has_advice_that_fits(means: tuple[str, ...], advice: str) -> None:
    judge = Judge(Policy(), dt.date(2026, 12, 27))
    finding = confining.beyond(judge, "index.html", (1, 1), means)
    assert advice in finding.fix, finding.fix
    assert all(one in finding.message for one in means)


def test_a_policy_that_is_too_wide_is_told_with_what_it_lets_through() -> None:
    judge = Judge(Policy(), dt.date(2026, 12, 27))
    none, wide = (
        confining.unconfined(judge, "index.html", (1, 1), one, ())
        for one in ((), [Widening("img-src", "https:")])
    )
    assert "img-src" in wide.message
    assert "https:" in wide.message
    assert none.message != wide.message


@pytest.mark.parametrize(
    "files",
    [
        {"index.shtml": page(body='<!--#include virtual="/f.txt" -->'), "f.txt": RUNS},
        {"index.shtml": page(body='<!--#include file="f.html" -->'), "f.html": f"<p>x</p>{RUNS}"},
        {
            "index.html": page(),
            "f.xml": '<?xml-stylesheet type="text/xsl" href="a.txt"?><r/>',
            "a.txt": '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">'
            f'<xsl:template match="/">{RUNS}</xsl:template></xsl:stylesheet>',
        },
    ],
)
def test_what_is_put_into_a_page_is_confined_by_a_header_only(files: dict[str, str], tmp_path: Path) -> None:
    """Hardened, too: a policy that stands in the part comes too late, and the page around it has none."""
    lay(tmp_path, files)
    harden(tmp_path, OWN)
    assert found(check(tmp_path, OWN, Options(hardens=True)))
    assert not found(check(tmp_path, OWN, Options(policy_of({"server_policy": TIGHT}))))
