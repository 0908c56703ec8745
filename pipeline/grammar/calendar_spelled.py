# ruff: noqa: E501  (a pattern is read as one line; Hangul counts double in its width)
"""Dates in words and hanja: 이천구년 십일월 삼일, 二〇〇八年, 유월 초사흘, 음력 8월 보름, 단기 4343년."""

from __future__ import annotations

import re

from pipeline.grammar import numeral_words, numerals
from pipeline.grammar.calendar_form import Form
from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import LEANS, YEAR_WORDS, S
from pipeline.grammar.edtf import last_day

_TENS = "열"
_ONES = ("하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레")
DAY_NAMES: dict[str, int] = (
    {f"초{word}": n for n, word in enumerate(_ONES, 1)}
    | {f"{_TENS}{word}": 10 + n for n, word in enumerate(_ONES, 1)}
    | {"열흘": 10, "보름": 15, "보름날": 15, "스무날": 20, "그믐": 31, "그믐날": 31}
)
"""Native names of the days of a month; 그믐 is its last day."""

_MONTHS = {"유": 6, "시": 10, "정": 1, "동짓달": 11, "섣달": 12}
_DIGIT = "영공0○零일이삼사오육칠팔구一二三四五六七八九"
_NUMBER = rf"[{_DIGIT}십백천十百千]"
_MONTH = r"(?:십[일이]?|[일이삼사오유육칠팔구시정]|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:[이삼二三]?[십十][{_DIGIT}]?|[일이삼사오육칠팔구一二三四五六七八九])"
_NAMES = "|".join(sorted(DAY_NAMES, key=len, reverse=True))
_END = (
    r"(?=$|[^가-힣]|(?:에|에는|부터|까지|이후|이전|의|은|는|이|을|로|자|날|말|초|중순|하순|상순|경)"
    r"(?![가-힣]))"
)
_THIRD = r"(?:" + S + r"(?P<part>초순|상순|중순|하순|초|말))?"

_WRITTEN = re.compile(
    rf"(?:(?:(?P<y>{_NUMBER}{{2,7}})|(?P<y4>(?:19|20)\d\d)(?={S}년{S}{_MONTH}{S}월)){S}년{S}(?:(?=$|[^가-힣])|도?{_END}|(?={_MONTH}{S}월)))?"
    rf"(?:(?P<m>{_MONTH}){S}월{_END[:-1]}|{S}(?:{_DAY}{S}일|{_NAMES})))?"
    rf"(?:{S}(?P<d>{_DAY}){S}일{_END}|{S}(?P<dn>{_NAMES}){_END})?{_THIRD}"
)
_NAMED = re.compile(
    rf"(?P<m>1[0-2]|0?[1-9]){S}월{S}(?P<dn>{_NAMES}){_END}|(?P<mn>동짓달|섣달|정월)"
    rf"(?:{S}(?P<dm>{_NAMES})){_END}"
)
_LUNAR = re.compile(
    rf"(?:(?P<lean>지난|오는|올해|올|지난해|작년|내년|금년){S})?음력{S}(?P<leap>윤{S})?"
    rf"(?:(?P<y>\d{{4}})년{S})?(?:(?P<m>1[0-2]|0?[1-9]){S}[월.]|(?P<mn>정월|동짓달|섣달)){S}"
    rf"(?:(?P<dn>{_NAMES})|(?P<d>3[01]|[12]\d|0?[1-9])(?:{S}일)?)?"
)
_ERA = re.compile(
    rf"(?:단기|檀紀){S}(?P<y>4[23]\d\d)년(?:{S}\(\d{{4}}년?\))?"
    rf"(?:{S}(?P<m>1[0-2]|[1-9])월(?:{S}(?P<d>3[01]|[12]\d|[1-9])일)?)?"
)
_TANGUN = 2333
"""Years: 단기 (the era of Tangun) counts from 2333 BC."""

TRIGGER = rf"(?<![가-힣0-9一-龥])(?:{_NUMBER}{{2,7}}{S}년|{_MONTH}{S}월|동짓달|섣달|음력{S}[\d윤정동섣]|(?:단기|檀紀){S}\d)"
"""Where one of these forms may begin."""


_ZEROS = str.maketrans("○공0", "영영영")


def _value(text: str | None) -> int | None:
    """A number in words; digits one after another (이공공구) are read as figures."""
    if not text:
        return None
    plain = numeral_words.plain(text).translate(_ZEROS)
    digits = "영일이삼사오육칠팔구"
    if len(plain) > 1 and all(c in digits for c in plain):
        return int("".join(str(digits.index(c)) for c in plain))
    try:
        return int(numerals.parse(plain))
    except ValueError:
        return None


def _day(name: str, month: int | None) -> int:
    return min(DAY_NAMES[name], last_day(2001, month or 1))


def _read_written(match: re.Match[str], text: str) -> Fields | None:
    year = int(match["y4"]) if match["y4"] else _value(match["y"])
    day = _value(match["d"])
    month = _MONTHS.get(match["m"] or "") or _value(match["m"])
    if match["dn"] and month:
        day = _day(match["dn"], month)
    # A length of time (삼십년), or the 오월 of a song: a year of the calendar, or more than a month.
    if match["y"] and not (year and 1800 <= year <= 2200):
        return None
    if not year and (
        not month
        or (match["m"] in ("이", "일", "정") and not day)
        or not (day or match["part"] or _DATED.match(text, match.end()) or _all(match, text))
    ):
        return None
    return Fields(year=year, month=month, day=day, part=match["part"] if not day else None)


def _all(match: re.Match[str], text: str) -> bool:
    """Whether the match is all that the text says."""
    return text.strip() == match[0].strip()


_DATED = re.compile(S + r"(?:에|에는|부터|까지|중)(?![가-힣])")


def _read_named(match: re.Match[str], text: str) -> Fields | None:
    if match["mn"]:
        return Fields(unknown=True)  # 동짓달 열흘: of the lunar calendar
    month = int(match["m"])
    return Fields(month=month, day=_day(match["dn"], month))


def _read_lunar(match: re.Match[str], text: str) -> Fields | None:
    month = int(match["m"]) if match["m"] else _MONTHS[match["mn"].removesuffix("월")]
    day = int(match["d"]) if match["d"] else match["dn"] and DAY_NAMES[match["dn"]]
    if not day or match["leap"]:
        return Fields(unknown=True)
    word = match["lean"] or ""
    values: dict[str, object] = {"year": int(match["y"])} if match["y"] else {}
    if word in YEAR_WORDS:
        values = {"year_of": YEAR_WORDS[word][0], "year_shift": YEAR_WORDS[word][1]}
    return Fields(month=month, day=day, lunar=True, lean=LEANS.get(word, 0), **values)  # type: ignore[arg-type]


def _read_era(match: re.Match[str], text: str) -> Fields | None:
    month, day = (int(match[g]) if match[g] else None for g in "md")
    return Fields(year=int(match["y"]) - _TANGUN, month=month, day=day)


FORMS: tuple[Form, ...] = (
    Form("era", _ERA, _read_era),
    Form("lunar", _LUNAR, _read_lunar),
    Form("day_name", _NAMED, _read_named),
    Form("written", _WRITTEN, _read_written),
)
