"""Each source reads its example pages as expected, and fails loudly, by name, at any other.

An example is ``tests/golden/sources/<source>/<page>``; beside it ``<page>.expected.json`` says
what was asked (``fetch``) and what is found (``found``) or goes wrong (``error``, ``says``).
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from pipeline.errors import EmptySource, SourceError
from pipeline.settings import PROJECT_ROOT
from pipeline.sources import Fetch, Query, load, names
from pipeline.sources.reading import iso_day, read_file, windows

GOLDEN = PROJECT_ROOT / "tests" / "golden" / "sources"
EXAMPLES = sorted(p for p in GOLDEN.rglob("*") if p.suffix in (".html", ".xml")
                  or (p.suffix == ".json" and not p.name.endswith(".expected.json")))  # fmt: skip
QUERY = Query(
    bases=("https://x.kr",), since="2004-01-01", until="2018-12-31",
    words=("산업단지 클러스터", "혁신클러스터"), urls=("https://x.kr/1",),
)  # fmt: skip


def bare(value: Any) -> Any:
    """Without what is empty or as by default, so that an expectation can be read."""
    if isinstance(value, dict):
        kept = {k: bare(v) for k, v in value.items() if v not in (None, "", [], (), False)}
        return {k: v for k, v in kept.items() if (k, v) != ("page", 1)}
    if isinstance(value, list | tuple):
        return [bare(one) for one in value]
    return value.decode() if isinstance(value, bytes) else value


def outcome(source: str, data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    fetch = msgspec.convert(asked, Fetch)
    try:
        found = load(source).read(fetch, data, QUERY)
    except SourceError as error:
        return {"error": type(error).__name__, "says": str(error).removeprefix(fetch.url)}
    built = msgspec.to_builtins(found, builtin_types=(bytes,))
    return {"found": bare(built)}


def test_every_source_has_examples():
    assert {p.name for p in GOLDEN.iterdir()} == set(names())
    for name in names():
        kinds = {json.loads(p.read_text())["fetch"]["kind"]
                 for p in (GOLDEN / name).glob("*.expected.json")}  # fmt: skip
        assert kinds - {"file"}, name
        assert any("error" in json.loads(p.read_text())
                   for p in (GOLDEN / name).glob("*.expected.json")), name  # fmt: skip


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_example(path):
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text())
    asked = expected.pop("fetch")
    assert outcome(path.parent.name, path.read_bytes(), asked) == expected


CHANGED = "<html><body><div class='brand-new'><a href='/x'>다른 생김새</a></div></body></html>"
WALLS = {
    "a login page": "<p>로그인이 필요한 서비스입니다</p>",
    "a bot check": "<title>Just a moment...</title><p>확인하고 있습니다</p>",
    "an error page": "<h1>요청하신 페이지를 찾을 수 없습니다</h1>",
}


WITHOUT = {"view": ("press_api", "prism"), "list": ("article", "naver_news")}
PAGES = [(name, kind) for kind in WITHOUT for name in names() if name not in WITHOUT[kind]]


@pytest.mark.parametrize(("name", "kind"), PAGES)
@pytest.mark.parametrize("page", [CHANGED, "", "\x00\x01\x02", "{}", *WALLS.values()])
def test_any_other_page_is_loud(name: str, kind: str, page: str):
    fetch = Fetch(url="https://x.kr/p", kind=kind, json='{"query": "x"}')  # type: ignore[arg-type]
    with pytest.raises(SourceError) as error:
        load(name).read(fetch, page.encode(), QUERY)
    assert not isinstance(error.value, EmptySource) and "https://x.kr/p" in str(error.value)
    for wall, text in WALLS.items():
        assert page != text or wall in str(error.value)


@pytest.mark.parametrize("name", names())
def test_first_addresses(name: str):
    first = list(load(name).start(QUERY))
    assert first and all(f.url.startswith("https://x.kr") for f in first)
    assert len({f.key for f in first}) == len(first)


def test_the_days_are_in_the_questions():
    asked = list(load("press_api").start(QUERY))
    assert (asked[0].first, asked[0].last) == ("2004-01-01", "2004-01-03")
    assert asked[-1].last == "2018-12-31" and len(asked) == 1827
    assert "startDate=20040101&endDate=20040103" in asked[0].url


def test_windows_cover_each_day_once():
    days = [d for a, b in windows("2008-02-27", "2008-03-05", 3) for d in (a, b)]
    assert [str(d) for d in days] == ["2008-02-27", "2008-02-29", "2008-03-01", "2008-03-03",
                                      "2008-03-04", "2008-03-05"]  # fmt: skip
    assert list(windows("2008-01-02", "2008-01-01", 3)) == []


@pytest.mark.parametrize(("text", "day"), [
    ("2009.02.11", "2009-02-11"), ("2013년 08월 14일", "2013-08-14"),
    ("2023. 3. 18 오전 10:58", "2023-03-18"), ("20100304", "2010-03-04"),
    ("20100304093000", "2010-03-04"), ("2012-10-11T09:00:00+09:00", "2012-10-11"),
    ("2009/2/1", "2009-02-01"), ("02/11/2009 10:00:00", "2009-02-11"),
    ("'09.11.13", "2009-11-13"), ("09-11-13", "2009-11-13"), ("98.5.1", "1998-05-01"),
    ("2009.13.01 다음 2009.12.01", "2009-12-01"), ("12.17 09:30", None), ("1103", None),
    ("전화 02-2110-5678", None), ("10:11:12", None), ("", None), (None, None),
    ("2018. 4. 30.(월) 조간", "2018-04-30"), ("작성일 2007년 5월 3일 (목) 00:00:00", "2007-05-03"),
])  # fmt: skip
def test_days_as_sites_write_them(text: str | None, day: str | None):
    assert iso_day(text) == day


@pytest.mark.parametrize(("data", "says"), [
    (b"", "empty answer"), (b" \r\n", "empty answer"), (b" <!DOCTYPE html><p>x", "HTML page"),
    ("<html>요청하신 파일이 없습니다".encode("cp949"), "an error page"),
    ("<script>alert('로그인 후 이용'); location.href='/login'</script>".encode(), "a login page"),
])  # fmt: skip
def test_no_attachment(data: bytes, says: str):
    with pytest.raises(SourceError, match=says):
        read_file(Fetch(url="https://x.kr/f", kind="file", title="a.hwp"), data)


def test_attachments_that_are_pages_are_kept():
    page = b"<html><p>text</p></html>"
    assert read_file(Fetch(url="https://x.kr/f", kind="file", title="a.html"), page).fields
    assert read_file(Fetch(url="https://x.kr/f", kind="file", title="a.hwp"), b"\xd0\xcf").fields


def test_korea_kr_real(shared):
    folder = shared / "data/real/html"
    query = Query(bases=("https://www.korea.kr",), since="2025-01-01", until="2026-12-31")
    ask = Fetch(url="https://www.korea.kr/briefing/pressReleaseList.do?pageIndex=1", kind="list")
    data = (folder / "korea_kr_press_list.html").read_bytes()
    *views, following = load("korea_kr").read(ask, data, query).fetches
    assert len(views) == 20 and (following.kind, following.page) == ("list", 2)
    assert all(v.title and v.published and v.publisher for v in views)
    scraped = json.loads((folder / "korea_kr_2026-01-05.json").read_text())["articles"]
    shape = scraped[0]["original_link"].rpartition("=")[0]
    assert all(v.url.startswith(shape) for v in views)


def test_articles_real(shared):
    folder = shared / "data/real/html"
    found = load("naver_news").read(
        Fetch(url="https://n.news.naver.com/article/607/1", kind="view"),
        (folder / "naver_news_607.html").read_bytes(), QUERY,
    ).fields  # fmt: skip
    assert found and found.published == "2023-11-02" and found.publisher == "뉴스타파"
    expected = json.loads((folder / "aeb_0ec95c72.expected.json").read_text())["articleBody"]
    for name in ("aeb_0ec95c72", "damyang_press_view", "gangjin_press_view"):
        fields = load("article").read(
            Fetch(url="https://x.kr/v", kind="view"), (folder / f"{name}.html").read_bytes(), QUERY
        ).fields
        assert fields and fields.title and len(fields.body) > 500
        if name.startswith("aeb"):
            body = "".join(fields.body.split())
            lost = [p for p in expected.split("\n\n") if "".join(p.split()) not in body]
            assert not lost
