"""Naver News: single articles whose addresses the user lists."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.sources.base import Fetch, Found, Query, read_view

SECRET: str | None = None
BODY = "#dic_area"
TITLE = "h2.media_end_head_headline"
DATE = "span.media_end_head_info_datestamp_time"


def start(query: Query) -> Iterator[Fetch]:
    for url in query.urls:
        yield Fetch(url=url, kind="view")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    return read_view(fetch, data, body=BODY, title=TITLE, published=DATE)
