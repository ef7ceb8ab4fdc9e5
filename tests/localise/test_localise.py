"""What pages load from others comes home, from a server on this machine that plays all hosts."""

import gzip
import hashlib
import io
import json
import re
import socket
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mkdocs_praxis.cli import main
from mkdocs_praxis.gate import check
from mkdocs_praxis.localise.fetch import NotThereError, fetch
from mkdocs_praxis.localise.references import references
from mkdocs_praxis.localise.run import localise, plan
from mkdocs_praxis.localise.where import custom_dir_of, docs_of, site_url_of
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite
from tests.serving import Quiet, serving
from tests.tools import lay, praxis, python, tree

OWN = "https://www.praxis-beispiel.de/"


def picture(width: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, width), "teal").save(out, "PNG")
    return out.getvalue()


SCRIPT = b"document.title = 'Praxis';\n"
CSS = b"@import 'more/b.css';\nbody{background:url(../img/c.png)}\n@font-face{font-family:x;src:url('http://files.example.net/x.woff2') format('woff2')}\n"
WORLD: dict[str, tuple[str, bytes]] = {
    "http://cdn.example.net/css/a.css?v=1&w=2": ("text/css", CSS),
    "http://cdn.example.net/css/more/b.css": ("text/css", b"p{color:teal}\n"),
    "http://cdn.example.net/img/c.png": ("image/png", picture(40)),
    "http://files.example.net/x.woff2": ("font/woff2", b"wOF2 font"),
    "http://cdn.example.net/lib.js": ("text/javascript", SCRIPT),
    "http://img.example.net/1.png": ("image/png", picture(30)),
    "http://img.example.net/2.png": ("image/png", picture(60)),
    "http://img.example.net/pixel.png": ("image/png", picture(1)),
    "http://img.example.net/login.png": ("text/html", b"<html>please log in</html>"),
    "http://loop.example.net/a.css": ("text/css", b"@import 'b.css';"),
    "http://loop.example.net/b.css": ("text/css", b"@import 'a.css';"),
    "http://hidden.example.net/x.js": ("text/javascript", b"!function(){fbq('init','123456789012345');fbq('track','PageView')}()"),
    "http://far.example.net/moved.js": ("", b"http://connect.facebook.net/de_DE/sdk.js"),
    "http://connect.facebook.net/de_DE/sdk.js": ("text/javascript", b"1"),
}  # fmt: skip


class World:
    """A proxy on the loopback that answers for every host."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.files = dict(WORLD)
        world = self

        class Handler(Quiet):
            def do_GET(self) -> None:
                world.asked.append(self.path)
                kind, data = world.files.get(self.path, ("text/plain", b""))
                busy = 503 if "busy." in self.path else 404
                self.send_response(200 if kind and data else 302 if data else busy)
                if not kind:
                    self.send_header("Location", data.decode())
                self.send_header("Content-Type", kind or "text/plain")
                self.end_headers()
                self.wfile.write(data if kind else b"")

        self.handler = Handler


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World()
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(handler=made.handler) as address:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, address)
        yield made


def localised(*arguments: object) -> Result:
    return praxis("localise", *arguments, "--lang", "en")


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html lang=de><head><meta charset=utf-8>\n{head}\n<title>x</title></head><body>\n{body}\n</body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "sub").mkdir(parents=True)
    head = (
        "<link rel=preconnect href=http://files.example.net>\n"
        '<link rel="stylesheet" href="http://cdn.example.net/css/a.css?v=1&amp;w=2" integrity="sha256-'
        f'{b64encode(hashlib.sha256(CSS).digest()).decode()}" crossorigin>\n'
        f'<script src="http://cdn.example.net/lib.js" integrity="sha384-{b64encode(hashlib.sha384(SCRIPT).digest()).decode()}"></script>'
    )
    body = '<img srcset="http://img.example.net/1.png 1x, http://img.example.net/2.png 2x" src="http://img.example.net/1.png" alt=x>'
    (folder / "sub" / "index.html").write_text(page(head, body))
    (folder / "own.css").write_text("p{background:url( 'http://img.example.net/1.png' )}\n")
    return folder


def test_without_write_it_only_says_and_opens_no_network(site: Path, world: World) -> None:
    before = tree(site)
    done = localised(site, "--site-url", OWN)
    assert done.exit_code == 0, done.output
    assert "script  http://cdn.example.net/lib.js" in done.output
    assert "4 files would come home" in done.output
    assert world.asked == []
    assert tree(site) == before
    own = site / "own.html"
    own.write_text(page("", "Text"))
    assert localised(own, "--site-url", OWN).output == "nothing to bring home\n"


def test_an_old_page_keeps_its_encoding(tmp_path: Path, world: World) -> None:
    old = (
        '<meta charset="iso-8859-1">\r\n<p>für alle</p><script src="http://cdn.example.net/lib.js"></script>'
    )
    (tmp_path / "index.html").write_bytes(old.encode("cp1252"))
    done = localised(tmp_path, "--site-url", OWN, "--write")
    assert done.exit_code == 0, done.output
    written = (tmp_path / "index.html").read_bytes().decode("cp1252")
    assert "<p>für alle</p>" in written
    assert "http://" not in written


def test_a_site_passes_afterwards_and_a_second_run_asks_nobody(site: Path, world: World) -> None:
    for one in (site / "sub" / "index.html", site / "own.css"):  # servers send the packed copy
        one.with_name(f"{one.name}.gz").write_bytes(gzip.compress(one.read_bytes()))
    assert not check(site, OwnSite(OWN)).passed
    done = localised(site, "--site-url", OWN, "--write")
    assert done.exit_code == 0, done.output
    report = check(site, OwnSite(OWN))
    assert {f.rule.name for f in report.findings if f.contact} == set()
    text = (site / "sub" / "index.html").read_text()
    assert "example.net" not in text.replace("/extern/cdn.example.net/", "").replace(
        "/extern/img.example.net/", ""
    )
    assert "preconnect" not in text
    assert text.count("integrity=") == 1  # the script's own; the style sheet was written anew
    assert 'src="../assets/extern/cdn.example.net/lib.' in text
    (sheet,) = (site / "assets" / "extern" / "cdn.example.net").glob("a.*.css")
    for address in ("more/b.css", "../img/c.png", "files.example.net/x.woff2"):
        assert address not in sheet.read_text()
    assert "url( 'assets/extern/img.example.net/1." in (site / "own.css").read_text()
    fetched, before = list(world.asked), tree(site)
    assert len(fetched) == len(set(fetched)) == 7
    assert localised(site, "--site-url", OWN, "--write").exit_code == 0
    assert world.asked == fetched
    assert tree(site) == before


def test_the_same_site_comes_out_the_same_offline(site: Path, world: World, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(site, tmp_path / "again")
    assert localised(site, "--write", "--site-url", OWN).exit_code == 0
    fetched = len(world.asked)
    shutil.copytree(site / "assets", tmp_path / "again" / "assets")
    done = localised(tmp_path / "again", "--write", "--offline", "--site-url", OWN)
    assert done.exit_code == 0, done.output
    assert len(world.asked) == fetched
    assert tree(site) == tree(tmp_path / "again")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("<script src=http://connect.facebook.net/de_DE/sdk.js></script>", "it is part of Facebook"),
        (
            "<script src=https://www.googletagmanager.com/gtag/js?id=G-X></script>",
            "on your own server",
        ),
        ("<script src=http://hidden.example.net/x.js></script>", "it is code of"),
        ("<img src=http://img.example.net/pixel.png alt=x>", "one pixel"),
        ("<img src=http://img.example.net/login.png alt=x>", "sent text/html instead"),
        ("<script src=http://far.example.net/moved.js></script>", "it is part of Facebook"),
        ('<script src="http://cdn.example.net/lib.js" integrity="sha256-AAAA"></script>', "integrity"),
    ],
)
def test_what_must_not_come_home_stays_and_is_told(code: str, why: str, world: World, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(page(code))
    before = file.read_bytes()
    done = localised(file, "--write", "--site-url", OWN)
    assert done.exit_code == 1, done.output
    assert "index.html:2: " in done.output
    assert why in done.output
    assert file.read_bytes() == before
    assert world.asked.count("http://connect.facebook.net/de_DE/sdk.js") <= 1
    assert not list((tmp_path / "assets").rglob("*.js"))


@pytest.mark.usefixtures("world")
def test_what_lies_in_hidden_folders_or_behind_links_is_left_alone(tmp_path: Path) -> None:
    code = '<script src="https://cdn.example.org/a.js"></script>'
    names = (".git/hooks.html", "docs/.drafts/page.html", "docs/page.html", "elsewhere/other.html")
    lay(tmp_path, dict.fromkeys(names, code))
    (tmp_path / "docs" / "linked.html").symlink_to(tmp_path / "elsewhere" / "other.html")
    found = plan([tmp_path / ".git", tmp_path / "docs"], OwnSite("https://own.example/")).found
    assert list(found) == [tmp_path / "docs" / "page.html"]


def test_frames_requests_and_code_samples_are_left_alone(tmp_path: Path) -> None:
    body = (
        "<iframe src=http://img.example.net/1.png></iframe><form action=http://img.example.net/1.png></form>"
        "<script>fetch('http://img.example.net/1.png')</script><a href=http://img.example.net/1.png>x</a>"
    )
    (tmp_path / "index.html").write_text(page("", body))
    done = localised(tmp_path, "--write", "--site-url", OWN)
    assert (tmp_path / "index.html").read_text() == page("", body), done.output


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ('<img\n    src="http://img.example.net/1.png"\n    alt="x">\n', True),
        ("!!! note\n    ![x](http://img.example.net/1.png)\n", True),
        ("- Punkt\n\n    ![x](http://img.example.net/1.png)\n", True),
        ("1. Punkt, der\n   weitergeht\n\n    ![x](http://img.example.net/1.png)\n", True),
        ("`Raum 1` liegt hinten: ![x](http://img.example.net/1.png)\n", True),
        ("Text\n\n    ![x](http://img.example.net/1.png)\n", False),
        ("Text, der\n    weitergeht ![x](http://img.example.net/1.png)\n", True),
        ("=== Reiter\n\n    ```\n    ![x](http://img.example.net/1.png)\n    ```\n", False),
    ],
)
def test_what_is_indented_is_code_only_where_markdown_says_so(text: str, home: bool) -> None:
    found = list(references("a.md", f"# Titel\n\n{text}", OwnSite(OWN)))
    assert bool(found) is home


@pytest.mark.usefixtures("world")
def test_markdown_and_the_settings_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        f"# mine\nsite_name: x\nsite_url: {OWN}praxis/\nplugins: [praxis]\ntheme:\n  name: mkdocs\n  logo: http://img.example.net/2.png\n"
        "extra_css:\n  - 'http://cdn.example.net/css/a.css?v=1&w=2'   # why\nextra_javascript:\n  - path: http://cdn.example.net/lib.js\n    defer: true\n"
    )
    sample = "```html\n<img src=http://img.example.net/1.png>\n```\n\n`![x](http://img.example.net/1.png)`\n"
    (tmp_path / "docs" / "sub" / "a.md").write_text(
        f'# x\n\n![Bild](http://img.example.net/1.png "Titel")\n\n<img src="http://img.example.net/2.png" alt="x">\n\n{sample}'
    )
    done = localised(tmp_path, "--write")
    assert done.exit_code == 0, done.output
    text = (tmp_path / "docs" / "sub" / "a.md").read_text()
    assert "![Bild](../assets/extern/img.example.net/1." in text
    assert '<img src="/praxis/assets/extern/img.example.net/2.' in text
    assert text.endswith(sample)
    settings = (tmp_path / "mkdocs.yml").read_text()
    assert settings.startswith("# mine\n")
    assert "  - 'assets/extern/cdn.example.net/a." in settings
    assert "'   # why\n" in settings
    assert "path: assets/extern/cdn.example.net/lib." in settings
    assert "logo: assets/extern/img.example.net/2." in settings
    assert (tmp_path / "docs" / "assets" / "extern" / "praxis-localise.json").is_file()


def test_templates_and_styles_of_the_theme_name_what_came_home_on_every_page(
    world: World, tmp_path: Path
) -> None:
    for folder in ("docs/sub", "overrides/css"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: x\nsite_url: {OWN}praxis/\ntheme: {{name: mkdocs, highlightjs: false, custom_dir: overrides}}\n"
        "plugins: [praxis]\nextra_css: [css/own.css]\n"
    )
    for name in ("index.md", "sub/a.md"):
        (tmp_path / "docs" / name).write_text("# x\n")
    template = '<script src="http://cdn.example.net/lib.js"></script><script src="http://cdn.example.net/{{ lang }}.js"></script>'
    (tmp_path / "overrides/main.html").write_text(
        f'{{% extends "base.html" %}}{{% block extrahead %}}{{% if page %}}{template.partition("</script>")[0]}</script>{{% endif %}}'
        f"{{% if false %}}{template.partition('</script>')[2]}{{% endif %}}{{% endblock %}}"
    )
    (tmp_path / "overrides/css/own.css").write_text("p{background:url(http://img.example.net/2.png)}\n")
    done = localised(tmp_path / "overrides", "--write")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "docs/assets/extern/praxis-localise.json").is_file()
    assert "http://cdn.example.net/{{ lang }}.js" in (tmp_path / "overrides/main.html").read_text()
    built = python("-m", "mkdocs", "build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    for name in ("index.html", "sub/a/index.html"):
        page = tmp_path / "site" / name
        (address,) = re.findall(r'src="([^"]*lib[^"]*)"', page.read_text())
        assert (page.parent / address).is_file(), address
    (address,) = re.findall(r"url\(([^)]*)\)", (tmp_path / "site/css/own.css").read_text())
    assert (tmp_path / "site/css" / address.strip("'\"")).is_file(), address


def test_style_sheets_that_import_each_other_end(world: World, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("<link rel=stylesheet href=http://loop.example.net/a.css>"))
    done = localised(tmp_path, "--write", "--site-url", OWN)
    assert done.exit_code in {0, 1}
    assert "this is a bug" not in done.output
    assert len(world.asked) < 20


def test_licences_that_a_person_wrote_down_stay(site: Path, world: World) -> None:
    assert "no licence is written down for 7" in localised(site, "--write", "--site-url", OWN).output
    lock = site / "assets" / "extern" / "praxis-localise.json"
    data = json.loads(lock.read_text())
    for entry in data["mkdocs-praxis-localise/1"].values():
        entry["licence"] = "MIT"
    lock.write_text(json.dumps(data))
    (site / "more.html").write_text(page("", "<img src=http://cdn.example.net/img/c.png alt=x>"))
    done = localised(site, "--write", "--site-url", OWN)
    assert "no licence" not in done.output
    assert {e["licence"] for e in json.loads(lock.read_text())["mkdocs-praxis-localise/1"].values()} == {
        "MIT"
    }
    assert len(world.asked) == 7


def test_the_catalogue_is_asked_for_licences(world: World, tmp_path: Path) -> None:
    world.files |= {
        "http://code.jquery.com/jquery.js": ("text/javascript", SCRIPT),
        "http://fonts.gstatic.com/s/lato/a.woff2": ("font/woff2", b"wOF2 font"),
        "http://use.typekit.net/abc.css": ("text/css", b"p{}"),
    }
    css = "<style>@font-face{font-family:x;src:url(http://fonts.gstatic.com/s/lato/a.woff2)}</style>"
    paid = "<link rel=stylesheet href=http://use.typekit.net/abc.css>"
    (tmp_path / "index.html").write_text(
        page(f"{css}<script src=http://code.jquery.com/jquery.js></script>{paid}")
    )
    done = localised(tmp_path, "--write", "--site-url", OWN)
    assert "google-fonts: one of OFL-1.1, Apache-2.0, Ubuntu-font-1.0" in done.output
    assert "no licence is written down for 1" in done.output
    assert "typekit.net/abc.css stays: its licence lets only Adobe Fonts" in done.output
    data = json.loads((tmp_path / "assets" / "extern" / "praxis-localise.json").read_text())
    found = {url: one["licence"] for url, one in data["mkdocs-praxis-localise/1"].items()}
    assert found == {"http://code.jquery.com/jquery.js": "MIT", "http://fonts.gstatic.com/s/lato/a.woff2": ""}
    assert "http://use.typekit.net/abc.css" not in world.asked


def test_what_changed_at_its_source_is_told(site: Path, world: World) -> None:
    assert localised(site, "--write", "--site-url", OWN).exit_code == 0
    (lib,) = (site / "assets" / "extern" / "cdn.example.net").glob("lib.*.js")
    lib.unlink()
    (site / "more.html").write_text(page("<script src=http://cdn.example.net/lib.js></script>"))
    world.files["http://cdn.example.net/lib.js"] = ("text/javascript", b"evil()")
    done = localised(site, "--write", "--site-url", OWN)
    assert done.exit_code == 2
    assert "no longer what it was" in done.output
    assert "http://cdn.example.net/lib.js" in (site / "more.html").read_text()


NEAR = ["localhost", "a.localhost.", "127.0.0.1", "0x7f.1", "2130706433", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254", "[fe80::1]"]  # fmt: skip


@pytest.mark.parametrize("host", NEAR)
def test_a_page_fetches_nothing_from_the_machine_or_its_network(host: str, site: Path, world: World) -> None:
    """What only they can reach would have been put on the web: a page of others named it."""
    world.files["http://far.example.net/near.css"] = ("", f"http://{host}/b.css".encode())
    (site / "z.html").write_text(
        page(
            f"<link rel=stylesheet href=http://{host}/a.css><link rel=stylesheet href=http://far.example.net/near.css>"
        )
    )
    done = localised(site, "--write", "--site-url", OWN)
    assert done.exit_code == 1
    assert done.output.count("only this machine or its own network can ask") == 2
    assert not [url for url in world.asked if "far." not in url and ".example.net" not in url]
    assert "http://cdn.example.net" not in (site / "sub" / "index.html").read_text()


def test_a_public_name_of_a_machine_nearby_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Handler(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)

    named = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest: named("127.0.0.1", *rest))
    monkeypatch.setenv("no_proxy", "*")
    with serving(handler=Handler) as address, pytest.raises(NotThereError):
        fetch(address.replace("127.0.0.1", "files.example.net"))
    assert asked == []


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("address", ["http://busy.example.net/x.js", "ftp://img.example.net/x.js"])
def test_what_cannot_be_fetched_changes_nothing(address: str, site: Path) -> None:
    (site / "z.html").write_text(page(f"<script src={address}></script>"))
    before = tree(site)
    done = localised(site, "--write", "--site-url", OWN)
    assert done.exit_code == 2, done.output
    assert tree(site) == before


@pytest.mark.usefixtures("world")
def test_a_file_that_its_server_does_not_have_keeps_no_other_from_coming(site: Path) -> None:
    (site / "z.html").write_text(page("<script src=http://gone.example.net/x.js></script>"))
    done = CliRunner().invoke(main, ["localise", str(site), "--write", "--site-url", OWN, "--lang", "de"])
    assert done.exit_code == 1
    assert "http://gone.example.net/x.js stays" not in done.output
    assert "sein Server antwortet 404" in done.output
    assert "gone.example.net" in (site / "z.html").read_text()
    assert "http://cdn.example.net" not in (site / "sub" / "index.html").read_text()
    lock = site / "assets" / "extern" / "praxis-localise.json"
    assert "http://gone.example.net/x.js" in json.loads(lock.read_text())["stays"]
    (site / "z.html").write_text(page(""))
    localised(site, "--write", "--site-url", OWN)
    assert "http://gone.example.net/x.js" in json.loads(lock.read_text())["stays"], "not asked for anew"


def test_the_name_of_a_font_in_a_style_sheet_that_comes_home_is_no_address(
    world: World, tmp_path: Path
) -> None:
    named = b":root{--fa-brands:'Font Awesome 6 Brands';--fa:normal 400 1em/1 \"Font Awesome 6 Free\"}i{font-family:var(--fa-brands)}"
    world.files["http://files.example.net/fa.css"] = ("text/css", named)
    (tmp_path / "index.html").write_text(
        page('<link rel="stylesheet" href="http://files.example.net/fa.css">')
    )
    result = localised(tmp_path, "--site-url", OWN, "--write")
    assert "Awesome" not in result.output
    (home,) = (tmp_path / "assets" / "extern").rglob("*.css")
    assert home.read_bytes() == named


def test_a_file_that_a_style_sheet_names_twice_and_that_is_not_there(world: World, tmp_path: Path) -> None:
    twice = b"@font-face{src:url(gone.woff2)}@font-face{src:url(gone.woff2) format('woff2'),url(x.woff2)}"
    world.files["http://files.example.net/a.css"] = ("text/css", twice)
    (tmp_path / "index.html").write_text(
        page('<link rel="stylesheet" href="http://files.example.net/a.css">')
    )
    result = localised(tmp_path, "--site-url", OWN, "--write")
    assert result.output.count("gone.woff2 stays") == 1


@pytest.mark.usefixtures("world")
def test_what_a_page_includes_from_elsewhere_is_named_by_its_whole_path(tmp_path: Path) -> None:
    """A readme beside mkdocs.yml ends up in pages of any folder."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nsite_url: {OWN}\n")
    (tmp_path / "README.md").write_text("![a](http://img.example.net/2.png)\n")
    done = localised(tmp_path / "docs", tmp_path / "mkdocs.yml", tmp_path / "README.md", "--write")
    assert done.exit_code == 0, done.output
    assert "](/assets/extern/img.example.net/2." in (tmp_path / "README.md").read_text()


def test_all_or_nothing_is_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(site)
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "own.css":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PraxisError, match="nothing was changed"):
        localise([site], OwnSite(OWN), get=lambda url: (*WORLD[url][::-1], url))
    assert tree(site) == before


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"mkdocs-praxis-localise/1": {"x": {"file": "../../etc"}}}',
        '{"mkdocs-praxis-localise/1": 1}',
    ],
)
def test_a_lock_file_that_is_none_is_told(text: str, site: Path) -> None:
    lock = site / "assets" / "extern" / "praxis-localise.json"
    lock.parent.mkdir(parents=True)
    lock.write_text(text)
    done = localised(site, "--write", "--offline", "--site-url", OWN)
    assert done.exit_code == 2
    assert "no lock file" in done.output


def test_a_site_is_known_by_what_it_inherits_and_takes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRAXIS_ADDRESS", "https://www.praxis.example/")
    base = "docs_dir: seiten\ntheme: {name: praxis, custom_dir: eigen}\nsite_url: !ENV PRAXIS_ADDRESS\n"
    lay(tmp_path, {"base.yml": base, "a/mkdocs.yml": "INHERIT: ../base.yml\nsite_name: A\n"})
    lay(tmp_path / "a", {"seiten/index.md": "# A\n", "eigen/main.html": ""})
    site = tmp_path / "a"
    assert site_url_of(site / "mkdocs.yml") == "https://www.praxis.example/"
    assert docs_of(site / "seiten" / "index.md") == site / "seiten"
    assert custom_dir_of(site / "eigen" / "main.html") == site / "eigen"
