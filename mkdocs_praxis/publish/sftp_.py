"""Transport by SFTP, with Paramiko (https://www.paramiko.org); supported by most German providers."""

import base64
import contextlib
import hashlib
import logging
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import paramiko

from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.publish.settings import Target
from mkdocs_praxis.publish.transport import OneByOne, folder_error, login_error, unreached_error

_SECONDS = 30
logging.getLogger("paramiko").setLevel(logging.CRITICAL)  # it logs tracebacks of what it raises as well


def fingerprint(key: Any) -> str:
    """Return the fingerprint of a host key as printed by OpenSSH: SHA256, base64 without padding (ssh-keygen(1), -E)."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


class Sftp(OneByOne):
    """See `publish.transport.Transport`."""

    failures = (*OneByOne.failures, paramiko.SSHException)
    _client: Any
    _sftp: Any

    def __enter__(self) -> Self:
        client = paramiko.SSHClient()
        if not self._target.fingerprint:  # what its owners wrote counts, not whom this machine once trusted
            with contextlib.suppress(OSError):
                client.load_system_host_keys()
        client.set_missing_host_key_policy(self._policy())
        try:
            self._login(client)
        except paramiko.BadHostKeyException as error:
            raise PraxisError(_other_server(self._target, fingerprint(error.key))) from None
        except paramiko.AuthenticationException:
            raise login_error(self._target) from None
        except (OSError, paramiko.SSHException) as error:
            raise unreached_error(self._target, error) from None
        self._client = client
        self._sftp = client.open_sftp()
        try:
            self._sftp.chdir(self._target.folder)
        except OSError:
            raise folder_error(self._target) from None
        return self

    def _policy(self) -> Any:
        target, trust = self._target, self._trust

        class AskOnce(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
            def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
                found = fingerprint(key)
                if target.fingerprint:
                    if target.fingerprint != found:
                        raise PraxisError(_other_server(target, found))
                elif not trust(found):
                    raise PraxisError(
                        msg("nobody has confirmed that {server} is the right server", server=target.server),
                        why="somebody else could answer in its place and read the password",
                        fix=msg(
                            "compare with what your provider publishes, then write  fingerabdruck: {found}",
                            found=found,
                        ),
                    )
                client.get_host_keys().add(hostname, key.get_name(), key)

        return AskOnce()

    def _login(self, client: Any) -> None:
        """Log in with a key of this machine if one is accepted, else with the password."""
        target = self._target
        where: dict[str, Any] = dict.fromkeys(("timeout", "banner_timeout", "auth_timeout"), _SECONDS)
        where |= {"hostname": target.server, "port": target.port, "username": target.user}
        try:
            client.connect(**where)
        except (paramiko.AuthenticationException, paramiko.PasswordRequiredException):
            pass
        except paramiko.SSHException as error:
            if "No authentication methods available" not in str(error):
                raise
        else:
            return
        client.connect(**where, password=self._password(), look_for_keys=False, allow_agent=False)

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def _listed(self, folder: str) -> Iterator[tuple[str, int | None]]:
        for entry in self._sftp.listdir_attr(folder or "."):
            mode = entry.st_mode or 0
            if stat.S_ISDIR(mode) or stat.S_ISREG(mode):
                yield entry.filename, (entry.st_size or 0) if stat.S_ISREG(mode) else None

    def _send(self, path: Path, name: str) -> None:
        self._sftp.put(str(path), name)

    def _rename(self, part: str, name: str) -> None:
        try:
            self._sftp.posix_rename(part, name)
        except OSError:  # without OpenSSH's extension (posix-rename) the old file must be deleted first
            with contextlib.suppress(OSError):
                self._sftp.remove(name)
            self._sftp.rename(part, name)

    def _make(self, folder: str) -> None:
        self._sftp.mkdir(folder)

    def _delete(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._sftp.remove(name)

    def _drop(self, folder: str) -> None:
        self._sftp.rmdir(folder)


def _other_server(target: Target, found: str) -> Problem:
    what = "{server} answers with another key than the one that was confirmed: {found}"
    why = "this may be another machine that wants the password, or the provider has changed its key"
    fix = "ask the provider; only when this fingerprint is theirs, write it behind `fingerabdruck:`"
    return Problem(msg(what, server=target.server, found=found), why=why, fix=fix)
