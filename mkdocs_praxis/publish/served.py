"""Compares what the server serves with the evidence: a provider may inject scripts or banners, or serve old files."""

import hashlib
import http.client
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs_praxis.evidence import Difference
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.csp import Csp, are_sent, parse_header
from mkdocs_praxis.web.kinds import kind_of
from mkdocs_praxis.web.url import path_to_url, resolve

_SECONDS = 30
_REDIRECTS = 3
_MARGIN = 1 << 20  # bytes read beyond the expected size: a longer response differs anyway
_LARGEST = 1 << 32  # limit if the expected size is unknown


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    digest: str
    policies: tuple[str, ...] = ()  # Content-Security-Policy headers


class _Server:
    """Persistent connections to the hosts of one site."""

    def __init__(self) -> None:
        self._open: dict[str, http.client.HTTPConnection] = {}

    def get(self, url: str, size: int) -> _Answer:
        """Fetch a URL without compression. Raises OSError and HTTPException."""
        for _ in range(_REDIRECTS):
            parts = resolve(url, url)
            if parts is None or parts.scheme not in {"https", "http"}:
                return _Answer(0, "")
            connection = self._connection(parts.origin)
            path = parts.href.removeprefix(parts.origin).partition("#")[0]
            connection.request("GET", path, headers={"Accept-Encoding": "identity"})
            answer = connection.getresponse()
            hashed = _hashed(answer, size + _MARGIN)
            if not answer.isclosed():
                connection.close()
            where = answer.getheader("Location")
            if answer.status not in {301, 302, 307, 308} or not where:
                policies = answer.headers.get_all("Content-Security-Policy") or []
                return _Answer(answer.status, hashed, tuple(policies))
            after = resolve(where, url)
            url = after.href if after else ""
        return _Answer(0, "")

    def _connection(self, origin: str) -> http.client.HTTPConnection:
        if origin not in self._open:
            scheme, _, host = origin.partition("://")
            kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
            self._open[origin] = kind(host, timeout=_SECONDS)
        return self._open[origin]


def _hashed(answer: http.client.HTTPResponse, most: int) -> str:
    """Return the SHA-256 of a response, of which at most `most` bytes are read."""
    found, left = hashlib.sha256(), most
    while left > 0 and (some := answer.read(min(left, _MARGIN))):
        found.update(some)
        left -= len(some)
    return found.hexdigest()


def served_differences(
    statement: dict[str, Any],
    sizes: Mapping[str, int],
    done: Callable[[str], None],
    policies: Callable[[str], Sequence[Csp]] = lambda _: (),
    base: str = "",
) -> Iterator[Difference]:
    """Yield the files of the evidence that the server at `base`, else `site_url`, does not serve unchanged, with their policies.

    Server configuration such as .htaccess is skipped, since servers do not serve it. `sizes` has known sizes in bytes; `done` is
    called with each name; `policies` returns the policies that header files of the site set for a page, besides the declared
    `server_policy`. Raises PraxisError if the server cannot be reached.
    """
    server = _Server()
    base = base or statement["predicate"]["site_url"]
    declared = parse_header(statement["predicate"].get("server_policy") or "")
    for subject in statement["subject"]:
        name = subject["name"]
        if kind_of(name) == "server":
            continue
        try:
            answer = server.get(base + path_to_url(name), sizes.get(name, _LARGEST))
        except (OSError, http.client.HTTPException) as error:
            said = str(error) or type(error).__name__
            what = msg("{url} does not answer: {error}", url=base.rstrip("/"), error=said)
            raise PraxisError(what) from None
        done(name)
        if answer.status != 200:
            yield Difference(name, "missing")
        elif answer.digest != subject["digest"]["sha256"]:
            yield Difference(name, "changed")
        elif kind_of(name) == "html" and not are_sent([*declared, *policies(name)], answer.policies):
            yield Difference(name, "without its policy")
