"""What bindings and templates make addresses of, and what libraries only handle, told by names."""

import pytest

from mkdocs_praxis.web.bound import names, of_attribute, of_template
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, OwnSite
from mkdocs_praxis.web.indicators import handled
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")


def _hosts(body: str) -> set[str]:
    page = f"<!doctype html><title>x</title>{body}".encode()
    contacts = read("index.html", page, url=OWN.url, own=OWN).contacts
    return {one.host for one in contacts if one.confidence is not Confidence.MENTION}


@pytest.mark.parametrize(
    ("name", "value", "kind", "path"),
    [
        (":src", "bild.url", EffectKind.GLOBAL, ".url"),
        ("v-bind:src", "url", EffectKind.GLOBAL, ".url"),
        (":src", "'https://' + host + '/a.png'", EffectKind.HOST, ".host"),
        (":src", "`https://${this.host}/a.png`", EffectKind.HOST, ".host"),
        ("data-bind", "attr: {src: bild, alt: text}", EffectKind.GLOBAL, ".bild"),
        (":src", "person.bild || ''", EffectKind.GLOBAL, ".bild"),
        (":style", "'background:url(' + bg() + ')'", EffectKind.GLOBAL, ".bg"),
        (":style", "{backgroundImage: `url(${seite.bg})`}", EffectKind.GLOBAL, ".bg"),
        ("x-bind:src", "urls[ort]", EffectKind.GLOBAL, ".urls"),
        (":src", "orte[nr].url", EffectKind.GLOBAL, ".url"),
        ("x-init", "await lade()", EffectKind.GLOBAL, ".lade()"),
        ("@vue:mounted", "start", EffectKind.GLOBAL, ".start()"),
        ("x-for", "(b, i) in team.bilder", EffectKind.LOOP, "b bilder"),
    ],
)
def test_a_binding_makes_an_address_of_a_property(name, value, kind, path):
    assert set(of_attribute(name, value)) == {Effect(kind, path)}


def test_a_template_makes_addresses_of_what_stands_in_them():
    assert set(of_template('<a href="{{link}}"><img src="{{b.url}}"></a>')) == {
        Effect(EffectKind.GLOBAL, ".url"),
        Effect(EffectKind.JSON, "url"),
    }
    assert set(of_template('<img src="https://{{../host}}/x">')) == {Effect(EffectKind.HOST, ".host")}


def test_stimulus_reads_an_attribute_by_its_value_name():
    assert "map-url-value" in names("data-big-map-url-value").split()
    assert names("data-src") == "data-src"


@pytest.mark.parametrize(
    ("body", "hosts"),
    [
        ('<i data-host="a.test"></i><script>fetch("https://" + x.dataset.host + "/")</script>', {"a.test"}),
        ('<i data-host="a.test"></i><script>fetch("/api?h=" + x.dataset.host)</script>', set()),
        ('<i data-host="datei.json"></i><script>fetch("/" + x.dataset.host)</script>', set()),
        ('<script>var c = {api: "https://a.test/"}</script><script>fetch(c.api)</script>', {"a.test"}),
        ('<script>var c = {api: "https://a.test/"}</script><script>fetch(c.other)</script>', set()),
        ('<script src="x.js?h=a.test"></script>', set()),
        ('<textarea><img src="https://a.test/"></textarea><script>document.title = "x"</script>', set()),
        (
            '<i x-for="b in alle"><img :src="b"></i><script>f({alle: ["https://a.test/"]})</script>',
            {"a.test"},
        ),
        ('<i x-for="b in alle"><a :href="b">x</a></i><script>f({alle: ["https://a.test/"]})</script>', set()),
        ('<p x-init="los()"><script>var d = {los() { fetch("https://a.test/") }}</script>', {"a.test"}),
        ('<p @click="los()"><script>var d = {los() { fetch("https://a.test/") }}</script>', set()),
        (
            '<img :src="bild"><script>function V() { this.bild = ko.observable("https://a.test/") }</script>',
            {"a.test"},
        ),
        ('<img :src="url"><script>var d = {link: "https://a.test/"}</script>', set()),
        ('<img :src="url"><script>var d = {url: "https://a.test/"}</script>', {"a.test"}),
    ],
)
def test_a_host_is_named_where_a_script_makes_an_address_of_it(body, hosts):
    assert _hosts(body) == hosts


def test_a_library_that_handles_a_vendor_is_known_by_its_own_words():
    assert handled("x.dataset.plyrProvider; 'data-plyr-provider', 'plyr__control'; new YT.Player()") >= {
        "youtube"
    }
    assert not handled("new YT.Player()")
