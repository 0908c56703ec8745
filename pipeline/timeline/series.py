"""Figures of one metric, bearer and unit along time, from all documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.records import Record, content_id
from pipeline.timeline.metrics import FigureRow, Key, keys


class SeriesRow(Record, frozen=True):
    """A point of a series. ``scope`` is one for all its points: the name that all of them go by,
    else the oldest of the line. ``supersedes`` is the earlier figure, ``old_value`` what it said.
    """

    series_id: str
    metric: str
    scope: str | None
    unit: str
    as_of: str | None
    stated_on: str | None
    value: float
    value_max: float | None
    bound: str
    status: str
    figure_id: str
    supersedes: str | None = None
    old_value: float | None = None


def series(figures: Iterable[FigureRow], lexicon: Lexicon | None = None) -> list[SeriesRow]:
    """All series of two points or more, each ordered by the time it holds, then by statement.

    A document that says the same twice gives one point. Input order does not matter.
    """
    rows = sorted(figures, key=lambda f: f.figure_id)
    # Whose a number without a bearer is, its own document alone may know.
    by_key: dict[tuple[Key, str | None], list[FigureRow]] = defaultdict(list)
    lexicon = lexicon or load_lexicon()
    key_of = keys(rows, lexicon)
    for row in rows:
        if row.figure_id in key_of:
            row_key = key_of[row.figure_id]
            by_key[row_key, row.doc_id if row_key.scope is None else None].append(row)
    result: list[SeriesRow] = []
    for (key, doc_id), members in sorted(by_key.items(), key=lambda item: _name(*item[0])):
        points = sorted(_distinct(members), key=_order)
        if len(points) < 2:
            continue
        replaced = dict(_replaced(points))
        series_id = content_id("series", key.metric, key.scope or doc_id, key.unit)
        named = {_bearer(f, key, lexicon) for f in points}
        scope = named.pop() if len(named) == 1 else key.scope
        for f in points:
            old = replaced.get(f.figure_id)
            result.append(
                SeriesRow(
                    series_id=series_id, metric=key.metric, scope=scope, unit=key.unit,
                    as_of=f.as_of, stated_on=f.stated_on, value=f.value, value_max=f.value_max,
                    bound=f.bound, status=f.status, figure_id=f.figure_id,
                    supersedes=old.figure_id if old else None,
                    old_value=old.value if old else None,
                )
            )  # fmt: skip
    return result


def _bearer(figure: FigureRow, key: Key, lexicon: Lexicon) -> str | None:
    """Whose the figure is, by the name that the line of succession had when it was said.

    The document's own word stands where it is of that line; else the only name then in use.
    """
    if key.scope is None or key.scope not in lexicon.entries:
        return key.scope
    line = lexicon.lineage(key.scope)
    if figure.scope in line:
        return figure.scope
    when = figure.stated_on or figure.as_of
    names = [one for one in line if when and lexicon.entries[one].valid_at(when)]
    return names[0] if len(names) == 1 else key.scope


def _name(key: Key, doc_id: str | None) -> tuple[str, str, str, str]:
    return key.metric, key.scope or "", key.unit, doc_id or ""


def _order(f: FigureRow) -> tuple[str, str, bool, float, str]:
    # What has no time of its own holds, as far as is known, when it was said.
    when = f.as_of_earliest or f.as_of or f.stated_on or "9999"
    return when, f.stated_on or "9999", f.status != "actual", f.value, f.figure_id


def _distinct(figures: Iterable[FigureRow]) -> Iterator[FigureRow]:
    seen = set()
    for f in sorted(figures, key=lambda f: (f.change_id is None, f.figure_id)):
        said = (f.doc_id, f.value, f.value_max, f.status, f.as_of)
        if said not in seen:
            seen.add(said)
            yield f


def _replaced(points: list[FigureRow]) -> Iterator[tuple[str, FigureRow]]:
    """Each later-stated target or forecast with the one before it, of another document."""
    stated = [f for f in points if f.status != "actual" and f.stated_on]
    stated.sort(key=lambda f: (f.stated_on or "", f.as_of or "", f.figure_id))
    for i, new in enumerate(stated):
        earlier = [
            old
            for old in stated[:i]
            if (old.stated_on or "") < (new.stated_on or "")
            and old.doc_id != new.doc_id
            and old.status == new.status
            and (old.as_of is None or new.as_of is None or old.as_of == new.as_of)
        ]
        if earlier and (earlier[-1].value, earlier[-1].value_max) != (new.value, new.value_max):
            yield new.figure_id, earlier[-1]
