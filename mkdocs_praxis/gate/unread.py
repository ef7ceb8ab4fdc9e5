"""What to do about a file that could not be read, by the reason."""

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.model import Met

_ADVICE = (
    (
        "a symbolic link",
        "Put the file itself where the link is: servers and uploads treat links in different ways.",
    ),
    ("not a regular file", "Remove it: a pipe, socket or device is nothing that a website holds."),
    ("cannot be opened", "See who may read the file."),
    ("the folder cannot be opened", "See who may read the folder."),
    ("larger than", "Split the file, or take it out of the site: no page is that large."),
    (
        "packed with Brotli",
        "Install the extra that reads it, or let the server pack; leave only what a build wrote.",
    ),
    (
        "not well-formed",
        (
            "Look for “{words}”: a plugin wrote this as it stands in your texts or in mkdocs.yml. In place"
            " of & or < write other words there (site_name: A und B), or turn off what makes this file."
        ),
    ),
    (
        "an XSL style sheet computes",
        (
            "Write out there whatever is loaded, without xsl:copy, xsl:copy-of and disable-output-escaping;"
            " or take the line <?xml-stylesheet …?> out of the XML, and delete the style sheet."
        ),
    ),
    ("takes more than", "Make the file smaller, or take it out of the site: no page takes that long."),
    ("too large", "Split the file, or take it out of the site: no page is that large."),
)


# How reasons begin that are told in the reader's language; what follows (numbers, an error's own words) stays as it is.
_REASONS = (
    "unknown kind of file",
    "a symbolic link; what it leads to is not followed",
    "not a regular file",
    "a program that the server runs: what it sends cannot be known from here",
    "an XSL style sheet computes what a page loads",
    "no valid JSON",
    "not well-formed at line",
    "damaged compression: the end is missing",
    "damaged compression",
    "cannot be opened",
    "the folder cannot be opened",
    "too large to be read",
    "larger than",
    "packed with Brotli, whose reader is not installed",
)


def reason(why: str, language: str) -> str:
    """Return why a file was not read, in the reader's language."""
    start = next((one for one in _REASONS if why.startswith(one)), "")
    return translator(language, "policy")(start) + why[len(start) :] if start else why


# What other programs leave in their output, which is no part of a website.
_LEFT_BEHIND = {
    ".doctrees": "Sphinx keeps its cache here: build with  sphinx-build -d doctrees …  so that it lies outside of the site.",
}


def unread_met(name: str, why: str, language: str) -> Met:
    """Return where and why a file was not read, with advice that fits the reason, or whoever left it there."""
    t = translator(language, "policy")
    for folder, advice in _LEFT_BEHIND.items():
        if folder in name.split("/"):
            return Met(1, 1, reason(why, language), t(advice))
    words = why.partition("near “")[2].rpartition("”: ")[0]
    advice = next((t(fix, words=words) for start, fix in _ADVICE if why.startswith(start)), "")
    return Met(1, 1, reason(why, language), advice)
