"""Dates of a document: the calendar grammar over its blocks, discourse carried along."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.extract.context import Context
from pipeline.grammar.calendar import Discourse, find
from pipeline.language.analysis import readable
from pipeline.records import DateExpression


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
        for date in find(surface.replace("\n", " "), discourse=discourse):
            start, end = block.start + date.start, block.start + date.end
            found.append(replace(date, start=start, end=end, text=analysis.text[start:end]))
    return tuple(found)
