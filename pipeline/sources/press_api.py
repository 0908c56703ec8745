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
from pipeline.sources.reading import (
    Busy,
    Fetch,
    Fields,
    Found,
    Halt,
    Made,
    Query,
    iso_day,
    read_file,
    windows,
    with_query,
)
from pipeline.sources.reading.html import decode, wall

SECRET: str | None = "serviceKey"
PATH = "/1371000/pressReleaseService/pressReleaseList"
WINDOW_DAYS = 3
ROWS = 100
OK, NO_DATA, TOO_FAST, WINDOW_TOO_WIDE = ("0", "00"), "03", "23", "98"
FATAL = {
    "12": "there is no such service any more",
    "20": "the key may not use this service; apply for it at data.go.kr",
    "22": "the key's questions of the day are used up; collect again tomorrow",
    "30": "the key is not registered; data.go.kr takes an hour to know a new one",
    "31": "the key has expired; renew it at data.go.kr",
    "32": "the key is not registered for this address",
}
"""Result codes after which no further question has a chance, and what to do."""


def start(query: Query) -> Iterator[Fetch]:
    """One question for each window of days."""
    for base in query.bases:
        for first, last in windows(query.since, query.until, WINDOW_DAYS):
            yield _ask(base + PATH, first, last)


def _ask(address: str, first: date, last: date) -> Fetch:
    url = with_query(
        address, startDate=f"{first:%Y%m%d}", endDate=f"{last:%Y%m%d}", numOfRows=ROWS, pageNo=1
    )
    return Fetch(url=url, kind="list", first=first.isoformat(), last=last.isoformat())


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    """The releases of an answer that hold a search word, each with its attachments; the rest of
    a window that is too wide or broken, day by day."""
    if fetch.kind == "file":
        return read_file(fetch, data)
    if not data.strip():
        raise SourceError(f"{fetch.url}: an empty answer")
    root, broken = _parse(data)
    code = _code(root) if root is not None else None
    if root is None or (code is None and root.find(".//NewsItem") is None):
        kind = wall(decode(data)) or f"another answer ({decode(data[:80])!r})"
        raise SourceError(f"{fetch.url}: {kind} instead of press releases")
    alone = fetch.first == fetch.last or not (fetch.first and fetch.last)
    if code == WINDOW_TOO_WIDE and not alone:
        return Found(fetches=_days(fetch))
    if code == NO_DATA:
        raise EmptySource(f"{fetch.url}: no releases on these days")
    if code is not None and code not in OK:
        raise _refusal(fetch, code, root)
    if broken and not alone:
        return Found(fetches=_days(fetch))  # the other days of the window come whole
    items = [item for item in root.iter("NewsItem") if _text(item, "NewsItemId")]
    if not items and not broken and fetch.page == 1:
        raise EmptySource(f"{fetch.url}: no releases on these days")
    made: list[Made] = []
    files: list[Fetch] = []
    for item in {_text(item, "NewsItemId"): item for item in items}.values():  # ids repeat
        if (document := _release(item, fetch)) and _wanted(document, query):
            made.append(document)
            files += _files(item, document)
    if len(items) >= ROWS:
        page = fetch.page + 1
        files.append(Fetch(url=with_query(fetch.url, pageNo=page), kind="list", page=page,
                           first=fetch.first, last=fetch.last, referer=fetch.url))  # fmt: skip
    problem = f"{fetch.url}: broken XML, {len(items)} releases saved from it" if broken else None
    return Found(fetches=tuple(files), made=tuple(made), problem=problem)


def _code(root: etree._Element) -> str | None:
    return _text(root, "resultCode") or _text(root, "returnReasonCode")


def _days(fetch: Fetch) -> tuple[Fetch, ...]:
    """The days of a window, one by one."""
    assert fetch.first and fetch.last
    return tuple(_ask(fetch.url, day, day) for day, _ in windows(fetch.first, fetch.last, 1))


def _refusal(fetch: Fetch, code: str, root: etree._Element) -> SourceError:
    message = _text(root, "resultMsg") or _text(root, "returnAuthMsg") or _text(root, "errMsg")
    told = f"{fetch.url}: result code {code} {message or ''}".rstrip()
    if code == TOO_FAST:
        return Busy(f"{told}: too many questions")
    if code in FATAL:
        return Halt(f"{told}: {FATAL[code]}")
    return SourceError(told)


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


_SPACE_OR_TAG = re.compile(r"<[^>]*>|\s|&nbsp;")


def _wanted(made: Made, query: Query) -> bool:
    flat = _SPACE_OR_TAG.sub("", made.fields.body)
    return not query.words or any(word.replace(" ", "") in flat for word in query.words)


def _files(item: etree._Element, made: Made) -> Iterator[Fetch]:
    titles = [(n.text or "").strip() for n in item.iter("FileName")]
    urls = [(n.text or "").strip() for n in item.iter("FileUrl")]
    for number, url in enumerate(urls):
        if url.startswith(("http://", "https://")):
            title = titles[number] if number < len(titles) else None
            yield Fetch(url=url, kind="file", title=title, published=made.fields.published,
                        publisher=made.fields.publisher, referer=made.url)  # fmt: skip
