"""Days of the Korean lunar calendar (음력), from the tables of the Korea Astronomy institute."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from korean_lunar_calendar import KoreanLunarCalendar


@lru_cache(maxsize=64)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one (of the first month of its number, not the leap one); ``None``
    for a day that does not exist or a year outside the tables (1000 to 2050)."""
    calendar = KoreanLunarCalendar()
    if not calendar.setLunarDate(year, month, day, False):
        return None
    return date.fromisoformat(calendar.SolarIsoFormat())
