"""What holds of the calendar grammar on any text: offsets, order, bounds, time."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grammar import edtf
from pipeline.grammar.calendar import find, parse_date

PIECE_TEXT = (
    "2009년|2010.4|'05|’07.3월|~|∼|11월|13일|30일|2월|지난|오는|올해|지난해|말|초|중순|상반기|하반기"
    "|2분기|3분기|부터|까지|이후|이전|경|같은 해|이듬해|이날"
    "|다음 달|지난주|금요일|매년|설 연휴|추석"
    "|5년 전"
    "|(|)|.|,| |\n|\n\n|·|-|12.31|2012. 2. 29.|99|0|00년|(금)"
    "|14:00|예정이다|했다.|그|1990년대|FY10"
)
PIECES = PIECE_TEXT.split("|")

texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
dates = st.one_of(
    st.none(),
    st.dates().map(lambda d: d.isoformat()),
    st.sampled_from(["2011", "2011-03", "0001", "9999-12-31", "2005/2007", "nonsense"]),
)


@given(texts, dates)
@settings(max_examples=400, deadline=None)
def test_any_text(text: str, published: str | None) -> None:
    found = find(text, published)
    last = 0
    for date in found:
        assert text[date.start : date.end] == date.text
        assert date.text == date.text.strip() != ""
        assert last <= date.start
        last = date.end
        if date.edtf is None:
            assert date.earliest is None and date.latest is None
            continue
        assert edtf.valid(date.edtf)
        earliest, latest = edtf.bounds(date.edtf)
        assert (date.earliest is None) == (earliest is None)
        assert (date.latest is None) == (latest is None)
        if date.earliest and date.latest:
            assert earliest and latest
            assert earliest <= date.earliest <= date.latest <= latest


@given(texts)
@settings(max_examples=150, deadline=None)
def test_a_paragraph_after_changes_nothing_before(text: str) -> None:
    alone = find(text + "\n\n", "2010-02-17")
    more = find(text + "\n\n2008년 5월 착수했다.", "2010-02-17")
    assert more[: len(alone)] == alone


@given(st.dates(min_value=datetime.date(1960, 1, 1)))
@settings(max_examples=80)
def test_every_day_is_read_back(day: object) -> None:
    iso = str(day)
    year, month, dom = (int(part) for part in iso.split("-"))
    if year > 2099:
        return
    for form in (f"{year}년 {month}월 {dom}일", f"{year}. {month}. {dom}", iso):
        assert parse_date(form) == iso


@pytest.mark.parametrize(
    "unit",
    [
        "2009.",
        "1",
        "’",
        "' ",
        "2009년 ",
        "지난 ",
        "~",
        "11월 3",
        "(2",
        "1,",
        "3·",
        "매년 5월 ",
        " ",
    ],
)
def test_long_runs_take_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * size
        begin = time.perf_counter()
        find(text, "2010-02-17")
        return time.perf_counter() - begin

    cost(100)
    assert cost(8_000) < max(2.5, 40 * cost(800))
