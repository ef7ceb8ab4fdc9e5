"""What the files of a site do together: data, templates and functions in one that a script in another brings to life."""

from collections.abc import Mapping
from posixpath import relpath

from mkdocs_praxis.web.contact import Contact, Reading
from mkdocs_praxis.web.found import is_awake
from mkdocs_praxis.web.url import resolve


def awakened(readings: Mapping[str, Reading]) -> dict[str, tuple[Contact, ...]]:
    """Return, by address of the file it stands in, every contact that another file's script makes happen.

    `readings` holds all files of the site by the address each is served at. A page's scripts are its own and the
    site's files that it loads, and that those load.
    """
    awake: dict[str, dict[Contact, None]] = {}
    for url, reading in readings.items():
        parts = _together(url, readings)
        if len(parts) == 1 and not reading.data_files:
            continue
        wakes = frozenset().union(*(part.wakes for part in parts.values()))
        for name, part in parts.items():
            _wake(name, part, wakes, awake)
        for source, part in parts.items():
            for name in part.data_files:
                for place in {name, _seen_from(url, source, name)} & readings.keys():
                    _wake(place, readings[place], wakes, awake)
    return {url: tuple(contacts) for url, contacts in awake.items()}


def _together(url: str, readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Return a file with all scripts of the site that it loads, directly or not."""
    parts = {url: readings[url]}
    waiting = list(readings[url].own_scripts)
    while waiting:
        name = waiting.pop()
        if name in readings and name not in parts:
            parts[name] = readings[name]
            waiting += readings[name].own_scripts
    return parts


def _seen_from(page: str, script: str, name: str) -> str:
    """Return where a page finds what its script asks for: relative addresses in code resolve against the page.

    A script's file is read without knowing its pages, so its own folder was taken for theirs.
    """
    seen = resolve(relpath(name, script.rpartition("/")[0]), page)
    return seen.href if seen else name


def _wake(url: str, reading: Reading, wakes: frozenset[str], awake: dict[str, dict[Contact, None]]) -> None:
    for latent in reading.latent:
        if is_awake(latent.needs, wakes):
            awake.setdefault(url, {})[latent.contact] = None
