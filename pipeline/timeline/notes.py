"""What an audit says in words: one form a kind of finding, in English (as stored) and Korean."""

from __future__ import annotations

import re
from functools import cache

FORMS: dict[str, tuple[str, str]] = {
    "sum": ("{parts} = {total}; stated total {stated}", "{parts} = {total}. 적힌 합계 {stated}"),
    "sum_off": (
        "{parts} = {total}; stated total {stated}; off by {off}, rounding allows {allowed}",
        "{parts} = {total}. 적힌 합계 {stated}. 차이 {off}, 반올림으로 있을 수 있는 차이 {allowed}",
    ),
    "implied": (
        "{parts} = {total}; the text says {stated}, though not as their total",
        "{parts} = {total}. 같은 문서의 {stated} 단, 합계라고 적혀 있지는 않음",
    ),
    "change": (
        "{old} → {new} gives {computed}; stated {stated}; "
        "rounding of both ends allows {low} to {high}",
        "{old} → {new}: 셈하면 {computed}, 적힌 값 {stated}. "
        "양쪽 값의 반올림을 헤아리면 {low}~{high}",
    ),
    "conflict": (
        "{metric} of {scope} in {as_of}: {first} (stated {first_on}), {other} ({other_on})",
        "{as_of} {scope} {metric}: {first}({first_on} 문서), {other}({other_on} 문서)",
    ),
    "revised": (
        "{status} of {metric}: {old} (stated {old_on}) became {new} (stated {new_on})",
        "{metric} {status}: {old}({old_on} 문서)에서 {new}({new_on} 문서)로 바뀜",
    ),
    "past": (
        "{date} lies after the publication ({published}) that tells it as past: “{sentence}”",
        "발행일({published})보다 뒤인 {date}의 일을 지난 일로 말함: “{sentence}”",
    ),
    "weekday": (
        "{date} ({edtf}) is a {true}, not a {said}: “{sentence}”",
        "{date}({edtf})은 {said}이 아니라 {true}: “{sentence}”",
    ),
    "before": (
        "{name} did not exist before {day}; the document is of {published}: “{sentence}”",
        "{name}: {day} 전에는 없던 기관. 문서는 {published}: “{sentence}”",
    ),
    "after": (
        "{name} acts on {edtf}, though it ended on {day}: “{sentence}”",
        "{name}: {day}에 없어진 기관이 {edtf}에 움직임: “{sentence}”",
    ),
}
"""By name, the English and the Korean form with the same fields."""

_KOREAN = {"target": "목표", "forecast": "전망", "actual": "실적", "undated": "날짜 없는"}
_FIELD = re.compile(r"\\\{(\w+)\\\}")


def note(form: str, **fields: object) -> str:
    """The finding in English, with the Korean surfaces in it."""
    return FORMS[form][0].format(**fields)


def korean(english: str) -> str:
    """The same finding in Korean; what no form of ours made stands as it is."""
    for form, pattern in _patterns():
        if match := pattern.fullmatch(english):
            fields = {name: _KOREAN.get(value, value) for name, value in match.groupdict().items()}
            return FORMS[form][1].format(**fields)
    return english


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # A longer form is tried before the one it begins with.
    ordered = sorted(FORMS, key=lambda form: (-len(FORMS[form][0]), form))
    return tuple(
        (form, re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(FORMS[form][0])), re.DOTALL))
        for form in ordered
    )
