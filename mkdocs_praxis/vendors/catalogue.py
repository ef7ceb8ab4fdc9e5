"""All vendors, findable by id, address, host, signature and words."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache, cached_property
from typing import Any

from mkdocs_praxis.vendors.model import Embed, Part, Vendor
from mkdocs_praxis.vendors.patterns import Literals, literal

# A CSS selector's class names, ids, attribute names and values, and hyphenated tag names: what a page must spell out.
_SELECTOR_WORDS = re.compile(r"[\w@-]{4,}")
_COMMON_WORDS = frozenset(
    [
        "blockquote",
        "iframe",
        "button",
        "script",
        "data",
        "href",
        "class",
        "style",
        "body",
        "input",
        "type",
        "main",
        "form",
        "name",
        "section",
        "article",
        "figure",
        "onclick",
        "link",
        "value",
    ]
)
_LETTERS = 4
_WORD = re.compile(rf"[\w-]{{{_LETTERS},}}")
# A host in an address, however that is written: //host, \\/\\/host, %2F%2Fhost.
_HOSTS = re.compile(r"[/f][\w-]+(?:\.[\w-]+)+")
_IS_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
# What may follow a path entry: whole segments count, with the version that CDNs write behind a package's name.
_ENDS_SEGMENT = frozenset({"", "/", "@"})
_NOT_CLAUSES = re.compile(r":not\([^)]*\)")


class Catalogue:
    """The vendors, indexed. Iteration yields them in the order of their ids."""

    def __init__(self, vendors: tuple[Vendor, ...]) -> None:
        self.vendors = tuple(sorted(vendors, key=lambda vendor: vendor.id))
        self._ids = {vendor.id: vendor for vendor in self.vendors}
        self._paths: dict[str, list[tuple[str, Vendor]]] = {}
        self._exact: dict[str, Vendor] = {}
        self._suffixes: dict[str, Vendor] = {}
        for vendor in self.vendors:
            for entry in vendor.hosts:
                self._add(entry.lower(), vendor)
        for entries in self._paths.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, entry: str, vendor: Vendor) -> None:
        host, slash, path = entry.partition("/")
        if slash:
            self._paths.setdefault(host.removeprefix("="), []).append(("/" + path, vendor))
        elif host.startswith("="):
            self._exact.setdefault(host[1:], vendor)
        else:
            self._suffixes.setdefault(host, vendor)

    def __iter__(self) -> Iterator[Vendor]:
        return iter(self.vendors)

    def __len__(self) -> int:
        return len(self.vendors)

    def by_id(self, id: str) -> Vendor | None:  # noqa: A002 - the word of the data files
        """Return the vendor of an id, or None."""
        return self._ids.get(id)

    def of_url(self, url: str) -> Vendor | None:
        """Return the vendor behind a resolved address: path entries before hosts, the more exact before the wider."""
        import ada_url

        try:
            parsed = ada_url.URL(url)
        except ValueError:
            return None
        host = parsed.hostname.rstrip(".")
        path = parsed.pathname.lower()
        for name in _parents(host):
            for prefix, vendor in self._paths.get(name, ()):
                if path.startswith(prefix) and (
                    prefix[-1] in "/@" or path[len(prefix) : len(prefix) + 1] in _ENDS_SEGMENT
                ):
                    return vendor
        return self.of_host(host)

    def of_host(self, host: str) -> Vendor | None:
        """Return the vendor behind a host, or None."""
        host = host.lower().rstrip(".")
        if host in self._exact:
            return self._exact[host]
        return next((self._suffixes[name] for name in _parents(host) if name in self._suffixes), None)

    def name_of_host(self, host: str) -> str | None:
        """Return a name for a host: the vendor's, else the one third-party-web knows, else None."""
        vendor = self.of_host(host)
        if vendor is not None:
            return vendor.name
        names = _third_party_names()
        return next((names[name] for name in _parents(host.lower().rstrip(".")) if name in names), None)

    def signatures_in(self, text: str) -> Iterator[tuple[Vendor, int, str]]:
        """Yield vendor, offset and matched text for each signature found in a script; the literals are looked for first."""
        hits = self._needles.found_in(text.lower())
        for needle, expression, vendor in self._signatures if hits else ():
            if needle in hits and (match := re.search(expression, text)):
                yield vendor, match.start(), match.group()

    @cached_property
    def _needles(self) -> Literals:
        return Literals(dict.fromkeys(needle for needle, _, _ in self._signatures))

    @cached_property
    def _signatures(self) -> tuple[tuple[str, str, Vendor], ...]:
        return tuple((literal(s), s, vendor) for vendor in self.vendors for s in vendor.signatures)

    @cached_property
    def _clues(self) -> tuple[tuple[str, Vendor], ...]:
        """Literal texts, one of which stands in any page that holds an embed of the vendor."""
        found: dict[tuple[str, Vendor], None] = {}
        for vendor in self.vendors:
            if vendor.embeds:
                for clue in (*vendor.clues, *map(_host_clue, vendor.hosts)):
                    found[clue.lower(), vendor] = None
                for embed in vendor.embeds:
                    found.update(((clue, vendor), None) for clue in _embed_clues(embed))
        return tuple(found)

    @cached_property
    def _clue_index(self) -> tuple[dict[str, list[tuple[str, str, Vendor]]], list[tuple[str, Vendor]]]:
        """Clues by the first letters of their longest word; and those too short for that, looked for one by one."""
        index: dict[str, list[tuple[str, str, Vendor]]] = {}
        short = []
        for clue, vendor in self._clues:
            word = max(_WORD.findall(clue), key=len, default="")
            if len(word) >= _LETTERS:
                index.setdefault(word[:_LETTERS], []).append((word, clue, vendor))
            else:
                short.append((clue, vendor))
        return index, short

    def with_clues_in(self, lowered: str) -> list[Vendor]:
        """Return the vendors with embeds that a page (in lower case) may hold; never too few.

        The cost grows with the page's words, not with the number of vendors.
        """
        index, short = self._clue_index
        found: dict[Vendor, None] = {}
        for word in set(_WORD.findall(lowered)):
            for start in range(len(word) - _LETTERS + 1):
                for needle, clue, vendor in index.get(word[start : start + _LETTERS], ()):
                    if vendor not in found and word.startswith(needle, start) and clue in lowered:
                        found[vendor] = None
        hosts = "\n".join(set(_HOSTS.findall(lowered)))
        found.update(
            (vendor, None)
            for clue, vendor in short
            if clue in (hosts if _IS_HOST.fullmatch(clue) else lowered)
        )
        return sorted(found, key=lambda vendor: vendor.id)

    def search(self, query: str) -> list[Vendor]:
        """Return vendors for a host, an address, an id, or words in names, operators and categories; the best first."""
        query = query.strip().lower()
        if not query:
            return []
        direct = self.by_id(query) or self.of_url(query) or (self.of_host(query) if "." in query else None)
        scored = [(score, vendor) for vendor in self.vendors if (score := _score(vendor, query))]
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


def _host_clue(entry: str) -> str:
    return entry.removeprefix("=").partition("/")[0]


def _embed_clues(embed: Embed) -> Iterator[str]:
    if embed.element and embed.element not in {"frame", "script", "form"}:
        for alternative in _NOT_CLAUSES.sub("", embed.element).split(","):
            words = [w for w in _SELECTOR_WORDS.findall(alternative.lower()) if w not in _COMMON_WORDS]
            if words:
                yield max(words, key=len)
    if embed.script and len(literal(embed.script)) >= 4:
        yield literal(embed.script)


def catalogue_of(data: list[dict[str, Any]]) -> Catalogue:
    """Build a catalogue from plain data, as `as_data` made it."""
    return Catalogue(tuple(_vendor(item) for item in data))


def _vendor(item: dict[str, Any]) -> Vendor:
    embeds = tuple(
        Embed(**{**_tuples(embed), "parts": tuple(Part(**_tuples(part)) for part in embed["parts"])})
        for embed in item["embeds"]
    )
    return Vendor(**{**_tuples(item), "embeds": embeds})


def _tuples(item: dict[str, Any]) -> dict[str, Any]:
    return {key: _as_tuple(value) for key, value in item.items()}


def _as_tuple(value: Any) -> Any:
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value


def as_data(vendors: tuple[Vendor, ...]) -> list[dict[str, Any]]:
    """Turn vendors into plain data for JSON."""
    return [asdict(vendor) for vendor in vendors]


@cache
def _third_party_names() -> dict[str, str]:
    import json

    from mkdocs_praxis.vendors.load import DATA

    entities = json.loads((DATA / "third-party-names.json").read_text(encoding="utf-8"))
    return {host: name for name, hosts in entities["names"].items() for host in hosts}
