"""The proof: visits the site with a real browser that can reach only this machine, and records every contact."""

from mkdocs_praxis.browser.options import ProofOptions
from mkdocs_praxis.browser.prove import prove

__all__ = ["ProofOptions", "prove"]
