"""Events told in sentences: a date and the predicate it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from pipeline.extract.context import Context
from pipeline.extract.events.draft import Draft
from pipeline.extract.events.predicates import Modality, Predicate, Tense
from pipeline.extract.events.title import headline
from pipeline.extract.events.triggers import Triggers
from pipeline.language.analysis import Sentence
from pipeline.records import DateExpression

# The date says when a figure holds, not when something happened.
_MEASURES = re.compile(
    r"\s*(?:말|초)?\s*(?:을|를)?\s*"
    r"(?:대비|기준|현재|당시|수준|에\s*비해|보다|같은\s*기간|동기|동월|동분기|에\s*이어|\([^)]{1,20}\)\s*(?:대비|보다))"
)
_CLOCK = re.compile(
    r"(?:오전|오후|낮|밤|저녁)\s*\d{1,2}\s*(?:시|:\s*\d\d)|\b\d{1,2}시\s*(?:\d{1,2}분)?\s*(?:부터|에)"
)
_QUOTE_OPEN, _QUOTE_CLOSE = "“", "”"
_BRACKETED_YEAR = re.compile(r"[(（]\s*$")
_TOPIC = re.compile(r"[가-힣A-Za-z)’”'」](?:은|는|이|가|에서는|측은)[\s,]")
_start = attrgetter("start")

MAX_EVENTS_A_SENTENCE = 3
"""Dates in one sentence beyond this are a list of figures, not of happenings."""


def is_prose(sentence: Sentence) -> bool:
    """Whether a sentence closes with a finite ending; without one it is a line of an outline."""
    return any(m.tag == "EF" or m.tag == "ETN" for m in sentence.morphemes[-6:])


def event_dates(context: Context, start: int, end: int) -> list[DateExpression]:
    """The dates in ``[start, end)`` at which something can happen."""
    text = context.analysis.text
    first = bisect_left(context.dates, start, key=_start)
    last = bisect_left(context.dates, end, first, key=_start)
    if first == last:
        return []
    dates = [
        d
        for d in context.dates[first:last]
        if d.type != "set"
        and not _MEASURES.match(text, d.end)
        and not any(m.start <= d.start and d.end <= m.end for m in context.mentions)
        and not _in_name(text, d)
    ]
    measured = {d.start for d in dates if _before_figure(context, d)}
    # Two dates with a figure right behind each make a series, not two happenings.
    return [
        d
        for d in dates
        if d.start not in measured
        or (len(measured) == 1 and not _before_figure(context, d, change_only=True))
    ]


def _in_name(text: str, date: DateExpression) -> bool:
    """Whether the date opens a name in corner brackets: 「’25년 지원사업 설명회」."""
    return text[date.start - 1 : date.start] in ("「", "『") and "」" not in date.text


def _before_figure(context: Context, date: DateExpression, change_only: bool = False) -> bool:
    """Whether a figure stands right behind ``date`` (``2004년 1억원에서``), no particle between."""
    text = context.analysis.text
    first = bisect_left(context.figures, date.end, key=_start)
    last = bisect_left(context.figures, date.end + 13, first, key=_start)
    return any(
        not text[date.end : figure.start].strip(" 약총(")
        and (not change_only or figure.change_side in ("from", "to"))
        for figure in context.figures[first:last]
    )


def quoted(text: str, sentence: Sentence, offset: int) -> bool:
    """Whether ``offset`` lies inside direct speech that opened in this sentence."""
    before = text[sentence.start : offset]
    return before.count(_QUOTE_OPEN) > before.count(_QUOTE_CLOSE)


def from_sentence(
    context: Context,
    sentence: Sentence,
    predicates: Sequence[Predicate],
    triggers: Triggers,
    discourse: DateExpression | None,
    lead: bool,
) -> Iterator[Draft]:
    """Drafts for every date of the sentence, or for the publication day where none is named."""
    text = context.analysis.text
    spoken = [p for p in predicates if quoted(text, sentence, p.start)]
    outside = [p for p in predicates if p not in spoken]
    if not outside:
        return
    dates = event_dates(context, sentence.start, sentence.end)
    taken: set[tuple[int, str | None]] = set()
    found: list[tuple[DateExpression, Predicate, str, list[Predicate]]] = []
    for date in dates[:MAX_EVENTS_A_SENTENCE]:
        if _in_figure_bracket(text, date):
            continue
        # What somebody says of a day goes with the verbs of the speech, not with 밝혔다.
        near = spoken if quoted(text, sentence, date.start) else outside
        for predicate, rule in (
            (governor(text, date, near, triggers, dates), "dated"),
            (_leading_to(text, date, near, triggers), "dated_before"),
        ):
            if predicate is None or (predicate.start, date.edtf) in taken:
                continue
            taken.add((predicate.start, date.edtf))
            found.append((date, predicate, rule, near))
    for date, deed, rule, near in found:
        others = [other for other, also, *_ in found if also is deed and other is not date]
        if not any(_bounds(date, other) for other in others):
            yield _draft(context, sentence, deed, near, date, triggers, rule)
    # A date that measures or repeats (2008년 말 기준, 매년) says that this is no news of today.
    if any(sentence.start <= d.start < sentence.end for d in context.dates):
        return
    main = _main(outside)
    category = triggers.suggest(main.stem)
    if category is None or _attendance(text, sentence, main):
        return
    if _CLOCK.search(text, sentence.start, sentence.end):
        yield _draft(context, sentence, main, outside, discourse, triggers, "clock")
    elif lead or _is_news_of_the_day(main, category):
        yield _draft(context, sentence, main, outside, None, triggers, "told")


def _bounds(date: DateExpression, other: DateExpression) -> bool:
    """Whether ``date`` says of the deed at ``other`` but how long: its end, its plan's years."""
    if date.edtf is None or other.edtf is None:
        return False
    until = date.edtf.startswith("../") and other.edtf.endswith("/..")
    return until or (bool(_YEARS.fullmatch(date.edtf)) and bool(_DATED.fullmatch(other.edtf)))


_YEARS = re.compile(r"\d{4}/\d{4}")
_DATED = re.compile(r"(?:\.\./)?\d{4}-\d\d(?:-\d\d)?")
# 행사에는 … 400여명이 참석했다: who came to what another sentence tells.
_CAME = re.compile(
    r"(?:이날\s*)?(?:행사|회의|기념식|[가-힣]{1,4}식|[가-힣]{1,4}회)에는?\s|이\s?자리에는\s"
)


def _attendance(text: str, sentence: Sentence, main: Predicate) -> bool:
    came = main.stem in ("참석", "참가", "참여", "함께", "모이")
    return came and _CAME.match(text, sentence.start) is not None


# Deeds that an article tells in the past tense as the news of its day, without naming the day.
_PERFORMED = frozenset({"plan", "legislation", "designation", "organization", "agreement", "event"})
_SPEECH = frozenset({"밝히", "말하", "강조", "설명", "당부", "전하", "덧붙이", "내다보", "진행"})


def _is_news_of_the_day(main: Predicate, category: str) -> bool:
    return (
        category in _PERFORMED
        and main.tense == "past"
        and main.modality is None
        and main.stem not in _SPEECH
    )


def _leading_to(
    text: str, date: DateExpression, predicates: Sequence[Predicate], triggers: Triggers
) -> Predicate | None:
    """The deed that names its own date: 시행령 개정이 *완료되는 9월*."""
    for predicate in predicates:
        if (
            predicate.form == "adnominal"
            and predicate.end <= date.start
            and not text[predicate.end : date.start].strip()
            and triggers.suggest(predicate.stem)
        ):
            return predicate
    return None


def _in_figure_bracket(text: str, date: DateExpression) -> bool:
    """``수출('05) 300억불``: a date alone in brackets inside prose dates the figure beside it."""
    return bool(
        _BRACKETED_YEAR.search(text, max(0, date.start - 3), date.start)
        and text[date.end : date.end + 1] in ")）"
    )


def governor(
    text: str,
    date: DateExpression,
    predicates: Sequence[Predicate],
    triggers: Triggers,
    dates: Sequence[DateExpression] = (),
) -> Predicate | None:
    """The predicate that ``date`` belongs to, given the sentence's other dates.

    A date before a topic or subject goes with that clause's own verb; else with the next
    predicate, along a chain of serial verbs (확대해 추진한다는).
    """
    following = [d for d in dates if d.start >= date.end]
    after = [
        p for p in predicates if p.start >= date.end and not _taken_by(p, following, predicates)
    ] or [p for p in predicates if p.start >= date.end]
    if not after:
        before = [p for p in predicates if p.end <= date.start]
        return before[-1] if before else None
    first_verb = after[0].start
    if nominal := _nominal(text, date.end, first_verb, triggers):
        return nominal
    # …에서 열린 보고회에서 전략을 보고했다: the meeting's day is the main verb's too.
    meeting = after[0].form == "adnominal" and _AT_MEETING.match(text, after[0].end)
    topic = _TOPIC.search(text, date.end, first_verb)
    if topic or meeting:
        clause = [p for p in after if p.form in ("final", "connective")]
        if clause:
            return clause[0]
    position = 0
    while position + 1 < len(after) and (
        after[position].form == "serial" or _paired(text, after[position], after[position + 1])
    ):
        position += 1
    if after[position].form == "adnominal" and not triggers.suggest(after[position].stem):
        # 일하고 배우고 즐기는 공간으로 바꾸는 계획을 발표했다: the deed is what closes the clause.
        deeds = [p for p in after[position:] if triggers.suggest(p.stem)]
        return deeds[0] if deeds else after[position]
    return after[position]


def _paired(text: str, predicate: Predicate, after: Predicate) -> bool:
    """Verbs joined with nothing between (배우고 즐기는): the last one's form is theirs."""
    return predicate.form == "connective" and not text[predicate.end : after.start].strip()


def _taken_by(
    predicate: Predicate, dates: Sequence[DateExpression], predicates: Sequence[Predicate]
) -> bool:
    """A modifier that follows a nearer date is that date's own (2008년부터 *추진 중인* 사업)."""
    if predicate.form != "adnominal":
        return False
    for date in dates:
        if date.end <= predicate.start:
            first = next(p for p in predicates if p.start >= date.end)
            if first is predicate:
                return True
    return False


_AT_MEETING = re.compile(
    r"\s*[^.,]{0,40}?(?:회|회의|포럼|세미나|컨퍼런스|콘퍼런스|식|행사|간담회|대회|박람회|브리핑)"
    r"[’'”\"」』)]*(?:에서|에서는|를 통해|을 통해)\s"
)

# A verbal noun that stands for a clause: 법 개정에 따라, 위원회 출범 이후, 협약 체결을 계기로.
_NOMINAL = re.compile(
    r"([가-힣]{2,8})(?:에\s*따[라른]|으로|로\s*인해|을\s*계기로|를\s*계기로|에\s*이어|\s*이후|\s*직후)"
)


def _nominal(text: str, start: int, end: int, triggers: Triggers) -> Predicate | None:
    for match in _NOMINAL.finditer(text, start, end + 4):
        noun = match[1]
        if triggers.suggest(noun):
            return Predicate(
                start=match.start(1),
                stem_end=match.end(1),
                end=match.end(1),
                stem=noun,
                verbal_noun=True,
                tense="past",
                form="nominal",
                modality=None,
            )
    return None


def _main(predicates: Sequence[Predicate]) -> Predicate:
    finals = [p for p in predicates if p.form == "final"]
    return finals[-1] if finals else predicates[-1]


def _draft(
    context: Context,
    sentence: Sentence,
    predicate: Predicate,
    predicates: Sequence[Predicate],
    date: DateExpression | None,
    triggers: Triggers,
    rule: str,
) -> Draft:
    text, start = context.analysis.text, sentence.start
    for other in predicates:
        ends_clause = other.form == "connective"
        if (
            ends_clause
            and other.end <= predicate.start
            and (date is None or other.end <= date.start)
        ):
            start = other.end
    if (said := text.rfind(_QUOTE_OPEN, start, predicate.start)) >= 0 and quoted(
        text, sentence, predicate.start
    ):
        start = said + 1  # who says it is not who does it
    return Draft(
        start=sentence.start,
        end=sentence.end,
        title_start=start,
        # A verb without a noun of its own keeps its ending: a headline cut before it says nothing.
        title_end=predicate.stem_end if predicate.verbal_noun else predicate.end,
        date=date,
        stem=_fate(predicate, predicates, triggers),
        rule=rule,
        tense=_chain_tense(predicate, predicates),
        modality=predicate.modality or _chain_modality(predicate, predicates),
        category=triggers.suggest(predicate.stem),
        title=_modified(context, sentence, predicate, date),
        verb=_verb(text, predicate),
    )


def _verb(text: str, predicate: Predicate) -> tuple[int, str] | None:
    """A verb as a headline ends in it: plain as told (열었다), else as the dictionary has it."""
    said = text[predicate.start : predicate.end]
    # 4대강 살리기 is a name; 두기로 했다 is what was decided.
    named = said.endswith("기") and text[predicate.end : predicate.end + 1] != "로"
    if predicate.verbal_noun or named or (said.endswith("다") and not said.endswith("니다")):
        return None
    return predicate.start, predicate.stem + "다"


def _fate(predicate: Predicate, predicates: Sequence[Predicate], triggers: Triggers) -> str:
    """The deed's word; of what was to be (열려던 행사는 *무산*됐다) the word that ended it."""
    last = predicates[-1]
    if predicate.form == "adnominal" and last.stem in triggers.cancelled | triggers.postponed:
        return last.stem
    return predicate.stem


def _modified(
    context: Context, sentence: Sentence, predicate: Predicate, date: DateExpression | None
) -> str | None:
    """A headline for a modifier without words of its own: what it modifies, then the deed.

    ``지난해부터 본격화된 광역클러스터 사업과`` gives ``광역클러스터 사업 본격화``.
    """
    text = context.analysis.text
    if predicate.form != "adnominal" or date is None or date.end > predicate.start:
        return None
    if predicate.verbal_noun and text[date.end : predicate.start].strip(" ,에"):
        return None
    after = [m for m in sentence.morphemes if m.start >= predicate.end]
    while after and after[0].tag in ("VCP", "ETM", "EC"):
        after = after[1:]
    end = next((m.start for m in after if m.tag[0] in "JEV" or m.tag == "SF"), sentence.end)
    if predicate.modality in ("plan", "forecast"):  # 고시될 예정이다: the noun is the ending's
        return None
    if not after or end <= after[0].start:
        return None
    if not predicate.verbal_noun:  # 청와대에서 열린 정책보고회
        return headline(text, date.end, end, [])
    return headline(text, after[0].start, end, []) + " " + predicate.stem


def _chain_tense(predicate: Predicate, predicates: Sequence[Predicate]) -> Tense | None:
    """A connective shares the past of the clause it leads to: 계획을 마련하고 사업에 착수했다."""
    if predicate.form not in ("connective", "serial") or predicate.tense != "present":
        return predicate.tense
    for other in predicates:
        if other.start > predicate.start and other.form in ("final", "adnominal"):
            done = other.tense == "past" and other.modality is None and other.stem not in _SPEECH
            return "past" if done else predicate.tense
    return predicate.tense


def _chain_modality(predicate: Predicate, predicates: Sequence[Predicate]) -> Modality | None:
    """A connective shares the modality of the clause it leads to: 제출하고 확정할 계획이다."""
    if predicate.form not in ("connective", "serial") or predicate.tense == "past":
        return None
    for other in predicates:
        if (
            other.start > predicate.start
            and other.form in ("final", "adnominal")
            and other.modality
        ):
            return other.modality
        if other.start > predicate.start and other.form == "final":
            return None
    return None
