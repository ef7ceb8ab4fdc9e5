"""`praxis import` of WordPress exports: lines, pictures and what extensions hold of pages, in the classic editor and in blocks."""

from pathlib import Path

import pytest

from mkdocs_praxis.importing import bring
from mkdocs_praxis.importing.report import report
from mkdocs_praxis.importing.wordpress import content_of

_META = "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>Der Empfang</wp:meta_value></wp:postmeta>"
_FILE = "<wp:attachment_url>https://x.example/wp-content/uploads/{}</wp:attachment_url>"


def _item(
    number: int, title: str, content: str, kind: str = "page", more: str = "", status: str = "publish"
) -> str:
    return (
        f"<item><title>{title}</title><link>https://x.example/{title.lower()}/</link><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def _export(folder: Path, *items: str) -> Path:
    path = folder / "export.xml"
    path.write_text(
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>P</title>'
        f"<link>https://x.example</link><wp:wxr_version>1.2</wp:wxr_version>{''.join(items)}"
        f"{_item(8, 'empfang', '', 'attachment', _FILE.format('empfang.jpg') + _META, 'inherit')}</channel></rss>",
        encoding="utf-8",
    )
    return path


PAGES = {
    "lines of the classic editor": ("Markt 1\r\n10115 Berlin\r\n\r\n<strong>Tel.</strong> 030 1\r\nFax 030 2", "Markt 1\\\n10115 Berlin\n\n**Tel.** 030 1\\\nFax 030 2"),
    "text behind a heading": ("<h2>Wege</h2>\nBus 1\nBahn 2", "## Wege\n\nBus 1\\\nBahn 2"),
    "lines of blocks": ("<!-- wp:paragraph -->\n<p>Eins\nzwei</p>\n<!-- /wp:paragraph -->", "Eins\nzwei"),
    "a fold": ("<!-- wp:details --><details><summary>Neu hier?</summary><p>Ja.</p></details><!-- /wp:details -->", "## Neu hier?\n\nJa."),
    "a gallery": ('[gallery columns="2" ids="8,9"]', "<!-- fehlt: ![Der Empfang](bilder/empfang.jpg) -->"),
    "a smaller copy in a link": ('[caption id="a"]<a href="/wp-content/uploads/empfang.jpg"><img src="/wp-content/uploads/empfang-300x200.jpg" alt="E" /></a> Unten[/caption]', "<!-- fehlt: ![E](bilder/empfang.jpg) --> Unten"),
    "a sound": ('[audio mp3="https://x.example/wp-content/uploads/ruhe.mp3"][/audio]', "<!-- fehlt: [ruhe.mp3](dateien/ruhe.mp3) -->"),
    "a film in a shortcode": ('[su_youtube url="https://www.youtube.com/watch?v=abcdefghi_k"]', "https://www.youtube.com/watch?v=abcdefghi_k"),
    "a content that pages share": ('<!-- wp:block {"ref":5} /-->', "Notfall: 116117"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), PAGES.values(), ids=PAGES)
def test_what_a_page_holds_comes_along_as_wordpress_shows_it(content: str, said: str, tmp_path: Path) -> None:
    shared = _item(
        5, "Block", "<!-- wp:paragraph --><p>Notfall: 116117</p><!-- /wp:paragraph -->", "wp_block"
    )
    bring(_export(tmp_path, _item(1, "Anfahrt", content), shared), tmp_path / "neu")
    page = (tmp_path / "neu/docs/anfahrt.md").read_text(encoding="utf-8")
    assert said in page, page
    assert "\x04" not in page


def test_pages_of_other_kinds_come_along_and_what_only_an_extension_knows_is_told(tmp_path: Path) -> None:
    items = (
        _item(1, "Yoga", "<p>Montags um sechs.</p>", "kurs"),
        _item(2, "Preise", "[table id=3 /][vc_row][su_box]Text[/su_box][/vc_row]<!-- wp:latest-posts /--><!-- wp:spacer /-->"),
        _item(3, "Formular", "<p>Name</p>", "wpcf7_contact_form"),
        _item(4, "Kurs", "<p>Bald</p>", "kurs", status="draft"),
    )  # fmt: skip
    brought = bring(_export(tmp_path, *items), tmp_path / "neu")
    assert sorted(brought.pages) == ["/preise/", "/yoga/"]
    told = report(brought)
    assert brought.site.stand_ins == ["Preise: `[table id=3 /]`", "Preise: `latest-posts`"]
    for words in ("`[table id=3 /]`", "`latest-posts`", "Kurs (draft)"):
        assert words in told, words


def test_pictures_beside_an_export_come_along_and_nothing_else_that_lies_there(tmp_path: Path) -> None:
    uploads = tmp_path / "wp-content/uploads"
    uploads.mkdir(parents=True)
    (uploads / "empfang.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "privat.pdf").write_bytes(b"%PDF")
    brought = bring(_export(tmp_path, _item(1, "Räume", "[gallery ids=8]")), tmp_path / "neu")
    assert "![Der Empfang](bilder/empfang.jpg)" in brought.pages["/räume/"].markdown
    assert (tmp_path / "neu/docs/bilder/empfang.jpg").is_file()
    assert "privat" not in report(brought)


def test_a_page_without_shortcodes_and_lines_stays_as_it_is() -> None:
    assert content_of("<ul>\n<li>A</li>\n</ul>") == "<ul>\n<li>A</li>\n</ul>"
