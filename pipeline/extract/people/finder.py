"""Walks from each title to the name that bears it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.people.affiliation import Affiliation, Bodies
from pipeline.extract.people.names import BODIED, FAINT, PLAIN, STRONG, NameJudge
from pipeline.extract.people.words import (
    TitleAt,
    Word,
    find_title,
    split_words,
    strip_particle,
)
from pipeline.lexicon.people import Titles

_REACH = 7  # words between a name and its title
_JOINERS = frozenset("·ㆍ‧․/-&")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ÿ.'’\-]*(?:\s+[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’\-]*)+")
_HANJA = re.compile(r"[一-鿿]{2,4}")
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
GOVERNMENTS = ("정부", "행정부", "정권", "내각")


@dataclass(frozen=True, slots=True)
class Found:
    """A name with its title, before the document is looked at as a whole."""

    start: int
    end: int
    name: str
    title: str | None
    affiliation: Affiliation
    rule: str
    is_full: bool = True  # False: a surname alone


class Finder:
    """Finds names by titles, line by line. ``writers`` are the names in bylines."""

    def __init__(self, text: str, judge: NameJudge, bodies: Bodies, titles: Titles) -> None:
        self._text = text
        self._judge = judge
        self._bodies = bodies
        self._titles = titles
        self.writers: set[str] = set()
        self._seen: dict[str, TitleAt | None] = {}

    def find(self, start: int, end: int) -> Iterator[Found]:
        """People in one block of the text."""
        words = split_words(self._text, start, end)
        used: dict[int, Found | None] = {}
        for index, word in enumerate(words):
            if word.is_mark or not (at := self._title(word.text)):
                continue
            if at.prefix.startswith(("㈜", "(")):
                at = at._replace(prefix=at.prefix.split(")")[-1].lstrip("㈜ "))
            if at.prefix and (at.prefix[-1] in "전현" and len(at.prefix) == 1):
                at = at._replace(prefix="")
            if at.prefix and self._is_body(word, at):
                continue
            for found in self._at_title(words, index, at, used):
                used[found.start] = found
                if at.title in self._titles.byline:
                    self.writers.add(found.name)
                else:
                    yield found

    def _at_title(
        self, words: list[Word], index: int, at: TitleAt, used: dict[int, Found | None]
    ) -> list[Found]:
        at, last = self._lengthen(words, index, at)
        for way in (self._fused, self._left, self._right, self._surname):
            found = way(words, index, last, at, used)
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
            if stem in self._titles.after:
                closed = stem != following
                return TitleAt(at.prefix, f"{at.title} {stem}", closed), index + 1
        return at, index

    def _title(self, word: str) -> TitleAt | None:
        """``find_title``, each form once."""
        if word not in self._seen:
            self._seen[word] = find_title(word, self._titles)
        return self._seen[word]

    def _is_body(self, word: Word, at: TitleAt) -> bool:
        """`정보통신부`, `한국노동연구원`: a body whose name ends like a title."""
        end = word.start + len(at.prefix) + len(at.title)
        if self._bodies.covers(word.start, end):
            return True
        weak = at.title in self._titles.weak and at.title not in self._titles.fusing
        return weak and at.title not in self._titles.address

    def _score(self, word: Word) -> float:
        """How much ``word`` as a whole is a name; a bare title with its particle is none."""
        at = self._title(word.text)
        if at and not at.prefix and (at.closed or len(at.title) > 1):
            return 0.0
        return self._judge.score(word.start, word.text)

    def _base(self, at: TitleAt) -> str:
        return at.title.split(" ")[0]

    def _need(self, at: TitleAt, least: float) -> float:
        return max(least, STRONG - 0.05) if self._base(at) in self._titles.weak else least

    # -- the four ways ----------------------------------------------------------------------

    def _fused(
        self, words: list[Word], index: int, last: int, at: TitleAt, used: dict[int, Found | None]
    ) -> list[Found]:
        """`홍길동씨`, `홍길동이사장`."""
        word, name = words[index], at.prefix
        if not 2 <= len(name) <= 4 or word.start in used:
            return []
        score = self._judge.score(word.start, name)
        proper = self._judge.tags(word.start, word.start + len(name)) == ["NNP"]
        if score < STRONG or len(name) == 2 or not (proper or self._base(at) == "씨"):
            return []
        before = self._bodies.before(self._leading(words, index))[0]
        return [Found(word.start, word.start + len(name), name, at.title, before, "fused")]

    def _left(
        self, words: list[Word], index: int, last: int, at: TitleAt, used: dict[int, Found | None]
    ) -> list[Found]:
        """`홍길동 ○○부 차관`, `○○부 홍길동 차관`, `홍길동 이사장`."""
        if at.prefix and at.title in self._titles.address:
            return []
        best: tuple[float, int] | None = None
        position, hops, bracket = index - 1, 0, False
        while position >= 0 and hops < _REACH:
            word = words[position]
            if word.is_mark:
                if word.text == ")" and (opened := _opening(words, position)) is not None:
                    foreign = self._foreign(words, opened, position, index, at)
                    if foreign:
                        return [] if foreign[0].start in used else foreign
                    position = opened - 1
                    bracket = True
                    continue
                if word.text == "(" and position > 0 and word.glued:
                    outside = words[position - 1]
                    score = self._score(outside)
                    if score >= STRONG and outside.start not in used and hops:
                        best = (score, position - 1)
                    break
                if word.text in _JOINERS and word.glued and words[position + 1].glued:
                    position -= 1
                    continue
                break
            if word.start in used:
                break
            score = self._score(word)
            adjacent = position == index - 1 and not at.prefix
            if score >= self._least(words, position, index, at, bracket):
                if adjacent or best is None or score > best[0] - 0.05:
                    best = (score, position)
                if adjacent:
                    break
            elif self._ends_phrase(word):
                break
            bracket = False
            position -= 1
            hops += 1
        if best is None:
            return self._known_abroad(words, index, at, used)
        return self._named_left(words, best[1], index, at, used)

    def _least(
        self, words: list[Word], position: int, index: int, at: TitleAt, bracket: bool
    ) -> float:
        """The score asked of the word at ``position``: the less, the more its place says."""
        extra = 0.1 if len(words[position].text) == 2 else 0.0
        if position == index - 1 and not at.prefix:
            after_body = self._after_body(words, position)
            return self._need(at, FAINT + extra if after_body else PLAIN)
        if position == index - 1 and len(at.prefix) >= 2 and self._after_body(words, position):
            return FAINT + extra
        following = words[position + 1]
        if following.start == words[index].start:
            bodied = len(at.prefix) >= 2
        else:
            bodied = self._bodies.body_at(following.start)
        if bodied and not extra:
            return BODIED
        return self._need(at, PLAIN if bracket else STRONG)

    def _after_body(self, words: list[Word], position: int) -> bool:
        """Whether a body, a unit or a label (`작성 :`) stands right before ``position``."""
        if position == 0:
            return False
        before = words[position - 1]
        if before.is_mark:
            return before.text in ":："
        return self._bodies.before([before])[0].name is not None

    def _named_left(
        self,
        words: list[Word],
        name_at: int,
        index: int,
        at: TitleAt,
        used: dict[int, Found | None],
    ) -> list[Found]:
        word = words[name_at]
        if any(words[index + 1 : index + 2]) and words[index + 1].text.startswith(GOVERNMENTS):
            return []
        between = _outside_brackets(words[name_at + 1 : index])
        affiliation, title = self._bodies.of(
            between, at.prefix, words[index].start, at.title, self._titles
        )
        rule = "name_title" if not between and not at.prefix else "name_affiliation_title"
        if affiliation.name is None:
            lead = self._leading(words, name_at)
            before, _taken = self._bodies.before(lead)
            if before.name is None:
                before = self._beside(words, lead, index, at)
            if before.name is not None:
                affiliation = before
                rule = "affiliation_name_title"
        first = Found(word.start, word.end, word.text, title, affiliation, rule)
        return [*self._listed_before(words, name_at, first, bool(between), used), first]

    def _beside(self, words: list[Word], lead: list[Word], index: int, at: TitleAt) -> Affiliation:
        """A body in brackets after the title, or one unknown to the lexicon before the name."""
        rest = words[index + 1 : index + 8]
        if not at.closed and rest and rest[0].text == "(":
            inner = _until_closing(rest[1:])
            found = self._bodies.before(inner)[0]
            if inner and (found.name is not None or self._judge.is_proper(inner[-1])):
                return found if found.name else Affiliation(inner[-1].text)
        if lead and self._base(at) in _OF_FIRMS and self._judge.is_unknown(lead[-1]):
            return Affiliation(lead[-1].text)
        return Affiliation()

    def _listed_before(
        self,
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
            score = self._score(word)
            before = words[position - 3].text if position >= 3 else "("
            if (
                score < STRONG
                or word.start in used
                or (loose and (len(word.text) < 3 or (has_body and before not in ",(·")))
            ):
                break
            found.append(
                replace(first, start=word.start, end=word.end, name=word.text, rule="list")
            )
            position -= 2
        return found[::-1]

    def _right(
        self, words: list[Word], index: int, last: int, at: TitleAt, used: dict[int, Found | None]
    ) -> list[Found]:
        """`○○부 장관 홍길동`, `(이사장 홍길동)`, `위원장: 홍길동`."""
        position = last + 1
        if at.closed or position >= len(words):
            return []
        marked = words[position].text in (":", "：", "=") or (
            words[position].text in ("/", "|", "·", "-") and index == last
        )
        position += 1 if marked else 0
        opened = self._opens_bracket(words, index)
        found = self._name_from(words, position, FAINT if opened else self._need(at, PLAIN))
        if found is None or found[0] in used:
            return []
        start, end, name, after = found
        leading = self._leading(words, index)
        if leading and not opened and end == words[after - 1].end and self._titled(words, after):
            return []  # `…팀장 김철수 ○○연구원 박사`: the name belongs to what follows
        affiliation, title = self._bodies.of(
            leading[-3:], at.prefix, words[index].start, at.title, self._titles
        )
        if not at.prefix:
            affiliation = self._bodies.before(leading)[0]
        rule = "title_name"
        if opened and affiliation.name is None:
            bracket = next(n for n in range(index, -1, -1) if words[n].text in "([")
            affiliation = self._bodies.before(self._leading(words, bracket))[0]
            if affiliation.name is None and bracket and not words[bracket - 1].is_mark:
                affiliation = self._bodies.surface(words[bracket - 1])
            rule = "bracket"
        first = Found(start, end, name, title, affiliation, rule)
        return [first, *self._listed_after(words, after, first, used)]

    def _listed_after(
        self, words: list[Word], position: int, first: Found, used: dict[int, Found | None]
    ) -> list[Found]:
        """`위원 홍길동, 김철수`: names that go on after the first."""
        found: list[Found] = []
        while position + 1 < len(words) and words[position].text in (",", "·", "ㆍ", "‧", "、"):
            word = words[position + 1]
            name, score = self._judge.name_in(word, particle=True)
            follows = words[position + 2].text if position + 2 < len(words) else ")"
            if (
                score < STRONG
                or word.start in used
                or (name == word.text and not (follows[0] in ",·ㆍ)‧、\n." or follows == "등"))
            ):
                break
            found.append(
                replace(first, start=word.start, end=word.start + len(name), name=name, rule="list")
            )
            position += 2
        return found

    def _surname(
        self, words: list[Word], index: int, last: int, at: TitleAt, used: dict[int, Found | None]
    ) -> list[Found]:
        """`박 이사장은`: decided in linking, where the people known are at hand."""
        if at.prefix or index == 0 or self._base(at) not in self._titles.surname:
            return []
        word = words[index - 1]
        if len(word.text) > 2 or self._judge.surname(word.text + "○") != word.text:
            return []
        if word.glued and index > 1 and not words[index - 2].is_mark:
            return []
        return [Found(word.start, word.end, word.text, at.title, Affiliation(), "surname", False)]

    # -- names that are not plain ------------------------------------------------------------

    def _name_from(
        self, words: list[Word], position: int, least: float
    ) -> tuple[int, int, str, int] | None:
        """A name that starts at ``position``: start, end, the name, the next position."""
        if position >= len(words) or words[position].is_mark:
            return None
        word = words[position]
        # 홍 길 동: single syllables set apart.
        pieces = [w for w in words[position : position + 3] if len(w.text) == 1 and not w.is_mark]
        if len(pieces) == 3 and pieces[2].start == words[position + 2].start:
            name = "".join(w.text for w in pieces)
            if self._judge.score(-1, name) >= PLAIN:
                return word.start, pieces[2].end, name, position + 3
        name, score = self._judge.name_in(word, particle=True)
        if score < least + (0.1 if len(name) == 2 else 0.0):
            return None
        return word.start, word.start + len(name), name, position + 1

    def _foreign(
        self, words: list[Word], opened: int, closed: int, index: int, at: TitleAt
    ) -> list[Found]:
        """`로버트 하싱크(Robert Hassink) ○○대 교수`: as many words as the original has."""
        inner = self._text[words[opened].end : words[closed].start].strip()
        if not _LATIN_NAME.fullmatch(inner):
            return []
        first = opened
        wanted = len(inner.split())
        while first > 0 and opened - first < wanted:
            word = words[first - 1]
            if word.is_mark or not all("가" <= c <= "힣" for c in word.text):
                break
            if first < opened and self._ends_phrase(word):
                break
            first -= 1
        if first == opened:
            return []
        between = _outside_brackets(words[closed + 1 : index])
        affiliation, title = self._bodies.of(
            between, at.prefix, words[index].start, at.title, self._titles
        )
        name = " ".join(w.text for w in words[first:opened])
        return [
            Found(words[first].start, words[opened - 1].end, name, title, affiliation, "foreign")
        ]

    def _known_abroad(
        self, words: list[Word], index: int, at: TitleAt, used: dict[int, Found | None]
    ) -> list[Found]:
        """`○○○ 미국 대통령`: proper nouns before a country and a head of state's title."""
        if self._base(at) not in _HEADS_OF_STATE or at.prefix:
            return []
        leading = self._leading(words, index)
        body, taken = self._bodies.before(leading)
        rest = leading[: len(leading) - taken]
        if not taken and self._base(at) not in ("대통령", "총리"):
            return []
        names: list[Word] = []
        while rest and len(names) < 3 and self._judge.is_proper(rest[-1]):
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

    def _titled(self, words: list[Word], position: int) -> bool:
        """Whether a title follows from ``position`` on within the phrase."""
        for word in words[position : position + _REACH]:
            if word.is_mark:
                return False
            if self._title(word.text):
                return True
            if self._ends_phrase(word):
                return False
        return False

    # -- helpers -----------------------------------------------------------------------------

    def _ends_phrase(self, word: Word) -> bool:
        """Whether a word bears a particle or an ending, so that a phrase ends with it."""
        tags = self._judge.last_tag(word.end)
        return tags is not None and (tags[0] in "JE" or tags in ("MAJ", "MAG", "VCP", "NNB"))

    def _leading(self, words: list[Word], index: int) -> list[Word]:
        """The words before ``index`` in its phrase."""
        found: list[Word] = []
        position = index - 1
        while position >= 0 and len(found) < 5:
            word = words[position]
            if word.text in self._titles.before:
                position -= 1
                continue
            if word.is_mark or self._ends_phrase(word):
                break
            found.insert(0, word)
            position -= 1
        return found

    def _opens_bracket(self, words: list[Word], index: int) -> bool:
        for position in range(index - 1, max(-1, index - 9), -1):
            if words[position].text == "(":
                return True
            if words[position].is_mark and words[position].text not in ",’‘'\"“”":
                return False
        return False


def _opening(words: list[Word], closed: int) -> int | None:
    for position in range(closed - 1, max(-1, closed - 14), -1):
        if words[position].text == "(":
            return position
        if words[position].text == ")":
            return None
    return None


def _outside_brackets(words: list[Word]) -> list[Word]:
    found: list[Word] = []
    depth = 0
    for word in words:
        depth += word.text == "("
        if not depth and not (word.is_mark and word.text not in _JOINERS):
            found.append(word)
        depth -= word.text == ")" and depth > 0
    return found


def _until_closing(words: list[Word]) -> list[Word]:
    for number, word in enumerate(words):
        if word.text == ")":
            return words[:number]
        if word.is_mark:
            return []
    return []
