import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from mkdocs_praxis.components.metadata import strip_metadata, stripped

SECRET = b"SECRETPLACE"


def picture() -> Image.Image:
    made = Image.new("RGB", (40, 20))
    made.putdata([(x * 6, y * 12, 90) for y in range(20) for x in range(40)])
    return made


def exif(way_up: int = 6) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = way_up
    made[0x010E] = SECRET.decode()
    made.get_ifd(0x8825)[2] = (53.0, 34.0, 12.0)  # GPSLatitude
    return made


def saved(folder: Path, suffix: str) -> Path:
    path = folder / f"bild{suffix}"
    more: dict[str, object] = {
        "exif": exif(),
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    }
    if suffix == ".png":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode())
        more["pnginfo"] = text
    if suffix == ".jpg":
        more |= {"comment": SECRET, "progressive": True}
    if suffix == ".webp":
        more |= {"xmp": SECRET, "lossless": True}
    picture().save(path, **more)
    if suffix == ".jpg":
        path.write_bytes(path.read_bytes() + SECRET)  # a film behind the picture, as some phones do
    return path


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_place_names_and_thumbnails_go_and_the_picture_stays(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    with Image.open(path) as before:
        pixels, profile = before.convert("RGB").tobytes(), before.info.get("icc_profile")
    assert SECRET in path.read_bytes()
    assert strip_metadata(tmp_path) == (path,)
    assert SECRET not in path.read_bytes()
    with Image.open(path) as after:
        assert after.convert("RGB").tobytes() == pixels
        assert after.info.get("icc_profile") == profile
        kept = dict(after.getexif())
        assert not after.getexif().get_ifd(0x8825)
    assert kept == ({0x0112: 6} if suffix == ".jpg" else {})
    assert strip_metadata(tmp_path) == (), "twice changes nothing"


def test_pictures_without_metadata_and_other_files_stay_byte_for_byte(tmp_path: Path) -> None:
    picture().save(tmp_path / "a.jpg")
    (tmp_path / "b.png").write_bytes(b"no picture at all")
    (tmp_path / "c.txt").write_bytes(SECRET)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert strip_metadata(tmp_path) == ()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@given(st.integers(0, 400), st.binary(max_size=3))
def test_broken_pictures_break_nothing(cut: int, junk: bytes) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = io.BytesIO()
        picture().save(whole, kind)
        data = whole.getvalue()[:cut] + junk
        assert isinstance(stripped(data, Path("nothing-here.jpg")), bytes)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_originals_behind_links_are_left_alone(tmp_path: Path) -> None:
    originals, site = tmp_path / "originals", tmp_path / "site"
    originals.mkdir(), site.mkdir()
    original = saved(originals, ".jpg")
    before = original.read_bytes()
    (site / "a.jpg").symlink_to(original)
    (site / "folder").symlink_to(originals)
    assert strip_metadata(site) == ()
    assert original.read_bytes() == before
    assert (site / "a.jpg").is_symlink()
