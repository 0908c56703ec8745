"""MOTIE (산업통상자원부), the older board: a form whose ``currentPage`` counts rows (1, 11 …)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import msgspec
from bs4 import Tag

from pipeline.sources.reading import (
    Board,
    Fetch,
    Query,
    iso_day,
    query_value,
    text_of,
    windows,
    with_query,
)

SECRET: str | None = None
FOLDER = "/motie/ne/presse/press2/bbs/"
BOARD = "81"
LINK = "div.ellipsis a, td.al div a"
PAGE_SIZE = 10
WINDOW_DAYS = 366


def start(query: Query) -> Iterator[Fetch]:
    """One form for each search word and year."""
    for base in query.bases:
        url = with_query(f"{base}{FOLDER}bbsList.do", bbs_cd_n=BOARD)
        for first, last in windows(query.since, query.until, WINDOW_DAYS):
            for word in query.words or ("",):
                form = (
                    ("currentPage", "1"), ("start_dt_d", str(first)), ("end_dt_d", str(last)),
                    ("search_key_n", "title_v"), ("search_val_v", word),
                )  # fmt: skip
                yield Fetch(url=url, kind="list", form=form, first=str(first), last=str(last))


def link(row: Tag, fetch: Fetch) -> Fetch | None:
    """A row: number, title, office, attachment, day."""
    anchor = row.select_one(LINK)
    number = query_value(str(anchor.get("href") or ""), "bbs_seq_n") if anchor else ""
    if not number.isdigit():
        return None
    return Fetch(
        url=urljoin(fetch.url, f"bbsView.do?bbs_seq_n={number}&bbs_cd_n={BOARD}"), kind="view",
        title=text_of(anchor), published=_day(row), referer=fetch.url,
    )  # fmt: skip


def _day(row: Tag) -> str | None:
    """The fifth cell; some lists of other years have a column more or less."""
    return iso_day(text_of(row.select_one("td:nth-child(5)"))) or iso_day(
        " ".join(filter(None, (text_of(cell) for cell in row.select("td:not(.al)"))))
    )


def turn(fetch: Fetch, page: int) -> Fetch:
    """The form sent again from row 11, 21 …"""
    row = str((page - 1) * PAGE_SIZE + 1)
    form = tuple((n, row if n == "currentPage" else v) for n, v in fetch.form)
    return msgspec.structs.replace(fetch, form=form, page=page, referer=fetch.url)


read = Board(
    row="tr:has(div.ellipsis), tr:has(td.al)",
    link=link,
    turn=turn,
    page_size=PAGE_SIZE,
    body="div.contTx, td.contTx",
    title="td.subject",
    published="td.date, th:-soup-contains('등록일') + td, th:-soup-contains('작성일') + td",
    author="th:-soup-contains('담당자') + td",
    files="a[title='파일을 다운로드 받습니다.']",
).read
