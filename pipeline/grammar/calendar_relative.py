# ruff: noqa: E501  (a pattern is read as one line; Hangul counts double in its width)
"""Dates that measure from another: 사흘 전, 2주 뒤, 전년 동월, 3월 셋째 주, 21세기 초, 연말연시."""

from __future__ import annotations

import re

from pipeline.grammar import numerals
from pipeline.grammar.calendar_form import Form
from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import WEEKDAYS, Y4, S

_NATIVE_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8,
    "아흐레": 9, "열흘": 10, "보름": 15,
    "스무날": 20,
}  # fmt: skip
_COUNTS = {
    "한": 1, "일": 1, "두": 2, "이": 2, "석": 3, "세": 3, "서": 3, "삼": 3, "넉": 4, "네": 4,
    "사": 4, "다섯": 5, "오": 5, "여섯": 6, "육": 6, "일곱": 7, "칠": 7, "여덟": 8, "팔": 8,
    "아홉": 9, "구": 9, "열": 10, "십": 10, "이십": 20, "삼십": 30,
}  # fmt: skip
_UNITS = {
    "년": ("year", 1), "해": ("year", 1), "개월": ("month", 1), "달": ("month", 1),
    "주일": ("day", 7), "주": ("day", 7), "일": ("day", 1),
}  # fmt: skip
_TENS = r"[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?"
_WORDS = _TENS + "|" + "|".join(sorted(_COUNTS, key=len, reverse=True))
_END = r"(?=$|[^가-힣]|(?:에|에는|에도|의|부터|까지|인|엔|쯤|만|보다|면)(?![가-힣]{2}))"
_OFFSET = re.compile(
    r"(?P<ahead>앞으로|향후|지금부터|지금으로부터)?" + S + r"(?:(?:(?P<n>\d{1,3})|(?P<w>" + _WORDS + r"))"
    + r"(?P<more>여)?" + S + r"(?P<unit>" + "|".join(_UNITS) + r")|(?P<days>" + "|".join(_NATIVE_DAYS) + r")"
    r"|(?P<half>반년))(?P<over>여)?" + S + r"(?P<side>전|뒤|후)" + _END
)  # fmt: skip
# What stands before a length counted from now; a noun (착공 3년 전) would be its own anchor.
_FROM_NOW = re.compile(
    r"(?:^|[^가-힣 ]|[은는도를을와과로]|(?<![평증국인허휴추])[이가]|에서|보다|부터|불과|이미|벌써|약|(?<![가-힣])난"
    r"|무려|바로|이제|꼭|정확히)" + S + r"$"
)
_AND_THEN = re.compile(r"(?:고|며|해|돼|여|어|아|서|려|져|다가)" + S + r"$")
"""A verb before it: 착공해 3년 뒤, 만나고 사흘 뒤."""
_DEADLINE = re.compile(S + r"까지(?!만)")
_GIVEN_END = re.compile(r"(?:한|된|난|간|온|린|진|낸|운|은)\s지" + S + r"$")

_SAME = re.compile(
    r"(?:(?P<y4>" + Y4 + r")년|(?P<yw>지난" + S + r"해|지난해|작년|재작년|전년도?|내년|올해))" + S + r"(?:의" + S + r")?"
    r"(?:(?P<month>같은" + S + r"달|동월)|(?P<period>같은" + S + r"(?:기간|분기|시기)|동기간|동분기|동" + S
    + r"기간|동기)(?!회|생|부여|화|식|를|가))"
)  # fmt: skip
_YEAR_SHIFTS = {
    "지난해": ("published", -1), "작년": ("published", -1), "재작년": ("published", -2),
    "내년": ("published", 1), "올해": ("published", 0), "전년": ("discourse", -1),
    "전년도": ("discourse", -1),
}  # fmt: skip

_NTH = {
    "첫째": 1, "첫번째": 1, "첫": 1, "둘째": 2, "두번째": 2, "셋째": 3, "세번째": 3, "넷째": 4,
    "네번째": 4, "다섯째": 5, "다섯번째": 5, "마지막": -1,
}  # fmt: skip
_NTH_WORDS = "|".join(
    re.sub(r"번째$", S.replace("\\", "\\\\") + "번째", word)
    for word in sorted(_NTH, key=len, reverse=True)
)
_MONTH_BEFORE = (
    r"(?:(?:(?P<y4>" + Y4 + r")년|(?P<yw>지난해|작년|올해|내년|금년))" + S + r")?"
    r"(?:(?P<lean>지난|오는)" + S + r")?"
    r"(?:(?P<m>1[0-2]|0?[1-9])" + S + r"월|(?P<mw>이달|이번" + S + r"달|다음" + S + r"달|내달|지난" + S + r"달|지난달))의?"
)  # fmt: skip
_NTH_WEEK = re.compile(
    _MONTH_BEFORE + S + r"(?:(?P<nth>" + _NTH_WORDS + r")|(?P<no>[1-5])(?=" + S + r"주차?))" + S
    + r"(?:(?:주차|주)(?:" + S + r"(?P<wd>[" + WEEKDAYS + r"])요일|(?P<weekend>" + S + r"주말|말))?(?![가-힣]?[년제])"
    + r"|(?P<wd2>[" + WEEKDAYS + r"])요일|(?P<day>날))"
)  # fmt: skip
_LAST_DAY = re.compile(_MONTH_BEFORE + S + r"말일(?=$|[^가-힣]|까지|부터|[에의은이을로](?![가-힣]))")  # fmt: skip
_MONTH_SHIFTS = {"이달": 0, "이번달": 0, "다음달": 1, "내달": 1, "지난달": -1}

_CENTURY = re.compile(
    r"(?P<c>1[5-9]|2[0-2])" + S + r"세기(?:" + S + r"(?P<part>초반|중반|후반|초|말)(?=$|[^가-힣]|에|의|부터|까지)"
    r"|(?=$|" + S + r"(?:에|들어|부터|까지|에는|에도)(?![가-힣])))"
)  # fmt: skip
_YEAR_TURN = re.compile(
    r"(?:(?P<lean>올|지난|이번|오는)"
    + S
    + r")?연말"
    + S
    + r"[·‧]?"
    + S
    + r"연[시초](?:"
    + S
    + r"기간)?"
)

TRIGGER = (
    r"(?<![가-힣0-9])(?:(?:" + "|".join(_NATIVE_DAYS) + r"|반년)" + S + r"[전뒤후]|(?:" + _WORDS + r")"
    + S + r"(?:달|해|년|주일|주|개월)여?" + S + r"[전뒤후]|(?:[삼사오육칠팔구십]|" + _TENS + r")" + S + r"일" + S + r"[전뒤후])"
)  # fmt: skip
"""Where a length in words may begin; the other forms begin where those of the table do."""


def _count(words: str) -> int:
    return _COUNTS[words] if words in _COUNTS else int(numerals.parse(words))


def _read_offset(match: re.Match[str], text: str) -> Fields | None:
    """3년 전 counts from publication, 2주 뒤 from the day the sentence is at, else publication."""
    back = match["side"] == "전"
    before = text[max(0, match.start() - 10) : match.start()]
    if before.rstrip().endswith(("~", "∼", "～", "-", "·")):
        return None
    if back and _DEADLINE.match(text, match.end()) and not (match["unit"] or "일").startswith("년"):
        return None  # 개최일 7일 전까지: before a day that is told elsewhere
    told = match["ahead"] or _FROM_NOW.search(before) or (not back and _AND_THEN.search(before))
    if not told or _GIVEN_END.search(before):
        return None
    if match["days"]:
        unit, amount = "day", _NATIVE_DAYS[match["days"]]
    elif match["half"]:
        unit, amount = "month", 6
    else:
        unit, scale = _UNITS[match["unit"]]
        amount = (int(match["n"]) if match["n"] else _count(match["w"])) * scale
    if not amount:
        return None
    anchor = "published" if back or match["ahead"] else "story"
    values = {f"{unit}_of": anchor, f"{unit}_shift": -amount if back else amount}
    return Fields(about=bool(match["over"] or match["more"]), **values)  # type: ignore[arg-type]


def _year_of(match: re.Match[str]) -> dict[str, object]:
    if match["y4"]:
        return {"year": int(match["y4"])}
    if not match["yw"]:
        return {}
    word = re.sub(r"\s", "", match["yw"])
    anchor, shift = _YEAR_SHIFTS.get(word, ("published", 0))
    return {"year_of": anchor, "year_shift": shift}


def _read_same(match: re.Match[str], text: str) -> Fields | None:
    same = "month" if match["month"] else "period"
    return Fields(same=same, **_year_of(match))  # type: ignore[arg-type]


def _month_told(match: re.Match[str]) -> dict[str, object]:
    """The fields of the month before 첫째 주 or 말일."""
    values = _year_of(match)
    if match["m"]:
        values["month"] = int(match["m"])
        values["lean"] = {"지난": -1, "오는": 1}.get(match["lean"] or "", 0)
    else:
        values |= {"month_of": "published"}
        values["month_shift"] = _MONTH_SHIFTS[re.sub(r"\s", "", match["mw"])]
    return values


def _read_nth(match: re.Match[str], text: str) -> Fields | None:
    nth = int(match["no"]) if match["no"] else _NTH[re.sub(r"\s", "", match["nth"])]
    values = _month_told(match)
    day = match["wd"] or match["wd2"]
    if match["day"]:
        values["unit"] = "day"
    elif match["weekend"]:
        values["unit"] = "weekend"
    elif day:
        values |= {"unit": "weekday", "nth_weekday": WEEKDAYS.index(day)}
    else:
        values["unit"] = "week"
    return Fields(nth=nth, **values)  # type: ignore[arg-type]


def _read_last_day(match: re.Match[str], text: str) -> Fields | None:
    return Fields(nth=-1, unit="day", **_month_told(match))  # type: ignore[arg-type]


def _read_century(match: re.Match[str], text: str) -> Fields | None:
    return Fields(year=(int(match["c"]) - 1) * 100, century=True, part=match["part"])


def _read_year_turn(match: re.Match[str], text: str) -> Fields | None:
    return Fields(year_turn=True, lean={"지난": -1, "오는": 1}.get(match["lean"] or "", 0))


FORMS: tuple[Form, ...] = (
    Form("year_turn", _YEAR_TURN, _read_year_turn),
    Form("same_period", _SAME, _read_same),
    Form("nth_week", _NTH_WEEK, _read_nth),
    Form("last_day", _LAST_DAY, _read_last_day),
    Form("century", _CENTURY, _read_century),
    Form("offset", _OFFSET, _read_offset),
)
