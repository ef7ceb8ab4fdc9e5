"""Hooks: one small function per vendor for what vendor files cannot express, named by the key `hook` of an embed.

A hook gets a function that returns the value of a part by name, and returns further parts.
"""

import re
from collections.abc import Callable

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.vendors.filters import decoded, from_base64

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
