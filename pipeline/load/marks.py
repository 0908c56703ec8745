"""Outline marks at the start of a line: □ ㅇ - • ▷ ※, numbers, letters, private-use bullets."""

from __future__ import annotations

import re
from typing import NamedTuple

# Order matters: the first that matches names the mark. Every pattern takes the blanks after it.
_TABLE: tuple[tuple[str, str], ...] = (
    ("note", r"※|[*＊]{1,3}(?=\s|[^\s*\d])|[†‡]|주\s?\d{0,2}\)|주\s?:|[*＊]{1,2}(?=\d{4}\D)"),
    ("hash", r"#{1,6}(?=\s)"),
    ("part", r"제\s?\d{1,3}\s?[장절편부관](?=\s)|[Ⅰ-Ⅻⅰ-ⅻ]+\s?[.)]?(?=\s|[가-힣]|$)"
             r"|(?:I{1,3}|IV|VI{0,3}|IX|X{1,3})(?:[.)](?=\s)|\s*$)"),
    ("task", r"(?:핵심|추진|세부|정책|중점|전략)?\s?"
             r"(?:과제|전략|방안|단계|분야|부문|유형|목표|방향|대책)"
             r"\s?\d{1,2}\s?[:：.)]"),
    ("number", r"\d{1,2}(?:[.-]\d{1,2}){0,3}\s?\.(?=\s*[^\d\s.,])|\d{1,2}-\d{1,2}(?=\s+[가-힣])"),
    ("number)", r"\d{1,2}\s?\)(?=\s*\S)"),
    ("(number)", r"\(\s?\d{1,2}\s?\)(?=\s*[^\s~∼-])"),
    ("circled", r"[①-⑳➀-➓❶-❿⓪⓫-⓾㉠-㉻ⓐ-ⓩⒶ-Ⓩ㊀-㊉]"),
    ("letter", r"[가나다라마바사아자차카타파하]\s?\.(?=\s*\S)"),
    ("letter)", r"[가나다라마바사아자차카타파하]\s?\)(?=\s*\S)"),
    ("(letter)", r"\([가나다라마바사아자차카타파하]\)(?=\s*\S)"),
    ("private", r"[\uE000-\uF8FF\U000F0000-\U000FFFFD\U00100000-\U0010FFFD]+"),
    ("square", r"[□■◇◆▣◈❍❏❑▢☐☑◘❖❶]"),
    ("circle", r"[○●◦◎⊙〇◯⚬ㅇᄋ]|[oO](?=\s)"),
    ("triangle", r"[▷▶►▻▹▸▲△▼▽◁◀☞➡➢➤⇒➔→⇨✓✔√★☆◐◑♠♣]"),
    ("small", r"[▪▫◾◽■∎•‣⁃∙․·‧･ㆍ⋅・]"),
    ("dash", r"[-–—−‐‑―ㅡ](?=\s+\S|[^\d\s.,\-–—−‐‑―ㅡ])|[~∼](?=\s+\S)"),
)
_MARK = re.compile(
    "(?:" + "|".join(f"(?P<m{n}>{pattern})" for n, (_, pattern) in enumerate(_TABLE)) + r")[^\S\n]*"
)
_NAMES = tuple(name for name, _ in _TABLE)
LETTERS = "가나다라마바사아자차카타파하"

HEADING_MARKS = frozenset(
    {"hash", "part", "task", "number", "number)", "(number)", "circled", "letter", "letter)",
     "(letter)", "private", "square", "triangle"}
)
"""Marks that may open a heading: a short line with one of these and no sentence ending."""


class Mark(NamedTuple):
    """A mark: its class, its surface, and the index where the body begins."""

    name: str
    surface: str
    body: int


def match_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark that opens ``text[start:end]`` (no leading blanks), or None."""
    match = _MARK.match(text, start, end)
    if match is None or match.lastgroup is None:
        return None
    return Mark(_NAMES[int(match.lastgroup[1:])], match.group().strip(), match.end())
