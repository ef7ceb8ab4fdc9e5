"""The vendors, indexed by id, address, host and signature, and searchable by words."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import Prepared, files_in, packed
from mkdocs_praxis.vendors.model import Vendor
from mkdocs_praxis.vendors.patterns import Needles, literal, needles, of_vendor

_HERE = Path(__file__).resolve().parent
_DATA = _HERE / "data"
_NEAR = 400  # characters before a call in which a `typeof` check of its function is searched
# A host in an address, in any notation: //host, \\/\\/host, %2F%2Fhost.
_HOSTS = regex(r"[/f]([\w-]+(?:\.[\w-]+)+)")
_IS_HOST = regex(r"[\w-]+(?:\.[\w-]+)+")
# What may follow a path entry, so that only whole segments match; CDNs write `@version` behind a package's name.
_ENDS_SEGMENT = frozenset({"", "/", "@"})


class Catalogue:
    """The indexed vendors, deserialised on first use. Iteration yields them sorted by id."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        """Create a catalogue of an index from `index_of`."""
        self._records: Mapping[str, bytes] = index["vendors"]
        self._paths: Mapping[str, Sequence[tuple[str, str]]] = index["paths"]
        self._exact: Mapping[str, str] = index["exact"]
        self._suffixes: Mapping[str, str] = index["suffixes"]
        self._signatures: Sequence[tuple[str, str, str]] = index["signatures"]
        self._signature_needles = Needles(index["signature_needles"])
        self._clues: Mapping[str, tuple[str, ...]] = index["clues"]
        self._clue_needles = Needles(index["clue_needles"])
        self._short_hosts = set(index["short_hosts"])
        self._short_clues: Sequence[str] = index["short_clues"]
        self._made: dict[str, Vendor] = {}

    def __iter__(self) -> Iterator[Vendor]:
        return map(self._vendor, self._records)

    def __len__(self) -> int:
        return len(self._records)

    def _vendor(self, id: str) -> Vendor:  # noqa: A002 - the word of the data files
        made = self._made.get(id)
        if made is None:
            made = self._made[id] = Vendor.unpacked(self._records[id])
        return made

    def by_id(self, id: str) -> Vendor | None:  # noqa: A002 - the word of the data files
        """Return the vendor with an id, or None."""
        return self._vendor(id) if id in self._records else None

    def of_url(self, url: str) -> Vendor | None:
        """Return the vendor of an absolute address, or None; path entries take precedence over hosts, longer over shorter."""
        import ada_url

        try:
            parsed = ada_url.URL(url)
        except ValueError:
            return None
        host = parsed.hostname.rstrip(".")
        path = parsed.pathname.lower()
        for name in _parents(host):
            for prefix, id_ in self._paths.get(name, ()):
                ends = prefix[-1] in "/@" or path[len(prefix) : len(prefix) + 1] in _ENDS_SEGMENT
                if ends and path.startswith(prefix):
                    return self._vendor(id_)
        return self.of_host(host)

    def of_host(self, host: str) -> Vendor | None:
        """Return the vendor of a host, or None: an exact entry, else the longest parent domain."""
        host = host.lower().rstrip(".")
        if host in self._exact:
            return self._vendor(self._exact[host])
        found = next((self._suffixes[name] for name in _parents(host) if name in self._suffixes), None)
        return None if found is None else self._vendor(found)

    def name_of_host(self, host: str) -> str | None:
        """Return the name of a host's vendor, else its name in the third-party-web list, else None."""
        vendor = self.of_host(host)
        if vendor is not None:
            return vendor.name
        names = _third_party_names()
        return next((names[name] for name in _parents(host.lower().rstrip(".")) if name in names), None)

    @cached_property
    def signature_version(self) -> str:
        """A digest of all signatures: results for a script stay valid as long as it does not change."""
        told = (f"{expression}\0{id_}" for _, expression, id_ in self._signatures)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def signatures_in(self, text: str) -> Iterator[tuple[Vendor, int, str]]:
        """Yield vendor, offset and text of each signature's first match in a script; calls guarded by `typeof` need other code to load them."""
        hits = self._signature_needles.found_in(text.lower())
        for needle, expression, id_ in self._signatures if hits else ():
            if needle not in hits:
                continue
            found = (match for match in re.finditer(expression, text) if not _is_asked_for(match))
            if match := next(found, None):
                yield self._vendor(id_), match.start(), match.group()

    def measured_by(self, text: str) -> bool:
        """Whether code has that of a vendor without embeds (analytics): it must not be removed silently, the gate reports it."""
        return any(not vendor.embeds for vendor, _, _ in self.signatures_in(text))

    def clued(self, lowered: str) -> set[str]:
        """Return the ids of vendors whose embeds a lower-case text may contain, never too few; the cost grows with its words alone."""
        clues = self._clue_needles.found_in(lowered)
        hosts = {parent for host in set(_HOSTS.findall(lowered)) for parent in _parents(host)}
        clues |= self._short_hosts & hosts
        clues.update(clue for clue in self._short_clues if clue in lowered)
        return {id_ for clue in clues for id_ in self._clues[clue]}

    def with_clues_in(self, lowered: str) -> list[Vendor]:
        """Return the vendors whose embeds a page (in lower case) may contain, sorted by id; see `clued`."""
        return [self._vendor(id_) for id_ in sorted(self.clued(lowered))]

    def search(self, query: str) -> list[Vendor]:
        """Return vendors for a host, an address, an id, or words in names, operators and categories; the best first."""
        query = query.strip().lower()
        if not query:
            return []
        direct = self.by_id(query) or self.of_url(query) or (self.of_host(query) if "." in query else None)
        scored = [(score, vendor) for vendor in self if (score := _score(vendor, query))]
        scored.sort(key=lambda pair: (-pair[0], pair[1].id))
        found = [vendor for _, vendor in scored]
        return found if direct is None else [direct, *(v for v in found if v is not direct)]


def _score(vendor: Vendor, query: str) -> int:
    names = [vendor.id, vendor.name.lower(), *(name.lower() for name in vendor.names)]
    if query in names:
        return 5
    if any(name.startswith(query) for name in names):
        return 4
    if any(query in name for name in names) or any(query in host for host in vendor.hosts):
        return 3
    words = f"{vendor.operator} {vendor.category}".lower()
    return 1 if all(word in words for word in query.split()) else 0


def _parents(host: str) -> Iterator[str]:
    yield host
    while "." in host:
        host = host.partition(".")[2]
        if "." in host:
            yield host


def index_of(vendors: Iterable[Vendor]) -> dict[str, Any]:
    """Return the index of vendors that `Catalogue` takes, as plain data that can be serialised."""
    ordered = sorted(vendors, key=lambda vendor: vendor.id)
    paths: dict[str, list[tuple[str, str]]] = {}
    exact: dict[str, str] = {}
    suffixes: dict[str, str] = {}
    found: dict[str, dict[str, None]] = {}
    for vendor in ordered:
        for entry in vendor.hosts:
            host, slash, path = entry.lower().partition("/")
            if slash:
                paths.setdefault(host.removeprefix("="), []).append(("/" + path, vendor.id))
            else:
                (exact if host.startswith("=") else suffixes).setdefault(host.removeprefix("="), vendor.id)
        for clue in of_vendor(vendor):
            found.setdefault(clue, {})[vendor.id] = None
    signatures = tuple((literal(one), one, vendor.id) for vendor in ordered for one in vendor.signatures)
    by_word, short = needles(found)
    return {
        "vendors": {vendor.id: vendor.packed() for vendor in ordered},
        "paths": {
            host: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for host, entries in paths.items()
        },
        "exact": exact,
        "suffixes": suffixes,
        "signatures": signatures,
        "signature_needles": needles(needle for needle, _, _ in signatures),
        "clues": {clue: tuple(ids) for clue, ids in found.items()},
        "clue_needles": (by_word, ()),
        "short_hosts": tuple(clue for clue in short if _IS_HOST.fullmatch(clue)),
        "short_clues": tuple(clue for clue in short if not _IS_HOST.fullmatch(clue)),
    }


def _is_asked_for(call: re.Match[str]) -> bool:
    """Whether a `typeof` check of the called function stands shortly before the call, in a script that does not define it."""
    name = re.match(r"[A-Za-z_$][\w$]*", call.group())
    if name is None or "typeof" not in call.string:
        return False
    word = re.escape(name[0])
    asked = re.compile(rf"typeof\s+(?:window\.|self\.)?{word}(?![\w$])")
    defined = re.compile(rf"(?<![\w$]){word}\s*=(?!=)|function\s+{word}(?![\w$])|[\"'`]{word}[\"'`]")
    near = asked.search(call.string, max(0, call.start() - _NEAR), call.start())
    return near is not None and defined.search(call.string) is None


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of all vendors. Raises PraxisError when a vendor file is invalid."""
    return Catalogue(VENDORS.data())


def version() -> bytes:
    """Return a digest of the vendor index; the same for an installed wheel and for the source files."""
    return hashlib.sha256(packed(VENDORS.data())).digest()


def _build() -> dict[str, Any]:
    from mkdocs_praxis.vendors.load import read_all

    return index_of(read_all())


def _sources() -> list[str]:
    """Return the paths that the index is built from: the data files and the code that reads them."""
    folders = sorted(entry.path for entry in os.scandir(_DATA) if entry.is_dir())
    data = [path for folder in folders for path in files_in(Path(folder), ".yml")]
    return [*data, *files_in(_HERE, ".py")]


@cache
def _third_party_names() -> dict[str, str]:
    """Return the names in the third-party-web list by host."""
    found: dict[str, str] = NAMES.data()
    return found


def _names() -> dict[str, str]:
    entities = json.loads((_DATA / "third-party-names.json").read_text(encoding="utf-8"))
    return {host: name for name, hosts in entities["names"].items() for host in hosts}


VENDORS = Prepared("vendors", _sources, _build)
NAMES = Prepared("names", lambda: [str(_DATA / "third-party-names.json")], _names)
