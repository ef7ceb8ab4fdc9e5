"""The columns of a survey, and atomic writing of Parquet files."""

import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

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


class Part:
    """A Parquet file that is written in groups of rows, and renamed to its final name when complete."""

    def __init__(self, path: Path, schema: pa.Schema, about: dict[str, str]) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.{os.getpid()}.part")
        self._schema = schema.with_metadata(about)
        self._rows: list[dict[str, Any]] = []
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(self._part, self._schema, compression="zstd")
        return self

    def add(self, row: dict[str, Any]) -> None:
        """Add a row; rows are written in batches."""
        self._rows.append(row)
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._writer is not None:
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
        self._rows.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        if self._writer is not None:
            self._writer.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)


def is_whole(path: Path, about: dict[str, str]) -> bool:
    """Whether an earlier run completed this file from the same input with the same rules."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid):
        return False
    return all(metadata.get(key.encode()) == value.encode() for key, value in about.items())
