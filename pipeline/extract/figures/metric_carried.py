"""Metrics that a figure takes from another one, or from a noun that the text does not repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.figures.draft import Draft
from pipeline.extract.figures.phrases import phrase_before, strip_frame
from pipeline.extract.figures.status_words import PREPOSITIONS

# Verbs that say that something is counted, not what.
LIGHT = frozenset(
    (
        "해당", "차지", "포함", "집계", "기록", "달성", "조사", "추산", "구성", "운영",
        "확보", "유치", "선정", "지정", "불과", "추가", "제외", "증가", "감소", "확정", "지원",
        "증액", "감액", "증원", "돌파", "원", "명",
        "확대", "축소", "조정", "연장", "단축", "상향", "하향", "인상", "인하", "진행",
    )
)  # fmt: skip
# 15%인 1,950억원, 전체의 40%에 해당하는 12건: one amount said twice
OF_BEFORE = re.compile(r"\s?(?:[가-힣·]{1,8}\s)?(?:중|가운데)(?:에서)?\s(?:약\s|총\s)?")
OF_THESE = re.compile(r"(?:^|[\s,(])(?:이|그|이들)\s?(?:중|가운데)(?:에서)?\s(?:약\s|총\s)?$")
_APPOSED = re.compile(r"(?:인|에\s(?:해당하는|이르는|달하는|상당하는)|꼴인|수준인|가량인)\s(?:약\s|총\s)?")  # noqa: E501
# 200억원을 들여 종합계획을 세운다: money is measured by what it goes into
_SPENT_ON = re.compile(r"[을를]?\s(?:들여|투입해|투입하여|쏟아부어|쏟아|투자해|써서|풀어|보태)\s")
# 심사를 통해 20건을: how, not what
_THROUGH = PREPOSITIONS | {"거치", "바탕", "계기", "토대", "대상", "중심", "앞두", "맞"}
_NEAR = 30
"""Characters between two counts of one thing: 작년 8곳과 올해 12곳에 이어."""
_FOR = re.compile(
    r"위해(?:서)?,?\s(?:[가-힣]+\s)?(?:\d{1,2}년간\s|\d{4}년까지\s)?(?:총\s|모두\s|약\s)?$"
)
# 5년간 모두 50조원을, 3년 동안 매년 2억원
_OVER = re.compile(
    r"(?:여)?\s?(?:간|동안|에\s걸쳐|여간)?\s(?:총\s|모두\s|매년\s|해마다\s|약\s|최대\s|연간\s|국비\s|전국에\s){0,2}"
)
_PARTICLE = re.compile(r"[은는이가을를도](?![가-힣])|까지\s|만\s")
_NUMBER_LAST = re.compile(r"\d(?:개사|개|곳|건|명|원|%)$")
_EXPLICIT = re.compile(r"(?:\s수|[자객건]수|율|률|비중|비율|[금매투생출원]액|금액)$")
_KIND = re.compile(r"[가-힣]\s(?:산업단지|단지|대학|기관|기업)$")
_MEASURE = re.compile(
    r"(?:\s수|[자객건]수|율|률|비중|비율|[금매투생출]액|금액|매출|수출|수입|생산|고용|면적|인원|실적|규모|점수|[가-힣]량)$"
)
_TITLED = re.compile(
    r"(?:장관|차관|관계자|대표|교수|의원|대변인|국장|실장|과장|소장|원장|이사장|회장|총리|대통령|시장|지사|군수|청장|위원장|연구원|사무관|팀장)$"
)
_OWN_FIGURE = re.compile(r"\d[\d,.]*\s?(?:여\s?)?[만억조천백]?\s?(?:개월|개사|개|곳|건|명|원|%|회|위|년|일|세|주|시간|배|㎡|억|조)")  # noqa: E501


def names_number(said: str, kind: str) -> bool:
    """Whether a phrase is a number with its counter, which measures nothing itself (56개는), or
    for a share or a sum what is counted so (3개 도시)."""
    if _OWN_FIGURE.fullmatch(said) or _NUMBER_LAST.search(said):
        return True
    own = _OWN_FIGURE.match(said)
    few = own is not None and len(said[own.end() :].split()) < 2
    return few and kind in ("percent", "points", "money", "time")


def lists_by(topic: str, before: str) -> bool:
    """Whether a list goes by the topic's measure: 국비 지원액은 식품 221억원, 자동차 157억원."""
    return _EXPLICIT.search(topic) is not None and not measures(before)


def names_kind(said: str) -> bool:
    """Whether the words name a kind of thing that is counted: 경기도 산업단지는 총 159개."""
    return _KIND.search(said) is not None


def measures(said: str) -> bool:
    """Whether a noun phrase names a measure, of which a subject then tells whose."""
    return _MEASURE.search(said) is not None


def names_person(said: str, people: set[str]) -> bool:
    """Whether a phrase is who says or does it: 산업부 홍길동 과장, 장관."""
    return _TITLED.search(said) is not None or any(p in said for p in people)


def stands_alone(text: str, draft: Draft) -> bool:
    """Whether the counted noun is left out: 90개를 운영하고, 56개는 … 집계였다."""
    return draft.type == "counter" and _PARTICLE.match(text, draft.end) is not None


def spent_on(text: str, draft: Draft) -> bool:
    """Whether the sum is spent on the object that follows."""
    return draft.type == "money" and _SPENT_ON.match(text, draft.end) is not None


def purpose(text: str, draft: Draft, floor: int) -> str:
    """What money is for: 산업 육성을 위해 300억원, 창출을 지원하기 위해 2,000억원."""
    if draft.type != "money" or _FOR.search(text, draft.sentence.start, draft.start) is None:
        return ""
    return object_before(text, draft, floor, frozenset())


def object_after(text: str, draft: Draft) -> str:
    """The object that follows the sum's own particle and verb: 200억원을 들여 단지마다 계획을."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.last + 1, min(len(morphemes), draft.last + 18)):
        if morphemes[at].tag == "JKO":
            found = phrase_before(morphemes, at + 1, draft.last + 1)
            return strip_frame(text[found.start : found.end]) if found is not None else ""
        if morphemes[at].tag in ("EF", "SN"):
            break
    return ""


def object_before(
    text: str, draft: Draft, floor: int, skipped: frozenset[str] = _THROUGH
) -> str:
    """The nearest object before the figure in its sentence (협의체를 새로 꾸려 90개를), but not
    that of a verb ``skipped``."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.first - 1, floor, -1):
        if morphemes[at].tag == "JKO" and morphemes[at + 1].form not in skipped:
            found = phrase_before(morphemes, at + 1, floor)
            return strip_frame(text[found.start : found.end]) if found is not None else ""
    return ""


def settle(text: str, drafts: Sequence[Draft]) -> None:
    """From right to left: what is said of one amount in two ways, and how long it lasts."""
    for draft, after in reversed(list(pairwise(drafts))):
        if draft.sentence is not after.sentence or not after.metric or draft.cell_heads:
            continue
        gap = (draft.end, after.start)
        apposed = (
            draft.type == "percent"
            and _APPOSED.fullmatch(text, *gap)
            and (not draft.metric or OF_THESE.search(text, draft.sentence.start, draft.start))
        )
        lasting = draft.type == "time" and after.type != "time" and _OVER.fullmatch(text, *gap)
        alike = (
            (not draft.metric or draft.metric in LIGHT)
            and draft.unit == after.unit
            and draft.type == "counter"
            and after.start - draft.end < _NEAR
        )
        if apposed or lasting or alike:
            draft.metric = after.metric
