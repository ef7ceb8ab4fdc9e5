"""An old website comes along: HTML export or WordPress file → Markdown pages, pictures, menu, redirects and facts."""

from mkdocs_praxis.importing.bring import bring

__all__ = ["bring"]
