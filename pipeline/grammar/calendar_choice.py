"""Which of several candidate dates is meant: the nearest on the side that the words say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.grammar import edtf
from pipeline.grammar.calendar_discourse import Discourse
from pipeline.grammar.calendar_moments import Moment

_WRONG_SIDE_EXPLICIT = 100_000
OF_MONTH, OF_DATE, OF_DAY = 250, 100, 15
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


def years_around(discourse: Discourse) -> tuple[int, ...]:
    """The year of publication, the one before and the one after; none where it is not known."""
    if discourse.published is None:
        return ()
    year = discourse.published[0]
    # A year alone as publication date leaves a bare month in that year.
    return (year,) if discourse.published[1] is None else (year, year - 1, year + 1)


def choose(
    candidates: Iterable[Moment | None],
    discourse: Discourse,
    lean: int,
    *,
    explicit: bool = False,
    wrong_side: int = OF_MONTH,
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
