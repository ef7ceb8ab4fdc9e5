"""The bench's cases: small sites as data, and what a browser does with them. README.md says how to write one."""

import base64
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import brotli
import yaml

FOLDER = Path(__file__).parent / "cases"
_FRAME = (
    '<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n<title>Praxis</title>\n{head}\n</head>\n'
    "<body>\n<h1>Praxis</h1>\n{body}\n</body>\n</html>\n"
)
_KEYS = frozenset([
    "id", "why", "head", "body", "page", "files", "encode", "base64", "gzip", "brotli", "contacts", "only",
    "also", "click", "either", "beyond", "visit", "wait",
])  # fmt: skip
ONLY = frozenset({"no-script", "other-engines", "legacy", "server", "later", "permission"})


@dataclass(frozen=True, slots=True)
class Case:
    """One small site with its expectation.

    `contacts` are the foreign hosts Chromium contacts when the page is opened and used as the visit does. `also` are
    hosts that only others contact (`only` says who); the gate must name both. `either` says why the gate may also
    report a host that Chromium does not contact. `click` selects the element whose click contacts the hosts `clicked`. `beyond`
    says why reading alone cannot know of a contact that Chromium makes.
    """

    id: str
    topic: str
    files: dict[str, bytes]
    contacts: frozenset[str]
    also: frozenset[str]
    only: str
    click: str
    clicked: frozenset[str]
    either: str
    beyond: str
    visit: str
    wait: float

    def text(self) -> str:
        """Return the site as text, for reports."""
        frame = tuple(line for line in _FRAME.splitlines())
        lines = []
        for name, content in self.files.items():
            shown = [
                line for line in content.decode("utf-8", "backslashreplace").splitlines() if line not in frame
            ]
            lines += [f"--- {name}", *shown]
        return "\n".join(lines)


def _named(text: str, case_id: str) -> str:
    """Put the case's own foreign hosts in place of FOE, FOE2, FOE3: no two cases share one."""
    return re.sub(r"FOE(\d?)", lambda match: f"{case_id}{'-' + match[1] if match[1] else ''}.test", text)


def _case(raw: dict[str, Any], topic: str, defaults: dict[str, Any]) -> Case:
    unknown = raw.keys() - _KEYS
    if unknown:
        raise ValueError(f"{topic}: {raw.get('id')}: unknown keys {sorted(unknown)}")
    case_id = raw["id"]
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,60}", case_id):
        raise ValueError(f"{topic}: {case_id!r} cannot be part of a host name")
    files: dict[str, bytes] = {}
    if "page" in raw:
        files["index.html"] = raw["page"].encode("utf-8", "surrogatepass")
    elif "head" in raw or "body" in raw:
        files["index.html"] = _FRAME.format(
            head=raw.get("head", "").rstrip(), body=raw.get("body", "").rstrip()
        ).encode()
    files |= {name: text.encode() for name, text in raw.get("files", {}).items()}
    files = {
        name: _named(content.decode("utf-8", "surrogatepass"), case_id).encode("utf-8", "surrogatepass")
        for name, content in files.items()
    }
    for name, codec in raw.get("encode", {}).items():
        files[name] = files[name].decode().encode(codec)
    files |= {name: base64.b64decode(text) for name, text in raw.get("base64", {}).items()}
    files |= {
        name: gzip.compress(_named(text, case_id).encode(), mtime=0)
        for name, text in raw.get("gzip", {}).items()
    }
    files |= {
        name: brotli.compress(_named(text, case_id).encode()) for name, text in raw.get("brotli", {}).items()
    }
    if not files:
        raise ValueError(f"{topic}: {case_id}: no files")
    only = raw.get("only", defaults.get("only", ""))
    click = raw.get("click", defaults.get("click", ""))
    hosts = frozenset(
        _named(host, case_id) for host in raw.get("contacts", defaults.get("contacts", ["FOE"]))
    )
    also = frozenset(_named(host, case_id) for host in raw.get("also", []))
    if only:
        if only not in ONLY:
            raise ValueError(f"{topic}: {case_id}: `only` is one of {sorted(ONLY)}")
        if "also" not in raw:
            hosts, also = frozenset(), hosts
    clicked = hosts if click else frozenset()
    either = raw.get("either", "")
    return Case(
        case_id,
        topic,
        files,
        hosts - clicked,
        also,
        only,
        click,
        clicked,
        either,
        raw.get("beyond", ""),
        raw.get("visit", "/"),
        float(raw.get("wait", 0)),
    )


def _read(path: Path) -> Iterator[Case]:
    topic = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for raw in topic["cases"]:
        yield _case(raw, path.stem, topic.get("defaults", {}))


@cache
def topics() -> dict[str, tuple[Case, ...]]:
    """Return all cases by topic, in the order written."""
    return {path.stem: tuple(_read(path)) for path in sorted(FOLDER.glob("*.yml"))}
