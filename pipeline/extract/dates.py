"""Dates of a document: the calendar grammar over its blocks, discourse carried along."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.extract.context import Context
from pipeline.grammar.calendar import Discourse, find
from pipeline.language.analysis import readable
from pipeline.records import DateExpression

_DATELINE = re.compile(
    r"(?:입력|승인|등록|수정|송고|게재|작성|배포|보도|발행|최종|기사|일시|일자|시간|시각|일"
    r"|오전|오후|[월화수목금토일]요일|\([월화수목금토일]\)|\d{1,2}:\d{2}(?::\d{2})?|\W)*"
)
"""What stands beside the date of a dateline (입력 2014.04.13. 오전 10:17)."""


def extract(context: Context) -> tuple[DateExpression, ...]:
    """Every date expression in the readable blocks, in order of the text, none overlapping.

    Blocks are read whole, not by sentence: a sentence splitter may cut ``2013. 8. 14.``. A
    newline inside a block is a space (lines that a slide or a PDF broke).
    """
    analysis = context.analysis
    discourse = Discourse.at(analysis.published)
    found: list[DateExpression] = []
    for index in readable(analysis.blocks):
        block = analysis.blocks[index]
        surface = analysis.text[block.start : block.end]
        if not surface.strip():
            continue
        discourse.end_paragraph()
        story = discourse.day, discourse.lead
        dates = find(surface.replace("\n", " "), discourse=discourse)
        if dates and _is_dateline(surface, dates):
            discourse.day, discourse.lead = story
        for date in dates:
            start, end = block.start + date.start, block.start + date.end
            found.append(replace(date, start=start, end=end, text=analysis.text[start:end]))
    return tuple(found)


def _is_dateline(surface: str, dates: list[DateExpression]) -> bool:
    """Whether a block only says when the page came out, which is no day of the story (이날)."""
    rest = surface
    for date in reversed(dates):
        rest = rest[: date.start] + rest[date.end :]
    return _DATELINE.fullmatch(rest) is not None
