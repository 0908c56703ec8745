"""What the words of a line say about each other: titles, scores, where a phrase ends."""

from __future__ import annotations

from pipeline.extract.people.affiliation import Affiliation, Bodies, looks_like_body
from pipeline.extract.people.names import BODIED, FAINT, PLAIN, STRONG, NameJudge
from pipeline.extract.people.words import TitleAt, Word, find_title
from pipeline.lexicon.people import Titles

_SHORT = 0.6  # the score asked of a name of two syllables before its body and title
_APART = 0.25  # what a space between surname and given name says
REACH = 7  # words between a name and its title
# 전통시장 is a market, no mayor.
_MARKETS = (
    "전통",
    "재래",
    "도매",
    "노동",
    "주식",
    "금융",
    "세계",
    "해외",
    "국내",
    "내수",
    "수출",
    "수산",
)
JOINERS = frozenset("·ㆍ‧․/-&")


class Reading:
    """One document's text with the judge of names, its bodies and the titles."""

    def __init__(self, text: str, judge: NameJudge, bodies: Bodies, titles: Titles) -> None:
        self.text = text
        self.judge = judge
        self.bodies = bodies
        self.titles = titles

    def title(self, word: str) -> TitleAt | None:
        """The title at the end of a word."""
        return find_title(word, self.titles)

    def is_body(self, word: Word, at: TitleAt) -> bool:
        """`정보통신부`, `한국노동연구원`: a body whose name ends like a title."""
        end = word.start + len(at.prefix) + len(at.title)
        if self.bodies.covers(word.start, end):
            return True
        if at.title == "시장" and at.prefix.endswith(_MARKETS):
            return True
        weak = at.title in self.titles.weak and at.title not in self.titles.fusing
        return weak and at.title not in self.titles.address

    def base(self, at: TitleAt) -> str:
        """The title without the words that lengthen it: `도지사` of `도지사 권한대행`."""
        return at.title.split(" ")[0]

    def score(self, word: Word) -> float:
        """How much ``word`` as a whole is a name; a bare title with its particle is none."""
        at = self.title(word.text)
        if at and not at.prefix and (at.closed or len(at.title) > 1):
            return 0.0
        apart = _APART if word.end - word.start > len(word.text) else 0.0
        return self.judge.score(word.start, word.text) + apart

    def need(self, at: TitleAt, least: float) -> float:
        """``least``, raised for titles that are common words as well."""
        return max(least, STRONG - 0.05) if self.base(at) in self.titles.weak else least

    def least(
        self, words: list[Word], position: int, index: int, at: TitleAt, bracket: bool
    ) -> float:
        """The score asked of the word at ``position``: the less, the more its place says."""
        extra = 0.1 if len(words[position].text) == 2 else 0.0
        if position == index - 1 and not at.prefix:
            if self._listed(words, position):
                return PLAIN + extra
            after_body = self.after_body(words, position)
            return self.need(at, FAINT + extra if after_body else PLAIN)
        if position == index - 1 and len(at.prefix) >= 2 and self.after_body(words, position):
            return FAINT + extra
        following = words[position + 1]
        if following.start == words[index].start:
            bodied = len(at.prefix) >= 2
        else:
            bodied = (
                self.bodies.body_at(following.start)
                or looks_like_body(following.text)
                or self.bodies.governed(following)
                or following.text in ("본사", "본부", "본청", "본점")
                or (len(following.text) >= 3 and following.text[-1] == "대")
            )
        if bodied:
            return self.need(at, _SHORT) if extra else BODIED
        return self.need(at, PLAIN if bracket else STRONG)

    def _listed(self, words: list[Word], position: int) -> bool:
        """`작성 : 홍길동 연구위원, 김철수 연구원`: whether a title and a comma stand before."""
        if position < 2 or words[position - 1].text != ",":
            return False
        at = self.title(words[position - 2].text)
        return at is not None and not at.closed

    def after_body(self, words: list[Word], position: int) -> bool:
        """Whether a body, a unit or a label (`작성 :`) stands right before ``position``."""
        if position == 0:
            return False
        before = words[position - 1]
        if before.is_mark:
            return before.text in ":："
        return self.bodies.before([before])[0].name is not None

    def ends_phrase(self, word: Word) -> bool:
        """Whether a word bears a particle or an ending, so that a phrase ends with it."""
        tags = self.judge.last_tag(word.end)
        return tags is not None and (tags[0] in "JE" or tags in ("MAJ", "MAG", "VCP", "NNB"))

    def leading(self, words: list[Word], index: int) -> list[Word]:
        """The words before ``index`` in its phrase."""
        found: list[Word] = []
        position = index - 1
        while position >= 0 and len(found) < 5:
            word = words[position]
            if word.text in self.titles.before:
                position -= 1
                continue
            if word.is_mark or self.ends_phrase(word):
                break
            found.insert(0, word)
            position -= 1
        return found

    def opens_bracket(self, words: list[Word], index: int) -> bool:
        """Whether ``index`` stands in a bracket opened shortly before it."""
        for position in range(index - 1, max(-1, index - 9), -1):
            if words[position].text == "(":
                return True
            if words[position].is_mark and words[position].text not in ",’‘'\"“”":
                return False
        return False

    def titled(self, words: list[Word], position: int) -> bool:
        """Whether a title follows from ``position`` on within the phrase."""
        for word in words[position : position + REACH]:
            if word.is_mark:
                return False
            if self.title(word.text):
                return True
            if self.ends_phrase(word):
                return False
        return False


def opening(words: list[Word], closed: int) -> int | None:
    """Where the bracket that ends at ``closed`` opens; None if it is none or too long."""
    for position in range(closed - 1, max(-1, closed - 14), -1):
        if words[position].text == "(":
            return position
        if words[position].text == ")":
            return None
    return None


def outside_brackets(words: list[Word]) -> list[Word]:
    """The words that no bracket holds, without marks but joiners."""
    found: list[Word] = []
    depth = 0
    for word in words:
        depth += word.text == "("
        if not depth and not (word.is_mark and word.text not in JOINERS):
            found.append(word)
        depth -= word.text == ")" and depth > 0
    return found


def until_closing(words: list[Word]) -> list[Word]:
    """The words up to the closing bracket; empty where another mark comes first."""
    for number, word in enumerate(words):
        if word.text == ")":
            return words[:number]
        if word.is_mark:
            return []
    return []


def in_bracket(reading: Reading, words: list[Word], position: int) -> tuple[int, Affiliation]:
    """The body in a bracket that opens at ``position``, and the position behind it."""
    if position >= len(words) or words[position].text != "(":
        return position, Affiliation()
    inner = until_closing(words[position + 1 : position + 8])
    if not inner or not all("가" <= w.text[0] <= "힣" or w.text[0].isupper() for w in inner):
        return position, Affiliation()
    body = reading.bodies.before(inner)[0]
    known = body.name is not None or inner[-1].text[-1] in "대원부처청사"
    body = body if body.name or not known else reading.bodies.surface(inner[-1])
    return (position + len(inner) + 2, body) if known else (position, Affiliation())
