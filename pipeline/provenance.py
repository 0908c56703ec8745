"""What made an annotation: one hash over code, lexicons and models. Loads none of them."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from pipeline.settings import MODELS_DIR, PROJECT_ROOT, VERSION


def _files() -> list[Path]:
    code = [
        path
        for folder in ("language", "load", "lexicon", "grammar", "extract", "classify", "ner")
        for path in (PROJECT_ROOT / "pipeline" / folder).rglob("*")
        if path.suffix in (".py", ".toml", ".csv")
    ]
    single = [PROJECT_ROOT / "pipeline" / f"{n}.py" for n in ("records", "annotator", "components")]
    kinds = (".skops", ".json", ".cfg", ".bin", ".npy")
    models = [p for p in MODELS_DIR.rglob("*") if p.suffix in kinds]
    return sorted([*code, *single, *models])


@functools.cache
def version() -> str:
    """A hash of all that makes annotations: code, lexicons, models. Loads none of them."""
    digest = hashlib.sha256(VERSION.encode())
    for path in _files():
        digest.update(path.relative_to(PROJECT_ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
