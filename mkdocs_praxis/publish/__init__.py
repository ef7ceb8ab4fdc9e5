"""Uploads a site that passed to the practice's web space, then verifies what the server serves."""

from mkdocs_praxis.publish.served import served_differences
from mkdocs_praxis.publish.settings import Target, load_target
from mkdocs_praxis.publish.upload import Work, upload

__all__ = ["Target", "Work", "load_target", "served_differences", "upload"]
