"""The table of forms: each pattern with the reader that accepts or refuses what it matched."""

from __future__ import annotations

import re

from pipeline.grammar import calendar_relative, calendar_spelled, calendar_stretches
from pipeline.grammar.calendar_figures import (
    read_bare_year,
    read_compact,
    read_fiscal,
    read_full,
    read_left,
    read_left_quarter,
    read_month_day,
    read_year_month,
    read_year_quarter,
)
from pipeline.grammar.calendar_form import COUNTED_BEFORE, Form, anchored, part_of, unspaced, whole
from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import (
    BARE_YEAR,
    COMPACT,
    DAY_WORD,
    DAY_WORDS,
    DECADE,
    FISCAL,
    FULL,
    HOLIDAY,
    LEANS,
    LEFT_OF_QUARTERS,
    LEFT_OF_RANGE,
    MONTH_DAY,
    MONTH_WORDS,
    SET,
    WEEK,
    WEEK_WORDS,
    WEEKDAY,
    WEEKDAYS,
    WORDED,
    YEAR_MONTH,
    YEAR_QUARTER,
    YEAR_WORDS,
    S,
)

_SENTENCE_OF_LAW = re.compile(r"(?:징역|금고|\d년)" + S + r"$")
"""징역 1년 6월 is a term, not the month of June."""


def _read_worded(match: re.Match[str], text: str) -> Fields | None:
    g = match.groupdict()
    if match.end() == match.start():
        return None
    lean = LEANS.get((g["lean"] or "").strip(), 0)
    values: dict[str, object] = {"lean": lean}
    has_year = bool(g["y4"] or g["yq"] or g["y2"] or g["yw"] or g["ol"])
    has_month = bool(g["m"] or g["mw"])
    part = g["part"]
    before = text[max(0, match.start() - 6) : match.start()]
    if g["y2"] and not _short_year_told(match, text, before):
        return None
    if (has_month and not has_year and not lean and _SENTENCE_OF_LAW.search(before)) or (
        g["d"] and not (has_year or has_month or "일" in match[0])
    ):
        return None
    if g["ol"] and not (has_month or g["d"] or part or "들어" in text[match.end() :][:3]):
        return None
    if g["lean"] and not (has_year or has_month or g["d"] or part):
        return None
    if part in ("초", "말", "초반", "중반", "후반", "초순", "상순", "하순", "중순"):
        if g["d"] or not (has_year or has_month):
            return None
        if part in ("초순", "상순", "하순", "중순") and not has_month:
            return None
    elif part and "순" in part and (g["d"] or not has_month):
        return None
    if not (has_year or has_month) and g["d"] and not lean and not _day_told(match, text, before):
        return None
    if g["y4"]:
        values["year"] = int(g["y4"])
    elif g["yq"] or g["y2"]:
        values["short_year"] = int(g["yq"] or g["y2"])
    elif g["yw"]:
        values |= anchored(g["yw"], YEAR_WORDS, "year")
    elif g["ol"]:
        values |= {"year_of": "published", "year_shift": 0}
    if g["mw"]:
        values |= anchored(g["mw"], MONTH_WORDS, "month")
    values |= {"month": whole(g["m"]), "day": whole(g["d"])}
    return Fields(**(values | part_of(part)))  # type: ignore[arg-type]


def _short_year_told(match: re.Match[str], text: str, before: str) -> bool:
    """Whether a bare ``10년`` is a year: by a leading zero, what follows, or its bracket."""
    after = text[match.end() : match.end() + 6]
    if match["do"] and re.match(S + r"(?:더|안|채|못|넘|되지|지나)", after):
        return False
    if match["y2"][0] == "0" or match["do"] or match["m"] or match["part"]:
        return True
    if int(match["y2"]) >= 85 and not re.match(
        S + r"(?:전|후|뒤|이상|이내|전통|역사|만에|동안)", after
    ):
        return not COUNTED_BEFORE.search(before)
    if re.match(S + r"(?:기준|현재|대비|이후|이전|부터|까지)(?![가-힣])", after):
        return not COUNTED_BEFORE.search(before)
    return bool(re.search(r"[(\[]" + S + r"$", before) and re.match(S + r"[)\]~∼～:,]", after))


_RATE_AFTER = re.compile(
    S + r"(?:\d+(?:회|명|시간|개|건|톤|만|천|차례)|생산|최대|평균|처리|이용|발생|교통|물동|방문"
    r"|근로|권(?![가-힣])|수당|용(?![가-힣])|까지만|짜리|체험|일정)"
)
_LENGTHENED = r"(?:로|까지)" + S + r"(?:연장|단축|확대|축소|늘|줄)"
_STRETCHED = re.compile(S + r"일에서" + S + r"\d{1,3}일" + _LENGTHENED)
_FROM_LENGTH = re.compile(r"일에서" + S + r"$")
_TO_LENGTH = re.compile(S + r"일" + _LENGTHENED)
"""14일에서 28일로 연장: two lengths of time."""


def _day_told(match: re.Match[str], text: str, before: str) -> bool:
    """Whether a bare ``17일`` is a day of the month and no length of time."""
    if re.search(r"[가-힣·.,/제]$", before) or COUNTED_BEFORE.search(before):
        return False
    if _STRETCHED.match(text, match.end("d")) or (
        _FROM_LENGTH.search(before) and _TO_LENGTH.match(text, match.end("d"))
    ):
        return False
    return int(match["d"]) > 3 or not _RATE_AFTER.match(text, match.end("d") + 1)


def _read_week(match: re.Match[str], text: str) -> Fields | None:
    shift = WEEK_WORDS[unspaced(match["week"])]
    weekday = WEEKDAYS.index(match["wd"]) if match["wd"] else None
    return Fields(week=shift, weekday=weekday, part="주말" if match["weekend"] else None)


_HABIT = re.compile(
    S
    + r"(?:[과와·,및]"
    + S
    + r"(?:["
    + WEEKDAYS
    + r"]요일|공휴일|휴일|주말)|마다|휴무|휴관|휴점|휴진|휴원|정기)"
)
"""토요일과 공휴일: any Saturday, not the one to come."""
_NTH_BEFORE = re.compile(
    r"(?:(?:번째|[첫둘셋넷]째)" + S + r"(?:주" + S + r")?|요일" + S + r"[과와·,및]" + S + r")$"
)
_GLOSS = re.compile(r"\([월화수목금토일]요일\)")


def _read_weekday(match: re.Match[str], text: str) -> Fields | None:
    if match["coming"]:
        return Fields(week=0, part="주말")
    if match["bare"]:
        if _GLOSS.match(text, max(0, match.start() - 1)):
            return None  # 4월 12일 (일요일): said of the date before it
        habit = bool(
            _HABIT.match(text, match.end())
            or _NTH_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
        )
        return Fields(weekday=WEEKDAYS.index(match["bare"]), unknown=habit)
    lean = LEANS[match["lean"]]
    if match["weekend"]:
        return Fields(week=-1 if lean < 0 else 1 if match["lean"] == "다음" else 0, part="주말")
    if match["lean"] == "이번":
        return Fields(week=0, weekday=WEEKDAYS.index(match["wd"]))
    return Fields(weekday=WEEKDAYS.index(match["wd"]), lean=lean)


def _read_day_word(match: re.Match[str], text: str) -> Fields | None:
    word = unspaced(match["dw"])
    if word == "동일" or (
        word == "내일" and text[max(0, match.start() - 2) : match.start()] == "의 "
    ):
        return None
    if word == "내일" and text[match.end() : match.end() + 3].strip()[:2] in _MY_WORK:
        return None
    return Fields(**anchored(word, DAY_WORDS, "day"))  # type: ignore[arg-type]


_MY_WORK = ("채움", "배움", "로", "의 ")


def _read_holiday(match: re.Match[str], text: str) -> Fields | None:
    word = match["lean"] or ""
    if match["y4"]:
        return Fields(year=int(match["y4"]), holiday=match["name"])
    if word in YEAR_WORDS:
        return Fields(holiday=match["name"], **anchored(word, YEAR_WORDS, "year"))  # type: ignore[arg-type]
    return Fields(holiday=match["name"], lean=LEANS.get(word, 0))


def _read_set(match: re.Match[str], text: str) -> Fields | None:
    return Fields(repeats=True)


def _read_decade(match: re.Match[str], text: str) -> Fields | None:
    year = int(match["y4"]) * 10 if match["y4"] else 1900 + int(match["y2"]) * 10
    return Fields(year=year, decade=True, part=match["part"])


FORMS: tuple[Form, ...] = (
    Form("year_month_day", FULL, read_full),
    Form("compact", COMPACT, read_compact),
    Form("year_quarter", YEAR_QUARTER, read_year_quarter),
    Form("year_month", YEAR_MONTH, read_year_month),
    Form("decade", DECADE, _read_decade),
    Form("left_of_range", LEFT_OF_RANGE, read_left, "n"),
    Form("left_of_quarters", LEFT_OF_QUARTERS, read_left_quarter),
    Form("month_day", MONTH_DAY, read_month_day),
    *calendar_stretches.FORMS,
    Form("week", WEEK, _read_week),
    Form("weekday", WEEKDAY, _read_weekday),
    Form("day_word", DAY_WORD, _read_day_word),
    Form("holiday", HOLIDAY, _read_holiday),
    Form("set", SET, _read_set),
    *calendar_spelled.FORMS,
    *calendar_relative.FORMS,
    Form("worded", WORDED, _read_worded),
    Form("fiscal_year", FISCAL, read_fiscal),
    Form("year", BARE_YEAR, read_bare_year),
)
