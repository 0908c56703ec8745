"""From bytes to a document: text without page furniture, blocks, metadata.

Names are imported when they are first asked for: whoever only lists files should not wait for
the readers of thirty formats.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.load.blocks import body_start, compose, outline
    from pipeline.load.loader import LOADERS, load
    from pipeline.load.many import Opening, Unit, load_all, open_all
    from pipeline.load.source import FileRef, Refusal, discover, read

_MODULES = {
    "blocks": ("body_start", "compose", "outline"),
    "loader": ("LOADERS", "load"),
    "many": ("Opening", "Unit", "load_all", "open_all"),
    "source": ("FileRef", "Refusal", "discover", "read"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "LOADERS",
    "FileRef",
    "Opening",
    "Refusal",
    "Unit",
    "body_start",
    "compose",
    "discover",
    "load",
    "load_all",
    "open_all",
    "outline",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
