"""Writing HTML elements as lines: blocks from the tags, cells of the tables that hold data."""

from __future__ import annotations

from collections.abc import Iterable

from bs4.element import NavigableString, Tag

from pipeline.errors import UnreadableDocument
from pipeline.load.htmltags import BLOCKS, PARAGRAPHS, SPACE, plain
from pipeline.records import Block

MAX_CELL_CHARS = 400
"""Characters. A table with longer cells on average lays out a page, it does not hold data."""

MAX_DEPTH = 150
"""Levels of nesting that are followed; deeper tags are junk that would exhaust the stack."""

MAX_COVERED = 200_000
"""Places of one table that merged cells may cover."""


class Writer:
    """Writes an element as lines and remembers the tables' and captions' spans."""

    def __init__(self, stop: Tag | None = None) -> None:
        self.parts: list[str] = []
        self.fixed: list[Block] = []
        self._length = 0
        self._stop = stop

    def put(self, text: str) -> None:
        """Write ``text`` as it is."""
        self.parts.append(text)
        self._length += len(text)

    def _newlines(self, count: int) -> None:
        """End the line, with ``count - 1`` blank lines."""
        if not self.parts or self.parts[-1] == "• ":
            return
        have = 0
        for part in reversed(self.parts):
            stripped = part.rstrip("\n")
            have += len(part) - len(stripped)
            if stripped:
                break
        if have < count:
            self.put("\n" * (count - have))

    def element(self, tag: Tag, depth: int) -> None:
        """Write ``tag`` and what is in it."""
        for child in tag.children:
            if isinstance(child, NavigableString):
                self._string(child, preserve=tag.name == "pre")
            elif isinstance(child, Tag) and child is not self._stop and depth < MAX_DEPTH:
                self._child(child, depth)

    def _string(self, string: NavigableString, preserve: bool) -> None:
        if preserve:
            self.put(str(string))
            return
        text = SPACE.sub(" ", string)
        if text == " " and (not self.parts or self.parts[-1].endswith(("\n", " "))):
            return
        if self.parts and self.parts[-1].endswith("\n"):
            text = text.lstrip()
        if text:
            self.put(text)

    def _child(self, tag: Tag, depth: int) -> None:
        name = tag.name
        if name == "br":
            self.put("\n")
            return
        if name == "table" and (rows := _data_rows(tag)) is not None:
            self._newlines(2)
            if (caption := tag.find("caption")) is not None:  # its unit is that of the cells
                start = self._length
                self.put(plain(caption))
                self._fix("caption", start)
                self._newlines(1)
            self._table(rows)
            self._newlines(2)
            return
        if name not in BLOCKS:
            self.element(tag, depth + 1)
            return
        gap = 2 if name in PARAGRAPHS else 1
        self._newlines(gap)
        if name == "li" and tag.get_text(strip=True):
            self.put("• ")
        start = self._length
        self.element(tag, depth + 1)
        if name in ("figcaption", "caption"):
            self._fix("caption", start)
        self._newlines(gap)

    def _fix(self, kind: str, start: int) -> None:
        text = "".join(self.parts)[start:]
        stripped = text.strip()
        if stripped:
            begin = start + len(text) - len(text.lstrip())
            self.fixed.append(
                Block(
                    kind="caption" if kind == "caption" else "cell",
                    start=begin,
                    end=begin + len(stripped),
                )
            )

    def _table(self, rows: list[list[Tag]]) -> None:
        start = self._length
        cells: list[Block] = []
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(rows):
            column = 0
            for cell in line:
                while (row, column) in taken:
                    column += 1
                tall = min(_span(cell, "rowspan"), len(rows) - row)
                wide = _span(cell, "colspan")
                taken.update(
                    (r, c) for r in range(row + 1, row + tall) for c in range(column, column + wide)
                )
                if len(taken) > MAX_COVERED:
                    raise UnreadableDocument(
                        f"a table's merged cells cover more than {MAX_COVERED} places: broken, or "
                        "a bomb; save the page anew"
                    )
                text = plain(cell)
                if text:
                    cells.append(
                        Block(
                            kind="cell",
                            start=self._length,
                            end=self._length + len(text),
                            row=row,
                            column=column,
                            row_span=tall,
                            column_span=wide,
                        )
                    )
                    self.put(text + "\n")
                column += wide
        if cells:
            self.fixed.append(Block(kind="table", start=start, end=cells[-1].end))
            self.fixed.extend(cells)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() else 1


def _data_rows(table: Tag) -> list[list[Tag]] | None:
    """The rows of a table that holds data, None for one that lays out the page."""
    if table.find("table") is not None:
        return None
    rows = [list(row.find_all(["td", "th"])) for row in table.find_all("tr")]
    rows = [row for row in rows if row]
    cells = [cell for row in rows for cell in row]
    if (len(rows) < 2 and len(cells) < 3) or max(map(len, rows), default=0) < 2:
        return None
    lengths = _lengths(cells)
    filled = [length for length in lengths if length]
    if not filled or sum(filled) / len(filled) > MAX_CELL_CHARS or max(filled) > 4 * MAX_CELL_CHARS:
        return None
    return rows


def _lengths(cells: Iterable[Tag]) -> list[int]:
    return [len(plain(cell)) for cell in cells]
