"""Merging the tellings of several documents: what is one happening and what is not."""

from __future__ import annotations

import random
import time

import msgspec
import pytest

from pipeline.grammar.edtf import bounds, precision
from pipeline.records import Actor, Event
from pipeline.timeline.merge import Telling, TimelineEvent, merge


def telling(
    doc: str,
    edtf: str,
    title: str,
    *,
    category: str = "event",
    published: str = "2010-03-02",
    status: str = "occurred",
    start: int = 0,
    text: str | None = None,
    actors: tuple[str, ...] = (),
    regions: tuple[str, ...] = (),
    programs: tuple[str, ...] = (),
    confidence: float = 0.8,
) -> Telling:
    earliest, latest = bounds(edtf)
    event = Event(
        start=start,
        end=start + len(text or title),
        text=text or title,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        precision=precision(edtf),
        date_text=edtf,
        date_basis="explicit",
        status=status,  # type: ignore[arg-type]
        title=title,
        category=category,
        actors=tuple(Actor(entity_id=a) for a in actors),
        regions=regions, programs=programs,
        confidence=confidence,
    )
    return Telling(doc_id=doc, block_id=None, page=None, published=published, event=event)


def merged(*tellings: Telling) -> list[TimelineEvent]:
    return list(merge(tellings))


SAME = [
    (
        "2010-03-02",
        "제5회 산업단지 클러스터의 날 개최",
        "2010-03-02",
        "산업단지 클러스터의 날 행사 서울서 개최",
    ),
    (
        "2010-02-17",
        "산업단지 클러스터 사업 세부실행계획 고시",
        "2010-02-17",
        "광역클러스터 세부실행계획 확정 고시",
    ),
    (
        "2009-09-16",
        "구미 국가산단 구조고도화 업무협약 체결",
        "2009-09-16",
        "구미산단 구조고도화 위한 업무협약 체결",
    ),
    ("2006-03", "산업집적법 개정", "2006-03-03", "산업집적법 개정 공포"),
]

DIFFERENT = [
    (
        "2010-06-07",
        "제5회 산업단지 클러스터의 날 개최",
        "2011-06-07",
        "제6회 산업단지 클러스터의 날 개최",
    ),
    ("2010-06", "제5회 클러스터의 날 개최", "2010-06", "제6회 클러스터의 날 개최"),
    ("2009-09-16", "창원시 입주기업 간담회 개최", "2009-09-16", "군산 자유무역지역 착공식 개최"),
    ("2010-01", "예산 668억원 투입", "2010-01-05", "부산 테크노파크 원장 취임"),
    ("2005/2007", "한국형 클러스터 기반 구축", "2008/2011", "자립형 클러스터 성장기반 구축"),
]


@pytest.mark.parametrize(("date_a", "a", "date_b", "b"), SAME)
def test_the_same_happening_told_twice_is_one_event(
    date_a: str, a: str, date_b: str, b: str
) -> None:
    events = merged(
        telling("d1", date_a, a, category="plan"), telling("d2", date_b, b, category="plan")
    )
    assert len(events) == 1
    assert events[0].n_documents == 2
    assert {e.telling.doc_id for e in events[0].evidence} == {"d1", "d2"}
    assert len(events[0].aliases) == 1


@pytest.mark.parametrize(("date_a", "a", "date_b", "b"), DIFFERENT)
def test_different_happenings_stay_apart(date_a: str, a: str, date_b: str, b: str) -> None:
    assert len(merged(telling("d1", date_a, a), telling("d2", date_b, b))) == 2


def test_the_order_of_the_tellings_does_not_matter() -> None:
    tellings = [
        telling(f"d{n}", date, title, published=f"2010-03-{n + 1:02}")
        for n, (date, title) in enumerate(
            pair for a, b, c, d in (*SAME, *DIFFERENT) for pair in ((a, b), (c, d))
        )
    ]
    expected = merged(*tellings)
    for seed in range(5):
        shuffled = tellings[:]
        random.Random(seed).shuffle(shuffled)
        assert merged(*shuffled) == expected


def test_the_day_wins_over_the_month_and_the_last_status_stands() -> None:
    coarse = telling("d1", "2010-04", "서울디지털단지 지원센터 개소식 개최", status="occurred")
    fine = telling(
        "d2", "2010-04-12", "서울디지털단지 지원센터 개소식 개최", published="2010-04-13"
    )
    (event,) = merged(coarse, fine)
    assert event.event.edtf == "2010-04-12"


def test_an_occasion_announced_for_a_day_and_held_on_it_is_one_event() -> None:
    title = "서울디지털단지 지원센터 개소식 개최"
    (event,) = merged(
        telling("d1", "2010-04-12", title, status="planned", published="2010-04-02"),
        telling("d2", "2010-04-12", title, published="2010-04-13"),
    )
    assert event.event.status == "occurred"
    assert [e.telling.event.status for e in event.evidence] == ["planned", "occurred"]


def test_the_first_to_tell_gives_the_id_and_the_others_become_aliases() -> None:
    first = telling("d1", "2009-09-16", "구미산단 구조고도화 업무협약 체결", published="2009-09-16")
    later = telling("d2", "2009-09-16", "구미산단 구조고도화 업무협약 체결", published="2009-09-17")
    (alone,) = merged(first)
    (both,) = merged(later, first)
    assert both.event_id == alone.event_id
    assert both.aliases == (later.telling_id,)


def test_no_chain_swallows_what_its_ends_do_not_share() -> None:
    """A ~ B and B ~ C do not make A and C one: members are compared with the first alone."""
    words = ["창원 기계산업 협약 체결", "창원 기계산업 협약 설명회", "광주 광산업 설명회 개최"]
    events = merged(*(telling(f"d{n}", "2010-05-01", w) for n, w in enumerate(words)))
    assert all(not {"d0", "d2"} <= {e.telling.doc_id for e in event.evidence} for event in events)


def test_events_come_in_order_of_time() -> None:
    events = merged(
        telling("d1", "2012/2015", "세계적 클러스터 육성", category="roadmap"),
        telling("d1", "2005-04/..", "시범사업 추진", category="program", start=50),
        telling("d1", "2007-06-07", "클러스터의 날", start=90),
    )
    assert [e.event.earliest for e in events] == sorted(e.event.earliest or "" for e in events)


def test_cost_grows_near_linearly() -> None:
    """Ten times the events take far less than a hundred times as long."""
    places = ["구미", "창원", "울산", "군산", "원주", "광주", "대불", "남동", "오창", "아산"]
    deeds = ["지원센터 개소", "협약 체결", "설명회 개최", "계획 확정", "사업 착수", "기공식 개최"]
    rng = random.Random(7)

    def corpus(count: int) -> list[Telling]:
        return [
            telling(
                f"d{n}",
                f"{1000 + n // 5}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                f"{rng.choice(places)} {rng.choice('가나다라마바사')}지구 {rng.choice(deeds)}",
            )
            for n in range(count)
        ]

    def seconds(count: int) -> float:
        items = corpus(count)
        start = time.process_time()  # other processes do not count
        list(merge(items))
        return time.process_time() - start

    seconds(200)
    small, large = seconds(500), min(seconds(5_000), seconds(5_000))
    assert large < 30 * max(small, 0.02)


def test_clauses_of_one_sentence_are_different_deeds() -> None:
    """시행령 개정이 완료되는 9월 이후 사업이 추진된다: one date, two deeds, however alike."""
    title = "국가혁신클러스터 육성사업 시행령 개정"
    first, second = (
        msgspec.structs.replace(
            one, event=msgspec.structs.replace(one.event, clause_start=0, clause_end=end)
        )
        for one, end in zip([telling("d1", "2018-09", title)] * 2, (10, 20), strict=True)
    )
    assert len(merged(first, second)) == 2
