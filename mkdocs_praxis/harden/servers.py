"""Header files for the servers that German hosters and static hosts run, from what the pages really hold."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs_praxis.harden.csp import Widening, content_security_policy
from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.web.contact import Page

# OWASP HTTP Headers Cheat Sheet; Permissions Policy registry (w3c/webappsec-permissions-policy, features.md).
_FEATURES = (
    "accelerometer", "ambient-light-sensor", "attribution-reporting", "autoplay", "bluetooth", "browsing-topics", "camera",
    "display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get",
    "idle-detection", "join-ad-interest-group", "local-fonts", "magnetometer", "microphone", "midi",
    "otp-credentials", "payment", "private-state-token-issuance", "private-state-token-redemption",
    "publickey-credentials-get", "run-ad-auction", "screen-wake-lock", "serial", "shared-storage", "speaker-selection",
    "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
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
# Common servers refuse a response whose headers grow beyond 8 KiB (Apache LimitRequestFieldSize, nginx proxy buffers).
_LONGEST_POLICY = 4096

SERVERS: dict[str, str] = {
    "apache": ".htaccess",
    "nginx": "praxis-headers.conf",
    "caddy": "praxis-headers.caddy",
    "netlify": "_headers",
    "cloudflare": "_headers",
}
_BEGIN, _END = "# BEGIN mkdocs-praxis", "# END mkdocs-praxis"


def headers(pages: Iterable[Page], widenings: Iterable[Widening] = ()) -> dict[str, str]:
    """Return the headers of a site. Its policy lets the inline code of all pages pass; each page's own is narrower.

    Browsers apply both, and only what both allow (CSP3 §4.2). Where the hashes of all pages would make the header too
    long, the header leaves inline code to the pages' own policies and fences hosts only.
    """
    listed = list(pages)
    whole = Page(
        inline_scripts=_union(p.inline_scripts for p in listed),
        inline_styles=_union(p.inline_styles for p in listed),
        event_handlers=_union(p.event_handlers for p in listed),
        style_attributes=_union(p.style_attributes for p in listed),
    )
    policy = content_security_policy(whole, widenings) + "; frame-ancestors 'self'"
    if len(policy) > _LONGEST_POLICY:
        policy = content_security_policy(
            Page(),
            [*widenings, Widening("script-src", "'unsafe-inline'"), Widening("style-src", "'unsafe-inline'")],
        )
        policy += "; frame-ancestors 'self'"
    return {"Content-Security-Policy": policy} | HEADERS


def _union(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({text for some in texts for text in some}))


def block(server: str, values: Mapping[str, str]) -> str:
    """Return the headers in a server's own words, between two marks by which they are found again."""
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
    inner = [f'  Header always set {name} "{value}"' for name, value in values.items()]
    return ["<IfModule mod_headers.c>", *inner, "</IfModule>"]


def _nginx(values: Mapping[str, str]) -> list[str]:
    return [
        "# include this file within server { … }",
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


def merge(existing: str | None, made: str, file: str) -> str:
    """Return an author's file with our block added or renewed; everything else stays as it was.

    Raises PraxisError when the author sets one of the headers as well: two sources for one header are a riddle.
    """
    if existing is None:
        return made
    ours = re.compile(rf"^{re.escape(_BEGIN)}.*?^{re.escape(_END)}\n?", re.MULTILINE | re.DOTALL)
    theirs = ours.sub("", existing)
    wanted = re.findall(r"(?:Header always set |add_header |^\t|^  )([A-Z][\w-]+)[ :]", made, re.MULTILINE)
    for name in dict.fromkeys(wanted):
        found = re.search(rf"^(?!\s*#).*\b{re.escape(name)}\b.*$", theirs, re.IGNORECASE | re.MULTILINE)
        if found:
            line = theirs.count("\n", 0, found.start()) + 1
            raise PraxisError(
                Problem(
                    f"the file sets {name} itself",
                    file,
                    line,
                    excerpt=found[0],
                    why="two values for one header contradict each other, and browsers take the stricter or the first",
                    fix=f"remove this line, or leave out `server_headers` and keep {name} yourself",
                )
            )
    if ours.search(existing):
        return ours.sub(lambda _: made, existing, count=1)
    joint = "" if not theirs or theirs.endswith("\n") else "\n"
    return theirs + joint + made


def write(directory: Path, server: str, values: Mapping[str, str]) -> Path:
    """Write the header file of a server into a directory of output, keeping what its author wrote there."""
    path = directory / SERVERS[server]
    existing = path.read_text(encoding="utf-8") if path.is_file() else None
    text = merge(existing, block(server, values), str(path))
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
    return path
