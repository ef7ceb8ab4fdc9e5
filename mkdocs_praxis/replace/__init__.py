"""Replaces embeds and share widgets with static HTML and marks external links. Pure functions: HTML in, HTML out."""
