"""Every vendor file's examples are its tests."""

import re
from pathlib import Path
from typing import Any

import pytest
import turbohtml
import yaml

from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.vendors.load import read_vendor, vendor_files
from mkdocs_praxis.web.contact import OwnSite

PACKAGE = Path(__file__).parents[2] / "mkdocs_praxis"
OPTIONS = Options(
    own=OwnSite("https://praxis.example/"), page_url="https://praxis.example/seite/", language="de"
)
ADDRESS = re.compile(r"(?:https?:)?(?://|\\/\\/|%2F%2F)[^\s\"'<>)]+", re.IGNORECASE)


@pytest.fixture(scope="module", autouse=True)
def _readable() -> None:
    """Read all files once: with a mistake in one, each of a thousand tests would read them again."""
    catalogue()


def _named(vendor: Vendor, html: str) -> bool:
    addresses = (re.sub(r"^//", "https://", a.replace("\\/", "/")) for a in ADDRESS.findall(html))
    return any(catalogue().of_url(a) == vendor for a in addresses) or any(
        found == vendor for found, _, _ in catalogue().signatures_in(html)
    )


def _holds(vendor: Vendor, example: dict[str, Any]) -> None:
    html = f"<p>Davor.</p>\n{example['html']}\n<p>Danach.</p>\n"
    done = replace(html, OPTIONS)
    if "becomes" in example:
        wanted = [example["becomes"]] if isinstance(example["becomes"], str) else example["becomes"]
        assert {swap.vendor for swap in done.replacements} >= {vendor.id}
        links = {swap.href for swap in done.replacements} | {
            link.attrs["href"] for link in turbohtml.parse(done.html).select(".praxis-embed a[href]")
        }
        assert set(wanted) <= links
        assert example.get("text", "") in " ".join(turbohtml.parse(done.html).text.split())
        assert replace(done.html, OPTIONS).html == done.html
    elif example.get("asked"):
        assert not done.replacements
        assert [ask.vendor for ask in done.asks] == [vendor.id]
    else:
        assert done.html == html
        assert not done.asks
        if example.get("blocked"):
            assert _named(vendor, example["html"])


# One test a vendor: three thousand tests of one example each took longer to count than to run.
@pytest.mark.parametrize("path", vendor_files(), ids=lambda path: path.stem)
def test_a_vendor_s_examples_hold(path: Path) -> None:
    vendor, examples = read_vendor(path)
    for number, example in enumerate(examples, 1):
        try:
            _holds(vendor, example)
        except AssertionError as error:
            raise AssertionError(f"{path.stem}, example {number}: {error}\n{example['html']}") from error
    outcomes = {key for example in examples for key in example}
    assert not vendor.embeds or {"becomes", "asked"} & outcomes, "no embed of it is shown"
    assert {"kept", "blocked"} & outcomes, "nothing alike or blocked is shown"


# Vendors that are recognised on any host, or by what is around the frame.
ANYWHERE = {"arcgis", "flourish", "invidious", "limesurvey", "padlet"}


@pytest.mark.parametrize("alike", ["https://not{}", "https://{}.foe.example", "https://www.{}.foe.example"])
def test_no_form_takes_a_host_that_only_looks_like_its_vendor_s(alike: str) -> None:
    for path in vendor_files():
        vendor, examples = read_vendor(path)
        hosts = [entry.removeprefix("=") for entry in vendor.hosts if "/" not in entry]
        for host in hosts if vendor.id not in ANYWHERE else ():
            if alike == "https://not{}" and host.count(".") > 1:
                continue  # a subdomain of the same owner
            shown = re.compile(
                rf"(<iframe[^>]* src=[\"']?)https://(?:[\w-]+\.)*{re.escape(host)}(?=[/?#\"'])"
            )
            for example in examples:
                foreign = shown.sub(rf"\1{alike.format(host)}", example["html"])
                left = foreign.replace(alike.format(host), "")
                if "becomes" in example and foreign != example["html"] and host not in left:
                    made = {swap.vendor for swap in replace(foreign, OPTIONS).replacements}
                    assert vendor.id not in made, foreign


def test_yaml_without_libyaml_reads_the_files_alike() -> None:
    """Where PyYAML comes without its C library, the package is built all the same; of a thousand vendors some stand for all."""
    some = {*vendor_files()[::25]}
    for path in PACKAGE.rglob("*.yml"):
        if "starter" not in path.parts and (path in some or "vendors" not in path.parts):  # templates
            text = path.read_text(encoding="utf-8")
            assert yaml.safe_load(text) == yaml.load(text, Loader=yaml.CSafeLoader), path
