"""Reads a site's files as browsers do: `read` turns one output file into facts. Knows no policy, opens no connection."""

from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import lazily
from mkdocs_praxis.parser import lightly
from mkdocs_praxis.web.contact import OwnSite, Reading

if TYPE_CHECKING:
    from mkdocs_praxis.web.reader import read, read_as

__all__ = ["OwnSite", "Reading", "read", "read_as"]

lightly()  # all modules that parse HTML are in this package
__getattr__ = lazily(__name__, read="reader", read_as="reader")
