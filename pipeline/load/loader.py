"""One document: bytes to cleaned text, blocks and metadata."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from pipeline.errors import UnreadableDocument
from pipeline.load import detect
from pipeline.load.blocks import compose, outline
from pipeline.load.feed import load_xml
from pipeline.load.formats import FORMATS
from pipeline.load.html import load_html
from pipeline.load.metadata import describe
from pipeline.load.page import Page
from pipeline.load.text import load_text
from pipeline.records import Document, RawDocument
from pipeline.settings import (
    MAX_DOCUMENT_BYTES,
    MAX_LINE_CHARS,
    MAX_TEXT_CHARS,
    MIN_TEXT_CHARS,
)

LOADERS: Mapping[str, Callable[[bytes], Page]] = {
    detect.TEXT: load_text,
    detect.HTML: load_html,
    detect.XML: load_xml,
    **FORMATS,
}
"""Media type to loader. A new format enters here: ``bytes -> Page``, or UnreadableDocument."""

_PRINTED = frozenset({detect.HWP, detect.HWPX, detect.HWP3, detect.PDF, detect.DOCX})
"""Formats of documents that are laid out for print: what stands in them is theirs, not a site's."""


def load(raw: RawDocument) -> Document:
    """Read one document. Pure: the same bytes give the same document.

    Raises UnreadableDocument, with the reason and what to do, for an empty or too large file,
    binary data, an encoding that nothing fits, a format without a loader, a line or a text
    beyond the limits of ``settings``, and a file with no text in it.
    """
    if not raw.data.strip():
        raise UnreadableDocument("empty file: it has no text to read; remove it or fetch it again")
    if len(raw.data) > MAX_DOCUMENT_BYTES:
        raise UnreadableDocument(
            f"too large: {len(raw.data)} bytes, the limit is {MAX_DOCUMENT_BYTES}; split the file"
        )
    media_type = detect.media_type(raw.data)
    loader = LOADERS.get(media_type)
    if loader is None:
        name = detect.FORMAT_NAMES.get(media_type, media_type)
        raise UnreadableDocument(
            f"{name} ({media_type}) has no loader; convert it to text or HTML"
        )
    page = _normal(loader(raw.data))
    _check_limits(page.text)
    blocks = outline(page.text, page.fixed)
    text, clean = compose(page.text, blocks, printed=media_type in _PRINTED)
    if len("".join(text.split())) < MIN_TEXT_CHARS:
        raise UnreadableDocument(
            f"no text left in {len(page.text)} characters once tags and page furniture are gone; "
            "fetch the document itself, not its frame"
        )
    return Document(
        text=text,
        blocks=clean,
        metadata=describe(page, blocks, raw),
        media_type=media_type,
        encoding=page.encoding,
    )


def _normal(page: Page) -> Page:
    """``page`` in NFC. Formats that mark blocks give NFC themselves: their spans would move."""
    if unicodedata.is_normalized("NFC", page.text):
        return page
    return Page(
        text=unicodedata.normalize("NFC", page.text),
        around=page.around,
        colophon=page.colophon,
        declared=page.declared,
        encoding=page.encoding,
    )


def _check_limits(text: str) -> None:
    if len(text) > MAX_TEXT_CHARS:
        raise UnreadableDocument(
            f"too long: {len(text)} characters, the limit is {MAX_TEXT_CHARS}; split the file"
        )
    longest = max(map(len, text.splitlines()), default=0)
    if longest > MAX_LINE_CHARS:
        raise UnreadableDocument(
            f"a line of {longest} characters, the limit is {MAX_LINE_CHARS}: this is data, "
            "not text; break the line or leave the file out"
        )
