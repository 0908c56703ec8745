"""The title of a set document: the largest letters near its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.load.published import is_date_line

HEAD_LINES = 30
"""Filled lines from the start among which the title is looked for."""

MAX_TITLE_LINES = 4
MAX_TITLE_CHARS = 120

LARGER = 1.12
"""Times the usual size of letters that a title's are at least."""

_NO_TITLE = re.compile(
    r"(?:보\s*도\s*)?(?:참\s*고|해\s*명|설\s*명)?\s*(?:보\s*도\s*)?(?:자\s*료|자료집)|붙\s*임.*|참\s*고\s*\d*|별\s*첨.*|"
    r"보\s*도\s*(?:시\s*점|일\s*시|자\s*료).*|배\s*포.*|목\s*차|차\s*례|"
    r"(?:즉시|엠바고).{0,12}|[\d\W]+"
)
_BULLET = re.compile(r"^[□○ㅇ◦▪■●※*•]\s*")


_PROGRAM_TITLE = re.compile(
    r"한글\s?문서.*|빈\s?문서.*|제목\s?없음.*|무제.*|슬라이드\s?\d.*|(?:파워포인트|powerpoint)\s?.*|"
    r"프레젠테이션\s?\d*|문서\s?\d*|untitled.*|document\s?\d*|presentation\s?\d*|"
    r"microsoft\s(?:word|powerpoint|excel).*|.{1,80}\.(?:hwpx?|docx?|pptx?|xlsx?|pdf|indd)",
    re.IGNORECASE,
)


def file_title(title: str | None) -> str | None:
    """A title from a file's own metadata, unless a program put it there (한글 문서, Untitled)."""
    title = " ".join((title or "").split())
    real = 4 <= len(title) <= 200 and not _PROGRAM_TITLE.fullmatch(title)
    return title if real else None


class SetLine(NamedTuple):
    """A line and the size of its letters, in points."""

    text: str
    size: float


def headline(lines: Sequence[SetLine]) -> str | None:
    """The lines near the head that are set largest, as one title; None where nothing stands out
    of the usual size (the median over characters)."""
    filled = [SetLine(" ".join(line.text.split()), line.size) for line in lines]
    filled = [line for line in filled if line.text]
    if not filled:
        return None
    usual = median(
        line.size for line in filled for _ in range(1 + min(len(line.text), 200) // 20)
    )
    head = filled[:HEAD_LINES]
    sizes = [line.size for line in head if _may_be_title(line.text)]
    if not sizes or max(sizes) < LARGER * usual:
        return None
    least = 0.96 * max(sizes)
    title: list[str] = []
    for line in head:
        if line.size >= least and (title or _may_be_title(line.text)):
            title.append(line.text)
            if len(title) == MAX_TITLE_LINES:
                break
        elif title:
            break
    joined = " ".join(title)
    return joined if len(joined) <= MAX_TITLE_CHARS else title[0]


def _may_be_title(text: str) -> bool:
    if len(re.sub(r"\W", "", text)) < 6 or len(text) > MAX_TITLE_CHARS:
        return False
    if _BULLET.match(text) or _NO_TITLE.fullmatch(text) or is_date_line(text):
        return False
    return load_lexicon().resolve(text, None, "ORG") is None
