"""What many sites contact before anybody agrees: a whole country's practice sites, read from folders and web archives."""

from mkdocs_praxis.survey.run import survey

__all__ = ["survey"]
