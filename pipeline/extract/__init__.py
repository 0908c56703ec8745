"""The extractors, in the order in which they run.

Each is a pure function ``extract(context) -> tuple of records``; what it returns is added to the
context under its name for those after it. ``resolve`` settles overlaps between their results.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.extract import dates, entities, events, figures, people, visions
from pipeline.extract.context import Context

Extractor = Callable[[Context], tuple[Any, ...]]

EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("dates", dates.extract),
    ("mentions", entities.extract),
    ("people", people.extract),
    ("figures", figures.extract),
    ("visions", visions.extract),
    ("events", events.extract),
)

__all__ = ["EXTRACTORS", "Context", "Extractor"]
