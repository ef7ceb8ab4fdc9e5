"""From "no" to mended: fonts, style sheets, libraries and pictures of foreign hosts come home into the site's own assets."""

from mkdocs_praxis.localise.references import Reference
from mkdocs_praxis.localise.run import Plan, asked_in_vain, docs_of, localise, plan, site_url_of

__all__ = ["Plan", "Reference", "asked_in_vain", "docs_of", "localise", "plan", "site_url_of"]
