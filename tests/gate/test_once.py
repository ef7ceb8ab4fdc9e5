"""Work is counted, not timed: a page is parsed once to be read, and each file read once for all who ask."""

from pathlib import Path

import pytest
import turbohtml

from mkdocs_praxis.gate import Options, inspect, reading
from mkdocs_praxis.harden import harden
from mkdocs_praxis.web import OwnSite

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
