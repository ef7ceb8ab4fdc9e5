"""Transport by rsync over ssh, with the system's programs, which use its keys, agents and known hosts."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path, PurePosixPath

from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.publish.settings import Target
from mkdocs_praxis.publish.transport import Transport, folder_error, rank, refusal_error

_REFUSED = (11, 23)  # a file could not be written; ssh itself ends with 255
_PARTIAL = 23  # a folder of the provider's (logs/) that the user may not read


class Rsync(Transport):
    """See `publish.transport.Transport`."""

    def __init__(self, target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> None:
        super().__init__(target, password, trust)  # ssh asks for both itself
        missing = [name for name in ("rsync", "ssh") if shutil.which(name) is None]
        if missing:
            fix = "install it (Debian: apt install rsync openssh-client), or write `weg: sftp`"
            raise PraxisError(msg("the program {name} is not installed", name=missing[0]), fix=fix)
        self._there = f"{target.user}@{target.server}:{target.folder.rstrip('/')}/"

    def sizes(self) -> dict[str, int]:
        """Return the size of every file below the folder, by name."""
        sizes = {}
        listing = ["--recursive", "--list-only", "--no-human-readable", self._there]
        for line in self._run(listing, partly=True).splitlines():
            mode, size, _, _, name = line.split(maxsplit=4)  # -rw-r--r-- 1234 2026/11/25 12:00:00 name
            if mode.startswith("-"):
                sizes[name] = int(size)
        return sizes

    def put(self, root: Path, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Upload files with one rsync a rank, which writes to temporary names and renames, in an order of its own."""
        for _, same in groupby(names, rank):
            wanted, how = list(same), ["--times", "--omit-dir-times", "--checksum", "--chmod=D755,F644"]
            self._listed(how, f"{root}/", wanted)
            for name in wanted:
                done(name)

    def remove(self, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Delete files, then the folders that held them, deepest first; rsync leaves those that hold anything else."""
        gone = list(names)
        self._delete(gone)
        for name in gone:
            done(name)
        folders = {folder.as_posix() for name in gone for folder in PurePosixPath(name).parents[:-1]}
        for _, same in groupby(sorted(folders, key=_depth, reverse=True), _depth):
            self._delete(list(same))

    def _delete(self, names: list[str]) -> None:
        """Delete exactly these: rsync deletes what is listed and missing in an empty source folder."""
        with tempfile.TemporaryDirectory() as empty:
            for name in names:  # rsync fails for a folder that does not exist in the source
                (Path(empty) / name).parent.mkdir(parents=True, exist_ok=True)
            self._listed(["--delete-missing-args", "--no-implied-dirs"], f"{empty}/", names)

    def _listed(self, options: list[str], here: str, names: list[str]) -> None:
        if names:
            self._run([*options, "--from0", "--files-from=-", here, self._there], "\0".join(names))

    def _run(self, arguments: list[str], given: str = "", *, partly: bool = False) -> str:
        target = self._target
        command = ["rsync", "--protect-args", "-e", f"ssh -p {target.port}", *arguments]
        done = subprocess.run(command, input=given.encode(), capture_output=True, check=False)
        if done.returncode and not (partly and done.returncode == _PARTIAL and done.stdout):
            # The first line of words: warnings of ssh stand in a frame of @. A full disk (status 11) may be told by nothing.
            lines = (line.strip("@ \r") for line in done.stderr.decode("utf-8", "replace").splitlines())
            said = next(filter(None, lines), f"status {done.returncode}")
            if partly and "No such file" in said:
                raise folder_error(target)
            if done.returncode in _REFUSED:
                raise refusal_error(target, said, target.folder)
            login = f"ssh -p {target.port} {target.user}@{target.server}"
            fix = msg("try by hand whether you get in:  {login}", login=login)
            why = "what was uploaded stays, beside what is still old; no page is half written"
            raise PraxisError(msg("rsync could not work: {error}", error=said), why=why, fix=fix)
        return done.stdout.decode("utf-8", "surrogateescape")


def _depth(name: str) -> int:
    return name.count("/")
