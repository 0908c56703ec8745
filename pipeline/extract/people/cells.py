"""Names in tables: a title in one cell, the name in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.people.affiliation import Affiliation
from pipeline.extract.people.found import Found
from pipeline.extract.people.names import FAINT, NameJudge
from pipeline.extract.people.words import find_title
from pipeline.language.analysis import Analysis
from pipeline.lexicon.people import Titles
from pipeline.records import Block

_PHONE = re.compile(r"\s?\((?:☎|☏|전화)?\s?[\d\-~)(. ,]{7,}\)?$")
_NAME_HEADS = {"성명", "이름", "성함", "위원명", "발표자", "대표자", "담당자명", "수상자", "성 명"}


def from_rows(
    analysis: Analysis, judge: NameJudge, titles: Titles, taken: set[int]
) -> Iterator[Found]:
    """Names that fill a cell, after a title's cell or under a head that says so."""
    cells = [b for b in analysis.blocks if b.kind == "cell"]
    name_columns: set[int | None] = set()
    previous: Block | None = None
    for cell in cells:
        surface = _PHONE.sub("", analysis.text[cell.start : cell.end].strip())
        start = cell.start + (
            len(analysis.text[cell.start : cell.end])
            - len(analysis.text[cell.start : cell.end].lstrip())
        )
        if cell.row == 0 and (previous is None or previous.row != 0):
            name_columns = set()
        compact = "".join(surface.split())
        if compact in _NAME_HEADS:
            name_columns.add(cell.column)
        elif 2 <= len(compact) <= 4 and start not in taken:
            title = _title_of(analysis, previous, cell, titles)
            # A cell leaves the analyser without context: its reading weighs less.
            score = max(judge.score(start, compact), judge.score(-1, compact) - 0.3)
            if (title and score >= FAINT) or (cell.column in name_columns and score >= FAINT + 0.1):
                yield Found(start, start + len(surface), compact, title, Affiliation(), "cell")
        previous = cell


def _title_of(
    analysis: Analysis, previous: Block | None, cell: Block, titles: Titles
) -> str | None:
    if previous is None or previous.row != cell.row:
        return None
    surface = analysis.text[previous.start : previous.end].strip()
    words = surface.split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        words = ["".join(words)]  # 과 장
    at = find_title(words[-1], titles) if words else None
    if at is None or at.closed or len(surface) > 20:
        return None
    prefix = at.prefix.removeprefix("담당")
    return prefix + at.title if at.title in titles.unit else at.title
