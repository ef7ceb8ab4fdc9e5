"""Converts an old website, an HTML export or WordPress file, to Markdown pages, images, menu, redirects and facts."""

from mkdocs_praxis.importing.bring import bring

__all__ = ["bring"]
