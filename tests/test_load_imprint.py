# ruff: noqa: E501  (tables of Korean lines; Hangul counts double in their width)
"""Letterheads, series, speakers, contacts, embargoes; feeds and lists of posts."""

from __future__ import annotations

import pytest

from pipeline.load import load, outline
from pipeline.load.imprint import is_masthead, letterhead, read_imprint
from pipeline.load.labels import label_of
from pipeline.load.published import embargo_date, placed_date, stamped_date, weekday_date
from pipeline.load.titles import clean_title
from pipeline.records import RawDocument


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("지식경제부 보도자료", "지식경제부"), ("지 식 경 제 부  보 도 자 료", "지식경제부"), ("보도자료", ""),
        ("산업통상자원부 보도참고자료", "산업통상자원부"), ("[보도해명자료]", ""), ("경상남도 보도자료", "경상남도"),
        ("보도자료를 낸 기업이 늘었다", None), ("공동 시험동 보도자료 배포 계획", None), ("시험동 문 연다", None),
    ],
)
def test_letterhead(line: str, body: str | None) -> None:
    assert letterhead(line) == body


@pytest.mark.parametrize(
    ("line", "masthead"),
    [
        ("대통령령 제12345호", True), ("산업연구원 이슈리포트 제12-3호", True), ("국토연구원 정책브리프 (2010-02)", True),
        ("지식경제부 장관 서도윤", True), ("산업단지 정책의 방향", False), ("제3회 부품단지의 날 기념식 축사", False),
        ("부품단지 5개년 계획 2010", False), ("대통령, 부품단지 찾아", False),
    ],
)
def test_masthead(line: str, masthead: bool) -> None:
    assert is_masthead(line) is masthead


@pytest.mark.parametrize(
    ("head", "foot", "title", "expected"),
    [
        (["산업자원부 정책보좌관 서도윤"], [], "시험동 개소식 치사", ("산업자원부", "서도윤")),
        (["산업자원부장관 서 도 윤"], [], "시험동 개소식 축사", ("산업자원부", "서도윤")),
        (["연구책임 : 서도윤 연구위원"], [], "보고", (None, "서도윤")),
        (["작성 : 서도윤 선임연구원, 한동이 연구원"], [], "보고", (None, "서도윤")),
        (["작성자 : 공보관실"], [], "보고", (None, None)),
        ([], ["[제공: 산업자원부 지역산업과]"], "안내", ("산업자원부", None)),
        ([], ["자료 : 지식경제부"], "안내", ("지식경제부", None)),
        (["서도윤 이사장 선임"], [], "시험동 소식", (None, None)),
    ],
)
def test_imprint(
    head: list[str], foot: list[str], title: str, expected: tuple[str | None, str | None]
) -> None:
    assert tuple(read_imprint(head, foot, title, None)) == expected


def test_dates_of_heads() -> None:
    assert embargo_date(["2009. 9. 16(수) 석간부터 보도 바랍니다."]) == "2009-09-16"
    assert embargo_date(["2009년 9월 16일부터 사흘 동안 열린다"]) is None
    assert placed_date(["- 2005. 12. 8(목) 10:30, 창원 시험동 -"]) == "2005-12-08"
    assert placed_date(["2005년 12월 8일 시험동이 문을 열었다"]) is None
    assert stamped_date(["홈", "2007.11.27 산업자원부"]) == "2007-11-27"
    assert stamped_date(["2006년 6월 21일 수요일"]) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("올해(2010년) 예산은 2009년보다 많다.", "2010-02-18"),  # 18 February was a Thursday in 2010
        ("2009년 예산이 모자랐다.", None), ("2010년 2월 18일에 연다.\n", "2010-02-18"), ("2010년과 2021년을 견준다.", None), ("해가 적혀 있지 않다.", None),
    ],
)
def test_an_embargo_without_a_year(text: str, day: str | None) -> None:
    assert weekday_date(["2월 18일(목) 조간부터 보도 바랍니다."], [text]) == day


@pytest.mark.parametrize(
    "line",
    ["기사보내기 | 인쇄 | 글자크기 +  -", "기사공유하기", "글씨 크게 글씨 작게 프린트", "가+ 가-", "프린트 메일 스크랩",
     "트위터로 보내기 페이스북으로 보내기", "기사등록 일시 [2010-02-17 11:02:33]", "바닷길경제입력 2010.02.17 11:02",
     "2월 18일(목) 조간부터 보도 바랍니다.", "담당부서 : 입지총괄과", "◎바닷길통신 garam@example.com", "[관련기사]", "덧글 2 엮인글 0"],
)
def test_buttons_and_labels(line: str) -> None:
    assert label_of(line) is not None


@pytest.mark.parametrize("line", ["작게 보고 크게 넓힌다", "글씨 크게 쓰기 대회", "공유 공장 저장 창고", "보내기 운동 확산"])
def test_words_of_buttons_in_text(line: str) -> None:
    assert label_of(line) is None


def test_only_the_number_of_a_person_to_ask_is_furniture() -> None:
    text = "협의회는 새 시험동을 올해 안에 짓기로 뜻을 모았다고 밝혔다.\n※ 문의 : 입지총괄과 서도윤 주무관(032-000-0000). 고맙습니다.\n"
    kinds = {text[b.start : b.end]: b.kind for b in outline(text)}
    assert kinds["※ 문의 : 입지총괄과 서도윤 주무관"] == "note"
    assert next(kind for part, kind in kinds.items() if "032" in part) == "furniture"


def test_a_correction_keeps_its_prefix() -> None:
    assert clean_title("[정정] 시험동 개소 일정") == "[정정] 시험동 개소 일정"
    assert clean_title("[보도자료] 시험동 개소 일정") == "시험동 개소 일정"


def test_a_word_cut_by_a_line_end_is_joined_where_the_text_has_it_whole() -> None:
    text = (
        "협의회는 회원사가 함께 쓰는 장비의 이용료를 낮추기로 했다고 어제 밝혔다.\n\n"
        "협의회 사무국은 작은 기업이 큰 시험 장비를 쓸 때에 내는 돈인 이용\n"
        "료를 절반으로 줄이고, 단지 안의 회원사가 예약을 쉽게 하도록 창구를\n"
        "하나로 모으는 한편 시험을 맡는 사람도 두 배로 늘려서 기다리는 날을\n"
        "줄이겠다고 했으며, 다른 단지의 회원사에도 남는 시간을 열어 장비를\n"
        "놀리지 않고 더 많은 기업이 함께 쓰는 길을 찾겠다는 뜻을 거듭 전해\n"
        "회원사의 박수를 받았다고 한다.\n"
    )
    assert "이용료를 절반으로" in load(RawDocument(data=text.encode(), path="x")).text
