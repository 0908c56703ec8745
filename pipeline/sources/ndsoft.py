"""Regional and trade newspapers on the ndsoft system: one source, a list of hosts."""

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
LIST, VIEW = "/news/articleList.html", "/news/articleView.html"
ROW = "#section-list .type1 li, #section-list .type2 li, #section-list .type li"
LINK = "h2.titles a, h4.titles a"
DATE = "em.info.dated, em.replace-date, .byline em:last-child"
BODY = "#article-view-content-div"
TITLE = "h1.heading, h3.heading, .article-head-title"
VIEW_DATE = ".info-text, ul.infomation, .article-view-header .infomation"
PAGE_SIZE = 20


def start(query: Query) -> Iterator[Fetch]:
    for base in query.bases:
        for word in query.words or ("",):
            url = with_query(base + LIST, page=1, view_type="sm", sc_area="A", sc_word=word,
                             sc_sdate=query.since, sc_edate=query.until)  # fmt: skip
            yield Fetch(url=url, kind="list")


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if fetch.kind == "file":
        return read_file(fetch, data)
    if fetch.kind == "view":
        return read_view(fetch, data, body=BODY, title=TITLE, published=VIEW_DATE)

    def link(row: Tag) -> Fetch | None:
        anchor = row.select_one(LINK)
        address = urljoin(fetch.url, str(anchor.get("href") or "") if anchor else "")
        number = parse_qs(urlsplit(address).query).get("idxno", [""])[0]
        return Fetch(
            url=urljoin(fetch.url, f"{VIEW}?idxno={number}"), kind="view", title=text_of(anchor),
            published=iso_day(text_of(row.select_one(DATE))), referer=fetch.url,
        ) if number.isdigit() else None  # fmt: skip

    return read_list(fetch, data, query, row=ROW, link=link, page_size=PAGE_SIZE,
                     next_url=lambda page: with_query(fetch.url, page=page))  # fmt: skip
