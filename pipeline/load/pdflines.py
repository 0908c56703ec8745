"""The lines of a PDF page: characters with their places, joined as they stand on the page."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium_c

from pipeline.load.pdfgrid import Locate

WORD_GAP = 0.16
"""Share of the letter size from which a gap without a blank is one all the same."""

CELL_GAP = 1.4
"""Letter sizes. A wider gap parts two pieces of text that merely stand side by side."""

BLANK_GAP = 2.6
"""The same where a blank was typed: justified lines stretch their blanks."""


@dataclass(slots=True)
class Span:
    """Text on one baseline. Coordinates in points, y from the bottom; ``cell`` is its grid's
    number and cell; ``blank`` says that a blank was typed after it."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    cell: tuple[int, int] | None = None
    blank: bool = False

    @property
    def middle(self) -> float:
        """Height of the line's middle."""
        return (self.y0 + self.y1) / 2


def read_spans(textpage: Any, locate: Locate | None) -> list[Span]:
    """The spans of a pypdfium2 text page in the order in which it was written."""
    spans: list[Span] = []
    current: Span | None = None
    last = ""
    last_x0 = 0.0
    blank = False
    box = pdfium_c.FS_RECTF()
    high = 0
    raw = textpage.raw
    for index in range(pdfium_c.FPDFText_CountChars(raw)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        if code in (0, 0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x3000, 0xFEFF, 0x200B):
            generated = pdfium_c.FPDFText_IsGenerated(raw, index) == 1
            blank = blank or not generated or code == 0x20
            if current is not None and not generated:
                current.blank = True
            continue
        char = "-" if code in (2, 0xFFFE) else chr(code)
        if not pdfium_c.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        x0, x1, y0, y1 = box.left, box.right, box.bottom, box.top
        size = max(1.0, y1 - y0)
        middle = (y0 + y1) / 2
        cell = locate((x0 + x1) / 2, middle) if locate is not None else None
        if current is not None and current.cell == cell and (
            abs(middle - current.middle) <= 0.5 * min(size, current.size)
            and x0 >= last_x0 - 0.3 * size
        ):
            gap = x0 - current.x1
            if char == last and abs(x0 - last_x0) < 0.3 * (x1 - x0):
                continue  # drawn twice to look bold
            if gap <= (BLANK_GAP if blank else CELL_GAP) * size:
                spaced = blank or gap > WORD_GAP * size
                current.text += " " + char if spaced else char
                current.x1 = max(current.x1, x1)
                if size > current.size:
                    current.y0, current.y1, current.size = y0, y1, size
                current.blank = False
                last, last_x0, blank = char, x0, False
                continue
        current = Span(char, x0, x1, y0, y1, size, cell)
        spans.append(current)
        last, last_x0, blank = char, x0, False
    return spans


def join_lines(spans: Sequence[Span]) -> list[Span]:
    """The spans of one region as lines: those on one baseline joined from left to right."""
    lines: list[Span] = []
    for span in spans:
        for line in reversed(lines[-3:]):
            near = abs(line.middle - span.middle) <= 0.5 * min(line.size, span.size)
            if near and span.x0 >= line.x1 - 0.3 * span.size:
                line.text += " " + span.text
                line.x1, line.blank = max(line.x1, span.x1), span.blank
                line.size = max(line.size, span.size)
                break
        else:
            lines.append(Span(span.text, span.x0, span.x1, span.y0, span.y1, span.size,
                              span.cell, span.blank))
    return lines


def is_scrambled(lines: Sequence[Span]) -> bool:
    """Whether the page was written in another order than it is read: lines that go up again
    without starting a new column."""
    jumps = sum(
        after.middle > before.middle + 0.5 * before.size
        and after.x0 < before.x1 and after.x1 > before.x0
        for before, after in pairwise(lines)
    )
    return jumps > max(2, 0.15 * len(lines))


def in_reading_order(lines: Sequence[Span]) -> list[Span]:
    """The lines column by column, each from the top: the page is cut along its widest gutters."""
    if len(lines) <= 1:
        return list(lines)
    size = median(line.size for line in lines)
    parts = _cut([(line.x0, line.x1) for line in lines], 1.2 * size)
    if parts is not None:
        left = [line for line in lines if line.x1 <= parts]
        right = [line for line in lines if line.x1 > parts]
        if min(len(left), len(right)) >= 3:
            return in_reading_order(left) + in_reading_order(right)
    level = _cut([(line.y0, line.y1) for line in lines], 0.3 * size)
    if level is None:
        return sorted(lines, key=lambda line: (-line.middle, line.x0))
    upper = [line for line in lines if line.y1 > level]
    lower = [line for line in lines if line.y1 <= level]
    return in_reading_order(upper) + in_reading_order(lower)


def _cut(extents: Sequence[tuple[float, float]], least: float) -> float | None:
    """Where the widest gap of at least ``least`` begins, or None."""
    best: tuple[float, float] | None = None
    reach = None
    for low, high in sorted(extents):
        if reach is not None and low - reach >= least and (best is None or low - reach > best[0]):
            best = (low - reach, reach)
        reach = high if reach is None else max(reach, high)
    return best[1] if best else None
