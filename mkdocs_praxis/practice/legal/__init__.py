"""The pages the law asks for, made from facts and from what the build found."""

from mkdocs_praxis.practice.legal.found import Found

__all__ = ["Found"]
