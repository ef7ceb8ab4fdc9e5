"""Checks one shard: writes rows for each page and each contact. Runs in a worker; writes only its two files."""

import datetime as dt
import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import FileReading, Finding, Policy, Severity
from mkdocs_praxis.practice.specialties import label_of
from mkdocs_praxis.survey.archive import Record, responses
from mkdocs_praxis.survey.sources import Shard
from mkdocs_praxis.survey.table import CONTACTS, PAGES, is_whole, part
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.walk import content, entries
from mkdocs_praxis.web.contact import Trigger
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.url import host_of, own_site, path_to_url

_Add = Callable[[dict[str, Any]], None]
# These need an action of the visitor: no contact before a click.
_AFTER_CLICK = frozenset({Trigger.LINK, Trigger.SUBMIT})


def read_shard(shard: Shard, output: str, rules: str) -> Counter[str]:
    """Check a shard and write its rows to `output`/pages and `output`/contacts; return the numbers of these.

    `kept` is 1 if all was done in an earlier run. `rules` is the version of rules and vendors: parts written with another version are rewritten.
    """
    name = f"{shard.key}.parquet"
    pages, contacts = Path(output) / "pages" / name, Path(output) / "contacts" / name
    about = {"rules": rules, "shard": shard.key}
    if is_whole(pages, about) and is_whole(contacts, about):
        return Counter(kept=1)
    with part(contacts, CONTACTS, about) as add_contact, part(pages, PAGES, about) as add_page:
        return _read(shard, add_page, add_contact)


def _read(shard: Shard, add_page: _Add, add_contact: _Add) -> Counter[str]:
    seen: set[tuple[str, bytes]] = set()
    total = Counter[str]()
    today = dt.datetime.now(tz=dt.UTC).date()
    for record in records(shard):
        site = host_of(record.url)
        digest = hashlib.sha256(record.data).digest()
        repeated = not record.unread and (site, digest) in seen
        seen.add((site, digest))
        row = {"site": site, "page": record.url or record.name, "digest": digest.hex(), "profession": "", "contacts": 0,
               "unread": record.unread, "repeated": repeated}  # fmt: skip
        found: list[dict[str, str]] = []
        if not record.unread and not repeated:
            found = _contacts(record, site, row, today)
        for one in found:
            add_contact(one)
        add_page(row)
        total.update(pages=1, contacts=len(found), unread=int(bool(row["unread"])))
    return total


def _contacts(record: Record, site: str, row: dict[str, Any], today: dt.date) -> list[dict[str, str]]:
    origin = record.url[: record.url.index("/", 8) + 1]
    own = own_site(origin)
    try:
        reading = read(record.name, record.data, url=record.url, own=own)
    except Exception as error:  # noqa: BLE001 - one broken record stops nothing
        row["unread"] = f"the reader failed: {type(error).__name__}"
        return []
    row["unread"] = reading.unread or ""
    if reading.page is not None:
        row["profession"] = label_of(f"{site} {reading.page.title}")
    judged = Judge(Policy(), today).judge(FileReading(record.name, own.url, reading))
    found = [told for one in judged if (told := _row(site, record.url, one)) is not None]
    row["contacts"] = len(found)
    return found


def _row(site: str, page: str, finding: Finding) -> dict[str, str] | None:
    """Return what the table says of a contact; None where it does not count."""
    contact = finding.contact
    if contact is None or contact.trigger in _AFTER_CLICK or finding.severity is Severity.NOTE:
        return None
    vendor = catalogue().of_url(contact.url)
    behind = {key: getattr(vendor, key, "") for key in ("operator", "country", "category")}
    return behind | {
        "site": site,
        "page": page,
        "url": contact.url[:500],
        "host": contact.host,
        "vendor": vendor.name if vendor else "",
        "rule": finding.rule.name,
        "severity": finding.severity.value,
        "certainty": finding.rule.certainty.value,
        "trigger": contact.trigger.value,
        "via": contact.via[:100],
    }


def records(shard: Shard) -> Iterator[Record]:
    """Yield the files of a shard; for unreadable ones, and damaged places of an archive, `unread` is set."""
    yield from _of_folder(shard) if shard.site else _of_archive(shard)


def _of_folder(shard: Shard) -> Iterator[Record]:
    for entry in entries(Path(shard.path)):
        url = f"https://{shard.site}/{path_to_url(entry.name)}"
        data = content(entry)
        yield Record(url, entry.name, *((b"", data) if isinstance(data, str) else (data,)))


def _of_archive(shard: Shard) -> Iterator[Record]:
    name = f"{shard.path}/{shard.member}".rstrip("/")
    try:
        with ExitStack() as stack:
            stream: IO[bytes] = stack.enter_context(Path(shard.path).open("rb"))
            if shard.member:
                stream = stack.enter_context(stack.enter_context(zipfile.ZipFile(stream)).open(shard.member))
            if name.lower().endswith(".wacz"):
                yield Record("", name, b"", "no archive that can be read: unpack or fetch it anew")
                return
            for one in responses(stream):
                yield Record("", name, b"", one) if isinstance(one, str) else one
    except FileNotFoundError:
        yield Record("", name, b"", "there is nothing at this place")
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        yield Record("", name, b"", f"the archive breaks off: {error}")
