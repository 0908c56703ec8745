"""Filters: names, families, lines of succession, dates."""

from __future__ import annotations

from pathlib import Path

import flow_fake
import pytest

from pipeline import flow
from pipeline.errors import QueryError
from pipeline.lexicon import load_lexicon
from pipeline.query import CATEGORIES, Filters, resolve, select
from pipeline.settings import PROJECT_ROOT
from pipeline.store import Store


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("query")
    (folder / "in").mkdir()
    for year in (2005, 2009, 2012):
        (folder / "in" / f"{year}.txt").write_text(
            f"경남 소식 {year}호\n\n{year}년 경남 창원에서 {year - 1990}명이 모였다. "
            "남해안의 허브로 자란다.\n",
            encoding="utf-8",
        )
    flow.run([folder / "in"], folder / "out", 1, version="1", create=flow_fake.create)
    return folder / "out"


def count(out: Path, table: str, **filters: str | bool) -> int:
    with Store.open(out) as store:
        chosen = Filters(**filters)  # type: ignore[arg-type]
        return len(list(select(store, table, chosen, load_lexicon())))


@pytest.mark.parametrize(
    ("table", "filters", "number"),
    [
        ("events", {}, 3),
        ("events", {"since": "2009"}, 2),
        ("events", {"until": "2009-06"}, 2),
        ("events", {"since": "2006", "until": "2008"}, 0),
        ("events", {"region": "경남"}, 3),
        ("events", {"region": "동남권"}, 3),  # what lies below it
        ("events", {"region": "동남권", "exact": True}, 0),
        ("events", {"region": "경상남도", "exact": True}, 3),
        ("events", {"actor": "산업자원부"}, 3),  # its successor
        ("events", {"actor": "산업자원부", "exact": True}, 0),
        ("events", {"category": "plan"}, 3),
        ("events", {"category": "계획 수립"}, 3),
        ("events", {"category": "budget"}, 0),
        ("events", {"text": "2012호"}, 0),
        ("events", {"text": "2012년"}, 1),
        ("events", {"text": "100%"}, 0),
        ("figures", {"unit": "명"}, 3),
        ("figures", {"unit": "인"}, 3),
        ("figures", {"metric": "참석 자"}, 3),
        ("figures", {"metric": "참석"}, 3),
        ("figures", {"region": "경남"}, 3),
        ("figures", {"since": "2010"}, 0),  # as_of is 2009, whatever the text's year
        ("visions", {"region": "경남"}, 3),
        ("documents", {"region": "경남"}, 3),
        ("documents", {"category": "news"}, 3),
        ("entities", {"actor": "지경부", "exact": True}, 1),
    ],
)
def test_filters(out: Path, table: str, filters: dict[str, str | bool], number: int) -> None:
    assert count(out, table, **filters) == number


@pytest.mark.parametrize(
    ("table", "filters", "words"),
    [
        ("events", {"region": "경상남더"}, "경상남도"),
        ("events", {"actor": "지식경재부"}, "지식경제부"),
        ("events", {"category": "계획수립"}, "계획 수립"),
        ("figures", {"unit": "마리"}, "마리"),
        ("figures", {"metric": "참석짜"}, "참석자"),
        ("events", {"since": "작년"}, "EDTF"),
        ("visions", {"metric": "생산"}, "cannot be filtered"),
    ],
)
def test_what_nothing_is_called(
    out: Path, table: str, filters: dict[str, str], words: str
) -> None:
    with pytest.raises(QueryError, match=words):
        count(out, table, **filters)


def test_a_name_with_several_bearers_means_all_of_them() -> None:
    assert {"산업통상자원부", "지식경제부"} <= set(resolve("산업부", load_lexicon(), ("ORG",)))


def test_categories_are_the_codebook() -> None:
    text = (PROJECT_ROOT / "docs" / "CODEBOOK.md").read_text("utf-8")
    for code, label in CATEGORIES.items():
        assert f"| `{code}` | {label} |" in text


def test_a_programme_is_found_without_its_last_word() -> None:
    lexicon = load_lexicon()
    line = resolve("산업단지클러스터", lexicon, ("PROGRAM",))
    assert line == resolve("산업단지 클러스터 사업", lexicon, ("PROGRAM",))
    assert len(line) > 1
    with pytest.raises(QueryError):
        resolve("산업단지클러스타", lexicon, ("PROGRAM",))
