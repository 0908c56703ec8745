"""``make bench``: the whole pipeline against bare Kiwi, on the same text, in one process and run.

Prints characters a second of both, their ratio (the median of paired rounds), and the peak
memory of the process. Bare Kiwi here is ``tokenize`` over the lines of the cleaned texts, with
the default dictionary and one thread.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.annotator import Annotator
from pipeline.errors import UnreadableDocument
from pipeline.language.kiwi import build_kiwi
from pipeline.load import FileRef, discover, load, read
from pipeline.settings import SAMPLE_DIR

ROUNDS = 7
"""Paired rounds: the machine's speed drifts, the ratio of neighbours does not."""


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(paths: list[Path], rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of both, per round, over all documents under ``paths``."""
    raws = []
    for ref in discover(paths):
        if not isinstance(ref, FileRef):
            continue
        try:
            raw = read(ref)
            load(raw)
        except UnreadableDocument:
            continue
        raws.append(raw)
    kiwi = build_kiwi()
    annotator = Annotator.create()
    documents = [load(raw) for raw in raws]
    lines = [line for d in documents for line in d.text.split("\n") if line.strip()]
    n_chars = sum(map(len, lines))

    def bare() -> None:
        for _ in kiwi.tokenize(lines):
            pass

    def whole() -> None:
        for raw in raws:
            annotator.document(load(raw))

    bare()
    whole()
    pairs = [(_seconds(bare), _seconds(whole)) for _ in range(rounds)]
    return {
        "documents": len(raws),
        "characters": n_chars,
        "kiwi_chars_per_second": n_chars / statistics.median(a for a, _ in pairs),
        "yeonpyo_chars_per_second": n_chars / statistics.median(b for _, b in pairs),
        "ratio": statistics.median(b / a for a, b in pairs),
        "ratio_min": min(b / a for a, b in pairs),
        "ratio_max": max(b / a for a, b in pairs),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Command line: ``python -m pipeline.evaluate.bench [PATH …]``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLE_DIR])
    figures = measure(parser.parse_args().paths)
    for name, value in figures.items():
        sys.stdout.write(f"{name:28} {value:12,.2f}\n")


if __name__ == "__main__":
    main()
