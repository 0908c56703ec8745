"""Visions: what a place shall become, which industries, by when."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.extract.context import Context
from pipeline.extract.visions.assigned import from_assignments
from pipeline.extract.visions.lists import from_brackets, from_lines, from_tables
from pipeline.extract.visions.places import Places
from pipeline.extract.visions.prose import from_sentences
from pipeline.extract.visions.slogans import from_heads, from_plain, from_quotes
from pipeline.extract.visions.types import complex_types
from pipeline.records import Vision

__all__ = ["extract"]

# In order of trust: where two rules claim the same words for a place, the earlier one stands.
_RULES: tuple[Callable[[Places], Iterator[Vision]], ...] = (
    complex_types,
    from_lines,
    from_tables,
    from_quotes,
    from_plain,
    from_heads,
    from_brackets,
    from_assignments,
    from_sentences,
)


def extract(context: Context) -> tuple[Vision, ...]:
    """Visions in order of the text; one a region and text, white space aside."""
    places = Places(context)
    found: list[Vision] = []
    seen: set[tuple[str, str]] = set()
    for rule in _RULES:
        for vision in rule(places):
            key = (vision.region, "".join(vision.text.split()))
            overlaps = any(
                v.start < vision.end
                and vision.start < v.end
                and (v.region == vision.region or v.rule != vision.rule)
                for v in found
            )
            if vision.region and vision.text and key not in seen and not overlaps:
                seen.add(key)
                found.append(vision)
    found = [v for v in found if v.rule != "headline" or not _said_below(v, found)]
    return tuple(sorted(found, key=lambda v: (v.start, v.end, v.region)))


def _said_below(headline: Vision, found: list[Vision]) -> bool:
    """Whether the text says in full what its headline announces."""
    return any(
        v.rule != "headline" and v.region == headline.region and v.role == headline.role
        for v in found
    )
