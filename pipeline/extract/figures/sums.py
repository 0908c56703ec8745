"""Figures that a document says add up: parts and their total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.figures.draft import Draft

_TOTAL = re.compile(
    r"(?:총|합계|모두|도합|합쳐|합해|합치면|합하면|통틀어|계|전체|합산|누계|총계|총액)(?:하면|해|은|는)?\s?[:(]?\s?(?:약\s?)?$"
)
_TOLERANCE = 0.011
"""Relative: parts rounded to two digits may miss their total by a hundredth."""
_MOST_PARTS = 20
_NEAR = 120
"""Characters between a figure and the parts of a sum that is of the same."""


def assign(text: str, drafts: list[Draft]) -> None:
    """Link parts and totals; ``sum_id`` is ``s`` and the total's start."""
    for index, total in enumerate(drafts):
        if total.quantity.value_max is not None or total.kind in ("rank", "change") or total.sum_id:
            continue
        if _TOTAL.search(text, max(total.block.start, total.start - 14), total.start):
            parts = _fitting(total, _same(total, drafts[max(0, index - _MOST_PARTS) : index])[::-1])
            if len(parts) < 2:
                parts = _fitting(
                    total, _after(text, total, drafts[index + 1 : index + _MOST_PARTS])
                )
        else:
            parts = _fitting(total, _bracket(text, total, drafts[index + 1 : index + _MOST_PARTS]))
        if len(parts) > 1:
            for draft in (total, *parts):
                draft.sum_id = f"s{total.start}"
                draft.sum_side = "total" if draft is total else "part"
            _name(drafts[:index], total, parts)
            if total.status != "actual":
                for part in parts:
                    part.status = part.status if part.decided else total.status
            elif all(part.status == "target" for part in parts):
                total.status = "target"  # a total is no more certain than its parts


def _name(before: Sequence[Draft], total: Draft, parts: Sequence[Draft]) -> None:
    """A total that has the last part's metric takes that of the same unit before the parts:
    68건의 과제 가운데 A 3건과 B 10건 등 총 13건."""
    nearest, first = parts[0], parts[-1]
    if total.metric != nearest.metric or nearest.start > total.start:
        return
    for draft in reversed(before):
        if draft.start < first.start and draft.unit == total.unit:
            if first.start - draft.end < _NEAR and draft.metric:
                total.metric = draft.metric
            return


def _same(total: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    return [
        d
        for d in drafts
        if d.sentence is total.sentence
        and d.unit == total.unit
        and d.quantity.value_max is None
        and d.sum_id is None
        and d.kind != "change"
    ]


def _after(text: str, total: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Figures of the same unit that follow in the sentence."""
    return _same(total, drafts)


def _bracket(text: str, total: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Figures inside the bracket that opens right after the total."""
    opened = re.compile(r"[^,.()\d]{0,8}[(（]").match(text, total.end)
    if opened is None:
        return []
    closed = text.find(")", opened.end(), opened.end() + 200)
    return [d for d in _same(total, drafts) if closed > 0 and d.end <= closed]


def _fitting(total: Draft, candidates: Sequence[Draft]) -> list[Draft]:
    """The longest run of the nearest candidates that adds up to the total, or nothing."""
    value = float(total.quantity.value)
    running, best = 0.0, 0
    for count, draft in enumerate(candidates, 1):
        running += float(draft.quantity.value)
        if count > 1 and abs(running - value) <= abs(value) * _TOLERANCE:
            best = count
    return list(candidates[:best])
