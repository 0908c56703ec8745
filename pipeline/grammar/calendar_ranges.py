"""Ranges: what follows a point in time as its end (``~``, ``부터 … 까지``, ``·``)."""

from __future__ import annotations

import re
from datetime import timedelta

from pipeline.grammar.calendar_discourse import Discourse
from pipeline.grammar.calendar_moments import Fields, Moment, day_moment
from pipeline.grammar.calendar_patterns import QUOTE, WEEKDAYS, S
from pipeline.grammar.calendar_points import Found, point_at, with_weekday
from pipeline.grammar.calendar_resolve import resolve

TILDE = r"[~∼～〜˜]"
WEEKDAY_GLOSS = r"(?:" + S + r"\((?:[" + WEEKDAYS + r"](?:요일)?)(?:[,·∼~/ ][^()\n]{0,12})?\))"
_CLOCK = (
    r"(?:"
    + S
    + r"(?:오전|오후|낮|밤|저녁|새벽)?"
    + S
    + r"\d{1,2}(?::\d\d){1,2}|"
    + S
    + r"(?:오전|오후|낮|밤)?"
    + S
    + r"\d{1,2}시(?:"
    + S
    + r"\d{1,2}분|"
    + S
    + r"반)?)"
)
_SEPARATOR = re.compile(
    WEEKDAY_GLOSS
    + r"?"
    + _CLOCK
    + r"?(?:"
    + S
    + r"(?P<mark>"
    + TILDE
    + r"|[-–―→])"
    + S
    + r"|"
    + S
    + r"(?P<from>부터|에서)"
    + S
    + r"(?:오는"
    + S
    + r")?|(?P<list>[·,])"
    + S
    + r")"
)
_UNTIL = re.compile(WEEKDAY_GLOSS + r"?" + _CLOCK + r"?" + S + r"(?:까지|사이)")
_CLOSED = re.compile(S + r"(?:$|[)\]])")
"""Behind 13일에서 15일: nothing more, so that no verb was meant between the two."""
_NOW = re.compile(r"(?:현재|지금|오늘|현)(?![가-힣])(?:" + S + r"까지)?|현재까지")
_RIGHT_MONTH_DAY = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])"
    + S
    + r"(?:\."
    + S
    + r"|/)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d%])(?:\.(?!\d)|"
    + S
    + r"일)?(?!\d)"
)
_RIGHT_DAY = re.compile(
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?:"
    + S
    + r"일|\.(?!\d)|(?!"
    + S
    + r"(?:[.%:월년개시분]|\d)))"
)
_RIGHT_MONTH = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])(?!\d)(?:" + S + r"월|\.(?!\d)|(?!" + S + r"(?:[.%:일년개시분명]|\d)))"
)
_RIGHT_YEAR = re.compile(
    QUOTE
    + r"?(?P<y>\d{4}|\d\d)(?!\d)(?:"
    + S
    + r"년(?!간|대)도?|(?<=\d{4})년(?=간)|(?!"  # 2026~2028년간, but not 3~5년간
    + S
    + r"(?:[.%:월일개명원건호만천억]|시(?!즌)|\d)))"
)


def range_after(
    text: str, end: int, fields: Fields, first: Moment | None, story: Discourse
) -> tuple[int, Moment | None, bool] | None:
    """End of the span, the later point, and whether it runs on; ``None`` if no range follows."""
    separator = _SEPARATOR.match(text, end)
    if separator is None:
        return None
    now = _NOW.match(text, separator.end())
    if now and (separator["mark"] or separator["from"]):
        return now.end(), None, True
    right = _right(text, separator.end(), fields)
    if right is None:
        return None
    if separator["list"] and any(c in separator[0] for c in "시:"):
        return None
    if separator["list"] and not (
        (fields.has_day and _only_day(right.fields)) or _listed_months(fields, right.fields)
    ):
        return None
    last = None if first is None else inherit(first, right.fields, story)
    stop = right.end
    until = _UNTIL.match(text, stop)
    if separator["from"] and not until and not _CLOSED.match(text, stop):
        return None
    if until:
        stop = until.end()
    if first is not None and last is None:
        return None
    if first is not None and last is not None:
        if last.bounds()[1] < first.bounds()[0] or last.bounds() == first.bounds():
            return None
        # 13·14일 is one stretch, 3·7일 are two dates.
        if separator["list"] and (last.bounds()[0] - first.bounds()[1]).days != 1:
            return None
    elif separator["list"] or separator["mark"] in ("-", "–", "→"):
        return None
    return stop, last, False


def _only_day(fields: Fields) -> bool:
    return fields.has_day and not (fields.has_month or fields.has_year)


def _listed_months(left: Fields, right: Fields) -> bool:
    """1·2월: two months of one year, the first without its unit."""
    return (
        left.month is not None
        and right.month == left.month + 1
        and not (left.has_day or right.has_day or right.has_year or left.part or right.part)
    )


def _right(text: str, start: int, left: Fields) -> Found | None:
    """The right side of a range; what it leaves unsaid is the left side's."""
    if left.has_day and (match := _RIGHT_MONTH_DAY.match(text, start)):
        return Found(match.end(), Fields(month=int(match["m"]), day=int(match["d"])), "")
    if left.has_day and (match := _RIGHT_DAY.match(text, start)):
        return with_weekday(text, Found(match.end(), Fields(day=int(match["d"])), ""))
    point = point_at(text, start)
    if point is not None and point.rule != "left_of_range" and not point.fields.repeats:
        return point
    if left.has_month and not left.has_day and (match := _RIGHT_MONTH.match(text, start)):
        return Found(match.end(), Fields(month=int(match["m"])), "")
    plain_year = left.has_year and not left.has_month and left.code is None
    if plain_year and (match := _RIGHT_YEAR.match(text, start)):
        year = int(match["y"])
        own = Fields(year=year) if len(match["y"]) == 4 else Fields(short_year=year)
        return Found(match.end(), own, "")
    return None


def inherit(first: Moment, right: Fields, story: Discourse) -> Moment | None:
    """The right side resolved with the left side's year and month."""
    if right.weekday is not None and not right.has_day and right.week is None:
        # 지난주 월요일부터 수요일까지: the Wednesday after that Monday.
        start = first.bounds()[0]
        return day_moment(start + timedelta(days=(right.weekday - start.weekday()) % 7))
    if right.has_year or right.month_of or right.day_of or right.week is not None:
        return resolve(right, story, 0)
    if right.month is None and right.code is None and right.day is not None:
        if first.month is None or first.month > 12:
            return None
        moment = Moment(first.year, first.month, right.day)
    else:
        month = right.code if right.code is not None else right.month
        if month is None:
            return None
        wraps = first.month is not None and first.month <= 12 and month < first.month
        moment = Moment(first.year + wraps, month, right.day, right.part)
    try:
        moment.edtf()
    except ValueError:
        return None
    return moment
