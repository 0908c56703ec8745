"""Merge the tellings of all documents into one timeline.

A telling joins the event whose first telling it resembles most, if its days are also possible
beside those of all the others there (the days narrow, so that no chain swallows a year) and none
of them is forbidden to be one with it. Candidates come from an index over days and rare letters
of the title: no all-pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.lexicon import Lexicon
from pipeline.records import Event, Record, content_id
from pipeline.timeline.fuse import fuse
from pipeline.timeline.profile import Profile, Profiler, letters
from pipeline.timeline.similarity import (
    NEAR_DAYS,
    SHORT_INTERVAL,
    eve,
    forbidden,
    relation,
    same_happening,
)

MAX_CANDIDATES = 24
"""Events that one telling is compared with at most: those that share most of its rare letters."""
MAX_POSTINGS = 400
"""Index entries looked at for one telling, rarest letters first: what bounds the cost."""
MAX_WITNESSES = 6
"""Members of an event that a new telling is checked against beside the first."""


RETOLD = 0.75
"""Probability from which two sentences of one document tell the same happening."""


class Telling(Record, frozen=True):
    """One document's telling of an event, with where its evidence stands."""

    doc_id: str
    block_id: str | None
    page: int | None
    published: str | None
    event: Event

    @property
    def telling_id(self) -> str:
        """The id of the event that this telling would be, were it alone."""
        e = self.event
        return content_id("event", self.doc_id, e.start, e.end, e.edtf, e.title)


class Evidence(Record, frozen=True):
    """A telling inside a merged event; ``score`` is its likeness to the first one (1 for it)."""

    telling: Telling
    score: float


class TimelineEvent(Record, frozen=True):
    """A happening with all its evidence; ``aliases`` are the ids that the merge has retired."""

    event_id: str
    event: Event
    n_documents: int
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...]


@dataclass(slots=True)
class _Cluster:
    """``first`` and ``last`` bound the days on which all members can be one happening."""

    profile: Profile
    first: int | None
    last: int | None
    witnesses: list[Profile] = field(default_factory=list)
    members: list[Evidence] = field(default_factory=list)

    def admits(self, profile: Profile) -> bool:
        """Whether the days agree with all members and no witness forbids it."""
        if profile.first is not None and profile.last is not None:
            slack = NEAR_DAYS if profile.implied or eve(self.profile, profile) else 0
            if self.first is not None and profile.last + slack < self.first:
                return False
            if self.last is not None and profile.first - slack > self.last:
                return False
        for witness in self.witnesses:
            dates = relation(witness, profile)
            if dates is not None and forbidden(witness, profile, dates):
                return False
        return True

    def retold(self, telling: Telling, score: float) -> bool:
        """Whether a document may tell the event again: not in the same sentence's next clause.

        A text says one thing after another: likeness has to be surer than between two texts.
        """
        event = telling.event
        for member in self.members:
            other = member.telling.event
            if member.telling.doc_id != telling.doc_id:
                continue
            if (other.start, other.end) == (event.start, event.end):
                if other.clause_end != event.clause_end:
                    return False
            elif score < RETOLD and not event.category == other.category == "roadmap":
                return False
        return True

    def add(self, telling: Telling, profile: Profile, score: float) -> None:
        self.members.append(Evidence(telling=telling, score=round(score, 4)))
        if len(self.witnesses) < MAX_WITNESSES:
            self.witnesses.append(profile)
        # A publication's day bounds nothing: the happening may lie some days before it.
        if not profile.implied and profile.first is not None and profile.last is not None:
            self.first = profile.first if self.first is None else max(self.first, profile.first)
            self.last = profile.last if self.last is None else min(self.last, profile.last)
            if self.first > self.last:  # the opening day told beside the whole fair
                self.first, self.last = self.last, self.first


def merge(tellings: Iterable[Telling], lexicon: Lexicon | None = None) -> Iterator[TimelineEvent]:
    """Events in order of time. The result depends on the set of tellings, not on their order."""
    profiler = Profiler(lexicon)
    clusters: list[_Cluster] = []
    index = _Index()
    for telling in sorted(tellings, key=_order):
        profile = profiler.profile(telling.event)
        best: tuple[float, int] | None = None
        for number in index.candidates(profile):
            score = same_happening(clusters[number].profile, profile, profiler)
            if score is None or (best and (score, -number) <= (best[0], -best[1])):
                continue
            if clusters[number].admits(profile) and clusters[number].retold(telling, score):
                best = (score, number)
        if best is None:
            index.add(profile, len(clusters))
            cluster = _Cluster(profile, None, None)
            clusters.append(cluster)
            cluster.add(telling, profile, 1.0)
        else:
            clusters[best[1]].add(telling, profile, best[0])
    yield from sorted(map(_event, clusters), key=in_time)


def in_time(one: TimelineEvent) -> tuple[str, str, str]:
    """The order of a timeline: by first day, what is due by a day at that day."""
    event = one.event
    return event.earliest or event.latest or "9999", event.latest or "9999", one.event_id


def _order(telling: Telling) -> tuple[str, str, str, int, int, str]:
    """Earliest publication first: the document that told it first gives the event its id."""
    event = telling.event
    return (
        telling.published or "9999",
        telling.doc_id,
        event.earliest or "",
        event.start,
        event.end,
        event.title,
    )


class _Index:
    """Which events stand in a stretch of time, by the letters of their titles and their names."""

    def __init__(self) -> None:
        self._stretches: dict[tuple[str, int | str], dict[str, list[int]]] = {}

    def add(self, profile: Profile, number: int) -> None:
        """Enter an event under the stretches in which its like may be looked for."""
        tokens = _tokens(profile)
        for stretch in _stretches(profile):
            postings = self._stretches.setdefault(stretch, {})
            for token in tokens:
                postings.setdefault(token, []).append(number)

    def candidates(self, profile: Profile) -> list[int]:
        """Numbers of the events that share most, best first."""
        tokens = _tokens(profile)
        lists = [
            found
            for stretch in _sought(profile)
            if (postings := self._stretches.get(stretch))
            for token in tokens
            if (found := postings.get(token))
        ]
        lists.sort(key=len)
        shared: dict[int, int] = {}
        looked = 0
        for numbers in lists:
            looked += len(numbers)
            if looked > MAX_POSTINGS and shared:
                break
            for number in numbers[:MAX_POSTINGS]:
                shared[number] = shared.get(number, 0) + 1
        ranked = sorted((-count, number) for number, count in shared.items())
        return [number for _, number in ranked[:MAX_CANDIDATES]]


def _tokens(profile: Profile) -> frozenset[str]:
    """What is looked up: letters and names of the title, or all of it where it has neither."""
    return profile.rest.union(*profile.names) or letters(profile.event.title)


def _stretches(profile: Profile) -> Iterator[tuple[str, int | str]]:
    """Where an event is entered: a day, a month or fair, a coarser date as it is written."""
    if profile.first is None or profile.last is None:
        yield "as written", profile.event.edtf or ""
        if profile.first is not None:
            yield "start", profile.first
        return
    span = profile.last - profile.first
    if span < SHORT_INTERVAL:
        yield "begin", profile.first
        yield "short", profile.first // SHORT_INTERVAL
        for part in range(profile.first // SHORT_INTERVAL, profile.last // SHORT_INTERVAL + 1):
            if span:
                yield "coarse", part
    else:
        yield "as written", profile.event.edtf or ""
        if profile.event.precision in _PARTS_OF_YEAR:
            yield "year", (profile.event.earliest or "")[:4]


_PARTS_OF_YEAR = ("year", "half", "quarter")


def _sought(profile: Profile) -> Iterator[tuple[str, int | str]]:
    """Where the events lie whose date can be one with the profile's."""
    if profile.first is None or profile.last is None:
        yield "as written", profile.event.edtf or ""
        if profile.first is not None:
            yield "begin", profile.first
            yield "start", profile.first
        return
    span = profile.last - profile.first
    parts = range((profile.first - span) // SHORT_INTERVAL, profile.last // SHORT_INTERVAL + 1)
    if span == 0:
        for delay in range(-NEAR_DAYS, NEAR_DAYS + 1):
            yield "begin", profile.first + delay
        yield "coarse", profile.first // SHORT_INTERVAL
    elif span < SHORT_INTERVAL or profile.event.precision in _PARTS_OF_YEAR:
        for part in parts:
            yield "short", part
    if span < SHORT_INTERVAL:
        yield "start", profile.first
    else:
        yield "as written", profile.event.edtf or ""
    if span < SHORT_INTERVAL or profile.event.precision in _PARTS_OF_YEAR:
        yield "year", (profile.event.earliest or "")[:4]


def _event(cluster: _Cluster) -> TimelineEvent:
    tellings = [evidence.telling for evidence in cluster.members]
    first_id = tellings[0].telling_id
    return TimelineEvent(
        event_id=first_id,
        event=fuse([(t.published, t.event) for t in tellings]),
        n_documents=len({telling.doc_id for telling in tellings}),
        evidence=tuple(cluster.members),
        aliases=tuple(sorted({telling.telling_id for telling in tellings} - {first_id})),
    )
