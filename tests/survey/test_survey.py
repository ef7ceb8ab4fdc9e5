"""`praxis survey` over folders, WARC and WACZ files made here from a served site, alone and on a Dask cluster."""

import gzip
import http.client
import http.server
import io
import os
import random
import re
import signal
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest
from click.testing import Result
from dask.distributed import Client, LocalCluster
from playwright.sync_api import Browser
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mkdocs_praxis.survey.run import survey
from mkdocs_praxis.survey.sources import shards
from tests.serving import serving
from tests.tools import lay, praxis

_YOUTUBE = '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>'
_MAPS = '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>'
SITES = {
    "zahnarzt-nord.example": {"index.html": f"<title>Zahnarztpraxis Nord</title>{_YOUTUBE}", "team.html": f"<title>Team</title>{_YOUTUBE}"},
    "hebamme.example": {"index.html": '<title>Hebamme</title><a href="https://www.instagram.com/x">Link</a>'},
    "physio.example": {"index.html": f"<title>Physiotherapie</title>{_MAPS}", "kopie.html": f"<title>Physiotherapie</title>{_MAPS}"},
}  # fmt: skip


def _folders(root: Path, prefix: str = "", more: str = "") -> Path:
    for host, pages in SITES.items():
        lay(
            root / f"{prefix}{host}",
            {n: f"<!doctype html><html lang=de>{text}{more}" for n, text in pages.items()},
        )
    return root


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """Serve the sites' folders; return the port."""
    with serving(_folders(tmp_path / "served")) as address:
        yield int(address.strip("/").rpartition(":")[2])


def _warc(port: int, *, gzip: bool = True) -> bytes:
    """Return a WARC file of all sites as the server hands them out now."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for host, pages in SITES.items():
        for name in [*pages, "fehlt.html"]:
            connection.request("GET", f"/{host}/{name}")
            answer = connection.getresponse()
            body = answer.read()
            headers = StatusAndHeaders(
                f"{answer.status} {answer.reason}", answer.getheaders(), protocol="HTTP/1.1"
            )
            url = f"https://{host}/{name.removesuffix('index.html')}"
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )
    connection.close()
    return out.getvalue()


def _rows(output: Path, table: str) -> list[dict[str, Any]]:
    files = [str(path) for path in sorted((output / table).glob("*.parquet"))]
    rows: list[dict[str, Any]] = ds.dataset(files, format="parquet").to_table().to_pylist()
    return rows


def _pairs(output: Path) -> set[tuple[str, str]]:
    return {(row["site"], row["vendor"]) for row in _rows(output, "contacts")}


EXPECTED = {("zahnarzt-nord.example", "YouTube"), ("physio.example", "Google Maps")}


def _run(*arguments: str) -> Result:
    return praxis("survey", "--lang", "en", *arguments)


def test_the_summary_speaks_german_where_it_is_asked_to(tmp_path: Path) -> None:
    site = tmp_path / "sites" / "www.praxis.example"
    site.mkdir(parents=True)
    (site / "index.html").write_text('<!doctype html><img src="https://pixel.example.net/p.gif" alt="">')
    out = tmp_path / "out"
    done = _run(str(tmp_path / "sites"), "--output", str(out), "--jobs", "1", "--lang", "de")
    assert done.exit_code == 0, done.output
    page = (out / "summary.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "1 von 1 Websites (100,0\N{NO-BREAK SPACE}%)" in page
    assert "Bild von einem fremden Server" in page
    assert not re.search(r">[^<]*\b(?:of|sites|read|contact)\b", page)


@pytest.mark.browser
def test_the_page_fits_phones_and_large_text(tmp_path: Path, chromium: Browser) -> None:
    site = tmp_path / "sites" / "www.praxis.example"
    site.mkdir(parents=True)
    (site / "index.html").write_text(
        '<img src="https://ein-recht-langer-name.bilder.example.net/p.gif"><script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'
    )
    out = tmp_path / "out"
    assert _run(str(tmp_path / "sites"), "--output", str(out), "--jobs", "1").exit_code == 0
    page = chromium.new_page()
    page.goto((out / "summary.html").as_uri())
    for width, size, bars in ((320, 100, False), (360, 100, False), (360, 200, False), (1280, 100, True)):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("size => { document.documentElement.style.fontSize = `${size}%`; }", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, size)
        assert page.locator("td.p").first.is_visible() == bars, (width, size)
        assert page.locator("td.n").first.is_visible()
    page.close()


def test_folders_give_rows_and_a_page_that_fetches_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out"
    said = _run(str(_folders(tmp_path / "sites")), "--output", str(output), "--jobs", "1")
    assert said.exit_code == 0, said.output
    assert _pairs(output) == EXPECTED
    pages = {row["page"]: row for row in _rows(output, "pages")}
    assert pages["https://zahnarzt-nord.example/index.html"]["profession"] == "Zahnmedizin"
    assert pages["https://hebamme.example/index.html"]["contacts"] == 0
    assert pages["https://physio.example/kopie.html"]["repeated"]
    page = (output / "summary.html").read_text(encoding="utf-8")
    assert "2 of 3 sites" in page
    checked = praxis("check", output, "--site-url", "https://survey.example/")
    assert "third-party" not in checked.output


def test_what_the_page_leaves_out_is_counted(tmp_path: Path) -> None:
    site = tmp_path / "sites/praxis.example"
    site.mkdir(parents=True)
    (site / "index.html").write_text("".join(f"<img src=https://h{n}.example/a.png>" for n in range(30)))
    assert _run(str(tmp_path / "sites"), "--output", str(tmp_path / "out"), "--jobs", "1").exit_code == 0
    page = (tmp_path / "out/summary.html").read_text(encoding="utf-8")
    assert page.count(">h") == 25
    assert "And 5 more, which stand in the tables." in page


def test_archives_beside_the_folders_of_sites_are_read_too(tmp_path: Path) -> None:
    crawl = _folders(tmp_path / "crawl")
    (crawl / "rest.warc.gz").write_bytes(_one("https://rest.example/", f"<!doctype html>{_YOUTUBE}".encode()))
    said = _run(str(crawl), "--output", str(tmp_path / "out"), "--jobs", "1")
    assert said.exit_code == 0, said.output
    assert _pairs(tmp_path / "out") == EXPECTED | {("rest.example", "YouTube")}


def test_folders_of_sites_are_read_whatever_they_are_called(tmp_path: Path) -> None:
    crawl = _folders(tmp_path / "crawl")
    (crawl / "praxis-ost").mkdir()
    (crawl / "praxis-ost/index.html").write_text(f"<!doctype html>{_YOUTUBE}", encoding="utf-8")
    (crawl / "notizen").mkdir()
    said = _run(str(crawl), "--output", str(tmp_path / "out"), "--jobs", "1")
    assert said.exit_code == 0, said.output
    assert _pairs(tmp_path / "out") == EXPECTED | {("praxis-ost.invalid", "YouTube")}


@pytest.mark.parametrize("form", ["warc.gz", "warc", "wacz", "list"])
def test_archives_give_the_same_as_the_folders_they_were_made_from(
    tmp_path: Path, served: int, form: str
) -> None:
    source = tmp_path / f"sites.{'warc.gz' if form == 'list' else form}"
    if form == "wacz":
        with zipfile.ZipFile(source, "w") as container:
            container.writestr("archive/data.warc.gz", _warc(served))
    else:
        source.write_bytes(_warc(served, gzip=form != "warc"))
    if form == "list":
        source = tmp_path / "list.txt"
        source.write_text("# one a line\nsites.warc.gz\n")
    output = tmp_path / "out"
    done = survey([str(source)], output, jobs=1)
    assert done.failed == ()
    assert _pairs(output) == EXPECTED
    assert len(_rows(output, "pages")) == 5


def test_a_broken_record_stops_nothing(tmp_path: Path, served: int) -> None:
    whole = _warc(served, gzip=False)
    cut = tmp_path / "cut.warc"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    noise = tmp_path / "noise.warc.gz"
    noise.write_bytes(random.Random(3).randbytes(5000))
    good = tmp_path / "good.warc"
    good.write_bytes(whole)
    output = tmp_path / "out"
    done = survey([str(cut), str(noise), str(good)], output, jobs=1)
    assert done.failed == ()
    assert _pairs(output) == EXPECTED


def _one(url: str, body: bytes, *, gzip: bool = True, headers: tuple[tuple[str, str], ...] = ()) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=answer)
    )
    return out.getvalue()


def _seven(*, gzip: bool) -> list[bytes]:
    body = f"<!doctype html>{_YOUTUBE}<p>{'Text ' * 200}".encode()
    return [_one(f"https://p{n}.example/", body, gzip=gzip) for n in range(7)]


def _wrong_length(record: bytes, said: bytes) -> bytes:
    return re.sub(rb"Content-Length: \d+", b"Content-Length: " + said, record, count=1)


_NOISE = random.Random(1).randbytes(3000)
# What befalls the fourth of seven records; whether its own page can still be had.
_DAMAGES: dict[str, tuple[bool, Callable[[bytes], bytes], bool]] = {
    "bytes within": (True, lambda one: one[:120] + _NOISE[:40] + one[160:], False),
    "bytes at its start": (True, lambda one: _NOISE[:10] + one[10:], False),
    "noise before it": (True, lambda one: _NOISE + one, True),
    "cut in the middle": (True, lambda one: one[: len(one) // 2], False),
    "noise instead": (False, lambda _: _NOISE, False),
    "no version": (False, lambda one: one.replace(b"WARC/1.0", b"WXRC/9.9"), False),
    "a length beyond the file": (False, lambda one: _wrong_length(one, b"99999999"), False),
    "a length that is no number": (False, lambda one: _wrong_length(one, b"abc"), False),
}


@pytest.mark.parametrize("damage", _DAMAGES)
def test_reading_goes_on_behind_a_damaged_record(tmp_path: Path, damage: str) -> None:
    gzip, harm, kept = _DAMAGES[damage]
    records = _seven(gzip=gzip)
    records[3] = harm(records[3])
    source = tmp_path / f"x.warc{'.gz' if gzip else ''}"
    source.write_bytes(b"".join(records))
    done = survey([str(source)], tmp_path / "out", jobs=1)
    sites = {row["site"] for row in _rows(tmp_path / "out", "contacts")}
    assert sites == {f"p{n}.example" for n in range(7) if n != 3 or kept}
    told = [row["unread"] for row in _rows(tmp_path / "out", "pages") if row["unread"]]
    assert done.unread == len(told) == 1
    assert "damaged" in told[0]


@pytest.mark.parametrize("gzip", [True, False])
@pytest.mark.parametrize("missing", [6, 200])
def test_an_archive_that_is_cut_short_is_told(tmp_path: Path, missing: int, gzip: bool) -> None:
    source = tmp_path / "x.warc"
    source.write_bytes(b"".join(_seven(gzip=gzip))[:-missing])
    done = survey([str(source)], tmp_path / "out", jobs=1)
    sites = {row["site"] for row in _rows(tmp_path / "out", "contacts")}
    assert sites >= {f"p{n}.example" for n in range(6)}
    assert done.unread == 1


_PAGE = f"<!doctype html>{_YOUTUBE}".encode()
_PACKED = gzip.compress(_PAGE, mtime=0)


@pytest.mark.parametrize(
    ("body", "header", "read"),
    [
        (_PACKED, ("Content-Encoding", "gzip"), True),
        (zlib.compress(_PAGE), ("Content-Encoding", "deflate"), True),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(_PAGE), _PAGE), ("Transfer-Encoding", "chunked"), True),
        (_PAGE, ("Content-Encoding", "gzip"), True),  # undone by the crawler, which left the header
        (_PAGE, ("Content-Encoding", "br"), True),
        (_PAGE, ("Transfer-Encoding", "chunked"), True),
        (_PACKED[:12] + _NOISE[:50], ("Content-Encoding", "gzip"), False),
        (b"\x28\xb5\x2f\xfd" + _NOISE[:50], ("Content-Encoding", "zstd"), False),
        (_PACKED, ("Content-Encoding", "own"), False),
    ],
    ids=[
        "gzip",
        "deflate",
        "chunked",
        "gzip-undone",
        "br-undone",
        "chunked-undone",
        "noise",
        "zstd",
        "unknown",
    ],
)
def test_what_was_compressed_on_its_way_is_read_or_told(
    tmp_path: Path, body: bytes, header: tuple[str, str], read: bool
) -> None:
    source = tmp_path / "x.warc.gz"
    source.write_bytes(_one("https://p.example/", body, headers=(header,)))
    done = survey([str(source)], tmp_path / "out", jobs=1)
    assert (done.pages, done.contacts, done.unread) == (1, int(read), int(not read))
    assert str(done.unread) == str(int(not read))  # as it is told: no “True of them”


def test_containers_among_others_that_cannot_be_read_stop_nothing(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as container:
        container.writestr("archive/a.warc.gz", b"".join(_seven(gzip=True)))
    whole = inner.getvalue()
    (tmp_path / "cut.wacz").write_bytes(whole[:-60])
    (tmp_path / "whole.wacz").write_bytes(whole)
    with zipfile.ZipFile(tmp_path / "nested.wacz", "w") as container:
        container.writestr("a.wacz", whole)
    large = b"<!doctype html>" + b"<p>x" * (10 << 20)
    (tmp_path / "large.warc.gz").write_bytes(_one("https://large.example/", large))
    said = _run(str(tmp_path), "--output", str(tmp_path / "out"), "--jobs", "1")
    assert said.exit_code == 0, said.output
    assert "3 of them could not be read" in said.output
    assert len(_pairs(tmp_path / "out")) == 7


def test_a_host_of_a_list_that_was_not_fetched_stops_no_other_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.example").mkdir()
    (tmp_path / "a.example" / "index.html").write_text("<p>a</p>")
    (tmp_path / "rauschen.warc").write_bytes(b"no archive")
    gone = ("b.example", "c.example/", "d.warc.gz")
    (tmp_path / "liste.txt").write_text("\n".join(("a.example", *gone, "rauschen.warc")))
    done = _run(str(tmp_path / "liste.txt"), "--output", str(tmp_path / "out"), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "4 of them could not be read" in done.output
    told = {row["page"].rpartition("/")[2] for row in _rows(tmp_path / "out", "pages") if row["unread"]}
    assert told == {"b.example", "c.example", "d.warc.gz", "rauschen.warc"}


def test_a_second_run_reads_only_what_is_new(tmp_path: Path) -> None:
    sites = _folders(tmp_path / "sites")
    output = tmp_path / "out"
    survey([str(sites)], output, jobs=1)
    damaged = next((output / "contacts").glob("*.parquet"))
    damaged.write_bytes(b"cut off by a full disk")
    again = survey([str(sites)], output, jobs=1)
    assert (again.shards, again.kept) == (3, 2)
    assert _pairs(output) == EXPECTED


@pytest.mark.timeout(180)
def test_a_cluster_gives_the_same_and_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    sites = tmp_path / "sites"
    for number in range(40):
        _folders(sites, f"{number}.", "<p>Text" * 200)
    alone, together = tmp_path / "alone", tmp_path / "together"
    survey([str(sites)], alone, jobs=1)
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
        ) as cluster,
        Client(cluster) as client,
    ):
        first = next(iter(client.scheduler_info()["workers"]))
        killed = False

        def kill(done: int, total: int) -> None:
            nonlocal killed
            if not killed and 0 < done < total:
                killed = True
                _kill(cluster, first)

        done = survey([str(sites)], together, scheduler=cluster.scheduler_address, done=kill)
    assert killed
    assert done.failed == ()
    assert _pairs(together) == _pairs(alone)
    assert len(_rows(together, "pages")) == len(_rows(alone, "pages")) == 200


def _kill(cluster: Any, address: str) -> None:
    for worker in cluster.workers.values():
        if worker.worker_address == address:
            os.kill(worker.pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("fehlt", None, "there is no"),
        ("bild.png", b"x", "no folder, web archive or list"),
        ("kaputt.wacz", b"no zip", "cannot be opened"),
        ("leer.txt", b"# nothing\n", "hold nothing to read"),
        ("https://praxis.example/", None, "https://praxis.example/ is an address"),
        ("adressen.txt", b"https://praxis.example/\n", "https://praxis.example/ is an address"),
    ],
)
def test_a_source_that_is_none_is_told(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    source = name if "://" in name else str(tmp_path / name)
    if content is not None:
        Path(source).write_bytes(content)
    told = _run(source, "--output", str(tmp_path / "out"))
    assert told.exit_code == 2
    assert said in told.output


def test_a_site_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    page = tmp_path / "www.praxis.example" / "index.html"
    page.parent.mkdir()
    page.write_text("<p>Praxis</p>", encoding="utf-8")
    listed = tmp_path / "liste.txt"
    listed.write_text(f"{page.parent}\n{page.parent}\n", encoding="utf-8")
    assert [one.site for one in shards([str(page.parent), str(listed)])] == ["www.praxis.example"]
