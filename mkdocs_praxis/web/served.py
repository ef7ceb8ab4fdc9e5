"""Determines the Content-Security-Policies that header files make the server send with each file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.csp import Csp, parse_header

# The files that `harden` writes, and others that authors write.
FILES = frozenset([".htaccess", "_headers", "praxis-headers.conf", "praxis-headers.caddy"])
_NAME = "content-security-policy"
_APACHE = regex(
    rf"""Header\s+(?:(?:always|onsuccess)\s+)?(?P<how>\w+)\s+"?{_NAME}"?(?:\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+)))?\s*$""",
    re.IGNORECASE,
)
_NGINX = regex(rf"""add_header\s+{_NAME}\s+(?:"([^"]*)"|'([^']*)')\s*(?:always\s*)?;\s*$""", re.IGNORECASE)
_CADDY = regex(rf"""(?:header\s+)?[+?]?{_NAME}\s+(?:"([^"]*)"|`([^`]*)`)\s*$""", re.IGNORECASE)


class _Line(NamedTuple):
    """A line of a header file that sets a policy; `covers` matches the files it applies to."""

    covers: re.Pattern[str]
    policies: tuple[Csp, ...]
    replaces: bool = False  # Apache's `set` and `unset` override parent folders


def served(files: Mapping[str, str]) -> "Served":
    """Parse the header files of a site. `files` maps their names in the site to their text."""
    lines: list[_Line] = []
    for name in sorted(files, key=lambda n: (n.count("/"), n)):
        folder, _, last = name.rpartition("/")
        lines += _lines(folder, last.lower(), files[name])
    return Served(tuple(lines))


class Served(NamedTuple):
    """The policies that are sent with a site's files."""

    lines: tuple[_Line, ...] = ()

    def policies(self, name: str) -> tuple[Csp, ...]:
        """Return the policies sent with a file, by its name in the site."""
        sent: list[Csp] = []
        names = [name, name.removesuffix("index.html")] if name.endswith("index.html") else [name]
        for line in self.lines:
            if any(line.covers.fullmatch(one) for one in names):
                sent = [*([] if line.replaces else sent), *line.policies]
        return tuple(sent)


def _lines(folder: str, last: str, text: str) -> Iterator[_Line]:
    below = re.compile(re.escape(f"{folder}/" if folder else "") + ".*", re.DOTALL)
    plain = (line.strip() for line in text.splitlines())
    if last == ".htaccess":
        yield from _apache(below, plain)
    elif folder:
        return  # only .htaccess has an effect below the root
    elif last == "_headers":
        yield from _netlify(text)
    elif last in FILES:
        pattern = _NGINX if last.endswith(".conf") else _CADDY
        for line in _unnested(plain, "header {" if last.endswith(".caddy") else ""):
            if match := pattern.match(line):
                yield _Line(below, parse_header(match[1] or match[2] or ""))


def _apache(below: re.Pattern[str], lines: Iterable[str]) -> Iterator[_Line]:
    narrowed = 0  # depth of sections for some files or requests only
    for line in lines:
        if re.match(r"</(?!IfModule)", line, re.IGNORECASE):
            narrowed = max(0, narrowed - 1)
        elif re.match(r"<(?!IfModule|/)", line, re.IGNORECASE):
            narrowed += 1
        elif not narrowed and (match := _APACHE.match(line)):
            how = match["how"].lower()
            value = (match["quoted"] or match["bare"] or "").replace("%%", "%")
            if how in {"set", "unset", "add", "append", "merge"}:
                yield _Line(below, () if how == "unset" else parse_header(value), how in {"set", "unset"})


def _netlify(text: str) -> Iterator[_Line]:
    covers: re.Pattern[str] | None = None
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            parts = re.split(r"(\*|:\w+)", line.strip().removeprefix("/"))
            covers = re.compile(
                "".join(
                    ".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part)
                    for part in parts
                ),
                re.DOTALL,
            )
            continue
        name, _, value = line.strip().partition(":")
        if covers is not None and name.strip().lower() == _NAME:
            yield _Line(covers, parse_header(value))


def _unnested(lines: Iterable[str], open_block: str) -> Iterator[str]:
    """Yield the lines outside of all blocks, or within the block named: they apply to the whole site."""
    depth = 0
    for line in lines:
        if line.startswith("#"):
            continue
        if line.endswith("{") and line != open_block:
            depth += 1
        elif line == "}":
            depth = max(0, depth - 1)
        elif not depth:
            yield line
