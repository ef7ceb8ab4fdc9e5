"""Why a file could not be read, in the reader's language, and what to do about it."""

from mkdocs_praxis.i18n import translator

# How reasons begin (what follows, numbers or an error's own words, stays as it is), with the advice where there is some.
_REASONS = {
    "unknown kind of file": "",
    "a symbolic link; what it leads to is not followed": "Put the file itself where the link is: servers and uploads treat links in different ways.",
    "not a regular file": "Remove it: a pipe, socket or device is nothing that a website holds.",
    "a program that the server runs: what it sends cannot be known from here": "",
    "no valid JSON": "",
    "not well-formed at line": (
        "Look for “{words}”: a plugin wrote this as it stands in your texts or in mkdocs.yml. In place"
        " of & or < write other words there (site_name: A und B), or turn off what makes this file."
    ),
    "an XSL style sheet computes what a page loads": (
        "Write out there whatever is loaded, without xsl:copy, xsl:copy-of and disable-output-escaping;"
        " or take the line <?xml-stylesheet …?> out of the XML, and delete the style sheet."
    ),
    "damaged compression: the end is missing": "",
    "damaged compression": "",
    "cannot be opened": "See who may read the file.",
    "the folder cannot be opened": "See who may read the folder.",
    "too large to be read": "Split the file, or take it out of the site: no page is that large.",
    "larger than": "Split the file, or take it out of the site: no page is that large.",
    "packed with Brotli, whose reader is not installed": "Install the extra that reads it, or let the server pack; leave only what a build wrote.",
    "takes more than": "Make the file smaller, or take it out of the site: no page takes that long.",
}
# What other programs leave in their output, which is no part of a website.
_LEFT_BEHIND = {
    ".doctrees": "Sphinx keeps its cache here: build with  sphinx-build -d doctrees …  so that it lies outside of the site.",
}


def _start(why: str) -> str:
    return next((one for one in _REASONS if why.startswith(one)), "")


def reason(why: str, language: str) -> str:
    """Return why a file was not read, in the reader's language."""
    start = _start(why)
    return translator(language, "policy")(start) + why[len(start) :] if start else why


def advice(name: str, why: str, language: str) -> str:
    """Return what to do about a file that was not read, by the reason or by whoever left it there; "" if that is unknown."""
    left = next((said for folder, said in _LEFT_BEHIND.items() if folder in name.split("/")), "")
    said = left or _REASONS.get(_start(why), "")
    words = why.partition("near “")[2].rpartition("”: ")[0]
    return translator(language, "policy")(said, words=words) if said else ""
