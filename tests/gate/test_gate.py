"""The gate reads what lies on disk, whatever it is, and what it cannot read does not pass."""

import datetime as dt
import os
from pathlib import Path

import pytest

from mkdocs_praxis.gate import MarkdownSources, Options, check
from mkdocs_praxis.policy.model import Allowance, Level, Policy, Severity
from mkdocs_praxis.walk import MAX_BYTES
from mkdocs_praxis.web.contact import OwnSite
from tests.tools import lay

OWN = OwnSite("https://www.praxis-beispiel.de/")
HEAD = "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>"
LEAK = HEAD + '<script src="https://cdn.example.net/a.js"></script>'


def test_a_clean_site_passes(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "index.html": HEAD + '<a href="https://www.aekno.de/">Kammer</a>',
            "style.css": "a{color:red}",
            "robots.txt": "User-agent: *",
        },
    )
    report = check(tmp_path, OWN)
    assert report.passed
    assert report.files == 3
    assert report.links == {"www.aekno.de": 1}
    assert set(report.hashes) == {"index.html", "style.css", "robots.txt"}


def test_a_contact_is_found_with_its_place(tmp_path: Path) -> None:
    lay(tmp_path, {"sub/index.html": HEAD + "\n<p>x</p>\n  <img src='//t.example.net/p.gif' alt=''>"})
    (finding,) = check(tmp_path, OWN).findings
    assert (finding.rule.name, finding.file, finding.line) == ("third-party-image", "sub/index.html", 3)
    assert finding.excerpt.strip().startswith("<img")
    assert finding.contact is not None
    assert finding.contact.host == "t.example.net"


@pytest.mark.parametrize(
    "body",
    [
        "<template x-if='a'><iframe src='https://t.example.net/'></iframe></template><script>document.body.append(document.querySelector('template').content.cloneNode(true))</script>",
        "<script type='application/json' id=c>{'u': 'https://t.example.net/'}</script><script>fetch(JSON.parse(c.textContent).u)</script>",
        "<script type='application/json' id=c>{'u': 'https://t.example.net/'}</script><script>fetch(JSON.parse(document.querySelector('#c').text).u)</script>",
        "<script type='text/x-config' id=c>{'u': 'https://t.example.net/'}</script><script>fetch(JSON.parse(c.textContent).u)</script>",
        "<img data-src='https://t.example.net/' alt=''><script>document.images[0].src = document.images[0].dataset.src</script>",
    ],
)
def test_a_contact_is_told_once(body: str, tmp_path: Path) -> None:
    lay(tmp_path, {"index.html": HEAD + body.replace("{'u': '", '{"u": "').replace("'}<", '"}<')})
    told = [f for f in check(tmp_path, OWN).findings if f.contact]
    assert [(f.severity, f.contact and f.contact.host) for f in told] == [(Severity.ERROR, "t.example.net")]


@pytest.mark.parametrize(
    ("data", "code", "asked"),
    [
        ('{"image": "a.png", "link": "https://t.example.net/"}', "a.href = d.link; i.src = d.image", False),
        ('[{"image": "a.png", "author": "https://t.example.net/"}]', "for (const x of d) i.src = x.image", False),
        ('{"image": "https://t.example.net/", "link": "/"}', "a.href = d.link; i.src = d.image", True),
        ('[{"image": "https://t.example.net/"}]', "d.forEach(({image}) => { i.src = image })", True),
        ('{"a": {"b": {"image": "https://t.example.net/"}}}', "const {a: {b: c}} = d; i.src = c.image", True),
        ('{"tiles": {"x": "https://t.example.net/"}}', "for (const u of Object.values(d.tiles)) i.src = u", True),
        ('{"x": "https://t.example.net/"}', "Object.entries(d).forEach(([n, u]) => { i.src = u })", True),
        ('["https://t.example.net/"]', "d.map(u => { i.src = u })", True),
        ('[["x", "https://t.example.net/"]]', "i.src = d[0][1]", True),
        ('{"de": "https://t.example.net/"}', "i.src = d[document.documentElement.lang]", True),
        ('{"image": "https://t.example.net/"}', "window.c = d; i.src = c.image", True),
    ],
)  # fmt: skip
def test_of_json_in_an_attribute_counts_what_a_script_takes(
    data: str, code: str, asked: bool, tmp_path: Path
) -> None:
    taken = f"<div id=k data-config='{data}'></div><script>const d = JSON.parse(k.dataset.config), i = new Image(), a = document.createElement('a'); {code}</script>"
    lay(tmp_path, {"index.html": HEAD + taken})
    told = {
        f.contact.host for f in check(tmp_path, OWN).findings if f.contact and f.severity is Severity.ERROR
    }
    assert told == ({"t.example.net"} if asked else set())


@pytest.mark.parametrize(
    ("target", "read"), [("1.0", True), ("../out", False), (".", False), ("1.0/index.html", False)]
)
def test_a_link_is_a_second_name_only_for_a_folder_of_the_site(
    target: str, read: bool, tmp_path: Path
) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    for folder in (site / "1.0", out):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("<!doctype html><html lang=de><title>x</title><p>x</p>")
    (site / "latest").symlink_to(target)
    report = check(site, OwnSite("https://praxis.example/"))
    assert (not report.unread) is read


@pytest.mark.parametrize("make", ["symlink", "unknown", "fifo"])
def test_what_is_not_read_does_not_pass(tmp_path: Path, make: str) -> None:
    site = tmp_path / "site"
    lay(site, {"index.html": HEAD})
    if make == "symlink":
        (site / "link.html").symlink_to("/etc/hostname")
    elif make == "fifo":
        os.mkfifo(site / "pipe.html")
    else:
        (site / "data.xyzzy").write_bytes(bytes(range(256)))
    report = check(site, OWN)
    assert not report.passed
    assert len(report.unread) == 1


def test_a_missing_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "no", OWN)
    lay(tmp_path, {"a.txt": "x"})
    with pytest.raises(NotADirectoryError):
        check(tmp_path / "a.txt", OWN)


def allowance(pattern: str, expires: dt.date = dt.date(2099, 1, 1), rule: str = "*") -> Allowance:
    return Allowance(pattern, rule, "Vertrag", "Dr. Muster", "2026-01-01", expires, "mkdocs.yml:7")


def test_an_allowance_lets_its_host_pass_and_is_counted(tmp_path: Path) -> None:
    lay(tmp_path, {"index.html": LEAK})
    report = check(tmp_path, OWN, Options(Policy(allowances=(allowance("cdn.example.net"),))))
    assert report.passed
    assert [n for _, n in report.allowed] == [1]


@pytest.mark.parametrize(
    "pattern",
    ["example.net", "cdn.example.net.evil.test", "cdn.example.nets", "https://cdn.example.net/other/*"],
)
def test_an_allowance_lets_nothing_else_pass(tmp_path: Path, pattern: str) -> None:
    lay(tmp_path, {"index.html": LEAK})
    report = check(tmp_path, OWN, Options(Policy(allowances=(allowance(pattern),))))
    assert not report.passed
    assert "allowance-unused" in {f.rule.name for f in report.findings}


def test_an_expired_allowance_is_a_finding_and_opens_nothing(tmp_path: Path) -> None:
    lay(tmp_path, {"index.html": LEAK})
    report = check(
        tmp_path, OWN, Options(Policy(allowances=(allowance("cdn.example.net", dt.date(2020, 1, 1)),)))
    )
    assert {f.rule.name for f in report.findings} == {"third-party-script", "allowance-expired"}
    expired = next(f for f in report.findings if f.rule.name == "allowance-expired")
    assert (expired.file, expired.line) == ("mkdocs.yml", 7)


def test_strict_forbids_links_to_social_networks_on_the_pages_that_ask(tmp_path: Path) -> None:
    lay(tmp_path, {"index.html": HEAD + '<a href="https://www.facebook.com/praxis">x</a>'})
    assert check(tmp_path, OWN).passed
    assert not check(tmp_path, OWN, Options(Policy(level=Level.STRICT))).passed
    assert not check(tmp_path, OWN, Options(strict_pages=frozenset({"index.html"}))).passed


@pytest.mark.parametrize(
    "before",
    [
        "# Start\n\nText\n",
        "```html\n{code}\n```\n",
        "~~~~\n{code}\n~~~~\n",
        "A\n\n`{code}`\n",
        "A\n\n<!-- {code} -->\n",
        "A\n\nEs lädt https://cdn.example.net/a.js hier\n",
    ],
)
def test_findings_lead_back_to_the_markdown(before: str, tmp_path: Path) -> None:
    site = lay(tmp_path / "site", {"index.html": LEAK})
    source = tmp_path / "index.md"
    code = '<script src="https://cdn.example.net/a.js"></script>'
    source.write_text(before.replace("{code}", code) + f"\n{code}\n")
    report = check(site, OWN, sources=MarkdownSources({"index.html": str(source)}))
    (finding,) = report.findings
    assert finding.source is not None
    assert (finding.source.file, finding.source.line) == (str(source), 5)


def test_one_process_or_several_say_the_same(tmp_path: Path) -> None:
    for number in range(150):
        lay(tmp_path, {f"p{number}/index.html": LEAK if number % 3 else HEAD})
    one, two = (check(tmp_path, OWN, Options(jobs=n)) for n in (1, 2))
    assert one.findings == two.findings
    assert one.hashes == two.hashes
    assert one.count(Severity.ERROR) == 100


def test_progress_is_told_of_several_processes_which_do_not_get_the_function(tmp_path: Path) -> None:
    for number in range(20):
        lay(tmp_path, {f"p{number}/index.html": HEAD})
    told: list[tuple[int, int]] = []
    check(tmp_path, OWN, Options(jobs=2, progress=lambda done, total: told.append((done, total))))
    assert told[-1] == (20, 20)


def test_an_address_in_a_data_file_counts_when_a_script_feeds_it_into_a_request(tmp_path: Path) -> None:
    data = '{"api": "https://api.example.net/v1"}'
    lay(tmp_path / "a", {"index.html": HEAD, "config.json": data})
    assert check(tmp_path / "a", OWN).passed
    script = "fetch('/config.json').then(r=>r.json()).then(c=>fetch(c.api))"
    lay(tmp_path / "b", {"index.html": f"{HEAD}<script>{script}</script>", "config.json": data})
    report = check(tmp_path / "b", OWN)
    assert {f.contact.host for f in report.findings if f.contact and f.severity is Severity.ERROR} == {
        "api.example.net"
    }


def test_a_film_of_any_size_is_a_film_and_a_page_of_that_size_is_not_read(tmp_path: Path) -> None:
    import hashlib

    for name in ("film.mp4", "seite.html"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(MAX_BYTES + 1)
    report = check(tmp_path, OWN)
    (finding,) = report.findings
    assert finding.file == "seite.html"
    assert "Split the file" in finding.fix
    assert report.hashes["film.mp4"] == hashlib.sha256(bytes(MAX_BYTES + 1)).hexdigest()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_advice_on_what_was_not_read_fits_the_reason(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    fixes = {f.file: f.fix for f in check(tmp_path, OWN, Options(Policy(language="de"))).findings}
    assert "an die Stelle des Links" in fixes["link.html"]
    assert "Pipes" in fixes["pipe"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://foe.example/a'></svg>"),
        ("a.webmanifest", '{"icons": [{"src": "https://foe.example/a.png"}'),
    ],
)
def test_of_a_text_that_was_not_read_its_hosts_are_told(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "index.html").write_text("<!doctype html><link rel=manifest href=a.webmanifest>", "utf-8")
    hosts = [f.hosts for f in check(tmp_path, OWN).findings if f.rule.name == "unread-file"]
    assert hosts == [("foe.example",)]


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        ("a.drawio", b'<mxfile host="app"/>', True),
        ("b.fig", b"fig-kiwi\0\1", True),
        ("c.scad", b"cube(1);", True),
        ("d.ipynb", b'{"cells": ["<b>"]}', True),
        ("e.pycon", b">>> 1 < 2", True),
        ("f.bak", b"x = 1", True),
        ("g.unheard-of", b"nur Text", True),
        ("h.feather", b"ARROW1\0", True),
        ("LICENCE", b"Text", True),
        ("i.unheard-of", b"\1\2<x>", False),
        (".doctrees/environment.pickle", b"\x80\x05<x>", False),
    ],
)
def test_files_beside_pages_are_claimed_or_told_with_advice(
    tmp_path: Path, name: str, content: bytes, *, read: bool
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    report = check(tmp_path, OwnSite("https://www.praxis.example/"))
    assert [u.file for u in report.unread] == ([] if read else [name])
    if ".doctrees" in name:
        assert "sphinx-build -d" in next(f.fix for f in report.findings if f.file == name)


def test_a_backup_of_a_page_is_read_as_the_page_that_browsers_make_of_it(tmp_path: Path) -> None:
    (tmp_path / "index.html.bak").write_text(
        '<!doctype html><script src="https://e.example/x.js"></script>', encoding="utf-8"
    )
    assert not check(tmp_path, OwnSite("https://www.praxis.example/")).passed


def test_a_script_that_no_page_names_is_to_be_deleted(tmp_path: Path) -> None:
    for name in ("used.js", "named.js", "spare.js"):
        (tmp_path / name).write_text(f'fetch("https://{name}.example/")', encoding="utf-8")
    page = '<!doctype html><title>x</title><script src="used.js"></script><script>go("na" + "med", "./named.js")</script>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    report = check(tmp_path, OwnSite("https://www.praxis.example/"))
    fixes = {f.file: f.fix for f in report.findings if f.contact is not None and f.file.endswith(".js")}
    assert {name for name, fix in fixes.items() if "delete it" in fix} == {"spare.js"}
    assert len(fixes) == 3


def test_names_of_files_are_bytes_that_need_not_be_utf_8(tmp_path: Path) -> None:
    """Old web spaces hold names in Latin-1; what no page names is looked for by its name."""
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    for name in (b"\xe4rzte.js", b"\xfcber.css"):
        (tmp_path / os.fsdecode(name)).write_bytes(
            b'@import "https://e.example/"; fetch("https://e.example/")'
        )
    found = check(tmp_path, OwnSite("https://www.praxis.example/")).findings
    assert {os.fsencode(f.file) for f in found if f.contact is not None} == {b"\xe4rzte.js", b"\xfcber.css"}


def test_what_libraries_make_of_script_elements_is_read(tmp_path: Path) -> None:
    waiting = "".join(
        f'<script type="{kind}"><img src="https://{n}.example/x.png"></script>'
        for n, kind in enumerate(
            ["text/x-template", "text/html", "text/template", "text/x-handlebars-template"]
        )
    )
    compiled = '<script type="text/babel">const a = <b/>; fetch("https://babel.example/")</script>'
    for runs, told in (("", {"babel.example"}), ("<script>for (const t of document.querySelectorAll('script')) document.body.innerHTML += t.textContent</script>",
                                                 {"babel.example", *(f"{n}.example" for n in range(4))})):  # fmt: skip
        (tmp_path / "index.html").write_text(
            f"<!doctype html><title>x</title>{waiting}{compiled}{runs}", encoding="utf-8"
        )
        report = check(tmp_path, OwnSite("https://www.praxis.example/"))
        assert {f.contact.host for f in report.findings if f.contact and f.severity is Severity.ERROR} == told
