"""Any article page whose address the user lists; what its body is, the HTML loader decides."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.sources.base import Fetch, Fields, Found, Query, parse_html, text_of, unexpected

SECRET: str | None = None
BODY = "article, [itemprop=articleBody], main, #content, body"
MIN_CHARS = 100
"""Characters below which a page is a notice, not an article."""


def start(query: Query) -> Iterator[Fetch]:
    for url in query.urls:
        yield Fetch(url=url, kind="view")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if not data.strip():
        raise SourceError(f"{fetch.url}: an empty answer instead of an article")
    soup = parse_html(data)
    for tag in soup(["script", "style", "nav", "header", "footer"]):
        tag.decompose()
    text = text_of(soup.select_one(BODY)) or ""
    if len(text) < MIN_CHARS:
        raise unexpected(fetch, soup, BODY)
    return Found(fields=Fields(title=text_of(soup.select_one("h1, title")), body=text))
