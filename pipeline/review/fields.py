"""What may be corrected, and with which values: the codebook's words and no others."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pipeline.classify.data import (
    CATEGORIES,
    DOC_TYPES,
    INSTRUMENTS,
    NONE,
    STAGES,
    STATUSES,
    THEMES,
)
from pipeline.errors import YeonpyoError

MANY = ("themes",)
"""Fields with any number of labels, written ``network; rnd``, or ``none`` for no label at all."""

CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "events": {
        "category": (*CATEGORIES, NONE),
        "stage": STAGES,
        "instrument": INSTRUMENTS,
        "themes": THEMES,
        "status": STATUSES,
    },
    "documents": {"doc_type": DOC_TYPES},
    "figures": {
        "status": ("actual", "target", "forecast"),
        "kind": ("amount", "change", "share", "rank", "duration", "average"),
        "bound": ("exact", "about", "at_least", "more_than", "at_most", "less_than"),
    },
    "visions": {"role": ("hub", "base", "centre", "cluster")},
}
"""For each table the fields that can be corrected, with their labels."""

FREE: Mapping[str, tuple[str, ...]] = {
    "events": ("title",),
    "documents": ("title", "publisher", "author"),
    "figures": ("metric", "scope"),
    "people": ("title", "affiliation"),
}
"""Fields that take any text; an empty one clears the cell where it may be null."""

NO_EVENT = NONE
"""The category by which a person says that nothing happened: the event is taken off."""


class ReviewError(YeonpyoError):
    """A correction that cannot be taken; the message names the row and the value."""


def parse(table: str, field: str, text: str) -> str | tuple[str, ...]:
    """The value meant by ``text``; ReviewError if the field has no such label."""
    text = text.strip()
    choices = CHOICES.get(table, {}).get(field)
    if choices is None:
        if field in FREE.get(table, ()):
            return text
        known = sorted({*CHOICES.get(table, {}), *FREE.get(table, ())})
        raise ReviewError(
            f"{table}.{field} cannot be corrected; of {table} one can correct {', '.join(known)}"
            if known
            else f"no table {table!r} to correct; there are {', '.join(CHOICES)}"
        )
    if field in MANY:
        found = json.loads(text) if text.startswith("[") else text.replace(",", ";").split(";")
        labels = [str(label).strip() for label in found if str(label).strip()]
        if labels == [NONE]:
            return ()
        for label in labels:
            _check(field, label, choices)
        return tuple(label for label in choices if label in labels)
    _check(field, text, choices)
    return text


def _check(field: str, label: str, choices: tuple[str, ...]) -> None:
    if label not in choices:
        raise ReviewError(f"{label!r} is no {field}; there are {', '.join(choices)}")


def written(value: object) -> str | None:
    """A value as the table ``corrections`` holds it: lists as JSON."""
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return json.dumps(list(value), ensure_ascii=False)
    return str(value)
