"""The sample corpus is what its README says: forms, encodings, years, gold that fits its text."""

from __future__ import annotations

import csv
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "corpus" / "sample"
DOCUMENTS = SAMPLE / "documents"
SEEDS = ROOT.parent / "shared" / "seeds"

DOC_TYPES = {"press_release", "news", "plan", "report", "speech", "law", "other"}
BOUNDS = {"exact", "about", "at_least", "more_than", "at_most", "less_than"}
KINDS = {"amount", "change", "share", "rank", "duration", "average"}
FIGURE_STATUS = {"actual", "target", "forecast"}
EVENT_STATUS = {"occurred", "ongoing", "planned", "forecast", "cancelled", "postponed"}
CATEGORIES = {
    "announcement", "plan", "legislation", "designation", "budget", "program", "expansion",
    "organization", "agreement", "event", "evaluation", "roadmap",
}  # fmt: skip
PRECISIONS = {"day", "month", "quarter", "half", "year"}
CHANGE_SIDES = {"from", "to", "rate"}

_DATE = r"\d{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|3[3-6]|4[01]))?~?"
EDTF = re.compile(rf"{_DATE}|{_DATE}/(?:{_DATE}|\.\.)|\.\./{_DATE}")
NEAR = 60
"""Characters around the snippet in which the figure must stand (white space not counted)."""
WINDOW = 40
"""Characters: the shortest run of text that counts as carried over from another's document."""

INDEX = list(csv.DictReader((SAMPLE / "index.csv").open(encoding="utf-8")))
GOLD: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((SAMPLE / "gold").glob("*.json"))
}
by_document = pytest.mark.parametrize("row", INDEX, ids=lambda row: str(row["file"]))
by_gold = pytest.mark.parametrize("gold", GOLD.values(), ids=list(GOLD))


def squeeze(text: str) -> str:
    return "".join(text.split())


def visible_text(row: dict[str, str]) -> str:
    """What a reader sees of the document: markup taken off, furniture and all."""
    text = (DOCUMENTS / row["file"]).read_bytes().decode(row["encoding"])
    return BeautifulSoup(text, "lxml").get_text(" ") if row["file"].endswith(".html") else text


TEXTS = {row["file"]: visible_text(row) for row in INDEX}


def test_thirty_documents_each_in_the_index() -> None:
    names = sorted(path.name for path in DOCUMENTS.iterdir())
    assert names == sorted(row["file"] for row in INDEX)
    assert len(names) == 30
    assert len(GOLD) >= 12


def test_years_and_document_types_are_covered() -> None:
    assert {int(row["published"][:4]) for row in INDEX} == set(range(2004, 2019))
    assert {row["doc_type"] for row in INDEX} == DOC_TYPES


@by_document
def test_encoding_is_what_the_index_says(row: dict[str, str]) -> None:
    data = (DOCUMENTS / row["file"]).read_bytes()
    encoding = row["encoding"]
    assert data.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    assert data.startswith((b"\xff\xfe", b"\xfe\xff")) == (encoding == "utf-16")
    if encoding == "cp949":
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
    declared = re.search(rb"charset=[\"']?([\w-]+)", data)
    assert (declared.group(1).decode() if declared else "") == row["declared_charset"]


def test_all_encodings_occur() -> None:
    assert {row["encoding"] for row in INDEX} == {"utf-8", "utf-8-sig", "utf-16", "cp949"}
    undeclared = [r for r in INDEX if r["encoding"] == "cp949" and not r["declared_charset"]]
    assert undeclared, "one CP949 page says nothing of its charset"


@by_document
def test_length_is_that_of_a_real_document(row: dict[str, str]) -> None:
    assert 500 <= len(squeeze(TEXTS[row["file"]])) <= 2500


@by_document
def test_nothing_is_carried_over_from_the_seeds(row: dict[str, str]) -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here")
    seeds = [squeeze(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    ours = squeeze(TEXTS[row["file"]])
    for start in range(len(ours) - WINDOW + 1):
        window = ours[start : start + WINDOW]
        assert not any(window in seed for seed in seeds), window


@by_gold
def test_gold_header_agrees_with_the_index(gold: dict[str, Any]) -> None:
    head = gold["document"]
    row = next(row for row in INDEX if row["file"] == head["file"])
    assert head["title"] == row["title"]
    assert squeeze(head["title"]) in squeeze(TEXTS[row["file"]])
    assert (head["doc_type"], head["published_on"]) == (row["doc_type"], row["published"])
    assert head["publisher"] == row["publisher"]
    assert head["precision"] in PRECISIONS
    for furniture in head["boilerplate_absent"]:
        assert squeeze(furniture) in squeeze(TEXTS[row["file"]])


@by_gold
def test_gold_figures_stand_in_the_text(gold: dict[str, Any]) -> None:
    text = squeeze(TEXTS[gold["document"]["file"]])
    for figure in gold["figures"]:
        near, surface = squeeze(figure["near"]), squeeze(figure["text"])
        spot = text.find(near)
        assert spot >= 0, figure["near"]
        assert surface in text[max(0, spot - NEAR) : spot + len(near) + NEAR], figure["text"]
        value = figure["value"]
        low_high = value if isinstance(value, list) else [value, value]
        assert len(low_high) == 2 and low_high[0] <= low_high[1]
        assert figure["bound"] in BOUNDS
        assert figure["kind"] in KINDS
        assert figure["status"] in FIGURE_STATUS
        assert figure["metric_any"]
        assert figure.get("change_side", "from") in CHANGE_SIDES
        assert ("change" in figure) == ("change_side" in figure)
        assert EDTF.fullmatch(figure.get("as_of", "2004"))
    for surface in gold["not_figures"]:
        assert squeeze(surface) in text, surface


@by_gold
def test_gold_changes_and_sums_come_out(gold: dict[str, Any]) -> None:
    """A rate that the document states is the one its two ends give, to the last digit stated."""
    changes: dict[str, dict[str, dict[str, Any]]] = {}
    for figure in gold["figures"]:
        if "change" in figure:
            changes.setdefault(figure["change"], {})[figure["change_side"]] = figure
    for name, sides in changes.items():
        assert {"from", "to"} <= sides.keys(), name
        if "rate" in sides:
            before, after = sides["from"]["value"], sides["to"]["value"]
            rate, unit = sides["rate"]["value"], sides["rate"]["unit"]
            digits = len(str(rate).partition(".")[2].rstrip("0"))
            found = after - before if unit == "%p" else (after / before - 1) * 100
            assert round(found, digits) == rate, name
    for item in gold["audit"]:
        if "parts" in item:
            assert sum(item["parts"]) == item["total"]


@by_gold
def test_gold_names_stand_in_the_text(gold: dict[str, Any]) -> None:
    text = squeeze(TEXTS[gold["document"]["file"]])
    for person in gold["people"]:
        assert squeeze(person["name"]) in text
        assert person["title"] and person["affiliation"]
    for vision in gold["visions"]:
        assert squeeze(vision["vision_contains"]) in text
    for kind in gold["complex_types"]:
        assert squeeze(kind["type"]) in text


@by_gold
def test_gold_events_are_well_formed(gold: dict[str, Any]) -> None:
    text = squeeze(TEXTS[gold["document"]["file"]])
    assert gold["events"]
    for event in gold["events"]:
        assert EDTF.fullmatch(event["date"]), event["date"]
        assert EDTF.fullmatch(event.get("end", "2004"))
        assert event["precision"] in PRECISIONS
        assert event["status"] in EVENT_STATUS
        assert event["category_any"] and set(event["category_any"]) <= CATEGORIES
        for keyword in event["keywords"]:
            assert squeeze(keyword) in text, keyword


def test_one_day_is_told_by_two_documents() -> None:
    """The timeline has something to merge: the same date in the gold of two files."""
    dates = [
        {event["date"] for event in gold["events"] if event["precision"] == "day"}
        for gold in GOLD.values()
    ]
    assert any(left & right for left, right in itertools.combinations(dates, 2))
