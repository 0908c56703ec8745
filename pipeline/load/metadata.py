"""Title, publisher, author and date of a document, from what its page and its text say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.lexicon import load_lexicon
from pipeline.load.blocks import body_start
from pipeline.load.bylines import Byline, prefix_length, read_bylines
from pipeline.load.imprint import (
    Imprint,
    body_named,
    law_date,
    organization,
    read_imprint,
    series_line,
)
from pipeline.load.labels import MAX_LABEL_CHARS
from pipeline.load.lines import ends_sentence
from pipeline.load.page import Page
from pipeline.load.press import load_press, reads_as_paper
from pipeline.load.published import publication
from pipeline.load.titles import Heads, find_heads, site_name, title_prefix
from pipeline.records import Block, Metadata, RawDocument

HEAD_BLOCKS = 14
LEAD_BLOCKS = 5
"""Blocks from the start in which a cover's date and body, or a lead, are looked for."""

FOOT_BLOCKS = 4

NEAR_LINES = 12
"""Lines before the main content in which a page says its date and whose it is."""

_LABEL = re.compile(
    r"^[•·\-\s]*(?:출처|제공|자료\s?제공|제공\s?부서|담당\s?부서|부서명?|기관명?|발행\s?기관|발간처|"
    r"부처|소속|배포\s?(?:기관|부서)|배포|소관\s?부처|주무\s?부처|문의(?:처)?)"
    r"\s?[:：|=]\s?(?P<value>[^\d|]{2,40}[^\d|\s])"
)
_CHIEF = re.compile(
    r"(?P<body>[가-힣A-Za-z]{2,20})\s?\((?:이하\s?[‘'\"“]?[가-힣]+[’'\"”]?\s?[,·]?\s?)?"
    r"(?:장관|차관|청장|처장|위원장|이사장|원장|사장|본부장|회장|시장|군수|도지사|지사|구청장|대표|단장|총장|센터장|소장)"
    r"\s?[:：]?\s?[가-힣]{2,4}"
)
_NO_AUTHORS = frozenset(
    {"이름", "작성자", "관리자", "운영자", "담당자", "기자", "성명", "소속", "admin"}
)
_ROLE = re.compile(r"\s?(?:선임|수습|전문|객원)?기자.*$|[\w.+-]+@.*$|^.*=\s?")
_UNIT = re.compile(
    r".*(?:팀|과|담당관|센터|위원회|본부|관실|담당)|(?:홍보|총무|기획|공보|정책|비서|전산)실|[가-힣]{3,}[국실부처청]"
)
"""An office that puts things on a board, not a person."""

_PORTALS = frozenset(
    {"정책브리핑", "대한민국정책브리핑", "naver", "navercorp", "네이버", "daum", "다음", "kakao",
     "kakaocorp", "카카오", "nate", "네이트", "tistory", "티스토리", "이글루스", "egloos", "zum"}
)
"""Carriers, blanks and case aside, that publish what others write."""

_HANGUL = re.compile("[가-힣]")
_CONTACT = re.compile(r"\(\s?\d{2,4}-\d{3,4}(?:-\d{4})?\s?\).*")


def describe(page: Page, blocks: Sequence[Block], raw: RawDocument) -> Metadata:
    """The metadata of a page whose outline (furniture included) is ``blocks``."""
    text = page.text
    furniture = [text[b.start : b.end] for b in blocks if b.kind == "furniture"]
    kept = [b for b in blocks if b.kind not in ("furniture", "table")]
    bodies = [text[b.start : b.end] for b in kept]
    around = [line.strip() for line in page.around.splitlines() if line.strip()]
    heads = find_heads(text, blocks, page.declared, page.around)
    labels = [*around, *(text[b.start : b.end] for b in blocks if b.kind != "table")]
    labels = _pair_labels([line for line in labels if len(line) <= MAX_LABEL_CHARS])
    published, basis = publication(
        declared=page.declared.published,
        labels=labels,
        near=[*around[-NEAR_LINES:], *furniture[:NEAR_LINES]],
        head=bodies[:HEAD_BLOCKS],
        foot=bodies[-FOOT_BLOCKS:],
        title=law_date(bodies[:HEAD_BLOCKS]) or heads.raw,
        series=series_line([*around[-NEAR_LINES:], *bodies[:HEAD_BLOCKS]]),
        paragraphs=bodies,
    )
    owners = page.colophon.splitlines()
    byline = read_bylines(_byline_lines([*furniture, *around, *owners], bodies))
    imprint = read_imprint(
        [*around[-NEAR_LINES:], *bodies[:HEAD_BLOCKS], *furniture[:HEAD_BLOCKS]],
        [*bodies[-FOOT_BLOCKS:], *furniture[-FOOT_BLOCKS:]], heads.title, published,
    )
    publisher, source = _publisher(page, heads, byline, imprint, labels, bodies, published)
    if raw.published and basis in ("inferred", "unknown"):  # the page that led here knows better
        published, basis = raw.published, "metadata"
    return Metadata(
        title=heads.title or raw.title,
        subtitle=heads.subtitle,
        publisher=publisher or raw.publisher,
        author=imprint.author or _author(byline, page.declared.author),
        published=published,
        published_basis=basis,
        source=source or raw.source,
        url=raw.url or page.declared.url,
    )


def _pair_labels(lines: Sequence[str]) -> list[str]:
    """The lines, a label that stands alone (the cell before its value) with the next one."""
    paired = list(lines)
    for n, (line, value) in enumerate(pairwise(lines)):
        if len(line) <= 8 and not any(map(str.isdigit, line)):
            paired[n] = f"{line} : {value}"
    return paired


def _byline_lines(furniture: Sequence[str], bodies: Sequence[str]) -> list[str]:
    """Lines that may hold a byline: the page's, the head's, the foot's short ones."""
    short = [body for body in (*bodies[:3], *bodies[-2:]) if len(body) <= 60]
    opened = [body[: prefix_length(body)] for body in bodies if prefix_length(body)]
    return [*furniture, *opened, *short]


def _author(byline: Byline, declared: str | None) -> str | None:
    """The reporter's name; a paper's name is no author."""
    press = load_press()
    for candidate in (byline.author, declared):
        if not candidate or candidate in _NO_AUTHORS or _UNIT.fullmatch(candidate):
            continue
        candidate = candidate.split("|")[0]
        name = _ROLE.sub("", candidate).strip(" /,")
        if name and press.name(name) is None and len(name) <= 20 and "http" not in name:
            return name
    return None


def _publisher(
    page: Page,
    heads: Heads,
    byline: Byline,
    imprint: Imprint,
    labels: Sequence[str],
    bodies: Sequence[str],
    published: str | None,
) -> tuple[str | None, str | None]:
    """Who first published it, and the page that carries it where that is another."""
    press = load_press()
    carrier = _carrier(byline, page)
    paper = byline.paper and press.name(byline.paper)
    by_mail = next(filter(None, map(press.of_address, byline.mails)), None)
    author_paper = press.name(byline.author) if byline.author else None
    first_holder = byline.holders[0] if len(byline.holders) > 1 else None
    writer = paper or by_mail or author_paper or first_holder or _papery(byline.paper)
    writer = writer or imprint.body
    if writer is None:
        own = carrier is not None and not _is_portal(carrier) and _is_known(carrier)
        # A reporter's line without a paper's name leaves the publisher open: no agency wrote it.
        news = own or byline.reporter
        writer = _issuer(heads, labels, bodies, published, is_news=news)
    if writer is None:
        return (None, carrier) if carrier and _is_portal(carrier) else (carrier, None)
    same = carrier is None or _same(writer, carrier)
    return writer, None if same else carrier


def _carrier(byline: Byline, page: Page) -> str | None:
    press = load_press()
    site = site_name(page.declared.title)
    named = [name for name in (*reversed(byline.holders), page.declared.publisher, site) if name]
    korean = (name for name in named if _HANGUL.search(name) or press.name(name))
    name = next(korean, None) or next(iter(named), None)
    if not name or len(name) > 40 or name.startswith("http"):
        return None
    return press.name(name) or body_named(name, None) or name


def _is_known(name: str) -> bool:
    """Whether a carrier's name says who writes there: not one in Latin letters that is no paper's
    (a city's own name for foreigners)."""
    return _HANGUL.search(name) is not None or load_press().name(name) is not None


def _is_portal(name: str) -> bool:
    return re.sub(r"[\W_]", "", name).casefold() in _PORTALS


def _papery(name: str | None) -> str | None:
    """A name that is not in the table but reads as a paper's."""
    return name if name and reads_as_paper(name) else None


def _same(one: str, other: str) -> bool:
    a, b = (re.sub(r"[\W_]|주식회사", "", name).casefold() for name in (one, other))
    return a in b or b in a


def _issuer(
    heads: Heads,
    labels: Sequence[str],
    bodies: Sequence[str],
    published: str | None,
    is_news: bool,
) -> str | None:
    """The body that issued a release or a plan: named in the title's bracket, a label, a line
    of the cover, or as the one whose head the lead names."""
    if heads.raw and (prefix := title_prefix(heads.raw)) and (
        name := organization(prefix, published)
    ):
        return name
    for line in labels:
        match = _LABEL.match(line) if len(line) <= 80 else None
        if match is None:
            continue
        value = _CONTACT.sub("", match["value"]).strip()
        if name := organization(value, published):
            # The lead's ministry goes before a body that only answers questions.
            return (None if is_news else _chief_body(bodies[:LEAD_BLOCKS], published)) or name
        if name := load_press().name(value):
            return name
    if is_news:
        return None
    if name := _chief_body(bodies[:HEAD_BLOCKS], published):
        return name
    for line in (*bodies[:HEAD_BLOCKS], *bodies[-FOOT_BLOCKS:]):
        if len(line) <= 30 and (name := organization(line, published)):
            return name
    lead = next((body for body in bodies[:HEAD_BLOCKS] if ends_sentence(body)), "")
    return _subject(lead)


def _chief_body(bodies: Sequence[str], published: str | None) -> str | None:
    """The body whose head stands in brackets beside it (산업통상부(장관 …)는)."""
    match = next(filter(None, map(_CHIEF.search, bodies)), None)
    return match and (organization(match["body"], published) or match["body"])


def _subject(body: str) -> str | None:
    """The organisation that the lead begins with, as the one that acts."""
    start = body_start(body, Block(kind="item", start=0, end=len(body)))
    head = body[start : start + 40]
    if not (found := load_lexicon().find(head)):
        return None
    first, end, entries = found[0]
    acts = first == 0 and head[end : end + 1] in ("은", "는", "이", "가")
    return entries[0].name if acts and entries[0].label == "ORG" else None
