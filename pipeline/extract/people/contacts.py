"""Names in contact lines: `담당 부서: ○○과 / 책임자 과장 홍길동 / (044-200-1234)`.

A release ends in the officials to ask. Such a line holds titles and names alone, so that a name
needs no more to show for itself than a surname; outline tools take the lines for page furniture,
so blocks of any kind are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.people.affiliation import Affiliation
from pipeline.extract.people.found import Found
from pipeline.extract.people.names import NameJudge
from pipeline.extract.people.words import find_title
from pipeline.language.analysis import Analysis
from pipeline.lexicon.people import Titles

_PHONE = re.compile(r"\(?\+?0\d{1,2}[)\-–. ~]{1,2}\d{3,4}[\-–.]\d{4}")
_LABEL = r"(?:총괄\s?)?(?:책\s?임\s?자|담\s?당\s?자|연락처?|문의처?|담당(?=\s*[:：/|]))"
_SIGN = re.compile(rf"{_PHONE.pattern}|{_LABEL}")
_WORD = re.compile(r"[가-힣]+(?:[·ㆍ][가-힣]+)*|[^\s가-힣]+")
_NEXT_LINE = r"[ \t|]*\n(?:[ \t|]*\n)?[ \t|]*"
_COLUMN = re.compile(
    r"(?m)^[ \t|]*(?P<title>[가-힣](?:[ \t]{0,4}[가-힣]){1,9})"
    + _NEXT_LINE
    + r"(?P<name>[가-힣](?:[ \t]{0,3}[가-힣]){1,3})(?:"
    + _NEXT_LINE
    + r"|[ \t]*)(?=\(?\s?0\d{1,2}[)\-–. ])"
)
_UNIT_LINE = re.compile(
    r"(?m)^[ \t|]*([가-힣·ㆍ]{2,16}(?:과|국|실|팀|단|관|본부|센터|위원회|원|청|처))[ \t|]*$"
)
_ABOVE = 160
"""Characters above a name in which its department is looked for."""
_LONGEST = 200
"""Characters of a contact line; a paragraph that ends in a number to call is none."""

_UNIT_END = ("과", "팀", "국", "실", "청", "단", "처", "원", "부", "관", "센터", "회")
_LABELS = frozenset(
    (
        "책임자",
        "담당자",
        "담당",
        "연락",
        "연락처",
        "문의",
        "문의처",
        "총괄",
        "부서",
        "담당부서",
        "기관",
        "담당기관",
        "배포",
        "소속",
    )
)


class _Piece(NamedTuple):
    start: int
    end: int
    text: str


def from_contacts(analysis: Analysis, judge: NameJudge, titles: Titles) -> Iterator[Found]:
    """Names beside a title in a line with a telephone number or a label of contacts."""
    text, unit = analysis.text, ""
    done = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < done:
            continue
        start = text.rfind("\n", 0, sign.start()) + 1
        done = text.find("\n", sign.end())
        done = len(text) if done < 0 else done
        if done - start > _LONGEST or text[start:done].rstrip().endswith("다."):
            continue
        pieces = _pieces(text, start, done, titles)
        unit = _unit(text, pieces, titles) or unit
        for name, title in _pairs(pieces, judge, titles):
            body = Affiliation(unit or None)
            yield Found(name.start, name.end, name.text, title, body, "contact")
    yield from _in_a_column(text, judge, titles)


def _in_a_column(text: str, judge: NameJudge, titles: Titles) -> Iterator[Found]:
    """A table of contacts that was read cell by cell: title, name, number, each on its line."""
    for match in _COLUMN.finditer(text):
        title, name = ("".join(match[part].split()) for part in ("title", "name"))
        at = find_title(title, titles)
        if at is None or at.closed or (at.prefix and at.title not in titles.unit):
            continue
        if _is_name(name, judge) and find_title(name, titles) is None:
            above = _UNIT_LINE.findall(text, max(0, match.start() - _ABOVE), match.start())
            units = [line for line in above if line not in titles.all]
            body = Affiliation(units[-1] if units else None)
            start, end = match.span("name")
            yield Found(start, end, name, title.removeprefix("담당"), body, "contact")


def _pieces(text: str, start: int, end: int, titles: Titles) -> list[_Piece]:
    """The words of the line; syllables that stand apart (홍 길 동, 과 장) are put together."""
    words = [_Piece(*m.span(), m.group()) for m in _WORD.finditer(text, start, end)]
    found: list[_Piece] = []
    position = 0
    while position < len(words):
        run = position
        while run < len(words) and len(words[run].text) == 1 and "가" <= words[run].text <= "힣":
            run += 1
        if run - position >= 2:
            found.extend(_joined(words[position:run], titles))
            position = run
        else:
            found.append(words[position])
            position += 1
    return found


def _unit(text: str, pieces: list[_Piece], titles: Titles) -> str:
    """The department that a line names before its first title or label: `건설정책국 건설정책과`."""
    named: list[_Piece] = []
    for piece in pieces:
        if piece.text in _LABELS:
            if named:
                break
        elif "가" <= piece.text[0] <= "힣":
            if piece.text in titles.all:
                break
            if not piece.text.endswith(_UNIT_END):
                named = []
                continue
            named.append(piece)
        elif ">" in piece.text:
            named = []
        elif named and not piece.text.strip("|/"):
            break
    return text[named[0].start : named[-1].end] if named else ""


def _joined(run: Sequence[_Piece], titles: Titles) -> list[_Piece]:
    """`명 세 운 국 장` as 명세운 and 국장."""
    for split in range(len(run)):
        title = "".join(w.text for w in run[split:])
        if title in titles.all:
            parts = [run[:split], run[split:]] if split else [run]
            break
        title = "".join(w.text for w in run[: split + 1])
        if split and title in titles.all:
            parts = [run[: split + 1], run[split + 1 :]]
            break
    else:
        parts = [run]
    return [_Piece(p[0].start, p[-1].end, "".join(w.text for w in p)) for p in parts if p]


def _pairs(pieces: list[_Piece], judge: NameJudge, titles: Titles) -> Iterator[tuple[_Piece, str]]:
    """A title and the name after it, or where a name comes first, names and their titles."""
    words = [p for p in pieces if "가" <= p.text[0] <= "힣" and p.text not in _LABELS]
    kinds = [_title(word.text, titles) for word in words]
    used: set[int] = set()
    name_first = False
    for n, (left, right) in enumerate(pairwise(words)):
        if n in used or n + 1 in used:
            continue
        if kinds[n] and not kinds[n + 1] and not name_first and _is_name(right.text, judge):
            used.update((n, n + 1))
            yield right, kinds[n] or ""
        elif (
            kinds[n + 1]
            and not kinds[n]
            and _is_name(left.text, judge)
            and not (left.text.endswith(_UNIT_END) and n + 2 < len(words))
        ):
            name_first = True
            used.update((n, n + 1))
            yield left, kinds[n + 1] or ""


def _title(word: str, titles: Titles) -> str | None:
    at = find_title(word, titles)
    if at is None or at.closed or at.title in titles.address or at.title in titles.byline:
        return None
    if len(at.title) < 2 or (at.prefix and at.title not in titles.unit):
        return None
    return word.removeprefix("담당")


def _is_name(word: str, judge: NameJudge) -> bool:
    return judge.could_be(word)
