"""Reading a site from disk: every file once, by what it is used as, in one process or several."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import Any, Generic, NamedTuple, TypeVar

from mkdocs_praxis.files import Fingerprint, fingerprint, in_bytes, is_same
from mkdocs_praxis.gate.limit import SECONDS, TakesTooLong, limited
from mkdocs_praxis.walk import MAX_BYTES, Entry, content, digest
from mkdocs_praxis.web import read
from mkdocs_praxis.web.contact import Confidence, Contact, OwnSite, Page, Reading, Trigger
from mkdocs_praxis.web.kinds import HARMLESS
from mkdocs_praxis.web.reader import reader_of
from mkdocs_praxis.web.site import SiteFile
from mkdocs_praxis.web.url import file_address

# Below this a second process costs more than it gives (measured: about 200 pages).
_PARALLEL_BYTES = 64 << 20
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Wanted(NamedTuple):
    """What a reading is for: links and visible text of every page (`details`), or of some (`strict`), and text that stays in memory (`texts`).

    `digests`: of every file, not only of those that could not be read.
    """

    details: bool = False
    strict: AbstractSet[str] = frozenset()
    texts: AbstractSet[str] = frozenset()
    digests: bool = True


class Memory:
    """What was told of files when this process looked at them last: when they were finished, or for a preview before this one."""

    def __init__(self) -> None:
        self._by: object = None
        self._before: dict[str, _Told] = {}
        self._now: dict[str, _Told] = {}
        self._handed, self._until = dict[str, str](), 0
        self._lay: dict[str, object] = {}  # how pages lay there then that nobody had written again
        self._lies: dict[str, object] = {}

    def begin(self, by: object) -> None:
        """Forget what was told when anything else decided than `by`."""
        if by != self._by:
            self._by, self._before, self._now = by, {}, {}

    def expect(self, handed: dict[str, str], until: int) -> None:
        """Expect pages to lie there as they were `handed` over to be written: by what they were made of, `until` some moment (ns)."""
        self._handed, self._until = handed, until

    def lies(self, entry: Entry, by: object) -> Any:
        """Return what was told of a page that need not be opened: handed over as last time, and since then, as then, not written again."""
        key = self._handed.get(entry.name)
        if not key or entry.unreadable or entry.written > self._until:
            return None
        how = self._lies[entry.name] = key, entry.size, by
        known = self._before.get(entry.name)
        if known is None or self._lay.get(entry.name) != how:
            return None
        self._now[entry.name] = known
        return known.what

    def told(self, name: str, held: bytes | str, by: object, look: Callable[[], T]) -> T:
        """Return what a look at a file gives, without looking where it holds the same as last time, and the same decides on it."""
        known = self._now.get(name) or self._before.get(name)
        if known is None or known.by != by or not known.holds(held):
            known = _Told(fingerprint(held), by, look())
        self._now[name] = known
        result: T = known.what
        return result

    def end(self) -> dict[str, Fingerprint]:
        """End the look at a site, whose other files are forgotten; return the fingerprints of those that were looked at."""
        self._before, self._now = self._now, {}
        self._lay, self._lies = self._lies, {}
        return {name: known.held for name, known in self._before.items()}


class _Told(NamedTuple):
    held: Fingerprint
    by: object  # what else decided
    what: Any

    def holds(self, held: bytes | str) -> bool:
        return fingerprint(held) == self.held if isinstance(held, str) else is_same(held, self.held)


class Look(NamedTuple, Generic[T_co]):
    """What is asked of each file while its bytes and its whole reading are at hand; sent to other processes as it is."""

    own: OwnSite
    ask: Callable[[SiteFile, bytes | str], T_co]
    wanted: Wanted = Wanted()
    memory: Memory | None = None

    def at(self, entry: Entry) -> tuple[SiteFile, T_co | None]:
        """Read one file; return what stays of it, and what was asked."""
        if self.memory is not None and (known := self.memory.lies(entry, self._by(entry.name))):
            return known  # type: ignore[no-any-return]
        data = content(entry)
        url = file_address(self.own, entry.name)
        if isinstance(data, str) and (kind := _harmless(entry)):
            hashed, data = digest(entry)
            if hashed:  # a film of any size is a film
                return SiteFile(entry.name, url, hashed, Reading(how=kind)), None
        if isinstance(data, str):
            return SiteFile(entry.name, url, "", Reading(unread=data)), None
        return self.of(entry.name, data)

    def of(self, name: str, held: bytes | str) -> tuple[SiteFile, T_co | None]:
        """Read what a file holds, or will hold in UTF-8; return what stays of it, and what was asked."""
        if self.memory is None:
            return self._of(name, held)
        return self.memory.told(name, held, self._by(name), partial(self._of, name, held))

    def _by(self, name: str) -> tuple[bool, bool]:
        """Return what decides on a file besides what it holds."""
        return name in self.wanted.strict, name in self.wanted.texts

    def _of(self, name: str, held: bytes | str) -> tuple[SiteFile, T_co | None]:
        kept, url = name in self.wanted.texts, file_address(self.own, name)
        details = self.wanted.details or kept or name in self.wanted.strict
        try:
            with limited():
                reading = _read(name, held, url, self.own, details=details)
                asked = self.wanted.digests or reading.unread is not None
                digest = hashlib.sha256(in_bytes(held)).hexdigest() if asked else ""
                file = SiteFile(name, url, digest, reading)
                return file._replace(reading=_slim(reading, keep=kept)), self.ask(file, held)
        except TakesTooLong:
            why = f"takes more than {SECONDS} seconds of computing to be read"
            return SiteFile(name, url, "", Reading(unread=why)), None

    def several(self, chunk: list[Entry]) -> list[tuple[SiteFile, T_co | None]]:
        """Read some files."""
        return [self.at(entry) for entry in chunk]


def looked_at(
    files: list[Entry],
    look: Look[T_co],
    jobs: int | None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[SiteFile, T_co | None]]:
    """Yield what is kept of each file, and what `look` made of it, in the order given; in `jobs` processes (None: as many as pay)."""
    _keep_memory()
    jobs = jobs if jobs is not None else _jobs(files)
    done = (look.at(entry) for entry in files) if jobs <= 1 else _in_processes(files, look, jobs)
    for number, result in enumerate(done, 1):
        if progress:
            progress(number, len(files))
        yield result


def _in_processes(files: list[Entry], look: Look[T_co], jobs: int) -> Iterator[tuple[SiteFile, T_co | None]]:
    from mkdocs_praxis.gate.processes import processes

    with processes(jobs) as pool:
        for some in pool.map(look.several, [files[i : i + 64] for i in range(0, len(files), 64)]):
            yield from some


def _harmless(entry: Entry) -> str:
    """Return the kind of a file too large to be held that nobody parses by that name, else ""."""
    kind = reader_of(entry.name)
    return kind if entry.size > MAX_BYTES and not entry.unreadable and kind in HARMLESS else ""


def _jobs(files: list[Entry]) -> int:
    if sum(entry.size for entry in files) < _PARALLEL_BYTES:
        return 1
    from mkdocs_praxis.gate.processes import processors

    return processors()


def _read(name: str, held: bytes | str, url: str, own: OwnSite, *, details: bool) -> Reading:
    try:
        return read(name, held, url=url, own=own, details=details)
    except RecursionError:
        return Reading(unread="nested too deeply to be read")
    except Exception as error:  # noqa: BLE001 - whatever a reader trips over, the file is not clean
        why = f"the reader failed ({type(error).__name__}: {error}); this is a bug in mkdocs_praxis, please report it"
        return Reading(unread=why)


_shared: dict[Any, Any] = {}


def _slim(reading: Reading, *, keep: bool) -> Reading:
    """Return what of a reading is wanted once its file was judged: ten thousand pages must fit in memory."""
    page = reading.page
    if page is not None and not keep:
        page = page._replace(links=(), text="")
    return reading._replace(scripts=(), contacts=tuple(_kept(reading.contacts)), page=_with_shared(page))


def _kept(contacts: Collection[Contact]) -> Iterator[Contact]:
    """Leave out what is only mentioned, and all links to a host but the first."""
    linked = set()
    for contact in contacts:
        if contact.trigger is Trigger.LINK:
            if contact.host not in linked:
                linked.add(contact.host)
                yield contact
        elif contact.confidence is not Confidence.MENTION:
            yield contact


def _with_shared(page: Page | None) -> Page | None:
    """Keep inline code once that stands on many pages."""
    if page is None:
        return None
    if len(_shared) > 20_000:
        _shared.clear()
    names = ("inline_scripts", "inline_styles", "style_attributes", "event_handlers", "script_links", "uses")
    return page._replace(
        **{name: _shared.setdefault(value, value) for name in names if (value := getattr(page, name))}
    )


@cache
def _keep_memory() -> None:
    """Let the C library keep the memory of freed parse trees: page after page needs it again.

    One large block freed raises glibc's threshold for handing memory back; it is never touched, so it costs nothing: the
    first one. Another would be taken of the memory that is kept, and filled with zeros.
    """
    block = bytes(31 << 20)
    del block
