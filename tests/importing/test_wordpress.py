"""`praxis import` of WordPress exports: lines, pictures and what extensions hold of pages, in the classic editor and in blocks."""

import re
from pathlib import Path

import pytest

from mkdocs_praxis.importing import import_site
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
    "lines of the classic editor": ("Markt 1\r\n10115 Berlin\r\n\r\n<strong>Tel.</strong> 030 1\r\nFax 030 2", "Markt 1<br>\n10115 Berlin\n\n**Tel.** 030 1<br>\nFax 030 2"),
    "text behind a heading": ("<h2>Wege</h2>\nBus 1\nBahn 2", "## Wege\n\nBus 1<br>\nBahn 2"),
    "lines of blocks": ("<!-- wp:paragraph -->\n<p>Eins\nzwei</p>\n<!-- /wp:paragraph -->", "Eins\nzwei"),
    "a fold": ("<!-- wp:details --><details><summary>Neu hier?</summary><p>Ja.</p></details><!-- /wp:details -->", "## Neu hier?\n\nJa."),
    "a gallery": ('[gallery columns="2" ids="8,9"]', "<!-- fehlt: ![Der Empfang](bilder/empfang.jpg) -->"),
    "a smaller copy in a link": ('[caption id="a"]<a href="/wp-content/uploads/empfang.jpg"><img src="/wp-content/uploads/empfang-300x200.jpg" alt="E" /></a> Unten[/caption]', "<!-- fehlt: ![E](bilder/empfang.jpg) --> Unten"),
    "a sound": ('[audio mp3="https://x.example/wp-content/uploads/ruhe.mp3"][/audio]', "<!-- fehlt: [ruhe.mp3](dateien/ruhe.mp3) -->"),
    "a film in a shortcode": ('[su_youtube url="https://www.youtube.com/watch?v=abcdefghi_k"]', "https://www.youtube.com/watch?v=abcdefghi_k"),
    "a film whose shortcode names no attribute": ("A\n[youtube https://www.youtube.com/watch?v=abcdefghi_k]", "A\n\nhttps://www.youtube.com/watch?v=abcdefghi_k\n"),
    "words in brackets": ("Preise [in Euro] und [table id=3 /] mehr", "Preise [in Euro] und mehr"),
    "a content that pages share": ('<!-- wp:block {"ref":5} /-->', "Notfall: 116117"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), PAGES.values(), ids=PAGES)
def test_what_a_page_holds_comes_along_as_wordpress_shows_it(content: str, said: str, tmp_path: Path) -> None:
    shared = _item(
        5, "Block", "<!-- wp:paragraph --><p>Notfall: 116117</p><!-- /wp:paragraph -->", "wp_block"
    )
    import_site(_export(tmp_path, _item(1, "Anfahrt", content), shared), tmp_path / "neu")
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
    brought = import_site(_export(tmp_path, *items), tmp_path / "neu")
    assert sorted(brought.pages) == ["/preise/", "/yoga/"]
    told = report(brought)
    assert brought.site.stand_ins == ["Preise: `[table id=3 /]`", "Preise: `latest-posts`"]
    for words in ("`[table id=3 /]`", "`latest-posts`", "Kurs (Entwurf)"):
        assert words in told, words


def test_a_page_behind_a_password_is_not_made_public(tmp_path: Path) -> None:
    behind = "<wp:post_password>abc</wp:post_password>"
    items = _item(1, "Preise", "<p>Für alle</p>"), _item(2, "Intern", "<p>Dienstplan</p>", more=behind)
    brought = import_site(_export(tmp_path, *items), tmp_path / "neu")
    assert list(brought.pages) == ["/preise/"]
    assert "Intern (mit Passwort)" in report(brought)


# What membership plugins keep from visitors who are not logged in.
MEMBERS = (
    '[restrict userlevel="editor"]{}[/restrict]',
    '[mepr-show rules="12"]{}[/mepr-show]',
    "[um_loggedin]{}[/um_loggedin]",
    '[membership level="1"]{}[/membership]',
    "[s2If current_user_can(access_s2member_level1)]{}[/s2If]",
    '[pms-restrict subscription_plans="4"]{}[/pms-restrict]',
    '[passster password="abc"]{}[/passster]',
    '<!-- wp:pmpro/membership {{"levels":["1"]}} --><p>{}</p><!-- /wp:pmpro/membership -->',
)


@pytest.mark.parametrize("code", MEMBERS)
def test_what_only_members_read_is_not_made_public(code: str, tmp_path: Path) -> None:
    item = _item(1, "Gruppe", f"<p>Für alle.</p>{code.format('Zugang 1234')}<p>Bis bald.</p>")
    brought = import_site(_export(tmp_path, item), tmp_path / "neu")
    page = brought.pages["/gruppe/"].markdown
    assert "Für alle." in page
    assert "Bis bald." in page
    assert "1234" not in page
    assert "Gruppe: 1 × Text nur für Mitglieder" in report(brought)


def test_a_page_for_members_is_not_made_public(tmp_path: Path) -> None:
    setting = "<wp:postmeta><wp:meta_key>_members_access_role</wp:meta_key><wp:meta_value>subscriber</wp:meta_value></wp:postmeta>"
    items = (
        _item(1, "Preise", "[av_team_member name='A']Für alle[/av_team_member]"),
        _item(2, "Intern", "<p>Dienstplan</p>", more=setting),
    )
    brought = import_site(_export(tmp_path, *items), tmp_path / "neu")
    assert "Für alle" in brought.pages["/preise/"].markdown
    assert "/intern/" not in brought.pages
    assert "Intern (nur für Mitglieder)" in report(brought)


def test_pages_that_are_told_apart_by_their_number_alone_all_come_along(tmp_path: Path) -> None:
    items = "".join(_item(n, title, f"<p>{title}.</p>") for n, title in enumerate(("Start", "Preise", "Weg")))
    plain = items.replace("x.example/preise/", "x.example/?page_id=1").replace(
        "x.example/weg/", "x.example/?page_id=2"
    )
    import_site(
        _export(tmp_path, plain.replace("x.example/start/", "x.example/")),
        tmp_path / "neu",
        profession="arzt",
    )
    for name, title in (("index", "Start"), ("preise", "Preise"), ("weg", "Weg")):
        assert (tmp_path / f"neu/docs/{name}.md").read_text("utf-8").rstrip().endswith(f"{title}.")


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/?page_id=2", "kasse.md"),
        ("?p=2", "kasse.md"),
        ("https://x.example/?page_id=2#preise", "kasse.md#preise"),
        ("https://other.example/?p=2", "https://other.example/?p=2"),
    ],
)
def test_a_link_by_the_number_of_a_page_leads_to_it(address: str, leads: str, tmp_path: Path) -> None:
    pages = _item(1, "Wege", f'<p>Siehe <a href="{address}">dort</a>.</p>'), _item(2, "Kasse", "<p>Bar.</p>")
    import_site(_export(tmp_path, *pages), tmp_path / "neu", profession="arzt")
    assert f"Siehe [dort]({leads})." in (tmp_path / "neu/docs/wege.md").read_text("utf-8")


def test_a_form_is_told_and_leaves_no_heading(tmp_path: Path) -> None:
    code = '[et_pb_contact_form title="Nachricht"][et_pb_contact_field field_title="Name"][/et_pb_contact_field][/et_pb_contact_form]'
    brought = import_site(_export(tmp_path, _item(1, "Weg", f"<p>Hier.</p>{code}")), tmp_path / "neu")
    assert brought.pages["/weg/"].markdown == "# Weg\n\nHier.\n"
    assert "et_pb_contact_form" in report(brought)


def test_pictures_beside_an_export_come_along_and_nothing_else_that_lies_there(tmp_path: Path) -> None:
    uploads = tmp_path / "wp-content/uploads"
    uploads.mkdir(parents=True)
    (uploads / "empfang.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "privat.pdf").write_bytes(b"%PDF")
    brought = import_site(_export(tmp_path, _item(1, "Räume", "[gallery ids=8]")), tmp_path / "neu")
    assert "![Der Empfang](bilder/empfang.jpg)" in brought.pages["/räume/"].markdown
    assert (tmp_path / "neu/docs/bilder/empfang.jpg").is_file()
    assert "privat" not in report(brought)


def test_a_page_without_shortcodes_and_lines_stays_as_it_is() -> None:
    assert content_of("<ul>\n<li>A</li>\n</ul>") == "<ul>\n<li>A</li>\n</ul>"


# What page builders show, by shortcode.
BUILT = {
    '[vc_single_image image="7" img_size="full"]': '<img src="/wp-content/uploads/haus.jpg" alt="Das Haus">',
    '[vc_btn title="Termin buchen" link="url:https%3A%2F%2Ftermin.example%2Fx|title:T"]': '<a href="https://termin.example/x">Termin buchen</a>',
    '[et_pb_button button_url="/kontakt/" button_text="Zum Kontakt"][/et_pb_button]': '<a href="/kontakt/">Zum Kontakt</a>',
    "[vc_raw_html]JTNDcCUzRVJvaCUzQyUyRnAlM0U=[/vc_raw_html]": "<p>Roh</p>",
    '[vc_gmaps link="#E-8_JTNDaWZyYW1lJTIwc3JjJTNEJTIyaHR0cHMlM0ElMkYlMkZtYXBzLmV4YW1wbGUlMkYlMjIlM0UlM0MlMkZpZnJhbWUlM0U="]': '<iframe src="https://maps.example/">',
    '[vc_video link="https://youtu.be/abcdefghijk"]': "<p>https://youtu.be/abcdefghijk</p>",
    '[et_pb_blurb title="Prophylaxe" image="https://alt.example/p.jpg"]Vorbeugen.[/et_pb_blurb]': '<p><img src="https://alt.example/p.jpg" alt=""></p>\n<h3>Prophylaxe</h3>\n<p>Vorbeugen.</p>',
    '[et_pb_team_member name="Dr. Anna Muster" position="Ärztin"]Seit 2001.[/et_pb_team_member]': "<h3>Dr. Anna Muster</h3>\n<p>Ärztin</p>\n<p>Seit 2001.</p>",
    '[et_pb_pricing_table title="Sitzung" currency="€" sum="110,92" per="50 Minuten"]': "<h3>Sitzung</h3>\n<p>€ 110,92 50 Minuten</p>",
    '[et_pb_image src="https://alt.example/p.jpg" alt="Ella Bruch"]': '<img src="https://alt.example/p.jpg" alt="Ella Bruch">',
    "Mit [fusion_highlight]Linie 5[/fusion_highlight] fahren": "<p>Mit Linie 5 fahren</p>",
    "Eins<!--more-->zwei<!--nextpage-->drei": "<p>Eins</p>\n<p>zwei</p>\n<p>drei</p>",
    '[gallery ids="7"]': '<img src="/wp-content/uploads/haus.jpg" alt="Das Haus">',
    "[vc_raw_html]###[/vc_raw_html]": "",
}  # fmt: skip


@pytest.mark.parametrize(("code", "shown"), BUILT.items())
def test_what_page_builders_show_comes_along(code: str, shown: str) -> None:
    text = content_of(code, {"7": ("/wp-content/uploads/haus.jpg", "Das Haus")})
    assert shown in re.sub(r"\n+", "\n", text)
    assert "JTND" not in text


def test_a_site_in_a_folder_keeps_its_links_pictures_and_address(tmp_path: Path) -> None:
    """Every link by its own address led to the old website, its pictures were missing, and redirects led out of the folder."""
    leads = '<a href="https://x.example/praxis/">Start</a> <a href="https://www.x.example/praxis/wege/bus/">Bus</a>'
    picture = '<img src="https://x.example/praxis/wp-content/uploads/empfang.jpg" alt="Empfang">'
    path = _export(
        tmp_path,
        _item(1, "Willkommen", f"<p>{leads} {picture}</p>"),
        _item(2, "Bus", "<p>Linie 4 hält vor der Tür. <a href='../../'>Zurück</a></p>"),
    )
    told = path.read_text("utf-8").replace("https://x.example/bus/", "https://x.example/wege/bus/")
    told = told.replace("https://x.example/willkommen/", "https://x.example/")
    path.write_text(re.sub(r"x\.example(?!/praxis)", "x.example/praxis", told), encoding="utf-8")
    (tmp_path / "wp-content/uploads").mkdir(parents=True)
    (tmp_path / "wp-content/uploads/empfang.jpg").write_bytes(b"\xff\xd8")
    import_site(path, new := tmp_path / "neu", profession="arzt")
    start = (new / "docs/index.md").read_text("utf-8")
    assert "[Start](index.md) [Bus](wege/bus.md) ![Empfang](bilder/empfang.jpg)" in start
    assert "[Zurück](../index.md)" in (new / "docs/wege/bus.md").read_text("utf-8")
    assert (new / "docs/bilder/empfang.jpg").is_file()
    assert "site_url: https://x.example/praxis/" in (new / "mkdocs.yml").read_text("utf-8")
    assert (
        'RedirectMatch 301 "^/praxis/wege/bus/$" "/praxis/wege/bus.html"'
        in (new / "weiterleitungen/htaccess.txt").read_text()
    )
