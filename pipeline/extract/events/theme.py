"""The programme that a document is about: events that do not name it again belong to it too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import msgspec

from pipeline.extract.context import Context
from pipeline.records import Event

MIN_MENTIONS = 2
MIN_SHARE = 0.6
"""Part of all programmes named in the document that are of one line of succession."""

_GENERIC = frozenset(
    {"사업", "육성사업", "조성사업", "지원사업", "육성시책", "계획", "육성", "프로젝트"}
)
"""Words of programmes' names that any event may have."""


@dataclass(frozen=True, slots=True)
class Theme:
    """``program`` is the id that the document uses most, ``words`` those of its line's names."""

    program: str | None
    words: frozenset[str]

    @classmethod
    def of(cls, context: Context) -> Theme:
        """The theme of a document; without a programme where it speaks of several, or of none.

        What its title names, else what it speaks of most.
        """
        entries = context.lexicon.entries
        titled = {
            context.lexicon.lineage(found[0].entity_id)[0]
            for _, _, found in context.lexicon.find(context.analysis.title or "")
            if found[0].label == "PROGRAM" and found[0].kind == "programme"
        }
        named = Counter(
            m.entity_id
            for m in context.mentions
            if m.label == "PROGRAM" and m.entity_id and entries[m.entity_id].kind == "programme"
        )
        lines = Counter[str]()
        for one, count in named.items():
            lines[context.lexicon.lineage(one)[0]] += count
        most = min(lines, key=lambda one: (one not in titled, -lines[one], one), default=None)
        if most is None or (
            titled != {most} and lines[most] < max(MIN_MENTIONS, MIN_SHARE * lines.total())
        ):
            return cls(None, frozenset())
        line = context.lexicon.lineage(most)
        program = min(line, key=lambda one: (-named[one], one))
        names = {name for one in line for name in entries[one].names}
        return cls(program, frozenset(w for name in names for w in name.split()) - _GENERIC)

    def named(self, event: Event) -> Event:
        """``event`` with the programme, if it names none and its headline has a word of it."""
        if self.program is None or event.programs:
            return event
        if not any(word in event.title for word in self.words):
            return event
        return msgspec.structs.replace(event, programs=(self.program,))
