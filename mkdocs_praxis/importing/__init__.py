"""Converts an old website, an HTML export or WordPress file, to Markdown pages, images, menu, redirects and facts."""

from mkdocs_praxis.importing.site import import_site

__all__ = ["import_site"]
