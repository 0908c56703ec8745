"""From bytes to a document: text without page furniture, blocks, metadata."""

from pipeline.load.blocks import body_start, compose, outline
from pipeline.load.loader import LOADERS, load
from pipeline.load.many import load_all
from pipeline.load.source import FileRef, Refusal, discover, read

__all__ = [
    "LOADERS",
    "FileRef",
    "Refusal",
    "body_start",
    "compose",
    "discover",
    "load",
    "load_all",
    "outline",
    "read",
]
