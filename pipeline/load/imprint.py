"""Lines that say whose document it is: letterheads, series, who supplied, wrote or spoke it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.lexicon.people import load_names

MAX_LINE_CHARS = 80
"""Characters. A longer line is prose or a notice, no imprint."""

_EDGE = "[](){}<>〈〉《》【】「」『』·•|⊙◎○□■-–—※* "

_RELEASE = re.compile(
    r"(?P<before>.*?)(?:(?:언론)?보도(?:참고|해명|설명|정정)?자료|(?:참고|해명|설명|정정)(?:보도)?자료|브리핑자료|"
    r"(?:news|press)release)(?:제?[\d-]+호)?(?P<after>.*)",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"[⊙◎○●◉\s]*(?:법률|대통령령|총리령|[가-힣]{2,12}(?:부령|조례|규칙|훈령|예규|고시|공고|지침)|고시|공고|훈령)\s?"
    r"(?:\([가-힣\s]+\)\s?)?제\s?[\d-]+\s?호(?P<rest>.{0,40})"
)
_SERIES_NAME = (
    r"(?:정책|연구|이슈|현안|동향|조사|분석|통계|산업|경제|지역|브리프|포커스|리포트|페이퍼|보고서?|요약|자료집?|"
    r"연구보고서|정보|총서|뉴스레터|웹진|계간|월간|brief|report|focus|paper|issue|insight|review|\s)+"
)
_SERIES = re.compile(
    rf"(?P<body>[가-힣A-Za-z·]+(?:\s[가-힣]+)??)\s(?P<series>{_SERIES_NAME})\s?"
    r"(?:(?:제|vol\.?|no\.?|통권)?\s?\d[\d\-./]*\s?(?:호|권|집)?|[(\[]\d[\d\-./호]*[)\]]?)(?:\s?[(\[]?\d[\d\-./년월일호\s]*[)\]]?)?",
    re.IGNORECASE,
)
_SUPPLIED = re.compile(
    r"(?:자료\s?)?(?:제공|출처|자료\s?출처|자료)\s?[:：=]\s?(?P<body>[가-힣A-Za-z·\s]{2,40})|"
    r"(?P<body2>[가-힣A-Za-z·\s]{2,40}?)\s제공\b"
)
_WRITER = re.compile(
    r"(?:^|[\s|/])(?:연구\s?책임(?:자)?|책임\s?연구(?:자|원)|연구진|집필(?:자|진)?|저\s?자|글쓴이|필\s?자|작\s?성(?:\s?자)?|"
    r"발표(?:자)?|발제(?:자)?|연\s?사|글)\s?[:：]\s?(?P<name>[가-힣]{2,4}|[가-힣]\s[가-힣]\s[가-힣])"
    r"(?=\s?(?:[,·(|/]|$)|\s\S{0,8}(?:위원|연구원|교수|박사|소장|센터장|팀장|실장|사무관|과장|원장|기자|대표|연구관|서기관|주무관))"
)
_OFFICE = (
    r"(?:대통령|총리|장관|차관|보|처장|청장|위원장|이사장|원장|사장|본부장|회장|시장|군수|지사|구청장|대표|단장|총장|센터장|소장|"
    r"보좌역|보좌관|비서관|수석|실장|국장|과장|정책관|기획관|심의관|조정관|의장|의원|교수|위원|이사|총재|대사|관장)"
)
_SPEAKER = re.compile(
    rf"(?:(?P<body>[가-힣A-Za-z·()\s]{{2,30}}?)\s?)??(?P<office>[가-힣]{{0,8}}{_OFFICE})\s{{1,8}}"
    r"(?P<name>[가-힣]\s{1,4}[가-힣]\s{1,4}[가-힣]|[가-힣]{2,4})(?:\s?(?:입니다|올림|드림))?"
)
_RESEARCHER = re.compile(
    r"(?:글\s?[:：]?\s?)?(?P<name>[가-힣]{2,4}|[가-힣]\s[가-힣]\s[가-힣])\s{1,3}"
    r"(?:(?:부|선임|수석|책임|초빙|전문)?\s?연구(?:위원|원|관)|박사|(?:조|부)?교수)\s?(?:[(/,|].{0,60})?"
)
_SPEECH = re.compile(
    r"(?:연설|말씀|치사|축사|기념사|환영사|인사말|인사|개회사|폐회사|격려사|취임사|이임사|신년사|송년사|담화문?|발제문?|"
    r"모두\s?발언|특강|강연|답사|식사|기조\s?발표|만찬사|추도사|기고문?|대담|제안\s?설명)(?:문|요지|전문|\(.{1,30}\))*$"
)
_SHAPE = re.compile(
    r"[가-힣A-Za-z·\s]{1,24}(?:[가-힣](?:부|처|청)|위원회|공단|공사|연구원|연구소|진흥원|평가원|개발원|연구회|센터|협회|"
    r"재단|사무국|기획단|추진단|지원단|본부|테크노파크|조합|연합회|도청|시청|군청|구청|학회)"
)


class Imprint(NamedTuple):
    """The body that issued a document and the person who wrote or held it."""

    body: str | None = None
    author: str | None = None


def organization(name: str, published: str | None) -> str | None:
    """The canonical name of a body or, after it, a unit of its (``지식경제부 지역산업과``); None
    if the lexicon has no such body."""
    lexicon = load_lexicon()
    words = re.split(r"\s*[/,(]", name.strip(_EDGE), maxsplit=1)[0].split()
    for stop in range(len(words), 0, -1):
        entry = lexicon.resolve(" ".join(words[:stop]), published, "ORG")
        if entry is not None:
            return entry.name
    return None


def body_named(name: str, published: str | None) -> str | None:
    """As ``organization``; also a province or city, and a name that has a body's shape."""
    found = organization(name, published)
    if found is not None:
        return found
    bare = name.strip(_EDGE)
    entry = load_lexicon().resolve(bare, published, "REGION")
    if entry is not None:
        return entry.name
    return " ".join(bare.split()) if _SHAPE.fullmatch(bare) else None


def letterhead(line: str) -> str | None:
    """What a letterhead names beside ``보도자료`` (``지식경제부``; perhaps nothing: ``""``), or
    None for a line that is no letterhead."""
    if len(line) > MAX_LINE_CHARS // 2:
        return None
    squeezed = re.sub(r"\s+", "", line).strip(_EDGE)
    match = _RELEASE.fullmatch(squeezed)
    if match is None:
        return None
    before, after = match["before"].strip(_EDGE), match["after"].strip(_EDGE)
    named = before or after
    if not named:
        return ""
    if before and after and not re.fullmatch(r"[\d.년월일()월화수목금토호제-]+", after):
        return None
    return body_named(named, None)


def is_masthead(line: str) -> bool:
    """Whether a line stands over a title and is none: letterhead, number of a law, series."""
    if len(line) > MAX_LINE_CHARS:
        return False
    bare = line.strip(_EDGE)
    spoke = _SPEAKER.fullmatch(bare)
    return letterhead(line) is not None or (
        _LAW.fullmatch(bare) is not None or _SERIES.fullmatch(bare) is not None
        or _RESEARCHER.fullmatch(bare) is not None
        or (spoke is not None and is_name(spoke["name"]) and not is_speech(line))
    )


def series_line(lines: Sequence[str]) -> str | None:
    """The first line that names a series and its number."""
    return next(
        (line for line in lines
         if len(line) <= MAX_LINE_CHARS and _SERIES.fullmatch(line.strip(_EDGE))), None
    )


def law_date(lines: Sequence[str]) -> str | None:
    """What stands after the number of a law at its head: the day of its promulgation."""
    matches = (_LAW.fullmatch(line.strip(_EDGE)) for line in lines if len(line) <= MAX_LINE_CHARS)
    return next((m["rest"] for m in matches if m and any(map(str.isdigit, m["rest"]))), None)


def is_speech(title: str | None) -> bool:
    """Whether a title names a speech (``… 치사``)."""
    return title is not None and _SPEECH.search(title.strip(" .”’\"'")) is not None


def read_imprint(
    head: Sequence[str], foot: Sequence[str], title: str | None, published: str | None
) -> Imprint:
    """What the lines of ``head`` and ``foot`` say; the first that names somebody counts."""
    body: str | None = None
    author: str | None = None
    speech = is_speech(title)
    for line in head:
        if len(line) > MAX_LINE_CHARS:
            continue
        bare = line.strip(_EDGE)
        if body is None:
            if named := letterhead(line):
                body = named
            elif series := _SERIES.fullmatch(bare):
                body = body_named(series["body"], published)
        if author is None and (writer := _WRITER.search(line)) and is_name(writer["name"]):
            author = re.sub(r"\s", "", writer["name"])
        if author is None and (by := _RESEARCHER.fullmatch(bare)) and is_name(by["name"]):
            author = re.sub(r"\s", "", by["name"])
        if speech and author is None and (spoke := _SPEAKER.fullmatch(bare)):
            if not is_name(spoke["name"]):
                continue
            author = re.sub(r"\s", "", spoke["name"])
            body = body or _office_body(spoke["body"], spoke["office"], published)
    for line in reversed(foot):
        bare = line.strip(_EDGE)
        if body is None and len(line) <= 2 * MAX_LINE_CHARS and (given := _SUPPLIED.match(bare)):
            body = organization(given["body"] or given["body2"], published)
        if author is None and (writer := _WRITER.search(line[:MAX_LINE_CHARS])) and (
            is_name(writer["name"])
        ):
            author = re.sub(r"\s", "", writer["name"])
    return Imprint(body, author)


def is_name(text: str) -> bool:
    """Whether two to four syllables can be a Korean name by its surname."""
    name = re.sub(r"\s", "", text)
    names = load_names()
    if name in names.common or not 2 <= len(name) <= 4:
        return False
    return name[:2] in names.surnames or (len(name) < 4 and name[0] in names.surnames)


def _office_body(body: str | None, office: str, published: str | None) -> str | None:
    """The body that an office heads: named before it, or fused with it (``산업자원부장관``)."""
    if body and (found := body_named(body, published)):
        return found
    match = re.fullmatch(rf"(?P<body>[가-힣]+?){_OFFICE}", office)
    return body_named(match["body"], published) if match else None
