"""Each source reads its example pages as expected, and fails loudly at any other page."""

from __future__ import annotations

import pytest

from pipeline.errors import EmptySource, SourceError
from pipeline.settings import PROJECT_ROOT
from pipeline.sources import Fetch, Query, load, names

GOLDEN = PROJECT_ROOT / "tests" / "golden" / "sources"
QUERY = Query(bases=("https://x.kr",), since="2004-01-01", until="2018-12-31")
LISTS = {
    "korea_kr": ("https://x.kr/briefing/pressReleaseView.do?newsId=101", "2009-03-05"),
    "kicox": ("https://x.kr/boardDetail/1103?bbsSeq=55", "2011-06-07"),
    "motie_old": ("https://x.kr/motie/ne/presse/press2/bbs/bbsView.do?bbs_seq_n=77&bbs_cd_n=81",
                  "2009-09-10"),
    "motie": ("https://x.kr/kor/article/ATCL3f49a5a8c/88/view", "2018-08-09"),
    "ndsoft": ("https://x.kr/news/articleView.html?idxno=301", "2012-10-11"),
    "kdi_eiec": ("https://x.kr/policy/materialView.do?num=99", "2014-02-03"),
}  # fmt: skip
FILES = {"korea_kr": 1, "motie_old": 1, "motie": 1, "kdi_eiec": 1}
VIEWS = [name for name in names() if name != "press_api"]


def page(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def first(name: str) -> Fetch:
    return next(iter(load(name).start(QUERY)))


def test_every_source_has_examples():
    assert {p.name for p in GOLDEN.iterdir()} == set(names())


@pytest.mark.parametrize("name", LISTS)
def test_list(name: str):
    found = load(name).read(first(name), page(f"{name}/list.html"), QUERY)
    url, day = LISTS[name]
    assert (found.fetches[0].url, found.fetches[0].published) == (url, day)
    assert found.fetches[0].title and found.fetches[0].kind == "view"


@pytest.mark.parametrize("name", LISTS)
def test_list_outside_the_days_asked_for(name: str):
    query = Query(bases=QUERY.bases, since="2004-01-01", until="2004-02-01")
    assert load(name).read(first(name), page(f"{name}/list.html"), query).fetches == ()


@pytest.mark.parametrize("name", VIEWS)
def test_view(name: str):
    found = load(name).read(Fetch(url="https://x.kr/v", kind="view"), page(f"{name}/view.html"),
                            QUERY)  # fmt: skip
    assert found.fields and found.fields.title
    assert "2009년 3월 4일" in found.fields.body or "2010년 5월 6일" in found.fields.body
    assert len(found.fetches) == FILES.get(name, 0)


@pytest.mark.parametrize("name", [n for n in names() if n not in ("naver_news", "article")])
@pytest.mark.parametrize(
    "data", [b"<html><body>changed</body></html>", b"", "<p>로그인이 필요합니다".encode()]
)
def test_other_page_is_loud(name: str, data: bytes):
    with pytest.raises(SourceError) as error:
        load(name).read(first(name), data, QUERY)
    assert not isinstance(error.value, EmptySource)


def test_walls_are_named():
    with pytest.raises(SourceError, match="login"):
        load("kicox").read(first("kicox"), "<p>로그인이 필요합니다".encode(), QUERY)


def test_legally_empty():
    with pytest.raises(EmptySource):
        load("korea_kr").read(first("korea_kr"), page("korea_kr/empty.html"), QUERY)


@pytest.mark.parametrize("data", [b"", b" <!DOCTYPE html><p>error", b"<html>"])
def test_no_attachment(data: bytes):
    with pytest.raises(SourceError):
        load("korea_kr").read(Fetch(url="https://x.kr/f", kind="file", title="a.hwp"), data, QUERY)


def test_press_api():
    source, ask = load("press_api"), first("press_api")
    found = source.read(ask, page("press_api/list.xml"), QUERY)
    assert found.made[0].fields.published == "2005-03-04"
    assert found.made[0].fields.publisher == "산업자원부"
    assert [f.title for f in found.fetches] == ["협약.hwp"]
    split = source.read(ask, page("press_api/broken.xml"), QUERY)
    assert [f.first for f in split.fetches] == ["2004-01-01", "2004-01-02", "2004-01-03"]
    day = source.read(split.fetches[0], page("press_api/broken.xml"), QUERY)
    assert day.problem and len(day.made) == 1


def test_korea_kr_real(shared):
    data = (shared / "data/real/html/korea_kr_press_list.html").read_bytes()
    query = Query(bases=("https://www.korea.kr",), since="2025-01-01", until="2026-12-31")
    found = load("korea_kr").read(first("korea_kr"), data, query)
    assert sum(f.kind == "view" for f in found.fetches) == 20 and found.fetches[-1].page == 2
