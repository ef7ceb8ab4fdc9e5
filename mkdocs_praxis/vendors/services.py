"""The services that share widgets offer: what a plain link to each looks like (services.yml), and which links share a page."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import prepared

_FILE = Path(__file__).resolve().with_name("services.yml")
# Where services take a page to share, and how programs are called for it.
_SHARES = regex(
    r"(?:whatsapp|tg|fb-messenger|viber|threema):|https?://(?:wa\.me/|[^/?#]+/(?:[^?#]*/)?(?:sharer?(?:\.php)?|share-offsite|sharearticle|"
    r"share/url|share/tool|intent/\w+|pin/create/\w+(?:/\w+)?|dialog/(?:share|feed|send)|submit|spi/shares/new|add_to/\w+)|"
    r"(?:api|web)\.whatsapp\.com/send|threema\.id/compose|(?:www\.)?xing\.com/app/user)"
    r"/?\?(?:[^#]*[&;])?(?:u|url|text|link|linkurl|mini|status|href|canonicalurl)=",
    re.IGNORECASE,
)
_TO_SOMEBODY = regex(r"https?://[^/?#]*whatsapp\.com/[^#]*[?&]phone=\+?\d", re.IGNORECASE)


def shares(href: str) -> bool:
    """Tell whether a link only takes a page to a service that shares it."""
    href = href.strip()
    return _SHARES.match(href) is not None and not _TO_SOMEBODY.match(href)


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
