"""PRISM (정책연구관리시스템): abstracts of commissioned policy studies, by search word.

The search answers JSON to a JSON question; each hit is cut out as a document of its own. The
reports themselves are not fetched: the site decides for each whether it may be opened.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.errors import EmptySource, SourceError
from pipeline.sources.reading import Fetch, Fields, Found, Made, Query, iso_day, parse_html
from pipeline.sources.reading.html import decode, wall

SECRET: str | None = None
SEARCH = "/prism-be-prtl/search/totalSearch.do"
STUDY = "https://www.prism.go.kr/homepage/asmt/"
PAGE_SIZE = 50
ID = ("ASMT_ID", "ASMTID", "DOCID")


def start(query: Query) -> Iterator[Fetch]:
    """One question for each search word."""
    for base in query.bases:
        for word in query.words:
            yield _ask(base + SEARCH, word, 1)


def _ask(url: str, word: str, page: int) -> Fetch:
    question = {"query": word, "collection": "report", "startCount": (page - 1) * PAGE_SIZE,
                "listCount": PAGE_SIZE}  # fmt: skip
    return Fetch(url=url, kind="list", page=page, json=msgspec.json.encode(question).decode())


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    """The studies of an answer, those of the days asked for."""
    try:
        answer = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        kind = wall(decode(data)) or "no JSON"
        raise SourceError(f"{fetch.url}: {kind} in the answer: {error}") from error
    hits = _hits(answer)
    if hits is None:
        raise SourceError(f"{fetch.url}: no report.searchResultList in the answer; it has changed")
    if not hits:
        if fetch.page > 1:
            return Found()
        raise EmptySource(f"{fetch.url}: no studies for {fetch.json}")
    studies = [made for hit in hits if (made := _study(hit, fetch)) is not None]
    if not studies:
        raise SourceError(f"{fetch.url}: {len(hits)} studies without ASMT_NM; it has changed")
    word = msgspec.json.decode(fetch.json or "{}").get("query", "")
    following = (_ask(fetch.url, word, fetch.page + 1),) if len(hits) >= PAGE_SIZE else ()
    wanted = tuple(one for one in studies if query.asks_for(one.fields.published))
    return Found(made=wanted, fetches=following)


def _hits(answer: Any) -> list[Any] | None:
    report = answer.get("report") if isinstance(answer, dict) else None
    hits = report.get("searchResultList") if isinstance(report, dict) else None
    return hits if isinstance(hits, list) else None


def _study(hit: Any, fetch: Fetch) -> Made | None:
    """A study as a page: title, commissioning body, day, abstract. Hits mark the words sought."""
    if not isinstance(hit, dict):
        return None
    title, text = _plain(hit.get("ASMT_NM")), _plain(hit.get("THSS_SMRY_CN"))
    if not title:
        return None
    body, day = _plain(hit.get("INST_NM")), iso_day(str(hit.get("DATE") or ""))
    number = next((str(hit[name]) for name in ID if hit.get(name)), "")
    url = STUDY + number if number else f"{fetch.url}#{title}"
    meta = (("og:title", title), ("article:published_time", day), ("og:site_name", body))
    head = "".join(f'<meta property="{name}" content="{html.escape(value)}">\n'
                   for name, value in meta if value)  # fmt: skip
    page = (
        f'<!doctype html>\n<html lang="ko"><head><meta charset="utf-8">\n{head}</head>\n<body>\n'
        f"<h1>{html.escape(title)}</h1>\n<div><p>{html.escape(text)}</p></div>\n</body></html>\n"
    )
    fields = Fields(title=title, published=day, publisher=body or None, body=text or title)
    return Made(url=url, data=page.encode(), fields=fields)


def _plain(value: Any) -> str:
    """Text without the marks around the words sought."""
    text = str(value or "").replace("<!HS>", "").replace("<!HE>", "")
    return " ".join(parse_html(text.encode()).get_text(" ").split()) if text else ""
