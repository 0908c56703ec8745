"""Sentences written before the rules that they test, and how many of them are read right.

``tests/cases/*.jsonl`` holds a text, its publication date and, for some layers, all that a careful
reader finds there; a layer that is not named is not looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.annotator import Annotator
from pipeline.records import Annotations

CASES = Path(__file__).parent / "cases"

FLOORS: dict[str, dict[str, float]] = {
    "text": {"dates": 0.97, "people": 0.99, "entities": 0.97, "visions": 0.99},
    "text_aside2": {"dates": 0.98, "people": 0.99, "entities": 0.99, "visions": 0.99},
    "text_aside3": {"dates": 0.98, "people": 0.86},
    "text_heldout": {"dates": 0.95, "people": 0.99, "entities": 0.99, "visions": 0.99},
    "visions_aside": {"visions": 0.99},
}
"""F1 a file and layer: these only rise."""


def _squeezed(text: str) -> str:
    return "".join(text.split())


def found_in(layer: str, case: Mapping[str, Any], found: Annotations) -> Iterable[tuple[Any, ...]]:
    """What the program read, in the form of the expected items."""
    if layer == "dates":
        return [(d.text, d.edtf) for d in found.dates]
    if layer == "people":
        return [(_squeezed(p.name), _squeezed(p.title or "")) for p in found.people]
    if layer == "visions":  # the words expected stand in the vision's text
        named = [_squeezed(text) for _, text in case["visions"]]
        texts = [(v.region, _squeezed(v.text)) for v in found.visions]
        return [(region, next((n for n in named if n in text), text)) for region, text in texts]
    return [(m.label, m.text) for m in found.entities if m.label in case["entities"]]


def expected_in(layer: str, case: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
    """The items of ``case``; entities are given by label."""
    if layer == "entities":
        return [(label, text) for label, texts in case[layer].items() for text in texts]
    if layer in ("people", "visions"):
        return [(_squeezed(first), _squeezed(second)) for first, second in case[layer]]
    return [tuple(item) for item in case[layer]]


def scores(name: str, annotator: Annotator) -> tuple[dict[str, float], list[str]]:
    """F1 of each layer over one file, and a line for every item missed or too much."""
    counts: dict[str, Counter[str]] = {}
    notes: list[str] = []
    for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        annotations = annotator.text(case["text"], case["date"])
        for layer in ("dates", "people", "entities", "visions"):
            if layer not in case:
                continue
            want = Counter(expected_in(layer, case))
            have = Counter(found_in(layer, case, annotations))
            count = counts.setdefault(layer, Counter())
            count["right"] += (want & have).total()
            count["either"] += want.total() + have.total()
            notes += [f"{case['id']} {layer} missed {item}" for item in want - have]
            notes += [f"{case['id']} {layer} surplus {item}" for item in have - want]
    return {
        k: 2 * c["right"] / c["either"] if c["either"] else 1.0 for k, c in counts.items()
    }, notes


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_cases_are_read_right(name: str, annotator: Annotator) -> None:
    found, notes = scores(name, annotator)
    for layer, floor in FLOORS[name].items():
        assert found[layer] >= floor, "\n".join([f"{layer}: {found[layer]:.3f}", *notes])
