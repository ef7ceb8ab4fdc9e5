"""Addresses as schema.org data."""

from typing import Any

from mkdocs_praxis.practice.model import Address


def postal_address(address: Address | None, country: str) -> dict[str, Any] | None:
    """Return an address as a PostalAddress."""
    if address is None:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "postalCode": address.postcode,
        "addressLocality": address.city,
        "addressCountry": country.upper(),
    }
