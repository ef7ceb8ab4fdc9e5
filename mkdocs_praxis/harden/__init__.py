"""Hardening: gives each page a Content-Security-Policy, so that browsers block what static analysis cannot find."""
