"""Tries, at each title, the ways in which a name stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.people.affiliation import Affiliation, Bodies
from pipeline.extract.people.found import Found
from pipeline.extract.people.leftward import before_title
from pipeline.extract.people.names import STRONG, NameJudge
from pipeline.extract.people.reading import Reading
from pipeline.extract.people.rightward import after_title
from pipeline.extract.people.words import TitleAt, Word, split_words, strip_particle
from pipeline.lexicon.people import Titles


class Finder:
    """Finds names by titles, line by line. ``writers`` are the names in bylines."""

    def __init__(self, text: str, judge: NameJudge, bodies: Bodies, titles: Titles) -> None:
        self._reading = Reading(text, judge, bodies, titles)
        self.writers: set[str] = set()

    def find(self, start: int, end: int) -> Iterator[Found]:
        """People in one block of the text."""
        words = split_words(self._reading.text, start, end)
        used: dict[int, Found | None] = {}
        for index, word in enumerate(words):
            if word.is_mark or not (at := self._reading.title(word.text)):
                continue
            if at.prefix.startswith(("㈜", "(")):
                at = at._replace(prefix=at.prefix.split(")")[-1].lstrip("㈜ "))
            if at.prefix and (at.prefix[-1] in "전현" and len(at.prefix) == 1):
                at = at._replace(prefix="")
            if at.prefix and (
                self._reading.is_body(word, at) or self._is_institute(words, index, at)
            ):
                continue
            for found in self._at_title(words, index, at, used):
                used[found.start] = found
                if at.title in self._reading.titles.byline:
                    self.writers.add(found.name)
                else:
                    yield found

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
                return found
        return []

    def _lengthen(self, words: list[Word], index: int, at: TitleAt) -> tuple[TitleAt, int]:
        """`도지사 권한대행`: the words after a title that belong to it."""
        if at.closed or index + 1 >= len(words):
            return at, index
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
    word = words[index - 1]
    if len(word.text) > 2 or reading.judge.surname(word.text + "○") != word.text:
        return []
    if word.glued and index > 1 and not words[index - 2].is_mark:
        return []
    return [Found(word.start, word.end, word.text, at.title, Affiliation(), "surname", False)]
