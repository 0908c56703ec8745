"""Entity mentions: own sentences a rule, offsets, overlaps, speed."""

from __future__ import annotations

import json
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kiwipiepy import Kiwi

from pipeline.extract import entities
from pipeline.extract.context import Context
from pipeline.language.analysis import analyse_text
from pipeline.language.kiwi import build_kiwi, line_spans
from pipeline.lexicon import load_lexicon
from pipeline.records import Block, Mention

SHARED = Path(__file__).resolve().parents[2] / "shared"


@cache
def kiwi() -> Kiwi:
    return build_kiwi(load_lexicon().words())


def read(text: str, published: str | None = None) -> tuple[Mention, ...]:
    blocks = [Block(kind="paragraph", start=start, end=end) for start, end in line_spans(text)]
    analysis, _ = analyse_text(kiwi(), text, blocks, published)
    return entities.extract(Context(analysis, load_lexicon()))


def told(text: str, published: str | None = None) -> list[tuple[str, str, str | None]]:
    return [(m.label, m.text, m.entity_id) for m in read(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("산단공은 협의체를 늘린다.", ("ORG", "산단공", "한국산업단지공단")),
        ("산단공 경인본부가 나섰다.", ("ORG", "산단공 경인본부", "한국산업단지공단 경인지역본부")),
        ("경상남도가 돕는다.", ("REGION", "경상남도", "경상남도")),
        ("경남의 항공산업을 키운다.", ("INDUSTRY", "항공산업", "항공우주")),
        ("남동산단 기업이 모였다.", ("COMPLEX", "남동산단", "남동국가산업단지")),
        ("미니클러스터 회원을 모은다.", ("PROGRAM", "미니클러스터", "미니클러스터")),
        (
            "국가균형발전법 시행령을 고쳤다.",
            ("LAW", "국가균형발전법 시행령", "국가균형발전 특별법 시행령"),
        ),
        (
            "제7회 산업클러스터의 날이 열렸다.",
            ("FORUM", "제7회 산업클러스터의 날", "산업단지 클러스터의 날"),
        ),
        # beyond the lexicon
        ("기획조정실은 예산을 짰다.", ("ORG", "기획조정실", None)),
        ("농업정책과가 맡는다.", ("ORG", "농업정책과", None)),
        ("담당 부서: 지역경제정책관 지역투자과", ("ORG", "지역경제정책관 지역투자과", None)),
        ("법무법인 한빛이 맡았다.", ("ORG", "법무법인 한빛", None)),
        ("지역기술평가원이 펴냈다.", ("ORG", "지역기술평가원", None)),
        ("한빛나노기술연구원과 맺었다.", ("ORG", "한빛나노기술연구원", None)),
        ("한국물류기기협회장이 인사했다.", ("ORG", "한국물류기기협회", None)),
        ("창원상공회의소가 건의했다.", ("ORG", "창원상공회의소", None)),
        ("창원 상공회의소가 건의했다.", ("ORG", "창원 상공회의소", None)),
        ("㈜한빛정밀의 제품이다.", ("ORG", "㈜한빛정밀", None)),
        ("경남중소벤처기업청이 도왔다.", ("ORG", "경남중소벤처기업청", None)),
        ("진주시청에서 만났다.", ("ORG", "진주시청", None)),
        ("코트라 창원지사가 도왔다.", ("ORG", "코트라 창원지사", "대한무역투자진흥공사")),
        (
            "이번에는 합천신소재산단을 본다.",
            ("COMPLEX", "합천신소재산단", None),
        ),
        ("「지역경제 살리기에 관한 법률」을 냈다.", ("LAW", "지역경제 살리기에 관한 법률", None)),
        ("‘푸른바다 되살림 프로젝트’를 편다.", ("PROGRAM", "푸른바다 되살림 프로젝트", None)),
        (
            "‘경북 국가혁신클러스터 육성계획’을 냈다.",
            ("PROGRAM", "경북 국가혁신클러스터 육성계획", "국가혁신클러스터 육성계획"),
        ),
        ("‘2012 세계 뿌리기술 박람회’에 나갔다.", ("FORUM", "2012 세계 뿌리기술 박람회", None)),
        ("중국 ABCDA와 산단공이 만났다. 추진단-QRSTA 세미나.", ("ORG", "QRSTA", None)),
        ("BCD 컨설팅 대표가 말했다.", ("ORG", "BCD 컨설팅", None)),
        ("공모는 푸른도시협회에서 맡는다.", ("ORG", "푸른도시협회", None)),
        ("한빛전력거래소가 거래를 멈췄다.", ("ORG", "한빛전력거래소", None)),
        ("공장은 현대차그룹이 짓는다.", ("ORG", "현대차그룹", None)),
        ("(사)다온이웃나눔회가 도왔다.", ("ORG", "다온이웃나눔회", None)),
        ("재단법인 순천시청년장학회의 행사", ("ORG", "순천시청년장학회", None)),
        ("발제는 모진우 한빛대 교수가 맡는다.", ("ORG", "한빛대", None)),
        ("지식경제부 지역경제과가 맡는다.", ("ORG", "지식경제부 지역경제과", "지식경제부")),
        ("한나라당 간사가 물었다.", ("ORG", "한나라당", None)),
        ("광양시지역사회보장협의체가 모였다.", ("ORG", "광양시지역사회보장협의체", None)),
    ],
)
def test_a_name_is_found(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in told(text, "2012-05-01")


@pytest.mark.parametrize(
    "text",
    [
        "관련 협회와 유관 연구소가 함께 심의위원회를 꾸린다.",
        "책임연구원 세 사람이 토목공사 구간을 살폈다.",
        "전국적으로 예산을 늘리고 관리를 강화한다.",
        "대형 공고를 내고 진도를 살핀다.",
        "제품을 양산하고 목표를 달성했다.",
        "‘청년이 돌아오는 일터를 만드는 방안’을 주제로 이야기했다.",
        "일부 산업부문과 교육부문이 어렵다.",
        "기계를 돌리고 자동차를 탔다.",
        "현대 교수와 10대 총장을 다룬 최대 대학원",
        "전문가그룹과 워킹그룹을 꾸렸다.",
        "협의체와 연구회, 봉사단을 둔다.",
    ],
)
def test_a_common_noun_is_no_name(text: str) -> None:
    assert told(text, "2012-05-01") == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2014-01-02", "산업통상자원부"), ("2026-04-01", "산업통상부"), (None, "산업통상부")],
)
def test_a_shared_short_name_is_read_at_the_date(date: str | None, expected: str) -> None:
    assert ("ORG", "산업부", expected) in told("산업부는 고시를 냈다.", date)


def test_a_district_is_read_by_the_province_before_it() -> None:
    assert ("REGION", "고성군", "고성군(경남)") in told("경남도와 고성군이 손을 잡았다.")
    assert ("REGION", "고성군", "고성군(강원)") in told("강원도와 고성군이 손을 잡았다.", "2010")
    assert ("REGION", "고성군", None) in told("고성군이 나섰다.")


def test_an_introduced_short_name_binds_what_follows() -> None:
    text = "한빛나노기술연구원(이하 한나연)은 새 장비를 들였다.\n한나연 관계자는 웃었다."
    names = {(m.text, m.name) for m in read(text) if m.label == "ORG"}
    assert ("한나연", "한빛나노기술연구원") in names
    assert len([m for m in read(text) if m.text == "한나연"]) == 2


def test_a_branch_named_by_its_tail_is_that_of_the_body_before() -> None:
    text = "산단공 경인본부가 나섰다. 김아무 경인본부장은 웃었다."
    assert [m.entity_id for m in read(text) if "경인본부" in m.text] == [
        "한국산업단지공단 경인지역본부"
    ] * 2


def test_a_place_inside_a_longer_name_is_not_marked_again() -> None:
    assert told("구미국가산업단지를 고친다.") == [
        ("COMPLEX", "구미국가산업단지", "구미국가산업단지")
    ]


def test_furniture_is_not_read() -> None:
    text = "산단공 소개\n산단공은 돕는다."
    blocks = [
        Block(kind="furniture", start=0, end=6),
        Block(kind="paragraph", start=7, end=len(text)),
    ]
    analysis, _ = analyse_text(kiwi(), text, blocks)
    found = entities.extract(Context(analysis, load_lexicon()))
    assert [m.start for m in found] == [7]


PIECES = [
    "산단공",
    "(이하 ",
    ")",
    "‘",
    "’",
    "사업",
    "경남",
    "·",
    " ",
    "\n",
    "은 ",
    "㈜",
    "제3회",
    "의 날",
    "연구원",
    "예산",
    ",",
    "강화",
    "IT",
    "본부",
    "2011 ",
    "박람회",
    "가",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_spans_spell_the_text_and_never_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    found = read(text)
    assert all(text[m.start : m.end] == m.text and m.text and m.rule for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["‘가나", "제1회 ", "(이하 ", "㈜", "2011 가", "산단공 ", "예산, "]
)
def test_long_strings_take_linear_time(piece: str) -> None:
    text = (piece * 3000)[:9000]
    began = time.perf_counter()
    read(text)
    assert time.perf_counter() - began < 3


def test_gold_organizations_are_found() -> None:
    if not (SHARED / "gold").is_dir():
        pytest.skip("../shared/gold is absent")
    lexicon = load_lexicon()
    missing = []
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (SHARED / "seeds" / f"{path.stem}.txt").read_text(encoding="utf-8")
        found = read(
            text,
            gold["document"]["published_on"]["value"]
            if isinstance(gold["document"]["published_on"], dict)
            else gold["document"]["published_on"],
        )
        names = {m.name for m in found} | {m.text for m in found}
        ids = {m.entity_id for m in found}
        for name in gold.get("organizations", []):
            entry = lexicon.resolve(name)
            if name not in names and (entry is None or entry.entity_id not in ids):
                missing.append((path.stem, name))
    assert missing == []


def test_a_particle_without_width_is_no_hang() -> None:
    """A contracted copula takes no room in the text: stepping back over it must end."""
    text = "휴업한 곳은 ㈜온누리지 1개사임."
    blocks = [Block(kind="paragraph", start=0, end=len(text))]
    analysis, _ = analyse_text(kiwi(), text, blocks, None)
    assert any(m.start == m.end for s in analysis.sentences for m in s.morphemes)
    assert ("ORG", "㈜온누리", None) in told(text)
