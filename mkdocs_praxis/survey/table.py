"""The columns of a survey, and atomic writing of Parquet files."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_TEXT = pa.dictionary(pa.int32(), pa.string())
PAGES = pa.schema(
    [
        ("site", pa.string()),
        ("page", pa.string()),
        ("digest", pa.string()),
        ("profession", _TEXT),
        ("contacts", pa.int32()),  # before a click, with severity error or warning
        ("unread", pa.string()),  # why it could not be read, or ""
        ("repeated", pa.bool_()),  # the same content was read at another URL of the site
    ]
)
_OFTEN = ("vendor", "operator", "country", "category", "rule", "severity", "certainty", "trigger", "via")
CONTACTS = pa.schema(
    [*((name, pa.string()) for name in ("site", "page", "url", "host")), *((name, _TEXT) for name in _OFTEN)]
)
_ROWS = 20_000


@contextmanager
def part(path: Path, schema: pa.Schema, about: dict[str, str]) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Yield what adds a row to a Parquet file; the file is written in groups of rows, and gets its name when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    whole, rows = schema.with_metadata(about), list[dict[str, Any]]()
    try:
        with pq.ParquetWriter(unfinished, whole, compression="zstd") as writer:

            def flush() -> None:
                writer.write_table(pa.Table.from_pylist(rows, whole))
                rows.clear()

            def add(row: dict[str, Any]) -> None:
                rows.append(row)
                if len(rows) >= _ROWS:
                    flush()

            yield add
            flush()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def is_whole(path: Path, about: dict[str, str]) -> bool:
    """Whether an earlier run completed this file from the same input with the same rules."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid):
        return False
    return all(metadata.get(key.encode()) == value.encode() for key, value in about.items())
