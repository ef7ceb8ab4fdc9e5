"""The line that a finding points at, cut to a readable window."""

import codecs

from mkdocs_praxis.files import in_bytes
from mkdocs_praxis.policy.model import Finding, Severity
from mkdocs_praxis.web.kinds import unpacked_if_whole

_WINDOW = 160


class Lines:
    """The lines of a file, split once for all its findings, no further than needed; decoded for people, while readers give positions."""

    def __init__(self, file: str, data: bytes) -> None:
        data = unpacked_if_whole(file, data)[1]
        if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            data = data.decode("utf-16", "replace").encode("utf-8", "surrogatepass")
        data = data.removeprefix(codecs.BOM_UTF8)
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._data = data
        self._lines: list[bytes] = []
        self._whole = False

    def excerpt(self, line: int, column: int) -> tuple[str, int]:
        """Return a line (or a window of a long one) and the column within it, from 1."""
        if line > len(self._lines) and not self._whole:
            self._whole = bool(self._lines)
            # The last of the parts is what was not split.
            self._lines = self._data.split(b"\n", -1 if self._whole else max(line, 0))
            if not self._whole and len(self._lines) > line:
                del self._lines[-1]
        if not 1 <= line <= len(self._lines):
            return "", 1
        try:
            whole = self._lines[line - 1].decode("utf-8")
        except UnicodeDecodeError:  # most such pages are old Western ones
            whole = self._lines[line - 1].decode("cp1252", "replace")
        if len(whole) <= _WINDOW:
            return whole, column
        start = max(0, min(column - 1 - _WINDOW // 4, len(whole) - _WINDOW))
        end = start + _WINDOW
        head, tail = ("…" if start else ""), ("…" if end < len(whole) else "")
        return head + whole[start:end] + tail, column - start + len(head)


def with_excerpts(findings: list[Finding], held: bytes | str) -> list[Finding]:
    """Return findings with the lines they point at; notes, and words of a whole page, are told without."""
    if all(finding.severity is Severity.NOTE for finding in findings):
        return findings
    lines = Lines(findings[0].file, in_bytes(held))
    return [f if f.severity is Severity.NOTE or f.quote else with_excerpt(f, lines) for f in findings]


def with_excerpt(finding: Finding, lines: Lines) -> Finding:
    """Return a finding with the line it points at."""
    shown, column = lines.excerpt(finding.line, finding.column)
    return finding._replace(excerpt=shown, excerpt_column=column)
