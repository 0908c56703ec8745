"""The names that the gazetteer is made of, and their classes."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import kiwipiepy_model

from pipeline.lexicon import Lexicon
from pipeline.settings import MODELS_DIR

# Wikidata classes as they stand in Kiwi's dictionary of names of several words.
# Humans, also in fiction.
_PERSON = "Q5 Q15632617 Q22808320 Q3658341 Q15773317 Q1114461 Q1569167 Q95074 Q15711870"
# Clubs, firms, schools, parties, bands.
_BODY = "Q476028 Q4830453 Q43229 Q3918 Q9842 Q9826 Q149566 Q215380 Q7278 Q891723"
_PLACE = (
    "Q486972 Q532 Q3957 Q515 Q1115575 Q55488 Q34442 Q728937 Q928830 Q94993988 Q3024240"
    " Q23442 Q8502 Q4022 Q210272 Q22808403"
)
_WORK = (
    "Q11424 Q7889 Q5398426 Q15416 Q134556 Q482994 Q7725634 Q21198342 Q63952888 Q105543609"
    " Q47461344 Q1366112 Q23038290 Q3305213"
)
_KINDS = {
    code: kind
    for kind, codes in (("P", _PERSON), ("O", _BODY), ("L", _PLACE), ("W", _WORK))
    for code in codes.split()
}
_OF_LEXICON = {"ORG": "o", "REGION": "r", "COMPLEX": "c"}

PLACES = MODELS_DIR / "places.txt"
"""Territories of the CLDR and cities of GeoNames, in Hangul."""


def known_names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """``(name, class)``, the least certain source first."""
    yield from _of_kiwi()
    yield from _places()
    for entry in lexicon.entries.values():
        for name in entry.names:
            if name not in entry.weak:
                yield name, _OF_LEXICON.get(entry.label, "x")


def _of_kiwi() -> Iterator[tuple[str, str]]:
    path = Path(kiwipiepy_model.__file__).parent / "multi.dict"
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("#") or not rest:
            continue
        yield name, _KINDS.get(rest.rpartition("# ")[2], "X")


@functools.cache
def known_places() -> frozenset[str]:
    """The names in ``models/places.txt``, also written as one word."""
    lines = PLACES.read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if not line.startswith("#")]
    return frozenset([*names, *(name.replace(" ", "") for name in names)])


def _places() -> Iterator[tuple[str, str]]:
    for name in sorted(known_places()):
        yield name, "L"
