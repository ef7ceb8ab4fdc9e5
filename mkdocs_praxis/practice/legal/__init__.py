"""The legal pages (Impressum, privacy notice …), generated from the practice's facts and the findings of the build."""

from mkdocs_praxis.practice.legal.found import Found

__all__ = ["Found"]
