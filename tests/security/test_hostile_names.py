"""A hostile title, file name, address or host becomes neither script, nor terminal escape, nor command, nor entity."""

import html
import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from mkdocs_praxis.report import FORMATS
from tests.security.conftest import MKDOCS, page

EVIL = "\x1b[31mX\x1b]0;pwn\x07\x9b31m</title></script><script>alert(1)</script>]]>&xxe;\r\n::error file=a::pwn\n##[error]x \u202egnp.exe \u2028 %0A::error::y"
NAMES = (
    b"a\x1b[31m<script>alert(1)<script>.html",
    b"b\n::error::pwn.html",
    "c\u202elmth.html".encode(),
    b"d\xff\xfe.html",
    b"e&xxe;]]>.html",
    b"f%0A::error::x,line=3:.html",
    b"g" * 250 + b".html",
    b"h\r##[error]x.html",
    b"i' onmouseover='alert(1)\" x=\".html",
    b"j: k, l.html",
    b"-rf.html",
)
# C0 but for the newline between lines, DEL and C1, directions, line and paragraph separators
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "si\x1b[31mte"
    folder.mkdir()
    address = f"https://evil.example.net/{html.escape(EVIL, quote=True)}"
    body = f'<img src="{address}" alt="">\n<script>document.cookie="{EVIL[:8]}"</script>'
    for name in NAMES:
        (folder / os.fsdecode(name)).write_bytes(page(body, html.escape(EVIL)).encode())
    (folder / "x\x1b[2J.xyzzy").write_bytes(b"\0\1")
    return folder


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_all_and_lets_nothing_through(form: str, site: Path, check) -> None:
    done = check(site, "--format", form, "--notes")
    assert done.returncode == 1
    assert not CONTROL.search(done.stdout), CONTROL.search(done.stdout)
    assert not CONTROL.search(done.stderr)
    assert "evil.example.net" in done.stdout
    lines = [line for line in done.stdout.splitlines() if line.lstrip().startswith(("::", "##["))]
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in lines)
    assert bool(lines) == (form == "github")


def test_each_file_is_found_out_whatever_its_name(site: Path, check) -> None:
    findings = json.loads(check(site, "--format", "json").stdout)["findings"]
    assert {f["file"] for f in findings if f["rule"] == "third-party-image"} == {
        os.fsdecode(n) for n in NAMES
    }


def test_the_readable_report_holds_no_script_and_no_handler(site: Path, check) -> None:
    tree = LexborHTMLParser(check(site, "--format", "html").stdout)
    assert not tree.css("script, iframe, img, link, base, form, object, embed, svg")
    named = {name for node in tree.css("*") for name in node.attributes}
    assert named <= {"lang", "charset", "http-equiv", "content", "name", "class", "scope"}


def test_xml_and_json_are_well_formed(site: Path, check) -> None:
    suites = ET.fromstring(check(site, "--format", "junit").stdout)
    assert len(suites.findall(".//failure")) >= len(NAMES)
    log = json.loads(check(site, "--format", "sarif").stdout)
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
    }
    assert len(uris) == len(NAMES) + 1
    assert all(re.fullmatch(r"(file://)?[A-Za-z0-9._~/%-]+", uri) for uri in uris)


def test_a_build_tells_hostile_names_without_escapes(guarded, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://www.praxis-beispiel.de/\nuse_directory_urls: false\n"
        "theme: {name: mkdocs, highlightjs: false}\nplugins: [praxis: {harden: false}]\n"
    )
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# x\n")
    (docs / "a\x1b[31m\u202eb.md").write_text(
        '---\ntitle: "\\e[31m<script>alert(1)</script>"\n---\n'
        '<script src="https://evil.example.net/\x1b]0;pwn\x07"></script>\n'
    )
    done = guarded([*MKDOCS, "build"], cwd=tmp_path)
    assert done.returncode == 1
    told = (done.stdout + done.stderr).partition("third-party-script")
    assert told[1]
    assert "evil.example.net" in told[2]
    assert not CONTROL.search(told[2]), repr(told[2])
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["no\x1b[31mthing", "x" * 5000, "a\nb"])
def test_a_hostile_directory_is_named_without_escapes(name: str, guarded, tmp_path: Path) -> None:
    from tests.security.conftest import PRAXIS

    done = guarded([*PRAXIS, "check", name], cwd=tmp_path)
    assert done.returncode == 2
    assert not CONTROL.search(done.stdout + done.stderr)
