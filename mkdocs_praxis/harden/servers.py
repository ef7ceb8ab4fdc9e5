"""Generates security headers for a site, and header files for common servers and static hosts."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.files import write_whole
from mkdocs_praxis.harden.csp import content_security_policy, runs, united
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import OwnSite, Page
from mkdocs_praxis.web.csp import Widening
from mkdocs_praxis.web.sent import FILES, Served, served

_ROWS = json.loads(Path(__file__).with_name("headers.json").read_text("utf-8"))
# OWASP HTTP Headers Cheat Sheet. X-Frame-Options is for browsers without frame-ancestors. Of the Permissions Policy registry
# (w3c/webappsec-permissions-policy, features.md) what Chromium supports and a practice's page never needs; not fullscreen and
# picture-in-picture, for own videos.
HEADERS: dict[str, str] = {
    name: said if isinstance(said, str) else ", ".join(f"{feature}=()" for feature in said)
    for name, said in _ROWS.items()
}
CSP = "Content-Security-Policy"
# Proxies commonly accept 4 to 8 KiB of response headers in total (nginx proxy_buffer_size: one memory page).
_LONGEST_POLICY = 3000
# "Each line in the _headers file has a 2,000 character limit" (developers.cloudflare.com/pages/configuration/headers).
_LONGEST_OF = {"cloudflare": 2000 - len(f"  {CSP}: ")}


class _Server(NamedTuple):
    """A server's header file: its name, and the syntax of a header with what stands around all of them."""

    file: str
    line: str
    before: Sequence[str] = ()
    after: Sequence[str] = ()


_SYNTAX = {
    name: _Server(**row)
    for name, row in json.loads(Path(__file__).with_name("servers.json").read_text("utf-8")).items()
}
SERVERS = {name: syntax.file for name, syntax in _SYNTAX.items()}
_BEGIN, _END = "# BEGIN mkdocs-praxis", "# END mkdocs-praxis"
_BLOCK = regex(rf"(?ms)^{_BEGIN}.*?^{_END}\r?\n?")


def headers(
    pages: Iterable[Page],
    widenings: Iterable[Widening] = (),
    server: str | None = None,
    *,
    able: AbstractSet[str] = frozenset(),
    own: OwnSite | None = None,
) -> dict[str, str]:
    """Return the headers of a site, whose policy allows the inline code of all pages; browsers enforce each page's own too (CSP3 §4.2).

    Where its hashes are too long for servers and proxies, it allows all inline styles, if need be scripts; hosts stay restricted.
    """
    wider = list(widenings)
    whole = united(pages)
    styles = [*wider, Widening("style-src", "'unsafe-inline'")]
    longest = _LONGEST_OF.get(server or "", _LONGEST_POLICY)
    unstyled = whole._replace(inline_styles=(), style_attributes=())
    uses = whole.uses | ({"script"} if runs(whole) else set())
    bare = unstyled._replace(inline_scripts=(), event_handlers=(), script_links=(), uses=uses)
    scripts = [*styles, Widening("script-src", "'unsafe-inline'")]
    for code, extra in (whole, wider), (unstyled, styles), (bare, scripts):
        policy = content_security_policy(code, extra, able=able, own=own, header=True)
        policy += "; frame-ancestors 'self'"
        if len(policy) <= longest:
            break
    else:
        raise PraxisError(
            msg(
                "the policy of this site is too long for a header: {policy} characters, {longest} fit",
                policy=len(policy),
                longest=longest,
            ),
            why="so many allowances open so many hosts",
            fix="allow fewer hosts, or leave out `server`: each page has its own policy anyway",
        )
    return {CSP: policy} | HEADERS


def block(server: str, values: Mapping[str, str]) -> str:
    """Return the headers in a server's syntax, between two markers. Raises PraxisError for a value that no syntax can express."""
    for name, value in values.items():
        if re.search(r"[^ -~]|[\"\\$]", value):
            raise PraxisError(
                msg("the header {name} holds a character that no server file can quote", name=name),
                excerpt=value,
                why="a double quote, backslash, dollar sign or one beyond ASCII has a meaning of its own there",
                fix="write the allowance's address percent-encoded",
            )
    syntax = _SYNTAX[server]
    if server == "apache":  # where % starts a variable, %% is a percent sign
        values = {name: value.replace("%", "%%") for name, value in values.items()}
    lines = (syntax.line.format(name=name, value=value) for name, value in values.items())
    head = f"{_BEGIN} (made at build; what stands between these marks is overwritten)"
    return "\n".join([head, *syntax.before, *lines, *syntax.after, _END, ""])


def theirs(text: str) -> str:
    """Return a header file without our block; line numbers are preserved."""
    return _BLOCK.sub(lambda ours: "\n" * ours[0].count("\n"), text)


def sent_by(files: Mapping[str, str], *, ours: bool) -> Served:
    """Return the policies that header files among `files` (paths by name) make a server send, with or without our own."""
    texts = {}
    for name, path in files.items():
        if name.rpartition("/")[2].lower() in FILES:
            text = Path(path).read_bytes().decode("utf-8", "replace")
            texts[name] = text if ours else theirs(text)
    return served(texts)


def merge(existing: str | None, made: str, names: Iterable[str], file: str) -> str:
    """Add or replace our block in an author's file. Raises PraxisError if the author's part sets one of the headers `names` too."""
    if existing is None:
        return made
    written = theirs(existing)
    for name in names:
        found = re.search(
            rf"^(?![ \t]*#).*(?<![\w-]){re.escape(name)}(?![\w-]).*$", written, re.IGNORECASE | re.MULTILINE
        )
        if found:
            raise PraxisError(
                msg("the file sets {name} itself", name=name),
                file=file,
                line=written.count("\n", 0, found.start()) + 1,
                excerpt=found[0].rstrip(),
                why="two values for one header contradict each other, and browsers take the stricter or the first",
                fix=msg("remove this line, or leave out `server` and keep {name} yourself", name=name),
            )
    if _BLOCK.search(existing):
        return _BLOCK.sub(lambda _: made, existing, count=1)
    joint = "" if not existing or existing.endswith("\n") else "\n"
    return existing + joint + made


def write(directory: Path, server: str, values: Mapping[str, str]) -> Path:
    """Write the header file of a server to an output directory, keeping the author's part."""
    path = directory / SERVERS[server]
    if path.is_symlink():
        raise PraxisError(
            "this is a link, and what it leads to is not changed",
            file=str(path),
            fix="put the file itself in its place",
        )
    # The author's part is preserved byte for byte, whatever its encoding.
    existing = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else None
    text = merge(existing, block(server, values), values, str(path))
    write_whole(path, text.encode("utf-8", "surrogateescape"))
    return path
