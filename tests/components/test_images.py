"""Pictures by the names that phones and people give them."""

import warnings
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from mkdocs_praxis.components.images import addresses, picture, smaller_copies
from mkdocs_praxis.components.metadata import stripped
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.elements import srcset_parts
from mkdocs_praxis.web.url import path_to_url

NAMES = ["WhatsApp Image 2026-11-20 at 12.00.00.jpeg", "Müller, Anna.jpg", "Platz 1, 2, .jpg", "100% Praxis #1.jpg"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_finds_each_copy_whatever_the_picture_is_called(name: str, tmp_path: Path) -> None:
    full = tmp_path / "Unsere Bilder" / name
    full.parent.mkdir()
    Image.new("RGB", (900, 600)).save(full)
    html = picture(full, path_to_url(f"Unsere Bilder/{name}"), "Anna Müller", "100vw", full.parent)
    given = {key: html.split(f' {key}="')[1].split('"')[0] for key in ("srcset", "src")}
    listed = [address for _, address in srcset_parts(given["srcset"])]
    assert len(listed) == len(list(full.parent.glob("*.webp"))) > 1
    assert all((tmp_path / unquote(address)).is_file() for address in [*listed, given["src"]])
    assert addresses(name, smaller_copies(full, full.parent))[0].endswith("-900.webp")


def test_what_a_telephone_makes_is_taken_without_a_word_and_what_nobody_can_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = tmp_path / "108 Megapixel.jpg"
    Image.new("RGB", (900, 8)).save(full)
    monkeypatch.setattr(
        Image, "MAX_IMAGE_PIXELS", 900 * 8 - 1
    )  # Pillow warns above, and stops above twice that
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "900w" in picture(full, full.name, "", "100vw", tmp_path)
        assert stripped(full.read_bytes(), full)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 900 * 4 - 1)
    with pytest.raises(PraxisError, match="too large to be read"):
        smaller_copies(full, tmp_path)
