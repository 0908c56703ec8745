"""One event out of its tellings: the surest words, the finest date, the latest status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from pipeline.records import Actor, Event
from pipeline.timeline.similarity import SHORT_INTERVAL

_WIDTH = {"day": 0, "interval": 1, "month": 2, "quarter": 3, "half": 4, "year": 5}
_BASIS = {"explicit": 0, "relative": 1, "publication": 2}
_GOOD_TITLE = range(8, 45)
"""Characters of a headline that says enough and is read at a glance."""
_ASIDE = re.compile(
    r"^[\[<]|_|(?:개[막회]식|폐[막회]식|축사|격려사|치사|기념사|연설|메시지|환영사|말씀|영상|인사말)\s*$"
)
"""What was said at a happening, its opening, or a caption: not the happening's own name."""
_LOOSE = re.compile(r"[.,:“”\"…]|(?:다|고|며|에|는|은|이|가|을|를|한|된|할|린|인)$")


def fuse(tellings: Sequence[tuple[str | None, Event]]) -> Event:
    """``tellings`` are (publication date, event) with the first to tell at the head.

    Span, text and rule stay those of the first; the best headline stands; a fair's days win over
    its opening day, a day over its month, a stated date over the day of publication; the status
    is that of the last document; entities are those of all.
    """
    events = [event for _, event in tellings]
    first = events[0]
    surest = max(events, key=lambda e: e.confidence or 0.0)
    dated = min(events, key=_coarseness)
    last = max(tellings, key=lambda told: told[0] or "")[1]
    roles: dict[str, Actor] = {}
    for event in events:
        for actor in event.actors:
            if actor.entity_id not in roles or roles[actor.entity_id].role == "actor":
                roles[actor.entity_id] = actor
    return msgspec.structs.replace(
        first,
        edtf=dated.edtf,
        earliest=dated.earliest,
        latest=dated.latest,
        precision=dated.precision,
        date_text=dated.date_text,
        date_basis=dated.date_basis,
        status=last.status,
        title=min(events, key=_looseness).title,
        category=surest.category,
        stage=surest.stage,
        instrument=surest.instrument,
        themes=_union(event.themes for event in events),
        regions=_union(event.regions for event in events),
        programs=_union(event.programs for event in events),
        actors=tuple(roles.values()),
        confidence=max((e.confidence for e in events if e.confidence is not None), default=None),
    )


def _coarseness(event: Event) -> tuple[int, int]:
    width = _WIDTH.get(event.precision or "", 9)
    if event.precision == "interval" and event.earliest and event.latest:
        days = (date.fromisoformat(event.latest) - date.fromisoformat(event.earliest)).days
        width = -1 if days < SHORT_INTERVAL and event.date_basis != "publication" else 6
    return (width if event.date_basis != "publication" else max(width, 1)), _BASIS[event.date_basis]


def _looseness(event: Event) -> tuple[int, float]:
    """0 for a headline of good length without loose ends; then the surer telling's."""
    fits = len(event.title) in _GOOD_TITLE
    loose = 2 * (not fits) + bool(_LOOSE.search(event.title)) + 2 * bool(_ASIDE.search(event.title))
    return loose, -(event.confidence or 0.0)


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))
