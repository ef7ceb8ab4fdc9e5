"""File access: atomic writes, and reading the files that a user names."""

import contextlib
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.problem import PraxisError, msg, os_problem

SETTINGS = ("mkdocs.yml", "mkdocs.yaml")  # in this order, as MkDocs looks for them
RENAME = "Rename it to {name}. Windows shows endings only when asked: View, Show, File name extensions."
_MOST = 64 << 20  # largest file, in bytes, that `given` reads


def no_settings(missing: Path) -> PraxisError:
    """Return what is told where there is no mkdocs.yml."""
    if missing.with_name("mkdocs.yml.txt").is_file():  # as Notepad saves it
        what = "the settings of the site are in mkdocs.yml.txt, which nobody reads"
        return PraxisError(what, fix=msg(RENAME, name="mkdocs.yml"))
    what = "there is no {config_file} here; go into the folder of the site, or name it with --config"
    return PraxisError(msg(what, config_file=missing))


def given(path: Path, fix: str | None = None) -> bytes:
    """Return the bytes of a file that a user named; `fix` is the advice where it is missing.

    Raises PraxisError when it is missing, unreadable, no regular file (a pipe or device may never end) or larger than 64 MiB.
    """
    try:
        there = path.stat()
        if stat.S_ISDIR(there.st_mode):
            raise PraxisError("this is a folder, not a file", file=str(path))
        if not stat.S_ISREG(there.st_mode):
            raise PraxisError("this is a pipe or device, not a file", file=str(path))
        if there.st_size > _MOST:
            raise PraxisError(msg("larger than {value} MiB", value=_MOST >> 20), file=str(path))
        return path.read_bytes()
    except FileNotFoundError:
        raise PraxisError("there is no such file", file=str(path), fix=fix) from None
    except OSError as error:
        what = msg("this cannot be read: {strerror}", strerror=error.strerror)
        raise PraxisError(what, file=str(path)) from None


def outputs(site_dir: str = "site") -> frozenset[Path]:
    """Return where a build in the working directory puts its pages: its output, and what it sets aside of a rejected one."""
    built = Path(site_dir).resolve()
    return frozenset({built, built.with_name(f"{built.name}.rejected")})


def settings_in(folder: Path) -> Path | None:
    """Return the mkdocs.yml of a folder, or the mkdocs.yaml; None if there is none."""
    return next((folder / name for name in SETTINGS if (folder / name).is_file()), None)


def cache_folder(room: str) -> Path | None:
    """Return the folder `room` in the user's cache directory; None when there is none or with `PRAXIS_CACHE=off`."""
    if os.environ.get("PRAXIS_CACHE", "").lower() == "off":
        return None
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = f"{home}/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return Path(base) / "mkdocs-praxis" / room if Path(base).is_absolute() else None


def keep(place: Path, data: bytes, most: int, left: int) -> None:
    """Write a file of the user's cache, which nobody else may read; with more than `most` in its folder only the `left` newest stay. Raises OSError."""
    import tempfile  # deferred: a second run keeps nothing

    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, part = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(part).replace(place)
    finally:
        Path(part).unlink(missing_ok=True)
    with os.scandir(place.parent) as listed:
        entries = list(listed)
    if len(entries) > most:
        for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime)[:-left]:
            Path(entry.path).unlink(missing_ok=True)


def walked(folder: str, without: frozenset[str] = frozenset()) -> Iterator["os.DirEntry[str]"]:
    """Yield every entry below a folder, except folders. Symbolic links are yielded, never followed."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += () if entry.name in without else (entry.path,)
                else:
                    yield entry


def regular_files(folder: Path) -> dict[str, str]:
    """Return the path of every regular file below a folder, by its relative name (with "/"), sorted. No link is followed."""
    start = len(os.path.join(folder, ""))  # noqa: PTH118 - as the entries say it
    files = (entry.path for entry in walked(str(folder)) if entry.is_file(follow_symlinks=False))
    found = {path[start:].replace(os.sep, "/"): path for path in files}
    return dict(sorted(found.items(), key=lambda one: one[0].split("/")))


class Fingerprint(NamedTuple):
    """Identifies bytes or a text within this process; its hash key is secret (PEP 456), so collisions cannot be crafted."""

    is_text: bool
    size: int
    digest: int | bytes


def fingerprint(held: bytes | str) -> Fingerprint:
    """Return the fingerprint of a file's bytes, or of its text."""
    is_text = isinstance(held, str)
    if sys.flags.hash_randomization:
        return Fingerprint(is_text, len(held), hash(held))
    return Fingerprint(is_text, len(held), hashlib.sha256(in_bytes(held)).digest())


def sha256_of(path: str | Path) -> str:
    """Return the SHA-256 of a file of any size. Raises OSError."""
    with FileIO(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_bytes(held: bytes | str) -> bytes:
    """Return a file's content as bytes; a text is encoded as UTF-8."""
    return held.encode("utf-8", "surrogatepass") if isinstance(held, str) else held


def is_same(data: bytes, known: Fingerprint) -> bool:
    """Whether a fingerprint is that of these bytes, or of the text that they encode."""
    if not known.is_text:
        return fingerprint(data) == known
    try:
        return fingerprint(data.decode("utf-8")) == known
    except UnicodeDecodeError:
        return False


def write_whole(file: str | Path, content: str | bytes) -> None:
    """Write a file atomically; missing parent folders are created.

    A symbolic link stays and its target is replaced; a hard link is broken. A device or pipe is written to directly.
    Raises OSError.
    """
    with written_after(file, content):
        pass


@contextlib.contextmanager
def written_after(file: str | Path, content: str | bytes) -> Iterator[None]:
    """Write a file atomically after the `with` block, and only when that raised nothing.

    The content is written to a temporary file first, so an OSError is raised before the block runs.
    """
    target, data = Path(file), told_in_bytes(content)
    if not _is_plain(target):
        if _is_special(target):
            yield
            with target.open("ab") as out:
                out.write(data)
            return
        target = Path(os.path.realpath(file))
        target.parent.mkdir(parents=True, exist_ok=True)
    with _part(target, data) as part:
        yield
        part.replace(target)


def rewrite(file: str | Path, change: Callable[[bytes], bytes]) -> None:
    """Change a file in place, not atomically: for files that nobody else reads yet. Keeps its disk blocks. Raises OSError."""
    with FileIO(file, "r+") as held:
        before = held.readall()
        after = change(before)
        if after == before:
            return
        held.seek(0)
        if held.write(after) < len(after):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        if len(after) < len(before):
            held.truncate()


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all or none: when one fails, the others are restored.

    Hard links are kept. Raises PraxisError, which says that nothing was changed.
    """
    try:
        _all_or_none(contents)
    except OSError as error:
        if (told := os_problem(error)) is None:
            raise
        what = msg("cannot write: {strerror}; nothing was changed", strerror=error.strerror)
        raise PraxisError(told._replace(what=what)) from None


def _all_or_none(contents: Mapping[Path, bytes]) -> None:
    with contextlib.ExitStack() as parts:
        targets = {Path(os.path.realpath(file)): data for file, data in contents.items()}
        ready = {target: parts.enter_context(_part(target, data)) for target, data in targets.items()}
        before: dict[Path, bytes | None] = {}
        try:
            for target, part in ready.items():
                before[target] = target.read_bytes() if target.exists() else None
                if target.exists() and target.stat().st_nlink > 1:
                    target.write_bytes(part.read_bytes())
                else:
                    part.replace(target)
        except BaseException:
            for target, old in before.items():
                with contextlib.suppress(OSError):
                    target.unlink() if old is None else target.write_bytes(old)
            raise


@contextlib.contextmanager
def new_or_gone(folder: Path) -> Iterator[None]:
    """Remove a folder that the block made when the block fails or is interrupted: half a site could not be made again."""
    import shutil

    was_there = folder.exists()
    try:
        yield
    except BaseException:
        if not was_there:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def told_in_bytes(content: str | bytes) -> bytes:
    """Return content as bytes; surrogates, from file names that are not UTF-8, are written as escapes."""
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def _is_plain(target: Path) -> bool:
    """Whether the path is a regular file, and no link: then no further checks are needed."""
    try:
        return stat.S_ISREG(os.lstat(target).st_mode)
    except (OSError, ValueError):
        return False


def _is_special(target: Path) -> bool:
    """Whether a path is a device or pipe, or what of this process's own is open behind one (`/dev/stdout`, `/dev/fd/63`)."""
    return target.is_relative_to("/dev") or (target.exists() and not target.is_file() and not target.is_dir())


@contextlib.contextmanager
def _part(target: Path, data: bytes) -> Iterator[Path]:
    """Yield a temporary file beside the target with its new content; removed unless it replaced the target."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    # Named before it is there: tempfile tells the name too late for whoever is interrupted while the file is made.
    part = target.with_name(f".praxis-{os.urandom(8).hex()}.part")
    try:
        try:
            part.touch(mode=0o600, exist_ok=False)
            part.write_bytes(data)
            _as_before(part, target)
        except OSError as error:
            error.filename = str(target)  # what people know of
            raise
        yield part
    finally:
        part.unlink(missing_ok=True)


def _as_before(part: Path, target: Path) -> None:
    """Give a new file the mode and owner of the file that it replaces, or the default mode."""
    if not target.exists():
        part.chmod(0o666 & ~_umask())
        return
    info = target.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(part, info.st_uid, info.st_gid)
    part.chmod(info.st_mode & 0o7777)  # after chown, which clears setuid and setgid


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
