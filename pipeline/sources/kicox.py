"""KICOX (한국산업단지공단): the board of its press releases (1103)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import Tag

from pipeline.sources.reading import Board, Fetch, Query, iso_day, text_beside, text_of, with_query

SECRET: str | None = None
BOARD = "1103"
PUBLISHER = "한국산업단지공단"
LINK = "a[onclick*=bbsArticleDet], a[href*=bbsArticleDet]"
ID = re.compile(r"bbsArticleDet\(\s*['\"]?(\d+)['\"]?")


def start(query: Query) -> Iterator[Fetch]:
    """The first page of each board; the board knows no search by day."""
    for base in query.bases:
        for board in query.boards or (BOARD,):
            yield Fetch(url=f"{base}/boardList/{board}?pageIndex=1", kind="list")


def link(row: Tag, fetch: Fetch) -> Fetch | None:
    """A row: number, title, day, attachment, count of readers."""
    anchor = row.select_one(LINK)
    match = ID.search(f"{anchor.get('onclick')} {anchor.get('href')}") if anchor else None
    if match is None:
        return None
    view = fetch.url.split("?")[0].replace("/boardList/", "/boardDetail/")
    day = row.select_one("td.b_date, td.date")
    return Fetch(
        url=urljoin(view, f"?bbsSeq={match[1]}"), kind="view", title=text_of(anchor),
        published=iso_day(text_of(day) or text_beside(row, anchor)), publisher=PUBLISHER,
        referer=fetch.url,
    )  # fmt: skip


def turn(fetch: Fetch, page: int) -> Fetch:
    """Page ``page`` of the same board."""
    url = with_query(fetch.url, pageIndex=page)
    return Fetch(url=url, kind="list", page=page, referer=fetch.url)


read = Board(
    row="table tbody tr",
    link=link,
    turn=turn,
    body="div.view_cont, div.b_content, .board_view .cont, td.view_cont, td.b_content, "
         ".board_view .content, .bbs_view .content",
    title=".board_view h4, .b_view h4, .view_title, .board_view .title, .bbs_view .subject, "
          "td.subject",
    published=".b_date, .view_date, .board_view .date, .board_view .info, .bbs_view .date",
    files="a[href*=fileDown], a[href*=FileDown], a[href*=download], a[href*=Download]",
    house=PUBLISHER,
).read  # fmt: skip
