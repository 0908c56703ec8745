"""Cost of the merge on made events: ``python -m pipeline.evaluate.bench_merge [N …]``.

Every happening is told by one to four documents in other words; places, bodies, things and deeds
are drawn from the lexicon over fifteen years. Prints seconds,
processor seconds, peak memory and events found.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from datetime import date, timedelta

from pipeline.grammar.edtf import bounds, precision
from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.records import Actor, Event
from pipeline.timeline.merge import Telling, merge

_DEEDS = (
    ("협약 체결", "agreement"),
    ("업무협약을 맺어", "agreement"),
    ("지원센터 개소", "organization"),
    ("입주기업 간담회 개최", "event"),
    ("육성계획 확정", "plan"),
    ("기업 대상 설명회 열려", "event"),
    ("사업 착수", "program"),
    ("우수기업 선정", "designation"),
    ("연구시설 준공", "program"),
    ("예산 확보", "budget"),
    ("성과 발표", "announcement"),
    ("추진단 출범", "organization"),
)
_TELLINGS = (1, 1, 2, 2, 3, 4)
_START, _DAYS = date(2004, 1, 1), 365 * 15


def tellings(count: int, seed: int = 7) -> list[Telling]:
    """``count`` tellings, the same for the same seed."""
    rng, lexicon = random.Random(seed), load_lexicon()
    names = {label: _names(lexicon, label) for label in ("REGION", "COMPLEX", "ORG", "INDUSTRY")}
    found: list[Telling] = []
    while len(found) < count:
        place = rng.choice(names["REGION"] if rng.random() < 0.5 else names["COMPLEX"])
        body, industry = rng.choice(names["ORG"]), rng.choice(names["INDUSTRY"])
        deed, category = rng.choice(_DEEDS)
        day = _START + timedelta(days=rng.randrange(_DAYS))
        for _ in range(rng.choice(_TELLINGS)):
            title = rng.choice(
                (f"{place[1]} {industry[1]} {deed}", f"{body[1]}, {place[1]} {industry[1]} {deed}")
            )
            edtf = day.isoformat() if rng.random() < 0.85 else day.isoformat()[:7]
            text = f"{body[1]}은(는) {day.day}일 {place[1]}에서 {industry[1]} {deed}."
            earliest, latest = bounds(edtf)
            event = Event(
                start=0, end=len(text), text=text, edtf=edtf, earliest=earliest, latest=latest,
                precision=precision(edtf), date_text=None, date_basis="explicit",
                status="occurred", title=title, category=category, regions=(place[0],),
                actors=(Actor(entity_id=body[0]),), confidence=rng.random(),
            )  # fmt: skip
            published = (day + timedelta(days=rng.randrange(3))).isoformat()
            doc_id = f"d{len(found):06}"
            found.append(
                Telling(doc_id=doc_id, block_id=None, page=None, published=published, event=event)
            )
    return found[:count]


def _names(lexicon: Lexicon, label: str) -> list[tuple[str, str]]:
    return sorted((e.entity_id, e.name) for e in lexicon.entries.values() if e.label == label)


def main() -> None:
    """Command line: sizes, by default 10,000 and 100,000."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    for size in parser.parse_args().sizes:
        made = tellings(size)
        began, cpu = time.perf_counter(), time.process_time()
        events = sum(1 for _ in merge(made))
        seconds, busy = time.perf_counter() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(
            f"{size:8,} tellings  {events:7,} events  {seconds:6.1f} s"
            f"  (processor {busy:.1f} s)  {peak:6,.0f} MiB\n"
        )


if __name__ == "__main__":
    main()
