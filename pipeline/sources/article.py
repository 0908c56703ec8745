"""Any article page whose address the user lists.

What its body is, the HTML loader decides when the page is read; here only whether it is an
article at all, its title, and enough of its text to tell an edit from a changed advertisement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from pipeline.errors import SourceError
from pipeline.sources.reading import (
    Fetch,
    Fields,
    Found,
    Query,
    iso_day,
    parse_html,
    text_of,
    unexpected,
)
from pipeline.sources.reading.html import licence_of

SECRET: str | None = None
BODY = (
    "[itemprop=articleBody]", "#article-view-content-div", "#articleBody", "#article_body",
    "#dic_area", ".article_body", ".article-body", "#newsct_article", ".news_body", ".view_cont",
    ".board_view", ".bbs_view", ".view_content", "article", "main", "#content", "#contents",
)  # fmt: skip
"""Where a body stands, the most telling first (as public scrapers and boards have it)."""

NOISE = "script, style, noscript, nav, header, footer, aside, form, iframe, button, select"
TITLE = ("meta[property='og:title']", "h1", "title")
DAY = (
    "meta[property='article:published_time']", "meta[name='article:published_time']",
    "[itemprop=datePublished]", "time[datetime]",
)  # fmt: skip
MIN_CHARS = 100
"""Characters below which a page is a notice, not an article."""

DENSE = 0.5
"""Share of the page's text that the innermost block must hold to be its body."""


def start(query: Query) -> Iterator[Fetch]:
    """The addresses listed."""
    for url in query.urls:
        yield Fetch(url=url, kind="view")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    """The page's title, day and text; SourceError for a page without an article."""
    if not data.strip():
        raise SourceError(f"{fetch.url}: an empty answer instead of an article")
    soup = parse_html(data)
    title, day, licence = _head(soup, TITLE), None, licence_of(soup)
    for selector in DAY:
        tag = soup.select_one(selector)
        day = day or (iso_day(str(tag.get("content") or tag.get("datetime") or ""))
                      if tag is not None else None)  # fmt: skip
    for tag in soup.select(NOISE):
        tag.decompose()
    text = _body(soup)
    if len(text) < MIN_CHARS:
        raise unexpected(fetch, soup, "an article's body")
    text = _COUNTED.sub("", text)
    return Found(fields=Fields(title=title, published=day, body=text, licence=licence))


_COUNTED = re.compile(r"(?:조회\s?수?|추천|읽음|댓글|hits?|view)\s?[:：|]?\s?[\d,]+", re.I)
"""What changes at every reading."""


def _head(soup: BeautifulSoup, selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        tag = soup.select_one(selector)
        text = tag and (str(tag.get("content") or "").strip() or text_of(tag))
        if text:
            return str(text)
    return None


def _body(soup: BeautifulSoup) -> str:
    """The first named place with enough text, else the innermost block with most of it."""
    for selector in BODY:
        longest = max((text_of(tag) or "" for tag in soup.select(selector)), key=len, default="")
        if len(longest) >= MIN_CHARS:
            return longest
    block: Tag = soup.body or soup
    while True:
        size = len(block.get_text())
        inner = [child for child in block.find_all(True, recursive=False)
                 if len(child.get_text()) > DENSE * size]  # fmt: skip
        if not inner or inner[0].name in ("p", "span", "font", "a"):
            return text_of(block) or ""
        block = inner[0]
