"""Plain text."""

from __future__ import annotations

from pipeline.load.decode import decode
from pipeline.load.page import Page


def load_text(data: bytes) -> Page:
    """The page of a plain text. Raises UnreadableDocument as ``decode`` does."""
    text, encoding = decode(data)
    return Page(text=text, encoding=encoding)
