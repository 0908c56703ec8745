"""Dates of a document: the calendar grammar over its blocks, discourse carried along."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.extract.context import Context
from pipeline.grammar.calendar import Discourse, find
from pipeline.language.analysis import readable
from pipeline.records import Block, DateExpression


def extract(context: Context) -> tuple[DateExpression, ...]:
    """Every date expression in the readable blocks, in order of the text, none overlapping.

    Blocks are read whole, not by sentence: a sentence splitter may cut ``2013. 8. 14.``. A
    newline inside a block is a space (lines that a slide or a PDF broke). A quarter or month in
    a table's head is of the year that stands over its column.
    """
    analysis = context.analysis
    discourse = Discourse.at(analysis.published)
    heads = _Heads()
    found: list[DateExpression] = []
    for index in readable(analysis.blocks):
        block = analysis.blocks[index]
        surface = analysis.text[block.start : block.end]
        if not surface.strip():
            continue
        discourse.end_paragraph()
        over = heads.over(block)
        if over is not None:
            discourse.set_year(over)
        dates = find(surface.replace("\n", " "), discourse=discourse)
        heads.note(block, surface, dates)
        for date in dates:
            start, end = block.start + date.start, block.start + date.end
            found.append(replace(date, start=start, end=end, text=analysis.text[start:end]))
    return tuple(found)


class _Heads:
    """The years in the head rows of the table being read, by the columns that they span."""

    def __init__(self) -> None:
        self._row = 0
        self._years: list[tuple[int, int, int, str]] = []  # row, columns from and to, EDTF

    def over(self, cell: Block) -> str | None:
        """The year that stands in a row above ``cell`` over its column."""
        if cell.kind != "cell" or cell.row is None or cell.column is None:
            return None
        if cell.row < self._row:  # another table
            self._years.clear()
        self._row = cell.row
        over = [
            year
            for row, first, last, year in self._years
            if row < (cell.row or 0) and first <= (cell.column or 0) < last
        ]
        return over[-1] if over else None

    def note(self, cell: Block, surface: str, dates: list[DateExpression]) -> None:
        """Remember a cell that holds a year and nothing else."""
        if cell.kind != "cell" or cell.row is None or cell.column is None or len(dates) != 1:
            return
        date = dates[0]
        if date.edtf and len(date.edtf) == 4 and date.text == surface.strip():
            last = cell.column + (cell.column_span or 1)
            self._years.append((cell.row, cell.column, last, date.edtf))
