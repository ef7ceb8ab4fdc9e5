"""Surveys: check large collections of sites, from folders and web archives, for contacts before consent."""

from mkdocs_praxis.survey.run import survey

__all__ = ["survey"]
