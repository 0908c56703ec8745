"""Ruled tables of a PDF page: the lines drawn on it, joined into grids of cells."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

MAX_PATHS = 30_000
"""Drawn objects on a page beyond which it is a map or a chart, not a table. (A dotted line is
hundreds of objects, and a table has dozens of them.)"""

MAX_RULES = 1_200
"""Lines of a page, joined, beyond which no tables are looked for."""

MAX_GRID = 4_000
"""Elementary cells of one grid; more is hatching."""

MAX_THICK = 3.0
"""Points. What is drawn thinner than this is a line."""

MIN_LENGTH = 5.0
"""Points. Shorter lines are dashes of a broken line or ornaments."""

TOLERANCE = 2.5
"""Points by which lines that meet may miss each other."""

SAME_LINE = 1.2
"""Points by which pieces of one line may lie beside each other."""

MAX_PATH_SEGMENTS = 6
"""Segments of a drawn line or box; more is a shape."""


class Rule(NamedTuple):
    """A straight line: its place across (``at``) and its extent along (``low`` to ``high``)."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class Grid:
    """A table's frame. ``xs`` rise from the left, ``ys`` from the bottom (points); ``cells`` maps
    an elementary cell (row from the top, column) to its merged cell."""

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    spans: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)
    """Merged cell to row, column, row span, column span."""

    def locate(self, x: float, y: float) -> int | None:
        """The merged cell at a point, or None outside the grid."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        column = bisect_right(self.xs, x) - 1
        row = len(self.ys) - 1 - bisect_right(self.ys, y)
        return self.cells.get((row, column))


def find_grids(page: Any) -> list[Grid]:
    """The grids of a pypdfium2 page, in no particular order; boxes are grids of one cell."""
    across, upright = _rules(page)
    if len(across) + len(upright) > MAX_RULES:
        return []
    grids = []
    for horizontal, vertical in _components(across, upright):
        grid = _grid(horizontal, vertical)
        if grid is not None:
            grids.append(grid)
    return grids


def _rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """Lines across and upright. Read by the plain functions of PDFium: a dotted line is hundreds
    of objects, and the library's wrapper costs four times the reading."""
    across: list[Rule] = []
    upright: list[Rule] = []
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    if count > MAX_PATHS:
        return [], []
    edges = [ctypes.c_float() for _ in range(4)]
    places = [ctypes.byref(edge) for edge in edges]
    for number in range(count):
        item = pdfium_c.FPDFPage_GetObject(page.raw, number)
        if pdfium_c.FPDFPageObj_GetType(item) != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium_c.FPDFPageObj_GetBounds(item, *places):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        wide, high = right - left, top - bottom
        if high <= MAX_THICK:
            across.append(Rule((top + bottom) / 2, left, right))
        if wide <= MAX_THICK:
            upright.append(Rule((left + right) / 2, bottom, top))
        elif high > MAX_THICK and pdfium_c.FPDFPath_CountSegments(item) <= MAX_PATH_SEGMENTS:
            across += [Rule(bottom, left, right), Rule(top, left, right)]
            upright += [Rule(left, bottom, top), Rule(right, bottom, top)]
    return _merge(across), _merge(upright)


def _merge(rules: list[Rule]) -> list[Rule]:
    """Rules in one line that touch, as one; what stays a dot is left out."""
    merged: list[Rule] = []
    rules = sorted(set(rules))
    first = 0
    for n in range(1, len(rules) + 1):
        if n < len(rules) and rules[n].at - rules[first].at <= SAME_LINE:
            continue
        low, high = float("-inf"), float("-inf")
        for rule in sorted(rules[first:n], key=lambda rule: rule.low):
            if rule.low > high + TOLERANCE:
                if high - low >= MIN_LENGTH:
                    merged.append(Rule(rules[first].at, low, high))
                low = rule.low
                high = rule.high
            high = max(high, rule.high)
        if high - low >= MIN_LENGTH:
            merged.append(Rule(rules[first].at, low, high))
        first = n
    return merged


def _components(
    across: Sequence[Rule], upright: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch each other."""
    parents = list(range(len(across) + len(upright)))

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    for v, (x, low, high) in enumerate(upright):
        for h, (y, left, right) in enumerate(across):
            if left - TOLERANCE <= x <= right + TOLERANCE and (
                low - TOLERANCE <= y <= high + TOLERANCE
            ):
                parents[root(len(across) + v)] = root(h)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for h, rule in enumerate(across):
        groups.setdefault(root(h), ([], []))[0].append(rule)
    for v, rule in enumerate(upright):
        groups.setdefault(root(len(across) + v), ([], []))[1].append(rule)
    for horizontal, vertical in groups.values():
        if len(horizontal) >= 2 and vertical:
            yield horizontal, vertical


def _places(values: list[float]) -> list[float]:
    """Places of lines, those closer than the tolerance taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > TOLERANCE:
            places.append(value)
    return places


def _grid(across: list[Rule], upright: list[Rule]) -> Grid | None:
    """The grid of a group of rules; open sides are closed where the lines across end."""
    left = min(rule.low for rule in across)
    right = max(rule.high for rule in across)
    xs = _places([rule.at for rule in upright] + [left, right])
    ys = _places([rule.at for rule in across])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > MAX_GRID:
        return None
    grid = Grid(xs, ys)
    parents = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    for r in range(rows):
        top, bottom = ys[rows - r], ys[rows - r - 1]
        for c in range(columns):
            if c + 1 < columns and not _drawn(upright, xs[c + 1], (top + bottom) / 2):
                parents[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _drawn(across, bottom, (xs[c] + xs[c + 1]) / 2):
                parents[root((r + 1, c))] = root((r, c))
    numbers: dict[tuple[int, int], int] = {}
    for key in sorted(parents):
        number = numbers.setdefault(root(key), len(numbers))
        grid.cells[key] = number
        row, column, tall, wide = grid.spans.get(number, (*key, 1, 1))
        low, start = min(row, key[0]), min(column, key[1])
        tall = max(row + tall, key[0] + 1) - low
        wide = max(column + wide, key[1] + 1) - start
        grid.spans[number] = (low, start, tall, wide)
    return grid


def _drawn(rules: Sequence[Rule], at: float, across: float) -> bool:
    return any(
        abs(rule.at - at) <= TOLERANCE and rule.low - 1 <= across <= rule.high + 1
        for rule in rules
    )


Locate = Callable[[float, float], tuple[int, int] | None]


def locator(grids: Sequence[Grid]) -> Locate:
    """A function from a point to its grid's number and cell; of grids one in another the inner
    (smaller) one counts."""
    order = sorted(
        range(len(grids)),
        key=lambda n: (grids[n].xs[-1] - grids[n].xs[0]) * (grids[n].ys[-1] - grids[n].ys[0]),
    )

    def locate(x: float, y: float) -> tuple[int, int] | None:
        for n in order:
            cell = grids[n].locate(x, y)
            if cell is not None:
                return n, cell
        return None

    return locate
