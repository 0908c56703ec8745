"""Fit and measure the merge on labelled pairs: ``python -m pipeline.evaluate.pairs [--fit]``.

``corpus/labelled/pairs.jsonl`` holds pairs of tellings with ``same`` true or false. Only the
half marked ``train`` is fitted to; the rest, held out in two parts (the second was written later,
and scored once before anything was changed), is frozen by the hashes in ``models/merge.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from pipeline.grammar.edtf import bounds, precision
from pipeline.records import Event
from pipeline.settings import LABELLED_DIR, MODELS_DIR
from pipeline.timeline.profile import Profiler
from pipeline.timeline.similarity import (
    AGAINST,
    FEATURES,
    Weights,
    features,
    forbidden,
    relation,
    same_happening,
)

PATH = LABELLED_DIR / "pairs.jsonl"


HELD_OUT = ("held_out", "held_out_2")


def load_pairs(split: str | None = None) -> list[dict[str, Any]]:
    """The pairs of ``split`` (``train``, one of HELD_OUT), or all."""
    lines = PATH.read_text("utf-8").splitlines()
    return [pair for line in lines if (pair := json.loads(line))["split"] == split or not split]


def held_out_sha256(split: str) -> str:
    """The hash that freezes a held-out part, whatever the order of its lines."""
    lines = sorted(json.dumps(p, ensure_ascii=False, sort_keys=True) for p in load_pairs(split))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def event_of(side: dict[str, str]) -> Event:
    """The telling of one side; its names are those of title and sentence."""
    earliest, latest = bounds(side["edtf"])
    return Event(
        start=0, end=len(side["text"]), text=side["text"], edtf=side["edtf"],
        earliest=earliest, latest=latest, precision=precision(side["edtf"]), date_text=None,
        date_basis=side.get("date_basis", "explicit"),  # type: ignore[arg-type]
        status=side["status"], title=side["title"],  # type: ignore[arg-type]
        category=side["category"],
    )  # fmt: skip


def scores(pairs: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Precision, recall and F1 of "one happening" over ``pairs``, and their number."""
    profiler = Profiler()
    hits = wrong = missed = 0
    for pair in pairs:
        found = decide(pair, profiler)
        hits += found and pair["same"]
        wrong += found and not pair["same"]
        missed += pair["same"] and not found
    precision_, recall = hits / max(1, hits + wrong), hits / max(1, hits + missed)
    return {
        "precision": precision_,
        "recall": recall,
        "f1": 2 * hits / max(1, 2 * hits + wrong + missed),
        "pairs": len(pairs),
    }


def decide(pair: dict[str, Any], profiler: Profiler) -> bool:
    """Whether the merge would join the two sides."""
    a, b = (profiler.profile(event_of(pair[side])) for side in ("a", "b"))
    return same_happening(a, b, profiler) is not None


def fit(pairs: Sequence[dict[str, Any]] | None = None) -> Weights:
    """A logistic model over the training half, of the pairs that no rule decides."""
    profiler = Profiler()
    pairs = load_pairs("train") if pairs is None else pairs
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    for pair in pairs:
        one, other = (profiler.profile(event_of(pair[side])) for side in ("a", "b"))
        dates = relation(one, other)
        if dates is None or forbidden(one, other, dates):
            continue
        values = features(one, other, dates, profiler)
        if values is not None:
            rows.append(values)
            labels.append(pair["same"])
    bias, *weights = _logistic(rows, labels)
    return Weights(
        bias=round(bias, 4),
        weights={name: round(w, 4) for name, w in zip(FEATURES, weights, strict=True)},
        threshold=0.5,
        held_out_sha256={split: held_out_sha256(split) for split in HELD_OUT},
    )


PENALTY = 0.15
"""Strength of the L2 penalty; between 0.02 and 0.3 cross-validation on the training part
sees no difference."""


def _logistic(rows: Sequence[tuple[float, ...]], labels: Sequence[bool]) -> list[float]:
    """Bias and weights, each held to the side that its meaning allows: few pairs, no quirks."""
    import numpy as np
    from scipy.optimize import minimize

    x = np.hstack([np.ones((len(rows), 1)), np.array(rows)])
    y = np.where(np.array(labels), 1.0, -1.0)

    def loss(w: Any) -> tuple[float, Any]:
        margin = y * (x @ w)
        chance = 1 / (1 + np.exp(margin))
        penalised = np.concatenate([[0.0], w[1:]])
        value = np.logaddexp(0, -margin).sum() + PENALTY * (penalised**2).sum()
        return float(value), -(x.T @ (y * chance)) + 2 * PENALTY * penalised

    allowed = [(None, None), *((None, 0) if name in AGAINST else (0, None) for name in FEATURES)]
    found = minimize(loss, np.zeros(x.shape[1]), jac=True, bounds=allowed, method="L-BFGS-B")
    return [float(w) for w in found.x]


def main() -> None:
    """Command line: fit with ``--fit``, then print the scores of both halves and the misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--misses", action="store_true", help="of the training half")
    options = parser.parse_args()
    if options.fit:
        text = msgspec.json.format(msgspec.json.encode(fit()), indent=1)
        (MODELS_DIR / "merge.json").write_bytes(text + b"\n")
    for split in ("train", *HELD_OUT):
        line = "  ".join(f"{name} {value:.3f}" for name, value in scores(load_pairs(split)).items())
        sys.stdout.write(f"{split:10} {line}\n")
    if options.misses:
        profiler = Profiler()
        for pair in load_pairs("train"):
            if decide(pair, profiler) != pair["same"]:
                sys.stdout.write(f"{pair['same']}: {pair['a']['title']} | {pair['b']['title']}\n")


if __name__ == "__main__":
    main()
