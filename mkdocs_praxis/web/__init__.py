"""What a browser does with bytes: `read` turns one output file into facts. It knows no policy and opens no network."""

from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import lazily
from mkdocs_praxis.parser import lightly
from mkdocs_praxis.web.contact import OwnSite, Reading

if TYPE_CHECKING:
    from mkdocs_praxis.web.reader import read, read_as

__all__ = ["OwnSite", "Reading", "read", "read_as"]

lightly()  # every reader of pages is a module of this room
__getattr__ = lazily(__name__, read="reader", read_as="reader")
