"""Finds every address in a style sheet with a CSS parser (https://www.w3.org/TR/css-syntax-3/)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Kind
from mkdocs_praxis.web.found import weaker
from mkdocs_praxis.web.kept import Key, kept

# At-rules with addresses or conditions in their prelude that load nothing.
_SILENT_PRELUDE = frozenset(
    {"namespace", "charset", "document", "-moz-document", "supports", "media", "container", "layer", "scope"}
)
# Properties whose address Chromium does not fetch (from another host), while other engines do or did.
_OTHER_ENGINES = frozenset([
    "filter", "-webkit-filter", "backdrop-filter", "-webkit-backdrop-filter", "behavior", "-ms-behavior",
    "-moz-binding", "cue", "cue-before", "cue-after", "play-during", "color-profile", "-ms-filter",
    "offset-path", "mask-border", "mask-border-source",
])  # fmt: skip
# Functions whose bare strings are addresses (css-images-4 §2).
_STRING_FUNCTIONS = frozenset({"image-set", "-webkit-image-set", "image"})
_FEW_ENGINES = frozenset({"src", "image", "cross-fade"})
# Selectors that are certainly valid: after a rule with one, Chromium ignores imports; after an invalid rule it does not.
_COMPOUND = r"(?:\*|[a-zA-Z][\w-]*|[.#][a-zA-Z_][\w-]*)(?:[.#][a-zA-Z_][\w-]*)*"
_PLAIN_SELECTOR = regex(rf"{_COMPOUND}(?:(?:\s*[,>+~]\s*|\s+){_COMPOUND})*")
_ENDS_IMPORTS = frozenset({"media", "font-face", "layer"})


class CssUrl(NamedTuple):
    """An address in a style sheet that a browser may fetch; line and column count from 1 in the sheet."""

    raw: str
    kind: Kind
    via: str
    confidence: Confidence
    line: int
    column: int
    # the custom property whose value is this string: loaded only if another rule uses it as an address
    property: str = ""


class Sheet(NamedTuple):
    """The addresses in a style sheet, and the custom properties and attributes that it uses as addresses."""

    urls: tuple[CssUrl, ...] = ()
    properties: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def parsed(text: str, *, declarations: bool = False) -> Sheet:
    """Parse a sheet, or a style attribute's declarations; cached across builds."""
    key = Key("css", text, str(declarations))
    return kept(key, lambda: _parsed(text, declarations=declarations), Sheet)


def _parsed(text: str, *, declarations: bool) -> Sheet:
    import tinycss2

    tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
    folded = text.lower()
    walk = _Sheet(indirect="var(" in folded and "image-set(" in folded)
    urls = tuple(walk.urls(tokens, top=not declarations))
    return Sheet(urls, tuple(walk.properties), tuple(walk.attributes))


class _Block(NamedTuple):
    """Tokens to be walked, with their context."""

    tokens: Sequence[Any]
    font: bool = False
    dead: bool = False  # within a rule that no engine applies


class _Sheet:
    """Walks the rules of one sheet with a stack of blocks instead of recursion, since nesting is unlimited."""

    def __init__(self, *, indirect: bool) -> None:
        self._indirect = indirect
        self._blocks: list[_Block] = []
        self._imports_over = False
        self.properties: dict[str, None] = {}
        self.attributes: dict[str, None] = {}

    def urls(self, tokens: Sequence[Any], *, top: bool) -> Iterator[CssUrl]:
        yield from self._statements(_Block(tokens), top=top)
        while self._blocks:
            yield from self._statements(self._blocks.pop(), top=False)

    def _statements(self, block: _Block, *, top: bool) -> Iterator[CssUrl]:
        """Split a block into at-rules, nested rules and declarations (css-syntax-3 §5.4)."""
        statement: list[Any] = []
        for token in block.tokens:
            at_rule = bool(statement) and statement[0].type == "at-keyword"
            if not statement and (token.type == "whitespace" or token in ("<!--", "-->")):
                continue
            if token.type == "{} block" and not _property(statement).startswith("--"):
                yield from self._rule(statement, token, block, top=top)
                statement = []
            elif token.type == "literal" and token.value == ";" and (at_rule or not top):
                yield from self._end(statement, block, top=top)
                statement = []
            else:
                statement.append(token)
        yield from self._end(statement, block, top=top)

    def _rule(self, prelude: list[Any], content: Any, block: _Block, *, top: bool) -> Iterator[CssUrl]:
        name = _at_name(prelude)
        if name is None:
            if top and not self._imports_over:
                self._imports_over = _is_plain(prelude)
            # `background: url(x) {}` is no declaration, yet engines differ on such leftovers.
            if not top and _property(prelude):
                yield from self._values(prelude, block, _property(prelude))
        elif name == "import":
            yield from self._end(prelude, block, top=top)
        elif name not in _SILENT_PRELUDE:
            yield from self._values(prelude, block, "")
        self._imports_over = self._imports_over or (top and name in _ENDS_IMPORTS)
        dead = block.dead or name in {"document", "-moz-document", "namespace"}
        self._blocks.append(_Block(content.content, block.font or name == "font-face", dead))

    def _end(self, statement: list[Any], block: _Block, *, top: bool) -> Iterator[CssUrl]:
        name = _at_name(statement)
        if name == "import":
            target: Any = next((t for t in statement[1:] if t.type != "whitespace"), None)
            raw = _address(target) if target is not None else None
            if raw is not None:
                # Within a block, or after other rules, imports are ignored.
                live = top and not self._imports_over
                confidence = Confidence.CERTAIN if live else Confidence.MENTION
                if target.type == "function" and target.lower_name == "src":
                    confidence = weaker(confidence, Confidence.CONDITIONAL)
                yield CssUrl(raw, Kind.STYLE, "@import", confidence, target.source_line, target.source_column)
        elif name is None or name not in _SILENT_PRELUDE:
            yield from self._values(statement, block, _property(statement))

    def _values(self, tokens: Sequence[Any], block: _Block, prop: str) -> Iterator[CssUrl]:
        """Find the addresses among a declaration's values, in functions and brackets to any depth."""
        confidence = Confidence.CERTAIN
        if block.dead:
            confidence = Confidence.MENTION
        elif prop in _OTHER_ENGINES:
            confidence = Confidence.CONDITIONAL
        kind = Kind.FONT if block.font else Kind.IMAGE
        custom = prop.startswith("--")
        stack: list[tuple[Iterator[Any], str]] = [(iter(tokens), "")]
        while stack:
            values, function = stack[-1]
            token = next(values, None)
            if token is None:
                stack.pop()
                continue
            weight, via = confidence, ""
            raw = _address(token)
            if token.type == "url" or (token.type == "function" and raw is not None):
                via = "@font-face src" if block.font else "style url()"
                if token.type == "function" and token.lower_name == "src":
                    via = "style src()"
                if _FEW_ENGINES & {function, getattr(token, "lower_name", "")}:
                    weight = weaker(confidence, Confidence.CONDITIONAL)
            elif token.type == "string":
                # css-mixins-1: the argument of a custom function may be used in image-set().
                if function in _STRING_FUNCTIONS or function.startswith("--"):
                    via = f"style {function}()"
                    if function in _FEW_ENGINES:
                        weight = weaker(confidence, Confidence.CONDITIONAL)
                elif custom:
                    via = f"custom property {prop}"
                    weight = Confidence.MENTION
                elif function.endswith("alphaimageloader"):
                    via, weight = "style AlphaImageLoader()", weaker(confidence, Confidence.CONDITIONAL)
            elif token.type == "function":
                name = token.lower_name.rsplit(".", 1)[-1]
                self._indirections(token, function, custom=custom)
                stack.append((iter(token.arguments), name))
                continue
            elif hasattr(token, "content"):
                stack.append((iter(token.content), function))
                continue
            if via and raw is not None and not raw.lstrip().startswith("#"):
                name = prop if via.startswith("custom property") else ""
                yield CssUrl(raw, kind, via, weight, token.source_line, token.source_column, name)

    def _indirections(self, token: Any, function: str, *, custom: bool) -> None:
        """Record values from elsewhere used as addresses: `image-set(var(--x))`, `src(var(--x))`, `attr(x type(<url>))`."""
        names = [str(part.value) for part in token.arguments if part.type == "ident"]
        address = function in {"src", *_STRING_FUNCTIONS} or (custom and self._indirect)
        if token.lower_name == "var" and address and names:
            self.properties[names[0]] = None
        elif token.lower_name == "attr" and len(names) > 1 and "url" in names:
            self.attributes[names[0].lower()] = None
        elif token.lower_name == "attr" and names:
            types = (part for part in token.arguments if getattr(part, "lower_name", "") == "type")
            if any(getattr(inner, "lower_value", "") == "url" for part in types for inner in part.arguments):
                self.attributes[names[0].lower()] = None


def _address(token: Any) -> str | None:
    """Return the address in a url token, a string, or a `url()`/`src()` function with a string as first argument."""
    if token.type in {"url", "string"}:
        return str(token.value)
    if token.type == "function" and token.lower_name in {"url", "src"}:
        first = next((t for t in token.arguments if t.type != "whitespace"), None)
        if first is not None and first.type == "string":
            return str(first.value)
    return None


def _at_name(statement: Sequence[Any]) -> str | None:
    return str(statement[0].lower_value) if statement and statement[0].type == "at-keyword" else None


def _property(statement: Sequence[Any]) -> str:
    second = next((token for token in statement[1:] if token.type != "whitespace"), None)
    named = statement and statement[0].type == "ident" and second is not None and second == ":"
    return str(statement[0].lower_value) if named else ""


def _is_plain(prelude: Sequence[Any]) -> bool:
    """Whether a selector is certainly valid, so that imports after its rule are ignored."""
    import tinycss2

    return bool(_PLAIN_SELECTOR.fullmatch(tinycss2.serialize(prelude).strip()))
