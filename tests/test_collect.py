"""The crawl of one source against a real server on 127.0.0.1."""

from __future__ import annotations

import gzip
import itertools
import json
import time
import zlib
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from collect_site import Page, Site
from twisted.internet.error import DNSLookupError
from warcio.archiveiterator import ArchiveIterator

from pipeline.collect import SourceReport, collect
from pipeline.collect.config import read_config
from pipeline.collect.guard import Guard, PublicResolver, is_public
from pipeline.collect.polite import pause
from pipeline.collect.unpack import unpack
from pipeline.errors import SourceError

LIST, VIEW = "/briefing/pressReleaseList.do", "/briefing/pressReleaseView.do"
FILE = "/common/download.do"
HWP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 file "


def view(text: str, number: int) -> bytes:
    return (
        f'<html><div class="article_head"><h1>{text}</h1></div><div class="view_cont"><p>{text}</p>'
        f'</div><a href="{FILE}?fileId={number}">{number}.hwp</a></html>'
    ).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    rows = "".join(
        f'<li><a href="{VIEW}?newsId={n}"><strong>소식 {n}</strong><span class="source">'
        f"<span>2010.02.{n % 28 + 1:02d}</span><span>지식경제부</span></span></a></li>"
        for n in (101, 102)
    )
    site.pages |= {
        LIST: Page(f'<div class="list_type"><ul>{rows}</ul></div>'.encode()),
        f"{VIEW}?newsId=101": Page(view("가람 모임", 1), headers={"ETag": '"a"'}),
        f"{VIEW}?newsId=102": Page(view("나래 모임", 2), headers={"ETag": '"b"'}),
        f"{FILE}?fileId=1": Page(HWP + b"1", headers={"Content-Type": "application/x-hwp"}),
        f"{FILE}?fileId=2": Page(HWP + b"2", headers={"Content-Type": "application/x-hwp"}),
    }
    yield site
    site.close()


def run(site: Site, raw: Path, more: str = "", **options: object) -> SourceReport:
    config = raw.parent / "sources.toml"
    config.write_text(
        f'[sources.korea_kr]\nenabled = true\nbases = ["{site.base}"]\nwords = ["클러스터"]\n'
        f"since = 2010-01-01\nuntil = 2010-12-31\n{more}\n"
    )
    options = {"allow_private": True, "delay": 0.01, **options}
    (one,) = collect((), raw_dir=raw, config=config, **options).sources  # type: ignore[arg-type]
    return one


def documents(raw: Path) -> list[Path]:
    return [p for p in raw.rglob("*") if p.is_file() and not any(
        part.startswith(".") for part in p.relative_to(raw).parts)]  # fmt: skip


def sidecars(raw: Path) -> list[dict[str, object]]:
    return [json.loads(p.with_name(f".{p.name}.json").read_text()) for p in documents(raw)]


def test_full_crawl_and_conditional_rerun(site: Site, tmp_path: Path):
    raw = tmp_path / "raw"
    one = run(site, raw, 'contact = "lab@hannuri.example"')
    assert one.errors == [] and one.finished and (one.new, one.fetched) == (4, 5)
    assert site.busiest == 1
    agent = site.asked[0].headers["User-Agent"]
    assert agent.startswith("yeonpyo/") and "lab@hannuri.example" in agent
    assert all(a.headers["Accept-Encoding"] == "identity" for a in site.asked[1:])
    for found in sidecars(raw):
        assert found["url"] in {site.base + t for t in site.targets()}
        assert found["status"] == 200 and found["source"] == "korea_kr" and found["retrieved"]
        assert found["publisher"] == "지식경제부" and str(found["published"]).startswith("2010-02")
    hwp = next(p for p in documents(raw) if p.read_bytes() == HWP + b"1")
    assert hwp.suffix == ".hwp"

    again = run(site, raw, since="2010-01-01")
    assert (again.errors, again.new, again.unchanged) == ([], 0, 2)
    assert len(documents(raw)) == 4 and site.n(FILE) == 2
    asked = [a for a in site.asked if a.target.startswith(VIEW)]
    assert {a.headers.get("If-None-Match") for a in asked[2:]} == {'"a"', '"b"'}

    kinds, bodies = [], set()  # what other tools read in the WARC files
    for path in (raw / ".collect/warc").glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                kinds.append(record.rec_type)
                bodies.add(record.content_stream().read())
                if record.rec_type == "response":
                    assert record.http_headers.get_statuscode() == "200"
                    assert record.rec_headers.get_header("WARC-Target-URI").startswith(site.base)
    assert kinds.count("response") == 5 + 1 and kinds.count("revisit") == 2
    assert HWP + b"2" in bodies and site.pages[LIST].body in bodies  # type: ignore[union-attr]

    site.pages[f"{VIEW}?newsId=101"] = Page(status=404)
    noise = Page(view("나래 모임", 2) + b"<!-- 17 readers -->")
    site.pages[f"{VIEW}?newsId=102"] = noise
    third = run(site, raw, since="2010-01-01")
    assert (len(third.gone), third.errors, third.new, third.versions) == (1, [], 0, 0)
    assert len(documents(raw)) == 4  # what is gone there is kept here


def test_edited_release_is_a_version(site: Site, tmp_path: Path):
    raw = tmp_path / "raw"
    run(site, raw)
    site.pages[f"{VIEW}?newsId=102"] = Page(view("나래 모임 취소", 2), headers={"ETag": '"c"'})
    one = run(site, raw, since="2010-01-01")
    assert (one.versions, one.new, len(documents(raw))) == (1, 0, 5)
    (version,) = [s for s in sidecars(raw) if s.get("version_of")]
    (old,) = [s for s in sidecars(raw) if s["sha256"] == version["version_of"]]
    assert old["url"] == version["url"] and old["title"] == "나래 모임"


def test_same_bytes_at_two_addresses_are_one_file(site: Site, tmp_path: Path):
    site.pages[f"{FILE}?fileId=2"] = site.pages[f"{FILE}?fileId=1"]
    one = run(site, tmp_path / "raw")
    assert (one.new, one.unchanged) == (3, 1)
    (twice,) = [s for s in sidecars(tmp_path / "raw") if s["also"]]
    assert {twice["url"], *twice["also"]} == {f"{site.base}{FILE}?fileId={n}" for n in (1, 2)}


def test_last_success_is_where_the_next_starts(site: Site, tmp_path: Path):
    raw = tmp_path / "raw"
    run(site, raw)
    assert run(site, raw, until="2011-06-30", dry_run=True).since == "2010-12-31"
    other = run(site, raw, 'boards = ["/rss/none.xml"]', until="2011-06-30", dry_run=True)
    assert other.since == "2010-01-01"  # another question: its days were not asked for yet


def test_a_failed_list_is_asked_again_and_later_days_too(site: Site, tmp_path: Path):
    raw, page = tmp_path / "raw", site.pages[LIST]
    site.pages[LIST] = Page(b"<p>new design</p>")
    one = run(site, raw)
    assert "mend the source's selectors" in one.errors[0] and not one.finished
    site.pages[LIST] = page
    one = run(site, raw, until="2011-01-31")
    assert (one.since, one.until, one.finished) == ("2010-01-01", "2011-01-31", True)
    assert one.resumed and one.new == 4


def test_robots_forbid_a_part(site: Site, tmp_path: Path):
    site.pages["/robots.txt"] = Page(b"User-agent: yeonpyo\nDisallow: /common/\n")
    one = run(site, tmp_path / "raw")
    assert (len(one.forbidden), one.errors, site.n("/common/")) == (2, [], 0)
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /briefing/\n")
    one = run(site, tmp_path / "b")
    assert "robots.txt forbids this list" in one.errors[0] and site.n("/briefing/") == 3


def test_unknown_robots_forbid_all(site: Site, tmp_path: Path):
    site.pages["/robots.txt"] = Page(b"", 500)
    one = run(site, tmp_path / "raw")
    assert "robots.txt cannot be read" in one.errors[0] and site.targets() == []
    assert not one.finished


def test_crawl_delay_is_kept(site: Site, tmp_path: Path):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.4\n")
    run(site, tmp_path / "raw")
    times = [a.at for a in site.asked if a.target != "/robots.txt"]
    assert min(b - a for a, b in itertools.pairwise(times[1:])) > 0.35


REDIRECTS = {
    "http://10.0.0.1/x": "no host of this source", "file:///etc/passwd": "leads to file:",
    "http://169.254.169.254/": "no host", "http://o.kr/": "no host", "/round": "max redirections",
}  # fmt: skip


def test_redirects(site: Site, tmp_path: Path):
    links = "".join(f'<a href="{FILE}?fileId={n}">{n}.hwp</a>' for n in range(10, 16))
    site.pages[f"{VIEW}?newsId=101"] = Page(view("가람 모임", 1) + links.encode())
    for number, target in enumerate(["/moved", *REDIRECTS], 10):
        site.pages[f"{FILE}?fileId={number}"] = Page(status=302, headers={"Location": target})
    site.pages["/moved"] = Page(HWP)
    site.pages["/round"] = Page(status=301, headers={"Location": "/round"})
    one = run(site, tmp_path / "raw")
    assert one.new == 5 and len(one.errors) == len(REDIRECTS)
    for number, says in enumerate(REDIRECTS.values(), 11):
        assert any(f"fileId={number}: " in e and says in e for e in one.errors), says


def test_private_address_is_refused_unless_allowed(site: Site, tmp_path: Path):
    one = run(site, tmp_path / "raw", allow_private=False)
    assert one.fetched == 0 and site.asked == [] and "private" in one.errors[0]
    site.base = site.base.replace("127.0.0.1", "localhost.")  # a name that leads there
    one = run(site, tmp_path / "raw", allow_private=False)
    assert one.fetched == 0 and site.asked == [] and "leads to a private" in one.errors[0]


def test_what_stands_instead_of_an_attachment(site: Site, tmp_path: Path):
    site.pages[f"{FILE}?fileId=1"] = Page("<html>요청하신 파일이 없습니다</html>".encode("cp949"))
    site.pages[f"{FILE}?fileId=2"] = Page(b"x" * (33 << 20))
    one = run(site, tmp_path / "raw")
    assert one.new == 2 and len(one.errors) == 2 and one.finished
    assert any("an error page instead of an attachment" in e for e in one.errors)
    assert any("DownloadCancelledError" in e or "exceeded" in e or "larger" in e
               for e in one.errors)  # fmt: skip
    site.pages[f"{FILE}?fileId=1"] = Page(HWP)
    site.pages[f"{FILE}?fileId=2"] = Page(HWP + b"2")
    assert run(site, tmp_path / "raw").new == 2  # what failed is asked again


def test_truncated_and_packed_bodies(site: Site, tmp_path: Path):
    raw = tmp_path / "raw"
    site.first[f"{FILE}?fileId=1"] = [Page(HWP * 100, cut=50)]
    bomb = gzip.compress(b"\0" * (64 << 20))
    site.pages[f"{FILE}?fileId=2"] = Page(bomb, headers={"Content-Encoding": "gzip"})
    packed = gzip.compress(view("나래 모임", 2))
    site.pages[f"{VIEW}?newsId=102"] = Page(packed, headers={"Content-Encoding": "gzip"})
    one = run(site, raw)
    assert site.n("fileId=1") == 2 and one.new == 3
    (error,) = one.errors
    assert "unpacks to more than" in error and "fileId=2" in error
    assert view("나래 모임", 2) in [p.read_bytes() for p in documents(raw)]


def test_busy_site_is_asked_later(site: Site, tmp_path: Path):
    busy = [Page(status=503), Page(status=429, headers={"Retry-After": "1"})]
    site.first[f"{FILE}?fileId=1"] = busy
    one = run(site, tmp_path / "raw")
    asked = [a.at for a in site.asked if a.target.endswith("fileId=1")]
    assert one.errors == [] and one.new == 4 and len(asked) == 3 and asked[2] - asked[1] > 0.9


def test_a_site_that_repeats_its_page_ends(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    row = f'<li><a href="{VIEW}?newsId={{}}"><strong>소식</strong></a></li>'
    rows = "".join(row.format(n) for n in range(20))
    site.pages[LIST] = Page(f'<div class="list_type">{rows}</div>'.encode())
    site.pages[VIEW] = Page(view("소식", 1))
    one = run(site, tmp_path / "raw")
    assert site.n(LIST) < 5 and any("the same page again" in e for e in one.errors)


def test_dry_run_goes_nowhere(site: Site, tmp_path: Path):
    one = run(site, tmp_path / "raw", dry_run=True)
    assert len(one.planned) == 1 and site.asked == [] and not (tmp_path / "raw").exists()


def test_key_is_nowhere_on_disk(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    release = (
        "<NewsItem><NewsItemId>5</NewsItemId><Title>협약</Title><DataContents>글</DataContents>"
        "<ApproveDate>03/04/2005 10:00:00</ApproveDate></NewsItem>"
    )
    api = "/1371000/pressReleaseService/pressReleaseList"
    site.pages[api] = Page(
        f"<r><resultCode>00</resultCode><body>{release}</body></r>".encode()
    )
    config = tmp_path / "api.toml"
    config.write_text(
        f'[sources.press_api]\nbases = ["{site.base}"]\nkey = "TEST_KEY"\n'
        "since = 2005-03-04\nuntil = 2005-03-05\n"
    )
    raw = tmp_path / "raw"
    options = {"config": config, "allow_private": True, "delay": 0.01}
    (one,) = collect(("press_api",), raw_dir=raw, **options).sources  # type: ignore[arg-type]
    assert "TEST_KEY" in one.errors[0] and site.asked == []
    monkeypatch.setenv("TEST_KEY", "s3cr3t%2Bvalue%2F%3D%3D")  # as data.go.kr shows it
    (one,) = collect(("press_api",), since="2005-03-04", raw_dir=raw, **options).sources  # type: ignore[arg-type]
    assert one.errors == [] and site.asked[-1].query["serviceKey"] == "s3cr3t+value/=="
    site.pages[api] = Page(status=403)
    (one,) = collect(("press_api",), since="2005-03-04", raw_dir=raw, **options).sources  # type: ignore[arg-type]
    assert "403" in one.errors[0] and "s3cr3t" not in one.errors[0]
    files = [p for p in raw.rglob("*") if p.is_file()]
    contents = [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes()
                for p in files]  # fmt: skip
    assert len(files) > 3 and not any(b"s3cr3t" in content for content in contents)


def test_refused_key_asks_nothing_further(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TEST_KEY", "k")
    site.pages["/1371000/pressReleaseService/pressReleaseList"] = Page(
        b"<r><returnReasonCode>30</returnReasonCode></r>"
    )
    config = tmp_path / "api.toml"
    config.write_text(
        f'[sources.press_api]\nbases = ["{site.base}"]\nkey = "TEST_KEY"\n'
        "since = 2005-01-01\nuntil = 2005-12-31\n"
    )
    (one,) = collect(("press_api",), raw_dir=tmp_path / "raw", config=config,
                     allow_private=True, delay=0.01).sources  # fmt: skip
    assert "not registered" in one.errors[0] and len(one.errors) == 1
    assert len(site.targets()) <= 2 and not one.finished


# Parts


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "192.168.0.1",
    "0.0.0.0", "fe80::1%eth0", "fc00::1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1",
    "100.64.0.1", "", "localhost",
])  # fmt: skip
def test_private(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public(address: str):
    assert is_public(address)


@pytest.mark.parametrize("url", [
    "file:///etc/passwd", "http://evil.kr/", "https://u:p@a.kr/", "ftp://a.kr/", "data:,x",
    "http://a.kr:99999/", "http://a.kr.evil.kr/", "http://a.kr:8080/", "http://[::1]/", "http:///",
])  # fmt: skip
def test_guard_refuses(url: str):
    assert Guard(frozenset({"a.kr"}), False).refusal(url)


@pytest.mark.parametrize(
    "url", ["https://a.kr/x", "http://A.KR:80/", "https://a.kr:443/", "http://a.kr./"]
)
def test_guard_lets_pass(url: str):
    assert Guard(frozenset({"a.kr"}), False).refusal(url) is None


def test_a_name_that_leads_inside_is_not_resolved():
    resolver = PublicResolver.__new__(PublicResolver)
    assert resolver._check("8.8.8.8", "a.kr") == "8.8.8.8"
    with pytest.raises(DNSLookupError, match=r"private address 127\.0\.0\.1"):
        resolver._check("127.0.0.1", "a.kr")


def test_pause_that_is_asked_for():
    assert pause("7") == 7 and pause("") == pause("soon") == 0
    assert 50 < pause(formatdate(time.time() + 60, usegmt=True)) < 61
    assert pause(formatdate(time.time() - 60, usegmt=True)) == 0


@pytest.mark.parametrize(("encoding", "packed"), [
    ("gzip", gzip.compress(b"text")), ("deflate", zlib.compress(b"text")), ("identity", b"text"),
    ("deflate", zlib.compress(b"text")[2:-4]),
    ("gzip, gzip", gzip.compress(gzip.compress(b"text"))),
])  # fmt: skip
def test_unpack(encoding: str, packed: bytes):
    assert unpack(packed, encoding, 100, "u") == b"text"


@pytest.mark.parametrize(("encoding", "packed", "says"), [
    ("gzip", gzip.compress(b"t" * 101), "more than 100 bytes"), ("br", b"x", "nobody asked"),
    ("gzip", b"plain text", "broken"), ("gzip", gzip.compress(b"text")[:-9], "cut short"),
])  # fmt: skip
def test_unpack_refuses(encoding: str, packed: bytes, says: str):
    with pytest.raises(SourceError, match=says):
        unpack(packed, encoding, 100, "u")


GOOD = '[sources.kicox]\nbases = ["https://a.kr"]\nsince = 2004-01-01\n'


@pytest.mark.parametrize(("text", "says"), [
    ("[sources.nowhere]", "no source 'nowhere'"), ("x", "Expected '='"),
    (GOOD + "wrods = []", "wrods"), (GOOD + 'words = "x"', "words"),
    (GOOD + "words = [' ']", "blank"),
    ("[source.kicox]", "no table 'source'"), ("sources = 1", "tables"),
    ('[sources.kicox]\nbases = ["a.kr"]', "'a.kr' is no address"),
    ('[sources.kicox]\nbases = ["https://a.kr/board"]', "more than scheme and host"),
    (GOOD + 'also = ["https://b.kr"]', "is no host"), (GOOD + "until = 2003-01-01", "is after"),
    (GOOD + 'until = "soon"', "until"), (GOOD + "delay = 0", "delay"),
    (GOOD + 'urls = ["https://b.kr/1"]', "neither bases nor also"),
    ('[sources.press_api]\nbases = ["https://a.kr"]', "environment variable"),
])  # fmt: skip
def test_wrong_configuration_is_named(tmp_path: Path, text: str, says: str):
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(SourceError) as error:
        read_config(path)
    assert says in str(error.value) and str(path) in str(error.value)


def test_the_configuration_that_comes_with_it():
    known = read_config()
    assert known["korea_kr"].enabled and known["press_api"].key == "YEONPYO_DATA_GO_KR_KEY"
    for one in known.values():
        assert str(one.since) == "2004-01-01" and str(one.until) == "2018-12-31"
    for word in ("산업단지 클러스터", "혁신클러스터", "광역경제권", "국가혁신클러스터"):
        assert word in known["press_api"].words
