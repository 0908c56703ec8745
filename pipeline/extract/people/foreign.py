"""Foreign names: spelled out in brackets, or of heads of state."""

from __future__ import annotations

import re

from pipeline.extract.people.found import Found
from pipeline.extract.people.names import PLAIN
from pipeline.extract.people.reading import Reading, opening, outside_brackets
from pipeline.extract.people.words import TitleAt, Word

_LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ÿ.'’\-]*(?:\s+[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’\-]*)+")
_LATIN_WORD = re.compile(r"[A-Z][a-zÀ-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)?")
_HANJA_NAME = re.compile(r"[一-龥]{2,6}")
_HEADS_OF_STATE = frozenset(
    [
        "대통령",
        "총리",
        "주석",
        "국가주석",
        "총통",
        "수상",
        "국왕",
        "장관",
        "CEO",
        "회장",
        "대사",
        "총서기",
        "최고경영자",
        "주지사",
        "총재",
        "교황",
    ]
)

# A single word and its original may be a firm's name, before these titles it is a person's.
_OF_STATE = (
    "장관",
    "차관",
    "대통령",
    "총리",
    "대사",
    "교수",
    "박사",
    "의원",
    "주지사",
    "시장",
    "총재",
)
_SCHOLARS = ("교수", "박사", "석좌교수", "연구원")


def _surname_first(reading: Reading, words: list[Word], opened: int) -> bool:
    """`다나카 켄지(田中健司)`: two Hangul words before the original, the last no Korean's name."""
    school = opened > 1 and words[opened - 2].text[-1] == "대"
    if opened < 2 or school or reading.score(words[opened - 1]) >= PLAIN:
        return False
    pair = words[opened - 2 : opened]
    hangul = all("가" <= c <= "힣" for word in pair for c in word.text)
    return hangul and all(len(word.text) >= 2 for word in pair)


def spelled_out(
    reading: Reading, words: list[Word], opened: int, closed: int, index: int, at: TitleAt
) -> list[Found]:
    """`로버트 하싱크(Robert Hassink) ○○대 교수`: as many words as the original has."""
    inner = reading.text[words[opened].end : words[closed].start].strip()
    han = _HANJA_NAME.fullmatch(inner) is not None
    hanja = han and _surname_first(reading, words, opened)
    chinese = han and reading.score(words[opened - 1]) < PLAIN and not words[opened - 1].glued
    single = hanja or (chinese and reading.judge.is_alien(words[opened - 1])) or (
        _LATIN_WORD.fullmatch(inner)
        and reading.base(at).endswith(_OF_STATE)
        and reading.judge.is_alien(words[opened - 1])
    )
    if not (single or _LATIN_NAME.fullmatch(inner)):
        return []
    first = opened
    wanted = 2 if hanja else len(inner.split())
    while first > 0 and opened - first < wanted:
        word = words[first - 1]
        if word.is_mark or not all("가" <= c <= "힣" for c in word.text):
            break
        if first < opened and reading.ends_phrase(word):
            break
        first -= 1
    if first == opened:
        return []
    between = outside_brackets(words[closed + 1 : index])
    affiliation, title = reading.bodies.of(
        between, at.prefix, words[index].start, at.title, reading.titles
    )
    name = " ".join(w.text for w in words[first:opened])
    return [Found(words[first].start, words[opened - 1].end, name, title, affiliation, "foreign")]


_ABROAD = _HEADS_OF_STATE | {
    *(
        "차관",
        "장관보",
        "차관보",
        "부총리",
        "부통령",
        "대표",
        "의장",
        "의원",
        "하원의원",
        "상원의원",
    ),
    *("시장", "집행위원", "사무총장", "본부장", "국장", "위원장", "총장", "교수", "박사", "원장"),
    *("부총장", "학장", "이사"),
    *("사장", "부사장", "부회장", "대표이사", "이사장"),
}
_MOST = 4  # words of a name
_BODY_WORDS = 4  # words between a country and the title


def from_abroad(
    reading: Reading, words: list[Word], index: int, at: TitleAt, used: dict[int, Found | None]
) -> list[Found]:
    """`제이미슨 그리어 미국 무역대표부(USTR) 대표`, `중국 왕원타오 상무부장`: by the country."""
    country = _country_before(reading, words, index)
    if country is None or (reading.base(at) not in _ABROAD and at.title != "부장"):
        return []
    names = _alien_before(reading, words, country)
    between = outside_brackets(words[country:index])
    if not names:
        position = country + 1
        while position < index and len(names) < _MOST and _is_alien(reading, words[position]):
            names.append(words[position])
            position += 1
        beside = not outside_brackets(words[position:index])
        if not names or not beside or not reading.judge.is_unknown(names[0]):
            return []
        between = [words[country]]
    if names[0].start in used:
        return []
    affiliation, title = reading.bodies.of(
        between, at.prefix, words[index].start, at.title, reading.titles
    )
    name = " ".join(w.text for w in names)
    return [Found(names[0].start, names[-1].end, name, title, affiliation, "foreign")]


_LATIN_PART = re.compile(r"[A-Z][a-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_NO_GIVEN = frozenset(
    ("New", "San", "Los", "Hong", "Saudi", "North", "South", "United", "The", "Silicon", "Smart")
)
"""First words of places and slogans, no given names."""
_NO_FAMILY = {
    *("Korea", "Japan", "China", "Asia", "Cloud", "Group", "Systems", "Software", "Labs", "Lab"),
    *("Energy", "Motors", "Electric", "Bank", "Capital", "Partners", "Inc", "Corp", "University"),
    *("Institute", "Center", "Valley", "City", "Park", "Technologies", "Solutions", "Networks"),
}


def in_latin(
    reading: Reading, words: list[Word], index: int, at: TitleAt, used: dict[int, Found | None]
) -> list[Found]:
    """`Anders Lund 스톡홀름대 교수`: two capitalised words before the body and the title."""
    if reading.base(at) not in _ABROAD:
        return []
    position, taken = index - 1, 0
    while position > 0 and taken < _BODY_WORDS and not _LATIN_PART.fullmatch(words[position].text):
        if words[position].is_mark or reading.ends_phrase(words[position]):
            return []
        position, taken = position - 1, taken + 1
    last = position
    while position >= 0 and _LATIN_PART.fullmatch(words[position].text):
        position -= 1
    parts = words[position + 1 : last + 1]
    if not 2 <= len(parts) <= _MOST or parts[0].text in _NO_GIVEN or parts[0].start in used:
        return []
    if any(part.text in _NO_FAMILY for part in parts):
        return []
    if reading.bodies.covers(parts[0].start, parts[-1].end):
        return []
    between = outside_brackets(words[last + 1 : index])
    affiliation, title = reading.bodies.of(
        between, at.prefix, words[index].start, at.title, reading.titles
    )
    name = " ".join(w.text for w in parts)
    return [Found(parts[0].start, parts[-1].end, name, title, affiliation, "foreign")]


def _country_before(reading: Reading, words: list[Word], index: int) -> int | None:
    """The position of a foreign country's name in the phrase before the title."""
    position, taken = index - 1, 0
    while position >= 0 and taken < _BODY_WORDS:
        word = words[position]
        if word.text == ")":
            opened = opening(words, position)
            if opened is None:
                return None
            position = opened - 1
            continue
        if word.start in reading.bodies.foreign:
            return position
        if word.is_mark or reading.ends_phrase(word):
            return None
        position, taken = position - 1, taken + 1
    return None


def _alien_before(reading: Reading, words: list[Word], country: int) -> list[Word]:
    """The words of a name that end before ``country``, back to where its phrase begins."""
    names: list[Word] = []
    position = country - 1
    if position > 0 and _is_common_part(reading, words, position):
        names, position = [words[position]], position - 1
    while position >= 0 and len(names) < _MOST and _is_alien(reading, words[position]):
        if position and words[position].glued and words[position - 1].text == "-":
            position -= 1
            continue
        names.insert(0, words[position])
        position -= 1
    proper = any(reading.judge.is_unknown(w) for w in names)
    return names if proper or (names and reading.judge.is_proper(names[0])) else []


def _is_common_part(reading: Reading, words: list[Word], position: int) -> bool:
    """`올리비아 그린`: a part that is a common noun as well, after one that is none."""
    word, before = words[position], words[position - 1]
    common = reading.judge.tags(word.start, word.end) == ["NNG"] and not reading.title(word.text)
    return common and not before.is_mark and reading.judge.is_unknown(before)


def _is_alien(reading: Reading, word: Word) -> bool:
    """Whether a Hangul word may be part of a foreign name: no common noun, no known body."""
    if word.is_mark or not all("가" <= c <= "힣" for c in word.text):
        return False
    if reading.title(word.text) or reading.bodies.covers(word.start, word.end):
        return False
    tags = reading.judge.tags(word.start, word.end)
    if tags and (tags[-1][0] == "J" or tags[-1] in ("ETM", "NNB", "MAG", "MAJ")):
        return False
    return not (len(word.text) > 1 and tags and set(tags) <= {"NNG", "XSN", "XPN"})


def known_abroad(
    reading: Reading, words: list[Word], index: int, at: TitleAt, used: dict[int, Found | None]
) -> list[Found]:
    """`○○○ 미국 대통령`: proper nouns before a country and a head of state's title."""
    scholar = reading.base(at) in _SCHOLARS
    if not (scholar or reading.base(at) in _HEADS_OF_STATE) or at.prefix:
        return []
    leading = reading.leading(words, index)
    body, taken = reading.bodies.before(leading)
    rest = leading[: len(leading) - taken]
    if scholar and not (taken and len(rest) >= 2 and reading.judge.is_proper(rest[-2])):
        return []
    if not taken and reading.base(at) not in ("대통령", "총리"):
        return []
    names: list[Word] = []
    while rest and len(names) < 3 and reading.judge.is_proper(rest[-1]):
        names.insert(0, rest.pop())
    if not names or names[0].start in used or len(names[-1].text) < 2:
        return []
    return [
        Found(
            names[0].start,
            names[-1].end,
            " ".join(w.text for w in names),
            at.title,
            body,
            "foreign",
        )
    ]
