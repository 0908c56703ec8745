"""Figures in a table's cells: unit, metric and time come from the heads and the caption."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.grammar import numerals
from pipeline.grammar.quantities import Quantity
from pipeline.grammar.units import match_unit
from pipeline.records import Block

_STATED = re.compile(r"[(\[（〔<]\s?(?:단위\s?[:：]?\s?)?([^()\[\]]{1,30})[)\]）〕>]")
_CAPTION = re.compile(r"단위\s?[:：]\s?([^)\]\n|]{1,40})")
_BARE = re.compile(r"\s*([△▲▽▼+-]?)\s?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?:\([^)]*\))?\s*")
_TIME = re.compile(r"(?:['’‘](\d\d)|((?:19|20)\d\d))\s?(?:년도?|\.)?\s?(?:\([^)]*\))?")
_YEAR = re.compile(r"(?:'|’|‘)?(?:19|20)\d\d(?:년|\.|$)|['’‘]\d\d")
# A year that heads a column; numbers of the size of a year have a comma in tables.
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
# A year before a head's words: ‘26년 본예산, 2025년도 실적
_DATED = re.compile(r"(?:['’‘](\d\d)|((?:19|20)\d\d))\s?(?:년도?|\.)\s?(?=[가-힣]{2}|\(?[가-힣])")
_YEAR_IN = re.compile(r"차\s?년도?\s?\((?:['’‘](\d\d)|((?:19|20)\d\d))년?\)$")
_SHORT_HEAD = 10
_LETTERED = re.compile(r"(?:[가-힣] ){1,4}[가-힣]")
_NO_METRIC = frozenset(("구분", "계", "합계", "비고", "지표", "항목"))
_MOST_HEADS = 3
_WIDEST = 40
"""Columns: a wider merged head is a frame."""
_PART = re.compile(r"(?:([1-4])\s?/?\s?4?\s?분기|(상반기)|(하반기)|(\d{1,2})월)(?:\s?\([^)]*\))?p?")
_CAPTION_REACH = 120
"""Characters above a table in which its unit may be stated."""


@dataclass(slots=True)
class Table:
    """Cells by (row, column), both from 0; ``caption`` the unit said over it."""

    block: Block
    cells: dict[tuple[int, int], tuple[int, Block]]
    caption: str
    covered: dict[tuple[int, int], tuple[int, Block]]
    """The merged cell over every place that it covers beside its own."""

    def head_rows(self, text: str) -> int:
        """How many rows stand above the first that holds a bare number beside a word."""
        for (row, _), (_, block) in sorted(self.cells.items()):
            said = text[block.start : block.end].strip()
            if _BARE.fullmatch(said) and not _YEAR_ALONE.fullmatch(said):
                return row
        return len(self.cells)

    def serials(self, text: str) -> set[int]:
        """Columns of running numbers, 1, 2, 3 …: they count nothing."""
        columns: dict[int, list[str]] = {}
        for (row, column), (_, block) in sorted(self.cells.items()):
            said = text[block.start : block.end].strip()
            if row and said.isdecimal():
                columns.setdefault(column, []).append(said)
        return {
            column
            for column, said in columns.items()
            if len(said) > 2 and said == [str(int(said[0]) + n) for n in range(len(said))]
        }

    def unit_column(self, text: str) -> int | None:
        """The column headed ``단위``, if there is one."""
        for (row, column), (_, block) in self.cells.items():
            if row == 0 and text[block.start : block.end].strip() == "단위":
                return column
        return None


def tables(context: Context) -> Iterator[Table]:
    """Every table with its cells."""
    analysis = context.analysis
    current: Table | None = None
    for index, block in enumerate(analysis.blocks):
        if block.kind == "table":
            if current is not None:
                yield current
            above = analysis.text[max(0, block.start - _CAPTION_REACH) : block.start]
            said = _CAPTION.findall(above)
            current = Table(block, {}, said[-1] if said else "", {})
        elif (
            block.kind == "cell"
            and current is not None
            and block.end <= current.block.end
            and block.row is not None
            and block.column is not None
        ):
            current.cells[block.row, block.column] = (index, block)
            stated = _CAPTION.search(analysis.text, block.start, block.end)
            if stated and block.row <= 1 and not current.caption:
                current.caption = stated[1]
            for right in range(1, min(block.column_span or 1, _WIDEST)):
                current.covered[block.row, block.column + right] = (index, block)
    if current is not None:
        yield current


def cell_heads(
    text: str, table: Table, row: int, column: int, top: int = 0
) -> tuple[str, list[str]]:
    """The text of the row's head, empty where there is none, and those over the column, from the
    top down to the first number (or the first ``top`` rows); a merged head counts for every
    column that it covers."""
    named = [
        said
        for c in range(column)
        if (row, c) in table.cells and (said := _words(text, table.cells[row, c][1]))
    ]
    row_head = named[0] if named else ""
    if len(named) > 1 and len(named[-1]) <= _SHORT_HEAD and not _year(named[-1]):
        row_head = f"{row_head} {named[-1]}"  # 스케일업 | 기간 | 6개월
    heads: list[str] = []
    for r in range(min(row, top) if top else row):
        found = table.cells.get((r, column)) or table.covered.get((r, column))
        if found is None:
            continue
        said = _words(text, found[1])
        if not said and heads:
            break
        if said and said not in heads:
            heads.append(said)
        if len(heads) == _MOST_HEADS:
            break
    return row_head, heads


def _words(text: str, block: Block) -> str:
    """A cell's text if it is a head: words, or a year."""
    return _as_head(text[block.start : block.end])


@lru_cache(maxsize=8192)
def _as_head(cell: str) -> str:
    said = " ".join(cell.split())
    if _YEAR.match(said) or _PART.fullmatch(said):
        return said
    if not said or _BARE.fullmatch(said) or not re.search(r"[가-힣A-Za-z]", said) or len(said) > 40:
        return ""
    return "" if re.match(r"[△▲약총]?\s?\d", said) else said


def read(context: Context, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` with the heads of those in cells, and the bare numbers of tables added."""
    text = context.analysis.text
    by_block: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.block.kind == "cell":
            by_block.setdefault(draft.block_index, []).append(draft)
    added: list[Draft] = []
    units: set[int] = set()  # drafts that are the cells of a column of units
    for table in tables(context):
        unit_column = table.unit_column(text)
        days = _days(context, table)
        top, serials = table.head_rows(text), table.serials(text)
        for (row, column), (index, block) in table.cells.items():
            if column == unit_column:
                units.update(id(draft) for draft in by_block.get(index, ()))
                continue
            if column in serials and index not in by_block:
                continue
            row_head, over = cell_heads(text, table, row, column, top)
            heads = (row_head, *over)
            kept = tuple(filter(None, map(_metric_head, heads)))
            time = _time(heads) or days.get(row)
            for draft in by_block.get(index, ()):
                draft.cell_heads, draft.cell_time = kept, time
            if index not in by_block and any(heads):
                unit = table.cells.get((row, unit_column)) if unit_column is not None else None
                said = text[unit[1].start : unit[1].end].strip() if unit is not None else ""
                bare = _bare(context, said or table.caption, heads, index, block)
                if bare is not None:
                    bare.cell_heads, bare.cell_time = kept, time
                    added.append(bare)
    if not added and not units:
        return drafts
    return sorted([*(d for d in drafts if id(d) not in units), *added], key=lambda d: d.start)


def _days(context: Context, table: Table) -> dict[int, str]:
    """By row, the EDTF of the day or span of days that a cell of its own names."""
    if not context.dates:
        return {}
    found: dict[int, str] = {}
    starts = [date.start for date in context.dates]
    for (row, _), (_, block) in table.cells.items():
        at = bisect_left(starts, block.start)
        if at == len(starts) or starts[at] >= block.end:
            continue
        date = context.dates[at]
        rest = context.analysis.text[date.end : block.end].strip(" ()월화수목금토일~")
        if date.edtf and len(date.edtf) >= 10 and not rest:
            found.setdefault(row, date.edtf)
    return found


def _time(heads: Sequence[str]) -> str | None:
    """EDTF of the year, and of the quarter, half or month, that the heads name."""
    year = next((said for head in heads if (said := _year(head))), None)
    if year is None:
        return None
    for head in heads:
        if (part := _PART.fullmatch(head)) is None:
            continue
        if part[1]:
            return f"{year}-{32 + int(part[1])}"
        if part[2] or part[3]:
            return f"{year}-{40 if part[2] else 41}"
        if 1 <= int(part[4]) <= 12:
            return f"{year}-{int(part[4]):02d}"
    return year


def _year(head: str) -> str | None:
    """The EDTF year that a head is: ``2005년``, ``'05``; None if it is anything else."""
    match = _TIME.fullmatch(head) or _DATED.match(head) or _YEAR_IN.search(head)
    if match is None:
        return None
    if match[2]:
        return match[2]
    return ("19" if int(match[1]) > 60 else "20") + match[1]


@lru_cache(maxsize=8192)
def _metric_head(head: str) -> str:
    """A head as a metric: no unit in brackets, no year."""
    said = re.sub(r"(?<=[가-힣])\d\)$", "", _STATED.sub("", head).strip())  # the mark of a note
    if _LETTERED.fullmatch(said):
        said = said.replace(" ", "")  # 수 입, 전 체
    said = _DATED.sub("", said)
    if _YEAR.match(said) or _PART.fullmatch(said) or said.replace(" ", "") in _NO_METRIC:
        return ""
    return said


def _bare(
    context: Context, caption: str, heads: Sequence[str], index: int, block: Block
) -> Draft | None:
    """A cell that is a number alone, in the unit of its heads or of the caption."""
    text = context.analysis.text
    match = _BARE.fullmatch(text, block.start, block.end)
    if match is None:
        return None
    found = _unit_of(heads, caption)
    if found is None:
        return None
    scale, unit, kind, noun = found
    if (
        ("," in match[2])
        if kind == "percent"
        else (kind == "counter" and scale == 1 and "." in match[2])
    ) or (_YEAR_ALONE.fullmatch(match[2]) and not match[1]):
        return None  # merged heads: the number cannot be in this column's unit
    sentence = context.analysis.sentence_at(match.start(2))
    if sentence is None:
        return None
    sign = {"": 0, "+": 1}.get(match[1], -1)
    value = numerals.parse(match[2]) * scale * (-1 if sign < 0 else 1)
    offsets = [m.start for m in sentence.morphemes]
    start, end = match.start(2), match.end(2)
    quantity = Quantity(start, end, value, None, unit, kind, "exact", sign, noun, end, "table_cell")
    return Draft(
        quantity, start, end, block, index, sentence,
        bisect_left(offsets, start), bisect_left(offsets, end),
    )  # fmt: skip


def _unit_of(heads: Sequence[str], caption: str) -> tuple[Decimal, str, str, str | None] | None:
    """Scale and unit stated in a head's brackets, or the only one of the caption."""
    stated = [m[1] for head in heads for m in _STATED.finditer(head)]
    parts = [p for p in re.split(r"[,，/·]", caption) if p.strip()]
    shares = [p for p in parts if "%" in p]
    amounts = [p for p in parts if "%" not in p]
    if parts and any(re.search(r"비중|비율|율|%|구성비|증감", head) for head in heads) and shares:
        stated += shares
    elif len(amounts) == 1:
        stated += amounts
    elif not amounts:
        stated += shares
    for said in stated:
        if (found := read_unit(said)) is not None:
            return found
    return None


def read_unit(said: str) -> tuple[Decimal, str, str, str | None] | None:
    """``억원`` as (10**8, KRW, money, None); None if it is no unit."""
    said = said.replace("단위", "").strip(" :：")
    scale = re.match(r"[십백천만억조]*", said)
    length = scale.end() if scale else 0
    if said in ("천", "백만", "억"):
        return None
    found = match_unit(said, length + (said[length : length + 1] == " "))
    if found is None or found[0] != len(said):
        return None
    factor = numerals.parse(said[:length]) if length else Decimal(1)
    unit = found[2]
    return factor, unit.unit, unit.type, unit.noun
