"""When a document was published: from labels, from dates that stand alone, by inference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.records import PublishedBasis

FIRST_YEAR = 1945
"""A date before this is no publication date of anything read here."""

_DAY = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d{2}|['‘’]?\d{2})\s?(?P<s>[.\-/]|년)\s?(?P<m>\d{1,2})\s?(?:[.\-/]|월)\s?"
    r"(?P<d>\d{1,2})(?![\d%])"
)
_COMPACT = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(\d{2})(\d{2})(?!\d)")
_AMERICAN = re.compile(r"(?<!\d)(?P<m>\d{2})/(?P<d>\d{2})/(?P<y>(?:19|20)\d{2})(?!\d)")
_MONTH = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?:[.\-/]|년)\s?(?P<m>\d{1,2})(?:월|\s?\.|(?!\d))"
)

_WORDS = r"\s?(?:일시|일자|일|날짜|시각|시간|시점|시)?"
# What a label says, in the order in which it is believed.
_LABELS: tuple[str, ...] = (
    rf"(?:최초\s?)?(?:기사\s?)?(?:입력|승인|송고|등록|작성|게시){_WORDS}",
    rf"(?:신문\s?)?(?:발행|게재|공고|고시){_WORDS}",
    rf"(?:배\s?포|보\s?도|제\s?공|발\s?표|자료\s?배포|보도자료\s?배포){_WORDS}",
    r"(?:발의|제출|제안|의결|시행|발간)(?:연월일|일자|일)",
    r"(?:날짜|일자|일시|date|published)",
    rf"(?:최종\s?)?(?:수정|업데이트|갱신){_WORDS}",
)
# For whom the day is, between the label and it: 보도시점 (온라인) 2026. 4. 12.
_MEDIUM = (
    r"(?:[(\[<]?\s?(?:온\s?라\s?인|인\s?터\s?넷|지\s?면|신\s?문|방\s?송|통\s?신|전\s?매체)"
    r"\s?[)\]>]?\s*[:：]?\s*)?"
)
_LABELLED = tuple(
    re.compile(
        rf"(?:^|[\s|·•(\[<*]){label}\s?[*:：|\]>)]*\s*{_MEDIUM}(?=['‘’(\[]?\s?\d)", re.IGNORECASE
    )
    for label in _LABELS
)
_TRAILING = re.compile(r"\d\s*(?:입력|승인|등록|작성|게시|송고)\s*$")
_CLOCK = (
    r"(?:\s*,?\s*(?:오전|오후|AM|PM)?\s*\d{1,2}\s?(?::|시)\s?(?:\d{1,2}분?)?(?::\d{2})?"
    r"(?:\s?[AP]M)?)?"
)
_ALONE = re.compile(
    r"[(<\[【\-–—\s]*(?P<date>['‘’]?\d{2,4}\s?[.\-/년]\s?\d{1,2}\s?(?:[.\-/월]\s?(?:\d{1,2}\s?[.일]?)?)?)"
    r"\s*(?:\([월화수목금토일]\)|[월화수목금토일]요일)?\s*(?:현재|기준)?"
    rf"{_CLOCK}\s*[.)>\]】]?[\-–—\s]*"
)
# A speech's time and place; the body that a page names beside its date.
_PLACED = re.compile(
    r"[(<\[【\-–—\s]+(?P<date>['‘’]?\d{2,4}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?)"
    rf"\s*(?:\([월화수목금토일]\))?{_CLOCK}\s*[,/·:]?\s*[가-힣A-Za-z\d·\s()]{{0,40}}[)>\]】\-–—\s]+"
)
_TIMED = re.compile(
    r"(?:일시\s?[:：]\s?)?(?P<date>\d{4}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?)"
    r"\s*(?:\([월화수목금토일]\))?\s*,?\s*(?:오전|오후)?\s*\d{1,2}\s?(?::\d{2}|시)[^.\n]{0,45}"
)
_WEEKDAYS = "월화수목금토일"
_EMBARGO_DAY = re.compile(
    r"(?<![\d.])(?P<m>\d{1,2})\s?[.월/]\s?(?P<d>\d{1,2})\s?[일.]?\s?\(?(?P<w>[월화수목금토일])(?:요일)?\)?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)|['’‘](\d{2})(?!\d)")
_STAMPED = re.compile(
    r"(?P<date>\d{4}\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}\s?\.?)"
    rf"(?:\s?\([월화수목금토일]\))?{_CLOCK}(?:\s*[|/·]?\s*[가-힣A-Za-z·\s]{{2,25}})?"
)
# The department that issued it, and the day (… 지역경제총괄과 2021.03.03 6p 보도자료).
_ISSUED = re.compile(
    r"[가-힣A-Za-z·ㆍ()\s]{1,60}(?:부|처|청|원|단|관|국|실|과|팀|센터|공단|공사|본부)\)?\s*[,|/]?\s*"
    r"[(\[]?(?P<date>\d{4}\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}\s?\.?)[)\]]?"
    r"(?:\s*\([월화수목금토일]\))?(?:\s*\d{1,3}\s?(?:p|쪽|면|페이지))?(?:\s*[가-힣]{2,6})?"
)
_EMBARGO = re.compile(
    r"(?:\(?[월화수목금토일](?:요일)?\)?)?[\s.,)]{0,3}(?:(?:오전|오후|정오)?\s?(?:\d{1,2}\s?(?:시|:\d{2})\s?(?:\d{1,2}분)?)?\s?)"
    r"(?:조간|석간|이후|부터|즉시)[^.\n]{0,20}(?:보도|배포|공개|사용|게재|취급)"
)

_EMBARGO_LABEL = re.compile(
    r"\s*(?:보\s?도|배\s?포|제\s?공|공\s?개|엠바고)\s?(?:일시|시점|일자|시간|시각|날짜|일|시)"
)
LEAD_PARAGRAPHS = 4
"""Paragraphs from the top that say what is new."""


def day_in(text: str) -> str | None:
    """The first full date in ``text`` as an EDTF day, or None."""
    for match in _DAY.finditer(text):
        found = _edtf(match["y"], match["m"], match["d"])
        if found:
            return found
    if (american := _AMERICAN.search(text)) and (found := _edtf(*american.group("y", "m", "d"))):
        return found
    compact = _COMPACT.search(text)
    return _edtf(*compact.groups()) if compact else None


def date_in(text: str) -> str | None:
    """The first full date, else the first year and month, as EDTF."""
    found = day_in(text)
    if found:
        return found
    month = _MONTH.search(text)
    return _edtf(month["y"], month["m"]) if month else None


def _edtf(year: str, month: str, day: str | None = None) -> str | None:
    y = int(year.strip("'‘’"))
    if y < 100:
        y += 2000 if y < 50 else 1900
    try:
        value = date(y, int(month), int(day or 1))
    except ValueError:
        return None
    if not FIRST_YEAR <= y <= 2100:
        return None
    return value.isoformat() if day else value.isoformat()[:7]


def labelled_date(lines: Sequence[str]) -> str | None:
    """The date that a label names (작성일, 입력, 배포일시 …); the label most believed wins."""
    for pattern in _LABELLED:
        for line in lines:
            for match in pattern.finditer(line):
                rest = line[match.end() : match.end() + 40]
                found = day_in(rest)
                if found and (at := re.search(r"\d", rest)) and at.start() <= 3:
                    return found
    return next((day_in(line) for line in lines if _TRAILING.search(line)), None)


def standing_date(lines: Sequence[str]) -> str | None:
    """The date of a line that holds nothing else (a cover page, a letter's foot)."""
    for line in lines:
        match = _ALONE.fullmatch(line.strip())
        if match and (found := date_in(match["date"].strip() + " ")):
            return found
    return None


def dated(title: str) -> str | None:
    """The full date that a title carries in brackets or at its end."""
    return day_in(title.partition("(")[2]) or (
        day_in(title[-16:]) if title.rstrip(" .")[-1:].isdigit() else None
    )


def placed_date(lines: Sequence[str]) -> str | None:
    """The date of a line with the time and place of a speech or a meeting."""
    for line in lines:
        if len(line) > 80:
            continue
        match = _PLACED.fullmatch(line.strip()) or _TIMED.fullmatch(line.strip())
        if match and (found := day_in(match["date"] + " ")):
            return found
    return None


def weekday_date(lines: Sequence[str], paragraphs: Sequence[str]) -> str | None:
    """The day of an embargo without a year (``9월 16일(수) 조간``): the one year of those that the
    text names in which it falls on that day of the week; of several the one that the lead names;
    None where that leaves a choice."""
    for line in lines:
        match = _EMBARGO_DAY.search(line)
        if match and (_EMBARGO.match(line, match.end()) or _EMBARGO_LABEL.match(line)):
            return _fitting(match, paragraphs)
    return None


def _fitting(match: re.Match[str], paragraphs: Sequence[str]) -> str | None:
    """The day that ``match`` names with its weekday, in the year that the text says."""
    for texts in (paragraphs, paragraphs[:LEAD_PARAGRAPHS]):
        named = {_edtf(y or short, match["m"], match["d"])
                 for text in texts for y, short in _YEAR.findall(text)}
        fitting = {day for day in named
                   if day and _WEEKDAYS[date.fromisoformat(day).weekday()] == match["w"]}
        if len(fitting) == 1:
            return fitting.pop()
    return None


def stamped_date(lines: Sequence[str]) -> str | None:
    """The date of the last line, or part of a row, that holds only a date in figures and, it may
    be, a body's name."""
    for part in (part for line in reversed(lines) for part in (line, *line.split("|"))):
        match = _STAMPED.fullmatch(part.strip(" •|"))
        if match and (found := day_in(match["date"] + " ")):
            return found
    return None


def issued_date(lines: Sequence[str]) -> str | None:
    """The date beside the department that issued the text, or between the bars of its row."""
    for line in lines:
        match = _ISSUED.fullmatch(line.strip())
        if match and (found := day_in(match["date"] + " ")):
            return found
        if "|" in line and (found := stamped_date([line])):
            return found
    return None


def embargo_date(lines: Sequence[str]) -> str | None:
    """The date from which a release may be printed (``2009. 9. 16(수) 석간부터 보도``)."""
    for line in lines:
        for match in _DAY.finditer(line):
            if _EMBARGO.match(line, match.end() + line.startswith("일", match.end())):
                return _edtf(match["y"], match["m"], match["d"])
    return None


def is_date_line(line: str) -> bool:
    """Whether the line is a date and nothing else."""
    return _ALONE.fullmatch(line.strip()) is not None


# What is said relative to the publication date, and how many years before it lies.
_ANCHORS: tuple[tuple[str, int], ...] = (
    (r"지난\s?해|작년|전년|지난\s?연말", 1),
    (r"올해|금년|올\s|이달|이번\s?달|지난\s?달|다음\s?달|지난\s?\d{1,2}(?:월|일)|오는\s?\d{1,2}월|"
     r"이날|오늘", 0),
    (r"내년", -1),
)
_EVENT_NAME = (r"박람회|전시회|상담회|포럼|대회|엑스포|컨벤션|세미나|컨퍼런스|콘퍼런스|심포지엄|"
               r"페어|쇼|축제|대전|행사|설명회|주간|Fair|Expo|Show|Forum|EXPO")
_NAMED = tuple(
    (re.compile(rf"(?:{anchor})[^.\n]{{0,60}}?[‘'“\"「『]?\s?(20\d{{2}})(?!\s?년|\d)[^.\n]{{0,40}}?(?:{_EVENT_NAME})"),
     back)
    for anchor, back in _ANCHORS
)
_EQUAL = tuple(
    (re.compile(rf"(?:{anchor})\s?(?:\(\s?|인\s?)(20\d{{2}})\s?년?\s?\)?|(20\d{{2}})\s?년?인\s?(?:{anchor})"),
     back)
    for anchor, back in ((r"지난\s?해|작년", 1), (r"올해|금년|올", 0), (r"내년", -1))
)
_ORDINAL = re.compile(
    r"(20\d{2})년(?:부터|에)[^.\n]{0,60}(?:시작|출범|착수|도입|지정|추진)[^.\n]{0,40}?"
    r"(?:올해|금년)[^.\n]{0,20}?(\d{1,2})\s?(?:차\s?년도|년\s?차|년째)"
)
_LEAD = re.compile(
    r"(20\d{2})년\s?(\d{1,2})월\s?\d{1,2}일[^.\n]{0,150}(?:했다|혔다|렸다|한다|했으며|된다|됐다|였다)"
)

# A lead that tells a day with its weekday as past: its month is that of publication.
_TOLD_DAY = re.compile(
    _EMBARGO_DAY.pattern + r"[^.\n]{0,150}(?:했다|혔다|렸다|됐다|었다|았다|였다)(?:고|며|[. ]|$)"
)


def _series_month(line: str) -> str | None:
    """The day or month in the brackets of a series line (``제12호 (2010-02)``)."""
    inside = re.search(r"\(([^()]*)\)\s*$", line)
    return date_in(inside[1] + " ") if inside else None


def infer(paragraphs: Sequence[str]) -> str | None:
    """A year or a year and month that the text implies, or None: what it calls this year's or
    last year's and dates elsewhere; a lead that dates its news."""
    text = "\n".join(paragraphs)
    for rules in (_EQUAL, _NAMED):
        for pattern, back in rules:
            match = pattern.search(text)
            if match:
                year = int(next(group for group in match.groups() if group))
                return str(year + back)
    ordinal = _ORDINAL.search(text)
    if ordinal:
        return str(int(ordinal[1]) + int(ordinal[2]) - 1)
    lead = _LEAD.search("\n".join(paragraphs[:2]))
    if lead:
        return _edtf(lead[1], lead[2])
    for paragraph in paragraphs[:LEAD_PARAGRAPHS]:
        told = _TOLD_DAY.search(paragraph)
        if told and (day := _fitting(told, paragraphs)):
            return day[:7]
    return None


def publication(
    declared: str | None,
    labels: Sequence[str],
    near: Sequence[str],
    head: Sequence[str],
    foot: Sequence[str],
    title: str | None,
    series: str | None,
    paragraphs: Sequence[str],
) -> tuple[str | None, PublishedBasis]:
    """EDTF date and its basis, from the most to the least certain. ``near`` are the page's lines
    around the text, ``head`` and ``foot`` the text's own."""
    if declared and (found := day_in(declared)):
        return found, "metadata"
    if found := labelled_date(labels):
        return found, "metadata"
    if found := embargo_date(labels) or stamped_date(near):
        return found, "metadata"
    if found := standing_date(head) or placed_date(head) or issued_date(head):
        return found, "text"
    if found := dated(title or ""):
        return found, "text"
    if found := standing_date(foot):
        return found, "text"
    if series and (found := _series_month(series)):
        return found, "text"
    if found := weekday_date(labels, paragraphs) or infer(paragraphs):
        return found, "inferred"
    return None, "unknown"
