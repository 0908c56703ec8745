"""KICOX (한국산업단지공단): the board of its press releases (1103)."""

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
BOARD = "1103"
PUBLISHER = "한국산업단지공단"
ROW = "tr:has(a[onclick*=bbsArticleDet])"
LINK, DATE = "a[onclick*=bbsArticleDet]", "td.b_date"
ID = re.compile(r"bbsArticleDet\(\s*'(\d+)'")
BODY = "div.view_cont, div.b_content, div.board_view .cont, td.view_cont"
TITLE = ".board_view h4, .b_view h4, .view_title"
VIEW_DATE = ".b_date, .view_date"
FILES = "a[href*=fileDown], a[href*=download]"
PAGE_SIZE = 10


def start(query: Query) -> Iterator[Fetch]:
    for base in query.bases:
        for board in query.boards or (BOARD,):
            yield Fetch(url=f"{base}/boardList/{board}?pageIndex=1", kind="list")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if fetch.kind == "file":
        return read_file(fetch, data)
    if fetch.kind == "view":
        return read_view(fetch, data, body=BODY, title=TITLE, published=VIEW_DATE, files=FILES)
    view = fetch.url.split("?")[0].replace("/boardList/", "/boardDetail/")

    def link(row: Tag) -> Fetch | None:
        anchor = row.select_one(LINK)
        match = ID.search(str(anchor["onclick"])) if anchor is not None else None
        return Fetch(
            url=urljoin(view, f"?bbsSeq={match[1]}"), kind="view", title=text_of(anchor),
            published=iso_day(text_of(row.select_one(DATE))), publisher=PUBLISHER,
            referer=fetch.url,
        ) if match else None  # fmt: skip

    return read_list(fetch, data, query, row=ROW, link=link, page_size=PAGE_SIZE,
                     next_url=lambda page: with_query(fetch.url, pageIndex=page))  # fmt: skip
