"""Turns a share widget into plain share links, one per service."""

import re
from urllib.parse import quote

from mkdocs_praxis.vendors.services import services


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
