"""Korean numerals: parse, ranges, scanning, and the way back."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grammar.numeral_scan import find
from pipeline.grammar.numeral_words import plain
from pipeline.grammar.numerals import format_mixed, parse, parse_range

VALUES = """
0 = 0 | 7 = 7 | 12 = 12 | 105 = 105 | 1,234 = 1234 | 12,345,678 = 12345678 | 3.14 = 3.14
1,550.5 = 1550.5 | 0.05 = 0.05 | 007 = 7 | 148,000 = 148000 | 5천 = 5000 | 3백 = 300 | 4십 = 40
2만 = 20000 | 7억 = 700000000 | 9조 = 9000000000000 | 1경 = 10000000000000000
2만3천 = 23000 | 2만 3천 = 23000 | 2만3천여 = 23000 | 4만 2천여 = 42000 | 3백여 = 300
56만 8천 = 568000 | 62만6천 = 626000 | 1조 2천억 = 1200000000000 | 10억5천만 = 1050000000
1조5천2백억 = 1520000000000 | 3조 4,500억 = 3450000000000 | 12만 3,456 = 123456
1,234만 5,678 = 12345678 | 7.5억 = 750000000 | 1.2조 = 1200000000000 | 0.5만 = 5000
35백만 = 35000000 | 3,500백만 = 3500000000 | 12십억 = 12000000000 | 1,200천 = 1200000
2천5백 = 2500 | 2천 5백 = 2500 | 9천9백9십9 = 9999 | 3천5백만 = 35000000 | 6백5십 = 650
100여만 = 1000000 | 10여만 = 100000 | 500여억 = 50000000000 | 2만여 = 20000 | 300여 = 300
천만 = 10000000 | 백만 = 1000000 | 십억 = 1000000000 | 백억 = 10000000000 | 만 = 10000
억 = 100000000 | 조 = 1000000000000 | 천 = 1000 | 백 = 100 | 십 = 10 | 백 만 = 1000000
일 = 1 | 구 = 9 | 영 = 0 | 공 = 0 | 십일 = 11 | 이십 = 20 | 삼십오 = 35 | 구십구 = 99
백이십삼 = 123 | 오백칠십구 = 579 | 천칠백이십삼 = 1723 | 삼천육백 = 3600 | 오천육백십구 = 5619
만이천삼백사십오 = 12345 | 일만이천삼백사십오 = 12345 | 오십팔만천구백 = 581900
육십이만 = 620000 | 이십일조 = 21000000000000 | 이천칠백사십오억 = 274500000000
오천팔백십구만백사십팔 = 58190148 | 삼십이억 오천만 = 3250000000 | 륙십 = 60 | 이백삼 = 203
하나 = 1 | 둘 = 2 | 셋 = 3 | 넷 = 4 | 다섯 = 5 | 여섯 = 6 | 일곱 = 7 | 여덟 = 8 | 아홉 = 9 | 열 = 10
한 = 1 | 두 = 2 | 세 = 3 | 네 = 4 | 석 = 3 | 넉 = 4 | 스무 = 20 | 스물 = 20 | 스물세 = 23
열두 = 12 | 열하나 = 11 | 서른다섯 = 35 | 서른 셋 = 33 | 마흔일곱 = 47 | 쉰둘 = 52 | 예순아홉 = 69
일흔한 = 71 | 여든넷 = 84 | 아흔아홉 = 99 | 백스물세 = 123 | 백열두 = 112
삼점사 = 3.4 | 영점칠칠 = 0.77 | 일점이삼 = 1.23 | 사천백이십삼점삼 = 4123.3
이공일팔 = 2018 | 일구구구 = 1999
1/2 = 0.5 | 3/4 = 0.75 | 1 1/2 = 1.5 | 4분의 1 = 0.25 | 5분의3 = 0.6 | 이분의일 = 0.5 | 절반 = 0.5 | 반 = 0.5
½ = 0.5 | ¼ = 0.25 | 1½ = 1.5 | 2¾ = 2.75 | 10³ = 1000 | 2¹⁰ = 1024 | ¹² = 12 | 1e3 = 1000
１２３ = 123 | １，２３４ = 1234 | ３．５ = 3.5 | 億 = 100000000 | 三百億 = 30000000000 | 二十三 = 23
1兆 2千億 = 1200000000000 | 五万 = 50000 | 十五 = 15 | 百五十 = 150 | 3萬 = 30000 | 拾 = 10
-3 = -3 | -3.2 = -3.2 | −5 = -5 | △3.2 = -3.2 | ▲1,000 = -1000 | 마이너스 3 = -3 | 마이너스 삼 = -3 | +7 = 7
일 점 오 = 1.5 | 영점오 = 0.5 | 영 점 영오 = 0.05 | 1점5 = 1.5 | 이점오억 = 250000000 | .5 = 0.5
2와 4분의 1 = 2.25 | 삼과 사분의 일 = 3.25 | 2와 1/2 = 2.5 | 1과 ½ = 1.5 | 천분의 일 = 0.001 | 오 분의 이 = 0.4
열두 개 = 12 | 스무 곳 = 20 | 2배 = 2 | 1.5배 = 1.5 | 3 명 = 3 | 만 원 = 10000 | 350억원 = 35000000000 | 50% = 50
반 다스 = 6 | 1.1^+2 = 1.21 | 한 개 반 = 1.5 | 두 배 반 = 2.5 | 두 다스 = 24 | 다스 = 12 | 3할 = 0.3 | 3할 5푼 = 0.35 | 삼할오푼이리 = 0.352
① = 1 | ⑳ = 20 | ㉑ = 21 | Ⅲ = 3 | 3.0×10⁸ = 300000000 | 2^10 = 1024 | 10의 3제곱 = 1000 | 10⁻² = 0.01
1 000 000 = 1000000 | 5M = 5000000 | 3K = 3000 | 약 300 = 300 | 음수 삼 = -3 | 영하 10 = -10 | 영상 5 = 5
백 스물 셋 = 123 | 이백만 삼천 사백 = 2003400 | 이십 사 = 24 | 1천 2백 만 = 12000000 | 2만3천여 개 = 23000
제로 = 0 | 두어 = 2 | 열댓 = 14 | 몇 = 2 | 수십 개 = 20 | 十億 = 1000000000 | 一千二百 = 1200 | 二〇一〇 = 2010
수십 = 20 | 수백 = 200 | 수천 = 2000 | 수만 = 20000 | 수십만 = 200000 | 몇십 = 20 | 십수 = 11 | 한두 = 1 | 서너 = 3
"""  # noqa: E501
CASES = [
    tuple(part.strip() for part in case.rsplit("=", 1))
    for line in VALUES.strip().splitlines()
    for case in line.split("|")
]

NOT_NUMERALS = [
    "", " ", "개", "원", "1,23,4", "3억5억", "천백천", "만만", "5 6", "1만20000", "여", "점",
    "1.2.3", "abc", "3분의", "분의 1", "1/0", "0분의 1", "억5조", "한국", "두산", "１，２",
    "점오", "3만2만", "--3", "12,34", "열열", "5천6천", "사과", "여러", "둘째",
    "10의", "1/0 명", "첫", "2와 반의", "점 오", "할",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CASES, ids=[c[0] for c in CASES])
def test_parse(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


def test_table_is_large() -> None:
    assert len(CASES) >= 150
    assert len({text for text, _ in CASES}) == len(CASES)


@pytest.mark.parametrize("text", NOT_NUMERALS)
def test_not_a_numeral(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("수십", 20, 99), ("수백", 200, 999), ("수천", 2000, 9999), ("수만", 20000, 99999),
        ("수십만", 200000, 990000), ("수백억", 200 * 10**8, 999 * 10**8), ("몇십", 20, 99),
        ("서너", 3, 4), ("두세", 2, 3), ("대여섯", 5, 6), ("한두", 1, 2), ("예닐곱", 6, 7),
    ],
)  # fmt: skip
def test_indefinite(text: str, low: int, high: int) -> None:
    assert parse_range(text) == (low, high)


def test_third() -> None:
    assert round(parse("3분의 1"), 4) == Decimal("0.3333")
    assert round(parse("삼분의 이"), 4) == Decimal("0.6667")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("예산 1조 2천억원과 사업 10억 5개", ["1조 2천억", "10억", "5"]),
        ("3,5,7공구", ["3", "5", "7"]),
        ("1만 2,345명", ["1만 2,345"]),
        ("100여만 달러", ["100여만"]),
        ("2,204 억원", ["2,204 억"]),
        ("12.5% 3.4", ["12.5", "3.4"]),
        ("4조 6,793 억원", ["4조 6,793 억"]),
    ],
)
def test_find(text: str, found: list[str]) -> None:
    assert [text[n.start : n.end] for n in find(text, words=False)] == found


@given(st.integers(0, 10**20 - 1))
def test_mixed_round_trip(value: int) -> None:
    assert parse(format_mixed(value)) == value


@given(st.integers(0, 10**15))
def test_commas_round_trip(value: int) -> None:
    assert parse(f"{value:,}") == value


@given(st.integers(1, 10**16 - 1))
def test_hangul_round_trip(value: int) -> None:
    """Spelled the Sino-Korean way, without the 일 before a scale inside a section."""
    digits, spelled, rest = "영일이삼사오육칠팔구", "", value
    for scale, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        section, rest = divmod(rest, scale)
        for small, word in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit, section = divmod(section, small)
            if digit:
                spelled += ("" if digit == 1 and word else digits[digit]) + word
        if spelled and value // scale % 10**4:
            spelled += name
    assert parse(spelled) == value


@given(st.text(max_size=60))
def test_find_never_fails_and_maps(text: str) -> None:
    last = 0
    for number in find(text, words=False):
        assert last <= number.start < number.end <= len(text)
        last = number.end
        assert parse_range(text[number.start : number.end])[0] == number.value


@given(st.text(max_size=40))
def test_plain_keeps_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "text", ["1," * 20000, "십백천만" * 10000, "1만 " * 20000, "수십" * 20000, "3분의" * 10000]
)
def test_time_is_linear(text: str) -> None:
    begun = time.perf_counter()
    list(find(text))
    assert time.perf_counter() - begun < 3
