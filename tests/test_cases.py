"""Frozen sentences with what a careful reader finds in them: none is changed after the rules."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
FROZEN: dict[str, str] = json.loads((CASES / "FROZEN.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_frozen(name: str) -> None:
    """The file is the one that was written before the rules."""
    assert hashlib.sha256((CASES / name).read_bytes()).hexdigest() == FROZEN[name]


def test_every_file_is_frozen() -> None:
    assert {path.name for path in CASES.glob("*.jsonl")} == set(FROZEN)
