"""Loads every file under a folder (``../shared/data/real``) and prints a table by format.

    python -m tests.real_report [FOLDER]

Per format: files, documents loaded and refused, characters, seconds; then each refusal's reason.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UnreadableDocument
from pipeline.load import load_all
from pipeline.records import RawDocument
from pipeline.settings import PROJECT_ROOT

REAL = PROJECT_ROOT.parent / "shared" / "data" / "real"


@dataclass
class Tally:
    """What became of the files of one format."""

    files: int = 0
    loaded: int = 0
    chars: int = 0
    seconds: float = 0.0
    refused: list[tuple[str, str]] = field(default_factory=list)


def report(folder: Path) -> dict[str, Tally]:
    """A tally for each media type as told by the bytes (a collection's without its extent)."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = RawDocument(data=path.read_bytes(), path=str(path.relative_to(folder)))
        began = time.monotonic()
        results = list(load_all(raw))
        seconds = time.monotonic() - began
        kinds = [r.media_type.split(";")[0] for _, r in results if not isinstance(
            r, UnreadableDocument)]
        tally = tallies[kinds[0] if kinds else f"refused {path.suffix}"]
        tally.files += 1
        tally.seconds += seconds
        for one, result in results:
            if isinstance(result, UnreadableDocument):
                where = one.path + ("" if one.row is None else f"#{one.row}")
                tally.refused.append((where, result.reason))
            else:
                tally.loaded += 1
                tally.chars += len(result.text)
    return dict(tallies)


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REAL
    lines = [f"{'format':75} {'files':>5} {'loaded':>7} {'refused':>7} {'chars':>10} {'s':>7}"]
    tallies = report(folder)
    for name, t in sorted(tallies.items()):
        lines.append(
            f"{name:75} {t.files:5} {t.loaded:7} {len(t.refused):7} {t.chars:10} {t.seconds:7.1f}"
        )
    lines += [f"refused {path}: {why}" for t in tallies.values() for path, why in t.refused]
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main()
