"""The script files of a site: abilities of those that a page loads, and which of them compile strings to code."""

from collections.abc import Mapping
from pathlib import Path

from mkdocs_praxis.harden.code import EVALUATES, abilities
from mkdocs_praxis.harden.evaluates import is_gone
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import file_address

Means = tuple[frozenset[str], tuple[str, ...]]


class ScriptFiles:
    """The site's script files. If a page's scripts load further ones, the abilities of all files count."""

    def __init__(self, files: Mapping[str, str], own: OwnSite) -> None:
        self._files = {file_address(own, name): (name, path) for name, path in files.items()}
        self._able: dict[str, frozenset[str]] = {}
        self._together: dict[tuple[tuple[str, ...], tuple[str, ...]], Means] = {}

    def able(self, inline: tuple[str, ...], loaded: tuple[str, ...]) -> Means:
        """Return the abilities of a page's scripts, and the files that compile strings to code.

        The page itself is the file "". Cached for pages with the same scripts.
        """
        found = self._together.get((inline, loaded))
        if found is None:
            able = abilities(inline).union(*map(self._of, loaded))
            if "load" in able:
                able = able.union(*map(self._of, self._files))
            refused = self._refused(inline, loaded) if EVALUATES in able and "eval" not in able else ()
            found = self._together[inline, loaded] = able, refused
        return found

    def _refused(self, inline: tuple[str, ...], loaded: tuple[str, ...]) -> tuple[str, ...]:
        """Return the files that compile strings to code, among those that a page loads or its scripts name."""
        texts = {address: self._text(address) for address in loaded}
        spoken = [*inline, *texts.values()]
        for address, (name, _) in self._files.items():
            last = name.rpartition("/")[2]
            if (
                EVALUATES in self._of(address)
                and address not in texts
                and any(last in text for text in spoken)
            ):
                texts[address] = self._text(address)
        pairs = [
            *(("", text) for text in inline),
            *((self._files[a][0], text) for a, text in texts.items() if text),
        ]
        return tuple(
            dict.fromkeys(
                name
                for at, (name, text) in enumerate(pairs)
                if EVALUATES in abilities([text])
                and is_gone(text, tuple(other for _, other in (*pairs[:at], *pairs[at + 1 :])))
            )
        )

    def _text(self, address: str) -> str:
        _, path = self._files.get(address, ("", None))
        return Path(path).read_bytes().decode("utf-8", "replace") if path is not None else ""

    def _of(self, address: str) -> frozenset[str]:
        if address not in self._able:
            self._able[address] = abilities([self._text(address)])
        return self._able[address]
