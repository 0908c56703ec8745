"""``make bench``: the whole pipeline against bare Kiwi, on the same text, in one process and run.

Prints characters a second of Kiwi, of the pipeline, and of the pipeline without its statistical
recognizer; the ratios (medians of paired rounds); each stage's share of Kiwi's time; and the peak
memory of the process. Bare Kiwi here is ``tokenize`` over the lines of the cleaned texts, with
the default dictionary and one thread. Times are those of the processor, so that other work on
the machine counts little.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

from pipeline.annotator import Annotator
from pipeline.components import NER
from pipeline.errors import UnreadableDocument
from pipeline.language.kiwi import build_kiwi
from pipeline.load import FileRef, discover, load, read
from pipeline.records import RawDocument
from pipeline.settings import SAMPLE_DIR

ROUNDS = 7
"""Paired rounds: the machine's speed drifts, the ratio of neighbours does not."""


def _documents(paths: list[Path]) -> list[RawDocument]:
    """The documents under ``paths`` that can be read."""
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
    return raws


def _stages(annotator: Annotator, raws: list[RawDocument]) -> dict[str, float]:
    """Seconds of each stage, over all documents."""
    spent: dict[str, float] = {}
    clock = time.process_time

    def lap(name: str, begun: float) -> float:
        now = clock()
        spent[name] = spent.get(name, 0.0) + now - begun
        return now

    for raw in raws:
        at = clock()
        document = load(raw)
        at = lap("load", at)
        metadata = document.metadata
        state = annotator.tokenizer.read(
            document.text, document.blocks, metadata.published, metadata.title
        )
        at = lap("tokenize", at)
        for step in annotator.steps:
            step.run(state)
            at = lap(step.stage, at)
        annotator.classifiers.document(state.context.analysis, metadata)
        lap("doc_type", at)
    return spent


def measure(paths: list[Path], rounds: int = ROUNDS) -> dict[str, float]:
    """Medians over ``rounds`` of all documents under ``paths``."""
    raws = _documents(paths)
    kiwi = build_kiwi()
    annotator = Annotator.create()
    lines = [line for raw in raws for line in load(raw).text.split("\n") if line.strip()]
    n_chars = sum(map(len, lines))

    def bare() -> float:
        begun = time.process_time()
        for _ in kiwi.tokenize(lines):
            pass
        return time.process_time() - begun

    bare()
    _stages(annotator, raws)
    kiwis, stages = [], []
    for _ in range(rounds):
        kiwis.append(bare())
        stages.append(_stages(annotator, raws))
    whole = [sum(spent.values()) for spent in stages]
    without = [sum(spent.values()) - spent[NER] for spent in stages]
    median = statistics.median
    ratios = [b / a for a, b in zip(kiwis, whole, strict=True)]
    return {
        "documents": len(raws),
        "characters": n_chars,
        "kiwi_chars_per_second": n_chars / median(kiwis),
        "yeonpyo_chars_per_second": n_chars / median(whole),
        "without_ner_chars_per_second": n_chars / median(without),
        "ratio": median(ratios),
        "ratio_min": min(ratios),
        "ratio_max": max(ratios),
        "ratio_without_ner": median(b / a for a, b in zip(kiwis, without, strict=True)),
        **{
            f"  of it {name}": median(s[name] / k for s, k in zip(stages, kiwis, strict=True))
            for name in stages[0]
        },
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
