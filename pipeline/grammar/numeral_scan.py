"""Numerals found in running text, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.grammar.numeral_words import NATIVE_ONES, NATIVE_TENS, PAIRS, ending_scale, plain
from pipeline.grammar.numerals import ARABIC, read


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at ``[start, end)``; ``high`` only where it names a range (``수십``)."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    about: bool = False
    arabic: bool = True
    scale: int = 1
    """The scale at the end (``20억`` 10**8): what a bare number before ``~`` borrows."""
    fraction: bool = False
    """``3분의 1``, ``1/3``, ``절반``."""


# A digit starts an Arabic numeral; scales glue further groups to it. After a space a further
# group must bring a scale or three digits: in "10억 5개" the five counts something else.
_SCALES = r"(?:[십백천만억조경]|여(?=[만억조])){0,6}"
# A PDF may part a number from its scale: 2,204 억원.
_PARTED = r"(?: (?=[십백천]{0,2}[만억조] ?(?:여 ?)?(?:원|달러|불|유로|엔|위안|명|㎡|톤|개|건|가구|세대|대|t)|[억조](?![가-힣\d])))?"  # noqa: E501
_GROUP = rf"{ARABIC}{_PARTED}{_SCALES}"
_BELOW = rf"(?: ?분의 ?(?:{ARABIC}|[일이삼사오육칠팔구십백]+))"
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# 1/3이, 2/3 이상: a fraction only where a particle or a bound follows; else it may be a date.
_SLASHED = (
    r"(?:\d+ )?[1-9]\d? ?/ ?[1-9]\d{0,2}(?!\d)(?![.,]\d|[/~])"
    r"(?= ?(?:이상|이하|수준|가량|정도|미만|선|만|밖에|가까이|에 불과|에 그|에 달|에 해당|씩)"
    r"|(?:이|가|을|를|로|은|는|의|도)(?![가-힣])"
    r"| ?(?:리터|미터|마일|인치|컵|스푼|파운드|갤런|온스|킬로|에이커|시간|kg|km|L|m)(?![A-Za-z]))"
)
_FIND_ARABIC = re.compile(
    rf"(?<![\d.])(?:{_SLASHED}|(?:\d{{1,6}}(?:와|과) )?\d{{1,6}}[천만억]?{_BELOW}"
    rf"|\d{{1,6}}(?:와|과|) ?[{_VULGAR}]|{_GROUP}"
    rf"(?:(?<=[십백천만억조경])(?:{_GROUP}| ?(?:{ARABIC}{_PARTED}[십백천만억조경]{_SCALES}|(?<=[만] )\d[\d,]{{2,12}}))){{0,8}})"  # noqa: E501
)
_SINO_RUN = r"[일이삼사오육칠팔구십백천만억조경][영일이삼사오육륙칠팔구십백천만억조경]{0,30}"
_SINO_WORDS = (
    rf"{_SINO_RUN}(?: (?=[일이삼사오육칠팔구십백천]+[십백천만억조]){_SINO_RUN}){{0,4}}"
    r"(?:(?<=[십백천만]) (?=[일이삼사오육칠팔구](?![가-힣]))[일이삼사오육칠팔구])?"
)
_POINTED = r"(?:점[영일이삼사오육칠팔구]+|(?: 점 | 점|점 )[영공일이삼사오육칠팔구]+(?: [영공일이삼사오육칠팔구](?![가-힣])){0,4})"  # noqa: E501
_TENS, _ONES = "|".join(NATIVE_TENS), "|".join(sorted(NATIVE_ONES, key=len, reverse=True))
_NATIVE_WORD = (
    "|".join(sorted(PAIRS, key=len, reverse=True))
    + rf"|(?:[이삼사오육칠팔구]?백 ?)?(?:{_TENS}) ?(?:{_ONES})?|{_ONES}"
)
_FIND_WORD = re.compile(
    rf"(?<![가-힣\d.])(?:절반|(?:수|몇) ?[십백천][만억조]?|(?:수|몇)[만억조]|십수[만억조]?"
    rf"|(?:[일이삼사오육칠팔구십](?:와|과) )?[이삼사오육칠팔구십백천만]+ ?분의 ?[일이삼사오육칠팔구십]+"  # noqa: E501
    rf"|(?:{_SINO_WORDS}|영|공){_POINTED}|{_NATIVE_WORD}|{_SINO_WORDS}|[{_VULGAR}]|반(?= (?:시간|리터|컵|마일|스푼|킬로)))"  # noqa: E501
)


def find(text: str, *, words: bool = True) -> Iterator[Numeral]:
    """Numerals in ``text`` by start, Arabic ones always, spelled ones if ``words``.

    Spelled numerals are many more than quantities (``이``, ``한``, ``만``): the caller keeps
    those that a unit follows.
    """
    source = plain(text)
    found = [n for m in _arabic(source) if (n := _numeral(m)) is not None]
    if words:
        found += [n for m in _FIND_WORD.finditer(source) if (n := _numeral(m, False))]
        found.sort(key=lambda n: n.start)
    yield from found


def _arabic(source: str) -> Iterator[re.Match[str]]:
    """The matches of ``_FIND_ARABIC``, which is only tried where digits begin."""
    position = 0
    while digits := _DIGITS.search(source, position):
        match = _FIND_ARABIC.match(source, digits.start())
        if match is not None:
            yield match
        position = (match or digits).end()


_DIGITS = re.compile(r"\d+")
_ODD = re.compile("여(?![섯덟든])")
_LONGEST = 40
"""Characters: longer runs are no numeral; the bound keeps the search linear."""


def _numeral(match: re.Match[str], arabic: bool = True) -> Numeral | None:
    """The longest beginning of a match that reads as one numeral, or None."""
    longest = _longest(match.group()[:_LONGEST].rstrip())
    if longest is None:
        return None
    start = match.start()
    length, value, high, about, scale, fraction = longest
    return Numeral(start, start + length, value, high, about, arabic, scale, fraction)


@lru_cache(maxsize=8192)
def _longest(body: str) -> tuple[int, Decimal, Decimal | None, bool, int, bool] | None:
    """The longest beginning of ``body`` that reads as a numeral: its length and, but for
    ``arabic``, the fields of a ``Numeral``. Few are many times (이, 한, 만, 2009), so they are
    remembered."""
    while body:
        try:
            value, high = read(body)
        except ValueError:
            body = body.rsplit(" ", 1)[0] if " " in body else body[:-1]
            continue
        about = high is not None or body == "절반" or _ODD.search(body) is not None
        fraction = body in ("절반", "반") or "분의" in body or "/" in body or body[-1] in _VULGAR
        return len(body), value, high, about, ending_scale(body), fraction
    return None
