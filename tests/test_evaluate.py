"""Scores on gold hold their floors (tests/floors.json), and matching is as strict as it says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.annotator import Annotator
from pipeline.errors import YeonpyoError
from pipeline.evaluate import LAYERS, evaluate, match
from pipeline.evaluate.match import events, people, visions
from pipeline.records import Event, Person, Vision

FLOORS = Path(__file__).parent / "floors.json"


def gold_hash(folder: Path) -> str:
    """One hash over the gold files, so that a floor speaks of a known gold."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def check(report: dict[str, Any], floors: dict[str, Any]) -> None:
    for layer, least in floors["layers"].items():
        for name, floor in least.items():
            found = report["layers"][layer]
            score = found["attributes"][name] if name in found["attributes"] else found[name]
            if name == "found_per_gold":
                assert score <= floor, (layer, name, score)
            else:
                assert score >= floor, (layer, name, score, found["missed"][:5])


def test_sample_floors(annotator: Annotator, sample: Path, sample_gold: Path) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["sample"]
    assert floors["gold"] == gold_hash(sample_gold), "the gold changed: set its floors anew"
    check(evaluate(sample_gold, sample, annotator=annotator), floors)


def test_real_floors(annotator: Annotator, shared: Path) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["real"]
    check(evaluate(shared / "gold", shared / "seeds", annotator=annotator), floors)


def test_one_layer_alone(annotator: Annotator, sample: Path, sample_gold: Path) -> None:
    gold = sorted(sample_gold.glob("*.json"))[0]
    report = evaluate(gold, sample, "people", annotator)
    assert list(report["layers"]) == ["people"]
    assert report["documents"] == 1


def test_unknown_layers_and_missing_gold_are_named(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(YeonpyoError, match="no layer 'peple'"):
        evaluate(tmp_path, sample, "peple")
    with pytest.raises(YeonpyoError, match="no gold"):
        evaluate(tmp_path, sample, annotator=object())  # type: ignore[arg-type]
    assert "events" in LAYERS


def _event(edtf: str, title: str, category: str = "event") -> Event:
    return Event(
        start=0,
        end=len(title),
        text=title,
        edtf=edtf,
        earliest=None,
        latest=None,
        precision="day",
        date_text=None,
        date_basis="explicit",
        status="occurred",
        title=title,
        category=category,
    )


@pytest.mark.parametrize(
    ("gold", "found", "matches"),
    [
        ("2009-11", "2009-11-13", True),
        ("2009-11-13", "2009-11", False),
        ("2009", "2009-11", True),
        ("2009", "2010", False),
        ("2007-41", "2007-41", True),
        ("2007-41", "2007-08", True),
        ("2007-41", "2007-03", False),
        ("2005-04/..", "2005-04/..", True),
        ("2010/..", "2010/..", True),
        ("../2018-06", "../2018-06", True),
        ("2018-06", "../2018-06", True),
    ],
)
def test_dates_match_at_the_precision_of_gold(gold: str, found: str, matches: bool) -> None:
    item = {"events": [{"date": gold, "keywords": ["개최"]}]}
    assert events(item, [_event(found, "포럼 개최")], lambda e: e.text).matched == int(matches)


def test_one_prediction_serves_one_gold_item() -> None:
    item = {"events": [{"date": "2009", "keywords": ["개최"]}] * 2}
    count = events(item, [_event("2009-11-13", "포럼 개최")], lambda e: e.text)
    assert (count.matched, len(count.missed)) == (1, 1)


def test_a_region_matches_by_alias_and_a_vision_by_content() -> None:
    vision = Vision(start=0, end=4, text="동북아 물류 거점", region="경상남도", rule="list")
    item = {"visions": [{"region": "경남", "vision_contains": "물류거점"}]}
    assert visions(item, [vision], lambda i: {i, "경남"}).matched == 1
    assert visions(item, [vision], lambda i: {i}).matched == 0


def test_people_count_once_a_name() -> None:
    twice = [Person(start=0, end=3, text="홍하늘", name="홍하늘", title="장관")] * 2
    count = people({"people": [{"name": "홍하늘", "title": "장관"}]}, twice, lambda i: {i})
    assert (count.matched, count.surplus) == (1, [])


def test_labels_of_events_are_layers() -> None:
    event = Event(
        start=0, end=4, text="계획 확정", edtf="2015-05", earliest="2015-05-01",
        latest="2015-05-31", precision="month", date_text="5월", date_basis="explicit",
        status="occurred", title="계획 확정", category="plan", stage="adoption",
        themes=("rnd", "green"),
    )  # fmt: skip
    item = {
        "date": "2015-05", "keywords": ["계획"], "category_any": ["plan", "announcement"],
        "stage": "formulation", "themes": ["rnd", "network"],
    }  # fmt: skip
    counts = match.labels({"events": [item]}, [event], lambda e: e.text)
    assert (counts["category"].matched, counts["category"].f1) == (1, 1.0)
    assert counts["stage"].matched == 0
    assert (len(counts["stage"].missed), len(counts["stage"].surplus)) == (1, 1)
    assert counts["themes"].f1 == 0.5
    assert (counts["status"].matched, counts["status"].missed) == (0, [])
