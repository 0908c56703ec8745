"""Tables as files: Parquet, CSV, JSON Lines; written beside their place, then moved into it."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from pipeline.store import Table
from pipeline.store.rows import Row

BATCH_ROWS = 10_000
"""Rows of one Parquet row group: keeps memory flat, files still compress well."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, or skips before one."""
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to that becomes ``path`` at the end, or vanishes on an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        yield partial
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def number_text(value: float) -> str:
    """A number without a needless ``.0`` or exponent."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)


def cell_text(value: object) -> str:
    """A cell as CSV holds it: null is empty, a list a JSON array."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return json.dumps(list(value), ensure_ascii=False)
    return number_text(value) if isinstance(value, float) else str(value)


def defuse(text: str) -> str:
    """A cell that a spreadsheet would take for a formula, behind an apostrophe.

    A cell that begins with an apostrophe gets another one, so that ``restore`` has the text back.
    """
    guarded = text.startswith((*FORMULA, "'")) and _NUMBER.fullmatch(text) is None
    return "'" + text if guarded else text


def restore(text: str) -> str:
    """The text that ``defuse`` made safe."""
    return text.removeprefix("'")


def write_csv(
    stream: IO[str], names: Iterable[str], rows: Iterable[Row], *, safe: bool = False
) -> None:
    """CSV with CRLF; ``safe`` guards cells against being run as formulas."""
    fix: Callable[[str], str] = defuse if safe else str
    writer = csv.writer(stream)
    columns = list(names)
    writer.writerow(columns)
    writer.writerows([fix(cell_text(row[name])) for name in columns] for row in rows)


def write_jsonl(stream: IO[str], rows: Iterable[Row]) -> None:
    """One JSON object a line; lone surrogates, which UTF-8 cannot hold, are escaped."""
    for row in rows:
        stream.write(json_text(row) + "\n")


def write_text(path: Path, text: str) -> Path:
    """Write a small text file in one move; what UTF-8 cannot hold becomes ``?``."""
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    return path


def json_text(value: object) -> str:
    """JSON in readable Korean."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def arrow_schema(table: Table) -> Any:
    """The Arrow schema: strings, 64-bit integers, doubles, lists of strings."""
    import pyarrow as pa

    types = {
        "TEXT": pa.string(),
        "TEXT_LIST": pa.list_(pa.string()),
        "INTEGER": pa.int64(),
        "REAL": pa.float64(),
    }
    return pa.schema(
        [pa.field(c.name, types[c.type], nullable=not c.required) for c in table.columns]
    )


def write_parquet(target: Path | IO[bytes], table: Table, rows: Iterable[Row]) -> None:
    """Parquet; the same rows give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(table)
    with pq.ParquetWriter(target, schema) as writer:
        iterator = iter(rows)
        while batch := list(islice(iterator, BATCH_ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def save_csv(path: Path, table: Table, rows: Iterable[Row], *, safe: bool = False) -> None:
    """CSV in UTF-8 with BOM, so that a spreadsheet reads Korean."""
    with replacing(path) as partial, partial.open("w", encoding="utf-8-sig", newline="") as stream:
        write_csv(stream, table.column_names, rows, safe=safe)


def save_jsonl(path: Path, rows: Iterable[Row]) -> None:
    """JSON Lines in UTF-8."""
    with replacing(path) as partial, partial.open("w", encoding="utf-8", newline="\n") as stream:
        write_jsonl(stream, rows)


def save_parquet(path: Path, table: Table, rows: Iterable[Row]) -> None:
    """A Parquet file."""
    with replacing(path) as partial:
        write_parquet(partial, table, rows)
