"""``datapackage.json`` (Frictionless Data Package): every file, every column, every link."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.export.files import write_text
from pipeline.settings import VERSION
from pipeline.store import EXPORTED, Column, Table

_TYPES = {"TEXT": "string", "TEXT_LIST": "array", "INTEGER": "integer", "REAL": "number"}
_DAYS = ("earliest", "latest", "as_of_earliest", "as_of_latest", "valid_from", "valid_to")
"""Columns of whole ISO days; other dates are EDTF, which no type of Frictionless is."""

_TARGETS: Mapping[str, tuple[str, str]] = {
    "doc_id": ("documents", "doc_id"),
    "event_id": ("events", "event_id"),
    "mention_id": ("mentions", "mention_id"),
    "figure_id": ("figures", "figure_id"),
    "block_id": ("blocks", "block_id"),
    "version_of": ("documents", "doc_id"),
    "duplicate_of": ("documents", "doc_id"),
    "outcome_of": ("events", "event_id"),
    "other_id": ("events", "event_id"),
}
"""Column to the table and column that it refers to, in whatever table it stands."""
_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/parquet"}
_NOTES = {
    "csv": (
        "UTF-8 with a byte order mark; null is the empty cell, a list a JSON array. A text that "
        "begins with =, +, -, @, a tab, a line break or an apostrophe has an apostrophe before "
        "it, so that no spreadsheet runs it: take one leading apostrophe away to get it back. "
        "Numbers stand as they are."
    ),
    "jsonl": "One JSON object a line, UTF-8; null is null.",
    "parquet": "Strings, 64-bit integers, doubles and lists of strings; null is null.",
}


def table_schema(table: Table, suffix: str = "csv") -> dict[str, Any]:
    """The Frictionless table schema of a table."""
    schema: dict[str, Any] = {
        "fields": [_field(column, suffix) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if links := _links(table):
        schema["foreignKeys"] = links
    return schema


def _field(column: Column, suffix: str) -> dict[str, Any]:
    kind = _TYPES[column.type]
    if column.name in _DAYS and suffix != "parquet":
        kind = "date"
    one: dict[str, Any] = {
        "name": column.name, "type": kind, "description": column.description,
    }  # fmt: skip
    if column.required:
        one["constraints"] = {"required": True}
    return one


def _links(table: Table) -> list[dict[str, Any]]:
    links = []
    for column in table.columns:
        target = _TARGETS.get(column.name)
        if column.name == "supersedes":  # of an event an event, of a figure a figure
            target = ("figures", "figure_id") if table.name == "series" else ("events", "event_id")
        # A correction outlives the document that it corrects.
        if target is None or target == (table.name, column.name) or table.name == "corrections":
            continue
        resource = "" if target[0] == table.name else target[0]
        links.append(
            {"fields": [column.name], "reference": {"resource": resource, "fields": [target[1]]}}
        )
    return links


def write_datapackage(directory: Path, suffix: str) -> Path:
    """Describe the files of ``EXPORTED`` in ``directory``, with their sizes and hashes."""
    package = {
        "profile": "data-package",
        "name": "yeonpyo",
        "title": "Policy history out of Korean documents",
        "description": f"Tables made by yeonpyo {VERSION}. {_NOTES[suffix]}",
        "version": VERSION,
        "keywords": ["policy history", "industrial clusters", "regional policy", "Korea"],
        "resources": [_resource(directory, table, suffix) for table in EXPORTED],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return write_text(directory / "datapackage.json", text)


def _resource(directory: Path, table: Table, suffix: str) -> dict[str, Any]:
    path = directory / f"{table.name}.{suffix}"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    size = path.stat().st_size
    # Frictionless reads neither lists in Parquet nor JSON Lines without a line: their bytes and
    # hash are checked, their columns described alone.
    unread = suffix == "parquet" or (suffix == "jsonl" and not size)
    return {
        **({"type": "file"} if unread else {}),
        "profile": "tabular-data-resource" if suffix == "csv" else "data-resource",
        "name": table.name,
        "path": path.name,
        "format": suffix,
        "mediatype": _MEDIA[suffix],
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "description": table.description,
        "schema": table_schema(table, suffix),
    }
