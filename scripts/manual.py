"""MkDocs hook: the manual's pages on rules, vendors and components, made from the same files the software runs on."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_praxis.components import PRIVACY_CLASSES
from mkdocs_praxis.components import catalogue as components
from mkdocs_praxis.policy.rules import all_rules, page_text
from mkdocs_praxis.vendors import catalogue as vendors


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    return files


def pages() -> dict[str, str]:
    """Return the generated Markdown pages by path."""
    made = {"rules/index.md": _rules(), "vendors.md": _vendors(), "components.md": _components()}
    for rule in all_rules():
        head = f"# {rule.name}\n\n**{rule.code}** · {rule.severity.value} · {rule.certainty.value} · {'; '.join(rule.law)}\n\n"
        words = f"{rule.title['en']}. {rule.why['en']}\n\n*Deutsch:* {rule.title['de']}. {rule.why['de']} {rule.fix['de']}\n\n"
        made[f"rules/{rule.name}.md"] = (
            head + words + page_text(rule.name).replace(" flagged\n", "\n").replace(" fine\n", "\n")
        )
    return made


def _rules() -> str:
    rows = [
        f"| [{r.code}]({r.name}.md) | [{r.name}]({r.name}.md) | {r.title['en']} | {r.severity.value} | {r.certainty.value} |"
        for r in all_rules()
    ]
    return "\n".join(
        [
            "# Rules",
            "",
            "`praxis explain RULE` prints the same pages.",
            "",
            "| Code | Rule | What | Severity | Law |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _vendors() -> str:
    known = sorted(vendors(), key=lambda v: (v.category, v.name.lower()))
    lines = [
        "# Vendors",
        "",
        f"{len(known)} vendors are known by name. Every other foreign host is forbidden just the same.",
        "",
    ]
    category = ""
    for vendor in known:
        if vendor.category != category:
            category = vendor.category
            lines += [
                "",
                f"## {category}",
                "",
                "| Vendor | Operator | What a visitor's browser tells it | Instead |",
                "|---|---|---|---|",
            ]
        where = ", ".join(p for p in (vendor.operator, vendor.country) if p)
        cells = (vendor.name, where, vendor.learns.get("en", ""), vendor.instead.get("en", ""))
        lines.append("| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |")
    return "\n".join(lines) + "\n"


def _components() -> str:
    lines = [
        "# Themes and components",
        "",
        "Every component says its privacy class: who is contacted, and when.",
        "",
    ]
    lines += [
        "| Class | Means |",
        "|---|---|",
        *(f"| {name} | {what} |" for name, what in PRIVACY_CLASSES.items()),
        "",
    ]
    for one in sorted(components(), key=lambda c: c.name):
        if one.theme:
            continue
        lines += [
            f"## {one.title}",
            "",
            f"`{one.name}` (German: `{one.german}`) · class **{one.privacy}**: {one.why}",
            "",
        ]
        if one.replaces:
            lines += [f"Replaces: {one.replaces}", ""]
        lines += [f"Accessibility: {one.accessibility}", "", "```", one.example.strip(), "```", ""]
        if one.options:
            lines += ["| Option | German | What |", "|---|---|---|"]
            lines += [
                f"| `{o.name}` | `{o.german}` | {o.about}{' (needed)' if o.required else ''} |"
                for o in one.options
            ]
            lines.append("")
    return "\n".join(lines)
