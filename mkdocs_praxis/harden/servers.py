"""Header files for the servers that German hosters and static hosts run, from what the pages really hold."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from mkdocs_praxis.files import write_whole
from mkdocs_praxis.harden.csp import Widening, content_security_policy, runs
from mkdocs_praxis.harden.inline import united
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.web.contact import OwnSite, Page
from mkdocs_praxis.web.served import FILES, Served, served

# What Chromium knows of the Permissions Policy registry (w3c/webappsec-permissions-policy, features.md) and a practice's
# page never needs; full screen and picture in picture stay, for own films.
_FEATURES = (
    "accelerometer", "attribution-reporting", "autoplay", "bluetooth", "browsing-topics", "camera",
    "display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get",
    "idle-detection", "join-ad-interest-group", "local-fonts", "magnetometer", "microphone", "midi",
    "otp-credentials", "payment", "private-state-token-issuance", "private-state-token-redemption",
    "publickey-credentials-get", "run-ad-auction", "screen-wake-lock", "serial", "shared-storage",
    "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
# OWASP HTTP Headers Cheat Sheet. X-Frame-Options says to old browsers what frame-ancestors says to the others.
HEADERS: dict[str, str] = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "X-DNS-Prefetch-Control": "off",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Strict-Transport-Security": "max-age=31536000",
}
CSP = "Content-Security-Policy"
# Proxies commonly take 4 to 8 KiB of response headers in all (nginx proxy_buffer_size: one memory page).
_LONGEST_POLICY = 3000
# "Each line in the _headers file has a 2,000 character limit" (developers.cloudflare.com/pages/configuration/headers).
_LONGEST_OF = {"cloudflare": 2000 - len(f"  {CSP}: ")}

SERVERS: dict[str, str] = {
    "apache": ".htaccess",
    "nginx": "praxis-headers.conf",
    "caddy": "praxis-headers.caddy",
    "netlify": "_headers",
    "cloudflare": "_headers",
}
_BEGIN, _END = "# BEGIN mkdocs-praxis", "# END mkdocs-praxis"
_BLOCK = regex(rf"^{_BEGIN}.*?^{_END}\r?\n?", re.MULTILINE | re.DOTALL)


def headers(
    pages: Iterable[Page],
    widenings: Iterable[Widening] = (),
    server: str | None = None,
    *,
    able: AbstractSet[str] = frozenset(),
    own: OwnSite | None = None,
) -> dict[str, str]:
    """Return the headers of a site. Its policy lets the inline code of all pages pass; each page's own is narrower.

    Browsers obey both (CSP3 §4.2). Where the hashes of all pages would make the header longer than servers and proxies
    take, it leaves inline styles, and if need be inline scripts, to the pages' own policies, and fences hosts.
    """
    wider = list(widenings)
    whole = united(pages)
    styles = [*wider, Widening("style-src", "'unsafe-inline'")]
    longest = _LONGEST_OF.get(server or "", _LONGEST_POLICY)
    unstyled = whole._replace(inline_styles=(), style_attributes=())
    uses = whole.uses | ({"script"} if runs(whole) else set())
    bare = unstyled._replace(inline_scripts=(), event_handlers=(), script_links=(), uses=uses)
    for code, extra in (
        (whole, wider),
        (unstyled, styles),
        (bare, [*styles, Widening("script-src", "'unsafe-inline'")]),
    ):
        policy = (
            content_security_policy(code, extra, able=able, own=own, header=True) + "; frame-ancestors 'self'"
        )
        if len(policy) <= longest:
            break
    else:
        raise PraxisError(
            Problem(
                msg(
                    "the policy of this site is too long for a header: {policy} characters, {longest} fit",
                    policy=len(policy),
                    longest=longest,
                ),
                why="so many allowances open so many hosts",
                fix="allow fewer hosts, or leave out `server`: each page has its own policy anyway",
            )
        )
    return {CSP: policy} | HEADERS


def block(server: str, values: Mapping[str, str]) -> str:
    """Return the headers in a server's own words, between two marks by which they are found again.

    Raises PraxisError for a value that the server's language cannot hold.
    """
    for name, value in values.items():
        if re.search(r"[^ -~]|[\"\\$]", value):
            raise PraxisError(
                Problem(
                    msg("the header {name} holds a character that no server file can quote", name=name),
                    excerpt=value,
                    why="a double quote, backslash, dollar sign or one beyond ASCII has a meaning of its own there",
                    fix="write the allowance's address percent-encoded",
                )
            )
    lines = {
        "apache": _apache,
        "nginx": _nginx,
        "caddy": _caddy,
        "netlify": _netlify,
        "cloudflare": _netlify,
    }[server](values)
    return (
        "\n".join([f"{_BEGIN} (made at build; what stands between these marks is overwritten)", *lines, _END])
        + "\n"
    )


def _apache(values: Mapping[str, str]) -> list[str]:
    # mod_headers reads % as the start of a variable, %% as a percent sign.
    inner = [f'  Header always set {name} "{value.replace("%", "%%")}"' for name, value in values.items()]
    return ["<IfModule mod_headers.c>", *inner, "</IfModule>"]


def _nginx(values: Mapping[str, str]) -> list[str]:
    return [
        "# include this file inside server { }; a location with an add_header of its own needs it again",
        *(f'add_header {name} "{value}" always;' for name, value in values.items()),
    ]


def _caddy(values: Mapping[str, str]) -> list[str]:
    return [
        "# import this file within the site block",
        "header {",
        *(f'\t{name} "{value}"' for name, value in values.items()),
        "}",
    ]


def _netlify(values: Mapping[str, str]) -> list[str]:
    return ["/*", *(f"  {name}: {value}" for name, value in values.items())]


def theirs(text: str) -> str:
    """Return what an author wrote in a header file, our block left out; lines keep their numbers."""
    return _BLOCK.sub(lambda ours: "\n" * ours[0].count("\n"), text)


def sent_by(files: Mapping[str, str], *, ours: bool) -> Served:
    """Return the policies that the header files among these make a server send, with or without those we wrote.

    `files`: where each file of a site lies, by its name in it.
    """
    texts = {}
    for name, path in files.items():
        if name.rpartition("/")[2].lower() in FILES:
            text = Path(path).read_bytes().decode("utf-8", "replace")
            texts[name] = text if ours else theirs(text)
    return served(texts)


def merge(existing: str | None, made: str, names: Iterable[str], file: str) -> str:
    """Return an author's file with our block added or renewed; everything else stays as it was.

    Raises PraxisError when the author sets one of the headers `names` as well: two sources for one header are a riddle.
    """
    if existing is None:
        return made
    written = theirs(existing)
    for name in names:
        found = re.search(
            rf"^(?![ \t]*#).*(?<![\w-]){re.escape(name)}(?![\w-]).*$", written, re.IGNORECASE | re.MULTILINE
        )
        if found:
            raise PraxisError(
                Problem(
                    msg("the file sets {name} itself", name=name),
                    file,
                    written.count("\n", 0, found.start()) + 1,
                    excerpt=found[0].rstrip(),
                    why="two values for one header contradict each other, and browsers take the stricter or the first",
                    fix=msg("remove this line, or leave out `server` and keep {name} yourself", name=name),
                )
            )
    if _BLOCK.search(existing):
        return _BLOCK.sub(lambda _: made, existing, count=1)
    joint = "" if not existing or existing.endswith("\n") else "\n"
    return existing + joint + made


def write(directory: Path, server: str, values: Mapping[str, str]) -> Path:
    """Write the header file of a server into a directory of output, keeping what its author wrote there."""
    path = directory / SERVERS[server]
    # Whatever its encoding, an author's file comes back byte for byte.
    existing = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else None
    text = merge(existing, block(server, values), values, str(path))
    write_whole(path, text.encode("utf-8", "surrogateescape"))
    return path
