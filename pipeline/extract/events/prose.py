"""Events told in sentences: a date and the predicate it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.context import Context
from pipeline.extract.events.draft import Draft
from pipeline.extract.events.predicates import Modality, Predicate
from pipeline.extract.events.triggers import Triggers
from pipeline.language.analysis import Sentence
from pipeline.records import DateExpression

# The date says when a figure holds, not when something happened.
_MEASURES = re.compile(
    r"\s*(?:말|초)?\s*(?:을|를)?\s*(?:대비|기준|현재|당시|수준|에\s*비해|보다|같은\s*기간)"
)
_CLOCK = re.compile(
    r"(?:오전|오후|낮|밤|저녁)\s*\d{1,2}\s*(?:시|:\s*\d\d)|\b\d{1,2}시\s*(?:\d{1,2}분)?\s*(?:부터|에)"
)
_QUOTE_OPEN, _QUOTE_CLOSE = "“", "”"
_BRACKETED_YEAR = re.compile(r"[(（]\s*$")
_TOPIC = re.compile(r"[가-힣A-Za-z)’”'」](?:은|는|이|가|에서는|측은)[\s,]")

MAX_EVENTS_A_SENTENCE = 3
"""Dates in one sentence beyond this are a list of figures, not of happenings."""


def is_prose(predicates: Sequence[Predicate]) -> bool:
    """Whether a sentence has a finite predicate; without one it is a line of an outline."""
    return any(p.form == "final" for p in predicates)


def event_dates(context: Context, start: int, end: int) -> list[DateExpression]:
    """The dates in ``[start, end)`` at which something can happen."""
    text = context.analysis.text
    return [
        d
        for d in context.dates
        if start <= d.start < end
        and d.type != "set"
        and not _MEASURES.match(text, d.end)
        and not any(m.start <= d.start and d.end <= m.end for m in context.mentions)
    ]


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
    outside = [p for p in predicates if not quoted(text, sentence, p.start)]
    if not outside:
        return
    dates = event_dates(context, sentence.start, sentence.end)
    taken: set[tuple[int, str | None]] = set()
    for date in dates[:MAX_EVENTS_A_SENTENCE]:
        if _in_figure_bracket(text, date):
            continue
        predicate = governor(text, date, outside)
        if predicate is None or (predicate.start, date.edtf) in taken:
            continue
        taken.add((predicate.start, date.edtf))
        yield _draft(context, sentence, predicate, outside, date, triggers, "dated")
    if dates:
        return
    main = _main(outside)
    category = triggers.suggest(main.stem)
    if category is None:
        return
    if _CLOCK.search(text, sentence.start, sentence.end):
        yield _draft(context, sentence, main, outside, discourse, triggers, "clock")
    elif lead or (category in _PERFORMED and main.modality is None):
        yield _draft(context, sentence, main, outside, None, triggers, "told")


# Deeds that a release or an article tells as the news of its day, without naming the day.
_PERFORMED = frozenset(
    {"announcement", "plan", "legislation", "designation", "organization", "agreement", "event"}
)


def _in_figure_bracket(text: str, date: DateExpression) -> bool:
    """``수출('05) 300억불``: a date alone in brackets inside prose dates the figure beside it."""
    return bool(
        _BRACKETED_YEAR.search(text, max(0, date.start - 3), date.start)
        and text[date.end : date.end + 1] in ")）"
    )


def governor(text: str, date: DateExpression, predicates: Sequence[Predicate]) -> Predicate | None:
    """The predicate that ``date`` belongs to.

    A date before a topic or subject goes with that clause's own verb; else with the next
    predicate, along a chain of serial verbs (확대해 추진한다는).
    """
    after = [p for p in predicates if p.start >= date.end]
    if not after:
        before = [p for p in predicates if p.end <= date.start]
        return before[-1] if before else None
    topic = _TOPIC.search(text, date.end, after[0].start)
    if topic:
        clause = [p for p in after if p.form in ("final", "connective")]
        if clause:
            return clause[0]
    position = 0
    while after[position].form == "serial" and position + 1 < len(after):
        position += 1
    return after[position]


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
    start = sentence.start
    for other in predicates:
        ends_clause = other.form == "connective"
        if (
            ends_clause
            and other.end <= predicate.start
            and (date is None or other.end <= date.start)
        ):
            start = other.end
    return Draft(
        start=sentence.start,
        end=sentence.end,
        title_start=start,
        title_end=predicate.stem_end if predicate.verbal_noun else predicate.start,
        date=date,
        stem=predicate.stem,
        rule=rule,
        tense=predicate.tense,
        modality=predicate.modality or _chain_modality(predicate, predicates),
        category=triggers.suggest(predicate.stem),
    )


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
