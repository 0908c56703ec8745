"""What the five real documents must show once they are put together.

They are beside the project, not in it: without them nothing is tested here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pipeline import flow
from pipeline.export.formats import FORMATS
from pipeline.lexicon import load_lexicon
from pipeline.query import Filters, select
from pipeline.store import Store

REGIONS = ("수도권", "충청권", "대경권", "호남권", "동남권", "강원권", "제주권")


@pytest.fixture(scope="module")
def out(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history")
    flow.run([shared / "seeds"], folder, 1)
    return folder


def test_the_programme_reads_from_2004_to_2018_across_its_names(out: Path) -> None:
    with Store.open(out) as store:
        filters = Filters(program="산업단지클러스터")
        rows = list(select(store, "events", filters, load_lexicon()))
    years = [row["edtf"][:4] for row in rows]
    assert years == sorted(years)
    assert (years[0], years[-1]) == ("2004", "2018")
    named = {one for row in rows for one in row["programs"]}
    assert {"산업단지 혁신클러스터 사업", "광역클러스터 사업", "국가혁신클러스터"} <= named


def test_the_ministry_is_one_line_of_succession(out: Path) -> None:
    with Store.open(out) as store:
        found = {
            row["event_id"]: row["edtf"][:4]
            for row in select(store, "events", Filters(actor="산업통상자원부"), load_lexicon())
        }
        actors = {
            row["entity_id"] for row in store.rows("event_actors") if row["event_id"] in found
        }
    assert {"2009", "2010", "2018"} <= set(found.values())
    assert {"지식경제부", "산업통상자원부"} <= actors


def test_the_later_plan_supersedes_the_strategy(out: Path) -> None:
    with Store.open(out) as store:
        (link,) = [r for r in store.rows("event_links") if r["relation"] == "supersedes"]
        assert (link["old_value"], link["new_value"]) == ("150개", "193개")
        events = {row["event_id"]: row for row in store.rows("events")}
        new, old = events[str(link["event_id"])], events[str(link["other_id"])]
    assert (old["edtf"], new["edtf"]) == ("2009-11-13", "2010-02-17")
    assert new["supersedes"] == old["event_id"]


def test_nothing_is_merged_that_should_not_be(out: Path) -> None:
    """Of what is told twice: the same day's meeting, phases told as goals, the same rollout."""
    with Store.open(out) as store:
        rows = list(store.rows("event_evidence"))
    told: dict[object, list[dict[str, object]]] = {}
    for row in rows:
        told.setdefault(row["event_id"], []).append(row)
    for evidence in told.values():
        assert len({str(row["edtf"])[:4] for row in evidence}) == 1
        for row in evidence:
            # The strategy made public at a meeting is not the meeting.
            others = [str(other["sentence"]) for other in evidence if other is not row]
            if "구축전략" in str(row["sentence"]):
                assert all("구축전략" in other for other in others)


def test_both_visions_of_each_region_stand_in_one_row(out: Path, tmp_path: Path) -> None:
    with Store.open(out) as store:
        FORMATS["html"](store, tmp_path)
    soup = BeautifulSoup(next(tmp_path.glob("*.html")).read_text("utf-8"), "html.parser")
    for region in REGIONS:
        row = soup.find("tr", id=f"vision-{region}")
        assert row is not None, region
        cells = [cell for cell in row.find_all("td") if cell.find(class_="vision")]
        assert len(cells) == 2, (region, [cell.get_text() for cell in cells])


def test_audits_read_in_korean(out: Path, tmp_path: Path) -> None:
    with Store.open(out) as store:
        FORMATS["html"](store, tmp_path)
    soup = BeautifulSoup(next(tmp_path.glob("*.html")).read_text("utf-8"), "html.parser")
    notes = [p.find(class_="ko").get_text() for p in soup.select("#audits .working")]
    assert len(notes) == 6
    assert any("적힌 합계 668억원" in note for note in notes)
    assert any("셈하면" in note for note in notes)
    assert json.dumps(notes, ensure_ascii=False).count("193개") >= 2
