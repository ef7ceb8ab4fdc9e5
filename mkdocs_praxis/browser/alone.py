"""Runs work in a child process with its own network namespace, which has no connection to the outside.

Needs Linux network namespaces (man 7 network_namespaces), for ordinary users with user namespaces. Elsewhere the work is done
in this process, and only the browser's configuration confines it.
"""

import contextlib
import ctypes
import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

_USER, _NETWORK = 0x10000000, 0x40000000  # clone(2): CLONE_NEWUSER, CLONE_NEWNET
_DIES_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG
_Result = TypeVar("_Result")


def alone(work: Callable[[], _Result]) -> _Result:
    """Return the result of `work`, run in its own network namespace if the system allows it; raises what it raises."""
    # Forking with other threads may copy a lock that is never released.
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return work()
    come, go = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(come)
        _as_child(work, go)
    os.close(go)
    try:
        with os.fdopen(come, "rb") as pipe:
            data = _whole(pipe, child)
    finally:
        os.waitpid(child, 0)
    if not data:
        raise MemoryError("the process that visits the pages was ended from outside")
    worked, result = pickle.loads(data)  # noqa: S301 - written by our own child a moment ago
    if not worked:
        raise result
    done: _Result = result
    return done


def _whole(pipe: Any, child: int) -> bytes:
    """Read to the end; Ctrl-C is forwarded to the child once, which must stop its browser."""
    try:
        data: bytes = pipe.read()
    except KeyboardInterrupt:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGINT)
        pipe.read()
        raise
    return data


def _as_child(work: Callable[[], Any], go: int) -> None:
    """Run the work and send the result to the parent; never returns."""
    try:
        os.setpgid(0, 0)  # so that Ctrl-C at a terminal reaches only the parent, which forwards it
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGINT)
        own_network()
        try:
            answer = pickle.dumps((True, work()))
        except KeyboardInterrupt:
            answer = b""
        except BaseException as error:  # noqa: BLE001 - the parent raises it
            answer = _sent(error)
        with os.fdopen(go, "wb") as pipe:
            pipe.write(answer)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


def _sent(error: BaseException) -> bytes:
    try:
        return pickle.dumps((False, error))
    except Exception:  # noqa: BLE001 - one that cannot travel is told by its words
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))


def own_network() -> bool:
    """Move this single-threaded process into a network namespace with only a loopback; return whether that succeeded."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_NETWORK if user == 0 else _USER | _NETWORK) != 0:
        return False
    try:
        if user != 0:
            for name, line in (
                ("setgroups", "deny"),
                ("uid_map", f"{user} {user} 1"),
                ("gid_map", f"{group} {group} 1"),
            ):
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                    file.write(line)
        _raise_loopback()
    except OSError:
        return False
    return True


def _raise_loopback() -> None:
    """Bring the loopback interface up (netdevice(7): SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP)."""
    import fcntl
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        answer = fcntl.ioctl(handle, 0x8913, struct.pack("16sh14x", b"lo", 0))
        flags = struct.unpack_from("16xh", answer)[0]
        fcntl.ioctl(handle, 0x8914, struct.pack("16sh14x", b"lo", flags | 1))
