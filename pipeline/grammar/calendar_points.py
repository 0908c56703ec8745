"""One point in time at a place of the text, by the table of forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.grammar import edtf
from pipeline.grammar.calendar_forms import FORMS
from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import WEEKDAYS, S


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text read as one point in time, before it is resolved."""

    end: int
    fields: Fields
    rule: str


def point_at(text: str, start: int) -> Found | None:
    """What the first form that fits reads at ``start``; None where none does."""
    for form in FORMS:
        match = form.pattern.match(text, start)
        if match is None or match.end() == start:
            continue
        fields = form.read(match, text)
        if fields is not None and (form.name == "worded" or _possible(fields)):
            end = start + len(text[start : match.end(form.end)].rstrip(" \t\u00a0"))
            return with_weekday(text, Found(end, fields, form.name))
    return None


_SPOKEN_WEEKDAY = re.compile(
    S + r"([" + WEEKDAYS + r"])요일(?=$|[^가-힣]|에|부터|까지|의|이|은|엔)"
)


def with_weekday(text: str, found: Found) -> Found:
    """The day of the week said after a date belongs to it: 12월 10일 수요일 (in brackets not)."""
    fields = found.fields
    if not fields.has_day or fields.weekday is not None:
        return found
    match = _SPOKEN_WEEKDAY.match(text, found.end)
    if match is None:
        return found
    if fields.day is not None and fields.month is not None and not fields.has_year:
        fields = replace(fields, weekday=WEEKDAYS.index(match[1]))
    return Found(match.end(), fields, found.rule)


def _possible(fields: Fields) -> bool:
    """Whether the day exists in its month; figures that name no day are no date at all."""
    if fields.month is None or fields.day is None:
        return True
    year = 2000 if fields.year is None else fields.year
    return fields.day <= edtf.last_day(year, fields.month)
