"""What a figure counts or measures, as the sentence says it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from pipeline.extract.context import Context
from pipeline.extract.figures import metric_carried as carried
from pipeline.extract.figures.around import (
    CLAUSE,
    ends_clause,
    goal_before,
    has_own_subject,
    noun_after,
    noun_before,
    object_after,
    subject_before,
    topic_before,
    verbal_noun,
)
from pipeline.extract.figures.draft import Draft
from pipeline.extract.figures.heads import inherited, line_head
from pipeline.extract.figures.phrases import (
    is_reference,
)
from pipeline.language.analysis import Sentence

_CHANGED = re.compile(
    r"(?:소폭 |대폭 |크게 )?(?:증가|감소|상승|하락|성장|확대|축소|증|감|신장|급증|급감)"
)
_SPEND = frozenset(
    [
        "재정",
        "예산",
        "자금",
        "금액",
        "돈",
        "비용",
        "재원",
        "사업비",
        "투자",
        "규모",
        "실적",
        "성과",
        "것",
        "지원",
    ]
)
_OPENED = re.compile(r"\(\s?(?:약\s?|총\s?)?[-+△▲]?\s?$")
_ALSO = re.compile(r"\s?[,/;·]\s?(?:약\s?)?[△▲+-]?\s?")
_BOUNDED = re.compile(r"\s?(?:이상|이하|미만|초과|이내)")
# Nouns of doing: in 기업 100개 육성 the firms are counted.
_ACTIONS = frozenset(
    [
        "육성",
        "조성",
        "지원",
        "유치",
        "창출",
        "건설",
        "건립",
        "설치",
        "확보",
        "발굴",
        "양성",
        "공급",
        "선정",
        "지정",
        "개발",
        "보급",
        "구축",
        "배출",
        "모집",
        "채용",
        "참여",
        "참가",
        "참석",
        "입주",
        "등록",
        "신청",
        "접수",
        "체결",
        "확대",
        "축소",
        "증설",
        "신설",
        "달성",
        "개최",
        "운영",
        "투입",
        "도입",
        "추진",
        "제공",
        "지급",
        "처리",
        "해결",
        "수상",
        "생산",
        "판매",
        "배치",
        "방문",
        "이용",
    ]
)
# Who does it, never what is measured.
_ACTORS = frozenset(
    (
        "도",
        "시",
        "군",
        "구",
        "정부",
        "국회",
        "당국",
        "당",
        "시는",
        "관계자",
        "회사",
        "우리",
        "재단",
        "공단",
        "민간",
        "공공",
    )
)
_NAMED = frozenset(("ORG", "REGION", "COMPLEX", "PERSON"))
_REACH = 160
"""Characters back to a figure of the same unit whose metric holds on."""


def assign(context: Context, drafts: list[Draft]) -> None:
    """Set ``metric`` on every draft."""
    text = context.analysis.text
    times = [(d.start, d.end) for d in drafts if d.type == "time"]
    dates = sorted({*((d.start, d.end) for d in context.dates), *times})
    names = {m.text for m in context.mentions if m.label in _NAMED}
    people = {m.text for m in context.mentions if m.label == "PERSON"}
    reached = list(accumulate((end for _, end in dates), max))  # how far they go up to each
    sentence: Sentence | None = None
    near_dates: list[tuple[int, int]] = []  # those of the sentence
    last: dict[str, Draft] = {}  # by unit, the last figure whose metric was said
    for number, draft in enumerate(drafts):
        if draft.sentence is not sentence:
            sentence = draft.sentence
            since = bisect_right(reached, sentence.start)
            near_dates = dates[since : bisect_left(dates, (sentence.end, 0))]
        previous = drafts[number - 1] if number else None
        if previous is not None and previous.sentence is not draft.sentence:
            previous = None
        while previous is not None and previous.type == "time" and draft.type != "time":
            number -= 1  # 3년 새 2.4배: the length of time stands between
            previous = drafts[number - 1] if number else None
            if previous is not None and previous.sentence is not draft.sentence:
                previous = None
        found = _metric(text, near_dates, names, draft, previous)
        kind = draft.type == "counter" and carried.names_kind(found)
        if (found in names and draft.type != "rank" and not kind) or carried.names_number(
            found, draft.type
        ):
            found = ""  # a body or a place is not what is measured
        if draft.type != "counter" and found in _ACTORS:
            found = ""
        if draft.unit != "명" and carried.names_person(found, people):
            found = ""
        bare = draft.quantity.rule == "table_cell" and not draft.cell_heads
        earlier = None if bare else last.get(draft.unit)
        near = earlier is not None and draft.start - earlier.end < _REACH
        if earlier is not None and near and (not found or found in carried.LIGHT):
            found = earlier.metric or ""
        draft.metric = found or draft.quantity.noun or inherited(context, draft) or None
        if found:
            last[draft.unit] = draft
    carried.settle(text, drafts)


def _metric(
    text: str,
    dates: list[tuple[int, int]],
    names: set[str],
    draft: Draft,
    previous: Draft | None,
) -> str:
    floor = previous.last if previous is not None else 0
    if previous is not None and carried.OF_THESE.search(text, previous.end, draft.start):
        after = noun_after(text, draft)
        if previous.type == draft.type and not after:
            return previous.metric or ""
    if (
        previous is not None
        and previous.unit == draft.unit
        and carried.OF_BEFORE.fullmatch(text, previous.end, draft.start)
    ):
        return noun_after(text, draft) or previous.metric or ""  # 1,021건 중 732건
    if previous is not None and _shares(text, previous, draft):
        after = noun_after(text, draft)
        if after and draft.type == "counter" and after != previous.metric:
            return after
        return previous.metric or after
    if draft.cell_heads:
        return " ".join(dict.fromkeys(draft.cell_heads))
    if draft.block.kind == "cell" and draft.quantity.rule == "table_cell":
        return ""  # of a sum, a year: what the table is about
    after = noun_after(text, draft)
    before, particle = noun_before(text, dates, draft, floor)
    head = line_head(text, draft)
    if draft.type not in ("counter", "rank") and (before in names or before in _ACTORS):
        before = ""
    if draft.type == "counter" and before and particle in ("을", "를") and not after:
        return before  # 미니클러스터를 35개 구성하고
    if draft.type == "rank" and not after and previous is not None and previous.metric:
        return previous.metric  # 경북이 38건으로 1위
    if before in _ACTORS and particle in ("은", "는", "이", "가"):
        before = ""
    if draft.type == "money" and particle in ("에도", "에는", "에만"):
        particle = "에"
    if not before and not after and (aim := carried.purpose(text, draft, floor)):
        return aim
    if not before and not after and carried.spent_on(text, draft):
        goal = goal_before(text, dates, names, draft)
        if goal := goal or carried.object_after(text, draft):
            return goal
    left_out = not before and not after and carried.stands_alone(text, draft)
    if left_out and (earlier := carried.object_before(text, draft, floor)):
        return earlier
    if particle == CLAUSE and draft.quantity.noun:  # 기술을 개발하는 30개 기업
        return draft.quantity.noun
    if before in names and draft.type != "rank":  # a body or a place is not what is measured
        before = ""
    if (
        draft.type == "counter"
        and before
        and particle in ("", "은", "는", "이", "가")
        and (after in _ACTIONS or _BOUNDED.match(text, draft.end))
    ):
        return before
    opened = _OPENED.search(text, max(0, draft.start - 8), draft.start) is not None
    if opened and before and not after and particle == "" and not _CHANGED.fullmatch(before):
        topic = topic_before(text, dates, draft)  # 브랜드 수는 외식(10.3%), 서비스(12.8%) 순이다
        framing = topic in names or len(topic) < 2 or topic.endswith("별")
        return _join("" if framing else topic, before)
    if (
        opened
        and not before
        and ends_clause(draft)
        and (subject := subject_before(text, dates, draft))
    ):
        return subject  # 증가율이 가장 높았고(14.9%)
    if (
        draft.type == "percent"
        and not before
        and not after
        and previous is not None
        and previous.metric
        and re.fullmatch(
            r"(?:으로|로)(?:서)?,?\s(?:전체의\s|전국의\s|국내의\s|약\s)?",
            text[previous.end : draft.start],
        )
    ):
        return previous.metric  # 43,882개로 23.9%를 차지한다
    if (
        draft.kind == "change"
        and not before
        and not after
        and previous is not None
        and previous.metric
        and previous.kind != "duration"
        and not has_own_subject(draft, previous)
    ):
        return previous.metric
    if draft.type in ("counter", "rank", "measure") and after:
        return _join(before if particle in ("", "의") else "", after)
    if _CHANGED.fullmatch(before):  # 매출이 증가(6.1%)
        before, particle = topic_before(text, dates, draft) or head, "은"
    if particle == "등":  # A, B 등 총 N회에 걸쳐 X를: what is done, and the list
        return _join(after, "" if after else before, object_after(text, draft))
    if before and not is_reference(before):
        if particle in ("의", "중", "가운데", "에서", "대비") or before in _SPEND:
            about = topic_before(text, dates, draft)
            if particle == "의" and carried.names_person(about, set()):
                about = subject_before(text, dates, draft)
            return _join(about or head, before, after)
        if draft.type == "money" and after and after not in before:
            return _join(before, after)
        if particle == "" and carried.lists_by(listed := topic_before(text, dates, draft), before):
            return _join(listed, before)
        if particle in ("이", "가") and carried.measures(
            topic := topic_before(text, dates, draft)
        ):
            return _join(topic, before)  # 가맹점 수는 한식 업종이 43,882개로 가장 많다
        if particle in ("을", "를", "에", "이", "가", "은", "는", "도", "", CLAUSE):
            return before
    if after:
        return _join(topic_before(text, dates, draft) if draft.type != "counter" else "", after)
    topic = topic_before(text, dates, draft)
    kind = draft.type == "counter" and carried.names_kind(topic)
    if (topic in names and not kind) or topic in _ACTORS or carried.names_person(topic, set()):
        topic = ""
    about = before if before and not is_reference(before) else topic or head
    if not about and draft.kind == "change":  # 수출이 광양 10.9%, 포항 28.4% 감소
        subject = subject_before(text, dates, draft)
        about = "" if subject in names or carried.names_person(subject, set()) else subject
    if draft.type == "money" and not about and (goal := goal_before(text, dates, names, draft)):
        return goal
    within = opened or text[draft.end : draft.end + 1] == ")"  # no verb of a bracket
    verb = "" if within or (draft.kind == "change" and about) else verbal_noun(text, draft)
    if about or verb:
        return _join(about, verb, draft.quantity.noun or "")
    return ""


def _join(*pieces: str) -> str:
    kept: list[str] = []
    for piece in pieces:
        if piece and not any(piece in other for other in kept):
            kept.append(piece)
    return " ".join(kept)


_TO = re.compile(r"\s?(?:\([^()]{0,12}\))?\s?(?:→|⇒|➔|➜|->|=>|▶|←)\s?")
_IN_BRACKET = re.compile(r"[^,.]{0,6}\(\s?(?:약\s?|총\s?)?")
_PART_OF = re.compile(r"\s?[가-힣]{0,6}의\s(?:약\s)?")
_FROM = re.compile(
    r"(?:\s?[가-힣]+)?에서\s(?:['’]?\d{2,4}년(?:도|말)?(?:까지|에는)?\s)?(?:약\s|총\s|최대\s|[^\d,.]{0,12}\s)?"
)


def _shares(text: str, previous: Draft, draft: Draft) -> bool:
    """Whether the figure goes on with what the one before is about: a bracket, the end of →,
    of 에서 … 로, of ~."""
    gap = text[previous.end : draft.start]
    if _TO.fullmatch(gap) or _IN_BRACKET.fullmatch(gap):
        return True
    if draft.type in ("percent", "points") and previous.type != draft.type and _ALSO.fullmatch(gap):
        return True  # 커피(29,101개, 15.8%)
    if draft.type == "percent" and _PART_OF.fullmatch(gap):
        return True  # 9조원의 0.7%, 221개사의 절반
    return _FROM.fullmatch(gap) is not None
