"""Checks of pages, texts, pictures and facts for legal problems. Pure functions that return `Hit`s; the policy rates them."""

from mkdocs_praxis.practice.checks.facts import (
    booking_without_alternative,
    check_facts,
    closings_without_deputy,
    expired_facts,
    photos_without_consent,
)
from mkdocs_praxis.practice.checks.hit import Hit
from mkdocs_praxis.practice.checks.law import outdated_law, picture_names, wording
from mkdocs_praxis.practice.checks.pages import (
    asks_for_health,
    expired_text,
    forms,
    mail_links,
    missing_legal_links,
    words_of,
)
from mkdocs_praxis.practice.checks.photos import image_metadata

__all__ = [
    "Hit", "asks_for_health", "booking_without_alternative", "check_facts", "closings_without_deputy", "expired_facts", "expired_text", "forms",
    "image_metadata", "mail_links", "missing_legal_links", "outdated_law",
    "photos_without_consent", "picture_names", "wording", "words_of",
]  # fmt: skip
