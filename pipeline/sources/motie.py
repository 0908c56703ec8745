"""MOTIE (산업통상자원부), the newer board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import Tag

from pipeline.sources.base import (
    Fetch,
    Found,
    Query,
    iso_day,
    read_file,
    read_list,
    read_view,
    text_of,
    with_query,
)

SECRET: str | None = None
BOARD = "ATCL3f49a5a8c"
ROW = "table tbody tr"
ID = re.compile(r"article\.view\(\s*'(\d+)'|/article/ATCL\w+/(\d+)/view")
BODY = "div.view_cont, div.article_view .cont, div.view-content, div.board_view"
TITLE = ".view_title, .article_view h3, .view_top h3"
VIEW_DATE = ".view_date, .article_view .date, .view_top .date"
FILES = "a[href*='/attach/down']"
PAGE_SIZE = 10


def start(query: Query) -> Iterator[Fetch]:
    for base in query.bases:
        for word in query.words or ("",):
            url = with_query(f"{base}/kor/article/{BOARD}", pageIndex=1, searchCondition=1,
                             searchKeyword=word)  # fmt: skip
            yield Fetch(url=url, kind="list")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if fetch.kind == "file":
        return read_file(fetch, data)
    if fetch.kind == "view":
        return read_view(fetch, data, body=BODY, title=TITLE, published=VIEW_DATE, files=FILES)

    def link(row: Tag) -> Fetch | None:
        match = ID.search(str(row))
        return Fetch(
            url=urljoin(fetch.url, f"/kor/article/{BOARD}/{match[1] or match[2]}/view"),
            kind="view", title=text_of(row.select_one("a")), published=iso_day(text_of(row)),
            referer=fetch.url,
        ) if match else None  # fmt: skip

    return read_list(fetch, data, query, row=ROW, link=link, page_size=PAGE_SIZE,
                     next_url=lambda page: with_query(fetch.url, pageIndex=page))  # fmt: skip
