"""Finding names in Korean text: one pass, longest first, at the borders of words.

Names are compared without white space and middle dots, since documents write 산업단지공단 and
산업 단지 공단, 반월·시화 and 반월시화 alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import ahocorasick

# What may stand inside a name without changing it. A line break always ends a name.
_GAP = re.compile("[ \t\u00a0\u3000·ㆍ․・‧∙•･ᆞ]+")
_WITH_GAPS = re.compile(f"({_GAP.pattern})")
_WORD = re.compile(r"[0-9A-Za-z가-힣㐀-䶿一-鿿]")
# Names this long (in characters, without gaps) may be broken by white space in the text.
_MIN_BROKEN = 4
# Names this long are no accident at the end, or the start, of a longer word.
_MIN_FREE = 5
# What may follow a short name inside its eojeol: particles, endings of the copula, suffixes.
_PARTICLE = (
    "에게서|에서|서|에게|에|으로부터|로부터|으로서|로서|으로|로|이라고|라고|이라는|라는|이란|란"
    "|이나|나|이며|며|이고|이자|인|이다|입니다|이었|였|까지|부터|보다|처럼|같은|만|은|는|이|가"
    "|을|를|의|와|과|도|측|등|및|간|내|외|발|행|산|권"
)
_SUFFIX = (
    "지역|지구|일대|일원|산단|단지|공단|지사|본부|지부|지점|본사|공장|시내|시민|시장|군수|구청장"
    "|도민|도청|시청|군청|구청|시의회|도의회|출신|소재|현지|전역|남부|북부|동부|서부"
    "|장관|차관|위원장|이사장|원장|청장|사업|산업|클러스터|업체|기업|업계|분야|계획|협약"
)
_TAIL = re.compile(rf"(?:{_SUFFIX})|(?:{_PARTICLE})+(?![가-힣])")
# What makes a weak name (one that is also an everyday word: 예산, 강화, 경기, 기계) a name.
_WEAK_AFTER = re.compile(
    r"\s?(?:산업|분야|업종|업계|부문|중심|지역|일대|산단|공단|단지|클러스터|지구|권역)"
)
_DOTTED = re.compile(r"\s?[,·ㆍ․・‧]\s?")
_LISTED = re.compile(r"\s*[,·ㆍ․・‧/~∼–-]\s*|\s*(?:와|과|및)\s+")


class Hit(NamedTuple):
    """A name at ``text[start:end]``; ``key`` is the name without gaps."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=16384)
def squeeze(name: str) -> str:
    """The name as it is compared: without white space and middle dots, lower case Latin."""
    return _GAP.sub("", name).lower()


class Matcher:
    """An Aho-Corasick automaton over squeezed names."""

    def __init__(self, names: Iterable[str], weak: Iterable[str] = ()) -> None:
        names = tuple(names)
        self._weak = frozenset(map(squeeze, weak))
        # A name that is written with a gap of its own may be broken there however short it is.
        broken = {squeeze(name) for name in names if _GAP.search(name)}
        self._automaton = ahocorasick.Automaton()
        for key in sorted({squeeze(name) for name in names} - {""}):
            self._automaton.add_word(key, (key, key in broken or len(key) >= _MIN_BROKEN))
        self._automaton.make_automaton()

    def scan(self, text: str) -> list[Hit]:
        """Every occurrence of every name, overlapping or not, whatever stands around it."""
        parts = _WITH_GAPS.split(text)  # runs of letters and the gaps between them, in turn
        squeezed = "".join(parts[::2])
        lowered = squeezed.lower()
        if len(lowered) != len(squeezed):  # a letter whose lower case is longer, as İ
            lowered = squeezed
        hits: list[Hit] = []
        if not lowered:
            return hits
        ends = list(accumulate(map(len, parts[::2])))  # of the runs, gaps left out
        gaps = list(accumulate(map(len, parts[1::2]), initial=0))  # their width before each run
        for last, (key, breakable) in self._automaton.iter(lowered):
            first = last - len(key) + 1
            start = first + gaps[bisect_right(ends, first)]
            end = last + gaps[bisect_right(ends, last)] + 1
            if end - start == len(key) or breakable:
                hits.append(Hit(start, end, key))
        return hits

    def find(self, text: str) -> list[Hit]:
        """Non-overlapping occurrences at word borders, the longest of those that compete."""
        return self.supported(text, longest(h for h in self.scan(text) if bordered(text, h)))

    def supported(
        self, text: str, hits: list[Hit], doubtful: Collection[Hit] = ()
    ) -> list[Hit]:
        """``hits`` (sorted, disjoint) without the weak names that nothing around them supports.

        ``doubtful`` hits are treated as weak ones.

        A weak name counts before a word that only a name takes (강화 지역), or in a list beside a
        name that counts (강화·김포).
        """
        weak = [hit.key in self._weak or hit in doubtful for hit in hits]
        if not any(weak):
            return hits
        sure = [
            not doubt or _WEAK_AFTER.match(text, hit.end) is not None
            for hit, doubt in zip(hits, weak, strict=True)
        ]
        joined = [
            _LISTED.fullmatch(text, before.end, after.start) is not None
            for before, after in pairwise(hits)
        ]
        # Two weak names that punctuation lists support each other: 반월, 시화.
        for n, (before, after) in enumerate(pairwise(hits)):
            if joined[n] and weak[n] and weak[n + 1] and _DOTTED.fullmatch(
                text, before.end, after.start
            ):
                sure[n] = sure[n + 1] = True
        for order in (range(len(joined)), reversed(range(len(joined)))):
            for n in order:
                if joined[n] and (sure[n] or sure[n + 1]):
                    sure[n] = sure[n + 1] = True
        return [hit for hit, kept in zip(hits, sure, strict=True) if kept]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping hits the longest, of equally long ones the first; sorted by start."""
    taken: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if hit.start not in covered and hit.end - 1 not in covered:
            taken.append(hit)
            covered.update(range(hit.start, hit.end))
    return sorted(taken)


def cased(text: str, hit: Hit) -> bool:
    """False for a short Latin name in small letters: ``it`` is no IT."""
    surface = text[hit.start : hit.end]
    return len(surface) > _MIN_BROKEN or not surface.isascii() or not surface.islower()


def bordered(text: str, hit: Hit) -> bool:
    """Whether the hit starts a word and ends where a name may end."""
    long = len(hit.key) >= _MIN_FREE and hit.end - hit.start == len(hit.key)
    if hit.start and _WORD.match(text[hit.start - 1]) and not long:
        return False
    following = text[hit.end : hit.end + 1]
    if not cased(text, hit):
        return False
    if hit.key[-1].isascii():  # IT is no part of ITS, but 산업 may follow it
        return not (following.isascii() and following.isalnum())
    if not following or not "가" <= following <= "힣" or long:
        return True
    return _TAIL.match(text, hit.end) is not None
