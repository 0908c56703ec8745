"""Series whose unit stands in the head: ``이용자 수(만명): (’23) 812 → (’24) 867 → (’25) 903``."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.grammar.numerals import ARABIC, parse
from pipeline.grammar.quantity import Quantity
from pipeline.grammar.units import match_unit

_YEAR = r"[(\[]\s?['’‘]?\d{2,4}[^()\[\]\n]{0,8}[)\]]\s?"
_NEXT = r"\s?(?:→|⇒|➔|->|,|/)\s?"
_ITEM = rf"(?:{_YEAR})?(?:{ARABIC})"
_SERIES = re.compile(
    rf"\((?:단위\s?[:：]?\s?)?([십백천만억조]*)\s?([가-힣A-Za-z㎀-㏿%]{{1,6}})\)\s?[:：]?\s?"
    rf"((?:{_YEAR}(?:{ARABIC})|{_ITEM}\s?(?:→|⇒|➔|->)\s?{_ITEM})(?:{_NEXT}{_ITEM}){{0,11}})(?![\d가-힣%])"
)
_NUMBER = re.compile(rf"(?:{_YEAR})?({ARABIC})")


def find(source: str) -> list[Quantity]:
    """The bare numbers of every series in ``source``, in the unit of its head."""
    found: list[Quantity] = []
    for series in _SERIES.finditer(source):
        said = match_unit(series[2], 0)
        if said is None or said[0] != len(series[2]):
            continue
        unit = said[2]
        scale = parse(series[1]) if series[1] else Decimal(1)
        found += [
            Quantity(m.start(1), m.end(1), parse(m[1]) * scale, None, unit.unit, unit.type,
                     noun=unit.noun, number_end=m.end(1), rule="series_unit")
            for m in _NUMBER.finditer(source, series.start(3), series.end(3))
        ]  # fmt: skip
    return found
