"""Which hosts may count as the site's own: none that is known to be somebody else's."""

from collections.abc import Mapping
from typing import Any

from mkdocs_praxis.policy.config import places_of, problem_at
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import own_site, resolve

# Practices do live at such vendors; of these a host is theirs, of every other kind it never is.
_LANDLORDS = frozenset({"cdn"})


def own_of(site_url: str, values: Mapping[str, Any], origin: str = "") -> OwnSite:
    """Return the own site from its address and the `own_hosts` of a configuration.

    Raises PraxisError when one is no host, or is known as somebody else's: naming it one's own makes nobody stop reading
    along. `origin` is the file that holds the values when they do not come from `policy.config.load`.
    """
    names = [str(host) for host in values.get("own_hosts") or ()]
    own = own_site(site_url, tuple(names))
    address = resolve(own.url, "about:blank")
    vendor = catalogue().of_host(address.host) if address else None
    if vendor is not None and vendor.category not in _LANDLORDS:
        raise PraxisError(
            Problem(
                msg("site_url {url} belongs to {name}, not to a practice", url=own.url, name=vendor.name),
                origin or None,
                fix="write the address of your own website",
            )
        )
    wrong = []
    for number, name in enumerate(names):
        (host,) = own_site(site_url, (name,)).hosts
        if (owner := catalogue().name_of_host(host)) is None or (address and host == address.host):
            continue
        wrong.append(
            problem_at(
                places_of(values, origin),
                ("own_hosts", number),
                origin,
                msg("own_hosts: {host} is not yours: it is known as {owner}", host=host, owner=owner),
                "remove it; if pages must contact it, write an allowance with reason, name, contract and end (`allow`)",
                "visitors’ browsers contact whoever runs a host, whatever it is called here",
            )
        )
    if wrong:
        raise PraxisError(*wrong)
    return own
