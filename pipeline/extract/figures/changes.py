"""Figures that are the two ends of one change, and the rate stated for it."""

from __future__ import annotations

import re

from pipeline.extract.figures.draft import Draft

_YEAR = r"[(（]?\s?['’‘]?\s?\d{2,4}\s?년?\s?말?\s?[)）:]?\s?"
_ARROW = re.compile(
    rf"(?:\s?\([^()]{{0,20}}\))?\s?(?:{_YEAR})?(?:→|⇒|➔|➜|->|=>|⟶|➡|▶|▷|↗|⇨)\s?(?:{_YEAR}|\([^()\d]{{1,10}}\)\s?)?(?:약\s?|총\s?)?"
)
# 26억원으로 전년(23억원) 대비: the earlier level stands in the bracket
_EARLIER = re.compile(
    r"(?:으로|로|이며|로서|이고)?,?\s?(?:전년|전월|전분기|지난해|작년)(?:도|\s?동기|\s?동월|\s?같은\s?기간)?\s?\(\s?"
)
_FROM_TO = re.compile(
    r"(?:여|이상|가량|정도)?(?:\s?[가-힣A-Za-z·]+(?:\s[가-힣A-Za-z·]+){0,2}?)?에서\s?(?:[^,.()]{0,25}?)?(?:는\s|은\s|엔\s|까지\s)?[^,.\d]{0,14}"
)
_TO = re.compile(
    r"(?:이상|이하|가량|내외|정도|수준|선|규모|대|여)?(?:\s?[가-힣A-Za-z·]{1,10}(?:\s[가-힣A-Za-z·]{1,10}){0,2}?)?(?:으로|로|까지)(?![가-힣])|(?:으로|로|까지)\s?(?:늘|줄|확|증|감|높|낮|단|축|올|내|인|끌|키|대)"
)
_NOW = re.compile(r"(?:현재|현|현행|기존|당초)의?\s(?:총\s|약\s|전국\s)?$")
_MOVE = re.compile(
    r"(?:확대|증가|늘|줄|키운|키웠|커[지졌진]|많아|적어|감소|축소|단축|상향|하향|인상|인하|높|낮|올|내리|내려|증원|증액|통합|단순화|개편|끌어|키우|키울|성장|상승|하락|확충|조정|떨어|뛰|불어|오르|변경|연장|강화|감축)"
)


# What is said of the second end of a change and counts nothing: 7,096개로 급증했다.
_VERBAL = re.compile(
    r"(?:급|대폭|소폭|크게)?\s?(?:급증|상승|증가|감소|확대|축소|성장|하락|급감|인상|인하|단축|증액|감액|도약|향상|개선|육성|보급|확충)"
)


def assign(text: str, drafts: list[Draft]) -> None:
    """Link ends (``from``, ``to``) and rates; ``change_id`` is ``c`` and the first one's start."""
    for index, left in enumerate(drafts[:-1]):
        right = next((d for d in drafts[index + 1 : index + 4] if d.unit == left.unit), None)
        if right is None or left.sentence is not right.sentence or left.change_side == "from":
            continue
        if not _comparable(left, right):
            continue
        gap = text[left.end : right.start]
        if _than_by(text, drafts[index : index + 3]):
            _chain(drafts[index], drafts[index + 1], drafts[index + 2])
            continue
        if _EARLIER.fullmatch(gap) and re.match(
            r"\)\s?(?:에\s?)?(?:대비|보다|비해)", text[right.end : right.end + 8]
        ):
            left.change_id = right.change_id = f"c{left.start}"
            left.change_side, right.change_side = "to", "from"
            continue
        if _THAN_TO.fullmatch(gap) and text.startswith("보다", right.end):
            left.change_id = right.change_id = f"c{left.start}"
            left.change_side, right.change_side = "to", "from"
            continue
        after = text[right.end : min(right.sentence.end, right.end + 40)]
        if _linked(text, left, right, gap, after):
            identity = left.change_id if left.change_side == "to" else f"c{left.start}"
            if left.change_side == "to":  # a chain A→B→C: each step a change of its own
                continue
            left.change_id = right.change_id = identity
            left.change_side, right.change_side = "from", "to"
            if left.metric and (not right.metric or _VERBAL.fullmatch(right.metric)):
                right.metric = left.metric
            elif right.metric and left.metric and _VERBAL.fullmatch(left.metric):
                left.metric = right.metric
    _rates(text, drafts)


# 본예산 62.8조원 대비 0.2조원 증가한 63.0조원: the level before, the difference, the level after
_THAN = re.compile(r"(?:\s?대비|\s?보다|에\s?비해)\s(?:약\s|총\s)?[△▲+-]?\s?")
_GROWN = re.compile(
    r"(?:가량\s|이나\s|\s)?\s?(?:증가|감소|늘어|줄어|증액|감액|상승|하락|확대|성장|급증|급감|오르|오른|내린|늘|준|높아|낮아)[가-힣]{0,3}\s(?:약\s|총\s|연간\s)?"
)


def _than_by(text: str, three: list[Draft]) -> bool:
    if len(three) < 3:
        return False
    left, rate, right = three
    return (
        left.unit == right.unit
        and left.change_id is None
        and rate.kind == "change"
        and left.kind != "change"
        and left.sentence is right.sentence
        and _THAN.fullmatch(text, left.end, rate.start) is not None
        and _GROWN.fullmatch(text, rate.end, right.start) is not None
    )


def _chain(left: Draft, rate: Draft, right: Draft) -> None:
    left.change_id = rate.change_id = right.change_id = f"c{left.start}"
    left.change_side, rate.change_side, right.change_side = "from", "rate", "to"


# 552억원보다 21% 많다; 212건으로 2013년 160건보다 32.5% 많아졌다
_THAN_TO = re.compile(
    r"(?:으로|로),?\s?(?:[^,.()]{0,12}\s)?(?:전년|전월|전분기|지난해|작년|재작년|\d{4}년)(?:도|\s?동기|\s?동월|\s?말|의)?\s?(?:약\s)?"
)
# 2006년 11조원이던 생산액을 2010년 15조원으로; 애초 150개로 …으나 … 193개로 늘었다
_WAS = re.compile(
    r"\s?(?:수준|규모|정도)(?:의|인|이던|에\s?불과한|에\s?머문|에\s?그친)\s|(?:이|였|이었)던\s|\s?[가-힣]{0,6}(?:으로|로)\s(?:나뉘|나누|운영|구성|쪼개)[가-힣]{0,3}던\s|(?:이|였|이었)으나\s|에\s?(?:불과|그치|그쳤|머물)[^\d]{0,6}(?:던|으나|지만)\s"
)
_STARTED = re.compile(
    r"(?:[^,.()\d]{0,14}?)(?:으로|로|에서)\s(?:[^.()\d]{0,6})?(?:시작|출발|계획|출범|책정|편성|구상|예정|문을\s열|첫발)"
)
_FIRST = re.compile(
    r"(?:당초|애초|처음|본래|원래)(?:에|에는|의|엔)?\s(?:계획한\s)?(?:총\s|약\s|전국\s)?$"
)


def _comparable(left: Draft, right: Draft) -> bool:
    return (left.unit == right.unit and left.kind != "change" and right.kind != "change") or (
        left.unit == right.unit == "%"
    )


def _linked(text: str, left: Draft, right: Draft, gap: str, after: str) -> bool:
    if _ARROW.fullmatch(gap):
        return True
    if len(gap) > 100:
        return False
    if _FROM_TO.fullmatch(gap) and (_TO.match(after) or _MOVE.match(after.lstrip())):
        return True
    before = text[max(left.sentence.start, left.start - 12) : left.start]
    was = _WAS.match(gap) is not None
    if was or _STARTED.match(gap) or _FIRST.search(before):
        to = _TO.match(after)
        if to is not None and _MOVE.search(after[: to.end() + 14]) is not None:
            return True
    # 현행 12개 단지에서 하던 사업을 … 193개 단지로 확대한다
    if (
        _NOW.search(text, max(left.sentence.start, left.start - 12), left.start)
        and left.metric == right.metric
    ):
        to = _TO.match(after)
        return to is not None and _MOVE.search(after[: to.end() + 14]) is not None
    # 현 55개 협의체는 100여개로 확대된다
    before = text[max(left.sentence.start, left.start - 8) : left.start]
    if _NOW.search(before) and "," not in gap and re.search(r"(?:[은는을를]|에서|보다)\s", gap):
        to = _TO.match(after)
        return to is not None and _MOVE.search(after[: to.end() + 14]) is not None
    return False


def _rates(text: str, drafts: list[Draft]) -> None:
    """A percentage right before the pair's bracket, or right after its end, is its rate."""
    for index, draft in enumerate(drafts):
        if draft.change_side != "from":
            continue
        if index > 0:
            rate = drafts[index - 1]
            gap = text[rate.end : draft.start]
            if _is_rate(rate, draft) and re.fullmatch(
                r"[^,.()]{0,14}\(\s?[^()\d]{0,12}(?:['’‘]?\d{2,4}년?\s?)?", gap
            ):
                _link(rate, draft)
                continue
        near = drafts[max(0, index - 1) : index + 2]
        to = next((d for d in near if d.change_id == draft.change_id and d is not draft), None)
        at = index + (2 if to is not None and to.start > draft.start else 1)
        if to is None or at >= len(drafts):
            continue
        rate = drafts[at]
        gap = text[max(to.end, draft.end) : rate.start]
        if (
            _is_rate(rate, draft)
            and len(gap) < 25
            and not re.search(r"[.;]\s|,\s?[가-힣]+[은는이가]\s", gap)
        ):
            _link(rate, draft)


def _is_rate(rate: Draft, draft: Draft) -> bool:
    return (
        rate.sentence is draft.sentence
        and rate.type in ("percent", "points", "multiple")
        and rate.change_id is None
        and (rate.unit != draft.unit or rate.kind == "change")
    )


def _link(rate: Draft, draft: Draft) -> None:
    rate.change_id, rate.change_side, rate.kind = draft.change_id, "rate", "change"
    rate.metric = draft.metric if rate.metric is None else rate.metric
