"""Ends a Python process that opens a connection, starts a program, or writes into the directory PRAXIS_READ_ONLY names.

Python loads this file by itself at start-up when its folder is on PYTHONPATH; audit hooks cannot be taken back.
"""

import os
import sys

_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "socket.sendmsg", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "ftplib.connect",
    "urllib.Request", "pty.spawn", "code.__new__",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.symlink", "os.link", "os.truncate",
)  # fmt: skip
_SITE = os.environ.get("PRAXIS_READ_ONLY", "")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    wrong = event in _FORBIDDEN
    if _SITE and not wrong:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
            wrong = str(arguments[0]).startswith(_SITE)
        elif event in _CHANGES:
            wrong = any(str(part).startswith(_SITE) for part in arguments)
    if wrong:
        sys.stderr.write(f"FORBIDDEN {event} {arguments!r}\n")
        sys.stderr.flush()
        os._exit(99)


sys.addaudithook(_watch)
