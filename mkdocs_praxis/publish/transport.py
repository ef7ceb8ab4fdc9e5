"""What every way to a web space can do; each way is a module of its own."""

import socket
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, Self

from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.publish.settings import Target

# A file is written under this name first, so that no visitor gets half of it.
PART = ".praxis-part"


class Transport(Protocol):
    """An open way to the folder of the site. Names are relative to it, with `/`. Every method may raise PraxisError."""

    def __enter__(self) -> Self:
        """Connect and log in."""

    def __exit__(self, *error: object) -> None:
        """Hang up."""

    def sizes(self) -> dict[str, int]:
        """Return name and size in bytes of every file in the folder and below it."""

    def put(self, root: Path, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Write files of `root`, each whole or not at all, and say each one's name when it is there."""

    def remove(self, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Delete files, and folders that this leaves empty; one that is not there is no error."""


def transport(target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> Transport:
    """Return the way that a target asks for.

    `password` is asked only where one is needed; `trust` is asked once for the fingerprint of a server whose key nobody
    has confirmed yet.
    """
    module = import_module(f"mkdocs_praxis.publish.{target.way}_")
    made: Transport = module.connect(target, password, trust)
    return made


def lost(target: Target, error: object) -> PraxisError:
    """Return what to say when the connection failed or broke off."""
    t = target.t
    if isinstance(error, socket.gaierror):
        return PraxisError(
            Problem(
                t("no server of the name {server} is found", server=target.server),
                why=t("it is written differently, or this machine is not on the net"),
                fix=t("compare the line server: with what your provider shows"),
            )
        )
    return PraxisError(
        Problem(
            t("the connection to {server} failed: {error}", server=target.server, error=error or "?"),
            why=t("what was uploaded stays, and no page is half written"),
            fix=t("try again: `praxis publish` goes on where it stopped"),
        )
    )


def refused(target: Target) -> PraxisError:
    """Return what to say when the server does not let the user in."""
    t = target.t
    return PraxisError(
        Problem(
            t("{server} refuses the user {user}", server=target.server, user=target.user),
            why=t("name or password is not the one of the web space"),
            fix=t("compare both with what your provider shows for {way}", way=target.way.upper()),
        )
    )


def no_folder(target: Target) -> PraxisError:
    """Return what to say when the folder of the site is not there."""
    t = target.t
    return PraxisError(
        Problem(
            t("there is no folder {folder} on {server}", folder=target.folder, server=target.server),
            fix=t("compare `ordner:` with what your provider shows; often it is / or /htdocs or /html"),
        )
    )
