"""The filters of parts in vendor files, rewriting of queries, and hooks: functions for what vendor files cannot express."""

import base64
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, reduce
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from mkdocs_praxis.lazy import regex


def _url(address: str) -> Any:
    import ada_url  # not needed to read vendor files

    return ada_url.URL(address)


def seconds(value: object) -> str:
    """Turn a start time (`90`, `90s`, `1m30s`, `1:30`) into seconds; "" if it is 0 or invalid."""
    text = str(value or "").strip().lower()
    if re.fullmatch(r"\d+(\.\d+)?s?", text):
        number = int(float(text.rstrip("s")))
    elif re.fullmatch(r"(\d+:)?\d+:\d+", text):
        number = reduce(lambda before, part: before * 60 + int(part), text.split(":"), 0)
    elif match := re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", text):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        number = hours * 3600 + minutes * 60 + rest
    else:
        number = 0
    return str(number) if number else ""


def _named(pair: str, names: tuple[str, ...]) -> bool:
    key = unquote(pair.partition("=")[0].replace("+", " ")).lower()
    whole, beginnings = _told_apart(names)
    return key in whole or key.startswith(beginnings)


@lru_cache(maxsize=256)
def _told_apart(names: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Split parameter names, in lower case, into whole names and prefixes (`utm_*`)."""
    lowered = [name.lower() for name in names]
    whole = frozenset(name for name in lowered if not name.endswith("*"))
    return whole, tuple(name[:-1] for name in lowered if name.endswith("*"))


def _with(address: str, wanted: Callable[[str], bool]) -> str:
    """Return an address with those of its query parameters that are wanted, each byte for byte; an invalid one as it is."""
    try:
        url = _url(address)
    except ValueError:
        return address
    pairs = url.search.removeprefix("?").split("&")
    url.search = "&".join(pair for pair in pairs if pair and wanted(pair))
    return str(url.href)


def without(address: object, *names: str) -> str:
    """Drop query parameters of an address by name; `utm_*` is a prefix. The other parameters stay byte for byte."""
    text = str(address or "")
    return _with(text, lambda pair: not _named(pair, names)) if _has(text, names) else text


def _has(address: str, names: tuple[str, ...]) -> bool:
    """Whether an address has one of these query parameters; decided without parsing the address."""
    pairs = address.partition("#")[0].partition("?")[2]
    return bool(pairs) and any(_named(pair, names) for pair in pairs.split("&") if pair)


@cache
def _tracking() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = Path(__file__).with_name("tracking.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    return tuple((parameter, tuple(hosts)) for parameter, *hosts in words)


def untracked(address: str) -> str:
    """Drop the tracking parameters listed in `tracking.txt` from an address; the rest stays byte for byte."""
    if not _has(address, _all_tracking()):
        return address
    try:
        host = _url(address).hostname
    except ValueError:
        return address
    return without(address, *_tracking_at(host or ""))


@cache
def _all_tracking() -> tuple[str, ...]:
    return tuple(name for name, _ in _tracking())


@lru_cache(maxsize=256)
def _tracking_at(host: str) -> tuple[str, ...]:
    below = f".{host}"
    return tuple(n for n, hosts in _tracking() if not hosts or any(below.endswith(f".{h}") for h in hosts))


def only(address: object, *names: str) -> str:
    """Drop all query parameters of an address except these."""
    return _with(str(address or ""), lambda pair: _named(pair, names))


def from_base64(text: object) -> str:
    """Decode base64 (also URL-safe) to text; "" if it is invalid."""
    raw = re.sub(r"\s", "", str(text or "")).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(raw + "=" * (-len(raw) % 4), validate=True).decode("utf-8")
    except ValueError:
        return ""


def decimal(text: object) -> str:
    """Turn a hexadecimal number (`0x1f`) into a decimal one; "" if it is invalid."""
    try:
        return str(int(str(text or ""), 16))
    except ValueError:
        return ""


def base64_of_hex(text: str) -> str:
    """Encode the bytes of a hexadecimal number, a UUID for example, as URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(bytes.fromhex(text.replace("-", ""))).decode().rstrip("=")


def base_36(text: str) -> str:
    """Write a decimal number with the digits 0 to 9 and a to z."""
    number, digits = int(text), ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def query(search: str) -> dict[str, str]:
    """Parse a query string into decoded parameters; the first of several with the same name counts."""
    found: dict[str, str] = {}
    separator = ";" if ";" in search and "&" not in search else "&"
    for key, value in parse_qsl(search.removeprefix("?"), keep_blank_values=True, separator=separator):
        found.setdefault(key, value)
    return found


def decoded(text: str) -> str:
    """Decode percent-encoding, and plus signs as spaces."""
    return unquote(text.replace("+", " "))


# By name in vendor files; README.md describes them.
FILTERS: dict[str, Callable[[str], str]] = {
    "seconds": seconds,
    "seconds-with-unit": lambda text: f"{number}s" if (number := seconds(text)) else "",
    "decimal": decimal,
    "decoded": decoded,
    "without-query": lambda text: without(text, "*"),
    "without-blanks": lambda text: re.sub(r"\s", "", text),
    "lower": str.lower,
    "base64-of-hex": base64_of_hex,
    "base-36": base_36,
    "only-digits": lambda text: re.sub(r"[^0-9]", "", text),
}


def applied(names: Sequence[str], text: str) -> str:
    """Apply filters by name, one after the other."""
    for name in names:
        text = FILTERS[name](text)
    return text


_DEGREES = regex(r"""(\d+°\d+'[\d.]+"[NS])\s+(\d+°\d+'[\d.]+"[EW])""")

Hook = Callable[[Callable[[str], str]], dict[str, str]]


def _openstreetmap(part: Callable[[str], str]) -> dict[str, str]:
    """Return the centre of the bounding box (`bbox`): some frames have no other coordinates."""
    try:
        west, south, east, north = (float(part(name)) for name in ("west", "south", "east", "north"))
    except ValueError:
        return {}
    return {"lat": f"{(south + north) / 2:.5f}", "lon": f"{(west + east) / 2:.5f}"}


def _google_maps(part: Callable[[str], str]) -> dict[str, str]:
    """Return names from `pb`, Google's serialised protocol buffer: of the place, or of a route's origin and destination."""
    fields = part("pb")
    ways = re.findall(r"!4m\d+!1s[^!]*!2([sz])([^!]+)", fields)
    names = re.findall(r"!1s0x[^!]+!2([sz])([^!]+)", fields) or re.findall(r"!2([sz])([^!]{4,})", fields)
    found = {"title": names[0]} if names else {}
    if len(ways) > 1:
        found |= {"origin": ways[0], "destination": ways[-1]}
    # `z` marks a name in base64, used for non-ASCII letters
    read = {name: from_base64(text) if kind == "z" else decoded(text) for name, (kind, text) in found.items()}
    if pin := _DEGREES.fullmatch(read.get("title", "")):  # a needle without a name
        return {"pin": "{:.5f},{:.5f}".format(*map(_decimal, (pin[1], pin[2])))}
    return read


def _decimal(angle: str) -> float:
    """Return `52°31'12.0"N` as 52.52."""
    degrees, minutes, seconds = map(float, re.findall(r"\d+(?:\.\d+)?", angle))
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if angle[-1] in "SW" else 1)


HOOKS: dict[str, Hook] = {"google-maps": _google_maps, "openstreetmap": _openstreetmap}
