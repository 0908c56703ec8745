# ruff: noqa: E501  (samples are read as one line)
"""Mutated files for every loader: no crash, no hang, no memory beyond the limit.

    python -m tests.fuzz_loaders --format hwp --n 2000

Each input is read in a worker within bounds; what ends otherwise than in a document or a refusal
with a reason is counted and kept in the folder given by ``--keep``. Outside CI; the suite runs
100 a format in one process (``test_fuzz``).
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import load_builders as make

from pipeline.errors import UnreadableDocument
from pipeline.load import load_all
from pipeline.pool import Cause, Step, WorkerPool
from pipeline.records import RawDocument
from pipeline.settings import PROJECT_ROOT

REAL = PROJECT_ROOT.parent / "shared" / "data" / "real"
SECONDS = 20.0
MEMORY = 1024 * 1024 * 1024
MAX_SEED_BYTES = 200_000

SELF_MADE: dict[str, Callable[[], bytes]] = {
    "hwp": lambda: b"",
    "hwp3": make.hwp3,
    "hwpx": make.hwpx,
    "pdf": make.simple_pdf,
    "docx": make.word,
    "pptx": make.slides,
    "xlsx": lambda: make.workbook([["제목", "일자", "본문"], *[["가나", "2009-01-02", "다라"]] * 4]),
    "csv": lambda: "제목,일자,본문\n가나,2009-01-02,\"다라\n마바\"\n사아,2010-01-02,자차\n".encode("cp949"),
    "json": lambda: '[{"title":"가나","content":"다라<p>마</p>","date":"2009-01-02"},{"title":"바"}]'.encode(),
    "rtf": make.rtf,
    "eml": lambda: make.mail([("a.hwpx", make.hwpx()), ("b.csv", b"a,b\n1,2\n3,4\n")]),
    "zip": lambda: make.archive([("a.hwpx", make.hwpx()), ("b.pdf", make.simple_pdf())]),
    "html": lambda: "<html><body><h1>제목</h1><p>본문이다.</p><table><tr><td colspan=3>가</td><td>나</td>"
                    "</tr><tr><td>1</td><td>2</td></tr></table></body></html>".encode("euc_kr"),
    "xml": lambda: "<?xml version='1.0' encoding='euc-kr'?><rss><channel><title>가</title><item>"
                   "<title>나</title><description>다라마</description></item></channel></rss>".encode("euc_kr"),
}
"""A small file of each format; ``hwp`` has real ones alone."""

_ENDINGS = {"hwp3": "hwp", "eml": "eml"}


def seeds(name: str) -> list[bytes]:
    """Files of a format to start from: the self-made one and the small real ones."""
    found = [data for data in (SELF_MADE[name](),) if data]
    for path in sorted(REAL.rglob(f"*.{_ENDINGS.get(name, name)}")) if REAL.is_dir() else ():
        data = path.read_bytes()
        old = data.startswith(b"HWP Document File")
        if len(data) <= MAX_SEED_BYTES and (name not in ("hwp", "hwp3") or old == (name == "hwp3")):
            found.append(data)
    return found


def mutations(name: str, n: int, seed: int = 0) -> Iterator[bytes]:
    """``n`` mutated files, the same for the same seed."""
    rng = random.Random(f"{name}{seed}")
    given = seeds(name)
    for number in range(n if given else 0):
        data = given[number % len(given)]
        if data.startswith(b"PK") and rng.random() < 0.7:
            yield _mutate_member(data, rng)
        else:
            yield _mutate(data, rng)


def _mutate(data: bytes, rng: random.Random) -> bytes:
    """Some of: bytes set, bits turned, a piece cut, doubled, moved or blown up; numbers set to
    their bounds."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        if not changed:
            break
        at = rng.randrange(len(changed))
        kind = rng.randrange(8)
        if kind == 0:
            changed[at] = rng.randrange(256)
        elif kind == 1:
            changed[at] ^= 1 << rng.randrange(8)
        elif kind == 2:
            del changed[at : at + rng.choice((1, 4, 64, 1024))]
        elif kind == 3:
            piece = changed[at : at + rng.choice((2, 16, 256))]
            changed[at:at] = piece * rng.choice((1, 2, 50))
        elif kind == 4:
            changed[at : at + 4] = rng.choice(
                (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\0\0\0\0")
            )
        elif kind == 5:
            changed[at : at + 2] = rng.choice((b"\xff\xff", b"\xff\x7f", b"\0\0"))
        elif kind == 6 and rng.random() < 0.3:
            del changed[at:]
        elif kind == 7:
            numbers = [n for n in range(at, min(at + 200, len(changed)))
                       if 48 <= changed[n] <= 57]
            for n in numbers[:1]:
                changed[n : n + 1] = rng.choice((b"0", b"-1", b"99999999", b"1048576"))
    return bytes(changed)


def _mutate_member(data: bytes, rng: random.Random) -> bytes:
    """A ZIP with one of its members mutated, checksums right."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(
        buffer, "w", zipfile.ZIP_DEFLATED
    ) as new:
        names = [n for n in old.namelist() if n.endswith((".xml", ".hpf", ".rels", ".hwpx"))]
        target = rng.choice(names or old.namelist())
        for name in dict.fromkeys(old.namelist()):
            content = old.read(name)
            new.writestr(name, _mutate(content, rng) if name == target else content)
    return buffer.getvalue()


def read(data: bytes, name: str) -> str:
    """What becomes of one file; an error that is no refusal is raised."""
    outcomes = Counter(
        "refused" if isinstance(result, UnreadableDocument) else "loaded"
        for _, result in load_all(RawDocument(data=data, path=f"file.{name}"))
    )
    return "loaded" if outcomes["loaded"] else "refused"


def _work(task: tuple[str, bytes]) -> Iterator[Step | str]:
    yield Step(number=0, what=None, seconds=SECONDS)
    began = time.monotonic()
    try:
        outcome = read(task[1], task[0])
    except MemoryError:
        outcome = "memory"
    except Exception as error:  # noqa: BLE001 (this is what is looked for)
        outcome = f"{type(error).__name__}: {error}"[:100]
    yield "slow" if time.monotonic() - began > SECONDS / 2 else outcome


def _lost(task: tuple[str, bytes], _: Step | None, cause: Cause) -> tuple[str, None]:
    return cause, None


def _nothing() -> None:
    pass


def fuzz(name: str, n: int, seed: int, keep: Path | None, workers: int = 1) -> Counter[str]:
    """How many of ``n`` inputs ended in which way."""
    pool: WorkerPool[tuple[str, bytes], str] = WorkerPool(
        workers, _nothing, (), _work, _lost, MEMORY
    )
    outcomes: Counter[str] = Counter()
    for (_, data), outcome in pool.map((name, data) for data in mutations(name, n, seed)):
        if outcome is None:
            continue
        outcomes[outcome] += 1
        if keep is not None and outcome not in ("loaded", "refused"):
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}-{seed}-{sum(outcomes.values())}").write_bytes(data)
    return outcomes


def main() -> None:
    """Print one line a format."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--format", choices=[*SELF_MADE, "all"], default="all")
    parser.add_argument("--n", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    for name in SELF_MADE if given.format == "all" else (given.format,):
        began = time.monotonic()
        outcomes = fuzz(name, given.n, given.seed, given.keep, given.workers)
        seconds = time.monotonic() - began
        print(f"{name:5} {sum(outcomes.values()):6} {seconds:7.1f} s  {dict(outcomes)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
