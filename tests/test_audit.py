"""Audits: sums, changes, conflicts and revisions, with rounding; and those of the seeds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.timeline.audit import audit
from pipeline.timeline.metrics import FigureRow, uncertainty
from pipeline.timeline.series import series

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"


def figure(figure_id: str, doc_id: str, value: float, **fields: Any) -> FigureRow:
    defaults = {"unit": "곳", "text": f"{value:g}곳", "sentence": "", "metric": "지원센터"}
    return FigureRow(figure_id=figure_id, doc_id=doc_id, value=value, **(defaults | fields))


@pytest.mark.parametrize(
    ("value", "half"),
    [(970e8, "5e8"), (54.8, "0.05"), (335, "0.5"), (20, "5"), (0, "0.5"), (-3.25, "0.005")],
)
def test_uncertainty(value: float, half: str) -> None:
    assert uncertainty(value) == Decimal(half)


@pytest.mark.parametrize(
    ("parts", "total", "verdict"),
    [
        ((12, 31, 18), 61, "agrees"),
        ((12.3, 31.4), 43.8, "within_rounding"),
        ((12, 31, 18), 66, "disagrees"),
    ],
)
def test_sum(parts: tuple[float, ...], total: float, verdict: str) -> None:
    rows = [figure(f"p{i}", "d", part, sum_id="s", sum_side="part") for i, part in enumerate(parts)]
    rows.append(figure("t", "d", total, sum_id="s", sum_side="total"))
    (row,) = audit(rows)
    assert (row.kind, row.verdict, row.doc_ids) == ("sum", verdict, ("d",))
    assert f"{total:g}곳" in row.note


@pytest.mark.parametrize(
    ("old", "new", "rate", "unit", "verdict"),
    [
        (412, 519, 26.0, "%", "agrees"),
        (41, 52, 26.1, "%", "within_rounding"),
        (412, 519, 31.2, "%", "disagrees"),
        (519, 412, -20.6, "%", "agrees"),
        (412, 519, 20.6, "%", "disagrees"),
        (13, 39, 3, "배", "agrees"),
        (412, 519, 107, "곳", "agrees"),
    ],
)
def test_change(old: float, new: float, rate: float, unit: str, verdict: str) -> None:
    rows = [
        figure("a", "d", old, change_id="c", change_side="from"),
        figure("b", "d", new, change_id="c", change_side="to"),
        figure("r", "d", rate, unit=unit, kind="change", change_id="c", change_side="rate"),
    ]
    (row,) = audit(rows)
    assert (row.kind, row.verdict) == ("change", verdict)
    assert row.figure_ids == ("a", "b", "r")


def test_rise_from_nothing_has_no_rate() -> None:
    sides = (("from", 0.0, "곳"), ("to", 5.0, "곳"), ("rate", 100.0, "%"))
    rows = [figure(s, "d", v, unit=u, change_id="c", change_side=s) for s, v, u in sides]
    assert audit(rows) == []


def test_documents_that_differ_on_the_same_time_conflict() -> None:
    fields = {"scope": "부산광역시", "as_of": "2009"}
    rows = [figure("a", "d1", 71, **fields), figure("b", "d2", 83, **fields)]
    (row,) = audit(rows)
    assert (row.kind, row.verdict, row.doc_ids) == ("conflict", "disagrees", ("d1", "d2"))
    assert audit([rows[0], figure("b", "d2", 83, scope="부산광역시", as_of="2010")]) == []


def test_numbers_of_unlike_things_do_not_conflict() -> None:
    """52 and 15 local governments: of one country and year, but each in its own programme."""
    fields = {"scope": "KR", "as_of": "2009", "metric": "지자체", "unit": "개"}
    said = (
        "전국 52개 지자체가 도시 숲을 가꾸는 조림 행사에 나무와 일손을 보탰다.",
        "빈집을 고쳐 청년에게 빌려 주는 주거 지원에 15개 지자체가 손을 들었다.",
        "도시 숲을 가꾸는 조림 행사에 나무를 보탠 곳은 전국 61개 지자체로 집계됐다.",
    )
    rows = [
        figure(one, doc, value, sentence=sentence, **fields)
        for one, doc, value, sentence in zip(
            "abc", ("d1", "d2", "d3"), (52, 15, 61), said, strict=True
        )
    ]
    assert [row.figure_ids for row in audit(rows)] == [("a", "c")]


def test_later_target_is_a_revision() -> None:
    fields = {"scope": "부산광역시", "status": "target"}
    rows = [
        figure("a", "d1", 31, stated_on="2011-03", **fields),
        figure("b", "d2", 44, stated_on="2012-05", **fields),
    ]
    assert [(r.kind, r.verdict, r.figure_ids) for r in audit(rows)] == [
        ("conflict", "revised", ("a", "b"))
    ]


@pytest.fixture(scope="module")
def seed_figures(tmp_path_factory: pytest.TempPathFactory) -> list[FigureRow]:
    if not SEEDS.is_dir():
        pytest.skip("the seed documents are not beside the project")
    import pandas as pd
    from typer.testing import CliRunner

    from pipeline.cli import app

    out = tmp_path_factory.mktemp("out")
    result = CliRunner().invoke(app, ["run", str(SEEDS), "--out", str(out), "--quiet"])
    assert result.exit_code == 0, result.output
    table = pd.read_parquet(out / "tables" / "figures.parquet").astype(object)
    records = table.where(table.notna(), None).to_dict("records")
    names = FigureRow.__struct_fields__
    return [msgspec.convert({name: r[name] for name in names}, FigureRow) for r in records]


def test_seed_audits(seed_figures: list[FigureRow]) -> None:
    found = sorted((row.kind, row.verdict) for row in audit(seed_figures))
    assert found == [
        ("change", "agrees"),
        ("change", "within_rounding"),
        ("change", "within_rounding"),
        ("conflict", "revised"),
        ("sum", "agrees"),
        ("sum", "agrees"),
    ]


def test_seed_chain_is_one_series(seed_figures: list[FigureRow]) -> None:
    points = series(seed_figures)
    (last,) = [p for p in points if p.supersedes]
    chain = [(p.value, p.status) for p in points if p.series_id == last.series_id]
    assert list(dict.fromkeys(chain)) == [
        (7, "actual"), (12, "actual"), (150, "target"), (193, "target"),
    ]  # fmt: skip
    assert (last.value, last.old_value) == (193, 150)
