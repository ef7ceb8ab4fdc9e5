"""What a browser does with bytes: `read` turns one output file into facts. It knows no policy and opens no network."""

from mkdocs_praxis.web.contact import OwnSite, Reading
from mkdocs_praxis.web.reader import read, read_as, reader_of

__all__ = ["OwnSite", "Reading", "read", "read_as", "reader_of"]
