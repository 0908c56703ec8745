"""Reading HTML: charset, text, addresses, and what stands where something else was expected."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag

from pipeline.errors import SourceError
from pipeline.sources.reading.records import Fetch

MAX_SEARCHED = 200_000
"""Characters of a page in which a wall is looked for."""


def parse_html(data: bytes) -> BeautifulSoup:
    """UTF-8, else CP949 (EUC-KR and its extension), whatever the page claims."""
    return BeautifulSoup(decode(data), "lxml")


def decode(data: bytes) -> str:
    """UTF-8, else CP949; a byte cut in half at the end does not change which."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data.decode("utf-8-sig", "ignore")
        return data.decode("cp949", "replace")


def text_of(tag: Tag | None) -> str | None:
    """The text of ``tag`` on one line, or None."""
    return (" ".join(tag.get_text(" ").split()) or None) if tag is not None else None


def text_beside(row: Tag, anchor: Tag | None) -> str:
    """The text of ``row`` without that of ``anchor``: a headline may hold a day of its own."""
    outside = (s for s in row.strings if anchor is None or anchor not in s.parents)
    return " ".join(" ".join(outside).split())


def query_value(url: str, name: str) -> str:
    """The first value of a query parameter, or an empty string."""
    return parse_qs(urlsplit(url).query).get(name, [""])[0]


def with_query(url: str, **changes: object) -> str:
    """``url`` with these query parameters set, the others kept in order."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    query.update({name: str(value) for name, value in changes.items()})
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


# Pages that stand where a document should be, most telling first.
_WALLS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a bot check", re.compile(
        r"captcha|자동\s?(?:등록|입력)\s?방지|비정상적인\s?(?:접근|요청)|"
        r"cf-browser-verification|challenge-platform|are you a (?:robot|human)|"
        r"로봇이\s?아닙니다|자동화된\s?(?:접근|요청)|Web\s?Firewall|웹\s?방화벽|"
        r"Just a moment\.\.\.|DDoS|보안\s?정책에\s?(?:의해|따라)\s?차단", re.I)),
    ("a login page", re.compile(
        r"로그인\s?(?:이 필요|후\s?(?:이용|사용)|하셔야|해\s?주)|"
        r"<input[^>]+type=[\"']?password|회원\s?(?:전용|만 (?:이용|열람))|"
        r"location\.(?:href|replace)[^;]{0,40}login", re.I)),
    ("an error page", re.compile(
        r"페이지를 찾을 수 없|요청하신 (?:페이지|파일|자료)|존재하지 않|시스템 점검|서비스 점검|"
        r"잘못된 (?:접근|요청|경로)|오류가 발생|서비스 이용에 불편|삭제되었|"
        r"(?:파일|자료|게시물|글)[이가을를]? (?:찾을 수 )?없습니다|"
        r"Access Denied|Forbidden|Not Found|Internal Server Error|Bad Gateway|"
        r"Service (?:Temporarily )?Unavailable|HTTP Status \d{3}", re.I)),
)  # fmt: skip


def wall(html: str) -> str | None:
    """What kind of page stands in the way, if the page says so."""
    head = html[:MAX_SEARCHED]
    return next((name for name, pattern in _WALLS if pattern.search(head)), None)


def unexpected(fetch: Fetch, soup: BeautifulSoup, missing: str) -> SourceError:
    """The error for a page without what its selector looks for, with the likeliest reason."""
    named = wall(str(soup))
    if named:
        return SourceError(f"{fetch.url}: {named} instead of a {fetch.kind} page")
    if not soup.get_text(strip=True):
        return SourceError(f"{fetch.url}: an empty page instead of a {fetch.kind} page")
    return SourceError(
        f"{fetch.url}: nothing at {missing!r}; the page has changed, mend the source's selectors"
    )


_KOGL = re.compile(r"공공누리\s?제?\s?([1-4])\s?유형|img_opentype0?([1-4])|opencode0?([1-4])|"
                   r"출처표시\s?\(?제?\s?([1-4])\s?유형|code_type0?([1-4])")  # fmt: skip


def licence_of(soup: BeautifulSoup) -> str | None:
    """The mark of the Korea Open Government Licence on the page: ``KOGL-1`` … ``KOGL-4``."""
    match = _KOGL.search(str(soup))
    return f"KOGL-{next(g for g in match.groups() if g)}" if match else None
