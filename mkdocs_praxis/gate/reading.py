"""Reading a site from disk: every file once, by what it is used as, in one process or several."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import Any, Generic, NamedTuple, TypeVar

from mkdocs_praxis.files import Fingerprint, fingerprint, in_bytes, is_same
from mkdocs_praxis.gate.processes import SECONDS, TakesTooLong, limited, processes, processors
from mkdocs_praxis.walk import MAX_BYTES, Entry, content, digest
from mkdocs_praxis.web.contact import INLINE, Confidence, Contact, OwnSite, Page, Reading, Trigger
from mkdocs_praxis.web.kinds import HARMLESS, kind_unpacked
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.site import SiteFile
from mkdocs_praxis.web.url import file_address

# Below this a second process costs more than it gives (measured: about 200 pages).
_PARALLEL_BYTES = 64 << 20
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Wanted(NamedTuple):
    """What to read beyond contacts: links and visible text of every page (`details`) or of the pages in `strict`.

    Of the pages in `texts` both stay in memory after the file was judged. `digests`: hash every file, not only unread ones.
    """

    details: bool = False
    strict: AbstractSet[str] = frozenset()
    texts: AbstractSet[str] = frozenset()
    digests: bool = True


class Memory:
    """Results of the last look at each file in this process, by file name: a file with the same content is not read again.

    In a build the last look was when the page was rendered; in a preview it may have been in the build before.
    """

    def __init__(self) -> None:
        self._by: object = None
        self._before: dict[str, _Known] = {}
        self._now: dict[str, _Known] = {}
        self._keys, self._until = dict[str, str](), 0
        # What identified the files that need not be opened, in the build before and in this one.
        self._marks_before: dict[str, object] = {}
        self._marks: dict[str, object] = {}

    def begin(self, by: object) -> None:
        """Forget everything unless it was judged `by` the same: rules, day, settings."""
        if by != self._by:
            self._by, self._before, self._now = by, {}, {}

    def expect(self, keys: dict[str, str], until: int) -> None:
        """Take the `keys` of the pages that were rendered: what each was made of. All were written before `until` (ns since the epoch)."""
        self._keys, self._until = keys, until

    def unopened(self, entry: Entry, by: object) -> Any:
        """Return the result for a page without opening it: with key and size of last time, and not written to since rendered; else None."""
        key = self._keys.get(entry.name)
        if not key or entry.unreadable or entry.written > self._until:
            return None
        mark = self._marks[entry.name] = key, entry.size, by
        known = self._before.get(entry.name)
        if known is None or self._marks_before.get(entry.name) != mark:
            return None
        self._now[entry.name] = known
        return known.result

    def remembered(self, name: str, held: bytes | str, by: object, look: Callable[[], T]) -> T:
        """Return what `look` returns for a file, without calling it for the same content (`held`) and settings (`by`) as last time."""
        known = self._now.get(name) or self._before.get(name)
        if known is None or known.by != by or not known.holds(held):
            known = _Known(fingerprint(held), by, look())
        self._now[name] = known
        result: T = known.result
        return result

    def end(self) -> None:
        """End the look at a site and forget files that are gone."""
        self._before, self._now = self._now, {}
        self._marks_before, self._marks = self._marks, {}


class _Known(NamedTuple):
    held: Fingerprint
    by: object  # settings that the result depends on
    result: Any

    def holds(self, held: bytes | str) -> bool:
        return fingerprint(held) == self.held if isinstance(held, str) else is_same(held, self.held)


class Inspector(NamedTuple, Generic[T_co]):
    """How each file is looked at: read, then handed to `ask` with its whole content. Pickled for other processes."""

    own: OwnSite
    ask: Callable[[SiteFile, bytes | str], T_co]
    wanted: Wanted = Wanted()
    memory: Memory | None = None

    def at(self, entry: Entry) -> tuple[SiteFile, T_co | None]:
        """Read one file; return what is kept of it, and what `ask` returned (None for a file that is not read)."""
        if self.memory is not None and (known := self.memory.unopened(entry, self._by(entry.name))):
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
        """Do the same for content that is at hand: bytes, or the text that will be written as UTF-8."""
        if self.memory is None:
            return self._of(name, held)
        return self.memory.remembered(name, held, self._by(name), partial(self._of, name, held))

    def _by(self, name: str) -> tuple[bool, bool]:
        """Return what the result for a file depends on besides its content."""
        return name in self.wanted.strict, name in self.wanted.texts

    def _of(self, name: str, held: bytes | str) -> tuple[SiteFile, T_co | None]:
        kept, url = name in self.wanted.texts, file_address(self.own, name)
        details = self.wanted.details or kept or name in self.wanted.strict
        try:
            with limited():
                reading = read(name, held, url=url, own=self.own, details=details)
                asked = self.wanted.digests or reading.unread is not None
                file = SiteFile(name, url, _digest(held) if asked else "", reading)
                return file._replace(reading=_slim(reading, keep=kept)), self.ask(file, held)
        except TakesTooLong:
            why = f"takes more than {SECONDS} seconds of computing to be read"
        except RecursionError:
            why = "nested too deeply to be read"
        except Exception as error:  # noqa: BLE001 - whatever a reader or judge trips over, the file is not clean
            why = f"the reader failed ({type(error).__name__}: {error}); this is a bug in mkdocs_praxis, please report it"
        return SiteFile(name, url, _digest(held), Reading(unread=why)), None

    def several(self, chunk: list[Entry]) -> list[tuple[SiteFile, T_co | None]]:
        """Read some files."""
        return [self.at(entry) for entry in chunk]


def looked_at(
    files: list[Entry],
    inspector: Inspector[T_co],
    jobs: int | None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[SiteFile, T_co | None]]:
    """Yield what is kept of each file, and what `inspector.ask` returned, in the order given; in `jobs` processes (None: as many as pay off)."""
    _keep_memory()
    if jobs is None:
        jobs = 1 if sum(entry.size for entry in files) < _PARALLEL_BYTES else processors()
    done = (inspector.at(entry) for entry in files) if jobs <= 1 else _in_processes(files, inspector, jobs)
    for number, result in enumerate(done, 1):
        if progress:
            progress(number, len(files))
        yield result


def _in_processes(
    files: list[Entry], inspector: Inspector[T_co], jobs: int
) -> Iterator[tuple[SiteFile, T_co | None]]:
    with processes(jobs) as pool:
        for some in pool.map(inspector.several, [files[i : i + 64] for i in range(0, len(files), 64)]):
            yield from some


def _harmless(entry: Entry) -> str:
    """Return the kind of a file that is too large to be held and of a type that is never parsed (films, say), else ""."""
    kind = kind_unpacked(entry.name)
    return kind if entry.size > MAX_BYTES and not entry.unreadable and kind in HARMLESS else ""


def _digest(held: bytes | str) -> str:
    return hashlib.sha256(in_bytes(held)).hexdigest()


_shared: dict[Any, Any] = {}


def _slim(reading: Reading, *, keep: bool) -> Reading:
    """Return a reading without what is not needed after its file was judged: ten thousand pages must fit in memory."""
    page = reading.page
    if page is not None and not keep:
        page = page._replace(links=(), text="")
    return reading._replace(scripts=(), contacts=tuple(_kept(reading.contacts)), page=_with_shared(page))


def _kept(contacts: Collection[Contact]) -> Iterator[Contact]:
    """Yield contacts without mere mentions, and without all links to a host but the first."""
    linked = set()
    for contact in contacts:
        if contact.trigger is Trigger.LINK:
            if contact.host not in linked:
                linked.add(contact.host)
                yield contact
        elif contact.confidence is not Confidence.MENTION:
            yield contact


def _with_shared(page: Page | None) -> Page | None:
    """Return a page whose inline code is shared in memory with other pages that have the same."""
    if page is None:
        return None
    if len(_shared) > 20_000:
        _shared.clear()
    held = ((name, getattr(page, name)) for name in (*INLINE, "uses"))
    return page._replace(**{name: _shared.setdefault(value, value) for name, value in held if value})


@cache
def _keep_memory() -> None:
    """Make the C library keep the memory of freed parse trees: page after page needs it again.

    Freeing one large, untouched block raises glibc's threshold for returning memory (M_TRIM_THRESHOLD); a second would be zeroed.
    """
    block = bytes(31 << 20)
    del block
