"""Tables in plain text: rows whose cells stand between tabs or upright bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.load.lines import Line
from pipeline.records import Block

_RULE = re.compile(r"[|+:\-=\s─━┃│┼├┤]+")
_CELL = {"|": re.compile(r"[^|]+"), "\t": re.compile(r"[^\t]+")}


def plain_tables(lines: Sequence[Line], fixed: Sequence[Block]) -> list[Block]:
    """Table and cell blocks for runs of two or more rows of like separators outside ``fixed``."""
    if fixed:
        return []
    blocks: list[Block] = []
    n = 0
    while n < len(lines):
        separator = _separator(lines[n].text)
        stop = n
        while stop < len(lines) and separator and _separator(lines[stop].text) == separator \
                and (stop == n or lines[stop].blanks == 0):
            stop += 1
        if separator and stop - n >= 2:
            blocks.extend(_table(lines[n:stop], separator))
        n = max(stop, n + 1)
    return blocks


def _separator(text: str) -> str | None:
    if text.count("|") >= 2 and (text[0] == "|" or text.count("|") >= 3):
        return "|"
    return "\t" if "\t" in text.strip() else None


def _table(rows: Sequence[Line], separator: str) -> list[Block]:
    cells: list[Block] = []
    row = 0
    for line in rows:
        if _RULE.fullmatch(line.text):
            continue
        for column, match in enumerate(_CELL[separator].finditer(line.text)):
            cell = match.group()
            if cell.strip():
                start = line.start + match.start() + len(cell) - len(cell.lstrip())
                cells.append(
                    Block(kind="cell", start=start, end=start + len(cell.strip()), row=row,
                          column=column, row_span=1, column_span=1)
                )
        row += 1
    if not cells:
        return []
    return [Block(kind="table", start=cells[0].start, end=cells[-1].end), *cells]
