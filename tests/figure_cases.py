"""Scores of figures on the frozen sentences (``tests/cases/figures*.jsonl``).

One JSON object a line: ``text``, ``date``, ``figures``. A figure has ``text`` (its surface),
``value``, ``unit``, ``kind``, ``status``; ``bound`` is exact, ``value_max``, ``change_side`` and
``sum_side`` null where they are not given; ``metric`` (any of the list) and ``as_of`` are scored
where given.
Run as a script it prints every miss.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pipeline

CASES = Path(__file__).parent / "cases"
_ALWAYS = ("value", "value_max", "unit", "bound", "kind", "status", "change_side", "sum_side")


def _wanted(figure: dict[str, Any]) -> dict[str, Any]:
    return {"value_max": None, "bound": "exact", "change_side": None, "sum_side": None} | figure


def _right(field: str, want: Any, got: Any) -> bool:
    if field == "metric":
        found = "".join((got or "").split())  # as in the gold: the name, with words around it
        return any("".join(name.split()) in found for name in want)
    if field in ("value", "value_max") and want is not None:
        return got is not None and abs(float(got) - float(want)) < 1e-6 * max(1, abs(float(want)))
    return bool(got == want)


def score(name: str, misses: list[str] | None = None) -> dict[str, float]:
    """``f1`` and the share right of every attribute, on the figures found, from 0 to 1."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    found = 0
    for line in (CASES / name).read_text("utf-8").splitlines():
        case = json.loads(line)
        got = list(pipeline.annotate(case["text"], case["date"]).figures)
        found += len(got)
        for want in map(_wanted, case["figures"]):
            seen["figures"] += 1
            match = next((f for f in got if f.text == want["text"]), None)
            if match is None:
                if misses is not None:
                    misses.append(f"MISSED {want['text']} | {case['text']}")
                continue
            got.remove(match)
            right["figures"] += 1
            for field in (*_ALWAYS, *(f for f in ("metric", "as_of") if f in want)):
                value = getattr(match, field)
                seen[field] += 1
                if _right(field, want[field], value):
                    right[field] += 1
                elif misses is not None:
                    misses.append(
                        f"{field}: {value} not {want[field]} | {want['text']} | {case['text']}"
                    )
        if misses is not None:
            misses += [f"EXTRA {f.text} ({f.value} {f.unit}) | {case['text']}" for f in got]
    scores = {field: right[field] / seen[field] for field in seen if field != "figures"}
    return {"f1": 2 * right["figures"] / (seen["figures"] + found)} | scores


if __name__ == "__main__":
    notes: list[str] = []
    sys.stdout.write(f"{score(sys.argv[1], notes)}\n")
    sys.stdout.write("\n".join(notes) + "\n")
