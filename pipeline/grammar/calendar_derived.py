"""Dates that measure from another: stretches, near quarters, the same period of another year."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipeline.grammar import edtf
from pipeline.grammar.calendar_choice import OF_DATE, choose, years_around
from pipeline.grammar.calendar_discourse import Discourse, year_told
from pipeline.grammar.calendar_moments import Fields, Moment, day_moment
from pipeline.grammar.lunar import lunar_day


def stretch_of(count: int, unit: str, discourse: Discourse) -> Moment | None:
    """지난 10년, 다음 3주: from publication back or ahead, as fine as its unit."""
    if discourse.published is None:
        return None
    year, month, day = discourse.published
    if unit == "year":
        here, there = Moment(year), Moment(year + count)
    elif unit == "month" and month is not None:
        there_year, there_month, _ = edtf.parse(edtf.shift(edtf.make(year, month), months=count))
        here, there = Moment(year, month), Moment(there_year, there_month)
    elif day is not None and discourse.today is not None:
        days = timedelta(days=count * (7 if unit == "week" else 1))
        here, there = day_moment(discourse.today), day_moment(discourse.today + days)
    else:
        return None
    return replace(there, until=here) if count < 0 else replace(here, until=there)


def near_quarter(shift: int, discourse: Discourse) -> Moment | None:
    """지난 분기, 이번 분기: by the quarter of publication; 직전 분기 by the one just told of."""
    told = discourse.sentence
    if shift < 0 and told is not None and told.month in (33, 34, 35, 36):
        quarters = told.year * 4 + told.month - 33 + shift
        return Moment(quarters // 4, 33 + quarters % 4)
    if discourse.published is None or discourse.published[1] is None:
        return None
    quarters = discourse.published[0] * 4 + (discourse.published[1] - 1) // 3 + shift
    return Moment(quarters // 4, 33 + quarters % 4)


def by_the_moon(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    """음력 8월 15일: in the year told, else the nearest one as the verb says."""
    assert fields.month is not None and fields.day is not None
    told = year_told(fields, discourse) if fields.has_year else None
    if fields.has_year and told is None:
        return None
    years = years_around(discourse) if told is None else (told,)
    days = [lunar_day(year, fields.month, fields.day) for year in years]
    candidates = (day_moment(day) for day in days if day is not None)
    return choose(candidates, discourse, lean, explicit=bool(fields.lean), wrong_side=OF_DATE)


def year_turn(year: int) -> Moment:
    """연말연시 at the end of ``year``."""
    return Moment(year, 12, until=Moment(year + 1, 1))


def same_period(fields: Fields, discourse: Discourse) -> Moment | None:
    """전년 동월, 작년 같은 기간: what the story is at, in that year; a month else publication's."""
    year, known = year_told(fields, discourse), discourse.sentence or discourse.paragraph
    far = discourse.document
    if known is None and far is not None and far.month is not None and far.day is None:
        known = far  # the quarter or month that the text is about
    if year is None:
        return None
    if fields.same == "period" and discourse.span is not None:
        known = discourse.span
    if known is not None and known.month is not None:
        until = known.until and replace(known.until, year=year + known.until.year - known.year)
        return Moment(year, known.month, None if fields.same == "month" else known.day, until=until)
    if fields.same == "month":
        month = discourse.published[1] if discourse.published else None
        return Moment(year, month) if month else None
    return Moment(year)


def from_story(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    """사흘 뒤: from where the story is; from publication, where it tells nothing past."""
    known = discourse.sentence or discourse.paragraph
    known = known and replace(known, part=None)
    if known is not None and lean > 0 and discourse.today is not None:
        known = None if known.bounds()[1] < discourse.today else known  # 1년 전 …, 2년 뒤 끝난다
    if known is None and lean >= 0 and discourse.published is not None:
        year, month, day = discourse.published
        known = Moment(year, month, day)
    if known is None or known.decade or known.century or (known.month or 0) > 12:
        return None
    year_only = fields.year_of == "story"
    point = edtf.make(known.year) if year_only else known.edtf().split("/")[0]
    if fields.month_of == "story":
        point = point[:7]
    try:
        year, month, day = edtf.parse(
            edtf.shift(
                point,
                years=fields.year_shift,
                months=fields.month_shift,
                days=fields.day_shift,
            )
        )
    except ValueError:
        return None
    return Moment(year, month, day)
