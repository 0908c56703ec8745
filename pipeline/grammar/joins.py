"""Quantities that belong together: ranges, shared units, and amounts in two units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.grammar.numeral_scan import Numeral
from pipeline.grammar.numeral_words import ending_scale
from pipeline.grammar.quantity import Quantity

RANGE = re.compile(r"\s?(?:[~∼～〜˜∽–—―-]|에서|내지)\s?")
ARROW = re.compile(r"\s?(?:→|⇒|➔|➜|->|=>|⇨)\s?")
LIST = re.compile(r"\s?(?:[,·ㆍ・‧․]|와|과|및)\s?")
# 7억에서 14억원으로 늘렸다: two ends of a change, no range
_MOVES = re.compile(
    r"(?:으로|로|까지)\s?(?:[가-힣]+\s)?(?:늘|줄|확대|증|감|높|낮|올|오르|내리|내려|상향|하향|인상|인하|축소)"
)
_RANGED = re.compile(r"\s?(?:[~∼～〜˜∽–—-]|에서\s)\s?")
# How many of the smaller unit make one of the larger. Lengths and masses stay in the larger unit
# (키 1m 75cm is 1.75 m), times go to the smaller (1년 6개월 is 18 개월): both exact.
_COMPOUND = {
    ("m", "cm"): 100, ("km", "m"): 1000, ("kg", "g"): 1000, ("t", "kg"): 1000, ("cm", "mm"): 10,
    ("피트", "인치"): 12, ("파운드", "온스"): 16, ("L", "mL"): 1000,
    ("년", "개월"): 12, ("시간", "분"): 60, ("분", "초"): 60,
}  # fmt: skip


def join(source: str, waiting: Sequence[tuple[Numeral, str]], last: Quantity) -> list[Quantity]:
    """Bare numbers with the quantity after them: a range, or several that share the unit."""
    first, gap = waiting[-1]
    scale = ending_scale(source[last.start : last.number_end])
    low = _borrow(first, last.value, scale)
    near = "," in gap and len(waiting) == 1 and last.value - first.value == 1 and last.value < 10
    if ARROW.fullmatch(gap) and len(waiting) == 1:  # 12.4 → 109.4GWh
        value = first.value * scale if first.scale == 1 and first.value < 10**4 else first.value
        return [
            replace(last, start=first.start, end=first.end, value=value, number_end=first.end),
            last,
        ]
    if "에서" in gap and _MOVES.match(source, last.end):
        return [
            replace(last, start=first.start, end=first.end, value=low, number_end=first.end),
            last,
        ]
    if (RANGE.fullmatch(gap) or near) and low < last.value:
        return [replace(last, start=first.start, value=low, value_max=last.value, rule="range")]
    if any(n.value >= 1000 for n, _ in waiting) or not all(LIST.fullmatch(g) for _, g in waiting):
        return [last]
    if last.type in ("time", "rank") or last.value >= 1000:
        return [last]
    shared = [
        replace(last, start=n.start, end=n.end, number_end=n.end, value=n.value, rule="shared_unit")
        for n, _ in waiting
    ]
    return [*shared, last]


def _borrow(first: Numeral, value: Decimal, scale: int) -> Decimal:
    """A bare number before ``~`` borrows the scale of the one after: 10~20억."""
    if first.scale == 1 and scale > 1 and first.value * scale <= value:
        return first.value * scale
    return first.value


def append(source: str, found: list[Quantity], quantity: Quantity) -> None:
    """Add a quantity, making one of it and the one before where the text does."""
    if found:
        before = found[-1]
        gap = source[before.end : quantity.start]
        if (whole := _compound(before, quantity, gap)) is not None:
            found[-1] = whole
            return
        ranged = _RANGED.fullmatch(gap) is not None
        if ranged and "에서" in gap:
            after = source[quantity.end : quantity.end + 4]
            ranged = re.match(r"\s?(?:사이|정도|수준|가량|선)", after) is not None
        if ranged and before.unit == quantity.unit and before.value_max is None:
            low, high = before.value, quantity.value
            if low < high:
                found[-1] = replace(
                    quantity, start=before.start, value=low, value_max=high, rule="range"
                )
                return
    found.append(quantity)


def _compound(before: Quantity, after: Quantity, gap: str) -> Quantity | None:
    """``2시간 30분``, ``1년 6개월``, ``5피트 10인치`` as one quantity."""
    factor = _COMPOUND.get((before.unit, after.unit))
    if factor is None or gap not in ("", " ") or before.value % 1 or after.value >= factor:
        return None
    if before.value_max is not None or after.value_max is not None or before.sign or after.sign:
        return None
    larger = before.value + after.value / factor
    value, unit = (larger, before.unit) if before.type == "measure" else (
        before.value * factor + after.value, after.unit)  # fmt: skip
    return replace(
        after,
        start=before.start,
        value=value,
        unit=unit,
        bound=before.bound if before.bound != "exact" else after.bound,
        rule="compound",
    )
