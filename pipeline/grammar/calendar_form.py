"""One row of the table of date forms, and what its readers share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import CODES, YEAR_PARTS, S

Reader = Callable[["re.Match[str]", str], "Fields | None"]


@dataclass(frozen=True, slots=True)
class Form:
    """``read`` refuses (``None``) what only looks like a date."""

    name: str
    pattern: re.Pattern[str]
    read: Reader
    end: int | str = 0
    """The group with which the expression ends: what lies behind it was only looked at."""


def whole(text: str | None) -> int | None:
    """The number in a group's text; None where the group matched nothing."""
    return int(text) if text else None


def unspaced(text: str) -> str:
    """``text`` without white space: 다음 주 as 다음주."""
    return re.sub(r"\s", "", text)


def anchored(word: str, table: dict[str, tuple[str, int]], unit: str) -> dict[str, object]:
    """The fields of a word of time (지난해, 이튿날) by its table."""
    anchor, shift = table[unspaced(word)]
    return {f"{unit}_of": anchor, f"{unit}_shift": shift}


def part_of(surface: str | None) -> dict[str, object]:
    """The fields of a part of a year or month: 상반기, 3분기, 중순, 연말."""
    if not surface:
        return {}
    if surface in CODES:
        return {"code": CODES[surface]}
    if surface.endswith(("분기", "Q")):
        return {"code": 33 + "1234일이삼사".index(surface[0]) % 4}
    if "순" in surface and len(surface) > 2:  # 초·중순, 중~하순: two thirds of a month
        return {"part": "초중순" if surface[0] in "초상" else "중하순"}
    return {"part": YEAR_PARTS.get(surface, surface.removeprefix("월"))}


COUNTED_BEFORE = re.compile(
    r"(?<![가-힣])(?:약|총|월|연|월평균|최근|지난|향후|앞으로|만|제|최대|최소|최장|평균|매|단|주|꼬박|무려"
    r"|불과|겨우|각각|연속|휴가|하루|박)" + S + r"$|\d[~∼～]" + S + r"$"
)
"""What stands before a number that counts years, months or days: 약 10년, 2박 3일."""
