"""Tries, at each title, the ways in which a name stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.people.affiliation import Affiliation, Bodies
from pipeline.extract.people.apart import join_apart
from pipeline.extract.people.found import Found
from pipeline.extract.people.leftward import before_title
from pipeline.extract.people.names import PLAIN, STRONG, NameJudge
from pipeline.extract.people.reading import Reading
from pipeline.extract.people.rightward import after_title
from pipeline.extract.people.words import TitleAt, Word, split_words, strip_particle, word_texts
from pipeline.lexicon.people import Titles

_NOT_OF_TITLE = ("전", "현", "담당")
"""Written together with a title, no part of it: 전장관, 담당과장."""

_PROVINCES = ("제주", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남")
_AND = "겸"
_JOINT_REACH = 5  # words from 겸 to the second office


class Finder:
    """Finds names by titles, line by line. ``writers`` are the names in bylines."""

    def __init__(self, text: str, judge: NameJudge, bodies: Bodies, titles: Titles) -> None:
        self._reading = Reading(text, judge, bodies, titles)
        self.writers: set[str] = set()

    def find(self, start: int, end: int) -> Iterator[Found]:
        """People in one block of the text."""
        text = self._reading.text
        if not any(map(self._reading.title, word_texts(text, start, end))):
            return
        words = join_apart(self._reading, split_words(text, start, end))
        used: dict[int, Found | None] = {}
        for index, word in enumerate(words):
            if word.is_mark or not (at := self._reading.title(word.text)):
                continue
            if at.prefix.startswith(("㈜", "(")):
                at = at._replace(prefix=at.prefix.split(")")[-1].lstrip("㈜ "))
            if (at.prefix, at.title) == ("제", "주지사"):
                at = at._replace(prefix="제주", title="지사")
            if at.prefix in _NOT_OF_TITLE:
                at = at._replace(prefix="")
            if (
                at.prefix
                and not self._is_governor(words, index, at)
                and (self._reading.is_body(word, at) or self._is_institute(words, index, at))
            ):
                continue
            for found in self._at_title(words, index, at, used):
                used[found.start] = found
                if at.title in self._reading.titles.byline:
                    self.writers.add(found.name)
                else:
                    yield found

    def _is_governor(self, words: list[Word], index: int, at: TitleAt) -> bool:
        """`홍길동 제주지사`: after a name a province's governor, no branch office."""
        return (
            at.title == "지사"
            and at.prefix in _PROVINCES
            and index > 0
            and self._reading.score(words[index - 1]) >= PLAIN
        )

    def _joint(self, words: list[Word], index: int, at: TitleAt) -> tuple[TitleAt, int]:
        """Two offices of one person, the second with its body."""
        for last in range(index + 2, min(index + 2 + _JOINT_REACH, len(words))):
            if words[last].is_mark:
                break
            second = self._reading.title(words[last].text)
            if second is not None:
                end = words[last].start + len(second.prefix) + len(second.title)
                start = words[index].start + len(at.prefix)
                return TitleAt(at.prefix, self._reading.text[start:end], second.closed), last
        return at, index

    def _is_institute(self, words: list[Word], index: int, at: TitleAt) -> bool:
        """`지역산업연구원 박사`: before another title 연구원 ends a body's name."""
        if at.title != "연구원" or at.closed or index + 1 >= len(words):
            return False
        following = self._reading.title(words[index + 1].text)
        return following is not None and not following.prefix

    def _at_title(
        self, words: list[Word], index: int, at: TitleAt, used: dict[int, Found | None]
    ) -> list[Found]:
        at, last = self._lengthen(words, index, at)
        for way in (_fused, before_title, after_title, _surname):
            found = way(self._reading, words, index, last, at, used)
            if found:
                return [self._with_office(f, words, index, last) for f in found]
        return []

    def _with_office(self, found: Found, words: list[Word], index: int, last: int) -> Found:
        """`부총리 겸 재정부 장관`: the body of the second office, where none else is named."""
        if found.affiliation.name is not None or last - index < 2:
            return found
        body = self._reading.bodies.before(words[index + 2 : last])[0]
        return replace(found, affiliation=body)

    def _lengthen(self, words: list[Word], index: int, at: TitleAt) -> tuple[TitleAt, int]:
        """`도지사 권한대행`, `부총리 겸 재정부 장관`: the words after a title that belong to it."""
        if at.closed or index + 1 >= len(words):
            return at, index
        if words[index + 1].text == _AND:
            return self._joint(words, index, at)
        following = words[index + 1].text
        parted = strip_particle(following)
        for stem in (following, parted[0] if parted else ""):
            if stem in self._reading.titles.after:
                closed = stem != following
                return TitleAt(at.prefix, f"{at.title} {stem}", closed), index + 1
        return at, index


def _fused(
    reading: Reading,
    words: list[Word],
    index: int,
    last: int,
    at: TitleAt,
    used: dict[int, Found | None],
) -> list[Found]:
    """`홍길동씨`, `홍길동이사장`."""
    word, name = words[index], at.prefix
    if not 2 <= len(name) <= 4 or word.start in used:
        return []
    score = reading.judge.score(word.start, name)
    proper = reading.judge.tags(word.start, word.start + len(name)) == ["NNP"]
    if score < STRONG or len(name) == 2 or not (proper or reading.base(at) == "씨"):
        return []
    before = reading.bodies.before(reading.leading(words, index))[0]
    return [Found(word.start, word.start + len(name), name, at.title, before, "fused")]


def _surname(
    reading: Reading,
    words: list[Word],
    index: int,
    last: int,
    at: TitleAt,
    used: dict[int, Found | None],
) -> list[Found]:
    """`박 이사장은`: decided in linking, where the people known are at hand."""
    if at.prefix or index == 0 or reading.base(at) not in reading.titles.surname:
        return []
    if index > 1 and words[index - 1].text in reading.titles.before:
        index -= 1  # 김 전 시장은
    word = words[index - 1]
    if index > 1 and words[index - 2].text + word.text in reading.titles.all:
        return []  # 과 장 | 사무관
    if len(word.text) > 2 or reading.judge.surname(word.text + "○") != word.text:
        return []
    if word.glued and index > 1 and not words[index - 2].is_mark:
        return []
    return [Found(word.start, word.end, word.text, at.title, Affiliation(), "surname", False)]
