"""The services of share widgets: the URL template of each (services.yml), and which links are share links."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs_praxis.lazy import expressions
from mkdocs_praxis.prepared import of_file
from mkdocs_praxis.vendors.filters import query

_SAYS = expressions(Path(__file__).with_name("services.txt"))
_SHARED = ("u", "url", "text", "link", "href", "status", "canonicalUrl")


def shares(href: str) -> bool:
    """Whether a link is a share link: its target takes the URL of a page to share."""
    href = href.strip()
    return _SAYS["shares"].match(href) is not None and not _SAYS["to somebody"].match(href)


def shared_by(href: str) -> str:
    """Return the URL of the page that a share link shares; "" if it names none."""
    asked = query(href.partition("?")[2].partition("#")[0])
    return next((asked[name] for name in _SHARED if asked.get(name, "").startswith("http")), "")


@cache
def services() -> dict[str, dict[str, Any]]:
    """Return the share services by each of their names in widgets."""
    found: dict[str, dict[str, Any]] = SERVICES.data()
    return found


def labels_shares(text: str) -> bool:
    """Whether a text is nothing but labels of share buttons."""
    return not re.search(r"\w", _labels().sub("", text))


@cache
def _labels() -> re.Pattern[str]:
    names = sorted({name for key, one in services().items() for name in (key, one["name"])}, key=len)
    known = "|".join(map(re.escape, reversed(names)))
    return re.compile(rf"(?<![\w-])(?:{_SAYS['labels'].pattern}|{known})(?![\w-])", re.IGNORECASE)


def share_links(names: str, shared: str, title: str) -> list[tuple[str, str]]:
    """Return (service, URL) for each service that a widget names, in its order; unknown services are skipped."""
    found: dict[str, str] = {}
    for name in re.findall(r"[\w-]+", names.lower()):
        service = services().get(name)
        if service and service["link"]:
            link = service["link"].replace("{url}", quote(shared, safe=""))
            link = link.replace("{title}", quote(title, safe=""))
            found.setdefault(service["name"], link)
    return list(found.items())


def _by_name(read: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: {"id": key, **service}
        for key, service in read.items()
        for name in (key, *service.get("names", ()))
    }


SERVICES = of_file(Path(__file__).resolve().with_name("services.yml"), _by_name)
