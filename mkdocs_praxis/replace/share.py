"""Share widgets as what they always could have been: one plain link a service."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import mkdocs_praxis.vendors as vendors_room
from mkdocs_praxis.vendors.load import read_yaml


@cache
def services() -> dict[str, dict[str, Any]]:
    """Return the known share services by every name a widget gives them."""
    table: dict[str, dict[str, Any]] = read_yaml(Path(vendors_room.__file__).with_name("services.yml"))
    found = {}
    for key, service in table.items():
        for name in (key, *service.get("names", ())):
            found[name] = {"id": key, **service}
    return found


def share_links(names: str, shared: str, title: str = "") -> list[tuple[str, str]]:
    """Return (service, address) for the services a widget names, each once, in its order; unknown ones are left out."""
    found: dict[str, str] = {}
    for name in re.findall(r"[\w-]+", names.lower()):
        service = services().get(name)
        if service and service["link"]:
            link = service["link"].replace("{url}", quote(shared, safe=""))
            link = link.replace("{title}", quote(title, safe=""))
            found.setdefault(service["name"], link)
    return list(found.items())
