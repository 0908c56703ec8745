"""Series: which figures of several documents meet, in which order, and what replaced what."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.timeline.metrics import FigureRow, normalise
from pipeline.timeline.series import series


def figure(figure_id: str, doc_id: str, value: float, **fields: Any) -> FigureRow:
    defaults = {"unit": "곳", "text": f"{value:g}곳", "sentence": "", "metric": "지원센터"}
    return FigureRow(figure_id=figure_id, doc_id=doc_id, value=value, **(defaults | fields))


@pytest.mark.parametrize(
    ("metric", "name"),
    [
        ("대상 단지", "산업단지"),
        ("산단", "산업단지"),
        ("수출액", "수출"),
        ("지원센터를", "지원센터"),
        ("지원센터 확대", "지원센터"),
        ("확대", None),
        ("", None),
    ],
)
def test_normalise(metric: str, name: str | None) -> None:
    assert normalise(metric) == name


def test_later_target_supersedes_earlier_one() -> None:
    old = figure("a", "d1", 31, status="target", scope="부산광역시", stated_on="2011-03-02")
    new = figure("b", "d2", 44, status="target", scope="부산광역시", stated_on="2012-05-09")
    points = series([new, old])
    assert [(p.value, p.supersedes, p.old_value) for p in points] == [
        (31, None, None),
        (44, "a", 31),
    ]
    assert len({p.series_id for p in points}) == 1


def test_targets_for_different_years_do_not_replace_each_other() -> None:
    fields = {"status": "target", "scope": "부산광역시"}
    first = figure("a", "d1", 31, as_of="2012", stated_on="2011", **fields)
    second = figure("b", "d2", 44, as_of="2015", stated_on="2012", **fields)
    assert [p.supersedes for p in series([first, second])] == [None, None]


def test_programme_and_its_successor_are_one_line() -> None:
    points = series(
        [
            figure("a", "d1", 9, scope="산업단지 클러스터 사업", stated_on="2008"),
            figure("b", "d2", 14, scope="광역클러스터 사업", stated_on="2011"),
        ]
    )
    assert [p.value for p in points] == [9, 14]


def test_without_bearer_documents_stay_apart() -> None:
    assert series([figure("a", "d1", 9), figure("b", "d2", 14)]) == []


def test_same_statement_twice_is_one_point_and_order_of_input_is_nothing() -> None:
    rows = [
        figure("a", "d1", 9, scope="부산광역시", as_of="2009"),
        figure("b", "d1", 9, scope="부산광역시", as_of="2009"),
        figure("c", "d1", 11, scope="부산광역시", as_of="2010"),
    ]
    assert [p.value for p in series(rows)] == [9, 11]
    assert series(rows) == series(rows[::-1])


@pytest.mark.parametrize(
    ("scopes", "name"),
    [
        (("지식경제부", "지식경제부"), "지식경제부"),
        (("산업자원부", "지식경제부"), "산업자원부"),
    ],
)
def test_a_series_goes_by_the_name_that_all_its_points_share(
    scopes: tuple[str, str], name: str
) -> None:
    points = series(
        [
            figure("a", "d1", 9, scope=scopes[0], as_of="2009", stated_on="2009-05"),
            figure("b", "d2", 14, scope=scopes[1], as_of="2010", stated_on="2010-05"),
        ]
    )
    assert {point.scope for point in points} == {name}
