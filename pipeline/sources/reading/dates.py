"""Days as sites write them, and stretches of days to ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_FULL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?:[-./]|년)\s?(?P<m>\d{1,2})\s?(?:[-./]|월)\s?(?P<d>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?:\d{4}|\d{6})?(?!\d)"
)
_AMERICAN = re.compile(r"(?<!\d)(?P<m>\d\d)/(?P<d>\d\d)/(?P<y>(?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(
    r"(?<![\d.:/-])['’‘]?(?P<y>\d\d)(?P<sep>[-./])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})"
    r"(?![\d:])"
)
_LAST_SHORT_YEAR = 50
"""``09.11.13`` is of 2009, ``98.5.1`` of 1998: boards began in the nineties."""


def iso_day(text: str | None) -> str | None:
    """The first calendar day in ``text`` as ISO, else None.

    ``2009.02.11``, ``2013년 08월 14일``, ``2023. 3. 18 오전 10:58``, ``20100304093000``,
    ``02/11/2009 10:00:00`` (month first), and, where none of these stands, ``09.11.13``.
    A day without a year is none: nothing here asks what today is.
    """
    for pattern in (_FULL, _AMERICAN, _SHORT):
        for match in pattern.finditer(text or ""):
            named = match.groupdict()
            year, month, day = (int(named[k] or named.get(f"{k}2") or 0) for k in "ymd")
            if year < 100:
                year += 2000 if year <= _LAST_SHORT_YEAR else 1900
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                continue
    return None


def windows(since: str, until: str, days: int) -> Iterator[tuple[date, date]]:
    """The days from ``since`` to ``until`` in stretches of at most ``days``."""
    first, end = date.fromisoformat(since), date.fromisoformat(until)
    while first <= end:
        last = min(first + timedelta(days=days - 1), end)
        yield first, last
        if last == end:
            return
        first = last + timedelta(days=1)
