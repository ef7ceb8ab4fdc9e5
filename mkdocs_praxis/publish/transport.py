"""The interface of transports to a web space; each protocol is a module."""

import ftplib
import socket
import ssl
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, Self

from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.publish.settings import Target

# Suffix of temporary names, so that visitors never get an incomplete file.
PART = ".praxis-part"
_BROKEN = (ConnectionError, TimeoutError, ssl.SSLError)


class Transport(Protocol):
    """A connection to the folder of the site. Names are relative to it, with `/`. Every method may raise PraxisError."""

    def __enter__(self) -> Self:
        """Connect and log in."""

    def __exit__(self, *error: object) -> None:
        """Disconnect."""

    def sizes(self) -> dict[str, int]:
        """Return the size in bytes of every file in the folder and below it, by name."""

    def put(self, root: Path, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Upload files of `root`, each atomically; `done` is called with the name of each."""

    def remove(self, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Delete files, and folders that become empty; missing files are no error."""


def transport(target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> Transport:
    """Return the transport for a target.

    `password` is called only if one is needed; `trust` is called once with the fingerprint of an unknown server key.
    """
    module = import_module(f"mkdocs_praxis.publish.{target.way}_")
    made: Transport = module.connect(target, password, trust)
    return made


def lost(target: Target, error: object, name: str = "") -> PraxisError:
    """Return the error for a failed or lost connection, or for a file that the server does not take."""
    t = target.t
    if isinstance(error, socket.gaierror):
        return PraxisError(
            t("no server of the name {server} is found", server=target.server),
            why=t("it is written differently, or this machine is not on the net"),
            fix=t("compare the line server: with what your provider shows"),
        )
    broken = isinstance(error, _BROKEN) or str(error) == "Socket is closed"  # as Paramiko says it
    if (
        name and isinstance(error, (OSError, ftplib.Error)) and not broken
    ):  # what the server answers of a file
        return PraxisError(
            t("{server} does not take {file}: {error}", server=target.server, file=name, error=error),
            why=t("the web space is full, or the user may not write there; what was uploaded stays"),
            fix=t("see at your provider how much space is left, and whom file and folder belong to"),
        )
    return PraxisError(
        t("the connection to {server} failed: {error}", server=target.server, error=error or "?"),
        why=t("what was uploaded stays, and no page is half written"),
        fix=t("try again: `praxis publish` goes on where it stopped"),
    )


def refused(target: Target) -> PraxisError:
    """Return the error for a refused login."""
    t = target.t
    return PraxisError(
        t("{server} refuses the user {user}", server=target.server, user=target.user),
        why=t("name or password is not the one of the web space"),
        fix=t("compare both with what your provider shows for {way}", way=target.way.upper()),
    )


def no_folder(target: Target) -> PraxisError:
    """Return the error for a missing folder of the site."""
    t = target.t
    return PraxisError(
        t("there is no folder {folder} on {server}", folder=target.folder, server=target.server),
        fix=t("compare `ordner:` with what your provider shows; often it is / or /htdocs or /html"),
    )
