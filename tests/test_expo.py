"""Thirteen yearly pages of one fair and an index of speeches, as ``run`` puts them together.

The files are beside the project, not in it: without them nothing is tested here.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

REAL = Path(__file__).parents[1].parent / "shared" / "data" / "real"

PAGES = {
    "2004-11-11/2004-11-14": "부산광역시",
    "2006-11-07/2006-11-12": "광주광역시",
    "2007-09-17/2007-09-18": "서울특별시",
    "2009-07-01/2009-07-03": "서울특별시",
    "2010-09-15/2010-09-17": "대구광역시",
    "2012-09-24/2012-09-26": "경상남도",
    "2013-11-27/2013-11-30": "부산광역시",
    "2015-09-09/2015-09-12": "인천광역시",
    "2016-09-28/2016-10-01": "고양시",
    "2018-09-06/2018-09-08": "대전광역시",
    "2019-09-25/2019-09-27": "순천시",
    "2021-10-26/2021-10-28": "안동시",
    "2022-11-10/2022-11-12": "부산광역시",
}
"""The days and a place of each, read off the pages by eye."""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    paths = [REAL / name for name in ("regionexpo", "pa_speeches")]
    if not all(path.is_dir() for path in paths):
        pytest.skip("the real documents are not beside the project")
    from typer.testing import CliRunner

    from pipeline.cli import app

    out = tmp_path_factory.mktemp("expo")
    result = CliRunner().invoke(app, ["run", *map(str, paths), "--out", str(out), "--quiet"])
    assert result.exit_code == 0, result.output
    connection = sqlite3.connect(out / "yeonpyo.sqlite")
    connection.row_factory = sqlite3.Row
    return connection


def held(state: sqlite3.Connection) -> list[sqlite3.Row]:
    return state.execute(
        """SELECT DISTINCT e.* FROM events e JOIN event_evidence v USING (event_id)
        JOIN documents d USING (doc_id) WHERE d.path LIKE '%regionexpo%' AND v.rule LIKE '%held%'
        ORDER BY e.earliest"""
    ).fetchall()


def test_one_event_a_page_with_its_days_and_place(state: sqlite3.Connection) -> None:
    events = held(state)
    assert [event["edtf"] for event in events] == list(PAGES)
    for event in events:
        assert PAGES[event["edtf"]] in json.loads(event["regions"]), event["title"]
        assert event["status"] == "occurred"


def test_no_page_tells_more_than_its_fair_and_a_talk_in_it(state: sqlite3.Connection) -> None:
    query = """SELECT count(DISTINCT event_id) FROM event_evidence JOIN documents USING (doc_id)
        WHERE path LIKE '%regionexpo%'"""
    (count,) = state.execute(query).fetchone()
    assert count <= len(PAGES) + 1


def test_the_fairs_are_one_chain_over_four_names(state: sqlite3.Connection) -> None:
    links = dict(
        state.execute("SELECT event_id, other_id FROM event_links WHERE relation = 'follows'")
    )
    events = held(state)
    first = events[0]["event_id"]
    one, chain = events[-1]["event_id"], []
    while one != first:
        chain.append(one)
        one = links[one]
    assert {event["event_id"] for event in events} <= {*chain, first}
    titles = " ".join(event["title"] for event in events)
    for name in (
        "지역혁신박람회",
        "지역투자박람회",
        "지역발전주간",
        "지역희망박람회",
        "균형발전박람회",
    ):
        assert name in titles


def test_a_speech_at_a_fair_is_told_of_the_fair(state: sqlite3.Connection) -> None:
    """Five speeches of the index name a fair that has a page; two name one that has none."""
    rows = state.execute(
        """SELECT e.edtf, e.n_documents FROM events e JOIN event_evidence v USING (event_id)
        JOIN documents d USING (doc_id) WHERE d.path LIKE '%speech%' AND
        (v.sentence LIKE '%지역혁신%박람회%' OR v.sentence LIKE '%지역투자박람회%'
         OR v.sentence LIKE '%지역발전%주간%' OR v.sentence LIKE '%지역희망박람회%')
        ORDER BY e.earliest"""
    ).fetchall()
    assert [(row["edtf"][:4], row["n_documents"]) for row in rows] == [
        ("2005", 1), ("2006", 2), ("2007", 2), ("2008", 1), ("2009", 2), ("2012", 2), ("2016", 2),
    ]  # fmt: skip


def test_different_speeches_of_one_day_stay_apart(state: sqlite3.Connection) -> None:
    """Of a thousand titles only two pairs are the same speech twice."""
    rows = state.execute(
        """SELECT e.event_id FROM event_evidence e JOIN documents USING (doc_id)
        WHERE path LIKE '%speech%' GROUP BY e.event_id HAVING count(*) > 1"""
    ).fetchall()
    assert len(rows) == 2
