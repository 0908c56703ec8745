"""Quantities of a document that are figures: dates, furniture and look-alikes left out."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.grammar import quantities
from pipeline.grammar.quantities import Quantity
from pipeline.language.analysis import Sentence

_HEAD_CHARS = 30
_UNREAD = ("furniture", "table")
_WORDS = frozenset(("days", "fraction", "fraction_unit", "tenths", "unit_number"))
_NUMERAL_TAGS = frozenset(("NR", "MM", "SN", "XPN", "NP", "SH", "MMN", "MMD", "MMA"))
_LENGTH = re.compile(
    r"에서\s\d{1,3}일로(?:\s\S+){0,2}?\s(?:늘|줄|확대|단축|연장|축소|완화)"  # 30일에서 60일로 늘려
    r"|의?\s(?:유급\s?|무급\s?|출산\s?|육아\s?)?(?:휴가|휴직|병가|연가)"
    r"|\s?(?:여|간(?![가-힣])|간[의은에을]|동안|만에|이상|이내|이하|넘|정도|가량|내외|연속)"
)
# 2주 뒤, 한 달 전보다: a moment counted from another, no length of time
_MOMENT = re.compile(r"\s(?:전|뒤|후)(?:에|의|에는|엔|보다|부터|까지|인|이면)?(?![가-힣])")
_LENGTH_BEFORE = re.compile(r"(?:지난|최근|향후|앞으로|약|총)\s?$")


def find(context: Context) -> list[Draft]:
    """One draft a figure, in order of the text."""
    analysis = context.analysis
    text = analysis.text
    dates = [(d.start, d.end) for d in context.dates]
    starts = [start for start, _ in dates]
    drafts: list[Draft] = []
    heads: tuple[str, ...] = ()  # the last short lines, nearest first
    read: Sentence | None = None
    offsets: list[int] = []  # of the morphemes of ``read``
    for index, block in enumerate(analysis.blocks):
        if block.kind == "heading" or block.end - block.start <= _HEAD_CHARS:
            heads = (text[block.start : block.end].strip(), *heads[:6])
        if block.kind in _UNREAD:
            continue
        found = quantities.find(text[block.start : block.end], table=block.kind == "cell")
        for quantity in found:
            start, end = block.start + quantity.start, block.start + quantity.end
            sentence = analysis.sentence_at(start)
            if sentence is None or _dated(text, quantity, start, end, dates, starts):
                continue
            if quantity.type == "time" and _MOMENT.match(text, end):
                continue
            if sentence is not read:
                read, offsets = sentence, [m.start for m in sentence.morphemes]
            first = bisect_left(offsets, start)
            if not _numeral(text, sentence, first, start, quantity.rule):
                continue
            drafts.append(
                Draft(
                    quantity,
                    start,
                    end,
                    block,
                    index,
                    sentence,
                    first,
                    bisect_left(offsets, end),
                    heads=heads,
                )
            )
    return drafts


def _numeral(text: str, sentence: Sentence, first: int, start: int, rule: str) -> bool:
    """Whether a spelled number is one to the analyser too (세 명, not 세종)."""
    if not "가" <= text[start] <= "힣" or rule in _WORDS or text.startswith(("수", "몇"), start):
        return True
    if first >= len(sentence.morphemes):
        return False
    morpheme = sentence.morphemes[first]
    return morpheme.start == start and morpheme.tag in _NUMERAL_TAGS


def _dated(
    text: str,
    quantity: Quantity,
    start: int,
    end: int,
    dates: list[tuple[int, int]],
    starts: list[int],
) -> bool:
    """Whether the span is (part of) a date; a length of time inside one (지난 4년간) is not."""
    at = bisect_left(starts, end)
    for date_start, date_end in dates[max(0, at - 3) : at]:
        if start < date_end and date_start < end:
            if quantity.type != "time":
                return date_start <= start
            after, before = text[end : end + 24], text[max(0, start - 6) : start]
            return not (_LENGTH.match(after) or _LENGTH_BEFORE.search(before))
    return False
