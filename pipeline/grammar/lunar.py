"""Days of the Korean lunar calendar (음력) in the years that the holidays library knows.

The library gives the days of three lunar feasts a year; between two of them the months begin at
the new moons of Korean time. Where a leap month lies between two feasts, which of the months is
the leap one is not told, and their days stay ``None``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, radians, sin

from pipeline.grammar.calendar_moments import holiday

_SYNODIC = 29.530588861
"""Days: mean time from new moon to new moon (Meeus, Astronomical Algorithms, chapter 49)."""

_J2000_LUNATIONS = 2451550.09766
_UNIX_JULIAN = 2440587.5
_KOREA = 9 / 24 - 70 / 86400
"""Korean time in days, less the seconds by which dynamical time runs ahead."""


def _new_moon(lunation: int) -> date:
    """The day in Korea of the new moon ``lunation`` months after that of 6 January 2000."""
    t = lunation / 1236.85
    julian = _J2000_LUNATIONS + _SYNODIC * lunation + 0.00015437 * t * t
    sun = radians(2.5534 + 29.10535670 * lunation)
    moon = radians(201.5643 + 385.81693528 * lunation + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * lunation)
    julian += (
        -0.40720 * sin(moon)
        + 0.17241 * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node)
        + 0.00739 * sin(moon - sun)
        - 0.00514 * sin(moon + sun)
        + 0.00208 * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * node)
        - 0.00057 * sin(moon + 2 * node)
    )
    return date(1970, 1, 1) + timedelta(days=floor(julian - _UNIX_JULIAN + _KOREA))


def _month_start(day: date) -> int:
    """The lunation whose month holds ``day``."""
    lunation = round((day - date(2000, 1, 7)).days / _SYNODIC) + 1
    while _new_moon(lunation) > day:
        lunation -= 1
    return lunation


def _known_months(year: int) -> list[tuple[int, int]]:
    """Lunar month and its lunation for the feasts of ``year`` and the next new year (13)."""
    feasts = (
        (1, "설날", year),
        (4, "부처님오신날", year),
        (8, "추석", year),
        (13, "설날", year + 1),
    )
    days = ((month, holiday(name, of)) for month, name, of in feasts)
    return [(month, _month_start(day)) for month, day in days if day is not None]


@lru_cache(maxsize=64)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one; ``None`` where it cannot be told or does not exist."""
    known = _known_months(year)
    before = [pair for pair in known if pair[0] <= month]
    after = [pair for pair in known if pair[0] > month]
    if not before or not after:
        return None
    (left, start), (right, end) = before[-1], after[0]
    if month != left and end - start != right - left:
        return None
    lunation = start + month - left
    found = _new_moon(lunation) + timedelta(days=day - 1)
    return found if day >= 1 and found < _new_moon(lunation + 1) else None
