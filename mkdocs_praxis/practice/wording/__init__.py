"""Tables of words, and what tells quickly which of them a text may hold. Read when the package is built: needs nothing but PyYAML."""
