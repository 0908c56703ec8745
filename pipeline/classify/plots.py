"""Plots of the card as SVG: calibration, confusion, learning curve. Labels are the codebook's."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.classify.report import Report, TaskResult, calibration_rows

WIDTH, HEIGHT = 360, 300
"""Pixels of the drawing area."""


def _data(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _confusion(task: TaskResult) -> Any:
    import altair as alt

    counts = Counter((t[0], p[0]) for t, p in zip(task.truth, task.predicted, strict=True))
    rows = [{"truth": t, "predicted": p, "examples": n} for (t, p), n in sorted(counts.items())]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("predicted:N", sort=list(task.classes)),
        y=alt.Y("truth:N", sort=list(task.classes)),
    )
    cells = base.mark_rect().encode(color=alt.Color("examples:Q", scale=alt.Scale(scheme="blues")))
    text = base.mark_text(fontSize=9).encode(text="examples:Q")
    return (cells + text).properties(
        width=WIDTH, height=HEIGHT, title=f"{task.name}: held-out examples"
    )


def _calibration(tasks: dict[str, TaskResult]) -> Any:
    import altair as alt

    rows = [
        {"task": name, "confidence": mean, "right": share, "examples": count}
        for name, task in tasks.items()
        for _, count, mean, share in calibration_rows(task.confidence, task.right)
    ]
    scale = alt.Scale(domain=[0, 1])
    lines = (
        alt.Chart(_data(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("confidence:Q", scale=scale),
            y=alt.Y("right:Q", scale=scale),
            color="task:N",
        )
    )
    ideal = (
        alt.Chart(_data([{"x": 0, "y": 0}, {"x": 1, "y": 1}]))
        .mark_line(strokeDash=[4, 4], color="grey")
        .encode(x="x:Q", y="y:Q")
    )
    return (ideal + lines).properties(
        width=WIDTH, height=HEIGHT, title="Calibration, cross-validated"
    )


def _curve(curve: dict[str, tuple[tuple[float, float], ...]]) -> Any:
    import altair as alt

    rows = [
        {"task": task, "examples": x, "F1": y} for task, points in curve.items() for x, y in points
    ]
    return (
        alt.Chart(_data(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("examples:Q", scale=alt.Scale(type="log")),
            y=alt.Y("F1:Q", scale=alt.Scale(domain=[0, 1])),
            color="task:N",
        )
        .properties(width=WIDTH, height=HEIGHT, title="Learning curve, on the held-out part")
    )


# The renderer numbers these through the whole process.
_NUMBERED = re.compile(r"\b(gradient_|clip)(\d+)\b")


def _svg(chart: Any) -> str:
    """The chart as SVG, the same for the same figures."""
    numbers: dict[str, str] = {}
    buffer = io.StringIO()
    chart.save(buffer, format="svg")
    return _NUMBERED.sub(
        lambda m: m[1] + numbers.setdefault(m[0], str(len(numbers))), buffer.getvalue()
    )


def draw(report: Report, folder: Path) -> list[tuple[str, Path]]:
    """Write the plots that there are figures for; (caption, file) of each."""
    charts: list[tuple[str, str, Any]] = []
    tested = report.held_out or report.tasks
    for name in ("category", "doc_type"):
        if name in tested:
            charts.append((f"Confusion of {name}", f"confusion_{name}", _confusion(tested[name])))
    single = {n: t for n, t in report.tasks.items() if n in ("category", "doc_type", "status")}
    charts.append(("Calibration", "calibration", _calibration(single)))
    if report.curve:
        charts.append(("Learning curve", "learning_curve", _curve(report.curve)))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for caption, name, chart in charts:
        path = folder / f"{name}.svg"
        path.write_text(_svg(chart), encoding="utf-8")
        written.append((caption, path))
    return written
