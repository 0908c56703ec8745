"""Features of a whole document: its words, its shape on the page, its way of ending sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.classify.features import _BULLET, _WORD_KINDS, Features
from pipeline.language.analysis import Analysis
from pipeline.language.kiwi import Morpheme
from pipeline.records import Metadata

_HEAD_MORPHEMES = 350
"""Morphemes read for words: kinds of text differ in their first page; more only costs time."""
_HEAD_SENTENCES = 40
_TAIL_SENTENCES = 3
_TAIL_CONTACT_CHARS = 250
_HEAD_CHARS, _TAIL_CHARS = 2_500, 500
"""Characters looked at for shape, at the head and at the end: in a long document everything
occurs somewhere, and the labelled ones are short."""

_COUNTED = frozenset(
    {"article", "question", "said", "so_called", "news_day", "study", "field", "survey", "gazette",
     "other_voices", "promotion", "cut_off"}
)

_STEPS = (0.02, 0.1, 0.25, 0.5, 0.75)

_BYLINE = re.compile(
    r"[가-힣]\s?(?:선임|수습|객원)?기자(?:\s|\]|>|\)|=|$)|[가-힣]\s?특파원|\[[^\]\n]{2,20}=[^\]\n]{2,15}\]",
    re.MULTILINE,
)
"""A reporter is named; the loader cuts most of these and says so in ``Metadata.author``."""

_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("article", re.compile(r"^[ \t]*제\s?\d+조(?:의\d+)?\s?\(", re.MULTILINE)),
    ("addenda", re.compile(r"^[ \t]*부\s*칙", re.MULTILINE)),
    ("paragraph_no", re.compile(r"^[ \t]*[①-⑳]", re.MULTILINE)),
    ("contents", re.compile(r"목\s{0,3}차|\bContents\b", re.IGNORECASE)),
    (
        "chapter",
        re.compile(r"^[ \t]*(?:제\s?\d+\s?[장절]|[ⅠⅡⅢⅣⅤⅥ]|I{1,3}[ \t]*$)", re.MULTILINE),
    ),
    ("caption", re.compile(r"[<〈\[【(]\s?(?:표|그림|참고|별첨|붙임|자료)\s?[\d:=.]?")),
    ("source_note", re.compile(r"^[ \t]*(?:자료|주|출처)\s?\d?\)?\s?[:：]", re.MULTILINE)),
    ("contact", re.compile(r"문의|담당자|담당부서|연락처|☎|배포\s?일시|보도\s?일시|☏")),
    (
        "release",
        re.compile(
            r"보\s?도\s?자\s?료|보도\s?(?:시점|일시|하여)|배포\s?(?:일시|일자|즉시|:)|조간|석간"
            r"|자료\s?제공|사진\s?설명|보도참고|설명자료"
        ),
    ),
    (
        "gazette",
        re.compile(
            r"(?:고시|공고|훈령|예규|법률|대통령령|조례|규칙)\s?제\s?\d[\d-]*\s?호|고시합니다"
            r"|일부\s?개정|전부\s?개정|입법\s?예고|행정\s?예고|의안\s?번호|시행령|동의안"
        ),
    ),
    (
        "call",
        re.compile(
            r"(?:모집|입찰|채용|공모|참가|지원)\s?(?:재)?공\s?고|입\s?찰\s?공\s?고|참가비|접수처|낙찰"
            r"|신청서|모집\s?(?:대상|인원|분야|규모)|제안\s?요청서|유의\s?사항"
        ),
    ),
    (
        "field",
        re.compile(
            r"^[ \t■□○•\-]*(?:행사명|일\s?시|기\s?간|장\s?소|주\s?최|주\s?관|후\s?원|슬로건|주\s?제"
            r"|관람|교통|언제|어디서|누가|프로그램|문의처?)(?:\s?[:：|]|\s|$)",
            re.MULTILINE,
        ),
    ),
    (
        "survey",
        re.compile(
            r"(?:조사|평가|연구|분석)\s?(?:의\s?)?(?:개요|목적|설계|방법|결과|대상)|표본|응답자|참고문헌"
            r"|잠정치|통계표?|실태|시사점|요\s?약"
        ),
    ),
    ("attached", re.compile(r"붙\s?임|별\s?첨|첨\s?부")),
    ("greeting", re.compile(r"존경하는|안녕하십니까|여러분")),
    ("thanks", re.compile(r"감사합니다|고맙습니다|감사드립니다|축하드립니다|기원합니다")),
    (
        "notice",
        re.compile(
            r"공\s?고\s?(?:제|합니다)|다음과 같이|신청\s?(?:자격|방법|기간|서류)"
            r"|접수\s?(?:기간|방법|처)|제출\s?서류"
        ),
    ),
    ("question", re.compile(r"^[ \t]*(?:Q\d*|문|질문)\s?[.:)\d]|[?？]\s*$", re.MULTILINE)),
    ("arrow", re.compile(r"→|⇒|➔|⇨|↔")),
    ("year_span", re.compile(r"['’‘]\d{2}\s?[~∼～]|20\d\d\s?[~∼～]\s?20\d\d")),
    ("deletion", re.compile(r"<삭제|<개정|<신설|「[^」]+」")),
    ("bills", re.compile(r"제안이유|대통령령으로\s정|다음과 같이 (?:개정|고시|제정)")),
    ("said", re.compile(r"(?:밝혔|말했|전했|강조했|설명했|내다봤|덧붙였|지적했|주장했|기대했)다")),
    ("so_called", re.compile(r"[”\"’']\s?(?:이?라?고|며|면서)\s")),
    ("news_day", re.compile(r"(?:^|\s|지난|오는)\s?\d{1,2}일\s?(?:오전|오후|[가-힣])")),
    ("according_to", re.compile(r"에 따르면|으로 (?:보인다|알려졌다|전해졌다|예상된다)")),
    ("asked_reader", re.compile(r"바랍니다|주십시오|주세요|주시기")),
    ("issuer", re.compile(r"\((?:장관|이사장|원장|도지사|시장|군수|구청장|위원장|회장|청장)\s")),
    ("study", re.compile(r"본 (?:연구|절|장|보고서)|시사점|분석\s?결과|조사\s?(?:결과|대상)")),
    ("form", re.compile(r"\[\s?[xX√]?\s?\]|\(서명|서명 또는 인|귀하")),
    ("broadcast", re.compile(r"\[?앵커|[<\[](?:리포트|인터뷰|기자)[>\]]|기자입니다|뉴스입니다")),
    ("opinion", re.compile(r"(?:^|\s)(?:나는|내가|필자는?|나로서는)\s")),
    (
        "tender",
        re.compile(
            r"품목번호|과업|제안서|주관연구|TRL|정부지원|응시자격|전형|제출처|접수처|접수번호"
        ),
    ),
    (
        "other_voices",  # an issuer lets nobody object to what it does
        re.compile(
            r"지적|비판|논란|우려|반발|걸림돌|목소리|하소연|입을 모|알려졌|모\s?씨"
            r"|\d{2}\)\s?씨|씨\(\d{2}|주민들은|업계|전문가|반면|하지만|그러나|한숨|볼멘|눈치"
        ),
    ),
    (
        "promotion",
        re.compile(
            r"할 계획이다|할 예정이다|될 것으로 기대|앞으로도|최선을 다|적극|힘쓰겠|돕겠|지원하겠"
            r"|만들겠|한편|바 있다|이번 |에 따라|위해"
        ),
    ),
    (
        "board",
        re.compile(
            r"검색\s?(?:폼|어|기간|범위|결과|조건)|통합검색|총 [\d,]+건|더보기|로그인|사이트맵"
            r"|조회\s?수?\s[\d|]|게시물|내려받기|많이 본"
        ),
    ),
    ("cut_off", re.compile(r"(?:\.\.\.|…|···)(?:\s|$)")),
    ("rights", re.compile(r"무단\s?전재|저작권자|송고|재배포|\(끝\)|관련기사")),
)

_OPENING_CHARS = 220
"""Characters in which a text says what it is: a release at once, a report that quotes one later."""
_OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "release",
        re.compile(
            r"보\s?도\s?(?:참고\s?|설명\s?)?자\s?료|보도(?:시점|일시|\s?하여|\s?해)|해\s?명\s?자\s?료"
            r"|배포\s?(?:일시|일자|일|즉시|:)|취급하여|설명\s?자료|참고\s?자료|뉴스와이어"
        ),
    ),
    (
        "dateline",
        re.compile(r"\([가-힣]{2,6}\s?=\s?[가-힣]{2,8}\)|\[[^\]\n]{2,20}=[^\]\n]{2,15}\]"),
    ),
    (
        "gazette",
        re.compile(
            r"(?:고시|공고|훈령|예규|법률|대통령령|부령|조례|규칙|지침)\s?제\s?[\d○-]*\s?호|의안\s?번호"
            r"|일부\s?개정|전부\s?개정|입법\s?예고|행정\s?예고"
        ),
    ),
    ("greeting", re.compile(r"존경하는|사랑하는|여러분|안녕하(?:십니까|세요)|반갑습니다")),
    ("board", re.compile(r"^홈\s?>|전체\s?\d[\d,]*건|번호\s+제목|로그인|사이트맵|검색어")),
    (
        "call",
        re.compile(
            r"(?:모집|입찰|채용|공모|선정계획|지원사업)[^\n]{0,8}공\s?고|제\s?안\s?요\s?청\s?서"
            r"|신청서|서식\]|안내$",
            re.MULTILINE,
        ),
    ),
)
_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("plan", re.compile(r"계획|방안|대책|전략|로드맵|추진방향|비전|구상")),
    ("report", re.compile(r"보고서?|연구|동향|통계|조사|분석|실태|평가|현황|연차|백서|브리프")),
    ("speech", re.compile(r"사$|연설|담화|말씀|모두발언|브리핑")),
    ("law", re.compile(r"고시|법률?안?$|시행령|시행규칙|조례|지침|규정|개정|예고")),
    ("call", re.compile(r"공고|모집|안내|공모전|신청서|요청서")),
    (
        "column",
        re.compile(r"사설|칼럼|기고|시론|기자수첩|오피니언|데스크|인터뷰|르포|단신|포커스|뉴스분석"),
    ),
)
_TAIL_CONTACT = re.compile(r"\d{2,3}-\d{3,4}-\d{4}|☎|문의|담당")
_TO_HEARERS = re.compile(r"겠습니다|드립니다|드리겠|십시오|합시다|저는|제가|저희")
"""Words of somebody who speaks to hearers: broadcast news is as polite, but speaks of others."""

# How a sentence ends: the clearest difference between a release, a plan and a speech.
_FINAL_CLASSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("polite", ("습니다", "ᆸ니다", "습니까", "ᆸ니까", "ᆸ시다", "어요", "에요", "세요", "십시오")),
    ("plain", ("다", "ᆫ다", "는다")),
    ("nominal", ("음", "ᆷ", "기")),
)


def _steps(name: str, share: float, marks: list[str]) -> None:
    """A share as a thermometer of marks, so that a linear model can bend."""
    marks.extend([f"{name}>{step}" for step in _STEPS if share > step])


def _final_class(morphemes: Iterable[Morpheme]) -> str:
    for _, _, form, tag in reversed(tuple(morphemes)):
        if tag in ("EF", "ETN", "EC"):
            for name, forms in _FINAL_CLASSES:
                if form.endswith(forms) if name != "plain" else form in forms:
                    return name
            return "other"
        if tag[0] in "NX":
            return "noun"
        if tag[0] not in "SJW":
            return "other"
    return "none"


def _words(analysis: Analysis, title: str | None) -> list[str]:
    words: list[str] = []
    budget = _HEAD_MORPHEMES
    for sentence in analysis.sentences:
        if budget <= 0:
            break
        previous = ""
        for _, _, form, tag in sentence.morphemes[:budget]:
            kind = _WORD_KINDS.get(tag[:3])
            if kind:
                words.append(form + kind)
                if previous:
                    words.append(previous + "_" + form)
                previous = form
            elif tag in ("NP", "EF", "JKO", "JKS", "EC", "XSN", "IC", "EP"):
                words.append(form + tag)
        budget -= len(sentence.morphemes)
    for sentence in analysis.sentences[-_TAIL_SENTENCES:]:
        words.extend(["tail:" + m.form for m in sentence.morphemes[-12:] if m.tag[0] in "NVE"])
    squeezed = (title or "").replace(" ", "")
    words.extend(["title:" + squeezed[n : n + 2] for n in range(len(squeezed) - 1)])
    return words


def _window(text: str) -> str:
    """The text without its middle."""
    if len(text) <= _HEAD_CHARS + _TAIL_CHARS:
        return text
    return text[:_HEAD_CHARS] + "\n" + text[-_TAIL_CHARS:]


def _shape(analysis: Analysis, marks: list[str]) -> None:
    text = _window(analysis.text)
    for name, pattern in _SHAPES:
        found = len(pattern.findall(text)) if name in _COUNTED else bool(
            pattern.search(text)
        )
        if found:
            marks.append(name)
        if found > 2:
            marks.append(name + ">2")
    lines = [line for line in text.split("\n") if line.strip()]
    total = max(len(lines), 1)
    _steps("bullets", sum(1 for line in lines if _BULLET.match(line)) / total, marks)
    _steps("short_lines", sum(1 for line in lines if len(line.strip()) < 25) / total, marks)
    _steps("long_lines", sum(1 for line in lines if len(line) > 110) / total, marks)
    _steps("stops", sum(1 for line in lines if line.rstrip()[-1:] in ".。") / total, marks)
    letters = max(len(text), 1)
    _steps("digits", 4 * sum(map(text.count, "0123456789")) / letters, marks)
    _steps("quotes", 40 * sum(map(text.count, "“”\"")) / letters, marks)
    _steps("bars", 40 * (text.count("|") + text.count("\t")) / letters, marks)
    if text.count("\n") < 4:
        marks.append("few_lines")
    opening = text[:_OPENING_CHARS]
    marks.extend(["opening:" + name for name, pattern in _OPENINGS if pattern.search(opening)])
    if _TAIL_CONTACT.search(text[-_TAIL_CONTACT_CHARS:]):
        marks.append("tail_contact")
    spoken = len(_TO_HEARERS.findall(text)) / max(len(analysis.sentences), 1)
    _steps("to_hearers", spoken, marks)


def document_features(analysis: Analysis, metadata: Metadata | None = None) -> Features:
    """Features of a cleaned document; ``metadata`` adds whether author and source are known."""
    marks: list[str] = []
    _shape(analysis, marks)
    finals = Counter(_final_class(s.morphemes[-6:]) for s in analysis.sentences[:_HEAD_SENTENCES])
    total = max(sum(finals.values()), 1)
    for name in ("polite", "plain", "nominal", "noun"):
        _steps(name, finals[name] / total, marks)
    title = (metadata.title if metadata else None) or analysis.title
    marks.extend(["title:" + name for name, pattern in _TITLES if title and pattern.search(title)])
    author = metadata.author if metadata else None
    if author or _BYLINE.search(_window(analysis.text)):
        # A report has an author too, but quotes nobody: what a linear model cannot combine.
        marks.extend(["byline"] + ["byline+said"] * ("said" in marks or "so_called" in marks))
    if metadata is not None:
        marks.extend([name for name in ("subtitle", "source") if getattr(metadata, name)])
    return Features(_words(analysis, title), marks)
