"""What one event is to another: outcome of a plan, a plan in place of a plan, the next of a series.

Works on merged events. A plan and what became of it are looked for like tellings of one happening
(similarity), save that the dates may differ: the plan must have been told before, and what came
of it lies in its time or not long after.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from pipeline.lexicon import Lexicon
from pipeline.records import Event, Record
from pipeline.timeline.merge import TimelineEvent, in_time
from pipeline.timeline.metrics import FigureRow
from pipeline.timeline.profile import Profile, Profiler, deeds
from pipeline.timeline.similarity import features, probability

LATE_DAYS = 400
"""Days after a plan's time within which what became of it is looked for."""
OUTCOME, REVISION = 0.65, 0.6
"""Probabilities of one act from which a report is a plan's outcome, a plan another's revision."""
SHARED_WORDS = 0.3
"""Part of each title's words that the other must know: names alone make no act."""
MAX_POSTINGS = 200
"""Plans with a letter pair in common beyond which the pair is too common to look by."""

Relation = Literal["outcome_of", "supersedes", "follows"]


class Link(Record, frozen=True):
    """``event_id`` is the later event: the outcome, the new plan, the next of the series."""

    event_id: str
    other_id: str
    relation: Relation
    old_value: str | None = None
    new_value: str | None = None
    score: float | None = None


_FATES = frozenset({"occurred", "ongoing", "cancelled", "postponed"})
_PLANS = frozenset({"planned", "forecast"})


def links(
    events: Sequence[TimelineEvent],
    lexicon: Lexicon | None = None,
    revised: Iterable[tuple[FigureRow, FigureRow]] = (),
) -> list[Link]:
    """All links, sorted. ``revised`` are the figures that series say were replaced, each with the
    one in its place."""
    profiler = Profiler(lexicon)
    known = {one.event_id: profiler.profile(one.event) for one in events}
    found = [
        *_fates(events, known, profiler),
        *_editions(events, known, profiler),
        *_figures(events, revised),
    ]
    unique = {(link.relation, link.event_id, link.other_id): link for link in found}
    return [unique[key] for key in sorted(unique)]


def _told(one: TimelineEvent) -> str:
    """When the event was first told."""
    return min((e.telling.published or "9999" for e in one.evidence), default="9999")


def _fates(
    events: Sequence[TimelineEvent], known: dict[str, Profile], profiler: Profiler
) -> Iterator[Link]:
    """Outcomes and revisions of plans: for each event the likeliest plan told before it."""
    plans = [one for one in events if one.event.status in _PLANS]
    index: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(plans):
        for token in _tokens(known[one.event_id]):
            index[token].append(number)
    for one in events:
        status, told, mine = one.event.status, _told(one), known[one.event_id]
        best: tuple[float, str] | None = None
        for number in _near(mine, index):
            plan = plans[number]
            theirs = known[plan.event_id]
            if plan.event_id == one.event_id or not _told(plan) < told:
                continue
            if status in _FATES and not _in_time(theirs, mine, status):
                continue
            chance = _same_act(theirs, mine, profiler)
            least = OUTCOME if status in _FATES else REVISION
            if chance >= least and (best is None or (chance, plan.event_id) > best):
                best = chance, plan.event_id
        if best is None:
            continue
        old = next(plan for plan in plans if plan.event_id == best[1])
        if status in _FATES:
            yield Link(
                event_id=one.event_id, other_id=best[1], relation="outcome_of",
                old_value=old.event.edtf, new_value=one.event.edtf, score=round(best[0], 4),
            )  # fmt: skip
        elif (change := _changed(known[best[1]], mine)) is not None:
            yield Link(
                event_id=one.event_id, other_id=best[1], relation="supersedes",
                old_value=change[0], new_value=change[1], score=round(best[0], 4),
            )  # fmt: skip


def _tokens(profile: Profile) -> frozenset[str]:
    return profile.rest.union(*profile.names)


def _near(profile: Profile, index: dict[str, list[int]]) -> list[int]:
    shared: dict[int, int] = defaultdict(int)
    for token in _tokens(profile):
        numbers = index.get(token, ())
        if len(numbers) <= MAX_POSTINGS:
            for number in numbers:
                shared[number] += 1
    ranked = sorted((-count, number) for number, count in shared.items())
    return [number for _, number in ranked[:12]]


def _in_time(plan: Profile, outcome: Profile, status: str) -> bool:
    """Whether what happened lies in the plan's time or not long after; a dropped plan: near it."""
    due = plan.last if plan.last is not None else plan.first
    when = outcome.first if outcome.first is not None else outcome.last
    if due is None or when is None:
        return False
    begins = plan.first if plan.first is not None else due - LATE_DAYS
    early = LATE_DAYS if status in ("cancelled", "postponed") else 0
    return begins - early <= when <= due + LATE_DAYS


def _same_act(plan: Profile, other: Profile, profiler: Profiler) -> float:
    for counter, values in plan.ordinals.items():
        if counter in other.ordinals and values.isdisjoint(other.ordinals[counter]):
            return 0.0
    if plan.steps and other.steps and plan.steps.isdisjoint(other.steps):
        return 0.0
    if "roadmap" in (plan.event.category, other.event.category):
        return 0.0
    if not _programs_meet(plan, other, profiler) or not _deeds_meet(plan, other):
        return 0.0
    found = features(plan, other, "same", profiler, numbers_may_differ=True)
    if found is None or found[0] < SHARED_WORDS:
        return 0.0
    return probability(found)


def _deeds_meet(plan: Profile, other: Profile) -> bool:
    """Whether both say that the same is done; what is dropped need not say what it was."""
    if other.event.status in ("cancelled", "postponed"):
        return True
    mine, theirs = (_acts(one.event) for one in (plan, other))
    if mine and theirs:
        return not mine.isdisjoint(theirs)
    return plan.event.category == other.event.category


_CLOSES = re.compile(r"(?:식|됐|되|했|하|을|를|이|은|는)?(?![가-힣])")


def _acts(event: Event) -> set[str]:
    """What is done: the deeds that close a word, not those within a name (지원센터)."""
    known = deeds()
    found = (m for m in known.pattern.finditer(event.title) if _CLOSES.match(event.title, m.end()))
    return {known.step.get(match[0], match[0]) for match in found}


def _programs_meet(plan: Profile, other: Profile, profiler: Profiler) -> bool:
    """Whether the two may be of one programme: one names none, or two lie in one line."""
    mine, theirs = plan.event.programs, other.event.programs
    if not mine or not theirs:
        return True
    return any(profiler.related(profiler.root(a), profiler.root(b)) for a in mine for b in theirs)


def _changed(old: Profile, new: Profile) -> tuple[str, str] | None:
    """What the later plan says otherwise: a number of the same counter, else the date."""
    for unit, values in new.numbers.items():
        before = old.numbers.get(unit)
        if before and values.isdisjoint(before) and len(before) == len(values) == 1:
            return f"{min(before)}{unit}", f"{min(values)}{unit}"
    if old.event.edtf and new.event.edtf and old.event.edtf != new.event.edtf:
        if old.last is None or new.first is None:
            return None
        moved = 0 < new.first - old.last <= LATE_DAYS or 0 < old.last - new.first <= LATE_DAYS
        return (old.event.edtf, new.event.edtf) if moved else None
    return None


_EDITION = re.compile(r"제?\s*(\d{1,3})\s*회|(?:19|20)\d\d\s*년?")
_NO_LETTER = re.compile(r"[^0-9A-Za-z가-힣]+")
MIN_SERIES_NAME = 6
"""Letters of a title, edition apart, from which equal ones are editions of one series."""


def _editions(
    events: Sequence[TimelineEvent], known: dict[str, Profile], profiler: Profiler
) -> Iterator[Link]:
    """Meetings and fairs that recur: each after the one before, across the names of the line."""
    series: dict[str, list[TimelineEvent]] = defaultdict(list)
    for one in sorted(events, key=in_time):
        if one.event.status not in ("cancelled", "postponed") and (one.event.edtf or "")[:4]:
            for key in _series_of(one, known[one.event_id], profiler):
                series[key].append(one)
    for members in series.values():
        years: dict[str, list[TimelineEvent]] = defaultdict(list)
        for one in members:
            years[(one.event.earliest or one.event.latest or "")[:4]].append(one)
        chosen = sorted((max(found, key=_weight) for found in years.values()), key=in_time)
        for before, after in pairwise(chosen):
            editions = [known[one.event_id].ordinals.get("회") for one in (before, after)]
            # A new name counts from 1 again, years later; the same number next year is the same.
            if editions[0] != editions[1] or not editions[0] or _years_apart(before, after) > 1:
                yield Link(
                    event_id=after.event_id, other_id=before.event_id, relation="follows"
                )  # fmt: skip


def _years_apart(before: TimelineEvent, after: TimelineEvent) -> int:
    first, second = (int((e.event.earliest or e.event.latest or "0")[:4]) for e in (before, after))
    return second - first


def _is_edition(event: Event) -> bool:
    """Whether the title counts a recurring meeting, by number or by the year it is held in."""
    found = _EDITION.search(event.title)
    return found is not None and (bool(found[1]) or found[0][:4] == (event.edtf or "")[:4])


def _series_of(one: TimelineEvent, profile: Profile, profiler: Profiler) -> Iterator[str]:
    """The recurring meeting that the event is: named in its title, which adds nothing to it."""
    forums = [
        name for name in sorted(profile.names[2])
        if (entry := profiler.lexicon.entries.get(name)) and entry.label == "FORUM"
    ]  # fmt: skip
    if len(forums) == 1 and len(profile.words) <= 1 and len(profile.occasions) <= 1:
        yield forums[0]
    elif one.event.category == "event" and _is_edition(one.event):
        name = _NO_LETTER.sub("", _EDITION.sub("", one.event.title))
        if len(name) >= MIN_SERIES_NAME:
            yield name


def _weight(one: TimelineEvent) -> tuple[bool, int, int, str]:
    days = 0
    if one.event.earliest and one.event.latest:
        first, last = map(date.fromisoformat, (one.event.earliest, one.event.latest))
        days = (last - first).days
    whole = days < 32 and one.event.precision in ("day", "interval")
    return whole, len(one.evidence), days if whole else 0, one.event_id


def _figures(
    events: Sequence[TimelineEvent], revised: Iterable[tuple[FigureRow, FigureRow]]
) -> Iterator[Link]:
    """Events that tell a figure and the one that replaced it."""
    telling: dict[str, list[tuple[TimelineEvent, Event]]] = defaultdict(list)
    for one in events:
        for evidence in one.evidence:
            telling[evidence.telling.doc_id].append((one, evidence.telling.event))
    for old, new in revised:
        before, after = (_teller(telling.get(figure.doc_id, []), figure) for figure in (old, new))
        if before and after and before != after:
            yield Link(
                event_id=after, other_id=before, relation="supersedes",
                old_value=old.text, new_value=new.text,
            )  # fmt: skip


def _teller(told: list[tuple[TimelineEvent, Event]], figure: FigureRow) -> str | None:
    """The event of a document that tells the figure: in its title best, else in its sentence, else
    the plan made public in the sentences before (이에 따르면 …)."""
    holding = [one for one, event in told if _shares(event.text, figure.sentence)]
    if holding:
        best = max(holding, key=lambda one: (figure.text in one.event.title, _is_plan(one)))
        return best.event_id
    if figure.start is None:
        return None
    before = [(e.end, one) for one, e in told if e.end <= figure.start and _is_plan(one)]
    end, plan = max(before, key=lambda item: item[0], default=(0, None))
    return plan.event_id if plan and figure.start - end <= FOLLOWING_CHARS else None


FOLLOWING_CHARS = 300
"""Characters behind the announcement of a plan in which its figures are told."""


def _shares(told: str, sentence: str) -> bool:
    return sentence in told or told in sentence


def _is_plan(one: TimelineEvent) -> bool:
    return one.event.status in _PLANS or one.event.category in ("announcement", "plan")
