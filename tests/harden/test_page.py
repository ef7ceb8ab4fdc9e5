"""The policy stands before everything that loads or runs, and every other byte is as it was."""

import re
from functools import partial
from pathlib import Path

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.harden.csp import digest
from mkdocs_praxis.harden.page import insert_policy, without_ours
from mkdocs_praxis.harden.site import Hardening, harden, headers_of
from mkdocs_praxis.harden.within import without_guards
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite, Page
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")
POLICY = "default-src 'none'; img-src 'self' data:"
ADDED = re.compile(
    rb'(<meta charset="utf-8">)?<meta http-equiv="Content-Security-Policy" data-by="praxis" content="[^"]*">'
)


@pytest.mark.parametrize("name", ["", "quelle.md"])
def test_a_folder_without_a_page_is_told_and_gets_no_file(name: str, tmp_path: Path) -> None:
    if name:
        (tmp_path / name).write_text("# Praxis")
    for make in (
        partial(harden, tmp_path, OWN, Hardening(server="apache")),
        partial(headers_of, tmp_path, OWN),
    ):
        with pytest.raises(PraxisError, match="no page"):
            make()
    assert [one.name for one in tmp_path.iterdir()] == [name] * bool(name)


def stripped(data: bytes) -> bytes:
    return ADDED.sub(b"", data)


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (b"<!doctype html><html><head><meta charset=utf-8><title>x</title>", b"<meta charset=utf-8>"),
        (b"<!doctype html><html><head><title>x</title><meta charset=utf-8><link>", b"<meta charset=utf-8>"),
        (b"<!doctype html><html><head><link rel=x><meta charset=utf-8>", b'<head><meta charset="utf-8">'),
        (b"<!doctype html><html><head><script>1</script><title>x</title>", b"<head>"),
        (b"<!doctype html><html><script>1</script><head><title>x</title>", b"<html>"),
        (b"<!doctype html><script>1</script><html><head><title>x</title>", b"<!doctype html>"),
        (b"<!-- a --><!DOCTYPE html>\r\n<p>x", b"<!DOCTYPE html>"),
        (b"<!-->\n<?php x ?><!doctype html><p>x", b"<!doctype html>"),
        (b"<p>x", b""),
        (b"", b""),
        (b"x<!doctype html>", b""),
        (b"<HEAD A='>'>\n<TITLE>x</TITLE></HEAD><head><link>", b"<HEAD A='>'>"),
        (b"<html lang=de><!-- <head> --><head><meta name=x content='<head>'>", b"<!-- <head> --><head>"),
        (b"\xef\xbb\xbf<!doctype html>\r\n<html>\r\n<head>\r\n<meta charset=utf-8>\r\n", b"\r\n<meta charset=utf-8>"),
        (b"<!doctype html>\r\r\n\n<html>\r<head>\r\n\xc3\xa4", b"\r<head>"),
        (b"<!doctype html><head>\xe4", b"<head>"),
        (b"<!doctype html><head><template><meta charset=utf-8></template>", b"<head>"),
        (b"<!doctype html><noscript><link rel=stylesheet href=//a.test></noscript>", b"<!doctype html>"),
    ],
)  # fmt: skip
def test_where_it_stands(page: bytes, before: bytes) -> None:
    done = insert_policy(page, POLICY)
    match = re.search(rb'<meta http-equiv="Content-Security-Policy"', done)
    assert match is not None
    assert done[: match.start()].removesuffix(before) != done[: match.start()] or not before
    assert stripped(done) == page
    assert insert_policy(done, POLICY) == done


def test_utf16_keeps_its_encoding() -> None:
    page = "<!doctype html><html><head><title>ä</title>".encode("utf-16")
    done = insert_policy(page, POLICY).decode("utf-16")
    assert done.startswith('<!doctype html><html><head><meta http-equiv="Content-Security-Policy"')


def test_a_second_run_renews_the_first() -> None:
    page = b"<!doctype html><html><head><meta charset=utf-8><title>x</title>"
    assert insert_policy(insert_policy(page, "default-src 'self'"), POLICY) == insert_policy(page, POLICY)


def test_an_authors_policy_stays_in_force_beside_ours() -> None:
    theirs = b"""<meta http-equiv="Content-Security-Policy" content="img-src 'none'">"""
    done = insert_policy(b"<!doctype html><html><head>" + theirs + b"<title>x</title>", POLICY)
    assert theirs in done
    assert done.count(b"Content-Security-Policy") == 2


@pytest.mark.parametrize("page", [b"<frameset><frame src=a>", b"<!doctype html><svg><head>"])
def test_odd_documents_get_one_all_the_same(page: bytes) -> None:
    done = insert_policy(page, POLICY)
    assert stripped(done) == page


PIECES = st.lists(
    st.sampled_from(
        [
            "<!doctype html>", "<html>", "<HTML lang=de>", "<head>", "<head x='>'>", "</head>", "<body>", "<meta charset=utf-8>",
            "<meta charset='UTF-8'>", "<title>", "</title>", "<script>", "</script>", "<!--", "-->", "<head", ">", "'", '"',
            "\r\n", "\r", "\n", "ä", "<link rel=stylesheet href=a.css>", "<style>p{}</style>", "<noscript>", "</noscript>",
            "<template>", "</template>", "<svg>", "</svg>", "<base href=/x/>", "<frameset>", "<p>", "x", "<?pi?>", "<![CDATA[", "]]>",
            "<meta http-equiv=content-type content='text/html; charset=utf-8'>", "<table>", "<select>", "<plaintext>", "\0", "\f",
        ]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES, st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_whatever_the_page_nothing_loads_before_the_policy(pieces: list[str], mark: bytes) -> None:
    page = mark + "".join(pieces).encode()
    try:
        done = insert_policy(page, POLICY)
    except PraxisError:
        return
    assert stripped(done) in {page, page.replace(b'<meta charset="utf-8">', b"")}
    assert insert_policy(done, POLICY) == done
    text = done.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for element in turbohtml.parse(text, allow_declarative_shadow_roots=False).iter_elements():
        if element.attrs.get("data-by") == "praxis":
            assert element.parent is not None
            assert getattr(element.parent, "tag", "") == "head"
            break
        assert element.tag in {"html", "head", "meta", "title"}, text
    else:
        raise AssertionError(text)


def page_of(data: bytes) -> Page | None:
    return read("x.html", data, url=f"{OWN.url}x.html", own=OWN).page


def test_hashes_are_of_what_the_browser_sees() -> None:
    page = page_of(
        b"<!doctype html><script>a\r\nb</script><p style='font:&quot;x&quot;' onclick='f(1&amp;&amp;2)'>"
        b'<iframe srcdoc="<script>inner()</script><p style=top:1>"></iframe>'
        b"<template><style>t{}</style><template><style>tt{}</style></template></template>"
    )
    assert page is not None
    assert page.inline_scripts == ("a\nb", "inner()")
    assert page.style_attributes == ('font:"x"', "top:1")
    assert page.event_handlers == ("f(1&&2)",)
    assert page.inline_styles == ("t{}", "tt{}")
    assert digest("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_a_deep_nest_of_templates_costs_no_more_than_its_length() -> None:
    page = page_of(b"<template>" * 300 + b"<style>p{}</style>")
    assert page is not None
    assert page.inline_styles == ("p{}",)


@pytest.mark.parametrize("piece", [b"<!-- x -->", b"<!---->", b"<?x>", b"<!x>", b" \n", b"<!-- x --> <?y?>"])
def test_what_stands_before_the_page_costs_no_more_than_its_length(piece: bytes) -> None:
    page = piece * 20_000 + b"<p>x"  # an expression that tries every way would not end with forty
    done = insert_policy(page, POLICY)
    assert done.count(b"Content-Security-Policy") == 1
    assert done.endswith(b"<p>x")


def test_no_half_written_file_is_left(tmp_path, monkeypatch) -> None:
    (tmp_path / "index.html").write_bytes(b"<!doctype html><html><head><title>x</title>")
    (tmp_path / "index.html").chmod(0o640)
    assert harden(tmp_path, OWN).changed == ["index.html"]
    assert harden(tmp_path, OWN).changed == []
    assert (tmp_path / "index.html").stat().st_mode & 0o777 == 0o640
    whole = (tmp_path / "index.html").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    monkeypatch.setattr("pathlib.Path.replace", full)
    (tmp_path / "second.html").touch()
    with pytest.raises(OSError, match="No space"):
        harden(tmp_path, OWN)
    assert (tmp_path / "index.html").read_bytes() == whole
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index.html", "second.html"]


@pytest.mark.parametrize(
    "srcdoc",
    [
        '"<!doctype html><p>x</p><script>a()</script>"',
        "'&lt;!DOCTYPE html&gt;\r\n<b onclick=a()>x</b>'",
        "&lt;script&gt;a()&lt;/script&gt;",
        '"<script>a(&quot;x&quot;)</script>"',
        "'<!doctype html><p>&auml;&amp;lt;</p><iframe srcdoc=\"&lt;script&gt;a(&amp;quot;&amp;lt;&amp;quot;)&lt;/script&gt;\"></iframe>'",
    ],
)
def test_documents_within_begin_with_the_guard(srcdoc: str, tmp_path: Path) -> None:
    text = f"<!doctype html>\r\n<html lang=de><head><meta charset=utf-8><title>x</title></head><body><iframe title=x srcdoc={srcdoc}></iframe></body></html>"
    page = tmp_path / "a.html"
    page.write_bytes(text.encode())
    harden(tmp_path, OWN)
    done = page.read_bytes()
    first = re.search('<meta [^>]*data-by="praxis".*?</script>', done.decode())
    assert first is not None
    held, plain = done.decode(), text
    while "srcdoc" in plain:  # a document within a document too
        held, plain = (turbohtml.parse(one).select_one("iframe").attrs["srcdoc"] for one in (held, plain))
        start = len("<!doctype html>") if "doctype" in plain.lower() else 0
        assert held[start:].startswith(first[0])
        assert len(without_guards(held).replace(first[0], "", 1)) == len(plain)
    assert harden(tmp_path, OWN).changed == []
    assert without_ours(done) == text.encode()


def test_documents_within_that_run_nothing_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<!doctype html><html><head></head><body><iframe srcdoc='<p>x</p>'></iframe><script>1</script></body></html>"
    )
    harden(tmp_path, OWN)
    assert "srcdoc='<p>x</p>'" in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize("rest", [b"\x00", b"\x00\xd8", b"", b"\x00\xd8\x41"])
@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b""])
def test_bytes_that_are_no_text_stay_as_they_are(mark: bytes, rest: bytes) -> None:
    letters = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(mark, "utf-8")
    page = (
        mark
        + "<!doctype html><html><head><title>x</title></head><body>ä".encode(letters)
        + rest
        + b"\xff\xfe\xff"
    )
    done = insert_policy(page, POLICY)
    assert done != page
    assert without_ours(done) == page
    assert insert_policy(done, POLICY) == done
