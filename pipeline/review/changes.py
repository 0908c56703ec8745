"""What a run changed in the timeline: events that came and went, labels that are others now."""

from __future__ import annotations

from collections import Counter

from pipeline.store import Store

LABELS = ("category", "stage", "instrument", "themes", "status", "edtf", "title")


def snapshot(store: Store) -> dict[str, tuple[object, ...]]:
    """The labels of every event, by its id."""
    columns = ", ".join(f'"{name}"' for name in LABELS)
    return {
        row[0]: tuple(row[1:])
        for row in store.connection.execute(f"SELECT event_id, {columns} FROM events")
    }


def compare(
    before: dict[str, tuple[object, ...]], after: dict[str, tuple[object, ...]]
) -> dict[str, int]:
    """Numbers of events that are ``new`` and ``gone``, and for each label how many differ."""
    counts: Counter[str] = Counter()
    counts["new"] = len(after.keys() - before.keys())
    counts["gone"] = len(before.keys() - after.keys())
    for event_id in before.keys() & after.keys():
        for name, old, new in zip(LABELS, before[event_id], after[event_id], strict=True):
            counts[name] += old != new
    return {name: counts[name] for name in ("new", "gone", *LABELS) if counts[name]}


def in_words(changes: dict[str, int]) -> str:
    """``2 events new, 1 gone; category of 3, themes of 5 changed``."""
    came = [f"{changes[name]} {name}" for name in ("new", "gone") if name in changes]
    other = [f"{name} of {changes[name]}" for name in LABELS if name in changes]
    parts = (["events: " + ", ".join(came)] if came else []) + (
        ["changed: " + ", ".join(other)] if other else []
    )
    return "; ".join(parts)
