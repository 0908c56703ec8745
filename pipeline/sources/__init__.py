"""The sources: one module a site, found by looking into this folder.

A source reads pages and knows no network. It has ``SECRET``, ``start(query)`` (the first
addresses) and ``read(fetch, data, query)`` (what an answer holds): see ``reading.Source``.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from pipeline.errors import SourceError
from pipeline.sources.reading import (
    Busy,
    Fetch,
    Fields,
    Found,
    Halt,
    Made,
    Query,
    Source,
    with_query,
)

__all__ = [
    "Busy",
    "Fetch",
    "Fields",
    "Found",
    "Halt",
    "Made",
    "Query",
    "Source",
    "load",
    "names",
    "with_query",
]


def names() -> tuple[str, ...]:
    """The ids of all sources, sorted."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if not m.ispkg))


def load(name: str) -> Source:
    """The source with this id. SourceError if there is none."""
    if name not in names():
        raise SourceError(f"no source {name!r}; there are {', '.join(names())}")
    return cast(Source, import_module(f"{__name__}.{name}"))
