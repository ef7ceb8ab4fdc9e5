"""News as an Atom feed (RFC 4287)."""

import datetime as dt
import re
from html import escape

from mkdocs_praxis.practice.legal.tables import slug
from mkdocs_praxis.practice.model import Facts, Notice

FEED = "aktuelles.xml"


def fed(facts: Facts, today: dt.date) -> list[Notice]:
    """Return the notices for the feed: with a first day that has passed, current or archived; the newest first."""
    begun = [n for n in facts.notices if n.start and n.start <= today and (n.end >= today or n.archive)]
    return sorted(begun, key=lambda n: n.start or dt.date.min, reverse=True)


def feed(facts: Facts, *, site_url: str, today: dt.date) -> str:
    """Return the feed; deterministic for the same facts and day."""
    from markdown import markdown

    practice = facts.practice
    url = practice.website or site_url
    host = re.sub(r"^https?://|/.*$", "", url) or "praxis.invalid"
    listed = fed(facts, today)
    newest = next((n.start for n in listed if n.start), today)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{facts.language}">',
        f"<title>{escape(practice.name)}</title>",
        f"<id>{escape(url)}</id>",
        f'<link href="{escape(url)}"/>',
        f'<link rel="self" href="{escape(url.rstrip("/") + "/" + FEED)}"/>',
        f"<updated>{newest.isoformat()}T00:00:00Z</updated>",
        f"<author><name>{escape(practice.name)}</name></author>",
    ]
    for one in listed:
        stamp = f"{one.start.isoformat()}T00:00:00Z" if one.start else ""
        html = escape(markdown(one.text, output_format="xhtml")) if one.text else escape(escape(one.title))
        lines += [
            "<entry>",
            f"<title>{escape(one.title)}</title>",
            f"<id>tag:{host},{one.start}:{slug(one.title)}</id>",
            f'<link href="{escape(url)}"/>',
            f"<updated>{stamp}</updated>",
            f'<content type="html">{html}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])
