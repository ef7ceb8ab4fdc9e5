"""Transport by FTP over explicit TLS (RFC 4217), with the standard library; plain FTP is not supported."""

import contextlib
import ftplib
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.publish.settings import Target
from mkdocs_praxis.publish.transport import (
    PART,
    OneByOne,
    connection_error,
    folder_error,
    login_error,
    unreached_error,
)

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


class Ftps(OneByOne):
    """See `publish.transport.Transport`."""

    failures, refusals, forbidden = _Failed, ftplib.error_perm, ftplib.error_perm

    def __init__(self, target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> None:
        super().__init__(target, password, trust)  # certificates vouch for the server
        context = ssl.create_default_context()
        # TLS 1.3 sends session tickets after the handshake, too late for the first data connection.
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        self._ftp = _Tls(context=context, timeout=_SECONDS, encoding="utf-8")

    def __enter__(self) -> Self:
        target = self._target
        try:
            self._ftp.connect(target.server, target.port)
            self._ftp.auth()
        except ssl.SSLCertVerificationError as error:
            raise PraxisError(
                msg(
                    "{server} cannot prove its name: {error}",
                    server=target.server,
                    error=error.verify_message,
                ),
                why="somebody else could answer in its place and read the password",
                fix="write the server's name exactly as your provider does (it stands in the certificate)",
            ) from None
        except _Failed as error:
            raise unreached_error(target, error) from None
        self._login()
        return self

    def _login(self) -> None:
        target = self._target
        try:
            self._ftp.login(target.user, self._password())
            self._ftp.prot_p()
        except ftplib.error_perm:
            raise login_error(target) from None
        except _Failed as error:
            raise connection_error(target, error) from None
        try:
            self._ftp.cwd(target.folder)
        except ftplib.error_perm:
            raise folder_error(target) from None

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(*_Failed):
            self._ftp.quit()
        self._ftp.close()

    def _listed(self, folder: str) -> Iterator[tuple[str, int | None]]:
        for name, facts in self._ftp.mlsd(folder, ["type", "size"]):  # RFC 3659
            if facts.get("type") in {"dir", "file"}:
                yield name, int(facts.get("size") or 0) if facts["type"] == "file" else None

    def _send(self, path: Path, name: str) -> None:
        with path.open("rb") as data:
            self._ftp.storbinary(f"STOR {name}", data)
        size = self._ftp.size(name)
        if size is not None and size != path.stat().st_size:
            raise OSError(f"{name.removesuffix(PART)} arrived with {size} bytes")

    def _rename(self, part: str, name: str) -> None:
        self._ftp.rename(part, name)

    def _make(self, folder: str) -> None:
        self._ftp.mkd(folder)

    def _delete(self, name: str) -> None:
        with contextlib.suppress(ftplib.error_perm):
            self._ftp.delete(name)

    def _drop(self, folder: str) -> None:
        self._ftp.rmd(folder)
