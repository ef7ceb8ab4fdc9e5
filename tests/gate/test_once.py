"""Work is counted, not timed: a page is parsed once to be read, and each file read once for all who ask."""

import gzip
from pathlib import Path

import pytest
import turbohtml

from mkdocs_praxis import walk
from mkdocs_praxis.gate import Memory, Options, inspect, mentions, reading
from mkdocs_praxis.gate.excerpt import Lines
from mkdocs_praxis.gate.mentions import naming
from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.walk import Entry
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.cuts import Cut, Cuts

OWN = OwnSite("https://praxis.example/")
_PAGES = 5


def test_a_page_is_parsed_once_and_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(_PAGES):
        (tmp_path / f"s{number}.html").write_text(
            f"<!doctype html><html lang=de><head><title>{number}</title></head><body><p style='top:1px'>x"
            f"<a href=https://a.test/>x</a><script>var a{number}</script><noscript><p>ohne</p></noscript></body></html>"
        )
    parsed: list[str] = []
    read: list[str] = []
    parse, read_one = turbohtml.parse, reading.read

    def count_parse(text: str, **options: object) -> object:
        parsed.append(text)
        return parse(text, **options)

    def count_read(name: str, data: bytes, **options: object) -> object:
        read.append(name)
        return read_one(name, data, **options)

    monkeypatch.setattr(turbohtml, "parse", count_parse)
    monkeypatch.setattr(reading, "read", count_read)
    monkeypatch.setattr("mkdocs_praxis.harden.site.read", count_read)
    inspection = inspect(tmp_path, OWN, Options(hardens=True))
    assert len(parsed) == _PAGES
    assert sorted(read) == sorted(f"s{number}.html" for number in range(_PAGES))
    harden(tmp_path, OWN, reading=inspection.reading)
    assert len(read) == _PAGES


def test_an_unconfined_site_is_opened_parsed_and_cut_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = "".join(f"<li><a href='../s{k}/'>Seite {k}</a></li>" for k in range(30))
    own = OwnSite("https://once.example/")  # whose pages nobody has looked at yet
    for number in range(_PAGES):
        page = tmp_path / f"s{number}" / "index.html"
        page.parent.mkdir()
        page.write_text(
            f"<!doctype html><html lang=de><head><title>{number}</title></head><body><ul>{menu}</ul>"
            f"<script>var host='a.test'</script><p>Text {number} von www.b.test</p></body></html>"
        )
    opened: list[str] = []
    parsed: list[str] = []
    cut: list[int] = []
    content, parse, left = reading.content, turbohtml.parse, Cuts.cut

    def count_open(entry: Entry) -> bytes | str:
        opened.append(entry.name)
        return content(entry)

    def count_parse(text: str, **options: object) -> object:
        parsed.append(text)
        return parse(text, **options)

    def count_cut(self: Cuts, text: str) -> Cut:
        found = left(self, text)
        cut.append(len(found.chunks))
        return found

    monkeypatch.setattr(reading, "content", count_open)
    monkeypatch.setattr(walk, "content", count_open)
    monkeypatch.setattr(turbohtml, "parse", count_parse)
    monkeypatch.setattr(Cuts, "cut", count_cut)
    report = inspect(tmp_path, own, Options(digests=False)).report
    told = [f for f in report.findings if f.rule.name == "unconfined-script"]
    assert [set(f.hosts) for f in told] == [{"a.test", "www.b.test"}] * _PAGES
    assert len(opened) == _PAGES
    assert len(parsed) == 1
    # What all pages share is looked at on the first ones; on the last, only what stands on no other.
    assert max(cut) > 60
    assert max(cut[-2:]) < 20
    assert set(report.hashes.values()) == {""}


@pytest.mark.parametrize(
    "page",
    [
        "{}<p>Text</p>",
        "<p>{}",
        "<!-- <b> -->{}<p>",
        "<!-- <script>{}</script>",
        "<script></script>{}",
        "<script>{}</SCRIPT >",
    ],
)
def test_what_a_page_names_is_found_wherever_it_stands(page: str) -> None:
    own = OwnSite("https://praxis.example/")
    assert set(naming(own).of("x.html", page.format('x="https://c.test/"')).hosts) == {"c.test"}


def test_what_pages_with_the_same_scripts_name_is_still_each_pages_own() -> None:
    looks = naming(OwnSite("https://daten.example/"))
    data = '<script type="application/ld+json">{"url": "https://c.test/"}</script><p>%s'
    said = [
        set(looks.of(f"{n}.html", data % text).hosts) for n, text in enumerate(["x", "ld+json", "y a.b.test"])
    ]
    assert said == [set(), {"c.test"}, {"a.b.test"}]
    code = "<script>f('https://d.test/')</script><p>%s"
    said = [set(looks.of(f"{n}.html", code % text).hosts) for n, text in enumerate(["x", "https://e.test/"])]
    assert said == [{"d.test"}, {"d.test", "e.test"}]


def test_own_lines_of_a_sitemap_are_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    own = OwnSite("https://karte.example/")
    looked: list[str] = []
    named = mentions.hosts_named
    monkeypatch.setattr(mentions, "hosts_named", lambda text, site: looked.append(text) or named(text, site))
    lines = [*(f"{own.url}seite-{n}/" for n in range(200)), "https://c.test/", f"{own.url}?zu=//d.test"]
    text = "<urlset>" + "".join(f"<url><loc>{line}</loc></url>" for line in lines)
    assert set(naming(own).of("sitemap.xml", text).hosts) == {"c.test", "d.test"}
    assert len(looked) < 6


def test_the_first_findings_of_a_file_need_not_all_of_its_lines() -> None:
    data = b"\n".join(b"line %d" % n for n in range(1, 1001))
    lines = Lines("a.html", data)
    assert lines.excerpt(3, 2) == ("line 3", 2)
    assert len(lines._lines) == 3
    assert lines.excerpt(1000, 1) == ("line 1000", 1)
    assert (lines.excerpt(1001, 1), lines.excerpt(0, 1)) == (("", 1), ("", 1))
    assert Lines("a.html", b"one").excerpt(1, 1) == ("one", 1)
    assert Lines("a.svgz", gzip.compress(b"one")).excerpt(1, 1) == ("one", 1)


def test_a_page_is_not_opened_that_was_handed_over_as_before_and_not_written_since() -> None:
    memory, looked = Memory(), 0

    def look() -> tuple[str]:
        nonlocal looked
        looked += 1
        return ("seen",)

    def opened(entry: Entry, key: str, by: bool = False) -> bool:
        memory.expect({"index.html": key}, until=100)
        found = memory.unopened(entry, by)
        if not found:
            memory.remembered(entry.name, b"<p>x", by, look)
        memory.end()
        return not found

    page = Entry("/tmp/index.html", "index.html", 4, None, 99)
    assert opened(page, "a")
    assert not opened(page, "a")
    assert looked == 1
    assert opened(page, "b")
    assert not opened(page, "b")
    for other in (
        page._replace(size=5),
        page._replace(written=101),
        page._replace(unreadable="a symbolic link"),
    ):
        assert opened(other, "b")
        assert opened(page, "b")
        assert not opened(page, "b")
    assert opened(page, "b", by=True)
    assert opened(page, "")
    assert opened(page, "")
    memory.begin("other rules")
    assert opened(page, "b")
