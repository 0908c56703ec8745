"""The merge, measured on labelled pairs; the held-out half is frozen by its hash."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from pipeline.evaluate.bench_merge import tellings
from pipeline.evaluate.pairs import HELD_OUT, held_out_sha256, load_pairs, scores
from pipeline.settings import MODELS_DIR
from pipeline.timeline.merge import merge
from pipeline.timeline.similarity import AGAINST, FEATURES, Weights

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def model() -> Weights:
    return msgspec.json.decode((MODELS_DIR / "merge.json").read_bytes(), type=Weights)


def test_what_is_held_out_is_what_was_frozen(model: Weights) -> None:
    found = {split: held_out_sha256(split) for split in HELD_OUT}
    assert model.held_out_sha256 == found == FLOORS["merge"]["held_out_sha256"]


def test_there_are_pairs_of_both_kinds_and_no_pair_twice() -> None:
    pairs = load_pairs()
    assert len(pairs) >= 200
    assert len({pair["id"] for pair in pairs}) == len(pairs)
    assert 0.3 < sum(pair["same"] for pair in pairs) / len(pairs) < 0.6


def test_no_weight_is_on_the_wrong_side(model: Weights) -> None:
    assert set(model.weights) == set(FEATURES)
    assert all(w <= 0 if name in AGAINST else w >= 0 for name, w in model.weights.items())


@pytest.mark.parametrize("split", ["train", *HELD_OUT])
def test_scores(split: str) -> None:
    assert scores(load_pairs(split))["f1"] >= FLOORS["merge"][split]


def test_made_events_come_together_again() -> None:
    """Of what the bench makes, hardly a happening is torn apart, none of another day joins."""
    events = list(merge(tellings(600)))
    for event in events:
        months = {e.telling.event.earliest[:7] for e in event.evidence if e.telling.event.earliest}
        assert len(months) == 1
    assert sum(len(event.evidence) for event in events) == 600
    assert len(events) < 350
