"""Loading, finding, resolving: the lexicon's machinery."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import LexiconError
from pipeline.lexicon import Entry, Lexicon, load_lexicon
from pipeline.lexicon.load import linked, parse
from pipeline.lexicon.matcher import Matcher

LEXICON = load_lexicon()


def toml(*entries: str) -> str:
    head = 'label = "ORG"\nkind = "agency"\nsource_url = "https://example.org"\n'
    return "\n".join(f"[[entry]]\n{head}{entry}\n" for entry in entries)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (toml('id = "나"\nname = "나"', 'id = "가"\nname = "가"'), "'가' must stand before '나'"),
        (toml('id = "가"\nname = "가"', 'id = "가"\nname = "가"'), "must stand before"),
        (toml('id = "가"\nname = "가"\nvalid_from = "2009-13-01"'), "2009-13-01"),
        (
            toml('id = "가"\nname = "가"\nvalid_from = "2010-01-01"\nvalid_to = "2009-01-01"'),
            "after valid_to",
        ),
        (toml('id = "가"\nname = "가 나"\naliases = ["가·나"]'), "said twice"),
        (toml('id = "가"\nname = "가"\ncolour = "red"'), "colour"),
        (toml('id = "가"\nname = "가"\nsuccessors = ["나"]'), "predecessors"),
        (toml('id = "가"\nname = "가"\nweak = ["나"]'), "weak"),
        (toml('id = "가"\nname = "가"\nstems = ["나"]'), "stems"),
        ('[[entry]]\nid = "가"', "missing"),
        ("not toml", "test.toml"),
    ],
)
def test_a_broken_file_is_refused(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse("test.toml", text)


def entry(entity_id: str, **values: object) -> Entry:
    return Entry(
        entity_id=entity_id,
        label="ORG",
        kind="agency",
        name=str(values.pop("name", entity_id)),
        source_url="https://example.org",
        **values,  # type: ignore[arg-type]
    )


def test_relatives_must_be_known() -> None:
    with pytest.raises(LexiconError, match="'나'"):
        linked([entry("가", parent="나")])
    with pytest.raises(LexiconError, match="twice"):
        linked([entry("가"), entry("가")])


def test_successors_follow_from_predecessors() -> None:
    old, new = linked([entry("가"), entry("나", predecessors=("가",))])
    assert old.successors == ("나",)
    assert new.successors == ()


def test_stems_are_joined_with_the_words_of_the_kind() -> None:
    assert {"남동산단", "남동공단", "남동국가산업단지", "남동산업단지"} <= {
        *LEXICON.aliases_of("남동국가산업단지")
    }


def surfaces(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], bearers[0].entity_id) for start, end, bearers in LEXICON.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("경남도는 계획을 냈다", [("경남도", "경상남도")]),
        ("대구와 경북", [("대구", "대구광역시"), ("경북", "경상북도")]),
        ("대구·경북의 전자산업", [("대구·경북", "대경권"), ("전자산업", "전자산업")]),
        ("반월ㆍ시화 산단", [("반월ㆍ시화 산단", "반월시화국가산업단지")]),
        ("한국 산업단지 공단이", [("한국 산업단지 공단", "한국산업단지공단")]),
        ("산업단지 클러스터의 날에", [("산업단지 클러스터의 날", "산업단지 클러스터의 날")]),
        ("관광주간을 맞아", []),
        ("대구루루 굴렀다", []),
        ("이천명이 모였다", []),
        ("예산을 늘리고 품질관리를 강화해 기술을 양산했다", []),
        ("강화·김포를 잇는다", [("강화", "강화군"), ("김포", "김포시")]),
        ("경기가 나아졌다", []),
        ("인천·경기 두 곳", [("인천", "인천광역시"), ("경기", "경기도")]),
        ("it is fine", []),
        ("국가균형발전위가 심의하고", [("국가균형발전위", "국가균형발전위원회(2003)")]),
        ("금융위기와 동반성장", []),
        ("IT와 BT", [("IT", "정보기술"), ("BT", "바이오")]),
        ("산업\n부의", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("산업부", "2018-04-23", "산업통상자원부"),
        ("산업부", "2026-04", "산업통상부"),
        ("산자부", "2007-06-07", "산업자원부"),
        ("산자부", "2018-10-29", "산업통상자원부"),
        ("과기부", "2007-06-07", "과학기술부"),
        ("과기부", "2019", "과학기술정보통신부"),
        ("과기부", "2010", "과학기술부"),
        ("국가균형발전위원회", "2006-03", "국가균형발전위원회(2003)"),
        ("균형위", "2019-01-01", "국가균형발전위원회(2018)"),
        ("국토부", "2013", "국토교통부"),
        ("국토부", "2012-12", "국토해양부"),
        ("지식경제부", "2018-04-23", "지식경제부"),
        ("행정안전부", "2010-01-01", "행정안전부(2008)"),
        ("강원", "2009-11-13", "강원도"),
        ("강원", "2024-01-01", "강원특별자치도"),
        ("광주", "2009", "광주광역시"),
        ("중구", "2009", None),
        ("당진", "2010-05", "당진군"),
        ("당진", None, "당진시"),
        ("없는이름", "2009", None),
    ],
)
def test_resolve_at_the_date(name: str, date: str | None, expected: str | None) -> None:
    entry = LEXICON.resolve(name, date)
    assert (entry.entity_id if entry else None) == expected


def test_resolve_by_label() -> None:
    assert LEXICON.resolve("남동산단", label="REGION") is None
    complex_ = LEXICON.resolve("남동산단", label="COMPLEX")
    assert complex_ is not None
    assert complex_.entity_id == "남동국가산업단지"


def test_family_and_succession() -> None:
    assert "창원시" in LEXICON.descendants("동남권")
    assert "창원국가산업단지" in LEXICON.descendants("동남권")
    assert LEXICON.ancestors("진주시") == ("경상남도", "동남권", "KR")
    line = LEXICON.lineage("산업통상자원부")
    assert line[:3] == ("산업자원부", "지식경제부", "산업통상자원부")
    assert LEXICON.lineage("광역클러스터 사업")[0] == "산업단지 혁신클러스터 사업"
    assert LEXICON.lineage("없는이름") == ("없는이름",)


def test_loaded_once_and_versioned() -> None:
    assert load_lexicon() is LEXICON
    assert len(LEXICON.version) == 16
    with pytest.raises(TypeError):
        LEXICON.entries["x"] = entry("x")  # type: ignore[index]


NAMES = ["경남", "대구", "산단공", "반월시화", "예산", "강화", "IT"]


PIECES = [*NAMES, " ", "·", ",", "는", "산업", "\n", "시", "가"]


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_hits_are_disjoint_sorted_and_spell_a_name(parts: list[str]) -> None:
    text = "".join(parts)
    matcher = Matcher(NAMES, ["예산", "강화"])
    hits = matcher.find(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    for hit in hits:
        assert text[hit.start : hit.end].replace(" ", "").replace("·", "").lower() == hit.key


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon([entry("가나다")]).find("") == []
