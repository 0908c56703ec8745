"""A chart of one series as an SVG element: altair draws, vl-convert renders without a browser.

Status reads without colour: actual is a filled circle on a full line, target a hollow diamond on
a dashed line, forecast a hollow square on a dotted line. A bar along time shows how coarse
``as_of`` is; an upright one a range of values; a revised target has an arrow from what it said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.export.page.fonts import SANS, font_directory
from pipeline.export.page.quantity import quantity, scale
from pipeline.grammar.edtf import bounds
from pipeline.views import Row, SeriesView

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 460, 190
"""Size of the plot in CSS pixels; the SVG scales down to the column."""

_STATUSES = ("actual", "target", "forecast")
_SHAPES = ("circle", "diamond", "square")
_DASHES = ([1, 0], [6, 4], [1, 4])
# Stand-ins for the page's own colours: its style sheet maps them, so that charts follow the theme.
INK, FAINT, GRID, ACTUAL, TARGET, FORECAST, PAPER = (
    "#1c2024", "#5c6268", "#e3dfd6", "#1d4f73", "#9a4a12", "#5a4a8a", "#fffefb"
)  # fmt: skip
_COLOURS = (ACTUAL, TARGET, FORECAST)


def when(point: Row) -> tuple[float, float] | None:
    """First and last moment of a point as years (2009.5 is its middle), or None.

    What has no time of its own stands at the day on which it was said.
    """
    edtf = point["as_of"] or point["stated_on"]
    if not edtf:
        return None
    try:
        first, last = bounds(edtf)
    except ValueError:
        return None
    days = [date.fromisoformat(day) for day in (first, last) if day]
    if not days:
        return None
    return _year(days[0]), _year(days[-1], end=len(days) > 1)


def _year(day: date, end: bool = False) -> float:
    length = 366 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 365
    return round(day.year + (day.timetuple().tm_yday - (0 if end else 1)) / length, 4)


def can_draw(series: SeriesView) -> bool:
    """Whether the series has two points at different times."""
    return len({x for point in series.points if (x := when(point))}) > 1


def draw(series: SeriesView, ident: str) -> str:
    """The chart as an SVG element with ids that begin with ``ident``; hidden from readers of
    text, who have the table beside it."""
    from altair.utils import schemapi

    # Checking a chart against the schema of Vega-Lite takes longer than drawing it; a test does.
    with schemapi.debug_mode(False):
        spec = _chart(series).to_json(validate=False)
    return _clean(_render(str(spec)), ident)


@cache
def _converter() -> Any:
    import vl_convert

    # Without the font every text would be measured wrongly, or left out in silence.
    vl_convert.register_font_directory(str(font_directory()))
    return vl_convert


def _render(spec: str) -> str:
    return str(_converter().vegalite_to_svg(spec))


def _points(series: SeriesView, divisor: float) -> list[dict[str, Any]]:
    found = []
    for point in series.points:
        span = when(point)
        if span is None:
            continue
        first, last = span
        high = point["value_max"]
        label = quantity(point["value"], series.unit, "ko", value_max=high, bound=point["bound"])
        found.append(
            {
                "x": round((first + last) / 2, 4), "x1": first, "x2": last,
                "y": point["value"] / divisor,
                "y2": (point["value"] if high is None else high) / divisor,
                "old": None if point["old_value"] is None else point["old_value"] / divisor,
                "status": point["status"], "label": label,
            }
        )  # fmt: skip
    return found


def _status_scale(values: Sequence[Any]) -> alt.Scale:
    import altair as alt

    return alt.Scale(domain=list(_STATUSES), range=list(values))


def _chart(series: SeriesView) -> Any:
    import altair as alt

    divisor, unit = scale([point["value"] for point in series.points], series.unit)
    rows = _points(series, divisor)
    domain = _domain(rows)
    ticks = _ticks(domain)
    x = alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=list(domain), nice=False, zero=False),
        axis=alt.Axis(format="d", values=ticks, grid=False, labelFlush=False),
    )
    y = alt.Y(
        "y:Q",
        title=None,
        scale=alt.Scale(zero=all(row["y"] >= 0 for row in rows), nice=True),
        axis=alt.Axis(tickCount=4, format=",~f"),
    )
    colour = alt.Color("status:N", legend=None, scale=_status_scale(_COLOURS))
    base = alt.Chart(alt.InlineData(values=rows))
    layers = [
        base.mark_line(strokeWidth=1.4, opacity=0.75).encode(
            x, y, colour,
            strokeDash=alt.StrokeDash("status:N", legend=None, scale=_status_scale(_DASHES)),
        ),
        base.mark_rule(strokeWidth=5, opacity=0.22).encode(
            alt.X("x1:Q"), alt.X2("x2:Q"), alt.Y("y:Q"), colour
        ),
        base.mark_rule(strokeWidth=2, opacity=0.6).encode(
            alt.X("x:Q"), alt.Y("y:Q"), alt.Y2("y2:Q"), colour
        ),
        base.transform_filter("datum.old !== null")
        .mark_rule(strokeWidth=1.2, strokeDash=[2, 2], color=FAINT)
        .encode(alt.X("x:Q"), alt.Y("old:Q"), alt.Y2("y:Q")),
        base.transform_filter("datum.old !== null")
        .mark_tick(thickness=1.5, size=14, color=FAINT)
        .encode(alt.X("x:Q"), alt.Y("old:Q")),
        base.transform_filter("datum.status === 'actual'")
        .mark_point(size=64, filled=True, opacity=1, shape="circle").encode(x, y, colour),
        base.transform_filter("datum.status !== 'actual'")
        .mark_point(size=80, filled=False, fill=PAPER, opacity=1, strokeWidth=2).encode(
            x, y, colour,
            shape=alt.Shape("status:N", legend=None, scale=_status_scale(_SHAPES)),
        ),
    ]  # fmt: skip
    for dy, labels in _labelled(rows):
        layers.append(
            alt.Chart(alt.InlineData(values=labels))
            .mark_text(dy=dy, fontSize=11.5, color=INK)
            .encode(alt.X("x:Q"), alt.Y("y:Q"), alt.Text("label:N"))
        )
    head = alt.Chart(alt.InlineData(values=[{"unit": unit}])).mark_text(
        x=-4, y=-16, align="left", fontSize=11, color=FAINT
    )
    layers.append(head.encode(alt.Text("unit:N")))
    return (
        alt.layer(*layers)
        .properties(width=WIDTH, height=HEIGHT)
        .configure(font=SANS, background="transparent", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=FAINT, labelFontSize=11, gridColor=GRID, domain=False, tickColor=GRID,
            labelPadding=6,
        )
    )  # fmt: skip


def _top(rows: Sequence[dict[str, Any]]) -> float:
    return max((abs(row["y"]) for row in rows), default=0.0)


def _domain(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    first, last = min(row["x1"] for row in rows), max(row["x2"] for row in rows)
    margin = max((last - first) * 0.09, 0.25)
    return first - margin, last + margin


def _ticks(domain: tuple[float, float]) -> list[int]:
    first, last = int(-(-domain[0] // 1)), int(domain[1] // 1)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if (last - first) / s <= 8), 100)
    return [year for year in range(first, last + 1) if year % step == 0] or [int(domain[0])]


def _labelled(rows: Sequence[dict[str, Any]]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Labels above and below their points, as far as they stand clear; the table names all.

    Later points are what a reader looks for, so they come first; targets before what was.
    """
    first, last = _domain(rows)
    low = min(0.0, *(row["y"] for row in rows))
    span = ((_top(rows) or 1.0) - low) * 1.04
    taken: list[tuple[float, float, float, float]] = []

    def place(row: dict[str, Any]) -> tuple[float, float]:
        return (
            (row["x"] - first) / (last - first) * WIDTH,
            HEIGHT * (1 - (row["y"] - low) / span),
        )

    for row in rows:
        x, y = place(row)
        taken.append((x - 5, y - 5, x + 5, y + 5))
    sides: dict[int, list[dict[str, Any]]] = {-12: [], 16: []}
    for row in sorted(rows, key=lambda r: (r["status"] == "actual", -r["x"])):
        x, y = place(row)
        twice = (
            other["label"] == row["label"] and abs(place(other)[0] - x) < 40
            for labels in sides.values()
            for other in labels
        )
        if any(twice):
            continue
        half = sum(11.5 if letter > "\u2e80" else 6.5 for letter in row["label"]) / 2
        for dy, labels in sides.items():
            box = (x - half, y + dy - 6, x + half, y + dy + 6)
            if all(_clear(box, other) for other in taken) and box[3] < HEIGHT:
                taken.append(box)
                labels.append(row)
                break
    return [(dy, labels) for dy, labels in sides.items() if labels]


def _clear(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


_ID = re.compile(r'\bid="([^"]+)"')
_HEAD = re.compile(r"<svg\b[^>]*>")
_NUMBER = re.compile(r"(\d+\.\d{2})\d+")


def _clean(svg: str, ident: str) -> str:
    """Ids made unique on the page, coordinates to the hundredth, the size left to the style."""
    svg = _NUMBER.sub(r"\1", svg)
    for name in set(_ID.findall(svg)):
        svg = svg.replace(f'id="{name}"', f'id="{ident}-{name}"')
        svg = svg.replace(f"url(#{name})", f"url(#{ident}-{name})")
    head = _HEAD.search(svg)
    assert head is not None
    box = re.search(r'viewBox="([^"]+)"', head[0])
    assert box is not None
    opened = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="{box[1]}" '
        'aria-hidden="true" focusable="false">'
    )
    return opened + re.sub(r' (?:role|aria-[\w-]+)="[^"]*"', "", svg[head.end() :])
