"""The lines of a text with what an outline needs to know of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import east_asian_width

from pipeline.load.marks import LETTERS, Mark, match_mark

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|$)")
_EDGE = "\ufeff\u200b\u200c\u200d\u2060"
_SENTENCE_END = re.compile(
    r"(?:(?<!\d)[.!?。…][\"”’'」』)\]》〉\s]*|[가-힣](?:니다|한다|된다|이다|했다|였다|있다|없다|났다|졌다|"
    r"왔다|갔다|같다|혔다|됐다)[\"”’'」』)\]\s]*)$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line. ``start``/``end`` leave out blanks at its edges; ``indent`` counts the
    blanks before it, ``blanks`` the blank lines; ``width`` is in columns (Hangul takes two)."""

    start: int
    end: int
    text: str
    indent: int
    blanks: int
    mark: Mark | None
    width: int
    page: int = 1

    @property
    def body(self) -> str:
        """The text without its mark."""
        return self.text if self.mark is None else self.text[self.mark.body - self.start :]


_HANGUL = re.compile("[가-힣]")  # the wide characters of most lines, counted at once
_OTHER_WIDE = re.compile("[^\u0000-\u10ff가-힣]")


def columns(text: str) -> int:
    """Display width: wide and full-width characters count two."""
    if text.isascii():
        return len(text)
    wide = len(_HANGUL.findall(text))
    return len(text) + wide + sum(east_asian_width(c) in "WF" for c in _OTHER_WIDE.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does: a full stop or a plain final ending."""
    return _SENTENCE_END.search(text, max(0, len(text) - 12)) is not None


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of ``text`` in order; form feeds count pages."""
    lines: list[Line] = []
    blanks = 0
    page = 1
    letter = -1
    for match in _LINE.finditer(text):
        start, stop = match.span()
        if start == stop:
            break
        end = stop
        while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
            end -= 1
        begin = start
        while begin < end and (text[begin].isspace() or text[begin] in _EDGE):
            begin += 1
        if begin == end:
            blanks += 1
        else:
            mark = match_mark(text, begin, end)
            if mark is not None and mark.name.strip("()") == "letter":
                # A wrapped sentence may leave its ending 다. at the start of a line.
                at = LETTERS.index(mark.surface.strip("(). "))
                if at and at != letter + 1:
                    mark = None
                else:
                    letter = at
            content = text[begin:end]
            lines.append(
                Line(begin, end, content, begin - start, blanks, mark, columns(content), page)
            )
            blanks = 0
        page += "\f" in match.group()
    return lines
