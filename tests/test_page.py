"""The static page: what it holds, that nothing in a document can run in it, that it is the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import chromium
import flow_fake
import pytest
from bs4 import BeautifulSoup, Tag

from pipeline import flow
from pipeline.export.page import charts, page, quantity
from pipeline.export.page.sections import marked, safe_url
from pipeline.export.page.words import words
from pipeline.lexicon import load_lexicon
from pipeline.store import Store
from pipeline.views import SeriesView, covers, lines

EVIL = "</script><img src=x onerror=\"document.title='pwned'\">"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "in").mkdir()
    for year in (2005, 2009, 2012):
        (folder / "in" / f"{year}.txt").write_text(
            f"{EVIL} 소식 {year}호\n\n{year}년 경남 창원에서 {year - 1990}명이 모였다. "
            f"남해안의 허브로 자란다. {EVIL}\n",
            encoding="utf-8",
        )
    flow.run([folder / "in"], folder / "out", 1, version="1", create=flow_fake.create)
    with Store.create(folder / "out") as store:
        store.connection.execute(
            "UPDATE documents SET title = ?, publisher = ?, url = 'javascript:alert(1)'",
            [f"제목 {EVIL}", f"펴낸이 {EVIL}"],
        )
        store.connection.execute("UPDATE visions SET text = text || ?", [EVIL])
        first, second, third = store.scalars("SELECT event_id FROM events ORDER BY earliest")
        link = "UPDATE events SET supersedes = ?, outcome_of = ? WHERE event_id = ?"
        store.connection.execute(link, [first, None, second])
        store.connection.execute(link, [None, second, third])
        store.insert(
            "event_links",
            [{"event_id": third, "other_id": first, "relation": "follows", "old_value": "4건",
              "new_value": "7건"}],
        )  # fmt: skip
    return folder / "out"


@pytest.fixture(scope="module")
def html(state: Path) -> str:
    with Store.open(state) as store:
        return page(store)


@pytest.fixture(scope="module")
def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def data(soup: BeautifulSoup) -> dict[str, list[list[object]]]:
    element = soup.find(id="data")
    assert isinstance(element, Tag)
    found: dict[str, list[list[object]]] = json.loads(element.text)
    return found


def test_the_same_state_gives_the_same_page(state: Path, html: str) -> None:
    with Store.open(state) as store:
        assert page(store) == html


def test_the_page_holds_every_event_with_its_sentences(state: Path, soup: BeautifulSoup) -> None:
    held = data(soup)
    with Store.open(state) as store:
        events = list(store.rows("events"))
        evidence = list(store.rows("event_evidence"))
    assert [e[0] for e in held["events"]] == [e["event_id"] for e in events]
    assert [e[11] for e in held["events"]] == [e["title"] for e in events]
    told = {
        (event[0], held["docs"][one[0]][0], held["sentences"][one[1]])  # type: ignore[index,call-overload]
        for event in held["events"]
        for one in event[16]  # type: ignore[attr-defined]
    }
    assert told == {(e["event_id"], e["doc_id"], e["sentence"]) for e in evidence}


def test_every_lane_names_events_of_the_table(soup: BeautifulSoup) -> None:
    held = data(soup)
    for lanes in held["lanes"].values():  # type: ignore[attr-defined]
        in_lanes = {place for lane in lanes for place in lane[2]}
        assert in_lanes == set(range(len(held["events"])))


def test_documents_visions_and_audits_stand_in_the_page(state: Path, soup: BeautifulSoup) -> None:
    with Store.open(state) as store:
        for row in store.rows("documents"):
            assert soup.find(id=f"doc-{row['doc_id']}") is not None
        visions = list(store.rows("visions"))
        assert visions
        row_of_place = soup.find(id="vision-경상남도")
        assert isinstance(row_of_place, Tag)
        assert len(row_of_place.select(".vision")) == len(visions)
        assert len(soup.select(".audit")) == store.count("audits")


def test_text_of_documents_cannot_become_markup(html: str, soup: BeautifulSoup) -> None:
    assert "onerror" in soup.get_text() and not soup.find_all("img")
    assert not [a for a in soup.find_all("a") if str(a["href"])[:1] != "#"]  # no javascript:
    assert not [t for t in soup.find_all(True) for name in t.attrs if name.startswith("on")]
    assert len(soup.find_all("script")) == 2
    assert EVIL not in html


def test_the_policy_admits_the_own_style_and_script_alone(soup: BeautifulSoup) -> None:
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(policy, Tag)
    text = str(policy["content"])
    assert text.startswith("default-src 'none'") and "unsafe" not in text

    def digest(element: object) -> str:
        assert isinstance(element, Tag)
        raw = hashlib.sha256(str(element.string).encode()).digest()
        return "'sha256-" + base64.b64encode(raw).decode() + "'"

    assert digest(soup.find_all("script")[1]) in text
    assert digest(soup.find("style")) in text
    assert not [tag for tag in soup.find_all(True) if "style" in tag.attrs]


def test_nothing_is_fetched(html: str, soup: BeautifulSoup) -> None:
    assert not soup.select("link, iframe, object, embed, [src]")
    assert set(re.findall(r"url\(\"?(\w+):", html)) <= {"data"}


def test_landmarks_headings_and_names(soup: BeautifulSoup) -> None:
    for name in ("header", "nav", "main", "footer"):
        assert soup.find(name), name
    assert len(soup.find_all("h1")) == 1
    levels = [int(h.name[1]) for h in soup.find_all(re.compile("^h[1-6]$"))]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    for section in soup.find_all("section"):
        assert soup.find(id=str(section["aria-labelledby"]))
    assert str(soup.select("a.skip")[0]["href"]) == "#main" and soup.find(id="main")
    for field in soup.select("form input, form select"):
        assert field.find_parent("label"), field
    for table in soup.find_all("table"):
        assert all(head.get("scope") for head in table.find_all("th"))
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert soup.html is not None and soup.html["lang"] == "ko"


def test_every_word_has_two_languages() -> None:
    for key, (korean, english) in words().items():
        assert english, key
        assert korean or key == "page.data_korean"
        assert re.findall(r"\{\w\}", korean) == re.findall(r"\{\w\}", english) or set(
            re.findall(r"\{\w\}", korean)
        ) == set(re.findall(r"\{\w\}", english)), key


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.kr/1?x=1&y=2", True), ("http://a.kr", True), ("javascript:alert(1)", False),
        ("data:text/html,x", False), ("//a.kr", False), ("https:", False), (None, False),
        ("http://[", False),
    ],
)  # fmt: skip
def test_addresses(url: object, safe: bool) -> None:
    assert (safe_url(url) is not None) is safe


def test_marked_cuts_without_loss_or_overlap() -> None:
    text = "12개에서 112개로, 12개만"
    pieces = marked(text, ["12개", "112개", "없음", ""])
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, on in pieces if on] == ["12개", "112개"]


@pytest.mark.parametrize(
    ("value", "unit", "korean", "english"),
    [
        (66_800_000_000, "KRW", "668억 원", "KRW 66.8 billion"),
        (335e12, "KRW", "335조 원", "KRW 335 trillion"),
        (10_350_000_000, "USD", "103억 5,000만 달러", "USD 10.35 billion"),
        (193, "개", "193개", "193 개"), (54.8, "%", "54.8%", "54.8%"),
        (-3.2, "%", "-3.2%", "-3.2%"), (23000, "개사", "2만 3,000개사", "23,000 개사"),
        (0, "명", "0명", "0 명"),
    ],
)  # fmt: skip
def test_quantities(value: float, unit: str, korean: str, english: str) -> None:
    assert quantity.quantity(value, unit, "ko") == korean
    assert quantity.quantity(value, unit, "en") == english


def test_bounds_and_ranges_are_said() -> None:
    assert quantity.quantity(400, "명", bound="about") == "약 400명"
    assert quantity.quantity(20, "개", value_max=99) == "20~99개"
    assert quantity.scale([1.5e13], "KRW") == (1e12, "조 원")


def series() -> SeriesView:
    def point(as_of: str, value: float, status: str, **more: object) -> dict[str, object]:
        base = {"value_max": None, "bound": "exact", "stated_on": None, "old_value": None}
        return {**base, "as_of": as_of, "value": value, "status": status, **more}

    return SeriesView(
        "s", "단지", None, "개",
        (point("2005", 7, "actual"), point("2009-11-13", 150, "target"),
         point("2010-04", 193, "target", old_value=150), point("2012/2013", 200, "forecast")),
    )  # fmt: skip


def test_a_chart_has_its_korean_text_and_ids_of_its_own() -> None:
    svg = charts.draw(series(), "one")
    assert "193개" in svg and ">개<" in svg  # dropped in silence where the font is missing
    assert svg == charts.draw(series(), "one")
    assert all(name.startswith("one-") for name in re.findall(r'\bid="([^"]+)"', svg))
    assert "style=" not in svg and "<script" not in svg
    charts._chart(series()).to_dict()  # valid Vega-Lite, or it raises
    assert {charts.ACTUAL, charts.TARGET, charts.FORECAST} <= set(re.findall(r"#\w{6}", svg))
    assert "stroke-dasharray" in svg  # status shows without colour


def test_a_series_with_one_moment_is_not_drawn() -> None:
    one = series()
    assert charts.can_draw(one)
    assert not charts.can_draw(SeriesView("s", "단지", None, "개", one.points[:1] * 2))


def test_filters_cover_families_and_lines_of_succession() -> None:
    lexicon = load_lexicon()
    found = covers(lexicon, ("창원시", "산업자원부", "산업통상자원부"))
    assert found["동남권"] == ("창원시",)
    assert set(found["산업자원부"]) == {"산업자원부", "산업통상자원부"}
    (line, *rest) = lines(lexicon, ["산업통상자원부", "산업자원부", "창원시"])
    assert line.members == ("산업자원부", "산업통상자원부") and len(rest) == 1


needs_browser = pytest.mark.skipif(
    chromium.BINARY is None, reason="no Chromium here: apt-get install chromium"
)


@pytest.fixture(scope="module")
def tab(html: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Chromium]:
    if chromium.BINARY is None:
        pytest.skip("no Chromium here")
    folder = tmp_path_factory.mktemp("browser")
    (folder / "page.html").write_text(html, encoding="utf-8")
    browser = chromium.Chromium(folder / "profile")
    browser.open((folder / "page.html").as_uri())
    yield browser
    browser.close()


def at(tab: chromium.Chromium, fragment: str) -> None:
    """The page with a state in its address, loaded afresh."""
    address = tab.evaluate("location.href.split('#')[0]")
    tab.open(f"{address}#{fragment}")


@needs_browser
def test_filters_are_in_the_address(tab: chromium.Chromium) -> None:
    at(tab, "")
    assert tab.evaluate("document.querySelectorAll('.ev').length") == 3
    at(tab, "from=2009&to=2010&region=동남권")
    assert tab.evaluate("document.querySelectorAll('.ev').length") == 1
    assert "1건" in tab.evaluate("document.getElementById('count').textContent")
    at(tab, "actor=산업통상자원부")  # its predecessor counts
    assert tab.evaluate("document.querySelectorAll('.ev').length") in (0, 3)
    at(tab, "q=없는말")
    assert tab.evaluate("document.querySelectorAll('.ev').length") == 0


@needs_browser
def test_the_english_switch(tab: chromium.Chromium) -> None:
    at(tab, "")
    assert tab.evaluate("document.documentElement.lang") == "ko"
    tab.evaluate("document.querySelector('[data-lang=en]').click()")
    assert tab.evaluate("document.documentElement.lang") == "en"
    assert tab.evaluate("document.getElementById('h-timeline').innerText") == "Timeline"
    assert tab.evaluate("location.hash") == "#lang=en"


@needs_browser
def test_an_event_opens_by_keyboard_and_gives_the_focus_back(tab: chromium.Chromium) -> None:
    at(tab, "lanes=region")
    tab.evaluate("document.querySelector('.mark').focus()")
    tab.key("ArrowRight")
    assert tab.evaluate("document.activeElement.dataset.at") == "1"
    tab.key("Enter")
    assert tab.evaluate("document.getElementById('detail').open")
    assert "2009년" in tab.evaluate("document.querySelector('#detail mark').textContent")
    tab.key("Escape")
    tab.wait("!document.getElementById('detail').open")
    assert tab.evaluate("document.activeElement.dataset.at") == "1"


@needs_browser
def test_a_linked_event_opens_and_evidence_unfolds(tab: chromium.Chromium) -> None:
    ident = tab.evaluate("JSON.parse(document.getElementById('data').textContent).events[0][0]")
    at(tab, f"event={ident}")
    assert tab.evaluate("document.getElementById('detail').open")
    at(tab, "all=1")
    assert tab.evaluate("document.querySelectorAll('.ev .telling mark').length") == 3


@needs_browser
def test_links_between_events_lead_there_and_back(tab: chromium.Chromium) -> None:
    facts = "document.querySelector('#detail .facts2').innerText"
    ident = tab.evaluate("JSON.parse(document.getElementById('data').textContent).events[1][0]")
    at(tab, f"event={ident}")
    shown = tab.evaluate(facts)
    assert "앞선 계획을 바꿈" in shown and "이 계획의 결과로 나온 사건" in shown
    tab.evaluate("document.querySelector('#detail .facts2 button').click()")
    assert "뒤에 바뀜" in tab.evaluate(facts)
    assert "다음 회차" in tab.evaluate(facts) and "(4건 → 7건)" in tab.evaluate(facts)
    assert tab.evaluate("location.hash") != f"#event={ident}"


@needs_browser
def test_the_dates_of_edtf_read_in_both_languages(tab: chromium.Chromium) -> None:
    at(tab, "")
    assert tab.evaluate("document.querySelector('.ev .date').textContent") == "2005연"
    at(tab, "lang=en")
    assert tab.evaluate("document.querySelector('.ev .date').textContent") == "2005year"


@needs_browser
def test_it_prints(tab: chromium.Chromium, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    at(tab, "all=1")
    tab.pdf(tmp_path / "page.pdf")
    printed = pdfium.PdfDocument(tmp_path / "page.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in printed)
    assert "2012년" in text and "사건 목록" in text and "모두 지우기" not in text


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_no_script_of_a_document_runs_and_nothing_overflows(
    tab: chromium.Chromium, width: int
) -> None:
    tab.resize(width, 900)
    at(tab, "all=1")
    assert tab.evaluate("document.title") != "pwned"
    assert tab.evaluate("document.querySelectorAll('img').length") == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    fetched = [
        e["params"]["request"]["url"]
        for e in tab.events
        if e.get("method") == "Network.requestWillBeSent"
    ]
    assert all(url.startswith(("file:", "data:", "about:")) for url in fetched)
    bad = ("Log.entryAdded", "Runtime.exceptionThrown")
    errors = [event for event in tab.events if event.get("method") in bad]
    assert not errors
    tab.resize(1280, 900)
