"""Plan and outcome, revised plans, editions of a series; and dates that cannot be."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
import pytest
from test_timeline import merged, telling

from pipeline.records import Actor
from pipeline.timeline.audit_dates import audit_dates
from pipeline.timeline.links import links
from pipeline.timeline.merge import Telling
from pipeline.timeline.metrics import FigureRow


def linked(*tellings: Telling, **revised: Any) -> list[tuple[str, str, str]]:
    """(relation, later title, earlier title) of every link."""
    events = merged(*tellings)
    title = {one.event_id: one.event.title for one in events}
    return [
        (one.relation, title[one.event_id], title[one.other_id]) for one in links(events, **revised)
    ]


PLAN = telling(
    "d1", "2013-41", "원주 의료기기 종합지원센터 준공", status="planned", published="2013-02-05",
    category="program",
)  # fmt: skip


@pytest.mark.parametrize(
    ("edtf", "status", "title"),
    [
        ("2013-10-17", "occurred", "원주 의료기기 종합지원센터 준공식 열려"),
        ("2014-03-20", "occurred", "의료기기 종합지원센터 원주에 준공"),
        ("2013-12", "postponed", "원주 의료기기 종합지원센터 준공 연기"),
        ("2013-06-11", "cancelled", "원주 의료기기 종합지원센터 사업 취소"),
    ],
)
def test_what_became_of_a_plan(edtf: str, status: str, title: str) -> None:
    later = telling("d2", edtf, title, status=status, published="2014-04-01", category="program")
    assert linked(PLAN, later) == [("outcome_of", title, PLAN.event.title)]


@pytest.mark.parametrize(
    ("edtf", "published", "title"),
    [
        ("2013-10-17", "2013-10-17", "강릉 해양바이오 연구센터 준공"),
        ("2013-10-17", "2013-10-17", "원주 의료기기 수출상담회 개최"),
        ("2017-10-17", "2017-10-17", "원주 의료기기 종합지원센터 준공"),
        ("2012-10-17", "2012-10-18", "원주 의료기기 종합지원센터 준공"),
    ],
)
def test_what_is_no_outcome(edtf: str, published: str, title: str) -> None:
    later = telling("d2", edtf, title, published=published, category="program")
    assert linked(PLAN, later) == []


def test_an_outcome_is_of_the_same_programme() -> None:
    def link(programme: str) -> list[tuple[str, str, str]]:
        plan = telling("d1", "2013-41", "의료기기 종합지원센터 준공", status="planned",
                       published="2013-02-05", category="program",
                       programs=("산업단지 클러스터 사업",))
        told = telling("d2", "2013-10-17", "의료기기 종합지원센터 준공식 열려",
                       published="2013-10-18", category="program", programs=(programme,))
        return linked(plan, told)

    assert [kind for kind, *_ in link("광역클러스터 사업")] == ["outcome_of"]
    assert link("QWL밸리 조성사업") == []


def test_a_later_plan_supersedes_with_both_values() -> None:
    events = merged(
        telling("d1", "2014", "스마트공장 보급 120개 단지로 확대", status="planned",
                published="2013-03-04", category="expansion"),
        telling("d2", "2014", "스마트공장 보급 175개 단지로 확대", status="planned",
                published="2013-11-04", category="expansion"),
    )  # fmt: skip
    (link,) = links(events)
    assert (link.relation, link.old_value, link.new_value) == ("supersedes", "120개", "175개")


def test_a_year_that_is_not_its_own_makes_no_edition() -> None:
    title = "2020년부터 발효를 목표로 한 협상 회의"
    assert linked(telling("d1", "2012-03-04", title), telling("d2", "2015-05-06", title)) == []


def test_editions_follow_one_another_across_names() -> None:
    found = linked(
        telling("d1", "2006-11-07/2006-11-11", "제3회 지역혁신박람회"),
        telling("d2", "2008-07-03/2008-07-05", "2008 지역투자박람회"),
        telling("d3", "2013-11-27/2013-11-30", "2013 대한민국 지역희망박람회"),
        telling("d4", "2013-11-28", "지역희망박람회 정책 컨퍼런스"),
        telling("d5", "2018-09-06/2018-09-08", "대한민국 균형발전박람회"),
    )
    names = ["제3회 지역혁신박람회", "2008 지역투자박람회", "2013 대한민국 지역희망박람회"]
    names.append("대한민국 균형발전박람회")
    assert sorted(found) == sorted(("follows", b, a) for a, b in pairwise(names))


def told(text: str, date_text: str, edtf: str, published: str, **fields: Any) -> Telling:
    one = telling("d1", edtf, text[:20], text=text, published=published)
    event = msgspec.structs.replace(one.event, date_text=date_text, **fields)
    return msgspec.structs.replace(one, event=event)


@pytest.mark.parametrize(
    ("text", "date_text", "edtf", "said"),
    [
        ("설명회는 2011년 4월 6일(목) 열린다.", "2011년 4월 6일", "2011-04-06", "목요일"),
        ("5월 3일 월요일에 문을 연다.", "5월 3일", "2011-05-03", "월요일"),
    ],
)
def test_a_weekday_that_does_not_fit(text: str, date_text: str, edtf: str, said: str) -> None:
    (row,) = audit_dates(merged(told(text, date_text, edtf, "2011-03-30")))
    assert (row.kind, row.verdict, row.found) == ("date", "disagrees", said)
    assert text in row.note


def test_a_weekday_that_fits_says_nothing() -> None:
    text = "설명회는 2011년 4월 6일(수) 열린다."
    assert audit_dates(merged(told(text, "2011년 4월 6일", "2011-04-06", "2011-03-30"))) == []


@pytest.mark.parametrize(("ending", "count"), [("했다.", 1), ("할 예정이다.", 0), ("한다.", 0)])
def test_past_before_it_came(ending: str, count: int) -> None:
    text = f"여수시는 2012년 9월 4일 물류센터를 완공{ending}"
    end = text.index("완공") + 2
    one = told(text, "2012년 9월 4일", "2012-09-04", "2012-03-02", clause_start=0, clause_end=end)
    assert len(audit_dates(merged(one))) == count


@pytest.mark.parametrize(
    ("date_text", "edtf", "fields", "deed"),
    [
        ("2012년 9월 4일", "2012-09-04", {}, "도입이 확정"),
        ("4일", "2012-09-04", {"date_basis": "relative"}, "완공"),
        ("2050년", "2050", {}, "분석"),
    ],
)
def test_what_is_decided_or_counted_for_later_is_no_fault(
    date_text: str, edtf: str, fields: dict[str, Any], deed: str
) -> None:
    text = f"여수시는 {date_text} 물류센터 {deed}했다."
    end = text.index(deed) + len(deed)
    one = told(text, date_text, edtf, "2012-03-02", clause_start=0, clause_end=end, **fields)
    assert audit_dates(merged(one)) == []


def test_a_body_before_it_was() -> None:
    text = "산업통상자원부는 3일 설명회를 열었다."
    one = told(text, "3일", "2010-02-03", "2010-02-04", actors=(Actor(entity_id="산업통상자원부"),))
    (row,) = audit_dates(merged(one))
    assert "산업통상자원부" in row.note
    later = told(text, "3일", "2014-02-03", "2014-02-04", actors=one.event.actors)
    assert audit_dates(merged(later)) == []


def test_a_figure_told_behind_a_plan_is_the_plans() -> None:
    """이에 따르면 …: the sentence with the figure is no event; the strategy before it is."""
    strategy = telling("d1", "2013-03-04", "스마트공장 보급전략 발표", published="2013-03-04",
                       category="announcement", text="스마트공장 보급전략을 발표했다.")
    plan = telling("d2", "2013-11-04", "175개 단지로 늘리는 실행계획 확정", published="2013-11-04",
                   category="plan", text="175개 단지로 늘리는 실행계획을 확정했다.")
    old, new = (
        FigureRow(figure_id=one, doc_id=doc, value=value, unit="개", text=f"{value}개",
                  sentence=sentence, start=40)
        for one, doc, value, sentence in (
            ("a", "d1", 120, "이에 따르면 120개 단지로 늘어난다."),
            ("b", "d2", 175, plan.event.text),
        )
    )  # fmt: skip
    (link,) = links(merged(strategy, plan), revised=[(old, new)])
    assert (link.relation, link.old_value, link.new_value) == ("supersedes", "120개", "175개")


def test_an_outcome_does_what_was_planned() -> None:
    later = telling("d2", "2013-10-17", "원주 의료기기 종합지원센터 운영위원 위촉",
                    published="2013-10-18", category="organization")
    assert linked(PLAN, later) == []
