"""RTF, read by striprtf."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from pipeline.errors import UnreadableDocument
from pipeline.load.page import Page
from pipeline.load.structure import PageWriter

MAX_RTF_BYTES = 8 * 1024 * 1024
"""Bytes. Text of the longest plan is under 4 MB; what is larger holds pictures, in hexadecimal."""

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
# The look-behind keeps the search linear: a run of digits is tried from its start alone.
_PICTURE = re.compile(rb"(?<![0-9A-Fa-f\r\n])[0-9A-Fa-f\r\n]{4000,}")


def load_rtf(data: bytes) -> Page:
    """The page of an RTF document. Raises UnreadableDocument for a damaged file and no text."""
    if not data.rstrip(b"\x00\r\n\t \x1a").endswith(b"}"):
        raise UnreadableDocument("RTF document is cut (its last bracket is open); fetch it again")
    data = _PICTURE.sub(b"", data)
    if len(data) > MAX_RTF_BYTES:
        raise UnreadableDocument(
            f"RTF document of {len(data)} bytes without its pictures, the limit is "
            f"{MAX_RTF_BYTES}; split it"
        )
    declared = _CODE_PAGE.search(data[:4096])
    encoding = f"cp{declared[1].decode()}" if declared else "cp949"
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            data.decode("latin-1"), encoding=encoding, errors="replace"
        )
    except (ValueError, LookupError, IndexError, KeyError, RecursionError) as error:
        raise UnreadableDocument(
            f"RTF document is damaged or cut ({str(error)[:120]}); fetch it again"
        ) from error
    writer = PageWriter()
    for line in text.split("\n"):
        writer.paragraph(line.replace("|", " ").strip())
    page = writer.page(encoding=encoding)
    if not page.text.strip():
        raise UnreadableDocument("RTF document has no text; give a version with text")
    return page
