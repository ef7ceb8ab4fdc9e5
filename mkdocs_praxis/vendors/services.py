"""The services that share widgets offer: what a plain link to each looks like (services.yml)."""

from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.prepared import prepared

_FILE = Path(__file__).resolve().with_name("services.yml")


@cache
def services() -> dict[str, dict[str, Any]]:
    """Return the known share services by every name a widget gives them."""
    found: dict[str, dict[str, Any]] = prepared("services", sources, build)
    return found


def sources() -> list[str]:
    """Return the files that the services are made of."""
    return [str(_FILE)]


def build() -> dict[str, dict[str, Any]]:
    """Read the services."""
    from mkdocs_praxis.vendors.load import read_yaml

    found = {}
    for key, service in read_yaml(_FILE).items():
        for name in (key, *service.get("names", ())):
            found[name] = {"id": key, **service}
    return found
