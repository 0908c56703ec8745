"""Writes what a format marks (paragraphs, tables, notes, captions, pages) as one text with blocks.

Every structured format hands its parts to a ``PageWriter``; the outline then reads the text
around the fixed blocks as it does for plain text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from pipeline.errors import UnreadableDocument
from pipeline.load.blocks import outline
from pipeline.load.page import Declared, Page
from pipeline.records import Block
from pipeline.settings import MAX_TEXT_CHARS

MAX_CELLS = 100_000
"""Cells of all tables of one document. A bill's comparison table has a few hundred; what has
more than this is a data set, not a document."""

MAX_BOX_CHARS = 1_200
"""Characters. A table with a longer cell than this lays out a page, it does not hold data."""

MAX_MEAN_CHARS = 300
"""Characters a filled cell has on average in a table that holds data."""

MAX_BAR_CELLS = 3
"""Filled cells. A table of one row with no more is a bar with a heading in it (붙임 | 1 | …)."""

MAX_FRAME_CELLS = 4
"""Filled cells. A table with no more that holds a list or another table is a frame round them."""

_APART = "\n\n\n\n"
"""Between paragraphs: blank enough that the outline never takes two for one wrapped line."""

_BLANKS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]"
)


class Cell(NamedTuple):
    """A cell of a table: its text and place (row and column from 0)."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def clean(text: str) -> str:
    """``text`` in NFC, without control characters, its line breaks all newlines."""
    text = _CONTROL.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


class PageWriter:
    """Collects a document's parts in order. Raises UnreadableDocument once they pass the limits
    of ``settings``, so that a bomb never grows into memory."""

    def __init__(self, paged: bool = False) -> None:
        """``paged`` documents number their blocks' pages even where there is but one."""
        self._parts: list[str] = []
        self._fixed: list[Block] = []
        self._length = 0
        self._cells = 0
        self._paged = paged

    def paragraph(self, text: str) -> None:
        """A paragraph; its newlines are line breaks that the outline may rejoin."""
        text = clean(text).replace("\t", " ").strip("\n")
        if text.strip():
            self._put(text + _APART)

    def note(self, text: str) -> None:
        """A footnote or endnote, where it is referred to."""
        self._single("note", text)

    def caption(self, text: str) -> None:
        """The caption of a table, a figure or a picture."""
        self._single("caption", text)

    def heading(self, text: str) -> None:
        """A line that the format itself marks as a heading (a slide's title)."""
        self._single("heading", text)

    def page_break(self) -> None:
        """What follows stands on the next page (of a paged document)."""
        self._put("\f")

    def table(self, cells: Sequence[Cell]) -> None:
        """A data table: the filled cells as blocks inside one block of kind ``table``."""
        filled = [
            (cell, text) for cell in cells
            if (text := _BLANKS.sub(" ", clean(cell.text)).strip())
        ]
        if not filled:
            return
        self._cells += len(cells)
        if self._cells > MAX_CELLS:
            raise UnreadableDocument(
                f"more than {MAX_CELLS} table cells: this is a data set, not a document; "
                "cut it into smaller tables"
            )
        start = self._length
        blocks: list[Block] = []
        for cell, text in filled:
            text = text.replace("\n", " ")
            blocks.append(
                Block(kind="cell", start=self._length, end=self._length + len(text),
                      row=cell.row, column=cell.column,
                      row_span=cell.row_span, column_span=cell.column_span)
            )
            self._put(text + "\n")
        self._fixed.append(Block(kind="table", start=start, end=blocks[-1].end))
        self._fixed.extend(blocks)
        self._put(_APART)

    def page(
        self, declared: Declared | None = None, around: str = "", encoding: str | None = None
    ) -> Page:
        """The page of all that was written."""
        text = "".join(self._parts)
        fixed = tuple(self._fixed)
        if self._paged:
            fixed = paged(text, fixed)
        return Page(text=text, fixed=fixed, declared=declared or Declared(), around=around,
                    encoding=encoding)

    def _single(self, kind: Literal["note", "caption", "heading"], text: str) -> None:
        text = " ".join(clean(text).split())
        if text:
            self._fixed.append(
                Block(kind=kind, start=self._length, end=self._length + len(text))
            )
            self._put(text + _APART)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > 2 * MAX_TEXT_CHARS:
            raise UnreadableDocument(
                f"too long: more than {MAX_TEXT_CHARS} characters of text; split the file"
            )


def paged(text: str, fixed: Sequence[Block] = ()) -> tuple[Block, ...]:
    """The outline of ``text`` with each block's page, counted from 1 by form feeds."""
    blocks: list[Block] = []
    page, at = 1, 0
    for block in outline(text, fixed):
        page += text.count("\f", at, block.start)
        at = max(at, block.start)
        blocks.append(msgspec.structs.replace(block, page=page))
    return tuple(blocks)


Layout = Literal["table", "bar", "flow"]


def table_layout(cells: Sequence[Cell], nested: bool = False) -> Layout:
    """What a table is for: data (``table``), a heading in a bar (``bar``: one row of a few short
    cells), or the layout of a page (``flow``: boxes, columns of text, tables with ``nested``
    tables or lists in few cells), whose cells are read as running text."""
    filled = [cell for cell in cells if cell.text.strip()]
    if len(filled) <= 1 or len({cell.column for cell in filled}) == 1:
        return "flow"
    lengths = [len(cell.text) for cell in filled]
    if max(lengths) > MAX_BOX_CHARS or sum(lengths) / len(lengths) > MAX_MEAN_CHARS:
        return "flow"
    framed = nested or any(cell.text.strip().count("\n") >= 2 for cell in filled)
    if framed and len(filled) <= MAX_FRAME_CELLS:
        return "flow"
    if len({cell.row for cell in filled}) == 1 and len(filled) <= MAX_BAR_CELLS:
        return "flow" if any("\n" in cell.text.strip() for cell in filled) else "bar"
    return "table"
