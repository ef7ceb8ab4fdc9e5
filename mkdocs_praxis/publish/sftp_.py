"""Transport by SFTP, with Paramiko (https://www.paramiko.org); supported by most German providers."""

import base64
import contextlib
import hashlib
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.publish.settings import Target
from mkdocs_praxis.publish.transport import PART, lost, no_folder, refused

_SECONDS = 30


def fingerprint(key: Any) -> str:
    """Return the fingerprint of a host key as printed by OpenSSH: SHA256, base64 without padding (ssh-keygen(1), -E)."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def connect(target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> "Sftp":
    """Return an SFTP transport, not yet connected. Raises PraxisError if Paramiko is not installed."""
    try:
        import paramiko  # noqa: F401
    except ImportError:
        raise PraxisError(
            target.t("SFTP needs one more package"), fix='pip install "mkdocs-praxis[publish]"'
        ) from None
    return Sftp(target, password, trust)


class Sftp:
    """See `publish.transport.Transport`."""

    def __init__(self, target: Target, password: Callable[[], str], trust: Callable[[str], bool]) -> None:
        self._target = target
        self._password = password
        self._trust = trust
        self._client: Any = None
        self._sftp: Any = None
        self._folders: set[str] = {""}

    def __enter__(self) -> Self:
        import paramiko

        client = paramiko.SSHClient()
        with contextlib.suppress(OSError):
            client.load_system_host_keys()
        client.set_missing_host_key_policy(self._policy())
        try:
            self._login(client)
        except paramiko.BadHostKeyException as error:
            raise PraxisError(_other_server(self._target, fingerprint(error.key))) from None
        except paramiko.AuthenticationException:
            raise refused(self._target) from None
        except (OSError, paramiko.SSHException) as error:
            raise lost(self._target, error) from None
        self._client = client
        self._sftp = client.open_sftp()
        self._enter_folder()
        return self

    def _policy(self) -> Any:
        import paramiko

        target, trust = self._target, self._trust

        class AskOnce(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
            def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
                found = fingerprint(key)
                if target.fingerprint:
                    if target.fingerprint != found:
                        raise PraxisError(_other_server(target, found))
                elif not trust(found):
                    raise PraxisError(_unconfirmed(target, found))
                client.get_host_keys().add(hostname, key.get_name(), key)

        return AskOnce()

    def _login(self, client: Any) -> None:
        """Log in with a key of this machine if one is accepted, else with the password."""
        import paramiko

        target = self._target
        where = {
            "hostname": target.server,
            "port": target.port,
            "username": target.user,
            "timeout": _SECONDS,
            "banner_timeout": _SECONDS,
            "auth_timeout": _SECONDS,
        }
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

    def _enter_folder(self) -> None:
        try:
            self._sftp.chdir(self._target.folder)
        except OSError:
            raise no_folder(self._target) from None

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def sizes(self) -> dict[str, int]:
        """Return the size of every file below the folder, by name; links are not followed."""
        import paramiko

        try:
            return dict(self._walk(""))
        except (OSError, EOFError, paramiko.SSHException) as error:
            raise lost(self._target, error) from None

    def _walk(self, folder: str) -> Iterator[tuple[str, int]]:
        try:
            entries = self._sftp.listdir_attr(folder or ".")
        except PermissionError:  # a folder of the provider's, such as logs/
            if not folder:
                raise
            return
        for entry in entries:
            name = f"{folder}{entry.filename}"
            mode = entry.st_mode or 0
            if stat.S_ISDIR(mode):
                self._folders.add(name)
                yield from self._walk(f"{name}/")
            elif stat.S_ISREG(mode):
                yield name, entry.st_size or 0

    def put(self, root: Path, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Upload each file under a temporary name, then rename it."""
        import paramiko

        name = ""
        try:
            for name in names:
                self._make_folder(name.rpartition("/")[0])
                self._sftp.put(str(root / name), name + PART)
                self._rename(name + PART, name)
                done(name)
        except (OSError, EOFError, paramiko.SSHException) as error:
            raise lost(self._target, error, name) from None

    def _rename(self, part: str, name: str) -> None:
        try:
            self._sftp.posix_rename(part, name)
        except OSError:  # without OpenSSH's extension (posix-rename) the old file must be deleted first
            with contextlib.suppress(OSError):
                self._sftp.remove(name)
            self._sftp.rename(part, name)

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        with contextlib.suppress(OSError):
            self._sftp.mkdir(folder)
        self._folders.add(folder)

    def remove(self, names: Iterable[str], done: Callable[[str], None]) -> None:
        """Delete files, and folders that become empty."""
        import paramiko

        name = ""
        try:
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    self._sftp.remove(name)
                folder = name.rpartition("/")[0]
                with contextlib.suppress(OSError):
                    while folder:
                        self._sftp.rmdir(folder)
                        folder = folder.rpartition("/")[0]
                done(name)
        except (EOFError, paramiko.SSHException, OSError) as error:
            raise lost(self._target, error, name) from None


def _unconfirmed(target: Target, found: str) -> Problem:
    t = target.t
    return Problem(
        t("nobody has confirmed that {server} is the right server", server=target.server),
        why=t("somebody else could answer in its place and read the password"),
        fix=t("compare with what your provider publishes, then write  fingerabdruck: {found}", found=found),
    )


def _other_server(target: Target, found: str) -> Problem:
    t = target.t
    return Problem(
        t(
            "{server} answers with another key than the one that was confirmed: {found}",
            server=target.server,
            found=found,
        ),
        why=t("this may be another machine that wants the password, or the provider has changed its key"),
        fix=t("ask the provider; only when this fingerprint is theirs, write it behind `fingerabdruck:`"),
    )
