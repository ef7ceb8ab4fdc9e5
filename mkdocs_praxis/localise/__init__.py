"""Self-hosts foreign fonts, style sheets, libraries and images: downloads them to the site's assets and rewrites links."""

from mkdocs_praxis.localise.references import Reference
from mkdocs_praxis.localise.run import Plan, failed_before, localise, plan
from mkdocs_praxis.localise.where import docs_of, site_url_of

__all__ = ["Plan", "Reference", "docs_of", "failed_before", "localise", "plan", "site_url_of"]
