"""Naver News: single articles whose addresses the user lists."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.sources.reading import Board, Fetch, Found, Query

SECRET: str | None = None
BOARD = Board(
    body="#dic_area, #articeBody, #newsEndContents",  # the last two: sport and entertainment
    title="h2.media_end_head_headline, .end_tit, meta[property='og:title']",
    published="span.media_end_head_info_datestamp_time, .article_info .author em",
    publisher="meta[name='twitter:creator'], meta[property='og:article:author']",
    author="em.media_end_head_journalist_name, .byline_s",
)


def start(query: Query) -> Iterator[Fetch]:
    """The addresses listed."""
    for url in query.urls:
        yield Fetch(url=url, kind="view")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    """The article; of its publisher only the paper's name, not the portal's."""
    found = BOARD.read(fetch, data, query)
    fields = found.fields
    if fields is None or not fields.title:
        raise SourceError(f"{fetch.url}: an article without a headline; mend the selectors")
    return found
