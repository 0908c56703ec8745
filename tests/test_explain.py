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


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "in").mkdir()
    (folder / "in" / "budget.txt").write_text(TEXT, "utf-8")
    flow.run([folder / "in"], folder / "out", 1)
    return folder / "out"


def test_an_audit_shows_all_its_sides(out: Path) -> None:
    with Store.open(out) as store:
        rows = list(store.rows("audits"))
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
