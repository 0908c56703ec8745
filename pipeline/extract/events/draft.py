"""What prose and outline hand on (a date, a place in the text, a deed) and the event made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.context import Context
from pipeline.extract.events.predicates import Modality, Tense
from pipeline.extract.events.roles import actors_of, ids, inside, with_hosts
from pipeline.extract.events.status import Facts, decide
from pipeline.extract.events.title import MIN_TITLE_CHARS, headline
from pipeline.extract.events.triggers import Triggers
from pipeline.grammar.edtf import bounds, precision
from pipeline.records import DateExpression, Event, EventStatus


@dataclass(frozen=True, slots=True)
class Draft:
    """``[start, end)`` is the evidence, ``[title_start, title_end)`` what the headline is cut from.

    ``date`` None means the publication date. ``stem`` is the deed's verbal noun or verb.
    """

    start: int
    end: int
    title_start: int
    title_end: int
    date: DateExpression | None
    stem: str
    rule: str
    tense: Tense | None = None
    modality: Modality | None = None
    category: str | None = None
    title: str | None = None
    verb: tuple[int, str] | None = None
    """Where the deed's verb begins and its dictionary form, for a headline that ends in it."""
    hosts: tuple[tuple[int, int, Literal["host", "organiser"]], ...] = ()
    """Stretches of the document that name who holds the event, outside its evidence."""


def finish(draft: Draft, context: Context, triggers: Triggers) -> Event:
    """Date, status, headline and entities of a draft."""
    text = context.analysis.text
    published = context.analysis.published
    published_earliest, published_latest = bounds(published) if published else (None, None)
    date = draft.date
    edtf, earliest, latest = (date.edtf, date.earliest, date.latest) if date else (None, None, None)
    basis = "publication"
    if edtf is None:
        # An unresolvable 지난달 in a text dated by its year alone: near its publication.
        edtf, earliest, latest = published, published_earliest, published_latest
    elif date is not None:
        basis = "explicit" if date.basis == "explicit" else "relative"
    status: EventStatus
    status, status_rule = decide(
        Facts(
            tense=draft.tense,
            modality=draft.modality,
            earliest=earliest,
            latest=latest,
            published_earliest=published_earliest,
            published_latest=published_latest,
            cancelled=draft.stem in triggers.cancelled,
            postponed=draft.stem in triggers.postponed,
        )
    )
    if draft.rule == "held" and status_rule == "default":
        status_rule = "held"  # a page without a date of its own outlives the event it announces
    mentions = context.mentions
    legal = is_legal_act(text[draft.start : draft.end], context.analysis.title, draft.stem)
    near = inside(mentions, draft.title_start, draft.title_end) or inside(
        mentions, draft.start, draft.end
    )
    named = inside(mentions, draft.start, draft.end)
    return Event(
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        precision=precision(edtf) if edtf else None,
        date_text=date.text if date else None,
        date_basis=basis,  # type: ignore[arg-type]
        status=status,
        title=_title(context, draft),
        clause_start=draft.title_start,
        clause_end=draft.title_end,
        category="legislation" if legal else draft.category,
        regions=ids(near, lambda m: m.label in ("REGION", "COMPLEX"))
        or (_place(context, draft) if draft.rule == "held" else ()),
        programs=ids(near, lambda m: m.label == "PROGRAM")
        or ids(named, lambda m: m.label == "PROGRAM"),
        actors=with_hosts(
            actors_of(text, mentions, context.people, draft.start, draft.end), mentions, draft.hosts
        ),
        rule=f"event.{'legal' if legal else draft.rule}/{status_rule}",
    )


def _place(context: Context, draft: Draft) -> tuple[str, ...]:
    """Where it is held: the place that a venue is named after (대전 컨벤션센터, 순천만국가정원)."""
    text = context.analysis.text[draft.start : draft.end]
    found = (entry for _, _, entries in context.lexicon.find(text) for entry in entries[:1])
    places = dict.fromkeys(e.entity_id for e in found if e.label in ("REGION", "COMPLEX"))
    if not places:
        stems = (word[:2] for word in _VENUE.findall(text))
        cities = (context.lexicon.resolve(stem, context.analysis.published) for stem in stems)
        places = dict.fromkeys(e.entity_id for e in cities if e and e.kind in _TOWNS)
    return tuple(places)


_TOWNS = ("province", "city", "county")
_VENUE = re.compile(
    r"[가-힣]{3,}(?:센터|공원|정원|광장|체육관|운동장|경기장|회관|문화원|교육원|대학교?|호텔|시장|박물관|전시장|역)"
)


def _title(context: Context, draft: Draft) -> str:
    """The clause as a headline; where it says too little (확정), the sentence up to its end."""
    if draft.title and (len(draft.title) >= MIN_MODIFIED_CHARS or draft.rule not in _PROSE):
        return draft.title
    text, cuts = context.analysis.text, _cuts(context.analysis.text, context.dates, draft)
    end, verb = draft.verb or (draft.title_end, "")
    title = headline(text, draft.title_start, end, cuts, verb)
    if len(title) < MIN_TITLE_CHARS and draft.title_start > draft.start:
        title = headline(text, draft.start, end, cuts, verb)
    return max(title, draft.title or "", key=len) if len(title) < MIN_MODIFIED_CHARS else title


# The steps of a law's making, whatever the sentence's verb suggests by itself.
_STEPS = frozenset({"의결", "통과", "제출", "시행", "공포", "개정", "제정", "발의", "입법예고"})
_LAW = re.compile(
    r"(?:법률?|시행령|시행규칙|대통령령|조례)(?:안|이|을|를|은|의|’|'|」|\s|$)"
    r"|이 (?:법|영|령|규칙|조례)은"
)


def is_legal_act(evidence: str, title: str | None, stem: str) -> bool:
    """Whether a step of law-making is told of a law named in the sentence or the title."""
    return stem in _STEPS and bool(_LAW.search(evidence) or (title and _LAW.search(title)))


# What follows says that the date is the clause's own subject or object: it stays.
_ARGUMENT = re.compile(r"(?:을|를|이|가|과|와|으로|로)(?:\s|$)")


_PROSE = ("dated", "dated_before", "told", "clock")
MIN_MODIFIED_CHARS = 10
"""Characters from which what a clause modifies says by itself what happened."""


def _cuts(text: str, dates: Sequence[DateExpression], draft: Draft) -> list[tuple[int, int]]:
    """The date that the event carries is not repeated in its headline."""
    date = draft.date
    return [
        (d.start, d.end)
        for d in dates
        if draft.title_start <= d.start < draft.title_end
        and (d is date or (date is not None and d.edtf == date.edtf))
        and not _ARGUMENT.match(text, d.end)
    ]
