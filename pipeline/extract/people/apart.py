"""Names whose surname and given name stand apart: `허 진 한빛대 교수`, `남궁 솔 연구관`."""

from __future__ import annotations

from pipeline.extract.people.affiliation import looks_like_body
from pipeline.extract.people.reading import Reading
from pipeline.extract.people.words import Word

_COUNTED = frozenset("건점일안법때중분번곳해달주날집길시도군구동면읍리차회년월명개")
"""What follows 이, 한, 전 … more often than a given name: 이 건, 한 해, 전 시(의원)."""


def join_apart(reading: Reading, words: list[Word]) -> list[Word]:
    """``words`` with the two parts of such a name as one word that spans both.

    Only where a phrase begins with it and a title or a body's name follows.
    """
    joined: list[Word] = []
    position = 0
    while position < len(words):
        if position + 1 < len(words) and _is_name(reading, words, position):
            first, second = words[position : position + 2]
            joined.append(Word(first.start, second.end, first.text + second.text, first.glued))
            position += 2
        else:
            joined.append(words[position])
            position += 1
    return joined


def _is_name(reading: Reading, words: list[Word], at: int) -> bool:
    first, second = words[at : at + 2]
    judge = reading.judge
    if second.glued or not judge.is_surname(first.text) or not judge.is_given(second.text):
        return False
    if len(first.text) + len(second.text) > 4 or (
        len(second.text) == 2 and judge.tags(second.start, second.end) == ["NNG"]
    ):
        return False
    if first.text in reading.titles.needs_known and second.text in _COUNTED:
        return False
    if second.text in "시도군구읍면동리" or second.text in reading.titles.before:
        return False  # 김 전 시장
    return _begins(reading, words, at) and _goes_on(reading, words, at + 2)


def _begins(reading: Reading, words: list[Word], at: int) -> bool:
    """Whether a phrase begins at ``at``, or a body's name ends before it."""
    if at == 0:
        return True
    before = words[at - 1]
    if before.is_mark:
        return not words[at].glued or before.text in "(▲△▷·,:-<[※◇○□"
    return reading.ends_phrase(before) or reading.bodies.before([before])[0].name is not None


def _goes_on(reading: Reading, words: list[Word], at: int) -> bool:
    """Whether a title or a body's name stands at ``at``."""
    if at >= len(words) or words[at].is_mark or words[at].glued:
        return False
    word = words[at]
    if reading.title(word.text) or reading.bodies.body_at(word.start):
        return True
    return looks_like_body(word.text) or (len(word.text) >= 3 and word.text[-1] == "대")
