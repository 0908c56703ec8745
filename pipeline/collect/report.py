"""What a collect did."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SourceReport:
    """One source: counts of answers and documents, and what went wrong, in words.

    ``new`` documents, ``versions`` of known addresses with another text, ``unchanged`` ones;
    ``forbidden`` by robots.txt; ``gone`` pages that the site has removed; ``planned`` addresses
    of a dry run; ``notes`` are no errors but good to know; ``finished``: the next run starts
    where this one ended.
    """

    source: str
    since: str = ""
    until: str = ""
    fetched: int = 0
    new: int = 0
    versions: int = 0
    unchanged: int = 0
    resumed: bool = False
    finished: bool = False
    planned: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def join(self, later: SourceReport) -> SourceReport:
        """Both as one: a job that was gone on with, and the one after it."""
        return SourceReport(
            source=self.source,
            since=self.since,
            until=later.until,
            fetched=self.fetched + later.fetched,
            new=self.new + later.new,
            versions=self.versions + later.versions,
            unchanged=self.unchanged + later.unchanged,
            resumed=self.resumed or later.resumed,
            finished=self.finished and later.finished,
            planned=self.planned + later.planned,
            empty=self.empty + later.empty,
            forbidden=self.forbidden + later.forbidden,
            gone=self.gone + later.gone,
            notes=self.notes + later.notes,
            errors=self.errors + later.errors,
        )


@dataclass
class CollectReport:
    """All sources, in the order they were asked."""

    sources: list[SourceReport] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        return [error for one in self.sources for error in one.errors]

    @property
    def new(self) -> int:
        return sum(one.new + one.versions for one in self.sources)

    @property
    def did_nothing(self) -> bool:
        """Whether every source failed before it gave a single answer."""
        return bool(self.sources) and all(
            one.errors and not (one.fetched or one.finished) for one in self.sources
        )
