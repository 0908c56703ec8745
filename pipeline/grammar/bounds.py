"""Bound and sign of a quantity: they stand around its span."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.grammar.quantity import Quantity
from pipeline.records import Bound

_BEFORE: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (
        re.compile(
            r"(?<!역대\s)(?<!사상\s)(?<!국내\s)(?<!세계\s)(?:최대|최고|최장|많게는|길게는)\s?$"
        ),
        "at_most",
    ),
    (re.compile(r"(?:최소|최소한|적어도|최저|적게는|못해도)\s?$"), "at_least"),
    (re.compile(r"(?<![가-힣])(?:약|대략|어림잡아|줄잡아|거의|대충|얼추|근|연간 약)\s?$"), "about"),
)
_AFTER: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"\s?(?:이상|이 넘지 않는 것은)"), "at_least"),
    (re.compile(r"(?:[을를이가은는도]|에)?\s?(?:조금\s|약간\s|크게\s|훨씬\s)?(?:초과|넘|웃도|웃[돌돈]|상회|돌파|뛰어넘|훌쩍)"), "more_than"),  # noqa: E501
    (re.compile(r"(?:[을를이가도]|에도?|에는)?\s?(?:채\s|크게\s|한참\s)?(?:미만|못\s?미[치쳤칠친]|미치지 못|미달|밑도|밑[돌돈]|하회|안\s?[되된됐될]|채 안|에 불과하지)"), "less_than"),  # noqa: E501
    (re.compile(r"\s?(?:이하|이내|한도)|\s안(?:에서?|의|으로)(?:\s|$)"), "at_most"),
    # the counted noun between: 10개 시·군 미만으로
    (re.compile(r"\s[가-힣·]{1,6}\s이상"), "at_least"),
    (re.compile(r"\s[가-힣·]{1,6}\s(?:이하|이내)"), "at_most"),
    (re.compile(r"\s[가-힣·]{1,6}\s미만"), "less_than"),
    (re.compile(r"\s?(?:내외|가량|정도|안팎|남짓|쯤|여(?![가-힣])|여[간의원]|전후|에 육박|에 가까|가까[이운]|에 달할 정도|에 이를 정도)"), "about"),  # noqa: E501
    (re.compile(r"[을를]?\s?육박"), "about"),
    (re.compile(r"대(?=[의에로를는가였이\s,.)]|$)"), "about"),
)  # fmt: skip
_ANY_AFTER = re.compile("|".join(f"({pattern.pattern})" for pattern, _ in _AFTER))
"""The first of ``_AFTER`` that fits is the group that matched."""

_CAP = re.compile(r"\s?까지\s?(?:모을|받을|뽑을|늘릴|둘|신청할|지원할|빌릴|쓸)\s(?:수|계획)|\s?까지\s?(?:만\s)?(?:지원|융자|보조|대출|보증|가능|공제|감면|인정|허용|지급|보상|신청|부담|할인|적용|제공|투자할 수|받을 수|신청할 수|늘릴 수|연장할 수)")  # fmt: skip  # noqa: E501
_MINUS = re.compile(r"(?:(△|▲|▽|▼|마이너스\s?|영하\s?|[-−–])\s?|(\+|플러스\s?|영상\s?))$")
_SIGNED = ("percent", "points", "money", "counter")


def finish(source: str, q: Quantity, table: bool) -> Quantity:
    """``q`` with the bound and the sign that stand around it."""
    before, after = source[max(0, q.start - 8) : q.start], source[q.end : q.end + 16]
    bound: Bound = q.bound
    # 목표를 16% 웃돌다: the difference is exact; only a level is passed
    exceeds = (
        q.type in ("percent", "points")
        and _PASSED.search(before) is not None
        and _EXCEEDS.match(after) is not None
    )
    said = None if exceeds else _ANY_AFTER.match(after)
    if said is not None:
        bound = _AFTER[(said.lastindex or 1) - 1][1]
    elif _CAP.match(after):
        bound = "at_most"
    elif bound == "exact" or bound == "about":
        for pattern, name in _BEFORE:
            if pattern.search(before):
                bound = name
                break
    sign = _sign(source, q, table)
    if sign == q.sign == 0 and bound == q.bound:
        return q
    value, high = q.value, q.value_max
    if sign < 0:
        value, high = (-value, None) if high is None else (-high, -value)
    return replace(q, bound=bound, sign=sign, value=value, value_max=high)


# A difference by which something else is passed: 목표를 16% 웃돌았다, 평균보다 5%p 밑돌았다.
_PASSED = re.compile(r"(?:[을를]|보다)\s(?:약\s|무려\s)?$")
_EXCEEDS = re.compile(
    r"(?:가량|정도|나|이나)?\s(?:초과\s?달성|웃도|웃[돌돈]|상회|밑도|밑[돌돈]|하회|넘어서|넘게\s(?!기록))"
)


# A balance by years: (’09년 △17.6조원, ’10년 △3.5조원)
_DATED = re.compile(
    r"(?:(?:['’‘]\d\d|\d{4})년?(?:도|말)?\s?[:：]?|△.{2,24}에서\s(?:지난해|작년|올해))\s?$"
)


def _sign(source: str, q: Quantity, table: bool) -> int:
    """-1 or +1 where a sign stands right before the number and is no bullet, else 0."""
    mark = _MINUS.search(source, max(0, q.start - 6), q.start)
    if mark is None:
        return 0
    if mark[2]:
        return 1
    if mark[1].startswith(("마이너스", "영하")):
        return -1
    lead = source[source.rfind("\n", 0, mark.start()) + 1 : mark.start()]
    if table and (mark[1] in "△▲▽▼" or re.search(r"(?:^|[(:])\s*$", lead)):
        return -1
    if q.unit in ("℃", "℉"):
        return -1 if not lead.strip() or lead[-1] in " (~" else 0
    if not lead.strip() or q.type not in _SIGNED:
        return 0
    if q.type == "money" and mark[1] in "△▲" and re.search(r"=\s?$", lead):
        return -1
    if mark[1] in "-−–" and mark.end(1) < q.start and lead.strip():
        return 0  # an operator or a dash: (수지) - 1,842십억원
    if mark[1] in "-−–":
        if q.type == "counter":  # 건설업(-15만7천명)
            return -1 if re.search(r"[가-힣]\s?\($", lead) else 0
        return -1 if re.search(r"(?:^|[\s(\[:])$", lead) else 0
    # △ after a word or in a bracket is a minus; as one of several bullets it is none.
    if q.type in ("counter", "money") and re.search(r"\(\s?$", lead) is None:
        dated = q.type == "money" and mark[1] == "△" and _DATED.search(lead) is not None
        return -1 if dated else 0
    return 0 if re.search(r"[△▲]\s?[가-힣]", source[q.end : q.end + 60]) else -1
