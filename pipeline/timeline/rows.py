"""Merged events as rows of the timeline's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from pipeline.timeline.links import Link
from pipeline.timeline.merge import TimelineEvent

Row = dict[str, object]


def timeline_rows(
    merged: Iterable[TimelineEvent], duplicates: Mapping[str, str], links: Iterable[Link] = ()
) -> dict[str, list[Row]]:
    """The tables ``events`` and ``event_aliases``, ``_actors``, ``_links``, ``_evidence``.

    Copies of a text (``duplicates``: id to original) are all named as evidence, and count once.
    ``events.outcome_of`` and ``events.supersedes`` are the likeliest of an event's links.
    """
    links = list(links)
    best: dict[tuple[str, str], Link] = {}
    for link in sorted(links, key=lambda one: (one.score is None, one.score or 0.0)):
        best[link.event_id, link.relation] = link
    events: list[Row] = []
    aliases: list[Row] = []
    actors: list[Row] = []
    evidence: list[Row] = []
    for one in merged:
        event, event_id = one.event, one.event_id
        told = len({duplicates.get(e.telling.doc_id, e.telling.doc_id) for e in one.evidence})
        row: Row = {name: getattr(event, name) for name in _EVENT_FIELDS}
        for relation in ("outcome_of", "supersedes"):
            linked = best.get((event_id, relation))
            row[relation] = linked.other_id if linked else None
        events.append({"event_id": event_id, "n_documents": told, **row})
        aliases += [{"alias_id": alias, "event_id": event_id} for alias in one.aliases]
        actors += [
            {"event_id": event_id, "entity_id": entity_id, "role": role}
            for entity_id, role in dict.fromkeys((a.entity_id, a.role) for a in event.actors)
        ]
        for item in one.evidence:
            telling = item.telling
            evidence.append(
                {
                    "event_id": event_id,
                    "doc_id": telling.doc_id,
                    "block_id": telling.block_id,
                    "page": telling.page,
                    "start": telling.event.start,
                    "end": telling.event.end,
                    "sentence": telling.event.text,
                    "date_text": telling.event.date_text,
                    "edtf": telling.event.edtf,
                    "status": telling.event.status,
                    "rule": telling.event.rule or None,
                    "score": item.score,
                }
            )
    return {
        "events": events,
        "event_aliases": aliases,
        "event_actors": actors,
        "event_links": [msgspec.to_builtins(link) for link in links],
        "event_evidence": evidence,
    }


_EVENT_FIELDS = (
    "edtf", "earliest", "latest", "precision", "date_basis", "status", "category", "stage",
    "instrument", "themes", "title", "regions", "programs", "confidence",
)  # fmt: skip
