"""Title and subtitle: declared by the page, at the head of an article, on a cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.load.bylines import prefix_length
from pipeline.load.imprint import is_masthead, letterhead
from pipeline.load.labels import CONTACT_PERSON, label_of
from pipeline.load.lines import ends_sentence
from pipeline.load.marks import match_mark
from pipeline.load.page import Declared
from pipeline.load.press import load_press, reads_as_paper
from pipeline.load.published import is_date_line, placed_date
from pipeline.records import Block

HEAD_BLOCKS = 10
MAX_TITLE_CHARS = 120
MAX_SAID_CHARS = 70
"""Characters of a headline that is a whole sentence (… 지원한다)."""
MAX_CUTS = 6

_PREFIX = re.compile(r"^\s*(?:[\[【〔(<〈]\s?(?P<in>[^\]】〕)>〉]{1,25})[\]】〕)>〉]\s*)+")
_SUFFIX = re.compile(r"\s*[(\[]\s?['‘’]?\d{2,4}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]?\s?"
                     r"(?:\d{1,2}\s?[.일]?)?\s?"
                     r"(?:\([월화수목금토일]\))?\s?[)\]]\s*$")
_SITE = re.compile(r"\s+(?:[|:<>«»·–—]|::|-)\s+|\s?(?:[|｜»«]|::|&gt;)\s?")
_CORRECTION = re.compile(r"\s*[\[【(<][^\]】)>]{0,6}(?:정정|수정|바로잡)")
_NEW = re.compile(r"^(?:새\s?글|NEW|\[?속보\]?|\[?단독\]?)\s+")
_COPIED = re.compile(r"\s*[\[(](?:펌|퍼옴|스크랩)[\])].{0,30}$")
_OCCASION = re.compile(r"^(?:제\s?\d+\s?[회차]|\d{4}년?도?\s제\s?\d+\s?[회차])")
_PLAN = re.compile(
    r"계획|전략|방안|비전|대책|로드맵|보고|구상|추진|현황|결과|정책|개요|과제|방향|개편|육성|평가"
)
_LATIN = re.compile(r"[\W\d]*[A-Za-z][A-Za-z\d\W]*")
_QUOTED = re.compile(r"[▷▶<〈《\-–—“\"‘「『(\[].{2,}[◁◀>〉》\-–—”\"’」』)\]]")
_CONTENTS = re.compile(r"목\s*차|차\s*례|contents", re.IGNORECASE)
_DATED = re.compile(r"['‘’]?\d{2,4}\s?[.년/-]\s?\d{1,2}\s?[.월/-]")
_LABELLED = re.compile(r"[가-힣\s]{2,10}\s?[:：].*|[\d\W]+")
_TITLE_LABEL = re.compile(
    r"^[•\s]*(?:제\s?목|글\s?제목)\s*[:：|]?\s+(?P<title>[^\n]{6,120})$", re.MULTILINE
)
_PEOPLE = re.compile(r"[가-힣]{2,4}\s?(?:기자|특파원)")


class Heads(NamedTuple):
    """``raw`` is the title as it stands on the page, with prefix and date."""

    title: str | None
    subtitle: str | None
    raw: str | None


def clean_title(raw: str) -> str:
    """A title without its bracketed prefix (an agency, 보도자료) and its trailing date."""
    text = re.sub(r"\s+", " ", raw).strip(" •·")
    text = _COPIED.sub("", _SUFFIX.sub("", _NEW.sub("", text)))
    if _CORRECTION.match(text):  # that it corrects another is part of what it says
        return text
    bare = _PREFIX.sub("", text)
    return (bare if len(bare) >= 4 else text).strip()


def title_prefix(raw: str) -> str | None:
    """What stands in the bracket before a title (``[산단공]``)."""
    match = _PREFIX.match(raw)
    return match["in"].strip() if match else None


def find_heads(
    text: str, blocks: Sequence[Block], declared: Declared, around: str = ""
) -> Heads:
    """The title, from the page's declaration if it agrees with the text, else from the head."""
    if declared.exact and declared.title:
        return Heads(declared.title, None, declared.title)
    head = _head(text, blocks)
    stated = _declared(declared, around + text[:3000])
    if stated is not None:
        return Heads(clean_title(stated), _subtitle(head, stated), stated)
    first = next((_words(line) for line in head if not is_date_line(line)), None)
    raw = _cover_title(head) or first or _page_name(declared)
    if raw is None:
        return Heads(None, None, None)
    return Heads(clean_title(raw), _subtitle(head, raw), raw)


def _declared(declared: Declared, text: str) -> str | None:
    """A declared title, the site's name cut off; a page's name (홈, 보도자료) is none."""
    near = _key(text)
    labelled = _TITLE_LABEL.search(text)
    candidates = (declared.title, declared.heading, labelled["title"] if labelled else None)
    for candidate in candidates:
        if not candidate or label_of(candidate) is not None:
            continue
        for part in _parts(candidate):
            if len(part) >= 4 and _key(clean_title(part)) in near and not _is_site(part):
                return part
    return None


def _parts(title: str) -> list[str]:
    """A declared title and what is left of it when names of sites, sections are cut off its end
    or its start, the longest first."""
    cuts = list(_SITE.finditer(title))[:MAX_CUTS]
    ends = [title[: cut.start()].strip() for cut in reversed(cuts)]
    starts = [title[cut.end() :].strip() for cut in cuts]
    return [title, *ends, *starts]


def site_name(title: str | None) -> str | None:
    """The part of a declared title that names the site: a paper or a body (``기관 > 보도자료``)."""
    parts = _SITE.split(title or "")
    named = (part.strip() for part in parts if len(parts) > 1 and _is_site(part))
    return next((part for part in named if letterhead(part) is None), None)


def _is_site(part: str) -> bool:
    return (
        load_press().name(part) is not None or reads_as_paper(part) or _is_body(part)
        or letterhead(part) is not None
        or load_lexicon().resolve(part, None, "REGION") is not None
    )


def _page_name(declared: Declared) -> str | None:
    """The declared title for want of a better one, unless it names a board (보도자료)."""
    title = declared.title
    if title is None or label_of(title) is not None:
        return None
    # A title of crumbs (기관 > 알림마당 > 보도자료) names a board, not a document.
    parts = [part for part in _SITE.split(title) if part.strip()]
    named = [part for part in parts if label_of(part) is None and not _is_site(part.strip())]
    return max(named, key=len, default=None)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _words(line: str) -> str:
    """A line without its outline mark (but not without brackets)."""
    mark = match_mark(line, 0, len(line))
    keep = mark is None or mark.body >= len(line) or mark.name in ("number", "part")
    return line if keep or mark is None else line[mark.body :]


def _head(text: str, blocks: Sequence[Block]) -> list[str]:
    """The lines before the first sentence that could be a title or a subtitle."""
    lines: list[str] = []
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        line = text[block.start : block.end]
        if prefix_length(line):
            break
        if block.kind in ("furniture", "caption", "note") or is_masthead(line) or (
            CONTACT_PERSON.fullmatch(line)
        ):
            continue
        if block.kind in ("table", "cell") or len(lines) >= HEAD_BLOCKS:
            break
        if len(line) > MAX_TITLE_CHARS:
            break
        if ends_sentence(line) and len(line) > 25 and not line.startswith("# ") and (
            lines or len(line) > MAX_SAID_CHARS
            or (line.endswith(".") and (after is None or text[after.start] not in "-–—"))
        ):
            break
        if len(_key(line)) >= 2:
            lines.append(" ".join(line.split()))
    long = [
        n for n, line in enumerate(lines) if len(_key(line)) >= 6 and not _DATED.match(line)
    ]
    return lines[long[0] :] if long else lines


def _cover_title(head: Sequence[str]) -> str | None:
    """The title on the cover of a plan or of slides: a cover has a date or a body's name alone
    on a line, or a table of contents after it."""
    stop = next((n for n, line in enumerate(head) if _CONTENTS.fullmatch(line)), len(head))
    cover = head[:stop]
    marks = [n for n, line in enumerate(cover) if is_date_line(line) or _is_body(line)]
    if not cover or (stop == len(head) and not marks):
        return None
    if stop == len(head):
        cover = cover[: marks[-1] + 1]
    named = [
        line for line in cover
        if not is_date_line(line) and not _is_body(line) and not _LATIN.fullmatch(line)
        and not _QUOTED.fullmatch(line) and len(_key(line)) >= 4
    ]
    plain = [line for line in named if not _OCCASION.match(line)] or named
    plans = [line for line in plain if _PLAN.search(line)]
    return next(iter(plans or plain), None)


def _is_body(line: str) -> bool:
    if len(line) > 30:
        return False
    parts = [part for part in re.split(r"[·,/\s]{1,3}(?=[가-힣]{2,})", line) if part]
    lexicon = load_lexicon()
    return lexicon.resolve(line, None, "ORG") is not None or (
        bool(parts) and all(lexicon.resolve(part, None, "ORG") is not None for part in parts)
    )


def _subtitle(head: Sequence[str], title: str) -> str | None:
    """The lines between the title and the text: quoted, in arrows or dashes, or plain and short."""
    at = next((n for n, line in enumerate(head) if _key(clean_title(title)) in _key(line)), None)
    if at is None:
        return None
    found: list[str] = []
    for line in head[at + 1 : at + 5]:
        if is_date_line(line) or _is_body(line) or _PEOPLE.search(line) or is_masthead(line):
            break
        if placed_date([line]) or label_of(line) or line.startswith("존경하는"):
            break
        if _CONTENTS.fullmatch(line) or _LABELLED.fullmatch(_words(line)) or len(_key(line)) < 6:
            break
        if _key(clean_title(title)) == _key(line):
            continue
        mark = match_mark(line, 0, len(line))
        if _QUOTED.fullmatch(line):
            found.append(line.strip("▷▶◁◀<>〈〉《》-–—“”\" "))
        elif mark is None or mark.name == "dash":
            found.append(_words(line))
        else:
            break
    return " / ".join(found) or None
