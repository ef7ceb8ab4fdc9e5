"""Validate the own hosts of a site: hosts of known third parties are rejected."""

from collections.abc import Mapping
from typing import Any

from mkdocs_praxis.policy.config import places_of, problem_at
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import home, own_site


def own_of(site_url: str, values: Mapping[str, Any], origin: str = "") -> OwnSite:
    """Build the own site from its URL and `own_hosts`, of the file `origin` if not loaded. Raises PraxisError for hosts of others."""
    names = [str(host) for host in values.get("own_hosts") or ()]
    own = own_site(site_url, tuple(names))
    ours = home(own).host
    vendor = catalogue().of_host(ours)
    if vendor and not any(ours.endswith(f".{host}") for host in vendor.tenants):
        raise PraxisError(
            msg("site_url {url} belongs to {name}, not to a practice", url=own.url, name=vendor.name),
            file=origin or None,
            fix="write the address of your own website",
        )
    wrong = []
    for number, name in enumerate(names):
        (host,) = own_site(site_url, (name,)).hosts
        if (told := _foreign(host)) and host != ours:
            wrong.append(problem_at(places_of(values, origin), ("own_hosts", number), origin, *told))
    if wrong:
        raise PraxisError(*wrong)
    return own


def _foreign(host: str) -> tuple[str, str, str] | None:
    """Return (problem, fix, why) if a host cannot be an own host, else None."""
    if owner := catalogue().name_of_host(host):
        return (
            msg("own_hosts: {host} is not yours: it is known as {owner}", host=host, owner=owner),
            "remove it; if pages must contact it, write an allowance with reason, name, contract and end (`allow`)",
            "visitors’ browsers contact whoever runs a host, whatever it is called here",
        )
    if "*" in host or "." not in host.strip(".").replace("localhost", "."):
        return (
            msg("own_hosts: {host} is no whole host", host=host),
            "name each host in full, such as medien.praxis-beispiel.de",
            "hosts below a host may belong to others",
        )
    return None
