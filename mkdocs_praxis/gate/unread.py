"""What to do about a file that could not be read, by the reason."""

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.verdict import Met

_ADVICE = (
    (
        "a symbolic link",
        "Put the file itself where the link is: servers and uploads treat links in different ways.",
    ),
    ("not a regular file", "Remove it: a pipe, socket or device is nothing that a website holds."),
    ("cannot be opened", "See who may read the file."),
    ("the folder cannot be opened", "See who may read the folder."),
    ("larger than", "Split the file, or take it out of the site: no page is that large."),
    ("takes more than", "Make the file smaller, or take it out of the site: no page takes that long."),
    ("too large", "Split the file, or take it out of the site: no page is that large."),
)


def unread_met(why: str, language: str) -> Met:
    """Return where and why a file was not read, with advice that fits the reason."""
    t = translator(language, "policy")
    return Met(1, 1, why, next((t(fix) for start, fix in _ADVICE if why.startswith(start)), ""))
