"""Vendor files are written in words: patterns that look like addresses, named parts, URI templates."""

import contextlib
import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mkdocs_praxis.prepared import yaml_file
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.replace.filled import Filled
from mkdocs_praxis.vendors.filters import FILTERS, HOOKS
from mkdocs_praxis.vendors.load import DATA, embed_of, read_vendor, vendor_files
from mkdocs_praxis.vendors.notation import BUILT_IN, NotationError, expression, looks, template
from mkdocs_praxis.vendors.patterns import literal


class Snippet:
    """A snippet whose every carrier is given."""

    url = fragment = source = code = text = ""
    page = "https://praxis.example/seite/"

    def __init__(self, **given):
        self.query, self.attributes, self.fields, self.links = {}, {}, {}, []
        self.__dict__.update(given)


def filled(words, found=None, **given):
    form = embed_of({"kind": "video", "element": "frame", "address": "a", **words})
    return Filled(form, Snippet(**given), found or {}).link()


def hit(pattern, text, where="address", **parts):
    made = expression(pattern, {name: looks(look) for name, look in parts.items()}, where)
    match = re.search(made, text, re.IGNORECASE)
    return None if match is None else match.groupdict()


@pytest.mark.parametrize(
    ("pattern", "text", "parts"),
    [
        ("film.example/embed/{id}", "https://www.film.example/embed/aB-1_x?y", {"id": "aB-1_x"}),
        ("film.example/{id}", "https://filmXexample/1", None),
        ("//[www.]film.example/", "https://film.example/", {}),
        ("//[www.]film.example/", "https://other.film.example/", None),
        ("//[app.|www.|]film.[de|at]/", "https://film.at/", {}),
        ("//**.film.example/", "https://a.b.film.example/", {}),
        ("//*.film.example/", "https://film.example/", None),
        ("film.example/?v={id}", "https://film.example/?a=1&v=7", {"id": "7"}),
        ("film.example/?v={id}", "https://film.example/?av=7", None),
        ("film.example/...?v={id}", "https://film.example/x/y?a=1&v=7", {"id": "7"}),
        ("film.example/{id}$", "https://film.example/a/b", None),
        ("film.example/{id}[/embed]", "https://film.example/aZ0~1.b=/embed", {"id": "aZ0~1.b="}),
        ("film.example/?v={id}", "https://film.example/?v=m%C3%BC.1=&a=1", {"id": "m%C3%BC.1="}),
        ("film.example/{a}-{b}", "https://film.example/a-b.c", {"a": "a", "b": "b"}),
        ("film.example/{id}$", "https://film.example/a?b", {"id": "a"}),
        ("https://film.example", "http://film.example", {}),
    ],
)
def test_a_pattern_looks_like_the_address_it_finds(pattern, text, parts):
    assert hit(pattern, text) == parts


@pytest.mark.parametrize("code", [
    """new YT.Player('box', {videoId: 'abc'})""", """new  YT.Player ( "box" ,{ height: 3, "videoId" :"abc" })""",
    """new YT.Player(`box`,\n{videoId:`abc`})""",
])  # fmt: skip
def test_white_space_and_quotes_do_not_matter_in_code(code):
    assert hit('new YT.Player("{box}" ... videoId: "{id}"', code, "script") == {"box": "box", "id": "abc"}


def test_a_gap_in_the_page_stays_within_its_tag():
    pattern = 'film.example/embed.js ... data-id="{id}"'
    assert hit(pattern, '<script src="//film.example/embed.js" async data-id="7">', "page") == {"id": "7"}
    assert hit(pattern, '<script src="//film.example/embed.js"></script><p data-id="7">', "page") is None


@pytest.mark.parametrize(
    ("look", "fits", "not_"),
    [
        ("name 3", "a-1", "abcd"), ("digits 2+", "1234", "1"), ("hex 2-3", "af0", "a"), ("de|at|ch", "at", "fr"),
        ("degrees", "-13.40", "13"), ("https://*.example/", "http://a.example/", "https://example/"), ("/[xy]{2}/", "xy", "x"),
    ],
)  # fmt: skip
def test_looks(look, fits, not_):
    assert re.fullmatch(looks(look), fits)
    assert not re.fullmatch(looks(look), not_)


def test_carriers_are_looked_at_in_their_order():
    words = {
        "parts": {"id": {"attribute": "data-id", "query": "v", "fragment": "v", "field": "v", "link": "//film",
                         "default": "last"}},
        "link": "{+id}",
    }  # fmt: skip
    everywhere = {"attributes": {"data-id": "attribute"}, "query": {"v": "query"}, "fragment": "v=fragment",
                  "fields": {"v": "field"}, "links": ["https://film.example/"]}  # fmt: skip
    seen = []
    for carrier in ("attributes", "query", "fragment", "fields", "links", None):
        seen.append(filled(words, **everywhere))
        everywhere.pop(carrier, None)
    assert seen == ["attribute", "query", "fragment", "field", "https://film.example/", "last"]
    assert filled(words, {"id": "address"}, fragment="v=fragment") == "address"


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("https://x.example/{a}", "https://x.example/1%202"),
        ("https://x.example/{+a}", "https://x.example/1 2"),
        ("https://x.example/{none}", ""),
        ("https://x.example/{?a,none}", "https://x.example/?a=1%202"),
        ("https://x.example/?b=1{&none,a}", "https://x.example/?b=1&a=1%202"),
        ("https://x.example{/a}{#none}", "https://x.example/1%202"),
        ("https://x.example/{?q}", "https://x.example/?q=own"),
        (["https://x.example/{none}", "https://x.example/"], "https://x.example/"),
    ],
)
def test_links_are_uri_templates(link, wanted):
    words = {"parts": {"a": {"attribute": "a"}, "none": {"attribute": "none"}}, "link": link}
    assert filled(words, attributes={"a": "1 2"}, query={"q": "own"}) == wanted


@pytest.mark.parametrize("hole", ["{id}", "{+id}", "{?id}", "{/id}"])
def test_what_was_found_in_an_address_is_not_encoded_twice(hole):
    assert filled({"link": f"https://x.example/{hole}"}, {"id": "m%C3%BCller%26"}).endswith("m%C3%BCller%26")


@given(st.text(min_size=1))
def test_what_a_part_holds_never_leaves_its_place_in_the_address(value):
    words = {"parts": {"a": {"attribute": "a"}}, "link": "https://x.example/{a}{?a}"}
    head, _, rest = filled(
        words, attributes={"a": value.replace(" ", "")} if value.strip() else {}
    ).partition("//")
    assert not rest or (head == "https:" and rest.startswith("x.example/") and not set("#<>\"' ") & set(rest))


def test_parts_are_read_within_filtered_and_translated():
    words = {
        "parts": {
            "t": {"attribute": "params", "within": ["start={t}"], "looks": "/[\\dhms]+/", "filter": "seconds-with-unit"},
            "kind": {"query": "type", "values": {"tracks": "track"}},
            "all": {"source": 'data-x="{all}"', "every": True},
            "again": {"part": "kind", "filter": "lower"},
        },
        "link": "https://x.example/{kind}/{+all}/{again}{?t}",
    }  # fmt: skip
    found = filled(
        words,
        attributes={"params": "a=1&start=1m"},
        query={"type": "tracks"},
        source='<b data-x="1"><b data-x="2"><b data-x="1">',
    )
    assert found == "https://x.example/track/1 2/track?t=60s"


def test_drop_and_keep_say_what_the_link_loses():
    assert (
        filled({"link": "{+url}", "drop": ["wd*"]}, url="https://x.example/?a=1&wdA=2")
        == "https://x.example/?a=1"
    )
    assert (
        filled({"link": "{+url}", "keep": ["a"]}, url="https://x.example/?a=1&b=2")
        == "https://x.example/?a=1"
    )


FORM = Draft202012Validator(json.loads((DATA / "schema.json").read_text("utf-8")))


def mistakes(data):
    """Yield what is wrong in the data of a vendor file: the form, and what only the whole of an embed shows."""
    yield from (f"{'/'.join(map(str, error.path))}: {error.message}" for error in FORM.iter_errors(data))
    for expression_ in (*data.get("signatures", ()), *data.get("loaders", ())):
        re.compile(expression_)
    yield from (
        f"a signature needs a literal part: {one}"
        for one in data.get("signatures", ())
        if len(literal(one)) < 2
    )
    for words in data.get("embeds") or ():
        embed, parts = embed_of(words), words.get("parts") or {}
        yield from (
            f"unknown filter: {name}" for part in embed.parts for name in part.filters if name not in FILTERS
        )
        patterns = [words.get(key, "") for key in ("address", "inside", "near", "script", "page")]
        each = words.get("each", ())
        patterns += [each] if isinstance(each, str) else each
        holes = {name for one in patterns for name in re.findall(r"(?<!\\)\{([a-z]\w*)\}", one)}
        templates = [
            text
            for key in ("link", "label", "services", "shared", "place", "at")
            for text in getattr(embed, key)
        ]
        templates += [part.default for part in embed.parts]
        asked = {(sign, name) for text in templates for sign, names, _ in template(text) for name in names}
        known = {*parts, *holes, *BUILT_IN}
        if embed.hook:
            yield from [] if embed.hook in HOOKS else [f"unknown hook: {embed.hook}"]
            continue
        yield from (
            f"nothing says what `{name}` is"
            for sign, name in asked
            if name not in known and sign not in {"?", "&"}
        )
        used = {name for _, name in asked} | holes | {part.part for part in embed.parts}
        yield from (f"nothing asks for the part `{name}`" for name in parts if name not in used)


def test_vendor_files_hold_what_they_may():
    for path in vendor_files():
        data = yaml_file(path)
        assert not [*mistakes(data)], path
        assert (data["id"], data["category"]) == (path.stem, path.parent.name)


@pytest.mark.parametrize(
    "embed",
    [
        "{element: frame, address: 'a/{id}', link: '{idd}'}", "{element: frame, address: 'a', parts: {id: digits}, link: x}",
        "{element: x, parts: {i: {atribute: a}}, link: '{i}'}", "{element: x, parts: {i: {filter: second}}, link: '{i}'}",
        "{element: x, parts: [i], link: x}", "{element: x, parts: {I: digits}, link: x}", "{element: x, link: 7}", "{element: x, ask: 'yes'}",
        "{element: x, hook: none, link: x}", "{element: x, link: x, ask: true}", "{element: form, link: x}", "{link: x}",
    ],
)  # fmt: skip
def test_mistakes_in_the_form_are_found(embed):
    data = {
        **yaml_file(DATA / "video" / "youtube.yml"),
        "embeds": [{"kind": "video", **yaml.safe_load(embed)}],
    }
    said = []
    with contextlib.suppress(
        AttributeError, KeyError, TypeError
    ):  # raised for what the form has named already
        said += mistakes(data)
    assert said


@pytest.mark.parametrize(
    ("embed", "said"),
    [
        ("{element: frame, address: 'a/{id', link: x}", "`{` opens no name"),
        ("{element: frame, address: 'a/[b', link: x}", "`[` is not closed"),
        ("{element: frame, address: 'a/]b', link: x}", "`]` without `[`"),
        ("{element: frame, address: '{a}{a}', link: x}", "`{a}` stands twice"),
        ("{element: x, parts: {i: /(a)/}, link: '{i}'}", "may hold no capturing groups"),
        ("{element: x, parts: {i: '/[/'}, link: '{i}'}", "is no regular expression"),
        ("{elements: x, link: y}", "kind"),
        ("[]", "is no vendor file"),
    ],
)
def test_a_broken_file_is_told_with_its_name(tmp_path, embed, said):
    path = tmp_path / "video" / "film.yml"
    path.parent.mkdir()
    path.write_text(f"id: film\nname: Film\ncategory: video\nembeds:\n  - {embed}\n")
    with pytest.raises(PraxisError) as caught:
        read_vendor(path)
    assert said in str(caught.value)
    assert "video/film.yml" in str(caught.value)


def test_a_pattern_that_means_a_bracket_says_so():
    assert hit("at(\\[{lat}, {lon}\\])", "at([1, 2])", "script") == {"lat": "1", "lon": "2"}
    with pytest.raises(NotationError):
        expression("at([{lat}", {}, "script")


def test_words_say_nearly_everything():
    """A hook is for what words cannot say: few vendors have one, no file holds code of templates."""
    files = {path: yaml_file(path) for path in vendor_files()}
    hooked = {
        path.stem for path, data in files.items() for embed in data.get("embeds") or () if "hook" in embed
    }
    assert hooked == set(HOOKS)
    assert len(hooked) <= 3
    assert not [path.relative_to(DATA) for path, data in files.items() if "{{" in str(data.get("embeds"))]
