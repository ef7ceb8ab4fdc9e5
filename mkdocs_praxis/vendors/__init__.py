"""The vendor catalogue: who runs a host, how an embed becomes a link. A file per vendor: data/<category>/<id>.yml (README.md)."""

from mkdocs_praxis.vendors.catalogue import Catalogue, catalogue
from mkdocs_praxis.vendors.model import Embed, Vendor

__all__ = ["Catalogue", "Embed", "Vendor", "catalogue"]
