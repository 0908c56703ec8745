"""Spreadsheets and CSV files that are one document: each stretch of filled rows is a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.errors import UnreadableDocument
from pipeline.load.page import Page
from pipeline.load.sheets import Sheet, read_csv, read_workbook
from pipeline.load.structure import Cell, PageWriter, table_layout

_DEFAULT_NAMES = ("sheet", "시트")


def load_workbook(data: bytes) -> Page:
    """The page of a workbook. Raises UnreadableDocument as ``read_workbook`` does, and for one
    without a filled cell."""
    return _page(read_workbook(data))


def load_csv(data: bytes) -> Page:
    """The page of a CSV file, a single table."""
    return _page([read_csv(data)])


def _page(sheets: Sequence[Sheet]) -> Page:
    writer = PageWriter()
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise UnreadableDocument("workbook has no filled cell; give one with text")
    for sheet in filled:
        if len(filled) > 1 and not sheet.name.lower().startswith(_DEFAULT_NAMES):
            writer.heading(sheet.name)
        for top, bottom in _stretches(sheet.rows):
            _write(writer, sheet, top, bottom)
    return writer.page(encoding=filled[0].encoding)


def _stretches(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Runs of rows with something in them: first row and the row after the last."""
    top: int | None = None
    for number, row in enumerate(rows):
        if any(row):
            top = number if top is None else top
        elif top is not None:
            yield top, number
            top = None
    if top is not None:
        yield top, len(rows)


def _write(writer: PageWriter, sheet: Sheet, top: int, bottom: int) -> None:
    """Titles over a table (rows with one cell) as paragraphs, then the table."""
    while top < bottom and sum(map(bool, sheet.rows[top])) == 1:
        writer.paragraph(next(cell for cell in sheet.rows[top] if cell))
        top += 1
    spans = {(first, left): (last - first + 1, right - left + 1)
             for first, left, last, right in sheet.merged}
    first = min((n for row in sheet.rows[top:bottom] for n, cell in enumerate(row) if cell),
                default=0)
    cells = [
        Cell(cell, row - top, column - first, *spans.get((row, column), (1, 1)))
        for row in range(top, bottom)
        for column, cell in enumerate(sheet.rows[row]) if cell
    ]
    if not cells:
        return
    if table_layout(cells) == "flow":
        for cell in cells:
            writer.paragraph(cell.text)
    else:
        writer.table(cells)
