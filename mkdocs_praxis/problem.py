"""Error messages for users: what is wrong, where, why it matters, how to fix it."""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple


class Said(str):
    """A formatted message that keeps its template and values, so that it can be translated later."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with template and values."""
        return partial(msg, self.template, **self.values), ()


def msg(template: str, /, **values: object) -> Said:
    """Return a message; `template`, the English text with `{names}`, is the key of its translation."""
    text = Said(template.format(**values))
    text.template, text.values = template, values
    return text


def translated(text: str, t: Callable[..., str]) -> str:
    """Return a message translated by `t`, with the messages among its values."""
    if not isinstance(text, Said):
        return t(text)
    values = {name: translated(v, t) if isinstance(v, Said) else v for name, v in text.values.items()}
    return t(text.template, **values)


def sentence(text: str, t: Callable[..., str]) -> str:
    """Return a message with a capital where it is translated: English ones, also read by developers, stay as they are.

    So does a name of a setting, which begins both (`site_dir ist …`).
    """
    template = getattr(text, "template", text)
    words, first, same = translated(text, t), t(template).partition(" ")[0], template.partition(" ")[0]
    return words[:1].upper() + words[1:] if first != same and first.isalpha() and first.islower() else words


def _in_english(text: str, /, **values: object) -> str:
    return text.format(**values) if values else text


class Position(NamedTuple):
    """A line of a file that a person wrote, with the column where it is known, both 1-based."""

    file: str
    line: int
    column: int | None = None
    excerpt: str = ""


def located(at: Position | None) -> dict[str, Any]:
    """Return what a `Problem` says of a position."""
    return at._asdict() if at else {}


class Problem(NamedTuple):
    """One mistake in something a person wrote (facts, configuration, Markdown).

    `line` and `column` are 1-based; `excerpt` is the line itself, without line end.
    """

    what: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None
    why: str | None = None
    fix: str | None = None
    severity: str = "error"
    law: str = ""  # the law behind it and its certainty, when it is not the rule's own law
    certainty: str = ""

    def __str__(self) -> str:
        return self.told(_in_english)

    def told(self, t: Callable[..., str]) -> str:
        """Return the whole message, translated (`t`: `i18n.translator(language, "problem")`)."""
        from mkdocs_praxis.safe import visible, visible_lines

        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        what = visible_lines(sentence(self.what, t))
        what += "." if t("why") != "why" and (what[-1:].isalnum() or what[-1:] in "“)’»`") else ""
        lines = [f"{visible(place)}: {what}" if place else what]
        if self.excerpt is not None and self.line is not None:
            lines.append(f"{self.line:>5} │ {visible_lines(self.excerpt)}")
            if self.column is not None:
                pad = "".join("\t" if c == "\t" else " " for c in self.excerpt[: self.column - 1])
                lines.append(f"      │ {pad}^")
        advice = {t(label): text for label, text in (("why", self.why), ("fix", self.fix)) if text}
        column = max([4, *map(len, advice)])
        for label, text in advice.items():
            # The rest is to be copied, and keeps its indentation
            first, *block = visible_lines(sentence(text, t)).split("\n")
            lines += [f"  {label:<{column}} {first}", *(" " * (column + 3) + row for row in block)]
        return "\n".join(lines)


class PraxisError(Exception):
    """An error that the user must fix; contains all problems found, not only the first.

    A single one can be told at once: `PraxisError("there is no such file", fix="check the spelling")`.
    """

    def __init__(
        self,
        *problems: Problem | str,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        excerpt: str | None = None,
        why: str | None = None,
        fix: str | None = None,
    ) -> None:
        self.problems = tuple(
            Problem(p, file, line, column, excerpt, why, fix) if isinstance(p, str) else p for p in problems
        )
        super().__init__("\n".join(str(p) for p in self.problems))

    def told(self, t: Callable[..., str]) -> str:
        """Return all problems, translated; those in a row that say the same have their advice once, below the last."""
        said = ""
        for _, same in groupby(self.problems, lambda one: (one.what, one.why, one.fix)):
            *first, last = same
            said += "".join(f"{one._replace(why=None, fix=None).told(t)}\n" for one in first)
            said += f"{last.told(t)}\n\n"
        return said.rstrip("\n")

    def __reduce__(self) -> tuple[type["PraxisError"], tuple[Problem, ...]]:
        """Pickle with the problems: the default would keep only the text."""
        return PraxisError, self.problems


_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room: the quota is used up",
    errno.EFBIG: "make room: the limit for the size of files is reached",
    errno.EACCES: "see who may read and write there",
    errno.EPERM: "see who may read and write there",
    errno.EROFS: "choose a place that can be written to",
    errno.EMFILE: "allow more open files (ulimit -n)",
    errno.ELOOP: "delete the link, and make it anew",
    errno.EAGAIN: "allow more processes (ulimit -u), or use fewer (--jobs 1)",
}


def os_problem(error: BaseException) -> Problem | None:
    """Return the problem when the environment, not the program, is at fault, such as a full disk; else None."""
    loop = error.__context__  # a symlink loop, as pathlib reports it before Python 3.13
    if isinstance(error, RuntimeError) and isinstance(loop, OSError) and loop.errno == errno.ELOOP:
        error = loop
    if isinstance(error, OSError) and error.errno is not None:
        place = None if error.filename is None else str(error.filename)
        what = msg("cannot go on: {strerror}", strerror=error.strerror)
        return Problem(what, place, fix=_REMEDIES.get(error.errno))
    if isinstance(error, MemoryError):
        fix = "use fewer processes (--jobs 1), or a larger machine"
        return Problem("cannot go on: the memory is used up", fix=fix)
    if isinstance(error, ImportError) and str(error).startswith("DLL load failed"):
        # Python's installer for Windows lacks the C++ part of it (msvcp140.dll), which one of our libraries needs.
        why = "Windows lacks a part that programs from elsewhere need"
        fix = "winget install Microsoft.VCRedist.2015+.x64, or without winget: https://aka.ms/vs/17/release/vc_redist.x64.exe"
        return Problem(msg("cannot go on: {strerror}", strerror=error), why=why, fix=fix)
    return None


def bug(template: str, error: Exception) -> Problem:
    """Return the problem when the program is at fault; `template` says what of it could not go on, with {name} and {error}."""
    why = "this is a bug in mkdocs_praxis, not a mistake of yours"
    fix = "please report it, with what PRAXIS_TRACEBACK=1 prints"
    return Problem(msg(template, name=type(error).__name__, error=error), why=why, fix=fix)


def is_os_problem(error: BaseException) -> bool:
    """Whether only the machine's owner can fix the error, so that a traceback would not help."""
    said = os_problem(error)
    return said is not None and said.fix is not None


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Say which extra of this package to install where an import in the block fails. Raises PraxisError."""
    try:
        yield
    except ImportError as error:
        what = msg("this needs {name}, which is not installed", name=error.name or error)
        raise PraxisError(what, fix=msg('pip install "mkdocs-praxis[{extra}]"', extra=extra)) from None


def nearest(name: str, valid: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the valid name most similar to a misspelt one, or None; `cutoff` is the least similarity (1: equal)."""
    import difflib

    found = difflib.get_close_matches(name.lower(), list(valid), n=1, cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(name: str) -> Said:
    """Return the hint "Did you mean …?"."""
    return msg("Did you mean '{near}'?", near=name)


def nearest_or(name: str, valid: Iterable[str], otherwise: str) -> str:
    """Return the hint "Did you mean …?" with the nearest valid name, or `otherwise` when none is near."""
    near = nearest(name, valid)
    return did_you_mean(near) if near else otherwise
