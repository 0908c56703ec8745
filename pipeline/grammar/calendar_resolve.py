"""From what an expression says to calendar time, by publication date and discourse.

The conventions are those of Korean press prose: 지난 3월 is the latest March before the day of
publication, 오는 4월 the next one; a bare 17일 is the nearest such day, before or after as the
verb says. What nothing fixes stays ``None``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.grammar import edtf
from pipeline.grammar.calendar_choice import OF_DATE, OF_DAY, OF_MONTH, choose, years_around
from pipeline.grammar.calendar_derived import (
    by_the_moon,
    from_story,
    near_quarter,
    same_period,
    stretch_of,
    year_turn,
)
from pipeline.grammar.calendar_discourse import (
    Discourse,
    day_spoken_of,
    story_year,
    year_told,
)
from pipeline.grammar.calendar_moments import (
    Fields,
    Moment,
    day_moment,
    holiday,
    nth_of_month,
    real_day,
    week_moment,
)


def resolve(fields: Fields, discourse: Discourse, tense: int) -> Moment | None:
    """The calendar time meant, or ``None``. ``tense`` is -1 past, +1 to come, 0 not told."""
    if fields.repeats or fields.unknown:
        return None
    try:
        moment = _resolve(fields, discourse, fields.lean or tense)
        if moment is not None:
            moment.edtf()
    except ValueError:  # a 30 February, a year before 1
        return None
    return moment


def _resolve(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    if fields.stretch is not None:
        return stretch_of(*fields.stretch, discourse)
    if fields.quarter is not None:
        return near_quarter(fields.quarter, discourse)
    if fields.lunar:
        return by_the_moon(fields, discourse, lean)
    if fields.year_turn:
        turns = (year_turn(year) for year in years_around(discourse))
        return choose(turns, discourse, lean, explicit=bool(fields.lean))
    if fields.same is not None:
        return same_period(fields, discourse)
    if fields.nth is not None:
        return _nth(fields, discourse, lean)
    if "story" in (fields.year_of, fields.month_of, fields.day_of):
        return from_story(fields, discourse, lean)
    if fields.week is not None or (fields.weekday is not None and not fields.has_day):
        return _week(fields, discourse.today, lean)
    if fields.day_of is not None:
        return _day_by_anchor(fields, discourse)
    if fields.month_of is not None:
        return _month_by_anchor(fields, discourse)
    year = year_told(fields, discourse)
    if fields.has_year:
        return None if year is None else _in_year(fields, year)
    if fields.holiday is not None:
        years = years_around(discourse)
        candidates = (_in_year(fields, y) for y in years)
        explicit = bool(fields.lean)
        return choose(candidates, discourse, lean, explicit=explicit, wrong_side=OF_DATE)
    if fields.code is not None or fields.part in ("년초", "년말", "년내"):
        base = story_year(discourse) or (discourse.published and discourse.published[0])
        if fields.part and discourse.published and discourse.basis == "relative":
            base = discourse.published[0]  # 내년부터 …, 연말까지: this year's end
        season = fields.code is not None and fields.code < 30 and not story_year(discourse)
        if (fields.lean or season) and discourse.published:
            candidates = (_in_year(fields, y) for y in years_around(discourse))
            return choose(candidates, discourse, lean, explicit=bool(fields.lean))
        return None if not base else _in_year(fields, base)
    if fields.month is not None:
        return _bare_month(fields, discourse, lean)
    if fields.day is not None or fields.part is not None:
        return _bare_day(fields, discourse, lean)
    return None


def _nth(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    """3월 셋째 주, 이달 마지막 날."""
    month = _resolve(replace(fields, nth=None, unit=None, nth_weekday=None), discourse, lean)
    if month is None or month.month is None or month.month > 12 or fields.nth is None:
        return None
    unit = fields.unit or "week"
    return nth_of_month(month.year, month.month, fields.nth, unit, fields.nth_weekday)


def _in_year(fields: Fields, year: int) -> Moment | None:
    """The expression, its year being known."""
    if fields.decade:
        return Moment(year - year % 10, part=fields.part, decade=True)
    if fields.century:
        return Moment(year, part=fields.part, century=True)
    if fields.holiday is not None:
        day = holiday(fields.holiday, year)
        if day is None:
            return None
        return day_moment(day + timedelta(days=fields.day_shift))
    if fields.code is not None:
        return Moment(year, fields.code)
    if fields.month is not None:
        return Moment(year, fields.month, fields.day, fields.part)
    part = {"초": "년초", "말": "년말"}.get(fields.part or "", fields.part)
    if part == "년초":
        return Moment(year, 1)
    if part == "년말":
        return Moment(year, 12, part="말")
    if part == "중반":
        return Moment(year, part="중반")
    return Moment(year)


def _week(fields: Fields, today: date | None, lean: int) -> Moment | None:
    if today is None:
        return None
    if fields.week is not None:
        day = today + timedelta(weeks=fields.week)
        if fields.part == "주말":
            saturday = day + timedelta(days=5 - day.weekday())
            return replace(day_moment(saturday), until=day_moment(saturday + timedelta(days=1)))
        if fields.weekday is None:
            return week_moment(day)
        return day_moment(day + timedelta(days=fields.weekday - day.weekday()))
    assert fields.weekday is not None
    ahead = (fields.weekday - today.weekday()) % 7
    if fields.lean < 0 or (lean < 0 and ahead):
        return day_moment(today + timedelta(days=ahead - 7))
    # 월요일 said on a Monday without a tense is the next one.
    return day_moment(today + timedelta(days=ahead or (7 if fields.lean > 0 or not lean else 0)))


def _day_by_anchor(fields: Fields, discourse: Discourse) -> Moment | None:
    if fields.day_of == "published":
        today = discourse.today
        return None if today is None else day_moment(today + timedelta(days=fields.day_shift))
    known = day_spoken_of(discourse)
    if known is not None and known.month is not None and known.day is not None:
        base: date | None = date(known.year, known.month, known.day)
    else:
        base = discourse.today
    return None if base is None else day_moment(base + timedelta(days=fields.day_shift))


def _month_by_anchor(fields: Fields, discourse: Discourse) -> Moment | None:
    if fields.month_of == "published":
        base = discourse.published[:2] if discourse.published else None
    else:
        known = discourse.sentence or discourse.paragraph or discourse.document
        base = (known.year, known.month) if known is not None else None
        if base is None and fields.month_shift < 0 and discourse.published:
            base = discourse.published[:2]
    if base is None or base[1] is None or base[1] > 12:
        return None
    year, month, _ = edtf.parse(edtf.shift(edtf.make(*base), months=fields.month_shift))
    if fields.has_year:
        told = year_told(fields, discourse)
        if told is None:
            return None
        year = told
    return Moment(year, month, fields.day, fields.part)


def _by_weekday(fields: Fields, discourse: Discourse) -> Moment | None:
    """A month's day with its day of the week (3.3(수)): the year in which the two agree.

    Of the years around the story's and publication's, the one nearest to what a reader has in
    mind; None where none of them agrees (a slip of the writer).
    """
    if fields.month is None or fields.day is None or fields.weekday is None:
        return None
    told = story_year(discourse)
    near = years_around(discourse)
    known = [told] if told is not None else []
    known += near or ([discourse.document.year] if discourse.document is not None else [])
    for year in dict.fromkeys(y + step for step in (0, -1, 1) for y in known):
        if (
            real_day(year, fields.month, fields.day)
            and date(year, fields.month, fields.day).weekday() == fields.weekday
        ):
            return Moment(year, fields.month, fields.day, fields.part)
    return None


def _bare_month(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    if not fields.lean and (agreed := _by_weekday(fields, discourse)) is not None:
        return agreed
    if not fields.lean:
        year = story_year(discourse)
        if year is not None and not _not_yet(year, discourse, lean):
            return Moment(year, fields.month, fields.day, fields.part)
    candidates = (
        Moment(y, fields.month, fields.day, fields.part)
        for y in years_around(discourse)
        if fields.month is not None
        and (fields.day is None or real_day(y, fields.month, fields.day))
    )
    wrong_side = OF_MONTH if fields.day is None else OF_DATE
    explicit = bool(fields.lean)
    return choose(candidates, discourse, lean, explicit=explicit, wrong_side=wrong_side)


def _not_yet(year: int, discourse: Discourse, lean: int) -> bool:
    """2026년 예산안은 10월 27일 제출됐다, told in 2025: the year is the budget's, not the day's.

    Nor does a story that is ahead of publication date what is told in the past.
    """
    said = discourse.sentence
    if lean >= 0 or said is None or discourse.published is None:
        return False
    today = discourse.today
    ahead = said.part != "from" and today is not None and said.bounds()[0] > today
    return ahead or (said.month is None and year > discourse.published[0])


def _bare_day(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    said = discourse.sentence
    if (
        not fields.lean
        and said is not None
        and said.month is not None
        and said.month <= 12
        and said.day is not None
        and not _told_before(said, fields, discourse, lean)
    ):
        return Moment(said.year, said.month, fields.day, fields.part)
    published = discourse.published
    if published is None or published[1] is None:
        return None
    if fields.day is None or published[2] is None:
        return Moment(published[0], published[1], fields.day, fields.part)
    months = [
        edtf.parse(edtf.shift(edtf.make(published[0], published[1]), months=step))
        for step in (0, -1, 1)
    ]
    candidates = (
        Moment(year, month, fields.day)
        for year, month, _ in months
        if month is not None and real_day(year, month, fields.day)
    )
    explicit = bool(fields.lean)
    return choose(candidates, discourse, lean, explicit=explicit, wrong_side=OF_DAY)


def _told_before(said: Moment, fields: Fields, discourse: Discourse, lean: int) -> bool:
    """내달 5일부터 연다고 27일 밝혔다: the 27th is past, so not of the month to come."""
    today = discourse.today
    if lean >= 0 or today is None or fields.day is None or said.month is None:
        return False
    day = real_day(said.year, said.month, fields.day)
    return day is None or day > today
