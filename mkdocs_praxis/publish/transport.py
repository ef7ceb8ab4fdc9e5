"""The interface of transports to a web space; each protocol is a module."""

import ftplib
import socket
import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Self

from mkdocs_praxis.problem import PraxisError, msg, needing
from mkdocs_praxis.publish.settings import Target

# Suffix of temporary names, so that visitors never get an incomplete file.
PART = ".praxis-part"
_BROKEN = (ConnectionError, TimeoutError, ssl.SSLError)


class Transport(ABC):
    """A connection to the folder of the site. Names are relative to it, with `/`. Every method may raise PraxisError.

    `password` is called only if one is needed; `trust` is called once with the fingerprint of an unknown server key.
    """

    def __init__(self, target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> None:
        self._target, self._password, self._trust = target, password, trust
        self._folders: set[str] = {""}  # known to be there

    def __enter__(self) -> Self:
        """Connect and log in."""
        return self

    def __exit__(self, *error: object) -> None:  # noqa: B027 - rsync holds no connection
        """Disconnect."""

    @abstractmethod
    def sizes(self) -> dict[str, int]:
        """Return the size in bytes of every file in the folder and below it, by name."""

    @abstractmethod
    def put(self, root: Path, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Upload files of `root`, each atomically; `done` is called with the name of each."""

    @abstractmethod
    def remove(self, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Delete files, and folders that become empty; missing files are no error."""


def rank(name: str) -> int:
    """Return when a file goes up: what pages need, pages, the home page."""
    return 2 if name == "index.html" else 1 if name.endswith((".html", ".htm", ".xhtml")) else 0


class OneByOne(Transport):
    """What SFTP and FTPS share: folders are listed, and files put and removed, one by one."""

    failures: tuple[type[Exception], ...] = (OSError, EOFError)  # of the connection
    refusals: type[Exception] = OSError  # of a folder that is there already, or not empty
    forbidden: type[Exception] = PermissionError  # of a folder that the user may not read

    @abstractmethod  # files with their sizes, folders with None
    def _listed(self, folder: str) -> Iterable[tuple[str, int | None]]: ...
    @abstractmethod
    def _send(self, path: Path, name: str) -> None: ...
    @abstractmethod
    def _rename(self, part: str, name: str) -> None: ...
    @abstractmethod
    def _make(self, folder: str) -> None: ...
    @abstractmethod
    def _delete(self, name: str) -> None: ...  # which may be missing
    @abstractmethod
    def _drop(self, folder: str) -> None: ...

    def sizes(self) -> dict[str, int]:
        """Return the size of every file below the folder, by name."""
        with self._told():
            return dict(self._walk(""))

    def _walk(self, folder: str) -> Iterator[tuple[str, int]]:
        try:
            entries = list(self._listed(folder))
        except self.forbidden:  # a folder of the provider's, such as logs/
            if not folder:
                raise
            return
        for last, size in entries:
            name = f"{folder}/{last}" if folder else last
            if size is None:
                self._folders.add(name)
                yield from self._walk(name)
            else:
                yield name, size

    def put(self, root: Path, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Upload each file under a temporary name, then rename it."""
        for name in names:
            with self._told(name):
                self._make_folder(name.rpartition("/")[0])
                self._send(root / name, name + PART)
                self._rename(name + PART, name)
            done(name)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            with suppress(self.refusals):
                self._make(folder)
            self._folders.add(folder)

    def remove(self, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Delete files, and folders that become empty."""
        for name in names:
            with self._told(name):
                self._delete(name)
                folder = name.rpartition("/")[0]
                with suppress(self.refusals):
                    while folder:
                        self._drop(folder)
                        folder = folder.rpartition("/")[0]
            done(name)

    @contextmanager
    def _told(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except self.failures as error:
            raise connection_error(self._target, error, name) from None


def transport(target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> Transport:
    """Return the transport for a target. Raises PraxisError if a package or program is missing that it needs."""
    with needing("publish"):
        module = import_module(f"mkdocs_praxis.publish.{target.way}_")
    made: Transport = getattr(module, target.way.capitalize())(target, password, trust)
    return made


def connection_error(target: Target, error: object, name: str = "") -> PraxisError:
    """Return the error for a lost connection, or for a file that the server does not take."""
    broken = isinstance(error, _BROKEN) or str(error) == "Socket is closed"  # as Paramiko says it
    # What the server answers of a file
    if name and isinstance(error, (OSError, ftplib.Error)) and not broken:
        return refusal_error(target, error, name)
    what = msg("the connection to {server} failed: {error}", server=target.server, error=str(error) or "?")
    why = "what was uploaded stays, beside what is still old; no page is half written"
    return PraxisError(what, why=why, fix="try again: `praxis publish` goes on where it stopped")


def unreached_error(target: Target, error: object) -> PraxisError:
    """Return the error for a connection that did not come about."""
    if isinstance(error, socket.gaierror):
        what = msg("no server of the name {server} is found", server=target.server)
        why = "it is written differently, or this machine is not on the net"
        return PraxisError(what, why=why, fix="compare the line server: with what your provider shows")
    what = msg("the connection to {server} failed: {error}", server=target.server, error=str(error) or "?")
    silent = msg("at port {port} nothing answers by {way}", port=target.port, way=target.way.upper())
    fix = "compare weg:, server: and port: with what your provider shows"
    return PraxisError(what, why=silent, fix=fix)


def refusal_error(target: Target, error: object, name: str) -> PraxisError:
    """Return the error for a file or folder that the server does not take."""
    what = msg("{server} does not take {file}: {error}", server=target.server, file=name, error=error)
    why = "the web space is full, or the user may not write there; what was uploaded stays, beside what is still old"
    fix = "see at your provider how much space is left, and whom file and folder belong to"
    return PraxisError(what, why=why, fix=fix)


def login_error(target: Target) -> PraxisError:
    """Return the error for a refused login."""
    what = msg("{server} refuses the user {user}", server=target.server, user=target.user)
    fix = msg("compare both with what your provider shows for {way}", way=target.way.upper())
    return PraxisError(what, why="name or password is not the one of the web space", fix=fix)


def folder_error(target: Target) -> PraxisError:
    """Return the error for a missing folder of the site."""
    return PraxisError(
        msg("there is no folder {folder} on {server}", folder=target.folder, server=target.server),
        fix="compare `ordner:` with what your provider shows; often it is / or /htdocs or /html",
    )
