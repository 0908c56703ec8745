"""Names that stand before their title: `홍길동 ○○부 차관`, `○○부 홍길동 차관`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.people.affiliation import Affiliation
from pipeline.extract.people.foreign import from_abroad, in_latin, known_abroad, spelled_out
from pipeline.extract.people.found import GOVERNMENTS, Found
from pipeline.extract.people.names import PLAIN, STRONG
from pipeline.extract.people.reading import (
    JOINERS,
    REACH,
    Reading,
    in_bracket,
    opening,
    outside_brackets,
    until_closing,
)
from pipeline.extract.people.words import TitleAt, Word

_UNIT = re.compile(
    r"^[가-힣]{2,}(?:정책|총괄|기획|지원|관리|진흥|협력|산업|경제|개발|입지|운영|혁신|투자|기술)과$"
)
_OF_FIRMS = frozenset(
    [
        "대표",
        "대표이사",
        "회장",
        "사장",
        "부사장",
        "CEO",
        "전무",
        "상무",
        "이사",
        "교수",
        "총장",
        "원장",
    ]
)


def before_title(
    reading: Reading,
    words: list[Word],
    index: int,
    last: int,
    at: TitleAt,
    used: dict[int, Found | None],
) -> list[Found]:
    """`홍길동 ○○부 차관`, `○○부 홍길동 차관`, `홍길동 이사장`."""
    if at.prefix and at.title in reading.titles.address:
        return []
    if not at.prefix and index and _is_surname(reading, words[index - 1], at):
        return []  # 한빛정밀 문 대표는
    best: tuple[float, int] | None = None
    near = index  # 홍길동 전 장관: beside the title but for such a word
    while near > 1 and words[near - 1].text in reading.titles.before and not at.prefix:
        near -= 1
    position, hops, bracket = near - 1, 0, False
    while position >= 0 and hops < REACH:
        word = words[position]
        if word.is_mark:
            if word.text == "]" and position > 1 and words[position - 2].text == "[":
                position -= 3  # 한빛전자[005930] 부회장
                continue
            if word.text == ")" and (opened := opening(words, position)) is not None:
                foreign = spelled_out(reading, words, opened, position, index, at)
                if foreign:
                    return [] if foreign[0].start in used else foreign
                position = opened - 1
                bracket = True
                continue
            if word.text == "(" and position > 0 and word.glued:
                outside = words[position - 1]
                score = reading.score(outside)
                closed = words[index + 1 : index + 2] and words[index + 1].text == ")"
                least = PLAIN if closed else STRONG  # 홍길동(한빛대 교수), 홍길동(부연구위원)
                if score >= least and outside.start not in used and (hops or closed):
                    best = (score, position - 1)
                break
            if word.text in JOINERS and word.glued and words[position + 1].glued:
                position -= 1
                continue
            break
        if word.start in used:
            break
        score = 0.0 if _is_place(reading, words, position) else reading.score(word)
        adjacent = position == near - 1 and not at.prefix
        school = words[position].text[-1] == "대"
        if (adjacent or school) and score and _is_of(reading, words, position):
            score = 0.0
        if score >= reading.least(words, position, near, at, bracket):
            if adjacent or best is None or score > best[0] - 0.05:
                best = (score, position)
            if adjacent:
                break
        elif reading.ends_phrase(word):
            break
        bracket = False
        position -= 1
        hops += 1
    if best is None:
        known = known_abroad(reading, words, index, at, used)
        return (
            known
            or from_abroad(reading, words, index, at, used)
            or in_latin(reading, words, index, at, used)
        )
    return _named(reading, words, best[1], index, at, used)


def _is_surname(reading: Reading, word: Word, at: TitleAt) -> bool:
    """Whether a surname alone stands before its title."""
    return (
        len(word.text) == 1
        and not word.glued
        and reading.judge.is_surname(word.text)
        and reading.base(at) in reading.titles.surname
        and word.text not in reading.titles.before
    )


def _is_place(reading: Reading, words: list[Word], position: int) -> bool:
    """`장흥군 장동면 홍길동 이장`: a township or village after a place's name is no person."""
    if words[position].text[-1] not in "면읍리동" or not position:
        return False
    before = words[position - 1]
    return not before.is_mark and reading.bodies.covers(before.start, before.end)


def _is_of(reading: Reading, words: list[Word], position: int) -> bool:
    """`홍길동 한빛대 교수`: after a full name the word before the title is where one works."""
    before = words[position - 1] if position else None
    if before is None or before.is_mark or len(before.text) > 3:
        return False
    if words[position].text[-1] == "대":
        return reading.score(before) >= PLAIN or reading.judge.is_proper(before)
    return (
        len(before.text) == 3
        and len(words[position].text) == 2
        and (reading.score(before) >= STRONG)
    )


def _named(
    reading: Reading,
    words: list[Word],
    name_at: int,
    index: int,
    at: TitleAt,
    used: dict[int, Found | None],
) -> list[Found]:
    word = words[name_at]
    if any(words[index + 1 : index + 2]) and words[index + 1].text.startswith(GOVERNMENTS):
        return []
    behind = words[name_at + 1 : index]
    inside = bool(behind) and behind[0].text == "(" and not any(w.text == ")" for w in behind)
    if inside:
        behind = behind[1:]  # 홍길동(한빛대 교수)
    between = outside_brackets(behind)
    affiliation, title = reading.bodies.of(
        between, at.prefix, words[index].start, at.title, reading.titles
    )
    rule = "name_title" if not between and not at.prefix else "name_affiliation_title"
    if affiliation.name is None:
        lead = reading.leading(words, _over_bracket(words, name_at))
        before, _taken = reading.bodies.before(lead)
        if before.name is None:
            before = _beside(reading, words, lead, name_at, index, at)
        if before.name is None and not inside:
            before = in_bracket(reading, words, name_at + 1)[1]
        if before.name is not None:
            affiliation = before
            rule = "affiliation_name_title"
    first = Found(word.start, word.end, word.text, title, affiliation, rule)
    return [*_listed_before(reading, words, name_at, first, bool(between), used), first]


def _over_bracket(words: list[Word], name_at: int) -> int:
    """`문화부(장관 ○○○) 홍길동 차관`: where the bracket before the name opens, else the name."""
    if name_at and words[name_at - 1].text == ")":
        opened = opening(words, name_at - 1)
        if opened is not None and words[opened].glued:
            return opened
    return name_at


def _beside(
    reading: Reading, words: list[Word], lead: list[Word], name_at: int, index: int, at: TitleAt
) -> Affiliation:
    """A body in brackets after the title, or one unknown to the lexicon before the name."""
    rest = words[index + 1 : index + 8]
    if not at.closed and rest and rest[0].text == "(":
        inner = until_closing(rest[1:])
        seat = at.title.endswith("의원") and bool(inner) and reading.bodies.is_place(inner[-1])
        found = Affiliation() if seat else reading.bodies.before(inner)[0]
        if inner and not seat and (found.name is not None or reading.judge.is_proper(inner[-1])):
            return found if found.name else Affiliation(inner[-1].text)
    if name_at > 1 and words[name_at - 1].text == "의" and words[name_at - 2].text == ")":
        opened = opening(words, name_at - 2)
        if opened is not None:  # 한국산업단지공단(산단공)의 홍길동 이사장
            return reading.bodies.before(reading.leading(words, opened))[0]
    if not lead and name_at and words[name_at - 1].text[-1] == "의":
        found = reading.bodies.ending(words[name_at - 1].end - 1)
        if found.name is not None:
            return found  # 한빛연합회의 홍길동 회장
    # The last syllable of 입지정책과 looks like a particle.
    if not lead and name_at and _UNIT.search(words[name_at - 1].text) and not words[name_at].glued:
        return reading.bodies.surface(words[name_at - 1])
    if lead and reading.base(at) in _OF_FIRMS and reading.judge.is_unknown(lead[-1]):
        return Affiliation(lead[-1].text)
    return Affiliation()


def _listed_before(
    reading: Reading,
    words: list[Word],
    name_at: int,
    first: Found,
    has_body: bool,
    used: dict[int, Found | None],
) -> list[Found]:
    """`홍길동·김철수 교수`: names joined before the one that stands beside the title."""
    found: list[Found] = []
    position = name_at
    while position >= 2 and words[position - 1].text in ("·", "ㆍ", "‧", ",", "/"):
        word = words[position - 2]
        loose = words[position - 1].text == ","
        score = reading.score(word)
        before = words[position - 3].text if position >= 3 else "("
        if (
            score < STRONG
            or word.start in used
            or (loose and (len(word.text) < 3 or (has_body and before not in ",(·")))
        ):
            break
        found.append(replace(first, start=word.start, end=word.end, name=word.text, rule="list"))
        position -= 2
    return found[::-1]
