# ruff: noqa: E501  (tables of Korean lines; Hangul counts double in their width)
"""Title, publisher, author and date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.load import load
from pipeline.load.bylines import prefix_length, read_bylines
from pipeline.load.press import load_press
from pipeline.load.published import day_in, infer, issued_date, labelled_date, standing_date
from pipeline.load.titles import clean_title, title_prefix
from pipeline.records import Metadata, RawDocument

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def _metadata(text: str) -> Metadata:
    return load(RawDocument(data=text.encode(), path="x")).metadata


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2009.11.13", "2009-11-13"), ("2009. 11. 13.", "2009-11-13"), ("09.11.13", "2009-11-13"),
        ("2009-11-13T09:00:00+09:00", "2009-11-13"), ("2009년 11월 3일", "2009-11-03"),
        ("20091113", "2009-11-13"), ("04/10/2016 22:42:00", "2016-04-10"), ("2009/11/13", "2009-11-13"),
        ("2009.13.45", None), ("1.5배 늘어난 2010년", None), ("", None),
    ],
)
def test_day_in(text: str, day: str | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["작성일 : 2009.11.13 조회 : 3"], "2009-11-13"),
        (["최종수정 2011.01.02 10:00", "입력 2011.01.01 09:00"], "2011-01-01"),
        (["기사입력 2014-03-02 오전 9:10"], "2014-03-02"),
        (["배포일시 : 2014. 5. 12.(월)"], "2014-05-12"),
        (["보도시점 : 2016. 2. 20.(화) 조간"], "2016-02-20"),
        (["등록일 | 2008-03-21"], "2008-03-21"),
        (["보도시점 : (온라인) 2026. 4. 12.(일) 12:00"], "2026-04-12"),
        (["보도시점 (지 면) 2026. 4. 13.(월) 조간"], "2026-04-13"),
        (["2012.03.04 입력"], "2012-03-04"),
        (["신청은 2012.03.04까지 받는다"], None),
        (["입력 자료를 2010년 2월 17일에 냈다"], None),
    ],
)
def test_labelled_date(lines: list[str], day: str | None) -> None:
    assert labelled_date(lines) == day


@pytest.mark.parametrize(
    ("line", "date"),
    [("2007. 6. 7", "2007-06-07"), ("2007. 6.", "2007-06"), ("(2007.6.7, 목)", None), ("2007년 6월", "2007-06"),
     ("2007. 6. 7.(목)", "2007-06-07"), ("2015 비전", None), ("120억원", None)],
)
def test_standing_date(line: str, date: str | None) -> None:
    assert standing_date([line]) == date


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("지난달 ‘2013 하노이 부품 전시회’에 나가 계약을 맺었다.", "2013"),
        ("지난해 열린 ‘2013 부품소재 박람회’에는 300개사가 나왔다.", "2014"),
        ("올해(2012년) 예산은 40억원이다.", "2012"),
        ("지난해(2012년)보다 두 배 늘었다.", "2013"),
        ("2010년 3월 5일 협의회는 창고를 열었다고 밝혔다.", "2010-03"),
        ("2020년까지 세계 5위로 올라선다.", None),
        ("2005년부터 추진해 온 사업을 넓힌다.", None),
    ],
)
def test_infer(text: str, year: str | None) -> None:
    assert infer([text]) == year


@pytest.mark.parametrize(
    ("raw", "clean", "prefix"),
    [
        ("[산단공]시제품 센터 문 열어(09.11.13)", "시제품 센터 문 열어", "산단공"),
        ("[보도자료] 창고 개소 (2014.5.12)", "창고 개소", "보도자료"),
        ("시험동 (2단계) 착공", "시험동 (2단계) 착공", None),
        ("• 부품공단 판로 넓힌다", "부품공단 판로 넓힌다", None),
    ],
)
def test_clean_title(raw: str, clean: str, prefix: str | None) -> None:
    assert clean_title(raw) == clean
    assert title_prefix(raw) == prefix


@pytest.mark.parametrize(
    ("line", "author", "paper"),
    [
        ("[뉴스핌 한가람 기자]", "한가람", "뉴스핌"),
        ("[이투데이 한가람기자]", "한가람", "이투데이"),
        ("(서울=연합뉴스) 한가람 기자 =", "한가람", "연합뉴스"),
        ("【대구=뉴시스】한가람 기자 =", "한가람", "뉴시스"),
        ("<인천=한가람 기자/@garam>", "한가람", None),
        ("[이데일리=한가람 기자]", "한가람", "이데일리"),
        ("[한가람 기자]", "한가람", None),
    ],
)
def test_dateline(line: str, author: str | None, paper: str | None) -> None:
    assert prefix_length(line + " 본문이 이어진다.") >= len(line)
    byline = read_bylines([line])
    assert (byline.author, byline.paper) == (author, paper)


@pytest.mark.parametrize("line", ["[붙임 1] 개요", "<자료 = 지식경제부>", "[사진=협의회]", "(단위: 명)"])
def test_no_dateline(line: str) -> None:
    assert prefix_length(line) == 0


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("저작권자 © 바닷길신문 무단전재 및 재배포 금지", "바닷길신문"),
        ("<저작권자 ⓒ 바닷길신문, 무단 전재 및 재배포 금지>", "바닷길신문"),
        ("- Copyrights ⓒ 바닷길통신 (www.example.kr) 무단 전재 금지 -", "바닷길통신"),
        ("ⓒ 바닷길신문 All rights reserved", "바닷길신문"),
    ],
)
def test_copyright_holder(line: str, holder: str) -> None:
    assert read_bylines([line]).holders == (holder,)


def test_press_by_domain() -> None:
    press = load_press()
    assert press.of_address("x@heraldcorp.com") == "헤럴드경제"
    assert press.of_address("x@mail.etoday.co.kr") == "이투데이"
    assert press.of_address("x@example.com") is None
    assert press.name("뉴스 토마토") == "뉴스토마토"
    assert len(set(press.by_name.values())) >= 80


def test_no_date_is_unknown() -> None:
    metadata = _metadata("부품단지 소식\n\n협의회는 새 시험동을 짓기로 뜻을 모았다고 밝혔다.\n")
    assert (metadata.published, metadata.published_basis) == (None, "unknown")


RELEASE = """보도자료
보도시점 {when}
부품단지 새 시험동, 가을에 {end}
- 시험 장비 열두 대를 함께 쓴다
산업통상부(장관 이도현)는 부품단지에 시험동 두 곳을 짓는다고 밝혔다. 2026년 예산으로 짓는다.
담당 부서
부품기술과
"""


@pytest.mark.parametrize("end", ["문을 연다", "문 열어", "문을 연다.", "문을 연다!"])
@pytest.mark.parametrize(
    "when", ["4.13.(월) 석간 < 4.13.(월) 06:00 >", "(전매체) 2026. 4. 13.(월) 06:00 이후"]
)
def test_a_release_as_plain_text(when: str, end: str) -> None:
    found = _metadata(RELEASE.format(when=when, end=end))
    assert found.title is not None and found.title.startswith("부품단지 새 시험동, 가을에 문")
    assert (found.published, found.publisher) == ("2026-04-13", "산업통상부")


def test_a_date_is_no_title() -> None:
    found = _metadata("부품시장 신년사\n\n2020-01-01\n\n존경하는 시민 여러분, 새해 복 많이 받으십시오.\n")
    assert (found.title, found.published) == ("부품시장 신년사", "2020-01-01")


def test_who_acts_in_the_lead_issued_it() -> None:
    lead = "지식경제부는 새 단지를 골랐다고 밝혔다.\n"
    assert _metadata("부품단지 소식\n\n" + lead).publisher == "지식경제부"
    further = "주민들은 단지 일부를 공원으로 바꾸자고 했다.\n\n" + lead
    assert _metadata("부품단지 소식\n\n" + further).publisher is None


def test_gold_documents() -> None:
    gold = SHARED / "gold"
    if not gold.is_dir():
        pytest.skip("../shared/gold is absent")
    for path in sorted(gold.glob("*.json")):
        wanted = json.loads(path.read_text("utf-8"))["document"]
        raw = (SHARED / "seeds" / wanted["file"]).read_bytes()
        document = load(RawDocument(data=raw, path=wanted["file"]))
        assert document.metadata.title == wanted["title"]
        assert document.metadata.publisher == wanted["publisher"]
        assert document.metadata.published == wanted["published_on"]
        for absent in wanted["boilerplate_absent"]:
            assert absent not in document.text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("국토부 공간정책실 지역정책과 2014.05.12 4p 보도자료", "2014-05-12"),
        ("2017. 03. 09|정책 소식|국토교통부|지역정책과", "2017-03-09"),
        ("중소기업청 기술정책과 (2011-06-02)", "2011-06-02"),
        ("지역정책과는 2014.05.12 보도자료를 냈다", None),
        ("사업 2단계 2014.05.12 시작", None),
    ],
)
def test_issued_date(line: str, day: str | None) -> None:
    assert issued_date([line]) == day


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("한가람기자@전자신문, hgr@", ("한가람", "전자신문", True)),
        ("[한빛신문] 지역 공단이 달라지고 있다.", (None, "한빛신문", False)),
        ("[edaily] 정부가 대책을 냈다.", (None, "edaily", False)),
        ("[참고] 사업 개요", (None, None, False)),
        ("작성자 : 홍보담당관실", ("홍보담당관실", None, False)),
    ],
)
def test_byline(line: str, byline: tuple[str | None, str | None, bool]) -> None:
    found = read_bylines([line])
    assert (found.author, found.paper, found.reporter) == byline
