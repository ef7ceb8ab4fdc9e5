"""The result of hardening a site, and messages about it."""

from collections import Counter
from collections.abc import Iterator

from mkdocs_praxis.i18n import Translate

_NAMED = 3  # files named in one message


class Hardened:
    """The result: pages, changed pages, the header file, exceptions in policies; `opened` are abilities from the configuration."""

    def __init__(self, pages: int = 0, opened: tuple[str, ...] = ()) -> None:
        self.pages, self.opened = pages, opened
        self.changed: list[str] = []
        self.header_file = ""
        self.loosened: Counter[str] = Counter()  # ability of scripts → number of pages
        self.refused: Counter[str] = Counter()  # file that compiles strings to code → number of pages
        self.uncovered: list[str] = []  # files that only a header can confine, if the written one does not

    def said(self, t: Translate) -> Iterator[str]:
        """Yield a sentence for each exception that scripts need: styles or code they create. None allows a foreign host."""
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
