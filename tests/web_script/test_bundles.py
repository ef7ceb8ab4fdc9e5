"""Bundles: a page's own code behind that of a framework, in one file too large for its methods to be told apart by name."""

import pytest

FRAMEWORK = "new XMLHttpRequest;document.createElement(n).setAttribute(a,b);e.innerHTML=c;\n" + (
    "function leer(a,b){return a+b+'nothing that stands here can matter to anybody at all, however long it is'}\n"
    * 400
)
PAGE = "function App(){%s}mount(App,{target:document.body});"


@pytest.mark.parametrize(
    "code",
    [
        PAGE % 'effect(()=>{fetch("https://a.test/x")},[]);return j("p",{})',
        PAGE % 'return j("main",{children:[j("img",{src:"https://a.test/p.png"})]})',
        PAGE % 'var e=t();set(e,"src",u),append(r,e)' + "var u='https://a.test/p.png',t=h('<img alt=x>');",
        PAGE % "var e=t();append(r,e)" + "var t=h('<main><img src=https://a.test/p.png></main>');",
        'var d=[{f:"https://a.test/p.png"}];' + PAGE % 'return d.map(x=>j("img",{src:x.f}))',
        'define(class extends El{render(){return html`<img src="https://a.test/p.png">`}});',
        'mount({mounted(){fetch("https://a.test/x")}});',
        'mount({data(){return {u:"https://a.test/x"}},mounted(){fetch(this.u)}});',
        'mount({data:function(){return {u:"https://a.test/x"}},mounted(){fetch(this.u)}});',
        'function Bild({u:e}){return j("img",{src:e})}' + PAGE % 'return j(Bild,{u:"https://a.test/p.png"})',
        'client.post("https://a.test/x",{});',
    ],
)  # fmt: skip
def test_what_a_page_draws_is_named(script, code):
    assert script(FRAMEWORK + code).alarms == {"a.test"}


@pytest.mark.parametrize(
    "code",
    [
        PAGE % 'return an?j("iframe",{src:"https://a.test/k"}):j("button",{onClick:()=>on(true)})',
        PAGE % 'return an?j(Karte,{}):j("button",{})' + 'function Karte(){return j("iframe",{src:"https://a.test/k"})}',
        PAGE % "var i=a=>{var f=t();append(a,f)};show(r,a=>{an()?a(i):a(j,-1)})" + "var t=h('<iframe src=https://a.test/k></iframe>');",
        PAGE % 'return an&&j("iframe",{src:"https://a.test/k"})',
        PAGE % 'return j("a",{href:"https://a.test/"})',
        'class Bing{constructor(o){fetch("https://a.test/"+o.key)}}',
        'ns.get("svg"),log("<img src=https://a.test/p.png>".length);',
    ],
)  # fmt: skip
def test_what_it_may_draw_later_is_mentioned(script, code):
    assert not script(FRAMEWORK + code).alarms
