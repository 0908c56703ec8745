"""Events: which date goes with which deed, what became of it, and how its headline reads."""

from __future__ import annotations

import pytest

from pipeline.annotator import Annotator
from pipeline.extract.events.predicates import find_predicates
from pipeline.extract.events.status import Facts, decide
from pipeline.extract.events.title import MAX_TITLE_CHARS, headline
from pipeline.extract.events.triggers import load_triggers
from pipeline.language.kiwi import analyse, build_kiwi
from pipeline.records import Block, Document, Event, Metadata

PUBLISHED = "2010-03-02"

# text, then (date, status, a word of the headline) of each event it must yield
TOLD = [
    ("군산시는 지난달 25일 기업지원센터를 열었다.", [("2010-02-25", "occurred", "기업지원센터")]),
    (
        "울산시는 오는 4월부터 공동연구 사업을 추진할 계획이다.",
        [("2010-04/..", "planned", "공동연구")],
    ),
    (
        "도는 2일 종합계획을 확정하고 오는 5월 전담기구를 설치할 예정이다.",
        [("2010-03-02", "occurred", "종합계획"), ("2010-05", "planned", "전담기구")],
    ),
    (
        "지난해부터 추진 중인 산학협력 사업의 성과를 2일 발표했다.",
        [("2009/..", "ongoing", "산학협력 사업"), ("2010-03-02", "occurred", "발표")],
    ),
    (
        "법령 정비가 완료되는 오는 9월 단지 지정이 이뤄질 전망이다.",
        [("2010-09", "planned", "법령 정비"), ("2010-09", "forecast", "단지 지정")],
    ),
    ("2008년 법 개정에 따라 입주기업의 부담이 줄었다.", [("2008", "occurred", "개정")]),
    ("당초 오는 6월 열려던 개소식은 무산됐다.", [("2010-06", "cancelled", "개소식")]),
    ("- 지원센터 설립('06. 5월)", [("2006-05", "occurred", "지원센터 설립")]),
    ("○ 2011년 하반기 : 2단계 시설 착공", [("2011-41", "planned", "시설 착공")]),
    ("• 부산-후쿠오카 경제협력 포럼(2007.10)", [("2007-10", "occurred", "포럼")]),
    ("- 공동장비 구축('08. 3월~)", [("2008-03/..", "occurred", "공동장비 구축")]),
    ("1단계('09~'11)\n- 기반 구축\n- 전담조직 신설", [("2009/2011", "ongoing", "기반 구축")]),
    ("2단계('12~'14)\n- 자립화 촉진", [("2012/2014", "planned", "자립화")]),
]

SILENT = [
    "2008년 말 기준 입주기업은 320개사이다.",
    "수출은 2005년 12억불에서 2008년 20억불로 늘었다.",
    "매년 3월 설명회를 연다.",
    "클러스터란 기업과 대학이 한곳에 모인 지역을 말한다.",
    "- 제조업 비중('08): 32.1%",
    "□ 2020 비전과 전략",
    "생산액(2007)",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_events_of_a_text(
    annotator: Annotator, text: str, expected: list[tuple[str, str, str]]
) -> None:
    found = [(e.edtf, e.status, e.title) for e in annotator.text(text, PUBLISHED).events]
    for date, status, word in expected:
        assert any((date, status) == (edtf, got) and word in title for edtf, got, title in found), (
            date,
            status,
            word,
            found,
        )


@pytest.mark.parametrize(
    ("text", "cut", "title"),
    [
        ("정부는 2005년에 시범단지를 지정", "2005년", "정부는 시범단지를 지정"),
        ("도는 사업에 착수했다고 3.3(수) 밝혔다", "3.3", "도는 사업에 착수했다고 밝혔다"),
        ("2009~2013년을 기간으로 하는 계획 확정", "2009~2013년", "기간으로 하는 계획 확정"),
        ("이 사업을 5월 2일(월)부터 시작", "5월 2일", "이 사업을 시작"),
        ("비율이 낮다”며 “2008년까지 시험동을 짓겠다", "2008년까지", "시험동을 짓겠다"),
        ("③ 교육 : 2014년에 대학 특성화를 지원", "2014년", "교육 : 대학 특성화를 지원"),
    ],
)
def test_a_headline_keeps_nothing_of_its_date(text: str, cut: str, title: str) -> None:
    start = text.index(cut)
    assert headline(text, 0, len(text), [(start, start + len(cut))]) == title


def test_a_clause_shares_the_past_that_it_leads_to(annotator: Annotator) -> None:
    text = "산업부는 올해 시행계획을 마련하고, 2단계 사업에 착수했다고 밝혔다."
    assert {e.status for e in annotator.text(text, PUBLISHED).events} == {"occurred"}


@pytest.mark.parametrize("text", SILENT)
def test_what_only_measures_or_defines_is_no_event(annotator: Annotator, text: str) -> None:
    assert annotator.text(text, PUBLISHED).events == ()


def test_a_happening_of_the_publication_day_has_occurred(annotator: Annotator) -> None:
    (event, *_) = annotator.text("기념식이 2일 창원에서 개최된다.", PUBLISHED).events
    assert (event.edtf, event.status) == (PUBLISHED, "occurred")


def test_without_a_date_relative_events_are_kept_undated(annotator: Annotator) -> None:
    (event, *_) = annotator.text("군산시는 지난달 기업지원센터를 열었다.").events
    assert event.edtf is None
    assert event.status == "occurred"


def test_labels_are_those_of_the_codebook(annotator: Annotator) -> None:
    text = "산업자원부는 2일 혁신클러스터 육성계획을 확정해 발표했다."
    (event, *_) = annotator.text(text, PUBLISHED).events
    assert event.category in ("plan", "announcement")
    assert event.stage is not None
    assert event.instrument is not None
    assert event.confidence is not None and 0 <= event.confidence <= 1
    assert [a.entity_id for a in event.actors] == ["지식경제부"] or event.actors


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (("past", None, "2009-01-01", "2009-12-31"), "occurred"),
        (("present", None, "2010-03-02", "2010-03-02"), "occurred"),
        (("present", "plan", "2010-04-01", "2010-04-30"), "planned"),
        (("present", "forecast", "2010-04-01", "2010-04-30"), "forecast"),
        (("present", "progress", "2009-01-01", None), "ongoing"),
        (("present", "plan", None, "2010-12-31"), "planned"),
        (("past", None, "2010-01-01", "2010-12-31"), "occurred"),
        ((None, None, "2005-04-01", None), "occurred"),
    ],
)
def test_status_rules(facts: tuple, status: str) -> None:
    tense, modality, earliest, latest = facts
    given = Facts(tense, modality, earliest, latest, PUBLISHED, PUBLISHED)
    assert decide(given)[0] == status


@pytest.mark.parametrize(
    ("text", "stem", "tense", "form", "modality"),
    [
        ("계획을 확정했다.", "확정", "past", "final", None),
        ("센터를 설치할 예정이다.", "설치", "future", "adnominal", "plan"),
        ("사업을 확대키로 했다.", "확대", "future", "final", "plan"),
        ("단지를 조성하고 있다.", "조성", "present", "final", "progress"),
        ("협약을 체결하고", "체결", "present", "connective", None),
        ("효과가 확산될 전망이다.", "확산", "future", "adnominal", "forecast"),
        ("추진 중인 사업", "추진", "present", "adnominal", "progress"),
    ],
)
def test_predicates(text: str, stem: str, tense: str, form: str, modality: str | None) -> None:
    (chunk, *_) = analyse(KIWI, text, [(0, len(text))])
    found = {p.stem: p for p in find_predicates(text, chunk.morphemes, load_triggers())}
    predicate = found[stem]
    assert (predicate.tense, predicate.form, predicate.modality) == (tense, form, modality)


KIWI = build_kiwi()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("□ 지원센터 설립(2006. 5)", "지원센터 설립"),
        ("- 한편 산업단지 지원조례를 제정", "산업단지 지원조례를 제정"),
        ("오후 2시 도청에서 협약을 체결", "도청에서 협약을 체결"),
    ],
)
def test_headlines(text: str, expected: str) -> None:
    start = text.find("(") if "(" in text else len(text)
    assert headline(text, 0, len(text), [(start + 1, len(text) - 1)] if "(" in text else []) == (
        expected
    )


def test_long_sentences_give_short_headlines() -> None:
    text = "여러 기관이 " * 20 + "참여해 공동연구를 시작"
    assert len(headline(text, 0, len(text), [])) <= MAX_TITLE_CHARS


EXPO = """일시/장소
2011. 5. 12.(목) ~ 14.(토) / 전주 월드컵경기장
슬로건
마을이 산업이 된다
추진 체계
주 최 농림수산식품부, 전라북도
주 관 한국농어촌공사
후 원 문화체육관광부
행사 구성
개막식, 전시, 체험마당
"""


def test_a_programme_with_its_labels_in_lines_of_their_own(annotator: Annotator) -> None:
    events = held(annotator, EXPO, "2011 대한민국 농촌마을박람회")
    (event,) = [e for e in events if e.rule.startswith("event.held")]
    assert (event.edtf, event.title) == ("2011-05-12/2011-05-14", "2011 대한민국 농촌마을박람회")
    roles = {actor.entity_id: actor.role for actor in event.actors}
    assert roles["농림수산식품부"] == "host"
    assert roles["전라북도"] == "host"
    assert roles["한국농어촌공사"] == "organiser"
    assert "문화체육관광부" not in roles
    assert "전주시" in event.regions


def test_a_record_that_is_a_title_is_its_event(annotator: Annotator) -> None:
    title = "제9회 갯벌의 날 기념식 축사"
    (event,) = held(annotator, title, title, "2011-07-02")
    assert (event.edtf, event.title, event.category) == ("2011-07-02", title, "event")


def held(
    annotator: Annotator, text: str, title: str, published: str | None = None
) -> tuple[Event, ...]:
    blocks = []
    start = 0
    for line in text.splitlines():
        blocks.append(Block(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    document = Document(
        text=text, blocks=tuple(blocks), media_type="text/plain",
        metadata=Metadata(title=title, published=published),
    )  # fmt: skip
    return annotator.document(document).annotations.events


def test_a_headline_does_not_name_who_heads_the_body() -> None:
    text = "여수산단협회(회장 나가람)는 안전센터(2층)를 열었다"
    assert headline(text, 0, len(text), []) == "여수산단협회는 안전센터(2층)를 열었다"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("시는 올해 단지마다 종합계획을 세우고 예산을 짰다.", "시는 단지마다 종합계획을 세우다"),
        ("시는 2012년 3월 공장 수출이 8.7% 증가했다고 발표했다.", "시는 공장 수출이 8.7% 증가"),
        ("도는 오는 10월 안에 첫 삽을 뜰 예정이다.", "도는 첫 삽을 뜨다"),
        (
            "시는 지난 13일 산업단지를 일하고 배우고 즐기는 공간으로 바꾸는 계획을 발표했다.",
            "시는 산업단지를 일하고 배우고 즐기는 공간으로 바꾸는 계획을 발표",
        ),
    ],
)
def test_headlines_close_in_a_noun_or_a_plain_verb(
    annotator: Annotator, text: str, title: str
) -> None:
    assert title in [event.title for event in annotator.text(text, "2012-09-20").events]


@pytest.mark.parametrize(
    "line",
    [
        "2015년 지역희망박람회 주제영상",
        "[가나방송뉴스] 2015년 9월 9일 지역희망박람회 개막",
        "2015년 박람회 사진",
    ],
)
def test_a_caption_tells_no_event(annotator: Annotator, line: str) -> None:
    assert annotator.text(f"홍보자료\n• {line}\n", "2015-10-01").events == ()


def test_who_came_to_a_meeting_is_no_event_of_its_own(annotator: Annotator) -> None:
    text = "시는 3일 창원에서 설명회를 열었다. 행사에는 기업인 등 600여명이 참석했다."
    assert [e.category for e in annotator.text(text, "2012-09-04").events] == ["event"]


def test_a_document_about_one_programme_gives_it_to_events_that_do_not_name_it(
    annotator: Annotator,
) -> None:
    lines = "• 클러스터 추진단 발족 (2005.4)\n• 보육시설 개소 (2006.6)\n"
    named = "산업단지 혁신클러스터 사업의 경과\n\n산업단지 혁신클러스터 사업이 닻을 올렸다.\n\n"
    events = annotator.text(named + lines, "2007-06-07").events
    programs = {event.title: event.programs for event in events}
    assert programs["클러스터 추진단 발족"] == ("산업단지 혁신클러스터 사업",)
    assert programs["보육시설 개소"] == ()
    assert all(e.programs == () for e in annotator.text(lines, "2007-06-07").events)
