"""What stands around a figure in its sentence: phrases to either side, topic, goal, verb."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.extract.figures.draft import Draft
from pipeline.extract.figures.phrases import (
    FRAME,
    Phrase,
    is_noun,
    is_reference,
    phrase_after,
    phrase_before,
    strip_frame,
    topic,
)
from pipeline.language.kiwi import Morpheme

_WEAK_AFTER = re.compile(
    r"(?:수준|규모|상당|이상|이하|미만|이내|초과|내외|정도|가량|안팎|시대|등|중|가운데|대|씩|증가|감소|성장|상승|하락|확대|축소|추가|여|간|동안|내|외|전|후"
    r"|증|감|늘어|선|차지|점유|달성|육박|돌파|증액|감액|올라|급증|급감)$"
)
# Between a figure and what it modifies: 의, 여, bounds and 규모, 수준.
_BETWEEN = re.compile(r"[\s의여간이상하규모수준가량내외정도당안팎미만초과짜리급어치]*")
CLAUSE = "clause"
"""In place of a particle: what a clause right before the figure speaks of."""
_REFERRED = re.compile(r"(?:[가-힣A-Z]\s?대비|만점)$")


def noun_after(text: str, draft: Draft) -> str:
    """The noun phrase that the figure modifies: ``N건의 X``, ``N개 X``, ``N억원 규모의 X``."""
    morphemes = draft.sentence.morphemes
    at = draft.last
    genitive = False
    if text.startswith("(", draft.end):
        return ""  # 2곳(울산미포, 서대구): which they are
    if at + 1 < len(morphemes) and (morphemes[at].tag, morphemes[at + 1].tag) == ("VCP", "ETM"):
        said = phrase_after(morphemes, at + 2)  # 11조원이던 생산액을
        if said is not None and said.particle in ("을", "를", "은", "는", "이", "가"):
            return strip_frame(text[said.start : said.end])
    for _ in range(3):
        if at >= len(morphemes):
            return ""
        m = morphemes[at]
        if m.form in ("가운데", "중"):
            return ""  # 1,300개사 가운데 연구소를 둔 곳
        if m.tag == "JKG":
            genitive, at = True, at + 1
        elif m.form in (
            "여",
            "간",
            "이상",
            "이하",
            "미만",
            "가량",
            "내외",
            "정도",
            "규모",
            "수준",
            "상당",
            "안팎",
            "이내",
            "초과",
            "짜리",
            "급",
            "어치",
        ) and m.tag.startswith(("N", "X")):
            at += 1  # also 1천만원 상당의
        else:
            break
    if at < len(morphemes) and morphemes[at].form == "(":
        return ""
    if at < len(morphemes) and morphemes[at].tag == "MM" and morphemes[at].form == "두어":
        return ""  # 3명 이상 두어: the verb
    if at >= len(morphemes) or _BETWEEN.fullmatch(text, draft.end, morphemes[at].start) is None:
        return ""
    if draft.type in ("percent", "points", "multiple", "time") and not genitive:
        return ""
    phrase = phrase_after(morphemes, at)
    if phrase is None or _is_verb(morphemes, phrase.end):
        return ""
    surface = strip_frame(text[phrase.start : phrase.end])
    if not surface or _WEAK_AFTER.match(surface):
        return ""
    scaled = text[draft.end : phrase.start].strip()
    if not genitive and not scaled and draft.type == "money":
        return ""  # 100억원 확정: the noun is what is done
    return surface


def _is_verb(morphemes: tuple[Morpheme, ...], end: int) -> bool:
    """Whether 하 or 되 follows the noun that ends at ``end``: 17개 선정한다 counts no 선정."""
    return any(m.start == end and m.tag == "XSV" for m in morphemes)


def noun_before(
    text: str, dates: list[tuple[int, int]], draft: Draft, floor: int
) -> tuple[str, str]:
    """The noun phrase to the left with its particle, framing words and dates skipped."""
    morphemes = draft.sentence.morphemes
    at = draft.first
    opened = listed = False
    for _ in range(8):
        if at <= floor:
            return "", ""
        m = morphemes[at - 1]
        inside = next((d for d in dates if d[0] < m.end and m.start < d[1]), None)
        if inside is not None:
            while at > 0 and morphemes[at - 1].start >= inside[0]:
                at -= 1
            while (
                at > 0
                and morphemes[at - 1].tag in ("SP", "JX", "JKB")
                and morphemes[at - 1].form in (",",)
            ):
                at -= 1
            continue
        if m.form in ("(", "[", ":", "：") or m.tag == "SSO":
            if opened:
                return "", ""
            opened, at = True, at - 1
            continue
        if (
            (m.tag in ("MM", "MAG", "SW", "XPN", "MMA", "SO") and not _attached(morphemes, at))
            or m.form in ("△", "▲", "‘", "“", "=")
            or m.tag == "MAJ"
        ):
            at -= 1
            continue
        if m.form == "," and at == draft.first and at > 1:  # 펀드, 1000억원으로: of a headline
            headed = phrase_before(morphemes, at - 1, floor)
            if headed is not None and headed.first == 0 and not headed.particle:
                return strip_frame(text[headed.start : headed.end]), "은"
            return "", ""
        if m.form == "지" and m.tag == "NNB" and at > 1 and draft.type == "time":
            return _modifying(text, draft, floor, at - 2), CLAUSE
        if m.tag == "SE" and draft.type in ("money", "time") and morphemes[at - 2].tag[:2] == "NN":
            at -= 1  # 선도프로젝트…50조원: of a headline
            continue
        if m.tag == "ETM" and at == draft.first and (clause := _modifying(text, draft, floor)):
            return clause, CLAUSE
        phrase = phrase_before(morphemes, at, floor)
        if phrase is None:
            return "", ""
        surface = text[_after_date(dates, phrase) : phrase.end]
        if phrase.particle.startswith("보다") or _REFERRED.search(
            surface
        ):  # 한 달 전보다, GDP 대비
            at = phrase.first
            continue
        stripped = _without_numbers(strip_frame(surface))
        if stripped:
            listed = (
                listed
                or re.search(r"등(?:\s(?:총|모두|전체|약|전국|각각|국내외|국내))*$", surface)
                is not None
            )
            if is_reference(stripped) and phrase.first > 0 and len(stripped.split()) == 1:
                at = phrase.first
                continue
            return _extend(
                text, morphemes, phrase, stripped, floor
            ), "등" if listed else phrase.particle
        listed = listed or surface.endswith("등")
        at = phrase.first
    return "", ""


def _modifying(text: str, draft: Draft, floor: int, last: int | None = None) -> str:
    """What a clause right before the figure (that ends at ``last``) says of it: 추경으로 편성된
    4,165억원, 시범사업을 시작한 지 1년."""
    morphemes = draft.sentence.morphemes
    at = draft.first - 1 if last is None else last
    while at > floor and (morphemes[at].tag in ("ETM", "EP", "EC") or morphemes[at].tag[0] == "V"):
        at -= 1
    if at > floor and morphemes[at].tag in ("XSV", "XSA"):
        at -= 2
    if at <= floor or morphemes[at].tag not in ("JKO", "JKS", "JKB"):
        return ""
    found = phrase_before(morphemes, at + 1, floor)
    if found is None or re.search(r"\d", text[found.start : found.end]):
        return ""
    return strip_frame(text[found.start : found.end])


def _attached(morphemes: tuple[Morpheme, ...], at: int) -> bool:
    """Whether a prefix is the end of the noun before it: 지방 + 비."""
    if at < 2 or morphemes[at - 1].tag != "XPN":
        return False
    before = morphemes[at - 2]
    return before.end == morphemes[at - 1].start and is_noun(before)


def _without_numbers(surface: str) -> str:
    return surface if re.search(r"[가-힣A-Za-z]", surface) else ""


def _extend(
    text: str, morphemes: tuple[Morpheme, ...], phrase: Phrase, surface: str, floor: int
) -> str:
    """Take in what ``및`` or ``와`` joins to the phrase: 워킹그룹 및 서브 미니클러스터."""
    at = phrase.first - 1
    if at > floor and (morphemes[at].form == "및" or morphemes[at].tag == "JC"):
        first = phrase_before(morphemes, at, floor)
        if (
            first is not None
            and not first.particle
            and not re.search(r"\d", text[first.start : first.end])
        ):
            return strip_frame(" ".join(text[first.start : phrase.end].split()))
    return surface


def object_after(text: str, draft: Draft) -> str:
    """The object right of the figure: ``총 N회에 걸쳐 X를 열었다``."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.last, min(len(morphemes), draft.last + 16)):
        if morphemes[at].tag == "JKO":
            found = phrase_before(morphemes, at + 1, draft.last)
            return strip_frame(text[found.start : found.end]) if found is not None else ""
        if morphemes[at].tag in ("EF", "SN"):
            break
    return ""


def topic_before(text: str, dates: list[tuple[int, int]], draft: Draft) -> str:
    morphemes = draft.sentence.morphemes
    found = topic(morphemes, draft.first)
    if found is None:
        return ""
    said = strip_frame(text[_after_date(dates, found) : found.end])
    if not said and found.first > 1 and morphemes[found.first - 1].tag == "ETM":
        return _modifying(text, draft, 0, found.first - 1)  # 연구소를 둔 곳은
    return "" if said.endswith("별") else said  # 지역별로는


def _after_date(dates: list[tuple[int, int]], phrase: Phrase) -> int:
    """Where the phrase begins without the date before it: 지난해 말 기준 회원사."""
    start = phrase.start
    for begin, end in dates[max(0, bisect_left(dates, (start, 0)) - 2) :]:
        if begin >= phrase.end:
            break
        if start < end < phrase.end and begin <= start + 6:
            start = end
    return start


def ends_clause(draft: Draft) -> bool:
    """Whether a verb stands right before the bracket that the figure is in."""
    at = draft.first - 1
    while at > 0 and draft.sentence.morphemes[at].tag in ("SSO", "SW", "SO", "SP", "MAG"):
        at -= 1
    return draft.sentence.morphemes[at].tag in ("EC", "EF")


def subject_before(text: str, dates: list[tuple[int, int]], draft: Draft) -> str:
    """The nearest phrase marked as subject or topic."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.first - 1, 0, -1):
        if morphemes[at].tag in ("JKS", "JX") and morphemes[at].form in (
            "이",
            "가",
            "은",
            "는",
            "도",
        ):
            found = phrase_before(morphemes, at + 1)
            if found is not None:
                return strip_frame(text[_after_date(dates, found) : found.end])
    return ""


def goal_before(text: str, dates: list[tuple[int, int]], names: set[str], draft: Draft) -> str:
    """What money is spent on: the last phrase marked with 에 (no place, no time) before it."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.first - 1, 0, -1):
        if morphemes[at].tag == "JKB" and morphemes[at].form == "에":
            found = phrase_before(morphemes, at + 1)
            if morphemes[at + 1].tag.startswith("V"):
                continue  # 원칙에 따라
            if found is None or any(b < found.end and found.start < e for b, e in dates):
                continue
            surface = strip_frame(text[found.start : found.end])
            if surface and surface not in names:
                return surface
    return ""


def has_own_subject(draft: Draft, previous: Draft) -> bool:
    """Whether a topic or subject of its own stands between the figure before and this one."""
    return any(
        m.tag in ("JX", "JKS") and m.form in ("은", "는", "이", "가")
        for m in draft.sentence.morphemes[previous.last : draft.first]
    )


def verbal_noun(text: str, draft: Draft) -> str:
    """The verbal noun of the clause that the figure stands in: ``N억원을 투입해`` is 투입."""
    morphemes = draft.sentence.morphemes
    for at in range(draft.last, min(len(morphemes) - 1, draft.last + 14)):
        if morphemes[at].tag in ("NNG", "XR") and morphemes[at + 1].tag in ("XSV", "XSA"):
            phrase = phrase_before(morphemes, at + 1, draft.last)
            return strip_frame(text[phrase.start : phrase.end]) if phrase else morphemes[at].form
        if morphemes[at].tag in ("EF",):
            break
    standing = draft.last < len(morphemes) and morphemes[draft.last].tag in ("JKO", "JKS", "JX")
    if draft.type == "counter" and standing:
        return ""
    upto = draft.last
    while upto < min(len(morphemes), draft.last + 6) and morphemes[upto].tag not in ("SN", "SSO"):
        upto += 1
    nouns = [
        m
        for m in morphemes[draft.last : upto]
        if m.tag == "NNG" and m.form not in FRAME and m.form not in ("키", "기")  # 지원키로
    ]
    return nouns[-1].form if nouns and is_noun(nouns[-1]) else ""
