"""What the files of a site do together: data, templates and functions in one that a script in another brings to life."""

from collections.abc import Mapping

from mkdocs_praxis.web.contact import RUN, Contact, Effect, Reading, is_activated
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
        if len(parts) == 1 and not reading.uses:
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
    waiting = [url]
    while waiting:
        for use in readings[waiting.pop()].uses:
            if use.role in RUN and use.url in readings and use.url not in parts:
                parts[use.url] = readings[use.url]
                waiting.append(use.url)
    return parts


def _data(page: str, parts: Mapping[str, Reading]) -> set[str]:
    """Return all files of data that a page's scripts may ask for: relative addresses in code resolve against the page.

    A script's file is read without knowing its pages, so its own folder was taken for theirs.
    """
    files: set[str] = set()
    for source, part in parts.items():
        for use in part.uses:
            files.add(use.url)
            if use.raw and source != page:
                found = resolve(use.raw, page)
                if found is not None:
                    files.add(found.href.split("#")[0].split("?")[0])
    return files


def _activate(
    url: str, reading: Reading, effects: frozenset[Effect], active: dict[str, dict[Contact, None]]
) -> None:
    for one in reading.conditional:
        if is_activated(one.condition, effects):
            active.setdefault(url, {})[one.contact] = None
