"""What hardening a site did, and what is to be said of it."""

from collections import Counter
from collections.abc import Iterator

from mkdocs_praxis.i18n import Translate

_NAMED = 3  # files in one line


class Hardened:
    """What hardening did: pages in all and those changed, the header file written, and what was derived beyond the usual.

    `opened` are abilities that the configuration names.
    """

    def __init__(self, pages: int = 0, opened: tuple[str, ...] = ()) -> None:
        self.pages, self.opened = pages, opened
        self.changed: list[str] = []
        self.header_file = ""
        self.loosened: Counter[str] = Counter()  # by ability of scripts: pages
        self.refused: Counter[str] = Counter()  # by file that makes code out of text: pages
        self.uncovered: list[str] = []  # what only a header can confine, where the one made does not

    def said(self, t: Translate) -> Iterator[str]:
        """Yield a sentence for what was loosened because scripts need it: styles or code that they make. Neither lets anyone in."""
        texts = {
            "style": (
                "{n} page takes any inline style, because its scripts write some",
                "{n} pages take any inline style, because their scripts write some",
            ),
            "eval": (
                "{n} page takes code from strings, because a library compiles templates",
                "{n} pages take code from strings, because a library compiles templates",
            ),
        }
        for ability, (one, many) in texts.items():
            if self.loosened[ability]:
                yield t.many(self.loosened[ability], one, many)
        if self.opened:
            yield t("opened by harden_allow besides: {abilities}", abilities=", ".join(self.opened))
        if self.refused:
            yield t(
                "{files}: makes code out of text, which the policy refuses: charts, templates or handlers made that way"
                " will not work (pages: {count}). Take a build without it (precompiled templates, Vega with its"
                " interpreter, functions instead of text), or accept it for the site: harden_allow: [eval]",
                files=self._worst(),
                count=max(self.refused.values()),
            )

    def _worst(self) -> str:
        from mkdocs_praxis.safe import visible

        named = [visible(name) for name, _ in self.refused.most_common(_NAMED)]
        return ", ".join([*named, *(["…"] if len(self.refused) > _NAMED else [])])
