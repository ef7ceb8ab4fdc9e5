"""Addresses in templates are what MkDocs' own filter says, whichever page asks and whatever was asked before."""

from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import url_filter

from mkdocs_praxis.plugin.speed import remember_addresses
from tests.plugin.conftest import Build

PARTS = st.sampled_from(["", ".", "..", "a", "ab", "b", "ä", "a.b", ".well-known", "index.html", "x.html"])
ADDRESSES = st.one_of(
    st.lists(PARTS, max_size=4).map("/".join),
    st.sampled_from(
        [
            "https://praxis.example/a/", "//praxis.example/", "mailto:a@praxis.example", "#a", "a/#b", "?a=/../b",
            "a\\b/", "/a/b", "a//b/", "a/?b=../c", "tel:+49301", "\0", "a/../b/", "A/",
        ]
    ),
)  # fmt: skip
ASKED = st.lists(
    st.tuples(st.one_of(st.none(), ADDRESSES), st.lists(ADDRESSES, min_size=1, max_size=4)), max_size=30
)


def said(env: Environment, page: object, address: str) -> str:
    return env.get_template("t").render(page=page, base_url="../x", address=address)


@given(ASKED)
@example([("a/b/", ["a/b/", "a/c/", "b/"]), ("a/c/", ["a/b/", "a/c/", "a/c/d/", "b/"]), ("b/", ["b/", "a/"])])
@example([("a/", ["../b/", "b\\c/"]), ("b/", ["../b/", "b\\c/"]), ("b/c/", ["b\\c/"])])
@example([("a/x/", ["a\\b/"]), ("a/b/", ["a\\b/"]), ("a/b/", ["c/"]), ("a/x.html", ["c/"])])
@example([("//praxis.example/", ["a/"]), ("b/", ["a/"])])
@example([(".well-known/", ["well-known/a", ".well-known/a"]), ("well-known/", ["well-known/a", "./a"])])
@example([(None, ["a/"]), ("a/", ["a/"]), (None, ["a/"]), ("a/index.html", ["a/", "a/x.html"])])
def test_what_is_remembered_is_what_mkdocs_says(asked: list[tuple[str | None, list[str]]]) -> None:
    ours, theirs = (Environment(loader=DictLoader({"t": "{{ address|url }}"})) for _ in range(2))
    ours.filters["url"] = theirs.filters["url"] = url_filter
    remember_addresses(ours)
    for url, addresses in asked:
        page = None if url is None else SimpleNamespace(url=url)
        for address in addresses:
            assert said(ours, page, address) == said(theirs, page, address)


def test_mkdocs_works_out_an_address_once_for_the_pages_of_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out = []

    def counted(address: str, page: str) -> str:
        worked_out.append(address)
        return get_relative_url(address, page)

    monkeypatch.setattr("mkdocs.utils.get_relative_url", counted)
    env = Environment(loader=DictLoader({"t": "{{ address|url }}"}))
    env.filters["url"] = url_filter
    remember_addresses(env)
    menu = [f"p{number}/" for number in range(100)]
    for url in menu:
        page = SimpleNamespace(url=url)
        for address in menu:
            said(env, page, address)
    assert len(menu) < len(worked_out) < 4 * len(menu)  # once for all, and what begins with the page itself


FOLDERS = {
    f"docs/{name}": "# x\n\n[a](/)\n"
    for name in ("a/index.md", "a/b.md", "a/c/index.md", "a/c/d.md", "ä/e.md", "f.md")
}


def test_a_site_is_the_same_with_a_filter_that_forgets(mkdocs_build: Build) -> None:
    def built(*hooks: str, pages: bool) -> dict[str, bytes]:
        forgets = "from mkdocs.utils.templates import url_filter\nfrom jinja2 import pass_context\n@pass_context\ndef url(context, value):\n    return url_filter(context, value)\n\ndef on_env(env, config, files):\n    env.filters['url'] = url\n    return env\n"
        site = mkdocs_build(
            FOLDERS | {"forgets.py": forgets},
            theme={"name": "mkdocs", "highlightjs": False},
            hooks=list(hooks),
            use_directory_urls=pages,
        )
        assert site.passed, site.said
        return {
            str(path): path.read_bytes().split(b"MkDocs version")[0] for path in site.site.rglob("*.html")
        }

    for pages in (True, False):
        assert built(pages=pages) == built("forgets.py", pages=pages)
