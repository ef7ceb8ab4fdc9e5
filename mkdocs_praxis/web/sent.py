"""Which Content-Security-Policies the header files of a site make a server send with a page.

What takes a policy away counts wherever it may apply; what sets one, only where it surely does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.lazy import expressions
from mkdocs_praxis.web.csp import Csp, parse_header

_NAME = "content-security-policy"


# How a line of each server's file sets a policy, and how sections for some files or requests begin and end.
_FORMS = expressions(Path(__file__).with_name("sent.txt"))
_SYNTAX = (".htaccess", "praxis-headers.conf", "praxis-headers.caddy")
# The files that `harden` writes, and others that authors write.
FILES = frozenset([*_SYNTAX, "_headers"])
_ADDS = frozenset({"add", "append", "merge", "add_header", "+"})
_SETS = frozenset({"set", ""})
_DEFAULTS = frozenset({"setifempty", "?"})


class _Line(NamedTuple):
    """A line of a header file that sets a policy or takes one away."""

    covers: re.Pattern[str]  # the addresses it applies to, below the site's
    policies: tuple[Csp, ...] = ()
    replaces: bool = False  # what was set before
    defaults: bool = False  # applies where nothing was set before
    names: frozenset[str] | None = None  # of files, or their endings
    late: bool = False  # Apache applies the sections of all folders after what stands outside of them

    def holds(self, name: str) -> bool:
        """Whether the line applies to a file, at every address that it may be asked for (to take away: at one)."""
        last = name.rpartition("/")[2]
        if self.names is not None and self.names.isdisjoint({last.lower(), last.rpartition(".")[2].lower()}):
            return False
        folder = [name.removesuffix(last)] if last == "index.html" else []
        both = [name, name.removesuffix(".html")]  # hosts serve a page at both, or lead from one to the other
        if not self.policies:
            return any(map(self.covers.fullmatch, folder + both))
        return all(map(self.covers.fullmatch, folder or both))


def served(files: Mapping[str, str]) -> "Served":
    """Parse the header files of a site. `files` maps their names in the site to their text."""
    lines: list[_Line] = []
    for name in sorted(files, key=lambda n: (n.count("/"), n)):
        folder, _, last = name.rpartition("/")
        lines += _lines(folder, last.lower(), files[name])
    return Served(tuple(sorted(lines, key=lambda line: line.late)))


class Served(NamedTuple):
    """The policies that are sent with a site's files."""

    lines: tuple[_Line, ...] = ()

    def policies(self, name: str) -> tuple[Csp, ...]:
        """Return the policies sent with a file, by its name in the site."""
        sent: list[Csp] = []
        for line in self.lines:
            if line.holds(name) and not (line.defaults and sent):
                sent = [*([] if line.replaces else sent), *line.policies]
        return tuple(sent)


def _lines(folder: str, last: str, text: str) -> Iterator[_Line]:
    if last == "_headers" and not folder:
        yield from _netlify(text)
    if last not in _SYNTAX or (folder and last != ".htaccess"):
        return  # below the root, only .htaccess has an effect
    below = re.compile(re.escape(f"{folder}/" if folder else "") + ".*", re.DOTALL)
    opens, closes, sets, always = (_FORMS[f"{last} {what}"] for what in ("opens", "closes", "sets", "always"))
    within = list[str]()
    if last == ".htaccess":
        text = re.sub(r"\\[ \t]*\r?\n", " ", text)
    for line in map(str.strip, text.split("\n")):
        if closes.match(line):
            del within[-1:]
        elif opens.match(line):
            within.append(line)
        elif match := sets.match(line):
            around = [one for one in within if not always.match(one)]
            yield from _set(below, match, around)


def _set(below: re.Pattern[str], match: re.Match[str], around: Sequence[str]) -> Iterator[_Line]:
    """Yield what a line does that sets or removes a policy within sections: nothing, or one line."""
    how, only = (match["how"] or "").lower(), match.groupdict().get("only") or ""
    value = (match["value"] or match["other"] or "").replace("%%", "%")
    names = next((named for one in around if (named := _names(one)) is not None), None)
    within = not around or (len(around) == 1 and names is not None)
    sure = within and (not only.strip() or bool(_FORMS["of pages"].fullmatch(only)))
    line = _Line(below, parse_header(value), names=names, late=bool(around))
    if how == "add_header":
        if around:  # of nginx
            yield line._replace(policies=(), replaces=True)
        elif sure:
            yield line
    elif not sure or how not in _ADDS | _SETS | _DEFAULTS:  # what is done, or whether it is, is not known
        if how not in _ADDS | _DEFAULTS:
            yield line._replace(policies=(), replaces=True)
    else:
        yield line._replace(replaces=how in _SETS, defaults=how in _DEFAULTS)


def _names(section: str) -> frozenset[str] | None:
    """Return the names or endings of the files that a section is for; None if that is not plain."""
    found = _FORMS["of files"].match(section)
    if found is None:
        return None
    if found["name"]:
        return frozenset([found["name"].lower()])
    endings = [one for one in found["endings"].split("|") if one.count("?") < 2]
    return frozenset(one for met in endings for one in (met.replace("?", ""), re.sub(r"\w\?", "", met)))


def _netlify(text: str) -> Iterator[_Line]:
    covers: re.Pattern[str] | None = None
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            path = re.escape(line.strip().removeprefix("/"))
            covers = re.compile("(?s)" + re.sub(r":\w+", "[^/]+", path.replace(r"\*", ".*")))
            continue
        name, _, value = line.strip().partition(":")
        if covers is None:
            continue
        if name.strip().lower() == _NAME:
            yield _Line(covers, parse_header(value))
        elif name[0] == "!" and name[1:].strip().lower() == _NAME:  # of Cloudflare
            yield _Line(covers, replaces=True)
