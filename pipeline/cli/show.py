"""Tables and records for the eye: wide characters aligned, ids never cut."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.export.files import cell_text
from pipeline.query import CATEGORIES
from pipeline.store.rows import Row

WIDTH_IN_PIPE = 200
"""Columns of a table that goes into a file or a pipe."""

STATUSES = {
    "occurred": "실행", "ongoing": "진행", "planned": "예정", "forecast": "전망",
    "cancelled": "취소", "postponed": "연기",
}  # fmt: skip

_WHOLE = {"event_id", "figure_id", "vision_id", "doc_id", "entity_id", "edtf", "value", "audit_id"}


def console() -> Console:
    """stdout, as wide as the terminal."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(width=WIDTH_IN_PIPE, highlight=False, color_system=None)


def _display(name: str, row: Row) -> str:
    value = row.get(name)
    if name == "category" and value in CATEGORIES:
        return CATEGORIES[str(value)]
    if name == "status" and value in STATUSES and "title" in row:
        return STATUSES[str(value)]
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name == "value":
        ends = (value, row.get("value_max"))
        return "~".join(f"{end:,.15g}" for end in ends if isinstance(end, float))
    return cell_text(value)


def show_table(rows: Iterable[Row], columns: Sequence[tuple[str, str]]) -> None:
    """A terminal table of the given (column, heading) pairs."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, heading in columns:
        whole = name in _WHOLE
        table.add_column(
            heading,
            no_wrap=whole,
            min_width=16 if name.endswith("_id") and name != "entity_id" else None,
            overflow="fold",
            justify="right" if name in ("value", "n_documents", "n_chars") else "left",
        )
    for row in rows:
        table.add_row(*(Text(_display(name, row)) for name, _ in columns))
    console().print(table)
