"""Dates of a document: offsets into it, blocks, discourse carried from block to block."""

from __future__ import annotations

from typing import cast

from pipeline.extract.context import Context
from pipeline.extract.dates import extract
from pipeline.language.analysis import Analysis
from pipeline.lexicon import Lexicon
from pipeline.records import Block, BlockKind, DateExpression


def dates_of(
    pieces: list[tuple[BlockKind, str]], published: str | None
) -> tuple[str, tuple[DateExpression, ...]]:
    """The text made of the pieces, and its dates; the grammar needs no morphemes."""
    text, blocks = "", []
    for kind, piece in pieces:
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(piece)))
        text += piece + "\n"
    analysis = Analysis(text, tuple(blocks), (), published)
    return text, extract(Context(analysis, cast(Lexicon, None)))


def test_offsets_and_furniture() -> None:
    text, dates = dates_of(
        [
            ("furniture", "입력 2016.05.04 09:30"),
            ("paragraph", "지난해 9월 세운 계획을 4일 고쳤다."),
            ("item", "- 2017년 하반기 착수"),
        ],
        "2016-05-04",
    )
    assert [(d.text, d.edtf) for d in dates] == [
        ("지난해 9월", "2015-09"),
        ("4일", "2016-05-04"),
        ("2017년 하반기", "2017-41"),
    ]
    assert all(text[d.start : d.end] == d.text for d in dates)


def test_newline_in_a_block_is_a_space() -> None:
    text, dates = dates_of([("paragraph", "사업 기간은 2014년\n3월 2일이다")], None)
    assert [(d.text, d.edtf) for d in dates] == [("2014년\n3월 2일", "2014-03-02")]
    assert text[dates[0].start : dates[0].end] == dates[0].text


def test_slides_carry_the_year_from_block_to_block() -> None:
    _, dates = dates_of([("heading", "2007년 추진 일정"), ("item", "3월: 공고")], None)
    assert [(d.edtf, d.basis) for d in dates] == [("2007", "explicit"), ("2007-03", "discourse")]


def test_this_day_is_the_last_day_named() -> None:
    _, dates = dates_of(
        [("paragraph", "지난 11일 총회를 열었다."), ("paragraph", "이날 모두가 찬성했다.")],
        "2018-04-23",
    )
    assert [d.edtf for d in dates] == ["2018-04-11", "2018-04-11"]


def test_the_dateline_is_no_day_of_the_story() -> None:
    _, dates = dates_of(
        [
            ("paragraph", "승인 2014.04.13 10:17"),
            ("paragraph", "협의회는 11일 워크숍을 열었다."),
            ("paragraph", "이날 백여 명이 왔다."),
        ],
        "2014-04-13",
    )
    assert [d.edtf for d in dates] == ["2014-04-13", "2014-04-11", "2014-04-11"]


def test_a_quarter_in_a_head_row_is_of_the_year_over_it() -> None:
    cells = [(0, 1, 2, "2022년"), (0, 3, 2, "2023년"), (1, 1, 1, "1분기"), (1, 4, 1, "2분기")]
    text, blocks = "", []
    for row, column, span, piece in cells:
        end = len(text) + len(piece)
        blocks.append(
            Block(kind="cell", start=len(text), end=end, row=row, column=column, column_span=span)
        )
        text += piece + "\n"
    analysis = Analysis(text, tuple(blocks), (), "2024-06-21")
    dates = extract(Context(analysis, cast(Lexicon, None)))
    assert [d.edtf for d in dates] == ["2022", "2023", "2022-33", "2023-34"]


def test_the_period_told_of_holds_where_a_line_is_broken() -> None:
    _, dates = dates_of(
        [("paragraph", "2024년 1분기 투자액은"), ("paragraph", "전년 동기보다 줄었다.")],
        "2024-06-21",
    )
    assert [d.edtf for d in dates] == ["2024-33", "2023-33"]
