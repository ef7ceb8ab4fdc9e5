"""What the files of a site do together: data, templates and functions in one that a script in another brings to life."""

from collections.abc import Mapping
from functools import lru_cache
from posixpath import relpath

from mkdocs_praxis.web.contact import Contact, Effect, Reading, is_activated
from mkdocs_praxis.web.url import resolve


def activated(readings: Mapping[str, Reading]) -> dict[str, tuple[Contact, ...]]:
    """Return, by address of the file it stands in, every contact that another file's script makes happen.

    `readings` holds all files of the site by the address each is served at. A page's scripts are its own and the
    site's files that it loads, and that those load.
    """
    active: dict[str, dict[Contact, None]] = {}
    # Most files hold nothing that sleeps, and most pages load the same scripts: neither is looked at twice.
    waiting = {url for url, reading in readings.items() if reading.conditional}
    done: set[tuple[str, frozenset[Effect]]] = set()
    for url, reading in readings.items() if waiting else ():
        parts = _together(url, readings)
        if len(parts) == 1 and not reading.data_files:
            continue
        places = waiting & parts.keys()
        if waiting - parts.keys():
            places |= waiting & _data(url, parts)
        effects = (
            frozenset[Effect]().union(*(part.effects for part in parts.values())) if places else frozenset()
        )
        for place in places:
            if (place, effects) not in done:
                done.add((place, effects))
                _activate(place, readings[place], effects, active)
    return {url: tuple(contacts) for url, contacts in active.items()}


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


def _data(page: str, parts: Mapping[str, Reading]) -> set[str]:
    """Return all files of data that a page's scripts may ask for: relative addresses in code resolve against the page.

    A script's file is read without knowing its pages, so its own folder was taken for theirs.
    """
    files: set[str] = set()
    for source, part in parts.items():
        files.update(part.data_files)
        if source != page:
            found = (resolve(_relative(name, source), page) for name in part.data_files)
            files.update(url.href for url in found if url is not None)
    return files


@lru_cache(maxsize=4096)
def _relative(name: str, script: str) -> str:
    return relpath("/" + name, "/" + script.rpartition("/")[0])


def _activate(
    url: str, reading: Reading, effects: frozenset[Effect], active: dict[str, dict[Contact, None]]
) -> None:
    for one in reading.conditional:
        if is_activated(one.condition, effects):
            active.setdefault(url, {})[one.contact] = None
