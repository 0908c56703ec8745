"""Figures: measured or stated quantities with what they are about.

``find`` gives the quantities, the other modules fill one attribute each; their order matters:
``changes`` needs kinds and metrics, ``status`` the sides of changes and the times.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.context import Context
from pipeline.extract.figures import as_of, changes, find, kind, metric, scope, status, sums, tables
from pipeline.extract.figures.draft import Draft
from pipeline.grammar import edtf
from pipeline.records import Figure


def extract(context: Context) -> tuple[Figure, ...]:
    """All figures of the document in order of ``start``; uses ``dates`` and ``mentions``."""
    drafts = tables.read(context, find.find(context))
    text = context.analysis.text
    kind.assign(text, drafts)
    metric.assign(context, drafts)
    kind.settle(text, drafts)
    as_of.assign(context, drafts)
    for draft in drafts:
        if draft.cell_time is not None and draft.as_of is None:
            draft.as_of = draft.cell_time
    changes.assign(text, drafts)
    for draft in drafts:
        if draft.change_side == "from" and draft.reference is not None:
            draft.as_of = draft.reference
    _part_ends(context, drafts)
    status.assign(context, drafts)
    _keep_to_time(context, drafts)
    sums.assign(text, drafts)
    scope.assign(context, drafts)
    return tuple(_record(text, draft) for draft in drafts)


def _part_ends(context: Context, drafts: Sequence[Draft]) -> None:
    """One time to come before both ends of a change is that of the second: 내년에 5단계에서
    3단계로."""
    today = _today(context)
    times = {d.change_id: d.as_of for d in drafts if d.change_side == "to"}
    for draft in drafts:
        if (
            draft.change_side == "from"
            and draft.as_of
            and today
            and draft.as_of == times.get(draft.change_id)
            and (edtf.bounds(draft.as_of)[1] or "9") > today
        ):
            draft.as_of = None


def _today(context: Context) -> str | None:
    published = context.analysis.published
    return edtf.bounds(published)[1] if published else None


def _keep_to_time(context: Context, drafts: Sequence[Draft]) -> None:
    """What holds from a day after publication on cannot be actual, whatever the verb's tense."""
    today = _today(context)
    if today is None:
        return
    for draft in drafts:
        if draft.status == "actual" and draft.as_of:
            start, end = edtf.bounds(draft.as_of)
            if (start or end or "") > today:
                draft.status = "target"


def _record(text: str, draft: Draft) -> Figure:
    quantity = draft.quantity
    value = float(quantity.value)
    high = None if quantity.value_max is None else float(quantity.value_max)
    if draft.kind == "change" and draft.falls and value > 0:
        value, high = (-value, None) if high is None else (-high, -value)
    return Figure(
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        value=value,
        value_max=high,
        unit=quantity.unit,
        bound=quantity.bound,
        kind=draft.kind,  # type: ignore[arg-type]
        status=draft.status,  # type: ignore[arg-type]
        metric=draft.metric,
        scope=draft.scope,
        as_of=draft.as_of,
        change_id=draft.change_id,
        change_side=draft.change_side,  # type: ignore[arg-type]
        sum_id=draft.sum_id,
        sum_side=draft.sum_side,  # type: ignore[arg-type]
        rule=f"figures.{quantity.rule}",
    )
