"""Who is behind a host, and how an embed becomes a link: data/<category>/<vendor>.yml, one file a vendor (README.md)."""

from mkdocs_praxis.vendors.catalogue import Catalogue, catalogue
from mkdocs_praxis.vendors.model import Embed, Vendor

__all__ = ["Catalogue", "Embed", "Vendor", "catalogue"]
