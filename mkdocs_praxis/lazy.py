"""Lazily compiled regular expressions, of code and of data files, so that commands start fast."""

import re
from pathlib import Path
from typing import Any, AnyStr, cast


def regex(text: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """Return a regular expression that is compiled on first use. Only its methods work, not `re.match(it, …)`."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))


def expressions(file: Path) -> dict[str, "re.Pattern[str]"]:
    """Return the expressions of a file by name, a line `name: expression` each; of several with a name, any may match.

    In an expression, the name of an earlier one in braces stands for that.
    """
    rows = dict[str, str]()
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, text = line.partition(": ")
            for other, meant in rows.items() if "{" in text else ():
                text = text.replace(f"{{{other}}}", meant)
            rows[name] = f"{rows[name]}|{text}" if name in rows else text
    return {name: regex(text) for name, text in rows.items()}


class _Uncompiled:
    def __init__(self, text: Any, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(re.compile(self._text, self._flags), name)
        return value
