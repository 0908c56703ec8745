"""MOTIE (산업통상자원부), the older board: ``currentPage`` counts rows (1, 11, 21 …)."""

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
    windows,
    with_query,
)

SECRET: str | None = None
FOLDER = "/motie/ne/presse/press2/bbs/"
BOARD = "81"
ROW = "tr:has(div.ellipsis), tr:has(td.al)"
LINK, DATE = "div.ellipsis a, td.al div a", "td:nth-child(5)"
TITLE, BODY = "td.subject", "div.contTx"
FILES = "a[title='파일을 다운로드 받습니다.']"
PAGE_SIZE = 10
WINDOW_DAYS = 366


def start(query: Query) -> Iterator[Fetch]:
    for base in query.bases:
        for first, last in windows(query.since, query.until, WINDOW_DAYS):
            for word in query.words or ("",):
                url = with_query(
                    f"{base}{FOLDER}bbsList.do", bbs_cd_n=BOARD, currentPage=1,
                    start_dt_d=first, end_dt_d=last, search_key_n="title_v", search_val_v=word,
                )  # fmt: skip
                yield Fetch(url=url, kind="list", first=str(first), last=str(last))


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if fetch.kind == "file":
        return read_file(fetch, data)
    if fetch.kind == "view":
        return read_view(fetch, data, body=BODY, title=TITLE, files=FILES)

    def link(row: Tag) -> Fetch | None:
        anchor = row.select_one(LINK)
        asked = parse_qs(urlsplit(str(anchor.get("href") or "") if anchor else "").query)
        number = asked.get("bbs_seq_n", [""])[0]
        return Fetch(
            url=urljoin(fetch.url, f"bbsView.do?bbs_seq_n={number}&bbs_cd_n={BOARD}"),
            kind="view", title=text_of(anchor),
            published=iso_day(text_of(row.select_one(DATE))), referer=fetch.url,
        ) if number.isdigit() else None  # fmt: skip

    return read_list(
        fetch, data, query, row=ROW, link=link, page_size=PAGE_SIZE,
        next_url=lambda page: with_query(fetch.url, currentPage=(page - 1) * PAGE_SIZE + 1),
    )  # fmt: skip
