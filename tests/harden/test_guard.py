"""The guard as it is shipped is the one that can be read, and stands where something runs and nowhere else."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from mkdocs_praxis import harden as room
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.csp import digest
from mkdocs_praxis.harden.page import guard
from mkdocs_praxis.harden.site import Hardening, harden
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.csp import Widening
from mkdocs_praxis.web.kinds import unpacked
from tests.tools import lay

OWN = OwnSite("https://praxis.example/")
FOLDER = Path(room.__file__).parent
MARK = '<script data-by="praxis">'


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title>{head}</head><body>{body}</body></html>"


def hardened(folder: Path, files: dict[str, str], own: OwnSite = OWN, **more: object) -> dict[str, str]:
    lay(folder, files)
    harden(folder, own, Hardening(**more))
    return {
        p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8")
        for p in folder.rglob("*")
        if p.is_file()
    }


def directives(text: str) -> dict[str, list[str]]:
    policy = text.split('data-by="praxis" content="')[1].split('"', maxsplit=1)[0].replace("&quot;", '"')
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


def test_the_minified_guards_are_made_of_the_readable_ones() -> None:
    sources = (FOLDER / "guard.js").read_bytes() + (FOLDER / "guard_workers.js").read_bytes()
    digest = hashlib.sha256(sources).hexdigest()[:16]
    for name in ("guard", "guard_workers"):
        small = (FOLDER / f"{name}.min.js").read_text(encoding="utf-8")
        assert small.startswith(f"/*praxis {digest}*/"), "run scripts/guard.py"
        assert small.strip().endswith("(window,document.currentScript,[])")


def test_own_hosts_are_told_to_the_guard() -> None:
    assert guard(OwnSite("https://praxis.example/", frozenset(["m.praxis.example"])), workers=False).endswith(
        '(window,document.currentScript,["m.praxis.example"])'
    )


@pytest.mark.parametrize(
    "text",
    [
        page(body="<p>x"),
        page('<script type="application/ld+json">{}</script>'),
        page("<link rel=stylesheet href=a.css><style>p{}</style>"),
    ],
)
def test_pages_without_script_get_no_byte_of_it(text: str, tmp_path: Path) -> None:
    done = hardened(tmp_path, {"index.html": text})["index.html"]
    assert "<script" not in done.replace("<script type", "")
    assert "script-src" not in directives(done)
    assert "require-trusted-types-for" not in directives(done)


@pytest.mark.parametrize(
    "text",
    [page("<script>1</script>"), page("<script src=a.js></script>"), page(body="<p onclick='a()'>"), page(body="<a href='javascript:a()'>")],
)  # fmt: skip
def test_pages_that_run_any_begin_with_it(text: str, tmp_path: Path) -> None:
    done = hardened(tmp_path, {"index.html": text, "a.js": "a = 1"})["index.html"]
    assert done.count(MARK) == 1
    assert done.index(MARK) == done.index("<script")
    assert directives(done)["require-trusted-types-for"] == ["'script'"]
    assert check(tmp_path, OWN, Options()).passed


def test_hardening_twice_changes_nothing(tmp_path: Path) -> None:
    files = {"index.html": page("<script>new Worker('w.js')</script><style>p{}</style>", "<p style='top:1px' onclick='a()'>"), "w.js": "fetch('/x.json')"}  # fmt: skip
    first = hardened(tmp_path, files)
    assert harden(tmp_path, OWN).changed == []
    assert harden(tmp_path, OWN, Hardening(dry_run=True)).changed == []
    (tmp_path / "index.html").write_text(files["index.html"], encoding="utf-8")
    assert harden(tmp_path, OWN, Hardening(dry_run=True)).changed == ["index.html"]
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == files["index.html"]
    harden(tmp_path, OWN)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == first["index.html"]


@pytest.mark.parametrize(
    ("text", "named", "missing"),
    [
        (page(body="<p>x"), "img-src base-uri form-action", "script-src style-src font-src connect-src frame-src worker-src media-src"),
        (page("<link rel=stylesheet href=a.css>"), "style-src font-src", "script-src connect-src"),
        (page("<script src=a.js></script>"), "script-src style-src worker-src", "connect-src frame-src media-src object-src"),
        (page("<script>fetch('/a.json')</script>"), "connect-src", "frame-src media-src"),
        (page(body="<video src=a.mp4></video>"), "media-src", "script-src connect-src frame-src"),
        (page(body="<iframe src=a.html title=x></iframe>"), "frame-src", "script-src media-src"),
        (page(body="<object data=plan.pdf></object>"), "object-src frame-src", "script-src"),
        (page("<link rel=manifest href=m.webmanifest>"), "manifest-src", "connect-src"),
        (page("<script>new Audio('a.mp3')</script>"), "media-src", "connect-src"),
    ],
)  # fmt: skip
def test_a_policy_opens_only_what_the_page_uses(text: str, named: str, missing: str, tmp_path: Path) -> None:
    got = directives(hardened(tmp_path, {"index.html": text, "a.js": "a = 1"})["index.html"])
    assert got["default-src"] == ["'none'"]
    assert set(named.split()) <= got.keys()
    assert not set(missing.split()) & got.keys()


def test_workers_come_from_blobs_only_and_only_where_there_are_any(tmp_path: Path) -> None:
    done = hardened(tmp_path, {"a.html": page("<script>new Worker('w.js')</script>"), "b.html": page("<script>1</script>")})  # fmt: skip
    assert directives(done["a.html"])["worker-src"] == ["blob:"]
    assert directives(done["b.html"])["worker-src"] == ["'none'"]


def test_a_form_and_a_base_of_the_own_site_go_on_working(tmp_path: Path) -> None:
    done = hardened(tmp_path, {"a.html": page("<base href='/x/'>", "<form action=/danke method=post></form>"), "b.html": page()})  # fmt: skip
    assert directives(done["a.html"])["base-uri"] == ["'self'"]
    assert directives(done["a.html"])["form-action"] == ["'self'"]
    assert directives(done["b.html"])["form-action"] == directives(done["b.html"])["base-uri"] == ["'none'"]


def test_own_hosts_widen_exactly(tmp_path: Path) -> None:
    own = OwnSite("https://praxis.example/", frozenset(["m.praxis.example"]))
    got = directives(
        hardened(tmp_path, {"a.html": page(body="<img src=//m.praxis.example/x.png alt=x>")}, own)["a.html"]
    )
    assert got["img-src"] == ["'self'", "https://m.praxis.example", "data:"]
    assert "script-src" not in got
    assert check(tmp_path, own, Options()).passed


def test_styles_that_scripts_write_are_taken_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        page("<script>document.createElement('style')</script><style>p{}</style>")
    )
    done = harden(tmp_path, OWN)
    got = directives((tmp_path / "a.html").read_text())
    assert got["style-src"] == ["'self'", "'unsafe-inline'"]
    assert len(list(done.said(translator("en", "cli")))) == 1


@pytest.mark.parametrize(
    "sign", ['<script id=__config type="application/json">{"features":["navigation.instant"]}</script>', "<body hx-boost=true>"]
)  # fmt: skip
def test_pages_that_swap_content_get_the_union(sign: str, tmp_path: Path) -> None:
    files = {"a.html": page(f"{sign}<script src=t.js></script>"), "b.html": page("<style>b{}</style><script>b()</script>"), "t.js": "fetch('/b')"}  # fmt: skip
    elsewhere = Widening("script-src", "https://cdn.example")  # whose library says what it does, but not here
    done = hardened(tmp_path, files, wider=(elsewhere,))
    assert directives(done["a.html"]) == directives(done["b.html"])
    assert (
        len([s for s in directives(done["a.html"])["script-src"] if "sha256" in s]) == 2
    )  # the guard, and b()


def test_a_script_of_the_site_that_swaps_pages_is_known_by_its_code(tmp_path: Path) -> None:
    router = "next.querySelector('[name=\"astro-view-transitions-enabled\"]')"
    done = hardened(tmp_path, {"a.html": page("<script src=t.js></script>"), "b.html": page("<script>b()</script>"), "t.js": router})  # fmt: skip
    assert directives(done["a.html"])["script-src"] == directives(done["b.html"])["script-src"]


def test_xhtml_is_covered_by_the_server_file_alone(tmp_path: Path) -> None:
    text = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><script>if (1 &lt; 2) {}</script></head><body><p onclick="a()"/></body></html>'
    done = hardened(
        tmp_path, {"index.html": page(), "a.xhtml": text, "b.xhtml": text.replace("script", "style")}
    )
    assert done["a.xhtml"] == text
    assert [f.file for f in check(tmp_path, OWN, Options()).findings] == ["a.xhtml", "b.xhtml"]
    assert not harden(tmp_path, OWN, Hardening(server="apache")).uncovered
    assert check(tmp_path, OWN, Options()).passed


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".br", brotli.compress)])
def test_a_packed_page_says_the_same_and_stays_packed(
    ending: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    text = page(body="<script>1</script>")
    lay(tmp_path, {"index.html": text, f"index.html{ending}": pack(text.encode())})
    assert harden(tmp_path, OWN).changed == ["index.html", f"index.html{ending}"]
    assert harden(tmp_path, OWN).changed == []
    raw = (tmp_path / f"index.html{ending}").read_bytes()
    assert unpacked(f"index.html{ending}", raw)[1] == (tmp_path / "index.html").read_bytes()
    assert check(tmp_path, OWN).passed


def test_the_guard_does_nothing_with_templates_of_the_page(tmp_path: Path) -> None:
    body = '<template><img src="https://foe.test/a.png" alt=""></template><script>console.log(1)</script>'
    hardened(tmp_path, {"index.html": page(body=body)})
    assert check(tmp_path, OWN).passed


def test_the_server_file_covers_what_no_page_can(tmp_path: Path) -> None:
    files = {"index.html": page("<script>1</script>"), "b.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'}  # fmt: skip
    hardened(tmp_path, files)
    assert [f.file for f in check(tmp_path, OWN, Options()).findings] == ["b.svg"]
    assert not harden(tmp_path, OWN, Hardening(server="apache")).uncovered
    assert check(tmp_path, OWN, Options()).passed


def test_a_header_lets_the_own_code_of_a_drawing_run(tmp_path: Path) -> None:
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' onload='a()'><script>if (1 &lt; 2) b()</script></svg>"
    hardened(tmp_path, {"index.html": page(), "b.svg": drawing}, server="apache")
    sent = (tmp_path / ".htaccess").read_text()
    assert f"'sha256-{digest('if (1 < 2) b()')}'" in sent
    assert f"'unsafe-hashes' 'sha256-{digest('a()')}'" in sent
    assert (tmp_path / "b.svg").read_text() == drawing
    assert check(tmp_path, OWN, Options()).passed


def test_a_header_too_long_for_all_code_covers_no_drawing(tmp_path: Path) -> None:
    many = page("".join(f"<script>a{n}()</script>" for n in range(80)))
    for name, text in {
        "index.html": many,
        "b.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    }.items():
        (tmp_path / name).write_text(text)
    assert harden(tmp_path, OWN, Hardening(server="apache")).uncovered == ["b.svg"]


def test_where_one_page_has_no_place_for_a_policy_none_is_touched(tmp_path: Path) -> None:
    files = {"a.html": page(), "b.html": "<script>1</script><iframe srcdoc='<script>\0</script>'></iframe>"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(PraxisError):
        harden(tmp_path, OWN, Hardening(server="apache"))
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == files


def test_a_hostile_prologue_costs_no_more_than_its_length(tmp_path: Path) -> None:
    files = {"a.html": "<!-- x -->" * 20_000 + "<p>x", "b.html": "<!--" * 50_000, "c.html": "<!-->" * 50_000 + "<!doctype html>"}  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert len(harden(tmp_path, OWN).changed) == 3


def test_what_the_derivation_misses_is_named_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("<script>window[x](y)</script>"))
    (tmp_path / "b.html").write_text(page())
    done = harden(tmp_path, OWN, Hardening(allow=("connect", "worker")))
    assert directives((tmp_path / "a.html").read_text())["connect-src"] == ["'self'"]
    assert directives((tmp_path / "a.html").read_text())["worker-src"] == ["blob:"]
    assert "connect-src" not in directives((tmp_path / "b.html").read_text())
    assert any("connect, worker" in line for line in done.said(translator("en", "cli")))
    with pytest.raises(PraxisError, match="conect"):
        harden(tmp_path, OWN, Hardening(allow=("conect",)))


@pytest.mark.parametrize(
    ("policy", "guarded"),
    [
        ("script-src 'self'", False),
        ("default-src 'self'", False),
        ("img-src 'self'", True),
        ("script-src 'self' 'unsafe-inline'", True),
        ("script-src 'unsafe-inline' 'sha256-x='", False),
        ("trusted-types mine", False),
        ("trusted-types mine praxis default", True),
        ("trusted-types *", True),
    ],
)
def test_no_guard_where_an_authors_header_would_refuse_it(policy: str, guarded: bool, tmp_path: Path) -> None:
    files = {
        "a.html": page("<script src=a.js></script>"),
        "a.js": "x",
        "_headers": f"/*\n  Content-Security-Policy: {policy}",
    }
    done = hardened(tmp_path, files)["a.html"]
    assert (MARK in done) is guarded
    assert (
        "require-trusted-types-for" in directives(done)
    ) is guarded  # without the guard it would break the page
    assert check(tmp_path, OWN, Options()).passed
