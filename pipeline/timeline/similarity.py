"""How alike two tellings are: dates that can be one, and a score of words and entities."""

from __future__ import annotations

import functools
import re

from pipeline.records import Event

_NUMBERED = re.compile(r"제?\s*(\d+)\s*(?:회|차|단계|기)(?![가-힣]*간)")
_NOT_WORD = re.compile(r"[^0-9A-Za-z가-힣]+")

# Categories between which one happening is often told: a plan's decision and its announcement.
_KIN: tuple[frozenset[str], ...] = (
    frozenset({"announcement", "plan", "expansion", "budget", "program", "legislation"}),
    frozenset({"event", "announcement", "agreement", "organization", "evaluation"}),
    frozenset({"designation", "announcement", "plan", "program"}),
    frozenset({"program", "expansion", "organization", "event", "roadmap"}),
)

SAME_DATE = 0.45
"""Score from which two tellings of the same date are one happening."""
NESTED_DATE = 0.6
"""The same where one date only lies inside the other (a day in a month): more must agree."""


@functools.lru_cache(maxsize=65536)
def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters within the words of ``text``."""
    return frozenset(
        word[i : i + 2]
        for word in _NOT_WORD.split(text)
        for i in range(max(1, len(word) - 1))
        if word
    )


def numbered(text: str) -> frozenset[str]:
    """The ordinals of a title (제4회, 2단계): two different ones are two happenings."""
    return frozenset(_NUMBERED.findall(text))


def dates_agree(a: Event, b: Event) -> str | None:
    """``same`` (equal dates), ``nested`` (a day in a month), or None where they cannot be one."""
    if a.edtf is None or b.edtf is None:
        return None
    if a.edtf == b.edtf:
        return "same"
    if (a.earliest, a.latest) == (b.earliest, b.latest):
        return "same"
    if a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        # An open interval and its first month: what began then, told as begun and as going on.
        starts = a.earliest is not None and a.earliest == b.earliest
        months = {a.precision, b.precision} & {"month", "day"}
        return "nested" if starts and months else None
    if {a.precision, b.precision} == {"day", "month"}:
        inside = (a.earliest <= b.earliest and b.latest <= a.latest) or (
            b.earliest <= a.earliest and a.latest <= b.latest
        )
        return "nested" if inside else None
    return None


def kin(a: str | None, b: str | None) -> bool:
    """Whether two categories can tell of one happening."""
    return a is None or b is None or a == b or any(a in group and b in group for group in _KIN)


def score(a: Event, b: Event) -> float:
    """0 (nothing shared) to 1: titles by containment, sentences, bodies, places, programmes."""
    first, second = bigrams(a.title), bigrams(b.title)
    shared = len(first & second)
    smaller = min(len(first), len(second))
    if smaller == 0:
        return 0.0
    containment = shared / smaller
    union = len(first | second)
    told_a, told_b = bigrams(a.text), bigrams(b.text)
    cross = max(
        shared / union,
        len(first & told_b) / len(first) * 0.8,
        len(second & told_a) / len(second) * 0.8,
    )
    actors_a = {actor.entity_id for actor in a.actors}
    actors_b = {actor.entity_id for actor in b.actors}
    named = [
        len(mine & yours) / min(len(mine), len(yours))
        for mine, yours in (
            (actors_a, actors_b),
            (set(a.regions), set(b.regions)),
            (set(a.programs), set(b.programs)),
        )
        if mine and yours
    ]
    # A short title is contained in many: trust it by its length.
    trust = min(1.0, smaller / 8)
    words = 0.45 * containment * trust + 0.55 * cross
    # Where neither names an entity that the other could share, the words decide alone.
    return 0.8 * words + 0.2 * sum(named) / len(named) if named else words


def same_happening(a: Event, b: Event) -> float | None:
    """The score where ``a`` and ``b`` tell of one happening, else None."""
    agreement = dates_agree(a, b)
    if agreement is None or not kin(a.category, b.category):
        return None
    numbers_a, numbers_b = numbered(a.title), numbered(b.title)
    if numbers_a and numbers_b and numbers_a.isdisjoint(numbers_b):
        return None
    if (a.category == "roadmap") != (b.category == "roadmap"):
        return None
    value = score(a, b)
    threshold = SAME_DATE if agreement == "same" else NESTED_DATE
    return value if value >= threshold else None
