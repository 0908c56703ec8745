"""A name with its title, as the ways of finding one hand it on."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.people.affiliation import Affiliation

GOVERNMENTS = ("정부", "행정부", "정권", "내각")


@dataclass(frozen=True, slots=True)
class Found:
    """A name with its title, before the document is looked at as a whole."""

    start: int
    end: int
    name: str
    title: str | None
    affiliation: Affiliation
    rule: str
    is_full: bool = True  # False: a surname alone
