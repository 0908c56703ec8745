"""From what an expression says to calendar time, by publication date and discourse.

The conventions are those of Korean press prose: 지난 3월 is the latest March before the day of
publication, 오는 4월 the next one; a bare 17일 is the nearest such day, before or after as the
verb says. What nothing fixes stays ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.grammar import edtf
from pipeline.grammar.calendar_moments import (
    Fields,
    Moment,
    day_moment,
    full_year,
    holiday,
    nth_of_month,
    real_day,
    week_moment,
)
from pipeline.grammar.lunar import lunar_day
from pipeline.records import DateBasis

_WRONG_SIDE_EXPLICIT = 100_000
_WRONG_SIDE_OF_MONTH = 250
_WRONG_SIDE_OF_DATE = 100
_WRONG_SIDE_OF_DAY = 15
"""Days by which a candidate on the wrong side of publication counts as further away: past all
measure where 지난 or 오는 says the side, less where a verb's tense hints at it (the nearest verb
is not always the date's own): for a bare month, a month with its day, a bare day."""


_JUST_OFF = 300
"""Days: 오는 12월 10일 in a text of 14 December is that day, put on line late, rather than the day
a year on; so is 지난 16일 in a text of the 15th."""
_LATE, _EARLY = 14, 3


def _just_off(lean: int, start: date, begin: date) -> bool:
    """Whether a day lies barely on the wrong side of publication."""
    days = (begin - start).days
    return 0 < days <= _LATE if lean > 0 else 0 < -days <= _EARLY


@dataclass(slots=True)
class Discourse:
    """The dates a reader has in mind: carried along while one text is read.

    ``published`` is year, month, day as far as known. ``sentence`` is the last date of the
    sentence so far, ``paragraph`` of the paragraph, ``document`` the last with a stated year;
    ``day`` the last single day anywhere, ``lead`` the first (what 이날 means); ``basis`` that of
    the last date.
    """

    published: tuple[int, int | None, int | None] | None = None
    sentence: Moment | None = None
    paragraph: Moment | None = None
    document: Moment | None = None
    day: Moment | None = None
    lead: Moment | None = None
    basis: DateBasis = "explicit"

    @classmethod
    def at(cls, published: str | None) -> Discourse:
        """A fresh discourse; ``published`` is EDTF, of which an interval's start is taken."""
        if not published:
            return cls()
        try:
            year, month, day = edtf.parse(published.split("/")[0].rstrip("~"))
        except ValueError:
            return cls()
        return cls(published=(year, month if month and month <= 12 else None, day))

    @property
    def today(self) -> date | None:
        """The day of publication, where the day is known."""
        if self.published is None or self.published[1] is None or self.published[2] is None:
            return None
        return date(self.published[0], self.published[1], self.published[2])

    def set_year(self, year: str) -> None:
        """Begin a sentence in ``year``: the head over a table's column."""
        self.sentence = Moment(int(year))

    def end_sentence(self) -> None:
        self.sentence = None

    def end_paragraph(self) -> None:
        self.sentence = self.paragraph = None

    def note(
        self, moment: Moment, basis: DateBasis, *, open_start: bool, lead: bool = True
    ) -> None:
        """Remember a date. What only began there (2005년부터) is not where the story is.

        ``lead`` is false for what no narrative tells (the date of issue at the head).
        """
        last = replace(moment.until or moment, until=None)
        if last.day is not None and not open_start:
            self.day = last
            if lead:
                self.lead = self.lead or last
        self.sentence = replace(last, part="from") if open_start else last
        if basis == "explicit" and not open_start:
            self.document = last
        self.paragraph = last
        self.basis = basis


def basis_of(fields: Fields, discourse: Discourse) -> DateBasis:
    """Explicit, relative or, for a bare month or day where the story has a year, discourse."""
    anchored = fields.has_year or fields.lean or fields.month_of or fields.day_of
    if anchored or discourse.basis == "relative":
        return fields.basis
    said = discourse.sentence
    if fields.month is not None or fields.code is not None:
        return "discourse" if _story_year(discourse) else "relative"
    if fields.day is not None and said is not None and said.day is not None:
        return "discourse"
    return fields.basis


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
        return _stretch(*fields.stretch, discourse)
    if fields.quarter is not None:
        return _near_quarter(fields.quarter, discourse)
    if fields.lunar:
        return _by_the_moon(fields, discourse, lean)
    if fields.year_turn:
        turns = (_year_turn(year) for year in _years_around(discourse))
        return _choose(turns, discourse, lean, explicit=bool(fields.lean))
    if fields.same is not None:
        return _same_period(fields, discourse)
    if fields.nth is not None:
        return _nth(fields, discourse, lean)
    if "story" in (fields.year_of, fields.month_of, fields.day_of):
        return _from_story(fields, discourse, lean)
    if fields.week is not None or (fields.weekday is not None and not fields.has_day):
        return _week(fields, discourse.today, lean)
    if fields.day_of is not None:
        return _day_by_anchor(fields, discourse)
    if fields.month_of is not None:
        return _month_by_anchor(fields, discourse)
    year = _year(fields, discourse)
    if fields.has_year:
        return None if year is None else _in_year(fields, year)
    if fields.holiday is not None:
        years = _years_around(discourse)
        candidates = (_in_year(fields, y) for y in years)
        explicit = bool(fields.lean)
        return _choose(
            candidates, discourse, lean, explicit=explicit, wrong_side=_WRONG_SIDE_OF_DATE
        )
    if fields.code is not None or fields.part in ("년초", "년말", "년내"):
        base = _story_year(discourse) or (discourse.published and discourse.published[0])
        if fields.part and discourse.published and discourse.basis == "relative":
            base = discourse.published[0]  # 내년부터 …, 연말까지: this year's end
        season = fields.code is not None and fields.code < 30 and not _story_year(discourse)
        if (fields.lean or season) and discourse.published:
            candidates = (_in_year(fields, y) for y in _years_around(discourse))
            return _choose(candidates, discourse, lean, explicit=bool(fields.lean))
        return None if not base else _in_year(fields, base)
    if fields.month is not None:
        return _bare_month(fields, discourse, lean)
    if fields.day is not None or fields.part is not None:
        return _bare_day(fields, discourse, lean)
    return None


def _stretch(count: int, unit: str, discourse: Discourse) -> Moment | None:
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


def _near_quarter(shift: int, discourse: Discourse) -> Moment | None:
    """지난 분기, 이번 분기: by the quarter of publication; 직전 분기 by the one just told of."""
    told = discourse.sentence
    if shift < 0 and told is not None and told.month in (33, 34, 35, 36):
        quarters = told.year * 4 + told.month - 33 + shift
        return Moment(quarters // 4, 33 + quarters % 4)
    if discourse.published is None or discourse.published[1] is None:
        return None
    quarters = discourse.published[0] * 4 + (discourse.published[1] - 1) // 3 + shift
    return Moment(quarters // 4, 33 + quarters % 4)


def _by_the_moon(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    """음력 8월 15일: in the year told, else the nearest one as the verb says."""
    assert fields.month is not None and fields.day is not None
    told = _year(fields, discourse) if fields.has_year else None
    if fields.has_year and told is None:
        return None
    years = _years_around(discourse) if told is None else (told,)
    days = [lunar_day(year, fields.month, fields.day) for year in years]
    candidates = (day_moment(day) for day in days if day is not None)
    return _choose(
        candidates, discourse, lean, explicit=bool(fields.lean), wrong_side=_WRONG_SIDE_OF_DATE
    )


def _year_turn(year: int) -> Moment:
    """연말연시 at the end of ``year``."""
    return Moment(year, 12, until=Moment(year + 1, 1))


def _same_period(fields: Fields, discourse: Discourse) -> Moment | None:
    """전년 동월, 작년 같은 기간: what the story is at, in that year; a month else publication's."""
    year, known = _year(fields, discourse), discourse.sentence or discourse.paragraph
    far = discourse.document
    if known is None and far is not None and far.month is not None and far.day is None:
        known = far  # the quarter or month that the text is about
    if year is None:
        return None
    if known is not None and known.month is not None:
        until = known.until and replace(known.until, year=year + known.until.year - known.year)
        return Moment(year, known.month, None if fields.same == "month" else known.day, until=until)
    if fields.same == "month":
        month = discourse.published[1] if discourse.published else None
        return Moment(year, month) if month else None
    return Moment(year)


def _nth(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
    """3월 셋째 주, 이달 마지막 날."""
    month = _resolve(replace(fields, nth=None, unit=None, nth_weekday=None), discourse, lean)
    if month is None or month.month is None or month.month > 12 or fields.nth is None:
        return None
    unit = fields.unit or "week"
    return nth_of_month(month.year, month.month, fields.nth, unit, fields.nth_weekday)


def _from_story(fields: Fields, discourse: Discourse, lean: int) -> Moment | None:
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


def _year(fields: Fields, discourse: Discourse) -> int | None:
    published = discourse.published[0] if discourse.published else None
    if fields.year is not None:
        return fields.year
    if fields.short_year is not None:
        return full_year(fields.short_year, published)
    if fields.year_of == "published":
        return None if published is None else published + fields.year_shift
    if fields.year_of == "discourse":
        known = discourse.sentence or discourse.paragraph or discourse.document
        if known is not None:
            return known.year + fields.year_shift
        # 전년 (the year before) without a year in the story is the year before publication's.
        if fields.year_shift < 0 and published is not None:
            return published + fields.year_shift
    return None


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
    known = _day_spoken_of(discourse)
    if known is not None and known.month is not None and known.day is not None:
        base: date | None = date(known.year, known.month, known.day)
    else:
        base = discourse.today
    return None if base is None else day_moment(base + timedelta(days=fields.day_shift))


_NEWS_DAYS = 3
"""Days around publication in which an article's first day is the day it reports."""


def _day_spoken_of(discourse: Discourse) -> Moment | None:
    """What 이날 means: the paragraph's own day; else the day reported; else the last named.

    A background day (지난 11일) in between does not move the story: 이날 opens a paragraph again
    on the day that the article is about.
    """
    here, lead, today = discourse.paragraph, discourse.lead, discourse.today
    if here is not None and here.day is not None:
        return here
    if lead is not None and today is not None and lead.month is not None and lead.day is not None:
        told = date(lead.year, lead.month, lead.day)
        if abs((told - today).days) <= _NEWS_DAYS:
            return lead
    return discourse.day


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
        told = _year(fields, discourse)
        if told is None:
            return None
        year = told
    return Moment(year, month, fields.day, fields.part)


def _story_year(discourse: Discourse) -> int | None:
    """The year the text is speaking of, where no 부터 has left it behind."""
    said = discourse.sentence
    if said is not None:
        return said.year if said.part != "from" else None
    if discourse.today is None and discourse.document is not None:
        return discourse.document.year  # slides and tables: the last year stated holds
    return None


def _by_weekday(fields: Fields, discourse: Discourse) -> Moment | None:
    """A month's day with its day of the week (3.3(수)): the year in which the two agree.

    Of the years around the story's and publication's, the one nearest to what a reader has in
    mind; None where none of them agrees (a slip of the writer).
    """
    if fields.month is None or fields.day is None or fields.weekday is None:
        return None
    told = _story_year(discourse)
    near = _years_around(discourse)
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
        year = _story_year(discourse)
        if year is not None and not _not_yet(year, fields, discourse, lean):
            return Moment(year, fields.month, fields.day, fields.part)
    candidates = (
        Moment(y, fields.month, fields.day, fields.part)
        for y in _years_around(discourse)
        if fields.month is not None
        and (fields.day is None or real_day(y, fields.month, fields.day))
    )
    wrong_side = _WRONG_SIDE_OF_MONTH if fields.day is None else _WRONG_SIDE_OF_DATE
    explicit = bool(fields.lean)
    return _choose(candidates, discourse, lean, explicit=explicit, wrong_side=wrong_side)


def _not_yet(year: int, fields: Fields, discourse: Discourse, lean: int) -> bool:
    """2026년 예산안은 10월 27일 제출됐다, told in 2025: the year is the budget's, not the day's."""
    said = discourse.sentence
    if lean >= 0 or said is None or discourse.published is None:
        return False
    now_year, now_month, now_day = discourse.published
    here = (now_year, now_month or 12, now_day or 31)
    return (year, fields.month or 1, fields.day or 1) > here


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
    return _choose(candidates, discourse, lean, explicit=explicit, wrong_side=_WRONG_SIDE_OF_DAY)


def _told_before(said: Moment, fields: Fields, discourse: Discourse, lean: int) -> bool:
    """내달 5일부터 연다고 27일 밝혔다: the 27th is past, so not of the month to come."""
    today = discourse.today
    if lean >= 0 or today is None or fields.day is None or said.month is None:
        return False
    day = real_day(said.year, said.month, fields.day)
    return day is None or day > today


def _years_around(discourse: Discourse) -> tuple[int, ...]:
    if discourse.published is None:
        return ()
    year = discourse.published[0]
    # A year alone as publication date leaves a bare month in that year.
    return (year,) if discourse.published[1] is None else (year, year - 1, year + 1)


def _choose(
    candidates: Iterable[Moment | None],
    discourse: Discourse,
    lean: int,
    *,
    explicit: bool = False,
    wrong_side: int = _WRONG_SIDE_OF_MONTH,
) -> Moment | None:
    """The nearest candidate on the side of publication that ``lean`` says.

    ``explicit`` 지난 excludes the month (quarter, half) of publication itself; a mere past tense
    does not.
    """
    penalty = _WRONG_SIDE_EXPLICIT if explicit else wrong_side
    found = [c for c in candidates if c is not None]
    if not found:
        return None
    if discourse.published is None or discourse.published[1] is None:
        return found[0]
    year, month, day = discourse.published
    first, last = edtf.bounds(edtf.make(year, month, day))
    assert first is not None and last is not None
    begin, end = date.fromisoformat(first), date.fromisoformat(last)

    def cost(moment: Moment) -> int:
        start, stop = moment.bounds()
        if explicit and moment.day is not None and _just_off(lean, start, begin):
            return _JUST_OFF
        wrong = False
        if lean < 0:
            wrong = stop >= begin if explicit and moment.day is None else start > end
        elif lean > 0:
            wrong = stop < begin
        return max((start - end).days, (begin - stop).days, 0) + wrong * penalty

    return min(found, key=cost)
