"""A script that makes code out of text is told before somebody sees an empty chart; who only asks what the browser is, is not."""

import pytest

from mkdocs_praxis.harden.code import evaluates
from mkdocs_praxis.harden.site import Hardening, harden
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.web.contact import OwnSite

OWN = OwnSite("https://praxis-beispiel.de/")
EARNEST = [
    "r=Function(...e.concat(n));return t?r.bind(t):r",  # Vega
    'n=Function("_",`return _${e};`)',
    "return e?(f.push(g),Function.apply(this,f)):g",  # Handlebars
    "t=Function(n)()}this.blocks=t",  # Nunjucks
    'i.code=new Function("c","p","i",this.wrapMain(t.code))',  # Hogan
    "const sum = eval(field.value)",
    "window.eval(code)",
    "(0,eval)(more)",
    "setTimeout('draw()', 20)",
    "setInterval(`tick(${n})`, 9)",
    "try{o=new Function(a,i)}catch(n){throw n.source=i,n}",
    "const Make = Function; run = new Make('a', body)",
    "var $F=window.Function,x=1;y=$F(code)",
    "Function.call(null, code)()",
    "Reflect.construct(Function, [code])",
    "[].map.constructor(code)()".replace("map", "constructor"),
    "(() => {}).constructor(code)()",
    'eval("__webpack_require__.r(__webpack_exports__);\\n//# sourceURL=webpack:///./src/index.js?");',
]
FALLBACKS = [
    'Function("return this")()',
    "var root = freeGlobal || freeSelf || Function('return this')();",
    '(0,eval)("this")',
    'Function("r", "regeneratorRuntime = r")(runtime);',
    "try{return Function('return require(\"'+t+'\")')()}catch(r){}",
    'try{n=new Function("return this;")().Promise}catch(e){}',
    'var r=eval("require");',
    'try{new Function("")}catch(d){b=!0}',
    'Function("binder","return function ("+a.join(",")+"){ return binder.apply(this,arguments); }")',
    'var Aa=Function;Ia[e]=Aa("C,a","return new C("+ka(n,",")+")")',  # core-js, for browsers without bind
    'Function("h,f","return function(){"+n+"}")(t,e)',
    'JSON&&JSON.parse?JSON.parse(i):new Function("return ("+i+");")()',
    'if(typeof JSON!=="object"){JSON={}} j=eval("("+text+")")',
    "return s(n),n(),e;(0,eval)(e)",
    "class View{eval(t,e){return t}}",
    "// Function (ahem) Functions\n",
    "// as new Function(a) would\nx()",
    "var $Function=Function,get=function(r){try{return $Function('return ('+r+').constructor;')()}catch(r){}}",
    "var kinds = {Function: Function, Object: Object}; Function.prototype.bind; this.constructor(null)",
    "var t=Function;function u(t){return new t(1)}",
    "isFunction(x), object.eval(x), setTimeout(draw, 20)",
]


@pytest.mark.parametrize("text", EARNEST)
def test_code_out_of_text(text):
    assert evaluates(text)


@pytest.mark.parametrize("text", FALLBACKS)
def test_who_only_asks_what_the_browser_is_or_can(text):
    assert not evaluates(text)


def _said(site, pages, scripts, *allow):
    for name, text in {**pages, **scripts}.items():
        (site / name).write_text(text, encoding="utf-8")
    done = harden(site, OWN, Hardening(allow=allow))
    return [line for line in done.said(translator("en", "cli")) if "out of text" in line]


def _page(*scripts, inline=""):
    tags = "".join(f'<script src="{one}"></script>' for one in scripts)
    return f"<!doctype html><html lang=de><head><title>x</title>{tags}</head><body><p>x</p>{inline}</body></html>"


def test_one_line_a_site_names_the_files_that_pages_load(tmp_path):
    pages = {
        "index.html": _page("vega.js"),
        "b.html": _page("vega.js", inline="<script>eval(q.value)</script>"),
    }
    (line,) = _said(tmp_path, pages, {"vega.js": EARNEST[0], "unused.js": EARNEST[3]})
    assert line.startswith("vega.js, b.html: ")
    assert "(pages: 2)" in line
    assert "harden_allow: [eval]" in line


def test_a_file_that_another_brings_along(tmp_path):
    scripts = {"main.js": "import('./hogan.js')", "hogan.js": EARNEST[4], "other.js": EARNEST[3]}
    (line,) = _said(tmp_path, {"index.html": _page("main.js")}, scripts)
    assert line.startswith("hogan.js: ")


def test_nothing_where_it_is_let(tmp_path):
    assert not _said(tmp_path, {"index.html": _page("a.js")}, {"a.js": EARNEST[0]}, "eval")


@pytest.mark.parametrize(
    ("library", "unused", "used"),
    [
        ("__p+='x';return Function(keys,source)", "_.map(a)", "_.template('<b>')"),
        ('// https://d3js.org v7\nreturn new Function("d","return {"+t)', "d3.json('a')", "d3.csv('a.csv')"),
        (
            "e.Handlebars=t();" + EARNEST[2],
            "Handlebars.templates.karte(facts)",
            "Handlebars.compile(source)",
        ),
        ("window.nunjucksPrecompiled;t=Function(n)()", "nunjucks.render('a')", None),
    ],
)
def test_a_way_that_few_pages_go_is_told_of_those(tmp_path, library, unused, used):
    for call in (unused, used):
        if call is not None:
            page = _page("lib.js", inline=f"<script>{call}</script>")
            assert bool(_said(tmp_path, {"index.html": page}, {"lib.js": library})) is (call is used)
