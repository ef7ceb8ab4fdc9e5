"""Hardening: gives each page a Content-Security-Policy, so that browsers block what static analysis cannot find."""

from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import lazily

if TYPE_CHECKING:
    from mkdocs_praxis.harden.site import Hardening, harden

__all__ = ["Hardening", "harden"]

__getattr__ = lazily(__name__, Hardening="site", harden="site")
