"""KDI EIEC (경제정보센터): summaries of policy material, with the ministries' files."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import Tag

from pipeline.sources.reading import (
    Board,
    Fetch,
    Query,
    iso_day,
    query_value,
    text_beside,
    text_of,
    with_query,
)

SECRET: str | None = None
LIST, VIEW = "/policy/materialList.do", "/policy/materialView.do"
LINK = "a[href*=materialView]"
BY = ".writer, .source, .org, span.part"
PAGE_SIZE = 20


def start(query: Query) -> Iterator[Fetch]:
    """One list for each search word."""
    for base in query.bases:
        for word in query.words or ("",):
            url = with_query(base + LIST, search_txt=word, pg=1, pp=PAGE_SIZE)
            yield Fetch(url=url, kind="list")


def link(row: Tag, fetch: Fetch) -> Fetch | None:
    """A row: its link, with the day and the body named beside it."""
    anchor = row.select_one(LINK)
    number = query_value(str(anchor["href"]), "num") if anchor is not None else ""
    if not number.isdigit():
        return None
    return Fetch(
        url=urljoin(fetch.url, f"{VIEW}?num={number}"), kind="view", title=text_of(anchor),
        published=iso_day(text_beside(row, anchor)), publisher=text_of(row.select_one(BY)),
        referer=fetch.url,
    )  # fmt: skip


def turn(fetch: Fetch, page: int) -> Fetch:
    """Page ``page`` of the same list."""
    url = with_query(fetch.url, pg=page)
    return Fetch(url=url, kind="list", page=page, referer=fetch.url)


read = Board(
    row="li:has(a[href*=materialView]), tr:has(a[href*=materialView])",
    frame="ul, table",
    link=link,
    turn=turn,
    page_size=PAGE_SIZE,
    body="div.view_cont, div.board_view, div.view_area, div.cont_area",
    title=".view_title, .board_view h3, .view_area h3, .view_top h3, meta[property='og:title']",
    published=".view_info, .view_date, .view_top .date, .board_view .info",
    publisher=".view_info .writer, .view_info .org, .view_top .writer",
    files="a[href*=callDownload]",
).read
