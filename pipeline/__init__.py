"""yeonpyo (연표, a chronological table): policy history out of Korean documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.settings import VERSION as __version__

if TYPE_CHECKING:
    from pipeline.records import Annotations

__all__ = ["__version__", "annotate"]


def annotate(text: str, date: str | None = None) -> Annotations:
    """Annotate one text; ``date`` is its publication date in EDTF.

    Offsets are indices into ``text`` as given. The first call in a process loads the models.
    """
    from pipeline.annotator import annotate as run

    return run(text, date)
