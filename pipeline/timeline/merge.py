"""Merge the tellings of all documents into one timeline.

A telling joins the event whose first telling it resembles most; it is never compared with later
members, so that no chain of small steps can swallow a year. Candidates come from an index over
the month and the words of the title: no all-pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.records import Actor, Event, Record, content_id
from pipeline.timeline.similarity import bigrams, same_happening

MAX_CANDIDATES = 200
"""Events that one telling is compared with at most: those that share most of its title."""


class Telling(Record, frozen=True):
    """One document's telling of an event, with where its evidence stands."""

    doc_id: str
    block_id: str | None
    page: int | None
    published: str | None
    event: Event

    @property
    def telling_id(self) -> str:
        """The id of the event that this telling would be, were it alone."""
        e = self.event
        return content_id("event", self.doc_id, e.start, e.end, e.edtf, e.title)


class Evidence(Record, frozen=True):
    """A telling inside a merged event; ``score`` is its likeness to the first one (1 for it)."""

    telling: Telling
    score: float


class TimelineEvent(Record, frozen=True):
    """A happening with all its evidence; ``aliases`` are the ids that the merge has retired."""

    event_id: str
    event: Event
    n_documents: int
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...]


@dataclass
class _Cluster:
    first: Telling
    members: list[Evidence] = field(default_factory=list)


def merge(tellings: Iterable[Telling]) -> Iterator[TimelineEvent]:
    """Events in order of time. The result depends on the set of tellings, not on their order."""
    ordered = sorted(tellings, key=_order)
    clusters: list[_Cluster] = []
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for telling in ordered:
        best: tuple[float, int] | None = None
        for number in _candidates(telling.event, index):
            score = same_happening(clusters[number].first.event, telling.event)
            if score is not None and (best is None or (score, -number) > (best[0], -best[1])):
                best = (score, number)
        if best is None:
            for key in _keys(telling.event):
                index[key].append(len(clusters))
            clusters.append(_Cluster(telling, [Evidence(telling=telling, score=1.0)]))
        else:
            clusters[best[1]].members.append(Evidence(telling=telling, score=round(best[0], 4)))
    events = [_event(cluster) for cluster in clusters]
    yield from sorted(
        events,
        key=lambda e: (
            e.event.earliest or e.event.latest or "9999",
            e.event.latest or "9999",
            e.event_id,
        ),
    )


def _order(telling: Telling) -> tuple[str, str, str, int, int, str]:
    """Earliest publication first: the document that told it first gives the event its id."""
    event = telling.event
    return (
        telling.published or "9999",
        telling.doc_id,
        event.earliest or "",
        event.start,
        event.end,
        event.title,
    )


def _keys(event: Event) -> Iterator[tuple[str, str]]:
    month = (event.earliest or event.latest or "")[:7]
    for pair in bigrams(event.title):
        yield month, pair


def _candidates(event: Event, index: dict[tuple[str, str], list[int]]) -> list[int]:
    shared: dict[int, int] = defaultdict(int)
    for key in _keys(event):
        for number in index.get(key, ()):
            shared[number] += 1
    need = 2 if len(bigrams(event.title)) > 3 else 1
    ranked = sorted((-count, number) for number, count in shared.items() if count >= need)
    return [number for _, number in ranked[:MAX_CANDIDATES]]


def _event(cluster: _Cluster) -> TimelineEvent:
    """One event out of its tellings: the surest words, the latest status, all entities."""
    tellings = [evidence.telling for evidence in cluster.members]
    events = [telling.event for telling in tellings]
    surest = max(events, key=lambda e: (e.confidence or 0.0, -len(e.title)))
    # A day says more than its month; a stated date more than the day of publication.
    dated = min(events, key=lambda e: (_WIDTH.get(e.precision or "", 9), _BASIS[e.date_basis]))
    last = max(tellings, key=lambda t: t.published or "")
    category = surest.category
    roles: dict[str, Actor] = {}
    for event in events:
        for actor in event.actors:
            if actor.entity_id not in roles or roles[actor.entity_id].role == "actor":
                roles[actor.entity_id] = actor
    first_id = cluster.first.telling_id
    merged = Event(
        start=cluster.first.event.start,
        end=cluster.first.event.end,
        text=cluster.first.event.text,
        edtf=dated.edtf,
        earliest=dated.earliest,
        latest=dated.latest,
        precision=dated.precision,
        date_text=dated.date_text,
        date_basis=dated.date_basis,
        status=last.event.status,
        title=surest.title,
        category=category,
        stage=surest.stage,
        instrument=surest.instrument,
        themes=_union(event.themes for event in events),
        regions=_union(event.regions for event in events),
        programs=_union(event.programs for event in events),
        actors=tuple(roles.values()),
        confidence=max((e.confidence for e in events if e.confidence is not None), default=None),
        rule=cluster.first.event.rule,
    )
    return TimelineEvent(
        event_id=first_id,
        event=merged,
        n_documents=len({telling.doc_id for telling in tellings}),
        evidence=tuple(cluster.members),
        aliases=tuple(sorted({telling.telling_id for telling in tellings} - {first_id})),
    )


_WIDTH = {"day": 0, "month": 1, "quarter": 2, "half": 3, "interval": 4, "year": 5}
_BASIS = {"explicit": 0, "relative": 1, "publication": 2}


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))
