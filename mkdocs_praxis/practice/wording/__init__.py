"""Tables of regular expressions for wording checks, with a fast prefilter. Used when the package is built: needs only PyYAML."""
