"""Every vendor file's examples are its tests."""

import re
from pathlib import Path

import pytest

from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.replace import Options, replace
from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.vendors.load import read_vendor, vendor_files
from mkdocs_praxis.web.contact import OwnSite

OPTIONS = Options(
    own=OwnSite("https://praxis.example/"), page_url="https://praxis.example/seite/", language="de"
)
ADDRESS = re.compile(r"(?:https?:)?(?://|\\/\\/|%2F%2F)[^\s\"'<>)]+", re.IGNORECASE)


def _examples():
    for path in vendor_files():
        try:
            vendor, examples = read_vendor(path)
        except PraxisError as error:  # a broken file is one failing test, not a broken collection
            yield pytest.param(path, error, id=f"{path.stem}-unreadable")
            continue
        for number, example in enumerate(examples, 1):
            yield pytest.param(vendor, example, id=f"{path.stem}-{number}")


def _named(vendor: Vendor, html: str) -> bool:
    addresses = (re.sub(r"^//", "https://", a.replace("\\/", "/")) for a in ADDRESS.findall(html))
    return any(catalogue().of_url(a) == vendor for a in addresses) or any(
        found == vendor for found, _, _ in catalogue().signatures_in(html)
    )


@pytest.mark.parametrize(("vendor", "example"), list(_examples()))
def test_example(vendor, example):
    if isinstance(vendor, Path):
        raise example
    html = f"<p>Davor.</p>\n{example['html']}\n<p>Danach.</p>\n"
    done = replace(html, OPTIONS)
    if "becomes" in example:
        wanted = [example["becomes"]] if isinstance(example["becomes"], str) else example["becomes"]
        assert {swap.vendor for swap in done.replacements} >= {vendor.id}
        links = {swap.href for swap in done.replacements} | {
            link.attrs["href"] for link in done.document().select(".praxis-embed a[href]")
        }
        assert set(wanted) <= links
        assert "text" not in example or example["text"] in " ".join(done.document().text.split())
        assert replace(done.html, OPTIONS).html == done.html
    elif example.get("asked"):
        assert not done.replacements
        assert [ask.vendor for ask in done.asks] == [vendor.id]
    else:
        assert done.html == html
        assert not done.asks
        if example.get("blocked"):
            assert _named(vendor, example["html"])


@pytest.mark.parametrize("path", vendor_files(), ids=lambda path: path.stem)
def test_every_embed_has_an_example_and_every_vendor_a_look_alike_or_block(path):
    vendor, examples = read_vendor(path)
    outcomes = [
        key for example in examples for key in ("becomes", "asked", "blocked", "kept") if key in example
    ]
    assert not vendor.embeds or {"becomes", "asked"} & set(outcomes)
    assert {"kept", "blocked"} & set(outcomes)
