"""Every shape of document, read as the golden files say. Each ``.expected`` was read by a person.

To rewrite one after a change that is meant: ``python tests/test_load_golden.py``; then read it.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pipeline.load import load
from pipeline.records import RawDocument

FOLDER = Path(__file__).resolve().parent / "golden" / "load"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


def render(path: Path) -> str:
    """Metadata, media type, encoding and blocks of a document, a line each."""
    document = load(RawDocument(data=path.read_bytes(), path=path.name))
    facts = {**msgspec.structs.asdict(document.metadata), "media_type": document.media_type,
             "encoding": document.encoding}
    lines = [f"{name}: {value}" for name, value in facts.items() if value is not None] + [""]
    for block in document.blocks:
        if block.kind == "table":
            lines.append("table")
            continue
        place = f"[{block.row},{block.column}]" if block.kind == "cell" else block.level
        lines.append(f"{block.kind} {place} {document.text[block.start:block.end]}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    assert render(path) == path.with_name(path.name + ".expected").read_text("utf-8")


if __name__ == "__main__":
    for path in FILES:
        path.with_name(path.name + ".expected").write_text(render(path), "utf-8")
