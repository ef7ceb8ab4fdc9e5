"""Fetching a file from a foreign host: the only module here that opens the network."""

import http.client
import urllib.request

from mkdocs_praxis.problem import PraxisError, Problem, msg

_MOST = 64 << 20  # bytes
_PATIENCE = 30  # seconds
# Font services hand out WOFF2 only to a browser they know.
_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 mkdocs-praxis"


def _opener() -> urllib.request.OpenerDirector:
    """Return what opens web addresses, through a proxy where one is set, and nothing else (no files, no FTP)."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def fetch(url: str) -> tuple[bytes, str, str]:
    """Return a file, its media type, and the address it came from in the end. Raises PraxisError."""
    if not url.lower().startswith(("http://", "https://")):
        raise PraxisError(Problem(msg("{url} is not fetched: only web addresses are", url=url)))
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        with _opener().open(request, timeout=_PATIENCE) as answer:
            data = answer.read(_MOST + 1)
            kind, came_from = answer.headers.get_content_type(), answer.geturl()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise PraxisError(
            Problem(
                msg("{url} cannot be fetched: {error}", url=url, error=error),
                fix="see whether the address still works",
            )
        ) from None
    if len(data) > _MOST:
        raise PraxisError(
            Problem(msg("{url} is larger than {value} MiB and stays where it is", url=url, value=_MOST >> 20))
        )
    return data, kind, came_from
