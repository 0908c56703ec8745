"""The surface forms of Korean date expressions: words of time and regular expressions.

Every pattern is tried at a position where ``TRIGGER`` found something; the first that matches
and whose reader accepts it wins. Gaps are spaces within a line, at most two.
"""

from __future__ import annotations

import re

from pipeline.grammar.calendar_moments import HOLIDAY_NAMES

S = r"[ \t\u00a0]{0,2}"
QUOTE = r"['’‘`´′ʼ＇]"
Y4 = r"(?:1[89]|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
WEEKDAYS = "월화수목금토일"

# What may follow a bare word of time so that it is not the beginning of another word.
_END = (
    r"(?=$|[^가-힣]|(?:부터|까지|이후|이전|이래|기준|현재|대비)|(?:경|께|쯤|무렵|즈음|에|에는"
    r"|에도|에만|에서|에나|의|보다"
    r"|보다는|은|는|이|가|을|를|도|로|으로|과|와|중|엔|인|이나|이면|이자|이며|처럼|들어|만|이라도|라도)(?![가-힣]))"
)

_QUARTER = (
    r"(?:[1-4](?:" + S + r"[/·.]" + S + r"4|사)?" + S + r"|[일이삼사]" + r"[·/]?사?)분기"
    r"(?!" + S + r"(?:연속|만에|별))"
)

PART = (
    r"(?P<part>(?:[초상]"
    + S
    + r"[·,~∼]"
    + S
    + r"중순|중"
    + S
    + r"[·,~∼]"
    + S
    + r"하순|초순|상순|중순|하순|초반|중반|후반|연초|연말|연내|월초|월말|초|말|봄|여름"
    r"|가을|겨울)" + _END + r"|상반기|하반기|" + _QUARTER + r")"
)

PART_AHEAD = r"[초말중하상]"

YEAR_WORDS: dict[str, tuple[str, int]] = {
    "지지난해": ("published", -2), "지난해": ("published", -1), "작년": ("published", -1),
    "재작년": ("published", -2), "올해": ("published", 0), "금년": ("published", 0),
    "올한해": ("published", 0), "지난한해": ("published", -1),
    "올": ("published", 0), "이번해": ("published", 0), "이번년도": ("published", 0),
    "다음년도": ("published", 1), "내년": ("published", 1), "명년": ("published", 1),
    "내후년": ("published", 2), "같은해": ("discourse", 0), "동년": ("discourse", 0),
    "그해": ("discourse", 0), "당해연도": ("discourse", 0), "이듬해": ("discourse", 1),
    "그다음해": ("discourse", 1), "다음해": ("discourse", 1), "익년": ("discourse", 1),
    "전년": ("discourse", -1), "전전년": ("discourse", -2),
}  # fmt: skip
MONTH_WORDS: dict[str, tuple[str, int]] = {
    "지지난달": ("published", -2), "지난달": ("published", -1), "저번달": ("published", -1),
    "요번달": ("published", 0), "담달": ("published", 1), "이달": ("published", 0),
    "이번달": ("published", 0), "금월": ("published", 0), "다음달": ("published", 1),
    "내달": ("published", 1), "전월": ("discourse", -1), "당월": ("discourse", 0),
    "같은달": ("discourse", 0), "동월": ("discourse", 0), "그달": ("discourse", 0),
    "그다음달": ("discourse", 1), "익월": ("discourse", 1),
}  # fmt: skip
DAY_WORDS: dict[str, tuple[str, int]] = {
    "오늘": ("published", 0), "금일": ("published", 0), "어제": ("published", -1),
    "작일": ("published", -1), "어젯밤": ("published", -1), "그제": ("published", -2),
    "그저께": ("published", -2), "엊그제": ("published", -2), "내일": ("published", 1),
    "명일": ("published", 1), "모레": ("published", 2), "내일모레": ("published", 2),
    "글피": ("published", 3),
    "이날": ("discourse", 0), "당일": ("discourse", 0), "같은날": ("discourse", 0),
    "그날": ("discourse", 0), "동일": ("discourse", 0), "다음날": ("discourse", 1),
    "전일": ("discourse", -1), "이튿날": ("discourse", 1), "익일": ("discourse", 1),
    "전날": ("discourse", -1),
}  # fmt: skip
WEEK_WORDS = {
    "지지난주": -2, "지난주": -1, "이번주": 0, "금주": 0, "다음주": 1, "내주": 1, "다다음주": 2,
    "저번주": -1, "차주": 1, "오는주": 1, "요번주": 0, "담주": 1,
}  # fmt: skip
LEANS = {"지난": -1, "저번": -1, "오는": 1, "다가오는": 1, "돌아오는": 1, "다음": 1, "이번": 0}

CODES = {
    "상반기": 40, "하반기": 41, "上": 40, "下": 41, "上반기": 40, "下반기": 41,
    "봄": 21, "여름": 22, "가을": 23, "겨울": 24,
}  # fmt: skip
YEAR_PARTS = {"연초": "년초", "연말": "년말", "연내": "년내"}


def _spaced(words: object) -> str:
    """Alternatives, longest first; 지난해 is also written 지난 해, 같은 해 also 같은해."""
    listed = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    out = []
    for word in listed:
        spaced = re.sub(r"(?<=[가-힣])(?=(?:해|달|날|주|연도|(?<=[번음])년도)$)", " ?", word)
        spaced = re.sub(r"^내일모레", "내일 ?모레", spaced)
        out.append(re.sub(r"^그다음", "그 ?다음", spaced).replace("한 ?해", " ?한 ?해"))
    return "|".join(out)


# 2010년도 예산, 2010년도에는; 2010년 도시 has another 도.
_DO = r"(?:도(?=$|[^가-힣]|에|의|는|를|와|보다|부터|까지|말|상반기|하반기|예산|본예산))"
_YW = (
    r"(?P<yw>"
    + _spaced([w for w in YEAR_WORDS if w != "올"])
    + r")(?:(?<=년)도(?![가-힣]{2}))?(?<!동년(?=배))(?<!그해(?=[가-힣]{2}))"
    r"(?<!이번해(?=[가-힣]{2}))(?<!이번 해(?=[가-힣]{2}))"
)
_YEAR = (
    r"(?:(?P<y4>" + Y4 + r")" + S + r"(?:년(?!대(?!비)|간|생)|회계연도|학년도|年)" + _DO + r"?"
    r"|(?P<q>"
    + QUOTE
    + S
    + r")(?P<yq>\d\d)(?:"
    + S
    + r"년(?!대(?!비)|간)"
    + _DO
    + r"?|(?="
    + S
    + r"(?:상반기|하반기|말|초|"
    + _QUARTER
    + r")))"
    r"|(?P<y2>\d\d)" + S + r"년(?!대(?!비)|간|째|차|생|만)(?P<do>" + _DO + r")?"
    r"|"
    + _YW
    + r"|(?P<ol>올)(?="
    + S
    + r"(?:\d|들어|상반기|하반기|초|말|연말|연초|봄|여름|가을|겨울)))"
)
_LISTED = r"(?:\d{1,2}" + S + r"[·,]" + S + r"){0,6}"
_TILDE = S + r"[~∼～〜·,\-–]" + S + _LISTED
_MONTH = (
    r"(?:(?P<m>"
    + _M
    + r")(?:"
    + S
    + r"월(?!"
    + S
    + r"결산)(?!호|령|유신|항쟁|단체|혁명|정신|문학)|(?="
    + _TILDE
    + r"\d{1,2}"
    + S
    + r"월))"
    r"|(?P<mw>" + _spaced(MONTH_WORDS) + r")(?=" + PART_AHEAD + r"|" + _END[3:] + r")"
)
_SPELL = r"간(?=$|[^가-힣]|의|에|은|이|을|으로|격|씩)"
# Lengths of time, rates and ordinals are not days.
_NOT_LENGTH = (
    r"(?!"
    + S
    + r"(?:"
    + _SPELL
    + r"|이내|동안|째|만에|만인|이상|이하|미만|연속|정도|가량|당(?![가-힣]진)|안에|앞으로|씩"
    r"|치(?![러뤄])|장(?=$|[^가-힣]|[과에이을은의](?![가-힣]))"
    r"|전(?=$|[^가-힣]|까지|에|부터|의)|뒤(?=$|[^가-힣]|에|인|면)|후(?=$|[^가-힣]|에|부터|까지|면)"
    r"|여\b))(?!차)"
)
_DAY = (
    r"(?P<d>"
    + _D
    + r")(?:(?="
    + _TILDE
    + r"\d{1,2}"
    + S
    + r"일(?!간|차))|"
    + S
    + r"일(?![가-힣]*[0-9]?차 )(?!대(?:$|[^가-힣]|[에는의를가로와]))"
    + _NOT_LENGTH
    + r")"
)

WORDED = re.compile(
    r"(?P<lean>(?:지난|오는|다가오는|돌아오는|이번)"
    + S
    + r"(?=[\d"
    + QUOTE[1:-1]
    + r"상하연봄여가겨]))?"
    r"(?:" + _YEAR + S + r")?(?:" + _MONTH + S + r")?(?:" + _DAY + S + r"|" + PART + r")?"
)

# 차주 is also a borrower: the week after only where a time is told.
WEEK = re.compile(
    r"(?P<week>"
    + _spaced(w for w in WEEK_WORDS if w != "차주")
    + r"|차주(?="
    + S
    + r"(?:$|[초중말](?![가-힣])|초에|중에|에(?![가-힣])|["
    + WEEKDAYS
    + r"]요일|월요|까지|부터|안에|중으로))"
    + r")(?:(?:의(?=\s))?(?:"
    + S
    + r"(?P<wd>["
    + WEEKDAYS
    + r"])요일|"
    + S
    + r"(?P<weekend>주말)))?(?![가-힣]년)"
    + _END
)
WEEKDAY = re.compile(
    r"(?P<lean>지난|저번|오는|다가오는|돌아오는|다음|이번)"
    + S
    + r"(?:(?P<wd>["
    + WEEKDAYS
    + r"])요일|(?P<weekend>주말))"
    + _END
    + r"|(?P<bare>["
    + WEEKDAYS
    + r"])요일"
    + _END
    + r"|(?P<coming>주말)(?="
    + S
    + r"(?:까지|부터))"
)
DAY_WORD = re.compile(
    r"(?P<dw>" + _spaced(DAY_WORDS) + r")(?:밤|저녁|아침|오전|오후|점심|낮|새벽)?" + _END
)
HOLIDAY = re.compile(
    r"(?:(?P<lean>지난|오는|다가오는|이번|올해?|지난해|작년|내년|금년|(?P<y4>"
    + Y4
    + r")년)"
    + S
    + r")?"
    r"(?P<name>"
    + "|".join(n for n in HOLIDAY_NAMES if n != "설")
    + r"|(?(lean)설(?=$|[^가-힣]|에(?![가-힣])|부터|까지|전까지)|(?!))|설(?="
    + S
    + r"(?:연휴|명절|대목|이후|까지|[을과](?![가-힣])|[·,전]))|(?<=[지올]난 )설|(?<=올 )설)(?:"
    + S
    + r"(?:연휴|명절))?"
    + _END
    + r"(?:(?(lean)|(?!))|(?<=설)|(?<=설날)|(?<=추석)|(?<=한가위)|(?<=연휴)|(?<=명절)"
    r"|(?=$|에|부터|까지|이후"
    r"|이전|인|[),~∼(·]|[을를]" + S + r"(?:맞|앞두|기해|전후)"
    r"|" + S + r"(?:당일|이전|이후|전후|전날|다음" + S + r"날|이튿날)))"
)
SET = re.compile(
    r"(?:매년|매해|격년|격월|격주|해마다|매월|매달|매주|매일|매"
    + S
    + r"(?:분기|반기)(?:마다)?)"
    + _END
    + r"(?:"
    + S
    + r"(?:(?:["
    + WEEKDAYS
    + r"][·,~∼]){1,4}["
    + WEEKDAYS
    + r"]요일|\d{1,2}월(?:"
    + S
    + r"\d{1,2}일|"
    + S
    + r"(?:초|말|중순))?|\d{1,2}일|["
    + WEEKDAYS
    + r"]요일|초|말|(?:[첫두세네]"
    + S
    + r"번째|[첫둘셋넷]째?|다섯째|마지막)(?:"
    + S
    + r"주)?(?:"
    + S
    + r"(?:["
    + WEEKDAYS
    + r"]요일|주말|날))?)(?=$|[^가-힣]|에|마다|부터|까지|은|는))*"
)
DECADE = re.compile(
    r"(?:(?P<y4>(?:1[89]|20)\d)0|"
    + QUOTE
    + r"?(?P<y2>[3-9])0)(?:년대|(?="
    + S
    + r"[~∼～〜·,\-–]"
    + S
    + QUOTE
    + r"?\d0년대))(?:"
    + S
    + r"(?P<part>초반|중반|후반|초|말)"
    + _END
    + r")?"
)
FISCAL = re.compile(r"FY" + S + QUOTE + r"?(?P<y>" + Y4 + r"|\d\d)(?!\d)")

# Year, month and day in figures. A trailing dot is part of the official notation 2009. 11. 13.
FULL = re.compile(
    r"(?P<lean>지난|오는)?" + S + r"(?:(?P<y>" + Y4 + r")|(?P<q>" + QUOTE + S + r")?(?P<y2>\d\d))"
    r"(?P<sep>"
    + S
    + r"\."
    + S
    + r"|[-/‧·])(?P<m>"
    + _M
    + r")(?:(?P=sep)|"
    + S
    + r"\."
    + S
    + r")(?P<d>"
    + _D
    + r")(?!\d|\.\d|,\d|%)(?P<dot>\.|"
    + S
    + r"일(?![가-힣]{2}))?"
)
YEAR_MONTH = re.compile(
    r"(?:(?P<y>"
    + Y4
    + r")|(?P<q>"
    + QUOTE
    + S
    + r")(?P<y2>\d\d)|(?P<y0>[0-3]\d)(?=\."
    + S
    + r"\d{1,2}(?:[~∼～-]\d{1,2})?"
    + S
    + r"월))(?:"
    + S
    + r"년)?"
    + S
    + r"[.\-/]"
    + S
    + r"(?P<m>"
    + _M
    + r")(?!\d|[.,]\d|\s?%)(?:(?P<won>"
    + S
    + r"월)"
    + S
    + r"(?:(?P<d>"
    + _D
    + r")"
    + S
    + r"일"
    + r")?"
    + r"(?:"
    + PART
    + r")?|(?P<dot>\.(?!\d)))?"
)
YEAR_QUARTER = re.compile(
    r"(?:(?P<y>"
    + Y4
    + r")|(?P<q>"
    + QUOTE
    + S
    + r")(?P<y2>\d\d))"
    + S
    + r"\.?"
    + S
    + r"(?P<part>"
    + _QUARTER
    + r"|상반기|하반기|[上下](?:반기)?|[1-4]Q(?![0-9A-Za-z]))"
)
COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
MONTH_DAY = re.compile(
    r"(?P<lean>지난|오는|올해|금년|올|내년|작년|지난해)?"
    + S
    + r"(?P<m>"
    + _M
    + r")(?P<sep>\."
    + S
    + r"|/)(?P<d>"
    + _D
    + r")(?!\d|\.\d|,\d)(?P<dot>\.|"
    + S
    + r"일(?=$|[^가-힣]|에|자|부터|까지|오전|오후))?"
)
BARE_YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)(?!\d)|(?P<q>" + QUOTE + S + r")(?P<y2>\d\d)(?!\d)")
BARE_YEAR_NEXT = re.compile(
    S
    + r"(?:[)\]〕,~∼～〜→:;/]|[-–]"
    + S
    + Y4
    + r"|$|년|(?:말|초|대비|기준|현재|이후|이전|부터|까지|상반기|하반기)(?![가-힣]))"
)
QUOTED_YEAR_NEXT = re.compile(
    S + r"(?:[)\]〕,~∼～〜→:;/(-]|$|년|(?:말|초|대비|기준|현재|이후|이전|부터|까지|중|예정|예산"
    r"|실적|목표|계획)(?![가-힣]))"
)
LEFT_OF_RANGE = re.compile(
    r"(?P<lean>(?:지난|오는)"
    + S
    + r")?(?P<q>"
    + QUOTE
    + S
    + r")?(?P<n>\d{4}|\d{1,2})(?:"
    + S
    + r"\(["
    + WEEKDAYS
    + r"]\))?"
    + S
    + r"[~∼～〜·,\-–]"
    + S
    + _LISTED
    + QUOTE
    + r"?(?P<r>\d{1,4})"
    + S
    + r"(?P<unit>년|월|일)(?!"
    + S
    + r"(?:"
    + _SPELL
    + r"|이내|동안|정도|가량|이상|차|만에|전(?=$|[^가-힣]|까지|에|부터)|후(?=$|[^가-힣]|에)"
    r"|뒤|소요|씩|걸|연속|대(?=$|[^가-힣]|에|의)|혹은|길어)|도)"
)

# 3~4분기; 3·4분기 is another way to write the third of four.
LEFT_OF_QUARTERS = re.compile(
    r"(?:(?P<y>" + Y4 + r")년" + S + r")?(?P<n>[1-4])(?:" + S + r"분기)?"
    r"(?=" + S + r"[~∼～〜-]" + S + r"[2-4]" + S + r"분기)"
)  # fmt: skip

TRIGGER = re.compile(
    r"(?<![0-9A-Za-z])(?:" + QUOTE + r"[ \t]?(?=\d\d(?!\d)))?\d+"
    r"|(?<![가-힣0-9])(?:지난|오는|다가오는|돌아오는|올|작년|재작년|지지난|금년|금월|금주|내년"
    r"|내달|내주|내후년|명년"
    r"|같은|동년|동월|그|이듬해|다음|다다음|전년|전전년|전월|전해|당해연도|익년|익월|당월|이번"
    r"|저번|요번|담[주달]|직전|[당전] ?분기|[일이삼사][·/]?사?분기|차주|새해 ?첫|어젯밤|이 ?달"
    r"|상반기|하반기"
    r"|연[초말내]|월[초말]|오늘|어제|그제|그저께|엊그제|내일|모레|글피|이 ?날|당일|이튿날|전날|전일"
    r"|금일|명일|작일|익일|주말"
    r"|["
    + WEEKDAYS
    + r"]요일|매|격[년월주]|해마다|앞으로|향후|지금부터|FY|"
    + "|".join(HOLIDAY_NAMES)
    + r")"
)
