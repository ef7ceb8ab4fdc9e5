"""MkDocs hook: the manual's pages on rules and vendors and its reference, made from the same files the software runs on."""

import posixpath
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_praxis.policy.model import Rule
from mkdocs_praxis.policy.rules import all_rules, page_text
from mkdocs_praxis.practice.shipped import plain_text
from mkdocs_praxis.vendors import catalogue as vendors
from mkdocs_praxis.vendors.model import Vendor

sys.path.insert(0, str(Path(__file__).parent))
import reference


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the generated pages into the navigation, behind the page that stands there for all of them."""
    below: dict[str, list[dict[str, str]]] = reference.nav() | {
        "rules/index.md": [
            {"All rules": "rules/index.md"},
            *({r.name: f"rules/{r.name}.md"} for r in all_rules()),
        ],
        "vendors/index.md": [
            {"All groups": "vendors/index.md"},
            *({c: f"vendors/{c}.md"} for c in _by_category()),
        ],
    }
    _put(config.nav or [], below)
    return config


def _put(nav: list[Any], below: dict[str, list[dict[str, str]]]) -> None:
    for entry in nav:
        for title, page in entry.items():
            if isinstance(page, list):
                _put(page, below)
            elif page in below:
                entry[title] = below[page]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Describe a page by its first sentences, for search engines, where nobody did by hand; lead its links to generated pages."""
    first = next((block for block in markdown.split("\n\n") if re.match(r"[\w„*`“-](?!--)", block)), "")
    words = re.sub(r"[*`\\]|\[([^]]*)\]\([^)]*\)", r"\1", " ".join(first.lstrip("-").split()))
    page.meta.setdefault("description", words if len(words) <= 160 else f"{words[:157].rsplit(' ', 1)[0]} …")
    return _to_generated(markdown, page.file.src_uri)


def _to_generated(markdown: str, at: str) -> str:
    """Lead links to a file of the repository, which work wherever its pages are read, to the page made from that file."""
    folder = posixpath.dirname(at)
    made = sources("de" if at.startswith("de/") else "en")

    def led(link: re.Match[str]) -> str:
        target = made.get(posixpath.normpath(posixpath.join("docs", folder, link[1])))
        return f"]({posixpath.relpath(target, folder or '.')}" if target else link[0]

    return re.sub(r"\]\((\.\./[^)#\s]+)", led, markdown)


def sources(language: str) -> dict[str, str]:
    """Return the generated page of each file of the repository, or folder, that pages written by hand link to."""
    plain = {
        f"mkdocs_praxis/practice/texts/{spoken}/{name}.md": path
        for path, (name, spoken) in _PLAIN.items()
        if spoken == language
    }
    return plain | reference.sources(language)


def pages() -> dict[str, str]:
    """Return the generated Markdown pages by path."""
    made = {"rules/index.md": _rules(), "vendors/index.md": _vendors()}
    made |= {path: _plain(name, language) for path, (name, language) in _PLAIN.items()}
    made |= {f"rules/{rule.name}.md": _rule(rule) for rule in all_rules()}
    made |= {f"vendors/{name}.md": _category(name, known) for name, known in _by_category().items()}
    return made | reference.pages()


# Texts that the software ships and the manual shows: page → text, language.
_PLAIN = {
    "de/haltung.md": ("haltung-praxis", "de"),
    "de/agentur.md": ("fragen-agentur", "de"),
    "stance.md": ("haltung-praxis", "en"),
    "agency.md": ("fragen-agentur", "en"),
}


def _plain(name: str, language: str) -> str:
    titles = {"de": "# Warum ohne soziale Netzwerke\n\n", "en": "# Why without social networks\n\n"}
    head = titles[language] if name.startswith("haltung") else ""
    front = "---\nsprache: de\n---\n" if language == "de" else ""
    return front + head + plain_text(name, language)


def _rule(rule: Rule) -> str:
    on_practices = f"; {rule.practice.value} on practice pages" if rule.practice else ""
    return "\n".join(
        [
            f"# {rule.name}",
            "",
            f"{_angled(rule.title['en'])}. {_angled(rule.why['en'])}",
            "",
            f"- **Code:** {rule.code}",
            f"- **Severity:** {rule.severity.value}{on_practices}",
            f"- **Law:** {'; '.join(rule.law)} ({rule.certainty.value})",
            "",
            f"*Deutsch:* {_angled(' '.join((rule.title['de'] + '.', rule.why['de'], rule.fix['de'])))}",
            "",
            # the second word of a fence tells our tests what the block is; Markdown would not take it for a fence
            page_text(rule.name).replace(" flagged\n", "\n").replace(" fine\n", "\n"),
        ]
    )


def _rules() -> str:
    head = """# Rules

`praxis explain RULE` prints the same pages; RULE is a name or a code. *Law* says how settled the law behind a rule is:
`settled`, `prevailing`, `contested`, or `stance`, which is ours and not the law's.

| Code | Rule | What | Severity | Law |
|---|---|---|---|---|
"""
    return head + "".join(
        f"| {r.code} | [{r.name}]({r.name}.md) | {_angled(r.title['en'])} | {r.severity.value} | {r.certainty.value} |\n"
        for r in all_rules()
    )


def _by_category() -> dict[str, list[Vendor]]:
    groups: dict[str, list[Vendor]] = defaultdict(list)
    for vendor in sorted(vendors(), key=lambda v: (v.category, v.name.lower())):
        groups[vendor.category].append(vendor)
    return groups


def _vendors() -> str:
    groups = _by_category()
    head = f"""# Vendors

{sum(map(len, groups.values()))} vendors are known by name. Every other foreign host is forbidden just the same: the catalogue only adds names,
reasons and replacements. `praxis vendors HOST` says the same in the terminal.

| Group | Vendors | Among them |
|---|---|---|
"""
    return head + "".join(
        f"| [{name}]({name}.md) | {len(known)} | {_cell(', '.join(v.name for v in known[:4]))} |\n"
        for name, known in groups.items()
    )


def _category(name: str, known: list[Vendor]) -> str:
    parts = [f"# Vendors: {name}", ""]
    for vendor in known:
        where = ", ".join(p for p in (vendor.operator, vendor.country) if p)
        parts += [f"## {_text(vendor.name)}", ""]
        parts += [_text(where), ""] if where else []
        for label, text in (("Learns", vendor.learns), ("Instead", vendor.instead)):
            if text.get("en"):
                parts += [f"**{label}:** {_text(text['en'])}", ""]
        shown = ", ".join(f"`{host.lstrip('=')}`" for host in vendor.hosts[:8])
        more = f" and {len(vendor.hosts) - 8} more" if len(vendor.hosts) > 8 else ""
        parts += [f"**Hosts:** {shown}{more}", ""] if shown else []
    return "\n".join(parts)


def _angled(text: str) -> str:
    """Return a text in which a tag is a word, not a tag."""
    return text.replace("<", "&lt;")


def _text(text: str) -> str:
    """Return a text of the catalogue as Markdown that means just that text."""
    for sign in "\\`*_<[":
        text = text.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")
