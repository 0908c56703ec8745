"""Labels for events: the classifiers' word, the rules' where the model is unsure, and for status
the rules' word, the model's where they know little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pipeline.language.analysis import Analysis
from pipeline.language.kiwi import Morpheme
from pipeline.records import Event

if TYPE_CHECKING:
    from pipeline.classify.predict import Classifiers, SentenceLabels

SURE = 0.6
"""Probability from which the classifier's category stands against what the deed's word suggests:
below it the two disagree about as often as the suggestion is right."""

NO_EVENT = 0.75
"""Probability of `none` from which a told event without a date of its own is dropped."""

# Rules whose category is a matter of form, not of words.
_FIXED = ("event.phase", "event.head", "event.held", "event.legal", "event.title")


def morphemes_in(analysis: Analysis, start: int, end: int) -> tuple[Morpheme, ...]:
    """The morphemes of ``[start, end)``, which may hold parts of several sentences."""
    return tuple(
        morpheme
        for sentence in analysis.sentences
        if sentence.start < end and sentence.end > start
        for morpheme in sentence.morphemes
        if start <= morpheme.start and morpheme.end <= end
    )


MIN_CLAUSE_CHARS = 15
"""Characters below which a clause says too little: its whole sentence is labelled instead."""


STATUS_SURE = 0.8
"""Probability from which words decide a status: out-of-fold, any from 0.5 to 0.9 does as well."""
KNOW_LITTLE = ("/default", "/running", "/plan")
"""Rules of status that give way, by how their names end: no rule has decided, a month that is still
running, the word of a plan."""
TOLD = ("cancelled", "postponed", "forecast")
"""Heard against any rule: there are more ways of telling that a deed was called off, put off or
only expected than the rules know."""
ON_THE_DAY = "/publication_day"
"""What happens on the day of publication has occurred, whatever the words."""

MAX_ENDING = 12
"""Morphemes behind a predicate that may belong to its ending (할 계획이라고)."""
_ENDING_TAGS = ("XSV", "XSA", "VX", "VCP", "EP", "EC", "EF", "ETM", "ETN", "NNB", "JX", "JKS", "VV")
_ENDING_NOUNS = frozenset({"예정", "계획", "방침", "전망", "목표"})


def _with_ending(analysis: Analysis, start: int, end: int) -> int:
    """Where the ending of the predicate that closes ``[start, end)`` ends: it tells tense and plan.

    체결 | 할 예정이다, 발족 | 하고 …: up to the final ending, or to a clause that follows.
    """
    sentence = analysis.sentence_at(max(start, end - 1))
    if sentence is None or sentence.end <= end:
        return end
    stop = end
    following = [m for m in sentence.morphemes if m.start >= end][:MAX_ENDING]
    for number, (_, until, form, tag) in enumerate(following):
        if not tag.startswith(_ENDING_TAGS) and form not in _ENDING_NOUNS:
            break
        stop = until
        if tag == "EF":
            break
        if tag == "EC":
            after = following[number + 1].tag if number + 1 < len(following) else ""
            if after not in ("VX", "VV"):
                break
    return stop


def told_in(analysis: Analysis, event: Event) -> tuple[int, int]:
    """What the classifier reads: the clause, with what its verb ends in, or the sentence."""
    if event.clause_start is None or event.clause_end is None:
        return event.start, event.end
    if event.clause_end - event.clause_start < MIN_CLAUSE_CHARS:
        return event.start, event.end
    return event.clause_start, _with_ending(analysis, event.clause_start, event.clause_end)


def words_decide(event: Event, label: SentenceLabels) -> bool:
    """Whether the model's status stands: where the rules know little, or on what they miss."""
    if "/" not in event.rule or event.rule.endswith(ON_THE_DAY) or event.status in TOLD:
        return False
    asked = event.rule.endswith(KNOW_LITTLE) or label.status in TOLD
    return asked and label.status != event.status and label.status_probability >= STATUS_SURE


def label_events(
    classifiers: Classifiers, analysis: Analysis, events: Sequence[Event]
) -> tuple[Event, ...]:
    """Give every event category, stage, instrument, themes and the model's confidence.

    An event without a date of its own that the model takes for no happening is dropped.
    """
    if not events:
        return ()
    spans = [told_in(analysis, event) for event in events]
    labels = classifiers.sentences(
        [analysis.text[start:end] for start, end in spans],
        [morphemes_in(analysis, start, end) for start, end in spans],
    )
    labelled = []
    for event, label in zip(events, labels, strict=True):
        entitled = event.rule.startswith("event.title")  # named at the head
        fixed = event.category is not None and event.rule.startswith(_FIXED)
        undated = event.date_text is None and event.date_basis == "publication"
        # What a form fixes (제2회 … 대회 at the head) is an event, however little it says.
        told = undated and not (fixed or entitled) and "/" in event.rule
        if told and label.none_probability >= NO_EVENT:
            continue
        keep = fixed or (event.category is not None and label.confidence < SURE)
        by_words = words_decide(event, label)
        labelled.append(
            msgspec.structs.replace(
                event,
                status=label.status if by_words else event.status,
                rule=event.rule.rpartition("/")[0] + "/model" if by_words else event.rule,
                category=event.category if keep else label.category,
                stage=label.stage,
                instrument=label.instrument,
                themes=tuple(label.themes),
                confidence=round(label.confidence, 4),
            )
        )
    return tuple(labelled)
