"""Pictures as they were given are published only where something names them."""

from pathlib import Path

import pytest

from mkdocs_praxis.plugin.media import drop_originals


@pytest.mark.parametrize(
    ("file", "text", "left"),
    [
        ("index.html", '<p>Gr&uuml;ne Tür.jpg</p><img src="Grüne%20Tür-480.webp">', False),
        ("search/search_index.json", '{"text": "Grüne Tür.jpg"}', False),
        ("index.html", '<a href="bilder/Gr%C3%BCne%20T%C3%BCr.jpg">groß</a>', True),
        ("index.html", '<script type="application/ld+json">{"image": "Gr\\u00fcne T\\u00fcr.jpg"}</script>', True),
        ("stil.css", "a { background: url('bilder/Grüne Tür.jpg') }", True),
        ("feed.xml", "<enclosure url='https://x.de/bilder/Grüne Tür.jpg'/>", True),
    ],
)  # fmt: skip
def test_an_original_is_published_where_something_names_it(
    file: str, text: str, left: bool, tmp_path: Path
) -> None:
    given = {"bilder/Grüne Tür.jpg", "bilder/klein.jpg", "plan.png", "plan-480.webp"}
    for name in (*given, "bilder/Grüne Tür-480.webp", file):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text if name == file else "Bild", encoding="utf-8")
    dropped = drop_originals(tmp_path, given)
    assert dropped == (() if left else ("bilder/Grüne Tür.jpg",))
    assert (tmp_path / "bilder/Grüne Tür.jpg").exists() == left
    assert all((tmp_path / name).exists() for name in given - {"bilder/Grüne Tür.jpg"})
