"""Every source's site in small, on the loopback address, with what goes wrong on real ones.

``World().sites`` are servers, one a source; ``config()`` is a sources.toml for them;
``documents`` the addresses that must end as documents, ``forbidden`` what robots.txt forbids,
``errors`` what each source must complain about, as words.
"""

from __future__ import annotations

import json
from html import escape

from collect_site import Asked, Page, Site
from load_builders import hwpx, word

KEY = "k+y/=="
API = "/1371000/pressReleaseService/pressReleaseList"
OLD = "/motie/ne/presse/press2/bbs/"
NEW = "/kor/article/ATCL3f49a5a8c"
HWP_TYPE = {"Content-Type": "application/octet-stream"}


def attachment(text: str) -> Page:
    """An HWPX whose text is ``text``."""
    paragraph = f"<hp:p><hp:run><hp:t>{escape(text)}</hp:t></hp:run></hp:p>"
    return Page(hwpx(body=paragraph), headers=HWP_TYPE)


def text(name: str, number: int) -> str:
    day = number % 28 + 1
    return f"{name} 기업 {number + 10}명이 2018년 6월 {day}일 공동연구를 시작했다고 한다."


def html(body: str, charset: str = "utf-8", **headers: str) -> Page:
    page = f'<html><head><meta charset="{charset}"></head><body>{body}</body></html>'
    return Page(page.encode("cp949" if charset == "euc-kr" else charset), headers=headers)


class World:
    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.documents: dict[str, set[str]] = {}
        self.errors: dict[str, str] = {}
        self.urls: dict[str, list[str]] = {}
        self.in_flight: dict[str, list[str]] = {}
        for name in ("press_api", "korea_kr", "kicox", "motie_old", "motie", "ndsoft",
                     "naver_news", "kdi_eiec", "prism", "article"):  # fmt: skip
            self.sites[name], self.documents[name], self.urls[name] = Site(), set(), []
            getattr(self, name)(self.sites[name])

    def close(self) -> None:
        for site in self.sites.values():
            site.close()

    def config(self) -> str:
        tables = ["[defaults]\nsince = 2018-06-25\nuntil = 2018-06-30\ndelay = 0.01\n"
                  'words = ["공동연구"]']  # fmt: skip
        for name, site in self.sites.items():
            tables.append(f'[sources.{name}]\nenabled = true\nbases = ["{site.base}"]\n'
                          f"urls = {json.dumps(self.urls[name])}")  # fmt: skip
        tables[1] += '\nkey = "YEONPYO_DATA_GO_KR_KEY"'
        tables[2] += '\nboards = ["/rss/pressrelease.xml"]'
        tables[6] += '\nboards = ["/rss/allArticle.xml"]'
        return "\n".join(tables)

    def put(self, source: str, target: str, page: Page, kept: bool = True) -> None:
        """A page, and whether it becomes a document."""
        self.sites[source].pages[target] = page
        if kept:
            self.documents[source].add(self.sites[source].base + target)

    # Sources

    def press_api(self, site: Site) -> None:
        """Answers 98 to more than 3 days and 23 to the first question; the window with the 26th
        is broken, and so is that day; the 28th has 120 releases on two pages, one of them on
        both."""

        def release(number: int, day: str, said: str) -> str:
            file = f"/common/download.do?fileId={number}"
            attached = f"<FileName>{number}.hwpx</FileName><FileUrl>{site.base}{file}</FileUrl>"
            if "공동연구" in said:
                self.put("press_api", file, attachment(f"붙임 {said}"))
                self.documents["press_api"].add(f"{site.base}/view?newsId={number}")
            return (
                f"<NewsItem><NewsItemId>{number}</NewsItemId><Title>소식 {number}</Title>"
                f"<DataContents><![CDATA[<p>{said}</p>]]></DataContents><MinisterCode>산업통상자원부"
                f"</MinisterCode><ApproveDate>06/{day}/2018 10:00:00</ApproveDate>"
                f"<OriginalUrl>{site.base}/view?newsId={number}</OriginalUrl>{attached}</NewsItem>"
            )

        days = {
            "25": [release(7000, "25", text("가람", 0))],
            "26": [release(7100, "26", text("나래", 1))],
            "28": [release(7200 + n, "28", text("다온", n) if n in (3, 99, 119) else "농사 소식")
                   for n in range(120)],
        }  # fmt: skip
        days["28"].insert(100, days["28"][99])

        def answer(asked: Asked) -> Page:
            query = asked.query
            if query.get("serviceKey") != KEY:
                return Page(b"<r><returnReasonCode>30</returnReasonCode></r>")
            first, last = (int(query[name]) for name in ("startDate", "endDate"))
            if last - first > 2:
                return Page(b"<r><resultCode>98</resultCode></r>")
            page = int(query["pageNo"]) - 1
            items = [i for day, found in sorted(days.items())
                     if first % 100 <= int(day) <= last % 100 for i in found]  # fmt: skip
            shown = "".join(items[page * 100 : page * 100 + 100])
            body = f"<r><resultCode>00</resultCode><body>{shown}</body></r>"
            if first % 100 <= 26 <= last % 100:
                body = body.replace("</body></r>", "<NewsItem><Title>잘린 & 글")
            return Page(body.encode())

        site.pages[API] = answer
        site.first[API] = [Page(b"<r><resultCode>23</resultCode></r>")]
        self.errors["press_api"] = "broken XML, 1 releases saved"

    def korea_kr(self, site: Site) -> None:
        """23 releases on two pages and one more in the feed; attachments, one behind a redirect,
        one that robots.txt forbids; one release is a frame around the document viewer."""
        rows = []
        for number in range(23):
            view, file = f"/briefing/pressReleaseView.do?newsId={number}", f"fileId={number}"
            day = f"2018.06.{25 + number % 6}"
            rows.append(f'<li><a href="{view}&amp;pageIndex=1"><strong>소식 {number}</strong>'
                        f'<span class="source"><span>{day}</span><span>산업통상자원부</span></span>'
                        "</a></li>")  # fmt: skip
            self.release(number, text("라온", number))
            if number % 5 == 0:
                kept = number != 10
                self.put("korea_kr", f"/common/download.do?{file}", attachment(f"붙임 {number}"),
                         kept)  # fmt: skip
        self.forbidden = "/common/download.do?fileId=10"
        site.pages["/robots.txt"] = Page(f"User-agent: *\nDisallow: {self.forbidden}\n".encode())
        moved = site.pages["/common/download.do?fileId=5"]
        site.pages["/common/download.do?fileId=5"] = Page(
            status=302, headers={"Location": "/files/5.hwpx"}
        )
        site.pages["/files/5.hwpx"] = moved

        def listed(asked: Asked) -> Page:
            start = (int(asked.query["pageIndex"]) - 1) * 20
            shown = "".join(rows[start : start + 20])
            return html(f'<div class="list_type"><ul>{shown}</ul></div>')

        site.pages["/briefing/pressReleaseList.do"] = listed
        viewer = "/docViewer/result/2018.06/ab"
        frame = f'<div class="view_cont"><iframe src="/docViewer/doc.html?fn=ab&rs={viewer}"></div>'
        self.put("korea_kr", "/briefing/pressReleaseView.do?newsId=900", html(frame), kept=False)
        for page in (1, 2):
            self.put("korea_kr", f"{viewer}/ab.files/{page}.html", html(text("뷰어", page)))
        item = (f"<item><title>틀</title><link>{site.base}/briefing/pressReleaseView.do?newsId=900"
                "</link><pubDate>Thu, 28 Jun 2018 09:00:00 GMT</pubDate></item>")  # fmt: skip
        site.pages["/rss/pressrelease.xml"] = Page(f"<rss><channel>{item}</channel></rss>".encode())

    def release(self, number: int, said: str) -> None:
        """A release of korea.kr, with an ETag made of what it says."""
        attached = (f'<a href="/common/download.do?fileId={number}">{number}.hwpx</a>'
                    if number % 5 == 0 else "")  # fmt: skip
        body = (f'<div class="article_head"><h1>소식 {number}</h1></div><div class="view_cont">'
                f"<p>{said}</p></div>{attached}")  # fmt: skip
        page = html(body, ETag=f'"{hash(said)}"')
        self.put("korea_kr", f"/briefing/pressReleaseView.do?newsId={number}", page)

    def kicox(self, site: Site) -> None:
        """12 posts on two pages, slow; the third page says that there is nothing."""
        rows = "".join(
            f"<tr><td>{n}</td><td><a onclick=\"bbsArticleDet('{n}')\">소식 {n}</a></td>"
            f'<td class="b_date">2018-06-{25 + n % 5}</td></tr>|' for n in range(12)
        ).split("|")  # fmt: skip
        for n in range(12):
            page = html(f'<div class="board_view"><div class="cont">{text("마루", n)}</div></div>')
            page.wait = 0.02
            self.put("kicox", f"/boardDetail/1103?bbsSeq={n}", page)

        def listed(asked: Asked) -> Page:
            start = (int(asked.query["pageIndex"]) - 1) * 10
            return html(f"<table><tbody>{''.join(rows[start : start + 10])}</tbody></table>")

        site.pages["/boardList/1103"] = listed

    def motie_old(self, site: Site) -> None:
        """A form whose page is the number of its first row; 11 posts; 503 once."""
        for n in range(11):
            body = f'<td class="subject">소식 {n}</td><div class="contTx">{text("바로", n)}</div>'
            self.put("motie_old", f"{OLD}bbsView.do?bbs_seq_n={n}&bbs_cd_n=81", html(body))

        def listed(asked: Asked) -> Page:
            if asked.method != "POST" or asked.query["search_val_v"] != "공동연구":
                return Page(status=405)
            first = int(asked.query["currentPage"])
            rows = "".join(
                f'<tr><td>{n}</td><td class="al"><div class="ellipsis"><a href="bbsView.do?'
                f'bbs_seq_n={n}&amp;bbs_cd_n=81">소식 {n}</a></div></td><td></td><td></td>'
                f"<td>2018-06-{25 + n % 5}</td></tr>" for n in range(first - 1, min(first + 9, 11))
            )  # fmt: skip
            return html(f"<table>{rows}</table>")

        site.pages[f"{OLD}bbsList.do"] = listed
        site.first[f"{OLD}bbsView.do?bbs_seq_n=3&bbs_cd_n=81"] = [Page(status=503)]

    def motie(self, site: Site) -> None:
        """One post whose attachment leads to an error page, as the real site's do."""
        link = "<a href=\"javascript:article.view('7')\">소식</a>"
        row = f"<tr><td>1</td><td>{link}</td><td>2018-06-26</td></tr>"
        site.pages[NEW] = html(f"<table><tbody>{row}</tbody></table>")
        body = f'<div class="view_cont">{text("사랑", 1)}</div>'
        self.put("motie", f"{NEW}/7/view", html(f'{body}<a href="/attach/down/1">1.hwp</a>'))
        site.pages["/attach/down/1"] = Page(status=302, headers={"Location": "/error/500"})
        site.pages["/error/500"] = html("서비스 이용에 불편을 드려 죄송합니다")
        self.errors["motie"] = "an error page instead of an attachment"

    def ndsoft(self, site: Site) -> None:
        """EUC-KR, 21 articles on two pages, one of them behind a login; 429 once; a feed."""
        for n in range(21):
            body = f'<div id="article-view-content-div">{text("차오름", n)}</div>'
            page = html(f'<h3 class="heading">기사 {n}</h3>{body}', "euc-kr")
            self.put("ndsoft", f"/news/articleView.html?idxno={n}", page, kept=n != 4)
        view = "/news/articleView.html?idxno="
        site.pages[f"{view}4"] = html("로그인이 필요한 기사입니다", "euc-kr")
        site.first[f"{view}2"] = [Page(status=429, headers={"Retry-After": "1"})]

        def listed(asked: Asked) -> Page:
            start = (int(asked.query["page"]) - 1) * 20
            day = '<em class="info dated">2018.06.27 09:00</em>'
            rows = "".join(
                f'<li><h4 class="titles"><a href="{view}{n}&amp;page=1">기사 {n}</a></h4>{day}</li>'
                for n in range(start, min(start + 20, 21))
            )
            return html(f'<section id="section-list"><ul>{rows}</ul></section>', "euc-kr")

        site.pages["/news/articleList.html"] = listed
        feed = (f'<?xml version="1.0" encoding="euc-kr"?><rss><channel><item><title>기사 0</title>'
                f"<link>{site.base}/news/articleView.html?idxno=0</link>"
                "<pubDate>2018-06-27 09:00:00</pubDate></item></channel></rss>")  # fmt: skip
        site.pages["/rss/allArticle.xml"] = Page(feed.encode("cp949"))
        self.errors["ndsoft"] = "a login page instead of a view page"

    def naver_news(self, site: Site) -> None:
        """An article, and one behind a bot check."""
        head = '<h2 class="media_end_head_headline">기사</h2>'
        body = f'{head}<article id="dic_area">{text("카", 1)}</article>'
        self.put("naver_news", "/article/001/1", html(body))
        site.pages["/article/001/2"] = html("captcha 자동입력 방지 문자를 입력하세요")
        self.urls["naver_news"] = [f"{site.base}/article/001/{n}" for n in (1, 2)]
        self.errors["naver_news"] = "a bot check instead of a view page"

    def kdi_eiec(self, site: Site) -> None:
        """A post with a DOCX that is cut short once, and one that is empty."""
        row = '<ul><li><a href="materialView.do?num=1">자료</a> <span>2018.06.29</span></li></ul>'
        site.pages["/policy/materialList.do"] = html(row)
        file = "/policy/callDownload.do?num=1&filenum="
        links = "".join(f'<a href="{file}{n}">{n}.docx</a>' for n in (1, 2))
        self.put("kdi_eiec", "/policy/materialView.do?num=1",
                 html(f'<div class="view_cont">{text("타래", 1)}</div>{links}'))  # fmt: skip
        whole = word()
        self.put("kdi_eiec", f"{file}1", Page(whole, headers=HWP_TYPE))
        site.first[f"{file}1"] = [Page(whole, cut=100)]
        site.pages[f"{file}2"] = Page(b"")
        self.errors["kdi_eiec"] = "an empty answer instead of an attachment"

    def prism(self, site: Site) -> None:
        """Two studies, one of another year."""
        hits = [{"ASMT_ID": f"id-{n}", "ASMT_NM": f"연구 {n}", "THSS_SMRY_CN": text("파란", n),
                 "INST_NM": "산업통상자원부", "DATE": day}
                for n, day in ((1, "20180628"), (2, "20090101"))]  # fmt: skip
        answer = json.dumps({"report": {"searchResultList": hits}}).encode()
        site.pages["/prism-be-prtl/search/totalSearch.do"] = Page(answer)
        self.documents["prism"].add("https://www.prism.go.kr/homepage/asmt/id-1")

    def article(self, site: Site) -> None:
        """A page, one that leads to another host, one that leads to a file."""
        body = "".join(f"<p>{text('하늘', n)}</p>" for n in range(4))
        self.put("article", "/1", html(f"<article><h1>소식</h1>{body}</article>"))
        for n, target in ((2, "http://elsewhere.example/"), (3, "file:///etc/hostname")):
            site.pages[f"/{n}"] = Page(status=302, headers={"Location": target})
        self.urls["article"] = [f"{site.base}/{n}" for n in (1, 2, 3)]
        self.errors["article"] = "no host of this source"
