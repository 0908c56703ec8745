"""Lists of places: `대구·경북`, `부산, 울산과 경남`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.visions.places import Places

_JOINT = re.compile(r"\s?[·ㆍ‧,，/‧･]\s?|[와과]\s|\s및\s|\s")
_BETWEEN = re.compile(r"(?:지역)?(?:\s?[·ㆍ‧,，/･]\s?|[와과]\s|\s및\s)")
_KINDS = frozenset(("economic_region", "province", "city", "county"))


@dataclass(frozen=True, slots=True)
class Listed:
    """Places that stand in a list, or one that stands alone, and where it is."""

    start: int
    end: int
    regions: list[str]


Runs = Sequence[Listed]


def place_runs(places: Places, start: int, end: int) -> Iterator[Listed]:
    """The places that begin in ``start:end``, those that are joined as one list."""
    run: Listed | None = None
    for mention in places.within(start, end):
        region = places.meant(mention)
        if run is not None and mention.start < run.end:
            continue
        if run is not None and _BETWEEN.fullmatch(places.text, run.end, mention.start):
            run = Listed(run.start, mention.end, [*run.regions, region])
            continue
        if run is not None:
            yield run
        run = Listed(mention.start, mention.end, [region])
    if run is not None:
        yield run


def listed(places: Places, start: int, end: int) -> list[str]:
    """Ids of the places that ``start:end`` lists, empty where it names anything else."""
    regions: list[str] = []
    position = start
    for name in _JOINT.split(places.text[start:end]):
        at = places.text.index(name, position)
        position = at + len(name)
        if name in ("", "등"):
            continue
        region = _called(places, at, name)
        if region is None:
            return []
        regions.append(region)
    return regions


def _called(places: Places, start: int, name: str) -> str | None:
    for mention in places.within(start, start + 1):
        if len(name) - (mention.end - start) in (0, 1):
            return places.meant(mention)
    lexicon, date = places.context.lexicon, places.context.analysis.published
    for label in ("REGION", "COMPLEX"):
        entry = lexicon.resolve(name, date, label) or lexicon.resolve(
            name.removesuffix("권"), date, label
        )
        if entry is not None and (label == "COMPLEX" or entry.kind in _KINDS):
            return entry.entity_id
    return None


def between(cut: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where a phrase that ends at ``end`` begins: after the last cut behind ``start``."""
    match = cut.match(text, start, end)
    begin = match.end() if match else start
    while begin < end and text[begin].isspace():
        begin += 1
    return begin
