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
_HEAD_CHARS, _TAIL_CHARS = 2_500, 500
"""Characters looked at for shape, at the head and at the end: in a long document everything
occurs somewhere, and the labelled ones are short."""

_COUNTED = frozenset(
    {"article", "question", "said", "so_called", "news_day", "study", "field", "survey", "gazette"}
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
)

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


def document_features(analysis: Analysis, metadata: Metadata | None = None) -> Features:
    """Features of a cleaned document; ``metadata`` adds whether author and source are known."""
    marks: list[str] = []
    _shape(analysis, marks)
    finals = Counter(_final_class(s.morphemes[-6:]) for s in analysis.sentences[:_HEAD_SENTENCES])
    total = max(sum(finals.values()), 1)
    for name in ("polite", "plain", "nominal", "noun"):
        _steps(name, finals[name] / total, marks)
    title = (metadata.title if metadata else None) or analysis.title
    author = metadata.author if metadata else None
    if author or _BYLINE.search(_window(analysis.text)):
        # A report has an author too, but quotes nobody: what a linear model cannot combine.
        marks.extend(["byline"] + ["byline+said"] * ("said" in marks or "so_called" in marks))
    if metadata is not None:
        marks.extend([name for name in ("subtitle", "source") if getattr(metadata, name)])
    return Features(_words(analysis, title), marks)
