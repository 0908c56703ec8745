"""The record of a quantity: a number with its unit, its bound and its sign."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.records import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``[start, end)``: the number up to the counter, no further.

    ``type`` is that of the unit (money, percent, points, multiple, rank, time, measure,
    counter); ``sign`` is -1 or +1 where one is written, else 0; ``value`` carries it.
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    type: str
    bound: Bound = "exact"
    sign: int = 0
    noun: str | None = None
    number_end: int = 0
    rule: str = "number_unit"
