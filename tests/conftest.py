"""What the tests share: where real material lies, one annotator a session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.settings import PROJECT_ROOT, SAMPLE_DIR, SAMPLE_GOLD_DIR

# The suite is the same in every run; YEONPYO_FUZZ=1 lets hypothesis look for new examples.
settings.register_profile("fixed", derandomize=True, database=None)
settings.register_profile("fuzz", max_examples=1000)
settings.load_profile("fuzz" if os.environ.get("YEONPYO_FUZZ") else "fixed")

SHARED = PROJECT_ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real material beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the checkout: real documents are not part of the repo")
    return SHARED


@pytest.fixture(scope="session")
def seeds(shared: Path) -> list[Path]:
    """The five real documents."""
    return sorted((shared / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def sample() -> Path:
    """The project's own sample documents."""
    return SAMPLE_DIR


@pytest.fixture(scope="session")
def sample_gold() -> Path:
    """Gold of the sample documents."""
    return SAMPLE_GOLD_DIR


@pytest.fixture(scope="session")
def annotator():
    """One annotator: Kiwi, lexicon and models are loaded once."""
    from pipeline.annotator import Annotator

    return Annotator.create()
