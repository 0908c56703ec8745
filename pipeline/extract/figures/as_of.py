"""The time at which, or over which, a figure holds."""

from __future__ import annotations

import re

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.records import DateExpression

# 전년 대비, 전년(571개) 대비: the bracket says what it was then.
_COMPARED = re.compile(
    r"(?:\s?\((?P<then>[^()\n]{1,40})\))?"
    r"\s?(?:에\s)?(?:대비|보다|에\s?비해|비해|에\s?견줘|\(?기준연도|배출량\s?대비|수준\s?대비|비(?![가-힣]))"
)
_LENGTH = re.compile(r"^(?:지난|최근|향후|앞으로)?\s?\d{1,3}\s?(?:년|개월|일|주|시간)여?\s?간?$")
# Lines of a meeting's outline: ㅇ 참석 : 150명, - (규모) 부스 80개
_OUTLINE = re.compile(
    r"[^가-힣\n(]{0,6}\(?(?:주요\s?)?(?:참\s?석\s?자?|참\s?가|참\s?여|대\s?상|인\s?원|규\s?모|내\s?용|구\s?성|프로그램|시\s?상)"
    r"(?:\s?(?:기업|규모|인원|대상|기관|내용))?\s?[)\]]?\s?[:：]?\s"
)
_WHEN = re.compile(r"(?:일\s*시|일시\s?/\s?장소|(?:행사|개최|전시)\s?기간|때)\s*[)\]]?\s*[:：]?\s*")
_OUTLINE_REACH = 300
"""Characters above a line in which the outline's date may stand."""
_HEAD_OF = re.compile(
    r"(?:년|도)?\s?(?:주요\s|추진\s|사업\s|분야별\s)?(?:성과|실적|현황|결과|계획|목표)\s*(?:$|\n|[)\]>】])"
)
_HEAD_CHARS = 30
_HEAD_REACH = 6
"""Blocks under a heading to which its time carries."""
_CLAUSE = re.compile(r"(?:했|였|됐|었|았|하)(?:으며|고|으나|지만|며|는데)[,\s]|[.;]\s")


def assign(context: Context, drafts: list[Draft]) -> None:
    """Set ``as_of`` and ``reference`` from the dates of the sentence (and of the block's head)."""
    text = context.analysis.text
    dates = [d for d in context.dates if d.edtf and not _LENGTH.match(d.text)]
    ends = {draft.end for draft in drafts}
    heads = _dated_heads(context)
    position = 0
    sentence_start = -1
    inside: list[DateExpression] = []
    for draft in drafts:
        sentence = draft.sentence
        if sentence.start != sentence_start:
            sentence_start = sentence.start
            while position < len(dates) and dates[position].end <= sentence.start:
                position += 1
            inside = []
            for date in dates[position:]:
                if date.start >= sentence.end:
                    break
                inside.append(date)
        draft.as_of, draft.reference = _choose(text, draft, inside, ends)
        if draft.as_of is None and not inside:
            draft.as_of = _held(context, draft) or _headed(context, draft, heads)


def _dated_heads(context: Context) -> dict[int, str]:
    """By block, the time of a heading that tells results or plans of it: □ 지난해 성과."""
    found: dict[int, str] = {}
    analysis = context.analysis
    for date in context.dates:
        end = date.end
        if date.edtf and _HEAD_OF.match(analysis.text, end):
            for index, block in enumerate(analysis.blocks):
                short = block.end - block.start <= _HEAD_CHARS
                if block.start <= date.start and end <= block.end and short:
                    found[index] = _point(date) or ""
    return found


def _headed(context: Context, draft: Draft, heads: dict[int, str]) -> str | None:
    """The time of the heading above a line without a date of its own."""
    if not heads or draft.block.kind == "cell":
        return None
    for index in range(draft.block_index - 1, max(-1, draft.block_index - _HEAD_REACH), -1):
        if index in heads:
            return heads[index] or None
        if context.analysis.blocks[index].kind == "heading":
            return None
    return None


def _held(context: Context, draft: Draft) -> str | None:
    """When a meeting is held whose attendance or programme a line of its outline tells: the date
    of the line 일시 above it."""
    text = context.analysis.text
    line = max(text.rfind("\n", 0, draft.start) + 1, draft.block.start)
    if _OUTLINE.match(text, line, draft.start) is None:
        return None
    floor = max(0, line - _OUTLINE_REACH)
    when = None
    for when in _WHEN.finditer(text, floor, line):  # noqa: B007  the last one
        pass
    if when is None:
        return None
    for date in context.dates:
        if date.start >= when.end():
            near = date.start - when.end() <= 2 and date.edtf
            return _point(date) if near else None
    return None


def _choose(
    text: str, draft: Draft, dates: list[DateExpression], ends: set[int]
) -> tuple[str | None, str | None]:
    chosen: DateExpression | None = None
    reference: str | None = None
    for date in dates:
        owner = _bracketed(text, date, ends)
        if owner == draft.end:  # 15조원('10)
            return _point(date), reference
        if owner is not None:
            continue
        gap = text[draft.end : date.start] if date.start >= draft.end else ""
        if date.start >= draft.end:
            if (
                chosen is None
                and len(gap) < 24
                and re.search(r"[(\[（]\s?[^)]{0,6}$", gap)
                and not re.search(r"\d", gap)
                and not re.match(r"\s?(?:말\s)?\d", text[date.end : date.end + 8])
            ):
                chosen = date
            break
        if compared := _COMPARED.match(text, date.end):
            if compared.start("then") <= draft.start < compared.end("then"):
                return _point(date), reference
            reference = _point(date)
            continue
        chosen = date
    if (
        chosen is not None
        and chosen.start < draft.start
        and _CLAUSE.search(text, chosen.end, draft.start)
    ):
        # A date of an earlier clause holds on only if that clause frames the sentence.
        framed = (
            re.match(r"\s?(?:말\s?)?(?:기준|현재)", text[chosen.end : chosen.end + 6])
            or "기준" in chosen.text
        )
        if not framed and "까지" not in text[chosen.end - 2 : chosen.end + 3]:
            chosen = None
    return (_point(chosen) if chosen is not None else None), reference


def _bracketed(text: str, date: DateExpression, ends: set[int]) -> int | None:
    """The end of the figure in whose bracket the date opens: ``8개('12)``; else None."""
    at = date.start
    while at > 0 and text[at - 1] in " '’‘`":
        at -= 1
    if at == 0 or text[at - 1] not in "(（[":
        return None
    at -= 1
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at if at in ends else None


def _point(date: DateExpression) -> str | None:
    """An open interval is named by its one end: what began in April 2005 holds as of then."""
    edtf = date.edtf
    if edtf is None:
        return None
    if edtf.endswith("/.."):
        return edtf[:-3]
    return edtf[3:] if edtf.startswith("../") else edtf
