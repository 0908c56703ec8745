"""Noun phrases around a place in a sentence, from its morphemes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.language.kiwi import Morpheme

_NOUN = ("NNG", "NNP", "SL", "SH", "XPN", "XSN", "XR", "NP")
_JOINERS = frozenset("·ㆍ・․･⋅&/-‧ᆞ")
_TOPIC = frozenset(("은", "는", "도"))
# Words before a number that say how it is to be read, not what it counts.
FRAME = frozenset(
    [
        "총",
        "약",
        "연",
        "월",
        "각",
        "각각",
        "모두",
        "전체",
        "최대",
        "최소",
        "최고",
        "현재",
        "직전",
        "현",
        "현행",
        "기존",
        "등",
        "등등",
        "무려",
        "불과",
        "대략",
        "추가",
        "매년",
        "매월",
        "연간",
        "월간",
        "연평균",
        "월평균",
        "평균",
        "전국",
        "오는",
        "지난",
        "최근",
        "올해",
        "지난해",
        "작년",
        "내년",
        "금년",
        "당초",
        "이미",
        "이날",
        "향후",
        "앞",
        "이후",
        "중",
        "가운데",
        "합계",
        "누적",
        "누계",
        "대비",
        "비",
        "전년비",
        "처음",
        "최초",
        "전월비",
        "전기비",
        "전년동기비",
        "기준",
        "전년",
        "전월",
        "전년동기",
        "동기",
        "국내",
        "국외",
        "해외",
        "세계",
        "도내",
        "시내",
        "관내",
        "이",
        "그",
        "이들",
        "우리",
        "당시",
        "그동안",
        "그간",
        "매",
        "일",
        "하루",
        "최근",
        "이중",
        "당해",
        "사상",
        "역대",
        "전기",
        "전분기",
        "대상",
        "규모",
        "수준",
        "이상",
        "이하",
        "미만",
        "이내",
        "초과",
        "내외",
        "정도",
        "가량",
        "안팎",
        "상당",
        "시대",
        "것",
        "수",
        "바",
        "때",
        "외",
        "내",
        "간",
        "씩",
        "당",
        "제",
        "만",
        "대한",
        "한",
        "다른",
        "여러",
        "모든",
        "기간",
        "동안",
        "첫",
        "번째",
        "만큼",
        "반면",
        "이번",
        "지",
        "뒤",
        "곳",
        "채",
        "덩치",
        "다시",
        "또",
        "새",
        "달",
        "여",
        "사이",
        "만점",
        "해",
        "올",
        "그중",
        "가운데",
        "나머지",
        "말",
        "및",
    ]
)
_REFERENCE = re.compile(r"(?:평균|대비|기준|비율상|동기|전년|말|현재|[가-힣]당| 당)$")


class Phrase(NamedTuple):
    """A noun phrase ``[start, end)`` in the document; ``particle`` is what follows it."""

    start: int
    end: int
    particle: str
    first: int
    """Index of its first morpheme."""


def is_noun(m: Morpheme) -> bool:
    # 일반단지: the analyser takes 단지 for the adverb
    return (
        m.tag in _NOUN
        or m.tag == "SN"
        or m.form == "단지"
        or (m.tag == "SW" and m.form in _JOINERS)
    )


def _joins(m: Morpheme) -> bool:
    return m.tag in ("SP", "SO", "SW", "SS") and m.form in _JOINERS


def phrase_before(morphemes: tuple[Morpheme, ...], index: int, floor: int = 0) -> Phrase | None:
    """The noun phrase that ends right before morpheme ``index``, its particle included."""
    at, particle = index - 1, ""
    while at >= floor and morphemes[at].form == "*":  # a mark of a footnote
        at -= 1
    if (
        at > floor + 1
        and morphemes[at].tag == "JKO"
        and morphemes[at - 1].form == "르"
        and morphemes[at - 2].form == "*"
    ):
        particle, at = "를", at - 2  # 규모*를: the analyser parts the particle
        while at >= floor and morphemes[at].form == "*":
            at -= 1
    while at >= floor and morphemes[at].tag.startswith("J") and morphemes[at].tag != "JKG":
        particle = morphemes[at].form + particle
        at -= 1
    if at >= floor and not particle and morphemes[at].tag == "JKG":
        particle, at = "의", at - 1
    if (
        at > floor + 1
        and morphemes[at].tag == "ETM"
        and morphemes[at - 1].form == "늘"
        and morphemes[at - 2].form == "*"
    ):
        particle, at = "는", at - 2  # 수 * 는: the analyser takes the particle for 늘다
    while at >= floor and morphemes[at].form == "*":
        at -= 1
    last = at
    # a closing quote or bracket after the name itself: '…사업’은'
    while (
        at >= floor
        and morphemes[at].tag in ("SSC", "SS")
        and morphemes[at].form in "’”'\"」』》〉)"
    ):
        if morphemes[at].form == ")":
            opened = at
            while opened >= floor and morphemes[opened].form != "(":
                opened -= 1
            if opened < floor:
                return None
            at = opened
        at -= 1
        last = at
    if at < floor or (
        not is_noun(morphemes[at]) and morphemes[at].tag not in ("NNB", "ETN", "MAG")
    ):
        return None
    if morphemes[at].tag == "MAG" and morphemes[at].form not in FRAME:
        return None
    while at >= floor:
        m = morphemes[at]
        if not (
            is_noun(m)
            or _joins(m)
            or (m.tag == "MM" and at < last and m.end == morphemes[at + 1].start)
            or (
                (m.tag in ("JKG", "ETN", "NNB", "XSN") and at < last)
                or (m.tag in ("NNB", "ETN", "MAG") and at == last)
            )
        ):
            break
        if m.tag == "ETN":  # 하+기, 되+ㅁ: the verb before it belongs to the noun
            at -= 1
            while at >= floor and morphemes[at].tag in ("XSV", "VV", "XSA", "VA", "EP"):
                at -= 1
            continue
        if m.tag == "JKG" and at > floor and not is_noun(morphemes[at - 1]):
            break
        at -= 1
    first = at + 1
    while first < last and (_joins(morphemes[first]) or morphemes[first].tag == "JKG"):
        first += 1
    if first > last:
        return None
    return Phrase(morphemes[first].start, morphemes[last].end, particle, first)


def phrase_after(morphemes: tuple[Morpheme, ...], index: int) -> Phrase | None:
    """The noun phrase that begins at morpheme ``index``."""
    at, size = index, len(morphemes)
    while at < size and (
        morphemes[at].tag in ("SSO", "MM", "MMA") or morphemes[at].form in ("‘", "“", "'", '"')
    ):
        at += 1
    first = at
    last = -1
    while at < size:
        m = morphemes[at]
        if is_noun(m) and m.tag != "SN":
            last = at
        elif (
            (_joins(m) or m.tag == "JKG" or m.tag in ("JC",))
            and last >= 0
            and at + 1 < size
            and is_noun(morphemes[at + 1])
        ):
            if m.tag == "JC" and not _counted_together(morphemes, at):
                break
        elif m.tag in ("SSC", "SSO") and last >= 0 and m.form in "’”'\"":
            pass
        elif m.tag == "SN" and last >= 0 and at > 0 and morphemes[at - 1].end == m.start:
            last = at
        else:
            break
        at += 1
    if last < first:
        return None
    particle = (
        morphemes[last + 1].form
        if last + 1 < size and morphemes[last + 1].tag.startswith("J")
        else ""
    )
    return Phrase(morphemes[first].start, morphemes[last].end, particle, first)


def _counted_together(morphemes: tuple[Morpheme, ...], at: int) -> bool:
    """기업과 대학: both counted, unless a number of its own follows, also behind a clause of its
    own (거점단지와 성장을 돕는 168개)."""
    for number in range(at + 1, len(morphemes)):
        m = morphemes[number]
        if m.tag == "SN":
            return number > at + 4 and morphemes[number - 1].tag != "ETM"
        if m.tag in ("EF", "EC", "SP"):
            break
    return True


def topic(morphemes: tuple[Morpheme, ...], until: int) -> Phrase | None:
    """The last noun phrase marked as topic before morpheme ``until``."""
    for at in range(until - 1, 0, -1):
        if morphemes[at].form == "도" and morphemes[at - 1].tag == "JKB":
            continue  # 추운 날씨에도
        if morphemes[at].form == "역시" and morphemes[at].tag == "MAG":
            found = phrase_before(morphemes, at)  # 가맹점 수 역시
            if found is not None and not found.particle:
                return found
        if morphemes[at].tag == "JX" and morphemes[at].form in _TOPIC:
            found = phrase_before(morphemes, at + 1)
            if found is not None:
                return found
    return None


def words(text: str, phrase: Phrase) -> list[str]:
    return text[phrase.start : phrase.end].split()


# Nouns that complete what is measured: 가맹점 수, 시장 규모.
_MEASURES = frozenset(("수", "규모", "평균", "기간", "대상", "수준"))
_YEAR_WORD = re.compile(r"(?:년|연도)|['’‘`]?\d{2,4}(?:년도?|년산|[.])?|\d{1,2}월(?:말|초)?")


_MONTH_WORD = re.compile(r"\d{1,2}월(?:말|초)?")


@lru_cache(maxsize=8192)
def strip_frame(surface: str) -> str:
    """``surface`` without words that only frame a number, at either end."""
    parts = surface.split()
    while parts and parts[-1] in FRAME and (len(parts) == 1 or parts[-1] not in _MEASURES):
        parts.pop()
    while parts and _MONTH_WORD.fullmatch(parts[-1]):
        parts.pop()
    while parts and (parts[0].removesuffix("의") in FRAME or _YEAR_WORD.fullmatch(parts[0])):
        parts.pop(0)
    return " ".join(parts)


def is_reference(surface: str) -> bool:
    """Whether the phrase names what is compared with (OECD평균, 전년 대비), not what is counted."""
    return _REFERENCE.search(surface) is not None
