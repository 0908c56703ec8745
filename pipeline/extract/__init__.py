"""The extractors, in the order in which they run.

Each is a pure function ``extract(context) -> tuple of records``; what it returns is added to the
context under its name for those after it. ``layers`` adds what the statistical
recognizer sees beside them, ``resolve`` settles overlaps between their results.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.extract import dates, entities, events, figures, layers, people, visions
from pipeline.extract.context import Context
from pipeline.records import Mention, Person

Extractor = Callable[[Context], tuple[Any, ...]]


def _mentions(context: Context) -> tuple[Mention, ...]:
    return layers.layer_mentions(entities.extract(context), context)


def _people(context: Context) -> tuple[Person, ...]:
    return layers.layer_people(people.extract(context), context)


EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("dates", dates.extract),
    ("mentions", _mentions),
    ("people", _people),
    ("figures", figures.extract),
    ("visions", visions.extract),
    ("events", events.extract),
)

__all__ = ["EXTRACTORS", "Context", "Extractor"]
