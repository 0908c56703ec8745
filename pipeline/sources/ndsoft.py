"""Regional and trade newspapers on the ndsoft system: one source, a list of hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import msgspec
from bs4 import BeautifulSoup, Tag

from pipeline.sources.reading import (
    Board,
    Fetch,
    Found,
    Query,
    iso_day,
    parse_html,
    query_value,
    read_feed,
    text_of,
    with_query,
)

SECRET: str | None = None
LIST, VIEW = "/news/articleList.html", "/news/articleView.html"
LINK = "h2.titles a, h4.titles a, .titles a, a.linked"
DATE = "em.info.dated, em.replace-date, .byline em:last-child, .dated, .list-dated"
INFO = ".info-text, ul.infomation, .article-view-header .infomation, .info-group, .view-info"
PAGE_SIZE = 20


def start(query: Query) -> Iterator[Fetch]:
    """The feeds of ``boards``, then one list for each search word."""
    for base in query.bases:
        for feed in query.boards:
            yield Fetch(url=urljoin(base, feed), kind="list")
        for word in query.words or ("",):
            url = with_query(base + LIST, page=1, view_type="sm", sc_area="A", sc_word=word,
                             sc_sdate=query.since, sc_edate=query.until)  # fmt: skip
            yield Fetch(url=url, kind="list")


def link(row: Tag, fetch: Fetch) -> Fetch | None:
    """A row: headline, lead, section, reporter, day (newer skins leave its year out)."""
    for anchor in row.select(LINK):
        url = _address(urljoin(fetch.url, str(anchor.get("href") or "")))
        if url is not None:
            day = iso_day(text_of(row.select_one(DATE)))
            return Fetch(url=url, kind="view", title=text_of(anchor), published=day,
                         referer=fetch.url)  # fmt: skip
    return None


def turn(fetch: Fetch, page: int) -> Fetch:
    """Page ``page`` of the same list."""
    url = with_query(fetch.url, page=page)
    return Fetch(url=url, kind="list", page=page, referer=fetch.url)


BOARD = Board(
    row="#section-list li, .article-list .list-block, .article-list li",
    frame="#section-list, .article-list",
    link=link,
    turn=turn,
    page_size=PAGE_SIZE,
    body="#article-view-content-div, #articleBody, .article-veiw-body",  # sic: so the skin says
    title="h1.heading, h3.heading, .article-head-title, #article-view header h3, "
          "meta[property='og:title']",
    published="meta[property='article:published_time']",
    publisher="meta[property='og:site_name']",
    drop="script, style, noscript, button, form, iframe, .article-bottom, .view-copyright, "
         ".article-copy, .related-article, .writer, .ad-template",
)  # fmt: skip


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    """A feed, a list, or an article with its info line."""
    if fetch.kind == "list" and urlsplit(fetch.url).path.endswith(".xml"):
        feed = read_feed(fetch, data, query, _address)
        views = (msgspec.structs.replace(one, publisher=None) for one in feed.fetches)
        return Found(fetches=tuple(views))  # the author of an item is its reporter
    found = BOARD.read(fetch, data, query)
    if fetch.kind != "view" or found.fields is None:
        return found
    fields = found.fields
    reporter, entered = _info(parse_html(data))
    body = _OWNER.split(fields.body)[0].strip()
    agency = _agency(body)
    fields = msgspec.structs.replace(
        fields, body=body, published=entered or fields.published,
        author=reporter or fields.author, publisher=agency or fields.publisher,
    )  # fmt: skip
    return msgspec.structs.replace(found, fields=fields)


def _address(url: str) -> str | None:
    """An article's one address; the rest of the query is how it was found."""
    parts, number = urlsplit(url), query_value(url, "idxno")
    if not number.isdigit() or not parts.path.endswith(VIEW):
        return None
    return f"{parts.scheme}://{parts.netloc}{VIEW}?idxno={number}"


_OWNER = re.compile(r"<?\s?저작권자\s?(?:©|ⓒ|\(c\)|：|:)", re.I)
_REPORTER = re.compile(
    r"(?:기자명\s*[:：]?\s*)?([가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*)\s?(?:선임|수습|전문|객원|인턴)?\s?"
    r"(?:기자|특파원|논설위원|편집국장)"
)
_NAMED = re.compile(r"기자명\s*[:：]?\s*([^\s|]{2,20})")
_ENTERED = re.compile(r"(?:입력|등록|작성|승인|발행)\s*[:：]?\s*")


def _info(soup: BeautifulSoup) -> tuple[str | None, str | None]:
    """Reporter and day of the info line: 기자명, 입력 (entered), 승인 (approved), 수정 (edited).

    The day it was entered counts; an older skin shows 승인 alone.
    """
    line = " ".join(filter(None, map(text_of, soup.select(INFO))))
    match = _REPORTER.search(line) or _NAMED.search(line)
    days = (iso_day(line[m.end() : m.end() + 20]) for m in _ENTERED.finditer(line))
    day = next(filter(None, days), None) or iso_day(line)
    return match[1] if match else None, day


_AGENCIES = (
    "연합뉴스", "뉴시스", "뉴스1", "뉴스와이어", "노컷뉴스", "아시아뉴스통신", "국제뉴스", "newsis",
)  # fmt: skip
_SYNDICATED = re.compile(
    rf"^[\[(【][^\])】]{{0,20}}?=?\s?({'|'.join(_AGENCIES)})[^\])】]{{0,20}}[\])】]"
    rf"|[\[(【]\s?({'|'.join(_AGENCIES)})\s?[\])】]\s*$"
    rf"|^\(?[가-힣]{{2,4}}=({'|'.join(_AGENCIES)})\)?"
)


def _agency(body: str) -> str | None:
    """The agency whose wire the paper prints: ``(서울=연합뉴스)`` first, or a mark at the end."""
    match = _SYNDICATED.search(body)
    return next(filter(None, match.groups()), None) if match else None
