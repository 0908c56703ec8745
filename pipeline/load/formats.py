"""The loaders of binary formats by media type; each is imported when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from pipeline.errors import UnreadableDocument
from pipeline.load import detect
from pipeline.load.page import Page

Loader = Callable[[bytes], Page]

# Media type, module of this package, function. The libraries behind them take half a second
# to import, which a reader of plain text should not pay.
_TABLE: tuple[tuple[str, str, str], ...] = (
    (detect.HWP, "hwp", "load_hwp"),
    (detect.HWPX, "hwp", "load_hwpx"),
    (detect.HWP3, "hwp3", "load_hwp3"),
    (detect.PDF, "pdf", "load_pdf"),
    (detect.DOCX, "office", "load_docx"),
    (detect.PPTX, "office", "load_pptx"),
    (detect.XLSX, "table", "load_workbook"),
    (detect.CSV, "table", "load_csv"),
    (detect.RTF, "rtf", "load_rtf"),
    (detect.MAIL, "mail", "load_mail"),
)


def _late(module: str, function: str) -> Loader:
    def load_late(data: bytes) -> Page:
        loader: Loader = getattr(import_module(f"pipeline.load.{module}"), function)
        return loader(data)

    return load_late


def _encrypted(data: bytes) -> Page:
    raise UnreadableDocument(
        "Office document is protected by a password; save it without one"
    )


FORMATS: Mapping[str, Loader] = {
    **{media_type: _late(module, function) for media_type, module, function in _TABLE},
    detect.ENCRYPTED: _encrypted,
}
"""Media type to loader: ``bytes -> Page``, or UnreadableDocument."""
