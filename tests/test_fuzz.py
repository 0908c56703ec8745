"""A hundred mutated files of every format in one process; thousands: ``fuzz_loaders``."""

from __future__ import annotations

import time

import fuzz_loaders
import pytest

MAX_SECONDS = 10.0


@pytest.mark.parametrize("name", fuzz_loaders.SELF_MADE)
def test_a_mutated_file_is_loaded_or_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz_loaders, "MAX_SEED_BYTES", 20_000)  # small files, so that it is quick
    if not fuzz_loaders.seeds(name):
        pytest.skip("no file of this format here: the real ones are not part of the repo")
    for data in fuzz_loaders.mutations(name, 100, seed=1):
        began = time.monotonic()
        assert fuzz_loaders.read(data, name) in ("loaded", "refused")
        assert time.monotonic() - began < MAX_SECONDS
