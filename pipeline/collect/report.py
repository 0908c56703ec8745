"""What a collect did."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SourceReport:
    """One source: counts of answers and documents, and what went wrong, in words.

    ``new`` documents, ``versions`` of known addresses with another text, ``unchanged`` ones;
    ``forbidden`` by robots.txt or our own bounds; ``planned`` addresses of a dry run;
    ``finished``: the next run starts where this one ended.
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
    errors: list[str] = field(default_factory=list)


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
