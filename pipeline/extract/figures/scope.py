"""Whose figure it is: the region, complex, programme or body that governs it."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.context import Context
from pipeline.extract.figures.draft import Draft
from pipeline.language.analysis import Sentence
from pipeline.records import Mention

_RANK = {"COMPLEX": 3, "REGION": 3, "PROGRAM": 2, "ORG": 1}
_GOVERNS = re.compile(
    r"(?:권역|지역|단지|산단|시|도|군)?(?:[은는이가의]|에서[는도]?|에[는도]?|권|내|도)(?![가-힣])|\s?(?:경우|소재|관내|내)"
)
# Where people met, not whose the figure is: 청와대에서 열린 회의에서, 창원에서 간담회를 열고
_VENUE = re.compile(
    r"에서\s[^.,]{0,24}?(?:열린|열고|열어|열었|열렸|개최|가진|갖고|갖는|만나|간담회|설명회|회의|출범식|기자회견|브리핑)"
)
# 대구, 부산; 광주 광산업, 경남 기계
_LISTED = re.compile(
    r"(?:\s[가-힣]{1,8}(?:\([^)]{1,6}\)\s?[가-힣]{0,4})?)?\s?(?:,|·|ㆍ|・|및|와|과)\s?"
)
# Only a topic holds on in the sentences after: not 대구에는 센터가 들어선다.
_HOLDS = re.compile(r"(?:[은는이가의도]|에서는)(?![가-힣])")
_MOST_BLOCKS = 12
_FARTHEST = 300
"""Blocks back, the cells of a table among them."""
_JOINT = re.compile(r"\s?(?:등|와|과|,|·|및)")


def assign(context: Context, drafts: list[Draft]) -> None:
    """Set ``scope``: the sentence's governor, else that carried from before in the block."""
    text = context.analysis.text
    mentions = [m for m in context.mentions if m.entity_id and m.label in _RANK]
    carried: dict[int, str] = {}
    sentence: Sentence | None = None
    near: list[Mention] = []  # those of the sentence
    for draft in drafts:
        if draft.sentence is not sentence:
            sentence = draft.sentence
            inside = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end]
            near = _single(text, inside)
        chosen = _choose(text, draft, near)
        if chosen is None:
            draft.scope = carried.get(draft.block_index) or _above(context, draft, mentions)
        else:
            draft.scope = chosen.entity_id
            if _opened(text, chosen, draft) < 0 and (
                chosen.label != "REGION" or _HOLDS.match(text, chosen.end)
            ):
                carried[draft.block_index] = chosen.entity_id or ""


def _single(text: str, mentions: list[Mention]) -> list[Mention]:
    """Without the places of meetings, and without the members of a list (대구, 부산, 광주 등 3곳):
    what several share is not the last one's."""
    listed: set[int] = set()
    for index, (left, right) in enumerate(pairwise(mentions)):
        alike = left.label == right.label or {left.label, right.label} == {"REGION", "COMPLEX"}
        if alike and _LISTED.fullmatch(text, left.end, right.start):
            listed |= {index, index + 1}
    return [
        m
        for index, m in enumerate(mentions)
        if index not in listed and not _VENUE.match(text, m.end)
    ]


def _choose(text: str, draft: Draft, mentions: list[Mention]) -> Mention | None:
    """The best mention left of the figure: rank of its kind, a governing particle, nearness."""
    best: tuple[float, Mention] | None = None
    for mention in mentions:
        distance = draft.start - mention.end
        if distance < 0 or _in_closed_bracket(text, mention, draft):
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


def _in_closed_bracket(text: str, mention: Mention, draft: Draft) -> bool:
    """Whether the mention is a part of what a bracket that closes before the figure lists:
    연계 강화 827억원(산학융합지구 240억원) △환경 조성 700억원."""
    closed = text.find(")", mention.end, draft.start)
    if closed < 0 or "(" in text[mention.end : closed]:
        return False
    listed = any(c.isdigit() for c in text[mention.end : closed])
    return listed and _opened(text, mention, draft) >= 0


def _opened(text: str, mention: Mention, draft: Draft) -> int:
    """Where the bracket opens in which the mention stands; -1 outside one."""
    opened = text.rfind("(", draft.sentence.start, mention.start)
    return opened if text.rfind(")", draft.sentence.start, mention.start) < opened else -1


def _above(context: Context, draft: Draft, mentions: list[Mention]) -> str | None:
    """From the nearest heading or list head above, if it names exactly one place or programme."""
    analysis = context.analysis
    looked = 0
    celled = draft.block.kind == "cell"  # the line over a table names whose it is
    for index in range(draft.block_index - 1, max(-1, draft.block_index - _FARTHEST), -1):
        block = analysis.blocks[index]
        if block.kind in ("cell", "table"):
            continue
        looked += 1
        if looked > _MOST_BLOCKS:
            break
        caption = celled and looked == 1
        if caption or block.kind == "heading" or block.level < draft.block.level:
            inside = {
                m.entity_id for m in mentions if block.start <= m.start and m.end <= block.end
            }
            if len(inside) == 1:
                return inside.pop()
            if block.kind == "heading":
                break
    return None
