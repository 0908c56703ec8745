"""The crawl against a real server on 127.0.0.1 that serves the example pages."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.collect import collect
from pipeline.collect.guard import Guard, is_public
from pipeline.settings import PROJECT_ROOT

GOLDEN = PROJECT_ROOT / "tests" / "golden" / "sources"


class Site:
    """``pages``: path -> (status, headers, body); ``asked``: paths in order."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.hold: str | None = None
        self.held, self.reached = threading.Event(), threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path if self.path in site.pages else urlsplit(self.path).path
                site.asked.append(self.path)
                if site.hold and site.hold in self.path:
                    site.reached.set()
                    site.held.wait(30)
                status, headers, body = site.pages.get(path, (404, {}, b"gone"))
                if headers.get("ETag") and self.headers["If-None-Match"] == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def n(self, part: str) -> int:
        return sum(part in path for path in self.asked)


VIEW = "/briefing/pressReleaseView.do?newsId="
FILE = "/common/download.do"


@pytest.fixture
def site():
    site = Site()
    golden = GOLDEN / "korea_kr"
    view = (golden / "view.html").read_bytes()
    site.pages = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /secret\n"),
        "/briefing/pressReleaseList.do": (200, {}, (golden / "list.html").read_bytes()),
        f"{VIEW}101": (200, {"ETag": '"a"'}, view),
        f"{VIEW}102": (200, {"ETag": '"b"'}, view.replace(b"fileId=7", b"fileId=8")),
        FILE: (200, {"Content-Type": "application/x-hwp"}, b"\xd0\xcf\x11\xe0 file"),
    }
    yield site
    site.server.shutdown()


def run(site: Site, raw: Path, **options: object):
    config = raw.parent / "sources.toml"
    config.write_text(
        f'[sources.korea_kr]\nenabled = true\nbases = ["{site.base}"]\nwords = ["클러스터"]\n'
        "since = 2009-06-01\nuntil = 2010-05-31\n"
    )
    options = {"allow_private": True, **options}
    (one,) = collect((), raw_dir=raw, config=config, delay=0.01, **options).sources  # type: ignore[arg-type]
    return one


def documents(raw: Path) -> list[Path]:
    return [p for p in raw.rglob("*") if p.is_file() and not any(
        part.startswith(".") for part in p.relative_to(raw).parts)]  # fmt: skip


def test_full_crawl_and_conditional_rerun(site: Site, tmp_path: Path):
    raw = tmp_path / "raw"
    one = run(site, raw)
    assert one.errors == [] and one.finished
    assert one.new == 2 and len(documents(raw)) == 2  # only newsId=102 is in the days asked for
    for path in documents(raw):
        assert path.with_name(f".{path.name}.json").exists()
    with open(next((raw / ".collect/warc").glob("*.gz")), "rb") as file:
        records = [r.rec_type for r in ArchiveIterator(file)]
    assert records.count("response") == 3
    again = run(site, raw, since="2009-06-01")
    assert again.errors == [] and again.new == 0 and again.unchanged == 1
    assert len(documents(raw)) == 2


def test_edited_release_is_a_version(site: Site, tmp_path: Path):
    run(site, tmp_path / "raw")
    status, _, body = site.pages[f"{VIEW}102"]
    edited = body.replace("출범".encode(), "발족".encode())
    site.pages[f"{VIEW}102"] = (status, {"ETag": '"c"'}, edited)
    one = run(site, tmp_path / "raw", since="2009-06-01")
    assert one.versions == 1 and len(documents(tmp_path / "raw")) == 3


def test_last_success_is_where_the_next_starts(site: Site, tmp_path: Path):
    run(site, tmp_path / "raw")
    assert run(site, tmp_path / "raw", until="2010-06-30").since == "2010-05-31"


def test_robots_and_bounds(site: Site, tmp_path: Path):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /common/\n")
    one = run(site, tmp_path / "raw")
    assert len(one.forbidden) == 1 and site.n("/common/") == 0


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/x", "file:///etc/passwd", "http://169.254.169.254/", "http://o.kr/"]
)
def test_redirect_out_is_refused(site: Site, tmp_path: Path, target: str):
    site.pages[FILE] = (302, {"Location": target}, b"")
    one = run(site, tmp_path / "raw")
    assert one.new == 1 and len(one.forbidden) + len(one.errors) == 1


def test_private_address_is_refused_unless_allowed(site: Site, tmp_path: Path):
    one = run(site, tmp_path / "raw", allow_private=False)
    assert one.fetched == 0 and site.asked == [] and "private" in one.forbidden[0]


def test_error_page_oversize_and_changed_list(site: Site, tmp_path: Path):
    site.pages[FILE] = (200, {}, b"<html>error</html>")
    one = run(site, tmp_path / "a")
    assert "HTML page instead of an attachment" in one.errors[0] and one.new == 1
    site.pages[FILE] = (200, {}, b"x" * (33 * 1024 * 1024))
    one = run(site, tmp_path / "b")
    assert one.new == 1 and len(one.errors) == 1
    site.pages["/briefing/pressReleaseList.do"] = (200, {}, b"<html>new design</html>")
    one = run(site, tmp_path / "c")
    assert "mend the source's selectors" in one.errors[0] and not one.finished


def test_failed_is_asked_again(site: Site, tmp_path: Path):
    kept = site.pages.pop(FILE)
    assert "404" in run(site, tmp_path / "raw").errors[0]
    site.pages[FILE] = kept
    assert run(site, tmp_path / "raw").new == 1


def test_busy_site_is_asked_later(site: Site, tmp_path: Path):
    busy, good = (503, {"Retry-After": "1"}, b""), site.pages[FILE]
    site.pages[FILE] = busy
    threading.Timer(2.5, lambda: site.pages.update({FILE: good})).start()
    one = run(site, tmp_path / "raw")
    assert one.errors == [] and one.new == 2 and site.n(FILE) > 1


_KILLED = """
import sys
from pathlib import Path
from pipeline.collect import collect
if __name__ == "__main__":
    collect((), raw_dir=Path(sys.argv[1]), config=Path(sys.argv[2]), allow_private=True, delay=0.01)
"""


def test_killed_and_gone_on(site: Site, tmp_path: Path):
    raw, hold = tmp_path / "raw", threading.Event()
    run(site, raw, dry_run=True)  # writes the configuration
    script = tmp_path / "killed.py"
    script.write_text(_KILLED)
    site.hold, site.held = FILE, hold
    arguments = [sys.executable, str(script), str(raw), str(tmp_path / "sources.toml")]
    process = subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)})
    assert site.reached.wait(30)
    process.send_signal(signal.SIGKILL)
    process.wait()
    site.hold = None
    hold.set()
    one = run(site, raw)
    assert one.errors == [] and one.finished and len(documents(raw)) == 2
    assert site.n("pressReleaseList") == site.n(VIEW) == 1


def test_key_is_nowhere_on_disk(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = (GOLDEN / "press_api" / "list.xml").read_bytes()
    site.pages["/1371000/pressReleaseService/pressReleaseList"] = (
        200, {}, text.replace(b"https://www.korea.kr", site.base.encode())
    )  # fmt: skip
    config = tmp_path / "api.toml"
    config.write_text(
        f'[sources.press_api]\nbases = ["{site.base}"]\nkey = "TEST_KEY"\n'
        "since = 2005-03-04\nuntil = 2005-03-05\n"
    )
    raw = tmp_path / "raw"
    options = {"config": config, "allow_private": True, "delay": 0.01}
    (one,) = collect(("press_api",), raw_dir=raw, **options).sources  # type: ignore[arg-type]
    assert "TEST_KEY" in one.errors[0] and site.asked == []
    monkeypatch.setenv("TEST_KEY", "s3cr3tvalue")
    (one,) = collect(("press_api",), raw_dir=raw, **options).sources  # type: ignore[arg-type]
    assert one.errors == [] and one.new == 2 and site.n("serviceKey=s3cr3tvalue") == 1
    files = [p for p in raw.rglob("*") if p.is_file()]
    contents = [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes()
                for p in files]  # fmt: skip
    assert not any(b"s3cr3tvalue" in content for content in contents)


def test_dry_run(site: Site, tmp_path: Path):
    one = run(site, tmp_path / "raw", dry_run=True)
    assert len(one.planned) == 1 and site.asked == [] and not (tmp_path / "raw").exists()


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1",
                                     "::ffff:127.0.0.1", "192.168.0.1", "0.0.0.0"])  # fmt: skip
def test_private(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://evil.kr/", "https://u:p@a.kr/", "ftp://a.kr/",
            "http://a.kr:99999/", "http://a.kr.evil.kr/"]
)  # fmt: skip
def test_guard(url: str):
    assert Guard(frozenset({"a.kr"}), False).refusal(url)
    assert Guard(frozenset({"a.kr"}), False).refusal("https://a.kr/x") is None
