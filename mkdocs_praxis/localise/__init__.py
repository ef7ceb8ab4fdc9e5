"""Self-hosts foreign fonts, style sheets, libraries and images: downloads them to the site's assets and rewrites links."""
