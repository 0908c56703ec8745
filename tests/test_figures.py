"""Figures of whole sentences: kind, status, metric, changes and sums."""

from __future__ import annotations

import pytest

from pipeline.extract import dates, figures
from pipeline.extract.context import Context
from pipeline.language.analysis import analyse_text
from pipeline.language.kiwi import build_kiwi
from pipeline.lexicon import load_lexicon
from pipeline.records import Block, Figure, Mention

PUBLISHED = "2012-05-10"

# text | surface kind status metric [side] ; …
TABLE = """
가나산단은 올해 고용을 12% 늘렸다. | 12% change actual 고용
매출은 전년보다 8.5% 감소했다. | 8.5% change actual 매출
연구소는 특허 35건을 출원했다. | 35건 amount actual 특허
시는 2015년까지 일자리 3,000개를 만들 계획이다. | 3,000개 amount target 일자리
도는 기업 120개사를 유치할 방침이다. | 120개사 amount target 기업
내년 수출은 400억불에 이를 전망이다. | 400억불 amount forecast 수출
생산유발 효과는 2조원으로 기대된다. | 2조원 amount forecast 효과
협의회 회원사는 240개사다. | 240개사 amount actual 회원사
제조업은 지역 생산의 35%를 차지한다. | 35% share actual 생산
국내 시장 점유율은 21.4%이다. | 21.4% share actual 점유율
조선업은 세계 1위를 지켰다. | 1위 rank actual 조선업
사업은 3년간 진행됐다. | 3년 duration actual 사업
핵심역할을 맡는 25개 거점단지와 성장을 돕는 168개 연계단지를 뽑았다. | 25개 amount actual 거점단지 ; 168개 amount actual 연계단지
기업당 평균 매출액은 45억원이다. | 45억원 average actual 매출액
연평균 320개사가 참여했다. | 320개사 average actual 기업
지원 기업을 40개에서 65개로 늘리기로 했다. | 40개 amount actual 기업 from ; 65개 amount target 기업 to
수출이 300억불에서 420억불로 늘었다. | 300억불 amount actual 수출 from ; 420억불 amount actual 수출 to
입주율은 71%→88%로 높아졌다. | 71% share actual 입주율 from ; 88% share actual 입주율 to
생산은 25%(80조원→100조원) 늘었다. | 25% change actual 생산 rate ; 80조원 amount actual 생산 from ; 100조원 amount actual 생산 to
현재 8개 협의체를 20개로 확대한다. | 8개 amount actual 협의체 from ; 20개 amount target 협의체 to
국비 120억원과 시비 80억원 등 총 200억원을 들였다. | 120억원 amount actual 국비 ; 80억원 amount actual 시비 ; 200억원 amount actual *
도는 연구개발에 90억원을 지원한다. | 90억원 amount target 연구개발
종업원 50명 이상 기업이 대상이다. | 50명 amount actual 종업원
1,250건의 기술 상담을 벌였다. | 1,250건 amount actual 상담
전국 14개 거점을 세우기로 했다. | 14개 amount target 거점
공장용지 50만㎡를 분양할 예정이다. | 50만㎡ amount target 공장용지
참가자는 300여명이었다. | 300여명 amount actual 참가자
기술인력 1,500명을 양성하겠다고 밝혔다. | 1,500명 amount target 기술인력
현재 12개 협의회가 운영되고 있다. | 12개 amount actual 협의회
누리집 방문자가 100만명을 넘어섰다. | 100만명 amount actual 방문자
산단 가동률은 82.3%로 나타났다. | 82.3% share actual 가동률
임대료를 30% 낮추기로 했다. | 30% change target 임대료
응답 기업의 절반이 만족한다고 답했다. | 절반 share actual 기업
정부는 40조원을 들여 시범사업을 벌인다. | 40조원 amount target *
도시공원 면적은 기준의 12%에 못 미친다. | 12% share actual 면적
이 가운데 소기업은 전체의 65%를 웃돈다. | 65% share actual *
애초 20개 마을로 계획했으나 최종안에서 35개로 늘었다. | 20개 amount target 마을 from ; 35개 amount actual * to
특허는 2011년 90건으로 2009년 60건보다 50% 많아졌다. | 90건 amount actual 특허 to ; 60건 amount actual * from ; 50% change actual * rate
2010년 3조원이던 생산액을 2015년 5조원으로 키운다. | 3조원 amount actual 생산액 from ; 5조원 amount target * to
위원회는 시범마을을 2014년까지 9개 선정한다. | 9개 amount target 시범마을
연구과제 40여건을 찾아 지원했다. | 40여건 amount actual 연구과제
국가공단은 강의실 301호에서 교육했다. |
지난 5년간 투자액은 7,000억원이다. | 5년 duration actual 투자액 ; 7,000억원 amount actual 투자액
"""  # noqa: E501
ROWS = [line.split("|", 1) for line in TABLE.strip().splitlines()]

NOTHING = [
    "제7회 산업의 날 행사가 열렸다.",
    "2013년 3월 4일 오후 2시에 문을 연다.",
    "5+2 광역경제권 정책을 편다.",
    "1인 당 소득이 늘었다.",
    "법 제12조에 따른 조치다.",
    "문의는 042-123-4567로 하면 된다.",
    "과제 3 : 인력 양성",
    "한편 세종시와 삼척시도 참여했다.",
    "2020 비전을 선포했다.",
    "4차 산업혁명에 대비한다.",
]


@pytest.fixture(scope="module")
def read():
    """``text -> figures``, every line a block."""
    kiwi, lexicon = build_kiwi(), load_lexicon()

    def run(
        text: str, published: str = PUBLISHED, blocks: tuple[Block, ...] = ()
    ) -> tuple[Figure, ...]:
        if not blocks:
            position, found = 0, []
            for line in text.split("\n"):
                if line.strip():
                    found.append(Block(kind="paragraph", start=position, end=position + len(line)))
                position += len(line) + 1
            blocks = tuple(found)
        analysis, _ = analyse_text(kiwi, text, blocks, published)
        mentions = tuple(
            Mention(
                start=start,
                end=end,
                text=text[start:end],
                label=entries[0].label,
                entity_id=entries[0].entity_id,
            )
            for start, end, entries in lexicon.find(text)
        )
        context = Context(analysis, lexicon)
        return figures.extract(
            Context(analysis, lexicon, dates=dates.extract(context), mentions=mentions)
        )

    return run


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0].strip() for row in ROWS])
def test_sentence(read, text: str, expected: str) -> None:
    text = text.strip()
    found = read(text)
    wanted = [part.split() for part in expected.split(" ; ") if part.strip()]
    assert [f.text for f in found] == [w[0] for w in wanted]
    for figure, (surface, kind, status, metric, *side) in zip(found, wanted, strict=True):
        assert text[figure.start : figure.end] == surface
        assert (figure.kind, figure.status) == (kind, status)
        assert metric == "*" or metric in (figure.metric or "").replace(" ", ""), figure.metric
        assert ([figure.change_side] if figure.change_side else []) == side


@pytest.mark.parametrize("text", NOTHING)
def test_no_figure(read, text: str) -> None:
    assert read(text) == ()


def test_changes_share_an_id(read) -> None:
    rate, first, second = read("생산은 25%(80조원→100조원) 늘었다.")
    assert first.change_id == second.change_id == rate.change_id == f"c{first.start}"
    assert rate.value == 25


def test_falls_are_negative(read) -> None:
    (fall,) = read("매출은 전년보다 8.5% 감소했다.")
    assert fall.value == -8.5


def test_sum_shares_an_id(read) -> None:
    a, b, total = read("국비 120억원과 시비 80억원 등 총 200억원을 들였다.")
    assert (a.sum_side, b.sum_side, total.sum_side) == ("part", "part", "total")
    assert a.sum_id == b.sum_id == total.sum_id == f"s{total.start}"


def test_reference_year_belongs_to_the_from_side(read) -> None:
    found = read("2005년 대비 고용은 10%(20만명→22만명) 증가했다.")
    by_side = {f.change_side: f for f in found}
    assert by_side["from"].as_of == "2005"
    assert by_side["to"].as_of is None


def test_table_cells_take_units_from_heads(read) -> None:
    rows = [["구분", "매출(억원)", "고용(명)"], ["가나단지", "1,200", "350"]]
    text, cells, position = "", [], 0
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            cells.append(
                Block(kind="cell", start=position, end=position + len(cell), row=r, column=c)
            )
            text += cell + " "
            position = len(text)
    table = Block(kind="table", start=0, end=len(text))
    money, people = read(text, blocks=(table, *cells))
    assert (money.value, money.unit, money.text) == (120_000_000_000, "KRW", "1,200")
    assert (people.value, people.unit) == (350, "명")
    assert "매출" in (money.metric or "") and "가나단지" in (money.metric or "")


def test_a_paragraph_more_changes_nothing_before(read) -> None:
    text = "협의회 회원사는 240개사다."
    longer = read(text + "\n\n사업비는 30억원이다.")
    assert longer[0] == read(text)[0]
