"""The policy of a page, word for word: what it opens for what the page holds, and nothing besides."""

import re

import pytest

from mkdocs_praxis.harden.csp import content_security_policy, digest
from mkdocs_praxis.web.contact import OwnSite, Page
from mkdocs_praxis.web.csp import Widening

OWN = OwnSite("https://praxis.example/", frozenset({"medien.example", "bilder.example"}))
HOSTS = "'self' https://bilder.example https://medien.example"
# Each hash as the text that it stands for.
HASHES = {
    f"'sha256-{digest(text)}'": f"#{text}" for text in ("script", "handler", "link", "style", "attribute")
}


def policy(page: Page, **options: object) -> dict[str, str]:
    text = re.sub(r"'sha256-[^']+'", lambda found: HASHES[found[0]], content_security_policy(page, **options))  # type: ignore[arg-type]
    return {part.partition(" ")[0]: part.partition(" ")[2] for part in text.split("; ")}


BARE = {"default-src": "'none'", "img-src": "'self' data:", "form-action": "'none'", "base-uri": "'none'"}
STYLED = BARE | {"font-src": "'self' data:"}
RUNS = BARE | {
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self' data:",
    "worker-src": "'none'",
}


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (Page(), BARE),
        (Page(inline_styles=("style",)), STYLED | {"style-src": "'self' #style"}),
        (Page(uses=frozenset(["link:stylesheet"])), STYLED | {"style-src": "'self'"}),
        (
            Page(style_attributes=("attribute", "attribute")),
            STYLED | {"style-src": "'self'", "style-src-attr": "'unsafe-hashes' #attribute"},
        ),
        (Page(uses=frozenset(["script"])), RUNS),
        (Page(inline_scripts=("script", "script")), RUNS | {"script-src": "'self' #script"}),
        (
            Page(event_handlers=("handler",)),
            RUNS | {"script-src-attr": "'unsafe-hashes' #handler"},
        ),
        (
            Page(script_links=("link",), uses=frozenset(["javascript:"])),
            RUNS | {"script-src": "'self' 'unsafe-hashes' #link"},
        ),
        (Page(uses=frozenset(["audio"])), BARE | {"media-src": "'self'"}),
        (Page(uses=frozenset(["iframe"])), BARE | {"frame-src": "'self'"}),
        (Page(uses=frozenset(["object"])), BARE | {"frame-src": "'self'", "object-src": "'self'"}),
        (Page(uses=frozenset(["form"])), BARE | {"form-action": "'self'"}),
        (Page(uses=frozenset(["base"])), BARE | {"base-uri": "'self'"}),
        (Page(uses=frozenset(["a:ping"])), BARE | {"connect-src": "'self'"}),
        (Page(uses=frozenset(["link:manifest"])), BARE | {"manifest-src": "'self'"}),
    ],
)
def test_a_policy_opens_what_a_page_holds(page: Page, told: dict[str, str]) -> None:
    assert policy(page) == told


@pytest.mark.parametrize(
    ("able", "more"),
    [
        ("connect", {"connect-src": "'self'"}),
        ("media", {"media-src": "'self'"}),
        ("frame", {"frame-src": "'self'"}),
        ("object", {"object-src": "'self'"}),
        ("manifest", {"manifest-src": "'self'"}),
        ("form", {"form-action": "'self'"}),
        ("wasm", {"script-src": "'self' 'wasm-unsafe-eval'"}),
        ("eval", {"script-src": "'self' 'unsafe-eval'"}),
        ("style", {"style-src": "'self' 'unsafe-inline'"}),
        ("blob", {"img-src": "'self' data: blob:"}),
        ("worker", {"worker-src": "'self'"}),
    ],
)
def test_a_policy_opens_what_scripts_can_ask_for_and_only_where_some_run(
    able: str, more: dict[str, str]
) -> None:
    assert policy(Page(uses=frozenset(["script"])), able={able}) == RUNS | more
    assert policy(Page(), able={able}) == BARE


def test_what_is_made_in_memory_is_let_in_where_it_is_used() -> None:
    told = policy(Page(uses=frozenset(["script", "audio"])), able={"blob", "connect"})
    assert told["media-src"] == told["connect-src"] == "'self' blob:"
    assert "blob:" not in told["script-src"] + told["worker-src"]


def test_workers_come_from_where_a_policy_reaches_them() -> None:
    page = Page(uses=frozenset(["script"]))
    guarded = policy(page, able={"worker"}, guarded=True)
    assert guarded["worker-src"] == "blob:"
    assert guarded["require-trusted-types-for"] == "'script'"
    assert policy(page, able={"worker"}, header=True)["worker-src"] == "'self' blob:"
    assert policy(page, guarded=True)["worker-src"] == policy(page, header=True)["worker-src"] == "'none'"
    assert "require-trusted-types-for" not in policy(Page(), guarded=True)


def test_the_site_s_own_hosts_are_let_in_wherever_the_site_is() -> None:
    told = policy(
        Page(inline_scripts=("script",), uses=frozenset(["form", "a:ping"])), own=OWN, able={"worker"}
    )
    assert told["script-src"] == f"{HOSTS} #script"
    assert told["style-src"] == told["form-action"] == told["worker-src"] == HOSTS
    assert told["img-src"] == told["font-src"] == f"{HOSTS} data:"
    assert told["connect-src"] == f"{HOSTS} wss://bilder.example wss://medien.example"


def test_a_widening_adds_its_source_once_and_no_directive_beside_its_own() -> None:
    wider = [Widening("frame-src", "https://a.example"), Widening("img-src", "data:")]
    assert policy(Page(), widenings=[*wider, *wider]) == BARE | {"frame-src": "https://a.example"}
