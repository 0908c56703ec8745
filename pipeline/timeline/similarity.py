"""Whether two tellings are of one happening: what forbids it, and how likely the rest makes it.

The rules say which dates can be one and which acts cannot; a logistic model over plain features
 (``models/merge.json``, fitted by ``pipeline.evaluate.pairs``) weighs names and words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from pipeline.records import Record
from pipeline.settings import MODELS_DIR
from pipeline.timeline.profile import Profile, Profiler, letters

Relation = Literal["same", "within", "year", "near", "start"]

NEAR_DAYS = 3
"""Days by which the dates of two articles may differ where a date is but the publication's."""
SHORT_INTERVAL = 31
"""Days up to which an interval is one occasion (a fair), whose days are days of it."""

LOOSE_THRESHOLD = 0.7
"""Probability asked for where the dates say little: a year, a beginning without an end."""

_HAPPENED = frozenset({"occurred", "ongoing"})
_EXPECTED = frozenset({"planned", "forecast"})

FEATURES = (
    "told_less", "told_more", "own_words", "places_shared", "bodies_shared",
    "things_shared", "numbers_shared", "kin", "date_year", "date_near", "ordinal_shared",
    "occasion_apart", "slot_apart",
)  # fmt: skip
"""Names of the features, in the order of ``features``."""
AGAINST = frozenset({"own_words", "date_year", "date_near", "occasion_apart", "slot_apart"})
"""Those that speak against one happening; their weights are never positive, all others' never
negative."""


class Weights(Record, frozen=True):
    """The fitted model: probability = logistic(bias + Σ weight · feature)."""

    bias: float
    weights: Mapping[str, float]
    threshold: float
    held_out_sha256: Mapping[str, str]


@cache
def load_weights() -> tuple[float, tuple[float, ...], float]:
    """Bias, weights in the order of FEATURES, threshold."""
    model = msgspec.json.decode((MODELS_DIR / "merge.json").read_bytes(), type=Weights)
    return model.bias, tuple(model.weights[name] for name in FEATURES), model.threshold


def relation(a: Profile, b: Profile) -> Relation | None:
    """How the dates of both can be one: equal, one in the other, a day's delay of the press."""
    if a.event.edtf is None or b.event.edtf is None:
        return None
    if a.first == b.first and a.last == b.last:
        return "same"
    if a.first is None or b.first is None:
        return None
    if a.last is None or b.last is None:
        # What began then, told as begun by one and as going on by the other.
        point = a if b.last is None else b
        begun = a.first == b.first and point.last is not None
        return "start" if begun and point.last - point.first <= SHORT_INTERVAL else None  # type: ignore[operator]
    if a.day and b.day:
        apart = abs(a.first - b.first)
        return "near" if (a.implied or b.implied) and apart <= NEAR_DAYS else None
    outer, inner = (a, b) if a.last - a.first >= b.last - b.first else (b, a)
    assert outer.first is not None and outer.last is not None
    assert inner.first is not None and inner.last is not None
    if not outer.first <= inner.first <= inner.last <= outer.last:
        return "near" if eve(a, b) else None
    if outer.last - outer.first < SHORT_INTERVAL:
        return "within"
    return "year" if outer.event.precision in ("year", "half", "quarter") else None


def eve(a: Profile, b: Profile) -> bool:
    """A fair and its opening on the eve: a day close by the days, and both name the same thing."""
    for fair, day in ((a, b), (b, a)):
        if (
            fair.event.precision == "interval"
            and day.day
            and fair.first is not None
            and fair.last is not None
            and day.first is not None
            and 0 < fair.last - fair.first < SHORT_INTERVAL
            and max(fair.first - day.first, day.first - fair.last) <= NEAR_DAYS
        ):
            return not fair.names[2].isdisjoint(day.names[2])
    return False


def forbidden(a: Profile, b: Profile, dates: Relation) -> bool:
    """Whether two tellings cannot be of one happening, however alike their words are."""
    x, y = a.event, b.event
    if (x.category == "roadmap") != (y.category == "roadmap") and dates != "same":
        return True
    for counter, values in a.ordinals.items():
        others = b.ordinals.get(counter)
        if others is not None and values.isdisjoint(others):
            return True
    if a.steps and b.steps and a.steps.isdisjoint(b.steps):
        return True
    return _fates_differ(x.status, y.status, a, b, dates)


def _fates_differ(x: str, y: str, a: Profile, b: Profile, dates: Relation) -> bool:
    """A plan and what became of it are two events, linked; a dated occasion is one throughout."""
    if x == y or {x, y} <= _EXPECTED or {x, y} <= _HAPPENED:
        return False
    if not {x, y} <= _EXPECTED | _HAPPENED:
        return True
    day = a.day and b.day and dates == "same"
    return not (day or _occasion(a, b, dates))


def _occasion(a: Profile, b: Profile, dates: Relation) -> bool:
    """The days of a fair: equal, or its opening within them."""
    spans = [p.last - p.first for p in (a, b) if p.first is not None and p.last is not None]
    intervals = [p for p in (a, b) if p.event.precision == "interval"]
    return (
        bool(intervals)
        and dates in ("same", "within", "near")
        and max(spans, default=99) < SHORT_INTERVAL
        and all(p.day for p in (a, b) if p not in intervals)
    )


_KIN: tuple[frozenset[str], ...] = (
    frozenset({"announcement", "plan", "expansion", "budget", "program", "legislation"}),
    frozenset({"event", "announcement", "agreement", "organization", "evaluation"}),
    frozenset({"designation", "announcement", "plan", "program", "expansion"}),
    frozenset({"program", "expansion", "organization", "event", "roadmap"}),
)


def kin(a: str | None, b: str | None) -> bool:
    """Whether two categories can tell of one happening."""
    return a is None or b is None or a == b or any(a in group and b in group for group in _KIN)


def features(
    a: Profile,
    b: Profile,
    dates: Relation,
    profiler: Profiler,
    *,
    numbers_may_differ: bool = False,
) -> tuple[float, ...] | None:
    """What the model weighs (FEATURES).

    None where the titles share nothing at all, or where each names a place, a body or a thing
    that the other does not know, or counts the same with another number.
    """
    known_a, known_b = len(a.rest & b.spelled), len(b.rest & a.spelled)
    if not (known_a or known_b or any(p & q for p, q in zip(a.told, b.told, strict=True))):
        return None
    places, bodies, things = (_shared(a, b, kind, profiler) for kind in range(3))
    if places is None or bodies is None or things is None:
        return None
    numbers = [
        not values.isdisjoint(b.numbers[unit])
        for unit, values in a.numbers.items()
        if unit in b.numbers
    ]
    if numbers and not any(numbers) and not numbers_may_differ:
        return None
    told = sorted(
        (
            known_a / len(a.rest) if a.rest else _bare(a, b, profiler),
            known_b / len(b.rest) if b.rest else _bare(b, a, profiler),
        )
    )
    return (
        told[0],
        told[1],
        min(_own(a, b) / max(1, len(a.words)), _own(b, a) / max(1, len(b.words))),
        places,
        bodies,
        things,
        float(any(numbers)),
        float(kin(a.event.category, b.event.category)),
        float(dates == "year"),
        float(dates == "near"),
        float(any(not v.isdisjoint(b.ordinals.get(k, ())) for k, v in a.ordinals.items())),
        _apart(a.occasions, b.occasions),
        _slot_apart(a, b),
    )


def _bare(a: Profile, b: Profile, profiler: Profiler) -> float:
    """For a title of names and deeds alone (지역혁신박람회 축사): the part of its names known."""
    known = [
        any(profiler.related(name, told) for told in b.told[kind])
        for kind in range(3)
        for name in a.names[kind]
    ]
    if not known:
        mine = letters(a.event.title)
        return len(mine & letters(b.event.title)) / max(1, len(mine))
    return sum(known) / len(known)


def _slot_apart(a: Profile, b: Profile) -> float:
    """Whether the titles are one form filled twice (… 태양광 …, … 풍력 …): the part that is form.

    0 where the words in the slot are known to the other telling, or where the order is another.
    """
    x, y = a.line, b.line
    shorter = min(len(x), len(y))
    head = 0
    while head < shorter and x[head] == y[head]:
        head += 1
    tail = 0
    while tail < shorter - head and x[-1 - tail] == y[-1 - tail]:
        tail += 1
    slots = x[head : len(x) - tail], y[head : len(y) - tail]
    if not (head + tail) or not all(slots):
        return 0.0
    if not (_strange(slots[0], b) and _strange(slots[1], a)):
        return 0.0
    return (head + tail) / max(len(x), len(y))


def _strange(words: Sequence[str], other: Profile) -> bool:
    """Whether ``words`` say something that the other telling does not."""
    return any(not letters(word) <= other.spelled for word in words if len(word) > 1)


def _apart(a: frozenset[str], b: frozenset[str]) -> float:
    return 1 - len(a & b) / max(len(a), len(b)) if a and b else 0.0


def _own(a: Profile, b: Profile) -> int:
    """Words of ``a``'s title that ``b`` does not know."""
    return sum(2 * len(word & b.spelled) < len(word) for word in a.words)


def _shared(a: Profile, b: Profile, kind: int, profiler: Profiler) -> float | None:
    """The part of the titles' names that the other knows; None where each has a stranger."""
    known: list[bool] = []
    stranger = [False, False]
    for side, (one, other) in enumerate(((a, b), (b, a))):
        for name in one.names[kind]:
            known.append(any(profiler.related(name, told) for told in other.told[kind]))
            stranger[side] |= not known[-1]
    if all(stranger):
        return None
    if not known:
        return float(bool(a.told[kind] & b.told[kind])) / 2
    return sum(known) / len(known)


def probability(values: tuple[float, ...]) -> float:
    """That two tellings with these features are of one happening, 0 to 1."""
    bias, weights, _ = load_weights()
    z = bias + sum(w * v for w, v in zip(weights, values, strict=True))
    return 1 / (1 + math.exp(-z))


def same_happening(a: Profile, b: Profile, profiler: Profiler) -> float | None:
    """The probability where ``a`` and ``b`` tell of one happening, else None."""
    dates = relation(a, b)
    if dates is None or forbidden(a, b, dates):
        return None
    values = features(a, b, dates, profiler)
    if values is None:
        return None
    chance = probability(values)
    loose = dates in ("start", "year")
    return chance if chance >= (LOOSE_THRESHOLD if loose else load_weights()[2]) else None
