"""EDTF (ISO 8601-2) strings: making, bounds, precision.

The subset of the codebook: days, months, years, quarters (``-33`` to ``-36``), halves (``-40``,
``-41``), seasons (``-21`` to ``-24``), decades (``199X``), centuries (``20XX``), intervals with
open ends (``2018-09/..``) and a trailing ``~`` for approximate.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "year", "decade", "interval"]

_MONTHS_OF_CODE = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
"""First and last month of a season, quarter or half; 14 is February of the year after."""

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?|(\d{3})X~?|(\d\d)XX~?")

PARTS: dict[str, tuple[int, int]] = {
    "초": (1, 10), "초순": (1, 10), "상순": (1, 10), "중순": (11, 20),
    "말": (21, 31), "하순": (21, 31), "초중순": (1, 20), "중하순": (11, 31),
}  # fmt: skip
"""First and last day of a third (초·중순: two) of a month; 31 stands for the month's last day."""


def last_day(year: int, month: int) -> int:
    """Number of days in the month (1 to 12) of ``year``."""
    return monthrange(year, month)[1]


@lru_cache(maxsize=8192)
def make(year: int, month: int | None = None, day: int | None = None) -> str:
    """EDTF of a year, a month (or a code such as 33 or 40) or a day; ValueError if impossible."""
    if month is None:
        if not 0 < year <= 9999:
            raise ValueError(f"no such year: {year}")
        return f"{year:04d}"
    if day is not None:
        return date(year, month, day).isoformat()
    if not (1 <= month <= 12 or month in _MONTHS_OF_CODE) or not 0 < year <= 9999:
        raise ValueError(f"no such month: {year}-{month}")
    return f"{year:04d}-{month:02d}"


@lru_cache(maxsize=8192)
def parse(edtf: str) -> tuple[int, int | None, int | None]:
    """Year, month or code, day of a single EDTF date; ValueError for anything else."""
    match = _POINT.fullmatch(edtf)
    if match is None or match[1] is None:
        raise ValueError(f"not a single EDTF date: {edtf!r}")
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    assert year is not None
    make(year, month, day)
    return year, month, day


def _point_bounds(point: str) -> tuple[date, date]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(f"not EDTF: {point!r}")
    if match[4]:
        first = int(match[4]) * 10
        return date(max(first, 1), 1, 1), date(first + 9, 12, 31)
    if match[5]:
        first = int(match[5]) * 100
        return date(max(first, 1), 1, 1), date(first + 99, 12, 31)
    year, month, day = parse(point)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    first_month, last_month = _MONTHS_OF_CODE.get(month, (month, month))
    end_year, end_month = (year, last_month) if last_month <= 12 else (year + 1, last_month - 12)
    return date(year, first_month, 1), date(end_year, end_month, last_day(end_year, end_month))


@lru_cache(maxsize=8192)
def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Earliest and latest ISO day, ``None`` at an open end; ValueError if not EDTF."""
    if "/" not in edtf:
        first, last = _point_bounds(edtf)
        return first.isoformat(), last.isoformat()
    left, right = edtf.split("/", 1)
    earliest = None if left in ("", "..") else _point_bounds(left)[0].isoformat()
    latest = None if right in ("", "..") else _point_bounds(right)[1].isoformat()
    return earliest, latest


def precision(edtf: str) -> Precision:
    """How fine the date is; anything with two ends is an ``interval``."""
    if "/" in edtf:
        return "interval"
    if "X" in edtf:
        return "decade"
    _, month, day = parse(edtf)
    if day is not None:
        return "day"
    if month is None:
        return "year"
    if month <= 12:
        return "month"
    return "half" if month >= 40 else "quarter"


def valid(edtf: str) -> bool:
    """Whether the string is EDTF of the kind this project writes."""
    try:
        earliest, latest = bounds(edtf)
    except ValueError:
        return False
    return (earliest is not None or latest is not None) and (
        earliest is None or latest is None or earliest <= latest
    )


def shift(edtf: str, *, years: int = 0, months: int = 0, days: int = 0) -> str:
    """A single date moved, its precision kept; the 31st becomes the month's last day.

    ValueError where the precision is too coarse (a month of ``2011``) or the year out of range.
    """
    year, month, day = parse(edtf)
    if (months and (month is None or month > 12)) or (days and day is None):
        raise ValueError(f"too coarse to shift: {edtf!r}")
    year += years
    if months and month is not None:
        year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    if not 0 < year <= 9999:
        raise ValueError(f"out of range: {edtf!r}")
    if day is None or month is None:
        return make(year, month)
    moved = date(year, month, min(day, last_day(year, month)))
    return date.fromordinal(moved.toordinal() + days).isoformat()
