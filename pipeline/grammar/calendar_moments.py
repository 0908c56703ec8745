"""What a date expression says (``Fields``) and the calendar time it comes to (``Moment``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from holidays.countries.south_korea import KR

from pipeline.grammar import edtf
from pipeline.grammar.lunar import lunar_day
from pipeline.records import DateBasis

Anchor = Literal["published", "discourse", "story"]

_CENTURY_AHEAD = 25
"""Years: a two-digit year is of 2000 onward unless that lies further ahead than this."""

_PIVOT = 60
"""Two-digit years from here on are of the 1900s where no publication date is known."""

_HOLIDAYS = {
    "설": "설날", "설날": "설날", "구정": "설날", "추석": "추석", "한가위": "추석",
    "크리스마스": "기독탄신일", "성탄절": "기독탄신일", "부처님오신날": "석가탄신일",
    "석가탄신일": "석가탄신일", "삼일절": "삼일절", "광복절": "광복절", "개천절": "개천절",
    "한글날": "한글날", "현충일": "현충일", "어린이날": "어린이날", "제헌절": "제헌절",
    "식목일": "식목일", "어버이날": "어버이날", "노동절": "노동절", "근로자의 날": "노동절",
    "스승의 날": "스승의 날", "국군의 날": "국군의 날", "부처님 오신 날": "석가탄신일",
    "신정": "신정", "크리스마스이브": "성탄 전야", "크리스마스 이브": "성탄 전야",
    "성탄 전야": "성탄 전야", "핼러윈": "핼러윈", "할로윈": "핼러윈",
    "밸런타인데이": "밸런타인데이", "발렌타인데이": "밸런타인데이",
}  # fmt: skip
_FIXED = {
    "한글날": (10, 9), "제헌절": (7, 17), "현충일": (6, 6), "삼일절": (3, 1), "광복절": (8, 15),
    "개천절": (10, 3), "어린이날": (5, 5), "기독탄신일": (12, 25), "식목일": (4, 5),
    "어버이날": (5, 8), "노동절": (5, 1), "스승의 날": (5, 15), "국군의 날": (10, 1),
    "신정": (1, 1), "성탄 전야": (12, 24), "핼러윈": (10, 31), "밸런타인데이": (2, 14),
}  # fmt: skip
_LUNAR = {"정월대보름": (1, 15), "정월 대보름": (1, 15), "단오": (5, 5)}
"""Feasts that are no day off, by month and day of the lunar calendar."""
_HOLIDAYS |= {name: name for name in _LUNAR}
HOLIDAY_NAMES = tuple(sorted(_HOLIDAYS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Fields:
    """What the surface says. A unit is a number, or a shift from an anchor, or unsaid.

    ``lean`` is -1 for 지난, +1 for 오는; ``code`` an EDTF quarter, half or season; ``week``
    a shift in weeks from the week of publication; ``weekday`` 0 (Monday) to 6. ``same`` is the
    month or period of the year before or after; ``nth`` counts weeks, days or ``nth_weekday`` of
    a month, -1 the last. ``stretch`` is a number of units back or ahead from publication,
    ``quarter`` a shift from the quarter of publication; ``lunar`` counts month and day by the
    moon. An ``unknown`` date names no one time (a habit, an age).
    """

    year: int | None = None
    short_year: int | None = None
    year_of: Anchor | None = None
    year_shift: int = 0
    month: int | None = None
    month_of: Anchor | None = None
    month_shift: int = 0
    day: int | None = None
    day_of: Anchor | None = None
    day_shift: int = 0
    code: int | None = None
    part: str | None = None
    lean: int = 0
    week: int | None = None
    weekday: int | None = None
    holiday: str | None = None
    decade: bool = False
    century: bool = False
    repeats: bool = False
    same: Literal["month", "period"] | None = None
    nth: int | None = None
    unit: Literal["day", "week", "weekend", "weekday"] | None = None
    nth_weekday: int | None = None
    year_turn: bool = False
    about: bool = False
    unknown: bool = False
    stretch: tuple[int, str] | None = None
    quarter: int | None = None
    lunar: bool = False

    @property
    def has_year(self) -> bool:
        return self.year is not None or self.short_year is not None or self.year_of is not None

    @property
    def has_month(self) -> bool:
        return self.month is not None or self.month_of is not None

    @property
    def has_day(self) -> bool:
        return self.day is not None or self.day_of is not None

    @property
    def basis(self) -> DateBasis:
        """Whether the surface alone fixes the date, or publication or discourse is needed."""
        anchors = (self.year_of, self.month_of, self.day_of)
        if "discourse" in anchors or "story" in anchors:
            return "discourse"
        if self.year is not None or self.short_year is not None:
            return "explicit"
        return "relative"


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of calendar time: a year, a month or coded part of it, a day, or two ends."""

    year: int
    month: int | None = None
    day: int | None = None
    part: str | None = None
    decade: bool = False
    until: Moment | None = None
    century: bool = False

    def edtf(self) -> str:
        """EDTF; ValueError for a day that does not exist."""
        if self.decade:
            return f"{self.year // 10}X"
        if self.century:
            return f"{self.year // 100}XX"
        own = edtf.make(self.year, self.month, self.day)
        if self.until is None:
            return own
        # An end that is an interval itself (2000년 ~ 지난주) ends where that ends.
        return f"{own}/{self.until.edtf().split('/')[-1]}"

    def bounds(self) -> tuple[date, date]:
        """First and last day, a part of a month or year narrowed to its third."""
        earliest, latest = edtf.bounds(self.edtf())
        assert earliest is not None and latest is not None
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
        if self.until is not None:
            return self.bounds_of_start()[0], self.until.bounds()[1]
        if self.part is None or self.day is not None:
            return first, last
        if self.month is None:
            return _third_of_years(first, last, self.part)
        # A month with a part of the year (11월 연말) is the whole month.
        begin, end = edtf.PARTS.get(self.part, (1, 31))
        return first.replace(day=begin), last.replace(day=min(end, last.day))

    def bounds_of_start(self) -> tuple[date, date]:
        return self.beginning().bounds()

    def beginning(self) -> Moment:
        """The moment without its other end."""
        return self if self.until is None else replace(self, until=None)


def _third_of_years(first: date, last: date, part: str) -> tuple[date, date]:
    """초, 중반 or 말 of a year (months 5 to 8) or of a decade (years 0–2, 3–6, 7–9)."""
    if first.year == last.year:
        return (
            (date(first.year, 5, 1), date(first.year, 8, 31)) if part == "중반" else (first, last)
        )
    start, stop = {"초": (0, 2), "초반": (0, 2), "중반": (3, 6)}.get(part, (7, 9))
    if last.year - first.year > 10:
        start, stop = start * 10, stop * 10 + 9
    return date(first.year + start, 1, 1), date(first.year + stop, 12, 31)


def day_moment(day: date) -> Moment:
    return Moment(day.year, day.month, day.day)


def week_moment(day: date) -> Moment:
    """The week from Monday to Sunday that holds ``day``."""
    monday = day - timedelta(days=day.weekday())
    start, end = day_moment(monday), day_moment(monday + timedelta(days=6))
    return replace(start, until=end)


def nth_of_month(
    year: int, month: int, nth: int, unit: str, weekday: int | None = None
) -> Moment | None:
    """The nth week (Monday to Sunday, of the month that holds its Thursday), weekend, day or
    weekday of a month; -1 is the last. ``None`` where there is none."""
    days = [date(year, month, day) for day in range(1, edtf.last_day(year, month) + 1)]
    if unit == "weekday":
        days = [day for day in days if day.weekday() == weekday]
    elif unit in ("week", "weekend"):
        days = [day for day in days if day.weekday() == 3]
    if nth > len(days):
        return None
    day = days[nth - 1 if nth > 0 else nth]
    if unit == "week":
        return week_moment(day)
    if unit == "weekend":
        return replace(
            day_moment(day + timedelta(days=2)), until=day_moment(day + timedelta(days=3))
        )
    return day_moment(day)


def full_year(short: int, published: int | None) -> int:
    """A two-digit year in full, by the year of publication where known."""
    if published is None:
        return 1900 + short if short >= _PIVOT else 2000 + short
    return 2000 + short if 2000 + short <= published + _CENTURY_AHEAD else 1900 + short


@lru_cache(maxsize=256)
def _days_of(year: int, canonical: str) -> tuple[date, ...]:
    calendar: dict[date, str] = KR(years=year, language="ko")  # type: ignore[no-untyped-call]
    names = {"부처님오신날", "석가탄신일"} if canonical == "석가탄신일" else {canonical}
    return tuple(d for d, name in calendar.items() if names & set(name.split("; ")))


def holiday(name: str, year: int) -> date | None:
    """The day of a Korean holiday in ``year`` (설 and 추석 by the lunar calendar)."""
    canonical = _HOLIDAYS[name]
    if canonical in _LUNAR:
        return lunar_day(year, *_LUNAR[canonical])
    if canonical in _FIXED:
        month, day = _FIXED[canonical]
        return date(year, month, day)
    days = _days_of(year, canonical)
    return days[0] if days else None


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or ``None`` where the month has no such day."""
    if not (0 < year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= edtf.last_day(year, month) else None
