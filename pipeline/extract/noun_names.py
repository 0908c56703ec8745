"""Bodies, offices and estates that no lexicon holds, read from the noun part of an eojeol."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipeline.extract.name_patterns import (
    ANY_SUFFIX,
    GENERIC,
    LAST_LETTERS,
    NOUN_RULES,
    NounRule,
)
from pipeline.language.analysis import Analysis
from pipeline.language.kiwi import Morpheme
from pipeline.records import Mention

_NOUN = frozenset(("NNG", "NNP", "NNB", "NR", "XPN", "XSN", "XR", "SL", "SN", "SH"))
_COUNTRY = ("전국", "한국", "대한민국", "우리나라")  # 전국 산업단지 is no estate's name
_PROPER = ("ORG", "REGION", "COMPLEX")
_TITLES = "이사장|부사장|사장|부회장|회장|총장|학장|교수|대표|관계자|직원|임원|이사|간부|측|내|장"
_TITLE = re.compile(rf"(?:{_TITLES})+$")
_ENDS = LAST_LETTERS | {title[-1] for title in _TITLES.split("|")}
_PREFIX = re.compile("(?:대통령|국무총리|총리|정부|직속|산하|소속|신임|당시|현|전|구)*")
_WORDS = sorted(GENERIC, key=lambda w: (-len(w), w))
# 도 and 시 are generic alone: 스마트도시협회 is a name.
_GENERIC = re.compile(
    f"[{''.join(w for w in _WORDS if len(w) == 1)}]?"
    f"(?:{'|'.join(w for w in _WORDS if len(w) > 1)})+|{'|'.join(_WORDS)}"
)
_DEPARTMENT = re.compile(
    r"[가-힣·ㆍ]{2,14}(?:(?<!학)과|국|(?<!회의)(?<!접견)(?<!사무)(?<!실험)(?<!전시)(?<!교육)실|팀)"
)
_GOVERNOR = re.compile(r"(?:제주|경기|강원|충[북남]|전[북남]|경[북남])지사")
_INSTITUTE = re.compile(r"(?:평가원|진흥원|개발원|관리원|보증원|표준원)(?:장)?$")
_TWO_WORDS = 4  # syllables
_LEFT = 2  # syllables before a name that the analyser took for another word: 다+사랑협회


class _Run(NamedTuple):
    """The noun part of one eojeol."""

    start: int
    end: int
    proper: bool  # holds a proper noun
    known: bool  # holds a name of the lexicon


def noun_names(
    analysis: Analysis, lexical: Sequence[Mention], places: Collection[int] = ()
) -> Iterator[Mention]:
    """Names by their suffix; ``lexical`` are the lexicon's mentions, sorted by start.

    ``places`` are the starts of place names whatever follows them (합천 in 합천신소재산단, which
    Kiwi reads as one unknown noun).

    A branch that follows its body (산단공 광양출장소) is one name with the body's id.
    """
    bodies = {m.end: m for m in lexical if m.label == "ORG"}
    known = set(places) | {
        at
        for m in lexical
        if m.label in _PROPER and m.entity_id != "KR"
        for at in range(m.start, m.end)
    }
    for sentence in analysis.sentences:
        previous: _Run | None = None
        last: Mention | None = None
        for run in _runs(sentence.morphemes, known):
            beside = previous if previous and run.start - previous.end == 1 else None
            if beside and not analysis.text[beside.end].isspace():
                beside = None
            around = bodies
            if last is not None and beside is not None and last.end == beside.end:
                around = {**bodies, last.end: last}  # 한빛협회 광주지사
            mention = _named(analysis.text, run, beside, around)
            if mention is None and beside is not None:
                mention = _department(analysis.text, run, around.get(beside.end))
            if mention is not None:
                yield mention
                last = mention if mention.label == "ORG" else None
            previous = run


def _runs(morphemes: Sequence[Morpheme], known: set[int]) -> Iterator[_Run]:
    start = end = -1
    proper = holds = False
    for morpheme in morphemes:
        noun = morpheme.tag in _NOUN
        if noun and morpheme.start == end:
            end = morpheme.end
        else:
            if end > start:
                yield _Run(start, end, proper or holds, holds)
            start, end = (morpheme.start, morpheme.end) if noun else (-1, -1)
            proper = holds = False
        if noun:
            name = morpheme.tag == "NNP" and morpheme.end - morpheme.start > 1
            name = name and morpheme.form not in _COUNTRY
            proper = proper or name or morpheme.tag == "SL"
            holds = holds or morpheme.start in known
    if end > start:
        yield _Run(start, end, proper or holds, holds)


def _named(text: str, run: _Run, beside: _Run | None, bodies: dict[int, Mention]) -> Mention | None:
    if text[run.end - 1] not in _ENDS:
        return None
    surface = text[run.start : run.end]
    for core in dict.fromkeys((surface, surface.removesuffix("장"), _TITLE.sub("", surface))):
        if ANY_SUFFIX.search(core) is None:
            continue
        for rule in NOUN_RULES:
            match = rule.suffix.search(core)
            if match is None or _prefixed(text, run.start, bodies.get(run.start + len(core))):
                continue
            found = _fitted(text, run, beside, core[: match.start()], rule, bodies)
            if found is not None:
                start, body = found
                end = run.start + len(core)
                return Mention(
                    start=start,
                    end=end,
                    text=text[start:end],
                    label=rule.label,
                    entity_id=body.entity_id if body else None,
                    name=_canonical(text[start:end], body),
                    rule=rule.rule,
                )
    return None


def _department(text: str, run: _Run, body: Mention | None) -> Mention | None:
    """`지식경제부 지역경제과`: one name with the id of its body."""
    surface = text[run.start : run.end]
    if body is None or _DEPARTMENT.fullmatch(surface) is None:
        return None
    name = text[body.start : run.end]
    return Mention(
        start=body.start, end=run.end, text=name, label="ORG", entity_id=body.entity_id,
        name=_canonical(name, body), rule="org_department",
    )  # fmt: skip


def _word_start(text: str, start: int) -> int:
    """``start`` moved back to the start of its word, where little stands before it."""
    begin = start
    while begin > 0 and "가" <= text[begin - 1] <= "힣":
        begin -= 1
    return begin if start - begin <= _LEFT else start


def _prefixed(text: str, start: int, body: Mention | None) -> bool:
    """Whether the run is a lexicon body after no part of a name: 대통령직속지역발전위원회."""
    return body is not None and _PREFIX.fullmatch(text, start, body.start) is not None


def _fitted(
    text: str,
    run: _Run,
    beside: _Run | None,
    before: str,
    rule: NounRule,
    bodies: dict[int, Mention],
) -> tuple[int, Mention | None] | None:
    """Where the name starts and the body that it is a branch of; None if it is no name."""
    body = bodies.get(beside.end) if beside and rule.rule == "org_branch" else None
    if body is not None and (before or run.proper):
        return body.start, body
    if _GOVERNOR.fullmatch(text, run.start, run.end):
        return None  # 강원지사 with no body beside it heads the province
    generic = not before or _GENERIC.fullmatch(before) is not None
    if generic and len(before) >= _TWO_WORDS and _INSTITUTE.search(text, 0, run.end):
        generic = False  # 지역산업평가원: common words, but no institute of a kind
    if not generic and rule.before.match(before) and (run.proper or not rule.proper):
        return _word_start(text, run.start), None
    if beside is not None and not before and rule.suffix.search(text[beside.start : beside.end]):
        return None  # 강진군산림조합 조합(장)
    # 인천 상공회의소, 경기도 소상공인지원센터: the name stands in the eojeol before.
    near = beside is not None and (beside.known if rule.proper else beside.proper)
    agency = beside is not None and beside.end in bodies and len(before) > _LEFT
    if agency and not rule.proper and rule.before.match(before):
        return run.start, None  # 산업통상자원부 국가기술표준원: an agency with a name of its own
    if beside is not None and near and (generic or rule.proper):
        wider = text[beside.start : beside.end] + before
        if rule.before.match(wider):
            return beside.start, None
    return None


def _canonical(surface: str, body: Mention | None) -> str:
    if body is None:
        return surface
    return f"{body.name}{surface[body.end - body.start :]}"
