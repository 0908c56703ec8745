"""Attachments: kept as they are, unless a page stands in their place."""

from __future__ import annotations

import re

from pipeline.errors import SourceError
from pipeline.sources.reading.html import decode, wall
from pipeline.sources.reading.records import Fetch, Fields, Found

_HTML = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?"
    rb"(?:<!doctype html|<html|<head|<body|<script|<!--|<meta|<title|<p\b|<div)", re.I
)  # fmt: skip
_PAGES = (".html", ".htm", ".xhtml")


def read_file(fetch: Fetch, data: bytes) -> Found:
    """The fields of an attachment; an empty one, or an HTML page in its place, is an error."""
    if not data.strip():
        raise SourceError(f"{fetch.url}: an empty answer instead of an attachment")
    if _HTML.match(data[:1024]) and not (fetch.title or "").lower().endswith(_PAGES):
        named = wall(decode(data[:20_000]))
        raise SourceError(f"{fetch.url}: {named or 'an HTML page'} instead of an attachment")
    return Found(fields=Fields(title=fetch.title, published=fetch.published,
                               publisher=fetch.publisher))  # fmt: skip
