# ruff: noqa: E501  (a pattern is read as one line; Hangul counts double in its width)
"""Stretches told from where one stands: 지난 10년, 다음 3주, 이번 분기, 2016년 마지막 달."""

from __future__ import annotations

import re

from pipeline.grammar.calendar_form import Form
from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import Y4, S

_COUNTS = {
    "한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일": 1, "이": 2,
    "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10,
}  # fmt: skip
_UNITS = {"년": "year", "개월": "month", "달": "month", "주일": "week", "주": "week", "일": "day"}
_END = r"(?=$|[^가-힣 (\t\u00a0]|(?:의|을|은|이|과|에)(?![가-힣]))"

_STRETCH = re.compile(
    r"(?P<lean>지난|저번|다음|앞으로|향후)" + S + r"(?:(?P<n>\d{1,3})|(?P<w>" + "|".join(_COUNTS) + r"))"
    + S + r"(?P<unit>" + "|".join(_UNITS) + r")" + _END
)  # fmt: skip
"""Only where nothing more is said: 지난 10년간, 향후 3년 동안 are lengths of time, 지난 10일 a day."""

_QUARTER = re.compile(r"(?P<word>지난|직전|전|이번|다음|당)" + S + r"분기(?![가-힣]*별)")
_QUARTER_SHIFTS = {"지난": -1, "직전": -1, "전": -1, "이번": 0, "당": 0, "다음": 1}

_OF_YEAR = re.compile(
    r"(?:(?P<y4>" + Y4 + r")년|(?P<yw>지난해|작년|재작년|올해|금년|내년|새해))" + S + r"(?:의" + S + r")?"
    r"(?:(?P<day>마지막" + S + r"날|첫날)|(?P<month>마지막" + S + r"달|첫" + S + r"달)|(?P<week>첫째?" + S + r"주|마지막" + S
    + r"주)(?![가-힣]{2}))"
)  # fmt: skip
_YEAR_SHIFTS = {"재작년": -2, "지난해": -1, "작년": -1, "올해": 0, "금년": 0, "내년": 1, "새해": 1}


def _read_stretch(match: re.Match[str], text: str) -> Fields | None:
    count = int(match["n"]) if match["n"] else _COUNTS[match["w"]]
    ahead = match["lean"] in ("다음", "앞으로", "향후")
    unit = _UNITS[match["unit"]]
    if not count or (unit == "day" and not ahead):
        return None
    return Fields(stretch=(count if ahead else -count, unit))


def _read_quarter(match: re.Match[str], text: str) -> Fields | None:
    return Fields(quarter=_QUARTER_SHIFTS[match["word"]])


def _read_of_year(match: re.Match[str], text: str) -> Fields | None:
    last = "마지막" in match[0]
    month = 12 if last else 1
    if match["y4"]:
        year: dict[str, object] = {"year": int(match["y4"])}
    else:
        year = {"year_of": "published", "year_shift": _YEAR_SHIFTS[match["yw"]]}
    if match["day"]:
        return Fields(month=month, day=31 if last else 1, **year)  # type: ignore[arg-type]
    if match["week"]:
        return Fields(month=month, nth=-1 if last else 1, unit="week", **year)  # type: ignore[arg-type]
    return Fields(month=month, **year)  # type: ignore[arg-type]


FORMS: tuple[Form, ...] = (
    Form("stretch", _STRETCH, _read_stretch),
    Form("near_quarter", _QUARTER, _read_quarter),
    Form("of_year", _OF_YEAR, _read_of_year),
)
