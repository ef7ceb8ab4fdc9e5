"""The services of share widgets: the URL template of each (services.yml), and which links are share links."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import of_file
from mkdocs_praxis.vendors.filters import query

# Share endpoints of services, and URL schemes of apps.
_SHARES = regex(
    r"(?i)(?:whatsapp|tg|fb-messenger|viber|threema):|https?://(?:wa\.me/|[^/?#]+/(?:[^?#]*/)?(?:sharer?(?:\.php)?|share-offsite|sharearticle|"
    r"share/url|share/tool|intent/\w+|pin/create/\w+(?:/\w+)?|dialog/(?:share|feed|send)|submit|spi/shares/new|add_to/\w+)|"
    r"(?:api|web)\.whatsapp\.com/send|threema\.id/compose|(?:www\.)?xing\.com/app/user)"
    r"/?\?(?:[^#]*[&;])?(?:u|url|text|link|linkurl|mini|status|href|canonicalurl)="
)
_SHARED = ("u", "url", "text", "link", "href", "status", "canonicalUrl")
_TO_SOMEBODY = regex(r"(?i)https?://[^/?#]*whatsapp\.com/[^#]*[?&]phone=\+?\d")

_LABELS = (
    "teilen|teile|geteilt|share[ds]?|sharing|diese[nrs]?|den|die|das|seite|beitrag|artikel|inhalt|page|post|article|this|the|auf|bei|per|via|"
    "mit|in|on|über|with|by|zu|als|an|e-?mail|mail|drucken|ausdrucken|print|tweets?|tweeten|twittern|pin|pinnen|merken|senden|versenden|"
    "send|schicken|weitersagen|weiterempfehlen|empfehlen|weiterleiten|link|kopieren|copy|jetzt|gleich|hier|oder|und|or|and|freunden?"
)


def shares(href: str) -> bool:
    """Whether a link is a share link: its target takes the URL of a page to share."""
    href = href.strip()
    return _SHARES.match(href) is not None and not _TO_SOMEBODY.match(href)


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
    return re.compile(rf"(?<![\w-])(?:{_LABELS}|{known}|twitter|x)(?![\w-])", re.IGNORECASE)


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
