"""What became of an event as of its document: one ordered table of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.extract.events.predicates import Modality, Tense
from pipeline.records import EventStatus


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. Dates are ISO days; ``published`` is the earliest day it can be."""

    tense: Tense | None
    modality: Modality | None
    earliest: str | None
    latest: str | None
    published_earliest: str | None
    published_latest: str | None
    cancelled: bool = False
    postponed: bool = False

    @property
    def undated(self) -> bool:
        return self.published_latest is None or (self.earliest is None and self.latest is None)

    @property
    def is_publication_day(self) -> bool:
        return (
            self.earliest is not None
            and self.earliest == self.latest == self.published_earliest == self.published_latest
        )

    @property
    def is_future(self) -> bool:
        """From a day after publication on; for an open beginning (…까지), until such a day."""
        if not self.published_latest:
            return False
        first = self.earliest or (self.latest if self.modality != "progress" else None)
        return bool(first and first > self.published_latest)

    @property
    def is_past(self) -> bool:
        return bool(
            self.latest and self.published_earliest and self.latest < self.published_earliest
        )

    @property
    def is_open(self) -> bool:
        return self.earliest is not None and self.latest is None


Rule = tuple[str, Callable[[Facts], bool], EventStatus]


# First match wins.
RULES: tuple[Rule, ...] = (
    ("cancelled", lambda f: f.cancelled, "cancelled"),
    ("postponed", lambda f: f.postponed, "postponed"),
    ("publication_day", lambda f: f.is_publication_day, "occurred"),
    ("future_forecast", lambda f: f.is_future and f.modality == "forecast", "forecast"),
    ("future", lambda f: f.is_future, "planned"),
    ("past_going_on", lambda f: f.is_open and f.modality == "progress", "ongoing"),
    ("past", lambda f: f.is_past, "occurred"),
    ("forecast", lambda f: f.modality == "forecast", "forecast"),
    ("plan", lambda f: f.modality == "plan" and f.tense != "past", "planned"),
    ("going_on", lambda f: f.modality == "progress", "ongoing"),
    ("told_as_past", lambda f: f.tense == "past", "occurred"),
    ("open_from_past", lambda f: f.is_open, "occurred"),
    # A year or month that is still running, told in the present: announced, not yet done.
    ("running", lambda f: f.tense == "present" and not f.undated, "planned"),
    ("default", lambda f: True, "occurred"),
)


def decide(facts: Facts) -> tuple[EventStatus, str]:
    """The status and the name of the rule that gave it."""
    for name, holds, status in RULES:
        if holds(facts):
            return status, name
    raise AssertionError("the last rule always holds")
