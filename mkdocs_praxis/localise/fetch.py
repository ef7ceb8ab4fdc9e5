"""Downloads files: the only module of this package that uses the network."""

import http.client
import ipaddress
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.url import resolve

_MOST = 64 << 20  # bytes
_PATIENCE = 30  # seconds
_LATER = frozenset({http.HTTPStatus.REQUEST_TIMEOUT, http.HTTPStatus.TOO_MANY_REQUESTS})  # ask again later
# Font services serve WOFF2 only to known browsers.
_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 mkdocs-praxis"


class NotThereError(PraxisError):
    """The server has no such file, or denies access: it cannot be downloaded, for browsers neither."""


def _need_far(host: str) -> None:
    """Raise NotThereError for a host of this machine or its network.

    No visitor's browser gets anything from there, and a page that somebody else wrote would have it put on the web.
    """
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:  # a name: the connection shows where it leads
        near = f".{host.lower().rstrip('.')}".endswith(".localhost")
    else:
        near = not address.is_global
    if near:
        raise NotThereError(msg("only this machine or its own network can ask {host}", host=host))


class _Connection(http.client.HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _need_far(self.sock.getpeername()[0])  # before anything is asked


class _SafeConnection(_Connection, http.client.HTTPSConnection):
    pass


def _is_direct(request: urllib.request.Request) -> bool:
    return request.host == urlsplit(request.full_url).netloc  # else that of a proxy, which may stand nearby


def _told(request: urllib.request.Request) -> urllib.request.Request:
    """Look at the address as written, as browsers understand it (0x7f.1 too): a proxy is asked for nothing nearby either."""
    address = resolve(request.full_url, "about:blank")
    _need_far(address.host if address else "")
    return request


class _Plain(urllib.request.HTTPHandler):
    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        return super().http_request(_told(request))

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection if _is_direct(request) else http.client.HTTPConnection, request)


class _Safe(urllib.request.HTTPSHandler):
    def https_request(self, request: urllib.request.Request) -> urllib.request.Request:
        return super().https_request(_told(request))

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SafeConnection if _is_direct(request) else http.client.HTTPSConnection, request)


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener for http(s) URLs only (no files, no FTP), which uses a configured proxy."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        _Plain,
        _Safe,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def _failed(url: str, error: Exception) -> PraxisError:
    why = error.reason if type(error) is urllib.error.URLError else error
    what = msg("{url} cannot be fetched: {error}", url=url, error=why)
    return PraxisError(what, fix="see whether the address still works, and whether this machine reaches it")


def fetch(url: str) -> tuple[bytes, str, str]:
    """Return content, media type and final URL of a file. Raises PraxisError, such as NotThereError."""
    if not url.lower().startswith(("http://", "https://")):
        raise PraxisError(msg("{url} is not fetched: only web addresses are", url=url))
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        with _opener().open(request, timeout=_PATIENCE) as answer:
            data = answer.read(_MOST + 1)
            kind, came_from = answer.headers.get_content_type(), answer.geturl()
    except urllib.error.HTTPError as error:
        if error.code >= http.HTTPStatus.INTERNAL_SERVER_ERROR or error.code in _LATER:
            raise _failed(url, error) from None
        said = f"{error.code} {error.reason}"
        raise NotThereError(msg("its server answers {status}: delete what names it", status=said)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failed(url, error) from None
    if len(data) > _MOST:
        what = "{url} is larger than {value} MiB and stays where it is"
        raise PraxisError(msg(what, url=url, value=_MOST >> 20))
    return data, kind, came_from
