"""The private folder into which a build writes; once judged, it replaces the last site as a whole."""

import contextlib
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mkdocs_praxis.files import walked
from mkdocs_praxis.problem import PraxisError, msg

# What tells our folders from a person's. Only what carries one of these is ever removed.
_MARK = ".mkdocs-praxis"
_REJECTED = ".mkdocs-praxis-rejected"


class Output:
    """The place of a site, and the private folder (`folder`) beside it in which its pages wait to be judged."""

    def __init__(self, site_dir: str | Path) -> None:
        """Make the private folder. A link is followed: the folder it leads to is the one that is swapped. Raises PraxisError."""
        self.target = Path(os.path.realpath(site_dir))
        parent = self.target.parent
        if self.target == parent:
            raise PraxisError("site_dir is the root of a disk", fix="name a folder of its own")
        if self.target.is_symlink():  # all links were followed, but for one that ends in itself
            what = "site_dir is a link that leads back to itself, so no site can be built there"
            raise PraxisError(what, file=str(site_dir), fix="delete the link, or set another site_dir")
        if self.target.exists() and not self.target.is_dir():
            what = "site_dir is a file, so no site can be built there"
            raise PraxisError(what, file=str(site_dir), fix="remove it, or set another site_dir")
        prefix = f".{self.target.name}.praxis-"
        _clear(parent, prefix, self.target)
        self._room = _room(parent, prefix)
        self._lock = (self._room / _MARK).open("wb")
        _locked(self._lock.fileno())
        (self._room / ".gitignore").write_text("*\n", encoding="utf-8")
        self.folder = self._room / "site"
        self.folder.mkdir()
        self._keep_hidden()

    def _keep_hidden(self) -> None:
        """Bring along what MkDocs leaves in a site when it cleans it: files and folders whose names begin with a dot."""
        if not self.target.is_dir():
            return
        shutil.copymode(self.target, self.folder)
        for one in sorted(self.target.iterdir()):
            if not one.name.startswith("."):
                continue
            try:
                if one.is_dir() and not one.is_symlink():
                    shutil.copytree(one, self.folder / one.name, symlinks=True)
                else:
                    shutil.copy2(one, self.folder / one.name, follow_symlinks=False)
            except OSError as error:
                self.close()
                cannot = "it cannot be taken over into the new site: {strerror}"
                what = msg(cannot, strerror=error.strerror or error)
                raise PraxisError(what, file=str(one), fix="remove it from the site") from None

    def check(self, site_dir: Path) -> None:
        """Raise PraxisError where the pages of a build did not stay where they were led."""
        if site_dir != self.folder:
            what = "something set another site_dir during the build: what went there was read by nobody"
            fix = "set site_dir in mkdocs.yml and nowhere else; do not deploy that folder"
            raise PraxisError(what, file=str(site_dir), why="a hook or another plugin did it", fix=fix)
        if not self.folder.is_dir():
            what = "the folder in which the pages waited to be judged is gone"
            why = "a hook, another plugin or another program removed it during the build"
            fix = "take out what was added last, and build again"
            raise PraxisError(what, file=str(self.folder), why=why, fix=fix)

    def release(self) -> None:
        """Put the judged site in its place, in one step where the system can, else file by file. Raises PraxisError."""
        try:
            try:
                self._swap()
            except OSError:
                _place(self.folder, self.target)
        except OSError as error:
            what = msg("the finished site cannot be put there: {strerror}", strerror=error.strerror or error)
            fix = "make the folder writable, or set another site_dir"
            raise PraxisError(what, file=str(self.target), fix=fix) from None
        self._forget_rejected()
        self.close()

    def _swap(self) -> None:
        if not self.target.exists():
            self.folder.rename(self.target)
            return
        before = self._room / "before"
        try:
            self.target.rename(before)
            self.folder.rename(self.target)
        except BaseException:
            if before.exists() and not self.target.exists():
                before.rename(self.target)
            raise

    def reject(self) -> Path:
        """Set the output aside under a name that nobody deploys; returns where it lies now."""
        self._forget_rejected()
        names = sorted(Path(one.path).relative_to(self.folder).as_posix() for one in walked(str(self.folder)))
        rejected = self.folder
        with contextlib.suppress(OSError):
            aside = next(name for name in self._aside() if not os.path.lexists(name))
            rejected = self.folder.rename(aside)
        about = (
            "Set aside by mkdocs-praxis: must not be deployed. The next build removes the files named here."
        )
        text = json.dumps({"about": about, "files": names}, indent=1)
        (rejected / _REJECTED).write_text(text + "\n", encoding="utf-8")
        self.close(keep=rejected == self.folder)
        return rejected

    def _aside(self) -> Iterator[Path]:
        yield self.target.with_name(f"{self.target.name}.rejected")
        for number in range(2, 1000):
            yield self.target.with_name(f"{self.target.name}.rejected-{number}")

    def _forget_rejected(self) -> None:
        """Remove what earlier builds set aside, and nothing that a person put there."""
        for folder in self._aside():
            if not os.path.lexists(folder):
                return
            if folder.is_dir() and not folder.is_symlink():
                with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                    ours = set(json.loads((folder / _REJECTED).read_text(encoding="utf-8"))["files"])
                    _remove(folder, ours | {_REJECTED})

    def close(self, *, keep: bool = False) -> None:
        """Let go of the private folder, and remove it with whatever was neither released nor set aside."""
        if self._lock.closed:
            return
        self._lock.close()
        if not keep:
            _take_away(self._room)


def _room(parent: Path, prefix: str) -> Path:
    """Make a folder only we can enter: beside the site, so that one rename brings it there, else among temporary files."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise PraxisError("the disk is full", file=str(parent)) from None
        return Path(tempfile.mkdtemp(prefix="mkdocs-praxis-"))


def _locked(handle: int) -> bool:
    """Take the lock by which a build that runs is told from one that was killed; False when another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _clear(parent: Path, prefix: str, target: Path) -> None:
    """Remove the private folders of builds that were killed; one killed in mid-swap gets its site back."""
    if not parent.is_dir():
        return
    for room in parent.iterdir():
        if not room.name.startswith(prefix) or room.is_symlink() or not (room / _MARK).is_file():
            continue
        with contextlib.suppress(OSError):
            with (room / _MARK).open("ab") as mark:
                if not _locked(mark.fileno()):
                    continue
                if (room / "before").is_dir() and not target.exists():
                    (room / "before").rename(target)
            _take_away(room)  # once the mark is closed: Windows keeps open files


def _take_away(room: Path) -> None:
    """Remove a private folder; what tells whose it is goes last, so that a later build finds what an interrupted one leaves."""
    with contextlib.suppress(OSError):
        for one in room.iterdir():
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)  # Windows keeps a file that some program has open
        shutil.rmtree(room)


def _links(path: str, folders: list[str]) -> list[str]:
    return [name for name in folders if Path(path, name).is_symlink()]


def _remove(folder: Path, names: set[str]) -> None:
    """Remove the named files below a folder, and the folders that are empty then."""
    for path, folders, files in os.walk(folder, topdown=False):
        for name in [*files, *_links(path, folders)]:
            one = Path(path, name)
            if one.relative_to(folder).as_posix() in names:
                one.unlink()
        with contextlib.suppress(OSError):  # something of a person's is left in it
            Path(path).rmdir()


def _place(source: Path, target: Path) -> None:
    """Put each file of a judged site into a folder that cannot be swapped, then remove what does not belong to it."""
    target.mkdir(parents=True, exist_ok=True)
    kept: set[Path] = set()
    for path, folders, files in os.walk(source):
        into = target / Path(path).relative_to(source)
        if into.is_symlink() or (into.exists() and not into.is_dir()):
            into.unlink()
        into.mkdir(exist_ok=True)
        kept |= {into / name for name in (*folders, *files)}
        for name in [*files, *_links(path, folders)]:
            if (into / name).is_dir() and not (into / name).is_symlink():
                shutil.rmtree(into / name)
            part = into / f".{os.getpid()}.praxis-part"
            try:
                shutil.copy2(Path(path, name), part, follow_symlinks=False)
                part.replace(into / name)
            finally:
                part.unlink(missing_ok=True)
    for path, folders, files in os.walk(target, topdown=False):
        for name in (*files, *folders):
            one = Path(path, name)
            if one in kept:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink()
