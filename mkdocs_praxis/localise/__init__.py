"""Self-hosts foreign fonts, style sheets, libraries and images: downloads them to the site's assets and rewrites links."""

from mkdocs_praxis.localise.references import Reference
from mkdocs_praxis.localise.run import Plan, asked_in_vain, localise, plan
from mkdocs_praxis.localise.where import docs_of, site_url_of

__all__ = ["Plan", "Reference", "asked_in_vain", "docs_of", "localise", "plan", "site_url_of"]
