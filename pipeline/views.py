"""Rows joined as a reader wants them, for the page, the explorer and whoever shows the tables.

Each function reads the store once and returns plain frozen structures in a fixed order; none of
them knows how anything is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.store import Store

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon

Row = Mapping[str, Any]

ABROAD = "abroad"
"""The lane of places outside the country."""
OTHER = "other"
"""The lane of what belongs to no lane of its own."""


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its actors, evidence and links to earlier events, in the tables' order.

    A link is ``relation``, ``other_id``, ``old_value``, ``new_value``.
    """

    event: Row
    actors: tuple[Row, ...]
    evidence: tuple[Row, ...]
    links: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The points of one series in their order; each with its figure's ``doc_id`` and sentence."""

    series_id: str
    metric: str
    scope: str | None
    unit: str
    points: tuple[Row, ...]

    @property
    def n_documents(self) -> int:
        return len({point["doc_id"] for point in self.points})


@dataclass(frozen=True, slots=True)
class AuditView:
    """A check with both sides: the figures compared, in the audit's order."""

    audit: Row
    figures: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class VisionRow:
    """All visions of one region, by publication date; ``kind`` is the lexicon's."""

    region: str
    name: str
    kind: str
    visions: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of succession (bodies, programmes) or a place; ``members`` in order of time."""

    lane_id: str
    members: tuple[str, ...]


def documents(store: Store) -> list[Row]:
    """The documents by date, without their text."""
    order = ("published", "doc_id")
    return [
        {name: value for name, value in row.items() if name != "text"}
        for row in store.rows("documents", order=order)
    ]


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def events(store: Store) -> list[EventView]:
    """Every event in order of time."""
    actors = _grouped(store.rows("event_actors"), "event_id")
    evidence = _grouped(store.rows("event_evidence"), "event_id")
    links = _grouped(store.rows("event_links"), "event_id")
    return [
        EventView(
            row,
            tuple(actors.get(ident, ())),
            tuple(evidence.get(ident, ())),
            _links(row, links.get(ident, [])),
        )
        for row in store.rows("events")
        if isinstance(ident := row["event_id"], str)
    ]


def _links(event: Row, links: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of ``event_links``, and what the event's own columns say beyond them."""
    known = {(link["relation"], link["other_id"]) for link in links}
    own = [
        {"relation": name, "other_id": event[name], "old_value": None, "new_value": None}
        for name in ("supersedes", "outcome_of")
        if event[name] and (name, event[name]) not in known
    ]
    return (*links, *own)


def series(store: Store) -> list[SeriesView]:
    """Every series, first those that several documents tell in one voice and that were revised."""
    told = {
        row["figure_id"]: row
        for row in store.rows("figures", "t.figure_id IN (SELECT figure_id FROM series)")
    }
    names = ("doc_id", "sentence", "text", "start", "end", "rule")
    found = [
        SeriesView(
            series_id, rows[0]["metric"], rows[0]["scope"], rows[0]["unit"],
            tuple({**row, **{n: told.get(row["figure_id"], {}).get(n) for n in names}}
                  for row in rows),
        )
        for series_id, rows in _grouped(store.rows("series"), "series_id").items()
    ]  # fmt: skip
    return sorted(found, key=_weight)


NOISE = 0.3
"""Share of points that say something else at the same time, from which a series is no story."""
SPREAD = 50
"""Times that the largest value may be the smallest; beyond it several things share the name."""


def _weight(one: SeriesView) -> tuple[object, ...]:
    revised = sum(point["supersedes"] is not None for point in one.points)
    times = {(p["as_of"] or p["stated_on"], p["status"]) for p in one.points}
    sizes = [abs(point["value"]) for point in one.points if point["value"]]
    noisy = len(times) < (1 - NOISE) * len(one.points) or (
        bool(sizes) and max(sizes) > SPREAD * min(sizes)
    )
    return (
        -min(one.n_documents, 2), noisy, -revised, -one.n_documents, one.scope is None,
        -len(one.points), one.metric, one.series_id,
    )  # fmt: skip


def audits(store: Store) -> list[AuditView]:
    """Every check, what disagrees first."""
    compared = "t.figure_id IN (SELECT value FROM audits, json_each(audits.figure_ids))"
    figures = {row["figure_id"]: row for row in store.rows("figures", compared)}
    found = [
        AuditView(row, tuple(figures[one] for one in _strings(row["figure_ids"]) if one in figures))
        for row in store.rows("audits")
    ]
    return sorted(found, key=lambda v: verdict_order(v.audit["verdict"]))


VERDICTS = ("disagrees", "revised", "within_rounding", "agrees")
"""From what a reader should look at first to what is in order."""


def verdict_order(verdict: object) -> int:
    """Place of a verdict among ``VERDICTS``; an unknown one stands last."""
    return VERDICTS.index(verdict) if verdict in VERDICTS else len(VERDICTS)


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


_KINDS = ("economic_region", "country", "province")


def vision_rows(store: Store, lexicon: Lexicon) -> list[VisionRow]:
    """One row a region that has a vision: economic regions, the country, provinces, the rest."""
    published = {row["doc_id"]: row["published"] or "9999" for row in documents(store)}
    rows = []
    for region, found in _grouped(store.rows("visions"), "region").items():
        entry = lexicon.entries.get(region)
        found.sort(key=lambda v: (published[v["doc_id"]], v["doc_id"], v["start"]))
        rows.append(
            VisionRow(region, entry.name if entry else region, entry.kind if entry else "",
                      tuple(found))
        )  # fmt: skip

    def rank(row: VisionRow) -> tuple[object, ...]:
        kind = _KINDS.index(row.kind) if row.kind in _KINDS else len(_KINDS)
        return kind, row.kind, region_order(row.region), -len(row.visions), row.region

    return sorted(rows, key=rank)


ECONOMIC_REGIONS = ("수도권", "충청권", "호남권", "대경권", "동남권", "강원권", "제주권")
"""The 5+2 in the order in which the plans of 2008 to 2013 name them."""


def region_order(region: str) -> int:
    """Place among the economic regions; all others behind them."""
    order = ECONOMIC_REGIONS
    return order.index(region) if region in order else len(order)


def economic_region(lexicon: Lexicon, region: str) -> str:
    """The lane of a place: its economic region, ``KR``, ``ABROAD``, or ``OTHER`` if unknown."""
    chain = (region, *lexicon.ancestors(region))
    for one in chain:
        entry = lexicon.entries.get(one)
        if entry is not None and entry.kind == "economic_region":
            return one
        if entry is not None and entry.kind == "foreign_country":
            return ABROAD
    return "KR" if "KR" in chain else OTHER


def lines(lexicon: Lexicon, ids: Iterable[str]) -> list[Lane]:
    """The lines of succession that ``ids`` belong to, the ones with most of ``ids`` first.

    Each id counts as often as it comes. A line holds only those of its members that came up.
    """
    counts: dict[str, int] = defaultdict(int)
    for one in ids:
        counts[one] += 1
    groups: dict[tuple[str, ...], int] = defaultdict(int)
    for one, number in counts.items():
        groups[lexicon.lineage(one)] += number
    ordered = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
    return [
        Lane(members[0], members)
        for group, _ in ordered
        if (members := tuple(one for one in group if one in counts))
    ]


def covers(lexicon: Lexicon, present: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each id that a filter may offer, the ids among ``present`` that it lets through.

    Offered are the ids present and all that lies above them; as in ``query.resolve``, an id
    covers its line of succession and what lies below each of that line.
    """
    known = set(present)
    offered = dict.fromkeys(present)
    for one in present:
        offered.update(dict.fromkeys(lexicon.ancestors(one)))
    found: dict[str, tuple[str, ...]] = {}
    for one in offered:
        meant: dict[str, None] = {}
        for relative in lexicon.lineage(one):
            meant[relative] = None
            meant.update(dict.fromkeys(lexicon.descendants(relative)))
        found[one] = tuple(each for each in meant if each in known)
    return found
