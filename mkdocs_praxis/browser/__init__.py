"""The proof: a real browser visits the site, can reach nothing but this machine, and every contact is recorded."""

from mkdocs_praxis.browser.options import ProofOptions
from mkdocs_praxis.browser.prove import prove

__all__ = ["ProofOptions", "prove"]
