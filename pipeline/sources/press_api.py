"""The government's press release API (data.go.kr, service 1371000).

A question may span 3 days; ids repeat; some days answer with broken XML. An answer holds whole
releases: each is cut out as a document of its own, with its attachments as further addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from pipeline.errors import EmptySource, SourceError
from pipeline.sources.base import (
    Busy,
    Fetch,
    Fields,
    Found,
    Made,
    Query,
    iso_day,
    read_file,
    windows,
    with_query,
)

SECRET: str | None = "serviceKey"
PATH = "/1371000/pressReleaseService/pressReleaseList"
WINDOW_DAYS = 3
ROWS = 100
TOO_FAST, OK = "23", ("0", "00")


def start(query: Query) -> Iterator[Fetch]:
    for base in query.bases:
        for first, last in windows(query.since, query.until, WINDOW_DAYS):
            yield _ask(base + PATH, first, last)


def _ask(address: str, first: date, last: date) -> Fetch:
    url = with_query(
        address, startDate=f"{first:%Y%m%d}", endDate=f"{last:%Y%m%d}", numOfRows=ROWS, pageNo=1
    )
    return Fetch(url=url, kind="list", first=first.isoformat(), last=last.isoformat())


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if fetch.kind == "file":
        return read_file(fetch, data)
    root, broken = _parse(data)
    if root is None:
        raise SourceError(f"{fetch.url}: no XML in the answer: {data[:80]!r}")
    code = _text(root, "resultCode") or _text(root, "returnReasonCode")
    if code is not None and code.lstrip("0") == TOO_FAST:
        raise Busy(f"{fetch.url}: result code {code}: too many questions")
    if code not in OK:
        message = _text(root, "resultMsg") or _text(root, "returnAuthMsg") or ""
        raise SourceError(f"{fetch.url}: result code {code} {message}".rstrip())
    if broken and fetch.first != fetch.last and fetch.first and fetch.last:
        days = windows(fetch.first, fetch.last, 1)  # the other days of the window come whole
        return Found(fetches=tuple(_ask(fetch.url, day, day) for day, _ in days))
    items = [item for item in root.iter("NewsItem") if _text(item, "NewsItemId")]
    if not items and not broken and fetch.page == 1:
        raise EmptySource(f"{fetch.url}: no releases on these days")
    made: list[Made] = []
    files: list[Fetch] = []
    for item in items:
        if (document := _release(item, fetch)) and _wanted(document, query):
            made.append(document)
            files += _files(item, document)
    if len(items) >= ROWS:
        page = fetch.page + 1
        files.append(Fetch(url=with_query(fetch.url, pageNo=page), kind="list", page=page,
                           first=fetch.first, last=fetch.last))  # fmt: skip
    problem = f"{fetch.url}: broken XML, {len(items)} releases saved from it" if broken else None
    return Found(fetches=tuple(files), made=tuple(made), problem=problem)


def _parse(data: bytes) -> tuple[etree._Element | None, bool]:
    """The tree and whether it had to be mended; entities are never resolved."""
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        return etree.fromstring(data, etree.XMLParser(**options)), False
    except etree.XMLSyntaxError:
        pass
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, **options)), True
    except etree.XMLSyntaxError:
        return None, True


def _text(parent: etree._Element, name: str) -> str | None:
    found = next(parent.iter(name), None)
    return (found.text or "").strip() or None if found is not None else None


def _day(text: str | None) -> str | None:
    """``MM/DD/YYYY HH:MM:SS`` as an ISO day."""
    match = re.match(r"(\d\d)/(\d\d)/(\d{4})", text or "")
    return iso_day(f"{match[3]}-{match[1]}-{match[2]}") if match else iso_day(text)


def _release(item: etree._Element, fetch: Fetch) -> Made | None:
    contents = _text(item, "DataContents") or ""
    title = _text(item, "Title")
    if not title and not contents:
        return None
    published = _day(_text(item, "ApproveDate"))
    publisher = _text(item, "MinisterCode")
    subtitles = [t for n in (1, 2, 3) if (t := _text(item, f"SubTitle{n}"))]
    number = _text(item, "NewsItemId") or ""
    url = _text(item, "OriginalUrl") or f"{fetch.url.split('?')[0]}#{number}"
    meta = (("og:title", title), ("article:published_time", published),
            ("og:site_name", publisher), ("og:url", url))  # fmt: skip
    head = "".join(f'<meta property="{name}" content="{html.escape(value)}">\n'
                   for name, value in meta if value)  # fmt: skip
    above = "".join(f"<p>{html.escape(line)}</p>\n" for line in subtitles)
    page = (
        f'<!doctype html>\n<html lang="ko"><head><meta charset="utf-8">\n{head}</head>\n'
        f"<body>\n<h1>{html.escape(title or '')}</h1>\n{above}<div>{contents}</div>\n"
        "</body></html>\n"
    )
    body = "\n".join((title or "", *subtitles, contents))
    fields = Fields(title=title, published=published, publisher=publisher, body=body)
    return Made(url=url, data=page.encode(), fields=fields)


def _wanted(made: Made, query: Query) -> bool:
    flat = made.fields.body.replace(" ", "")
    return not query.words or any(word.replace(" ", "") in flat for word in query.words)


def _files(item: etree._Element, made: Made) -> Iterator[Fetch]:
    titles = [(n.text or "").strip() for n in item.iter("FileName")]
    urls = [(n.text or "").strip() for n in item.iter("FileUrl")]
    for number, url in enumerate(urls):
        if url.startswith(("http://", "https://")):
            title = titles[number] if number < len(titles) else None
            yield Fetch(url=url, kind="file", title=title, published=made.fields.published,
                        publisher=made.fields.publisher, referer=made.url)  # fmt: skip
