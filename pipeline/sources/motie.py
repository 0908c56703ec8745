"""MOTIE (산업통상자원부), the newer board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import Tag

from pipeline.sources.reading import Board, Fetch, Query, iso_day, text_beside, text_of, with_query

SECRET: str | None = None
BOARD = "ATCL3f49a5a8c"
ID = re.compile(r"article\.view\(\s*['\"](\d+)['\"]|/article/ATCL\w+/(\d+)/view")


def start(query: Query) -> Iterator[Fetch]:
    """One list for each search word (searchCondition 1: in titles); it knows no days."""
    for base in query.bases:
        for word in query.words or ("",):
            url = with_query(f"{base}/kor/article/{BOARD}", pageIndex=1, searchCondition=1,
                             searchKeyword=word)  # fmt: skip
            yield Fetch(url=url, kind="list")


def link(row: Tag, fetch: Fetch) -> Fetch | None:
    """A row: number, title (a script or an address), office, day, attachment, readers."""
    match = ID.search(str(row))
    anchor = next((a for a in row.select("a") if ID.search(str(a))), None)
    return Fetch(
        url=urljoin(fetch.url, f"/kor/article/{BOARD}/{match[1] or match[2]}/view"),
        kind="view", title=text_of(anchor), published=iso_day(text_beside(row, anchor)),
        referer=fetch.url,
    ) if match else None  # fmt: skip


def turn(fetch: Fetch, page: int) -> Fetch:
    """Page ``page`` of the same list."""
    url = with_query(fetch.url, pageIndex=page)
    return Fetch(url=url, kind="list", page=page, referer=fetch.url)


read = Board(
    row="table tbody tr",
    link=link,
    turn=turn,
    body="div.view_cont, .article_view .cont, div.view-content, div.view_con, div.board_view, "
         "div.bbs_view",
    title=".view_title, .article_view h3, .view_top h3, .board_view h3, .bbs_view h3",
    published=".view_date, .article_view .date, .view_top .date, .view_info, .board_view .info",
    files="a[href*='/attach/down']",
).read  # fmt: skip
