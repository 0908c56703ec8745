"""``explain`` for what rests on several figures: a check, a series."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import flow
from pipeline.explain import explain, in_words
from pipeline.store import Store

TEXT = """산업용지 공급 현황

□ 전주시는 2011년 예산으로 도로 14억원, 공원 9억원, 창고 7억원 등 총 30억원을 투입했다.
□ 전주시 입주기업은 2009년 120개사에서 2011년 150개사로 25% 늘었다.
"""

EARLY = "산업통상자원부는 2010년 3월 4일(월) 원주에서 간담회를 개최했다."


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "in").mkdir()
    (folder / "in" / "budget.txt").write_text(TEXT, "utf-8")
    text = f"간담회 개최\n\n2010. 3. 5.\n\n{EARLY}\n"
    (folder / "in" / "early.txt").write_text(text, "utf-8")
    flow.run([folder / "in"], folder / "out", 1)
    return folder / "out"


def test_an_audit_shows_all_its_sides(out: Path) -> None:
    with Store.open(out) as store:
        rows = [row for row in store.rows("audits") if row["figure_ids"]]
        assert rows
        for row in rows:
            found = explain(store, str(row["audit_id"]))
            assert [one["figure_id"] for one in found["evidence"]] == row["figure_ids"]
            words = in_words(found)
            assert "budget.txt" in words and "【" in words


def test_a_series_shows_its_points(out: Path) -> None:
    with Store.open(out) as store:
        rows = list(store.rows("series"))
        assert rows
        found = explain(store, str(rows[0]["series_id"]))
        same = [row for row in rows if row["series_id"] == rows[0]["series_id"]]
        assert {p["figure_id"] for p in found["points"]} == {row["figure_id"] for row in same}
        assert in_words(found).count("point:") == len(same)


def test_the_check_of_a_date_shows_its_sentence_and_the_body_it_is_about(out: Path) -> None:
    """A weekday that is none, and a ministry years before it was: with the document's date."""
    with Store.open(out) as store:
        rows = [row for row in store.rows("audits") if row["kind"] == "date"]
        assert len(rows) == 2
        for row in rows:
            found = explain(store, str(row["audit_id"]))
            (one,) = found["evidence"]
            assert one["span"] == EARLY
            assert one["document"]["published"] == "2010-03-05"
            (entry,) = [e for e in found["lexicon"] if e["entity_id"] == "산업통상자원부"]
            assert entry["valid_from"] == "2013-03-23"
            assert "early.txt" in in_words(found)
