"""The line that a finding points at, cut to a readable window."""

_WINDOW = 160


def excerpt(data: bytes, line: int, column: int) -> tuple[str, int]:
    """Return the line of a file (or a window of a long one) and the column within it, from 1.

    Decodes as far as needed to show it to a person; positions come from the reader, which decodes as a browser does.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 1 <= line <= len(lines):
        return "", 1
    whole = lines[line - 1]
    if len(whole) <= _WINDOW:
        return whole, column
    start = max(0, min(column - 1 - _WINDOW // 4, len(whole) - _WINDOW))
    end = start + _WINDOW
    head, tail = ("…" if start else ""), ("…" if end < len(whole) else "")
    return head + whole[start:end] + tail, column - start + len(head)
