"""Properties of figures: written and read again, offsets, text added after."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figure_cases import score
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.grammar.numeral_words import NATIVE_ONES, NATIVE_TENS
from pipeline.grammar.numerals import format_mixed, parse
from pipeline.grammar.quantities import find

_DIGITS = "영일이삼사오육칠팔구"
_ONES = {
    n: word for word, n in reversed(NATIVE_ONES.items()) if word not in ("서", "너", "석", "넉")
}
_TENS = {n: word for word, n in NATIVE_TENS.items() if word != "스무"}
_UNITS = [("원", "KRW"), ("달러", "USD"), ("명", "명"), ("㎡", "m2"), ("톤", "t"), ("건", "건")]
_SENTENCES = [
    "시는 2014년까지 일자리 3천여개를 만든다.",
    "수출이 300억불에서 420억불로 40% 늘었다.",
    "국비 120억원, 시비 80억원 등 총 200억원을 들였다.",
    "△ 상담 30건 △ 계약 5건을 거뒀다.",
    "입주율은 71%→88%로 높아졌다.",
    "참가자는 두 배 가까이 늘어난 540명이다.",
]


def spelled(value: int) -> str:
    """A whole number from 1 to 99,999,999 in Sino-Korean words, a space after 만."""
    parts = []
    for section, name in ((value // 10_000, "만"), (value % 10_000, "")):
        word = ""
        for scale, mark in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit = section // scale % 10
            if digit:
                word += ("" if digit == 1 and mark else _DIGITS[digit]) + mark
        if section:
            parts.append(word + name)
    return " ".join(parts)


@given(st.integers(1, 10**18), st.sampled_from(_UNITS), st.sampled_from(["", " "]))
def test_mixed_and_back(value: int, unit: tuple[str, str], gap: str) -> None:
    text = f"모두 {format_mixed(value)}{gap}{unit[0]}이다"
    (quantity,) = find(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit[1])


@given(st.integers(11, 99_999_999), st.sampled_from(["원", "명"]))
def test_spelled_and_back(value: int, unit: str) -> None:
    assert parse(spelled(value)) == value
    assert parse(f"{spelled(value)} {unit}") == value


@given(st.integers(1, 99))
def test_native_and_back(value: int) -> None:
    word = _TENS.get(value // 10 * 10, "") + _ONES.get(value % 10, "")
    assert parse(word) == value
    assert parse(f"{word} 곳") == value


@given(st.integers(1, 9999), st.integers(0, 99))
def test_points_and_back(whole: int, after: int) -> None:
    digits = f"{after:02d}"
    said = f"{spelled(whole)} 점 {' '.join(_DIGITS[int(d)] for d in digits)}"
    assert parse(said) == Decimal(f"{whole}.{digits}")


@given(st.integers(1, 999), st.integers(2, 1000))
def test_fractions_and_back(above: int, below: int) -> None:
    assert parse(f"{below}분의 {above}") == Decimal(above) / Decimal(below)
    assert parse(f"{spelled(below)} 분의 {spelled(above)}") == Decimal(above) / Decimal(below)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4), st.sampled_from(_SENTENCES))
def test_a_paragraph_after_changes_nothing(before: list[str], after: str) -> None:
    text = "\n".join(before)
    longer = f"{text}\n\n{after}"
    first = pipeline.annotate(text, "2011-05-20").figures
    both = pipeline.annotate(longer, "2011-05-20").figures
    keys = [(f.start, f.end, f.value, f.unit) for f in first]
    assert [(f.start, f.end, f.value, f.unit) for f in both][: len(keys)] == keys


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="0123456789.,만억천백십원명%개△~→() 년이한두세열분의점할㎡$-\n", max_size=60)
)
def test_spans_map(text: str) -> None:
    for figure in pipeline.annotate(text, "2011-05-20").figures:
        assert text[figure.start : figure.end] == figure.text


FLOORS = {
    "figures.jsonl": {
        "f1": 0.99, "value": 1.0, "unit": 1.0, "bound": 0.99, "kind": 0.99, "status": 0.98,
        "metric": 0.97, "as_of": 0.93, "change_side": 0.99, "sum_side": 0.99,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_frozen_sentences(name: str) -> None:
    found = score(name)
    assert {k: found[k] for k, floor in FLOORS[name].items() if found[k] < floor} == {}
