"""Checks of pages, texts, pictures and facts for legal problems. Pure functions that return `Hit`s; the policy rates them."""
