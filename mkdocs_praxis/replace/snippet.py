"""The values that templates in vendor files can use: parts of an element of the page, and the URL that matched."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.addresses import Address, attributes
from mkdocs_praxis.replace.carriers import Carriers
from mkdocs_praxis.replace.source import Element, with_quotes
from mkdocs_praxis.replace.words import lines_of
from mkdocs_praxis.vendors.filters import from_base64
from mkdocs_praxis.web.hidden import unescape

# PHP escapes the umlauts in its JSON.
_ESCAPED = regex(r"\\u(?!00[0-9]|d[89a-f])[0-9a-f]{4}", re.IGNORECASE)
_FIELDS = "input[name], param[name], select[name], textarea[name], button[name]"


@dataclass(eq=False)
class Snippet:
    """An embed as its templates need it; all values are computed lazily."""

    _element: Element
    _url: Address | None
    _inside: Element
    _carriers: Carriers
    _own: str = ""

    @property
    def page(self) -> str:
        """The page's URL without its fragment."""
        return self._carriers.base.partition("#")[0]

    @property
    def links(self) -> list[str]:
        """The URLs of the links in the embed's element."""
        return self._carriers.inside(self._inside)

    @property
    def code(self) -> str:
        """What code says about this embed, before the inline scripts of the page: other embeds of its kind stand there too."""
        texts = [text for _, text, _ in self._carriers.code]
        names = [name for name in self.attributes.values() if name.isidentifier()]
        at = (
            (text, re.search(rf"(?<![\w$]){name}\s*=", text))
            for name in names
            for text in texts
            if name in text
        )
        return "\n".join((self._own, *(text[hit.start() :] for text, hit in at if hit), *texts))

    @property
    def url(self) -> str:
        """The URL that matched, or ""."""
        return str(self._url or "")

    @cached_property
    def query(self) -> dict[str, str]:
        """The query parameters of the URL, decoded."""
        return self._url.parameters if self._url is not None else {}

    @property
    def fragment(self) -> str:
        """The fragment of the URL."""
        return str(self._url.fragment) if self._url is not None else ""

    @cached_property
    def attributes(self) -> dict[str, str]:
        """The attributes of the element."""
        return {name: _read(value) for name, value in attributes(self._element).items()}

    @cached_property
    def fields(self) -> dict[str, str]:
        """The values of form fields and `param` elements in the element; the first of each name."""
        found: dict[str, str] = {}
        for field in self._element.select(_FIELDS):
            found.setdefault(field.attr("name", ""), field.attr("value", ""))
        return found

    @property
    def kept(self) -> str:
        """The JSON that the element keeps for a script, and its attributes, decoded."""
        values = ((name, unquote(value)) for name, value in self.attributes.items())
        texts = [f'{name}="{_read(from_base64(value)) or value}"' for name, value in values]
        texts.sort(key=lambda one: "{" in one)  # else what follows would name the last of its places
        return "\n".join((*texts, self.text if self._element.tag == "script" else ""))

    @cached_property
    def source(self) -> str:
        """The inner HTML of the element."""
        return _read(with_quotes(str(self._element.inner_html)))

    @cached_property
    def text(self) -> str:
        """The text of the element."""
        element = self._element
        return " ".join(lines_of(element)) if element.tag != "script" else str(element.text)


def _read(text: str) -> str:
    return _ESCAPED.sub(lambda one: unescape(one[0]), text) if "\\u" in text else text
