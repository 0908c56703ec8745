"""Tables and columns as ``schema.sql`` has them: the one place that says what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

SqlType = Literal["TEXT", "TEXT_LIST", "INTEGER", "REAL"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``description`` is the comment behind it in ``schema.sql``."""

    name: str
    type: SqlType
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``key`` holds the names of its primary key's columns."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def order(self) -> tuple[str, ...]:
        """Columns that put the rows into their one order: time, or place in the document."""
        if self.name == "events":
            return ("earliest", "latest", "event_id")
        if self.name == "event_evidence":
            return ("event_id", "doc_id", "start", "end", "edtf", "rule", "rowid")
        if self.name == "series":
            return ("metric", "scope", "unit", "as_of", "stated_on", "figure_id")
        names = self.column_names
        place = ("doc_id", "start", "end") if "start" in names else ()
        return (*place, *(name for name in self.key if name not in place))


_TABLE = re.compile(r"((?:^--[^\n]*\n)*)^CREATE TABLE \"(\w+)\" \(\n(.*?)^\);", re.S | re.M)
_COLUMN = re.compile(
    r'^\s+"(?P<name>\w+)" (?P<type>TEXT_LIST|TEXT|INTEGER|REAL)(?P<rest>[^-\n]*)'
    r"(?:-- (?P<description>[^\n]*))?$",
    re.M,
)
_KEY = re.compile(r"^\s+PRIMARY KEY \(([^)]*)\)", re.M)

SCHEMA = files("pipeline.store").joinpath("schema.sql").read_text("utf-8")


def _table(comment: str, name: str, body: str) -> Table:
    columns: list[Column] = []
    key: tuple[str, ...] = ()
    for match in _COLUMN.finditer(body):
        sql_type: SqlType = match["type"]  # type: ignore[assignment]
        columns.append(
            Column(match["name"], sql_type, "NOT NULL" in match["rest"], match["description"] or "")
        )
        if "PRIMARY KEY" in match["rest"]:
            key = (match["name"],)
    if together := _KEY.search(body):
        key = tuple(re.findall(r"\w+", together[1]))
    return Table(name, comment.replace("--", "").strip(), tuple(columns), key)


_PUBLIC, _INTERNAL = SCHEMA.split("-- internal\n")

TABLES: Mapping[str, Table] = {
    match[2]: _table(match[1], match[2], match[3]) for match in _TABLE.finditer(_PUBLIC)
}
"""The tables of docs/CONTRACT.md, in its order."""

EXPORTED: tuple[Table, ...] = tuple(table for name, table in TABLES.items() if name != "runs")
"""The tables that are written as files."""
