"""One script, read without knowing the page it stands in: what can be remembered for every page that repeats it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from mkdocs_praxis.web.contact import SignKind
from mkdocs_praxis.web.script import mentions, signs
from mkdocs_praxis.web.script.addresses import holds_data, host_is_open
from mkdocs_praxis.web.script.constants import decodes
from mkdocs_praxis.web.script.dormant import Dormant, dormant
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.flow import Flow
from mkdocs_praxis.web.script.moments import Moment, Moments, of_event
from mkdocs_praxis.web.script.scopes import Scopes
from mkdocs_praxis.web.script.sinks import Form, Sink
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.unpack import unpack
from mkdocs_praxis.web.script.values import DECODED, GAVE_UP, Data

_MAX_BYTES = 24 << 20
_MAX_MENTIONS = 2000
_SHORT = 1000


@dataclass(frozen=True, slots=True)
class PlacedUse:
    """A value in a sink, with the place where it stands."""

    sink: Sink
    texts: tuple[str, ...]
    line: int
    column: int
    moment: Moment
    certain: bool
    waits_for: str | None


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """A sign, with its place."""

    kind: SignKind
    detail: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a script does, before addresses are resolved."""

    uses: tuple[PlacedUse, ...] = ()
    mentions: tuple[tuple[str, int, int, bool], ...] = ()  # (address, line, column, a sink stands before it)
    signs: tuple[PlacedSign, ...] = ()
    data: tuple[Data, ...] = ()  # page data that decides addresses in sinks
    submits_forms: bool = False
    clicks_links: bool = False
    clones_templates: bool = False
    adopts_markup: bool = False
    takes_content: bool = False  # reads the content of templates
    calls: frozenset[str] = frozenset()  # global functions of other scripts called while loading
    dormant: tuple[Dormant, ...] = ()


# A script that holds none of these can neither name a host nor touch what the signs are about. Words that could be
# spelled otherwise (escapes, concatenation, decoders) stand here by the means of spelling them otherwise.
_ANCHORS = re.compile(
    r"//|\\/|/\\|data:|base64|Worker|\\x|\\u|https?:|wss?:|stuns?:|turns?:|ftp:|atob|fromCharCode|fromCodePoint|unescape|decodeURI|"
    r"\beval\b|\bFunction\b|\.join\s*\(|\.concat\s*\(|\.replace\s*\(|reverse\s*\(|[\"'`]\s*\+|\+\s*[\"'`]|"
    r"cookie|Storage|indexedDB|\bcaches\b|serviceWorker|dataset|getAttribute|JSON|\bjson\b|textContent|innerText|"
    r"submit\s*\(|cloneNode|importNode|\bimport\b|\bfetch\b|\bload\b|\.src\b|\.href\b|location|\[\[|\(!\[\]|TextDecoder|\.url\b|"
    r"toDataURL|AudioContext|hardwareConcurrency|deviceMemory|_0x|\bPlyr\b|\bWebFont\b",
)
_HANDLER = re.compile(r"\bon[a-z]+")
_ADDRESS_FORMS = frozenset({Form.URL, Form.SRCSET, Form.NAVIGATE, Form.FORM, Form.HINT})
# What lazy loaders and widgets read; `src` and `href` themselves are read where the page's markup is.
_ATTRIBUTE_NAME = re.compile(
    r"data-[\w.:-]+|(?!(?:src|href|srcset|action|poster)$)[\w-]*(?:src|href|url|lazy)[\w-]*"
)


def has_anchor(text: str) -> bool:
    """Say whether a script must be parsed at all; short ones are, for what they call."""
    return len(text) < _SHORT or _ANCHORS.search(text) is not None


@lru_cache(maxsize=256)
def analyse(text: str, context: str) -> Analysis:
    """Read a script; every text ends in an analysis."""
    if len(text) > _MAX_BYTES:
        sign = PlacedSign(SignKind.OPAQUE_SCRIPT, "too large to be read", 1, 1)
        return Analysis(signs=(sign,))
    if not has_anchor(text):
        return Analysis()
    tree = Tree(text)
    scopes = Scopes(tree)
    evaluator = Evaluator(tree, scopes)
    handler = _HANDLER.search(context)
    whole = of_event(handler[0]) if handler else Moment.LOAD
    moments = Moments(evaluator, whole, module="module" in context or context == "worker")
    flow = Flow(evaluator, moments)
    flow.read()
    uses = [
        PlacedUse(
            use.sink, use.texts, *tree.place(use.node), use.moment, use.certain, moments.waiting_for(use.node)
        )
        for use in flow.uses
        if any(_matters(use.sink, value) for value in use.texts)
    ]
    for packed in signs.PACKER.finditer(text):
        code = unpack(text, packed.start())
        if code is not None:
            sink = Sink(Form.CODE, "packed code")
            line, column = _place(text, packed.start())
            uses.append(PlacedUse(sink, (code,), line, column, whole, certain=True, waits_for=None))
    found: dict[tuple[str, bool], tuple[str, int, int, bool]] = {}
    for address, node, near_sink in chain(mentions.in_strings(tree), mentions.in_errors(tree)):
        if (address, near_sink) not in found:
            found[address, near_sink] = (address, *tree.place(node), near_sink)
            if len(found) >= _MAX_MENTIONS:
                break
    data = tuple(
        dict.fromkeys(
            piece
            for use in flow.uses
            if use.sink.form in _ADDRESS_FORMS and use.moment is Moment.LOAD
            for value in use.texts
            if holds_data(value)
            for piece in evaluator.marks.found(value)
            if piece.kind != "attribute" or _ATTRIBUTE_NAME.fullmatch(piece.name)
        ),
    )
    return Analysis(
        tuple(uses),
        tuple(found.values()),
        tuple(_signs(text, tree, evaluator, flow)),
        data,
        flow.submits_forms,
        flow.clicks_links,
        flow.clones_templates,
        any(
            scopes.calls.get(name)
            for name in (
                "adoptNode",
                "importNode",
                "append",
                "appendChild",
                "replaceWith",
                "replaceChildren",
                "insertBefore",
                "prepend",
                "after",
                "before",
                "replaceChild",
            )
        ),
        any(tree.text(node).endswith(".content") for node in _read_members(tree)),
        frozenset(
            name
            for name, calls in scopes.calls.items()
            if any(_global_call(scopes, tree, call) and moments.of(call) is whole for call in calls[:50])
        )
        if len(scopes.calls) < 500
        else frozenset(),
        dormant(text),
    )


def _read_members(tree: Tree) -> Iterator[int]:
    for node in tree.listed["member_expression"]:
        holder = tree.parent[node]
        if tree.kinds[holder] != "assignment_expression" or node != holder + 1:
            yield node


def _global_call(scopes: Scopes, tree: Tree, call: int) -> bool:
    callee = tree.skip(call + 1)
    return tree.kinds[callee] == "identifier" and scopes.binding(tree.text(callee), callee) is None


def _matters(sink: Sink, text: str) -> bool:
    """Whether a value in a sink can name a host or run as code or markup."""
    if sink.form in {Form.CODE, Form.MARKUP, Form.MARKUP_RUN, Form.MARKUP_INERT, Form.CSS}:
        return len(text) > 1
    return ":" in text or "/" in text or "\\" in text or sink.form is Form.HOST or sink.form is Form.URL


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _names_host(text: str) -> bool:
    return re.match(r"\s*(?:[a-zA-Z][\w+.-]*:)?[/\\]{2}", text) is not None and not mentions.is_namespace(
        text
    )


def _signs(text: str, tree: Tree, evaluator: Evaluator, flow: Flow) -> list[PlacedSign]:
    found = [
        PlacedSign(SignKind.OPAQUE_SCRIPT, detail, *_place(text, offset))
        for detail, offset in signs.hidden(text)
    ]
    seen: set[tuple[SignKind, str]] = set()
    for kind, detail, node in signs.kept(evaluator):
        if (kind, detail) not in seen:
            seen.add((kind, detail))
            found.append(PlacedSign(kind, detail, *tree.place(node)))
    features = signs.fingerprint(tree)
    if features:
        found.append(PlacedSign(SignKind.FINGERPRINT, features, 1, 1))
    for use in flow.uses:
        if (
            use.moment is Moment.NEVER
            or use.sink.form is Form.MARKUP_INERT
            or not (use.certain or use.sink.form is Form.POPUP)
        ):
            continue
        unknown = [
            value
            for value in use.texts
            if host_is_open(value) and (DECODED in value or not holds_data(value))
        ]
        if unknown and (any(DECODED in value for value in unknown) or decodes(tree.text(use.node)[:2000])):
            what = "code" if use.sink.form is Form.CODE else "an address"
            found.append(
                PlacedSign(
                    SignKind.OPAQUE_SCRIPT,
                    f"{use.sink.via} gets {what} that is decoded while it runs",
                    *tree.place(use.node),
                )
            )
        if (
            use.sink.form not in {Form.STYLE, Form.POPUP}
            and any(GAVE_UP in value for value in use.texts)
            and any(_names_host(value) for value in use.texts)
        ):
            found.append(
                PlacedSign(
                    SignKind.OPAQUE_SCRIPT,
                    f"{use.sink.via} gets more possible values than can be followed",
                    *tree.place(use.node),
                )
            )
    return found
