"""Whose figure it is: the region, complex, programme or body that governs it."""

from __future__ import annotations

import re

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.records import Mention

_RANK = {"COMPLEX": 3, "REGION": 3, "PROGRAM": 2, "ORG": 1}
_GOVERNS = re.compile(
    r"(?:권역|지역|단지|산단|시|도|군)?(?:[은는이가의]|에서[는도]?|에[는도]?|권|내|도)(?![가-힣])|\s?(?:경우|소재|관내|내)"
)
_JOINT = re.compile(r"\s?(?:등|와|과|,|·|및)")


def assign(context: Context, drafts: list[Draft]) -> None:
    """Set ``scope``: the sentence's governor, else that carried from before in the block."""
    text = context.analysis.text
    mentions = [m for m in context.mentions if m.entity_id and m.label in _RANK]
    carried: dict[int, str] = {}
    for draft in drafts:
        near = [
            m for m in mentions if draft.sentence.start <= m.start and m.end <= draft.sentence.end
        ]
        chosen = _choose(text, draft, near)
        if chosen is None:
            draft.scope = carried.get(draft.block_index) or _above(context, draft, mentions)
        else:
            draft.scope = chosen.entity_id
            carried[draft.block_index] = chosen.entity_id or ""


def _choose(text: str, draft: Draft, mentions: list[Mention]) -> Mention | None:
    """The best mention left of the figure: rank of its kind, a governing particle, nearness."""
    best: tuple[float, Mention] | None = None
    for mention in mentions:
        distance = draft.start - mention.end
        if distance < 0:
            continue
        score = _RANK[mention.label] - distance / 60
        after = text[mention.end : mention.end + 6]
        if _GOVERNS.match(after):
            score += 1.5
        elif _JOINT.match(after):
            score -= 1
        if distance <= 2:
            score += 2
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best is not None else None


def _above(context: Context, draft: Draft, mentions: list[Mention]) -> str | None:
    """From the nearest heading or list head above, if it names exactly one place or programme."""
    analysis = context.analysis
    for index in range(draft.block_index - 1, max(-1, draft.block_index - 13), -1):
        block = analysis.blocks[index]
        if block.kind == "heading" or block.level < draft.block.level:
            inside = {
                m.entity_id for m in mentions if block.start <= m.start and m.end <= block.end
            }
            if len(inside) == 1:
                return inside.pop()
            if block.kind == "heading":
                break
    return None
