"""Finds the foreign URLs in an mkdocs.yml: extra_css, extra_javascript, logo and favicon."""

from collections.abc import Iterator

import yaml

from mkdocs_praxis.localise.references import Reference
from mkdocs_praxis.web.contact import Kind

_LISTS = {"extra_css": Kind.STYLE, "extra_javascript": Kind.SCRIPT}
_THEME = {"logo": Kind.IMAGE, "favicon": Kind.IMAGE}


def settings_references(text: str) -> Iterator[Reference]:
    """Yield the foreign URLs of a configuration with positions; none if it is invalid YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    found = sorted(_nodes(root), key=lambda pair: int(pair[0].start_mark.index))
    for node, kind in found:
        url = str(node.value)
        if url.startswith(("http://", "https://", "//")):
            mark = node.start_mark
            start = text.index(url, mark.index)
            whole = f"https:{url}" if url.startswith("//") else url
            yield Reference(whole, start, start + len(url), mark.line + 1, kind, relative=True)


def _nodes(root: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, Kind]]:
    for key, value in _pairs(root):
        if key in _LISTS and isinstance(value, yaml.SequenceNode):
            for item in value.value:
                inner = dict(_pairs(item)).get("path", item)
                if isinstance(inner, yaml.ScalarNode):
                    yield inner, _LISTS[key]
        elif key == "theme":
            yield from (
                (node, _THEME[name])
                for name, node in _pairs(value)
                if name in _THEME and isinstance(node, yaml.ScalarNode)
            )


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    return (
        [(str(key.value), value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []
    )
