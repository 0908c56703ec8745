"""What one line of the lexicon says: a named thing, its names, and when it bore them."""

from __future__ import annotations

from typing import Literal

import msgspec

Label = Literal["ORG", "REGION", "COMPLEX", "PROGRAM", "LAW", "INDUSTRY", "FORUM"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named thing.

    ``valid_from`` and ``valid_to`` are ISO days, both inclusive; ``None`` is unknown or still.
    A file states ``predecessors`` alone: the loader fills in ``successors``. ``stems`` are the
    bare names of an estate, which the loader joins with the usual words for its kind (남동:
    남동산단, 남동공단 …) into ``aliases``. ``weak`` are those of its names that are also everyday
    words (예산, 강화) and count only where the text supports them. ``code`` is the number that
    statistics know it by: a place's administrative code (two digits of the province, five of a
    city, county or district), an industry's in KSIC (10th revision). ``examples`` are sentences in
    which the entry must be found, ``not_examples`` sentences in which it must not.
    """

    entity_id: str = msgspec.field(name="id")
    label: Label
    kind: str
    name: str
    stems: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    parent: str | None = None
    code: str | None = None
    source_url: str
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name and the aliases."""
        return (self.name, *self.aliases)

    def valid_at(self, date: str) -> bool:
        """Whether the thing existed on ``date``, an EDTF day, month or year."""
        day = date[:10]
        # A coarse date is compared at its own precision: 2008 holds 2008-02-29.
        since = self.valid_from is None or self.valid_from[: len(day)] <= day
        return since and (self.valid_to is None or day <= self.valid_to[: len(day)])
