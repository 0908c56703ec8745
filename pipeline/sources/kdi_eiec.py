"""KDI EIEC: summaries of policy material, with the ministries' files."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

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
LIST, VIEW = "/policy/materialList.do", "/policy/materialView.do"
ROW = "li:has(a[href*=materialView]), tr:has(a[href*=materialView])"
LINK = "a[href*=materialView]"
BODY = "div.view_cont, div.board_view, div.view_area"
TITLE = ".view_title, .board_view h3, .view_area h3"
DATE = ".view_info, .view_date"
FILES = "a[href*=callDownload]"
PAGE_SIZE = 20


def start(query: Query) -> Iterator[Fetch]:
    for base in query.bases:
        for word in query.words or ("",):
            url = with_query(base + LIST, search_txt=word, pg=1, pp=PAGE_SIZE)
            yield Fetch(url=url, kind="list")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if fetch.kind == "file":
        return read_file(fetch, data)
    if fetch.kind == "view":
        return read_view(fetch, data, body=BODY, title=TITLE, published=DATE, files=FILES)

    def link(row: Tag) -> Fetch | None:
        anchor = row.select_one(LINK)
        asked = parse_qs(urlsplit(str(anchor["href"]) if anchor else "").query)
        number = asked.get("num", [""])[0]
        return Fetch(
            url=urljoin(fetch.url, f"{VIEW}?num={number}"), kind="view", title=text_of(anchor),
            published=iso_day(text_of(row)), referer=fetch.url,
        ) if number.isdigit() else None  # fmt: skip

    return read_list(fetch, data, query, row=ROW, link=link, page_size=PAGE_SIZE,
                     next_url=lambda page: with_query(fetch.url, pg=page))  # fmt: skip
