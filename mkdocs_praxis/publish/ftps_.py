"""Transport by FTP over explicit TLS (RFC 4217), with the standard library; plain FTP is not supported."""

import contextlib
import ftplib
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.publish.settings import Target
from mkdocs_praxis.publish.transport import PART, lost, no_folder, refused

_SECONDS = 30
_Failed = (OSError, EOFError, ftplib.Error)


class _Tls(ftplib.FTP_TLS):
    """FTP over TLS with data connections that resume the TLS session of the control connection.

    Servers such as vsftpd and ProFTPD require it, as proof that both belong together; ftplib does not support it:
    https://github.com/python/cpython/issues/63699.
    """

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        """Open a data connection that resumes the session of the control connection."""
        plain, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321 - wrapped in TLS on the next line but one
        control: Any = self.sock
        return self.context.wrap_socket(plain, server_hostname=self.host, session=control.session), size


def connect(target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> "Ftps":  # noqa: ARG001 - certificates vouch for the server
    """Return an FTPS transport, not yet connected."""
    return Ftps(target, password)


class Ftps:
    """See `publish.transport.Transport`."""

    def __init__(self, target: Target, password: Callable[[], str]) -> None:
        self._target = target
        self._password = password
        context = ssl.create_default_context()
        # TLS 1.3 sends session tickets after the handshake, too late for the first data connection.
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        self._ftp = _Tls(context=context, timeout=_SECONDS, encoding="utf-8")
        self._folders: set[str] = {""}

    def __enter__(self) -> Self:
        target = self._target
        try:
            self._ftp.connect(target.server, target.port)
            self._ftp.auth()
        except ssl.SSLCertVerificationError as error:
            raise PraxisError(_unproven(target, error)) from None
        except _Failed as error:
            raise lost(target, error) from None
        self._login()
        return self

    def _login(self) -> None:
        target = self._target
        try:
            self._ftp.login(target.user, self._password())
            self._ftp.prot_p()
        except ftplib.error_perm:
            raise refused(target) from None
        except _Failed as error:
            raise lost(target, error) from None
        try:
            self._ftp.cwd(target.folder)
        except ftplib.error_perm:
            raise no_folder(target) from None

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(*_Failed):
            self._ftp.quit()
        self._ftp.close()

    def sizes(self) -> dict[str, int]:
        """Return the size of every file below the folder, by name (MLSD, RFC 3659)."""
        try:
            return dict(self._walk(""))
        except _Failed as error:
            raise lost(self._target, error) from None

    def _walk(self, folder: str) -> Iterator[tuple[str, int]]:
        try:
            entries = list(self._ftp.mlsd(folder.rstrip("/"), ["type", "size"]))
        except ftplib.error_perm:  # a folder of the provider's, such as logs/
            if not folder:
                raise
            return
        for last, facts in entries:
            name = f"{folder}{last}"
            if facts.get("type") == "dir":
                self._folders.add(name)
                yield from self._walk(f"{name}/")
            elif facts.get("type") == "file":
                yield name, int(facts.get("size") or 0)

    def put(self, root: Path, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Upload each file under a temporary name, then rename it."""
        name = ""
        try:
            for name in names:
                path = root / name
                self._make_folder(name.rpartition("/")[0])
                with path.open("rb") as data:
                    self._ftp.storbinary(f"STOR {name}{PART}", data)
                size = self._ftp.size(name + PART)
                if size is not None and size != path.stat().st_size:
                    raise OSError(f"{name} arrived with {size} bytes")
                self._ftp.rename(name + PART, name)
                done(name)
        except _Failed as error:
            raise lost(self._target, error, name) from None

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        with contextlib.suppress(ftplib.error_perm):
            self._ftp.mkd(folder)
        self._folders.add(folder)

    def remove(self, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Delete files, and folders that become empty."""
        try:
            for name in names:
                with contextlib.suppress(ftplib.error_perm):
                    self._ftp.delete(name)
                folder = name.rpartition("/")[0]
                with contextlib.suppress(ftplib.error_perm):
                    while folder:
                        self._ftp.rmd(folder)
                        folder = folder.rpartition("/")[0]
                done(name)
        except _Failed as error:
            raise lost(self._target, error) from None


def _unproven(target: Target, error: ssl.SSLCertVerificationError) -> Problem:
    t = target.t
    return Problem(
        t("{server} cannot prove its name: {error}", server=target.server, error=error.verify_message),
        why=t("somebody else could answer in its place and read the password"),
        fix=t("write the server's name exactly as your provider does (it stands in the certificate)"),
    )
