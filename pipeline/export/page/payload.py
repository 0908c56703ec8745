"""The timeline as compact JSON for the page's script: tuples and indices, each text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pipeline import views
from pipeline.query import CATEGORIES

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.store import Store

MAX_LANES = 12
"""Lanes of one kind beside the last, which holds the rest: more are not read at a glance."""

Json = dict[str, Any]


class _Pool:
    """Gives each text its place in a list, in order of first use."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))

    def all(self, texts: Iterable[str]) -> list[int]:
        return [self(text) for text in texts]


def timeline(store: Store, lexicon: Lexicon) -> Json:
    """All that the timeline of the page shows.

    ``docs``: (doc_id, title, publisher, published, url, path), ``names``: (id, name, label,
    valid_from, valid_to), ``sentences``: texts. ``events``: (event_id, edtf, earliest, latest,
    precision, date_basis, status, category, stage, instrument, themes, title, regions,
    programs, (actor, role) pairs, links, evidence), where a link is (relation, event_id, old
    value, new value) and evidence (doc, sentence, date_text, edtf, status, rule, page, start,
    end). Places in ``docs``, ``names``, ``sentences`` stand for the things. ``covers``: for a
    name what a filter by it lets through.
    ``lanes``: (label, names, events) of each kind; the label is a name's place, or a word.
    """
    found = views.events(store)
    docs = views.documents(store)
    doc_place = {row["doc_id"]: place for place, row in enumerate(docs)}
    names, sentences = _Pool(), _Pool()
    events = [
        [
            *(view.event[name] for name in _COLUMNS),
            names.all(view.event["regions"]),
            names.all(view.event["programs"]),
            [[names(row["entity_id"]), row["role"]] for row in view.actors],
            [[row[name] for name in _LINK] for row in view.links],
            [
                [doc_place[row["doc_id"]], sentences(row["sentence"]),
                 *(row[name] for name in _EVIDENCE)]
                for row in view.evidence
            ],
        ]
        for view in found
    ]  # fmt: skip
    covers = {
        "region": _covers(lexicon, names, (one for v in found for one in v.event["regions"])),
        "program": _covers(lexicon, names, (one for v in found for one in v.event["programs"])),
        "actor": _covers(lexicon, names, (row["entity_id"] for v in found for row in v.actors)),
    }
    lanes = {
        "program": _lanes(lexicon, names, [v.event["programs"] for v in found]),
        "region": _region_lanes(lexicon, names, [v.event["regions"] for v in found]),
        "body": _lanes(
            lexicon,
            names,
            [[row["entity_id"] for row in v.actors if _is_body(lexicon, row["entity_id"])]
             for v in found],
        ),
    }  # fmt: skip
    return {
        "docs": [[row[name] for name in _DOCUMENT] for row in docs],
        "names": [_name(lexicon, one) for one in names.places],
        "sentences": list(sentences.places),
        "events": events,
        "covers": covers,
        "lanes": lanes,
        "categories": list(CATEGORIES),
    }


_COLUMNS = (
    "event_id", "edtf", "earliest", "latest", "precision", "date_basis", "status", "category",
    "stage", "instrument", "themes", "title",
)  # fmt: skip
_EVIDENCE = ("date_text", "edtf", "status", "rule", "page", "start", "end")
_LINK = ("relation", "other_id", "old_value", "new_value")
_DOCUMENT = ("doc_id", "title", "publisher", "published", "url", "path")


def _name(lexicon: Lexicon, one: str) -> list[str | None]:
    entry = lexicon.entries.get(one)
    if entry is None:
        return [one, one, None, None, None]
    # The country's own name says less in a list of places than what it stands for there.
    name = "전국" if one == "KR" else entry.name
    return [one, name, entry.label, entry.valid_from, entry.valid_to]


def _is_body(lexicon: Lexicon, one: str) -> bool:
    entry = lexicon.entries.get(one)
    return entry is not None and entry.label == "ORG"


def _covers(lexicon: Lexicon, names: _Pool, used: Iterable[str]) -> list[list[Any]]:
    """(name, names that it covers), the most used first."""
    count = Counter(used)
    found = views.covers(lexicon, sorted(count))
    weight = {one: sum(count[each] for each in meant) for one, meant in found.items()}
    ordered = sorted(found, key=lambda one: (-weight[one], one))
    return [[names(one), names.all(found[one])] for one in ordered]


def _lanes(lexicon: Lexicon, names: _Pool, of_events: list[list[str]]) -> list[list[Any]]:
    """One lane a line of succession; the smaller ones, and what has none, in the last."""
    lines = views.lines(lexicon, (one for ids in of_events for one in dict.fromkeys(ids)))
    lane_of = {
        member: line.lane_id for line in lines[:MAX_LANES] for member in line.members
    }
    rows = _filled(of_events, lambda one: lane_of.get(one, views.OTHER))
    return [
        [names(line.lane_id), names.all(line.members), rows.get(line.lane_id, [])]
        for line in lines[:MAX_LANES]
    ] + [[views.OTHER, [], rows.get(views.OTHER, [])]]


def _region_lanes(lexicon: Lexicon, names: _Pool, of_events: list[list[str]]) -> list[list[Any]]:
    """The country, the seven economic regions, abroad, and what has no place."""
    rows = _filled(of_events, lambda one: views.economic_region(lexicon, one))
    order = ("KR", *views.ECONOMIC_REGIONS, views.ABROAD, views.OTHER)
    return [
        [one if one in (views.ABROAD, views.OTHER) else names(one), [], rows.get(one, [])]
        for one in order
    ]


def _filled(of_events: list[list[str]], lane: Callable[[str], str]) -> dict[str, list[int]]:
    """Events by lane; an event stands in every lane that it touches."""
    rows: dict[str, list[int]] = {}
    for place, ids in enumerate(of_events):
        touched = dict.fromkeys(map(lane, ids)) or {views.OTHER: None}
        if len(touched) > 1:
            touched.pop(views.OTHER, None)
        for one in touched:
            rows.setdefault(one, []).append(place)
    return rows
