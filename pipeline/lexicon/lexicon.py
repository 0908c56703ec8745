"""The lexicon in memory: lookup by id and name, finding in text, family and succession."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from pipeline.lexicon.entry import Entry, Label
from pipeline.lexicon.matcher import Hit, Matcher, squeeze

Found = tuple[int, int, tuple[Entry, ...]]

# Of several bearers of one name that all live, the earlier kind here is meant (광주, 제주).
_KIND_RANK = {
    kind: rank
    for rank, kind in enumerate(("country", "economic_region", "province", "city", "county"))
}
_MIN_WORD = 3  # shorter names are left to Kiwi's own dictionary


class Lexicon:
    """All entries, immutable. ``version`` is a hash of the files that they were read from."""

    def __init__(self, entries: Iterable[Entry], version: str = "") -> None:
        self.version = version
        self.entries: Mapping[str, Entry] = MappingProxyType(
            {entry.entity_id: entry for entry in entries}
        )
        bearers: dict[str, dict[str, Entry]] = {}
        children: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for name in (*entry.names, entry.entity_id):
                bearers.setdefault(squeeze(name), {})[entry.entity_id] = entry
            if entry.parent is not None:
                children.setdefault(entry.parent, []).append(entry.entity_id)
        self._bearers = {key: tuple(found.values()) for key, found in bearers.items()}
        self._children = {key: tuple(found) for key, found in children.items()}

    @cached_property
    def matcher(self) -> Matcher:
        """The automaton over all names."""
        entries = self.entries.values()
        return Matcher(
            (name for entry in entries for name in entry.names),
            (name for entry in entries for name in entry.weak),
        )

    def bearers(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears ``name``, white space and middle dots apart."""
        return self._bearers.get(squeeze(name), ())

    def find(self, text: str) -> list[Found]:
        """Names in ``text`` at word borders, longest first, without overlap, by start."""
        return [(hit.start, hit.end, self._bearers[hit.key]) for hit in self.matcher.find(text)]

    def scan(self, text: str) -> list[Hit]:
        """Every occurrence of every name, borders and overlaps unchecked."""
        return self.matcher.scan(text)

    def resolve(
        self, name: str, date: str | None = None, label: Label | None = None
    ) -> Entry | None:
        """The bearer of ``name`` that is meant on ``date`` (EDTF), or None if that is open.

        A name with a single bearer is that bearer's at any date. Of several, those that exist
        on the date; if none does, the one nearest in time; if more than one does, the one whose
        canonical name it is, else the one of the highest kind (광주광역시 before 광주시).
        """
        found = [entry for entry in self.bearers(name) if label in (None, entry.label)]
        return choose(found, name, date)

    def descendants(self, entity_id: str) -> tuple[str, ...]:
        """Ids of all that lies below ``entity_id``, nearest first, without itself."""
        return _closure(entity_id, lambda one: self._children.get(one, ()))

    def ancestors(self, entity_id: str) -> tuple[str, ...]:
        """Ids of the parent, its parent, and so on."""
        return _closure(entity_id, self._parents)

    def lineage(self, entity_id: str) -> tuple[str, ...]:
        """Ids of all predecessors and successors, near and far, with itself.

        Sorted by how many came before each, then by age.
        """
        ids = (entity_id, *_closure(entity_id, self._relatives))
        if entity_id not in self.entries:
            return ids

        def age(one: str) -> tuple[int, str, str]:
            before = _closure(one, lambda each: self.entries[each].predecessors)
            return len(before), self.entries[one].valid_from or "", one

        return tuple(sorted(ids, key=age))

    def aliases_of(self, entity_id: str) -> tuple[str, ...]:
        """Every name of ``entity_id``, the canonical one first; empty if unknown."""
        entry = self.entries.get(entity_id)
        return entry.names if entry else ()

    def words(self) -> tuple[tuple[str, str], ...]:
        """(form, tag) pairs for Kiwi's user dictionary: the proper names written in one word."""
        return tuple(
            sorted(
                {
                    (name, "NNP")
                    for entry in self.entries.values()
                    if entry.label != "INDUSTRY"
                    for name in entry.names
                    if len(name) >= _MIN_WORD and all("가" <= letter <= "힣" for letter in name)
                }
            )
        )

    def _parents(self, entity_id: str) -> tuple[str, ...]:
        entry = self.entries.get(entity_id)
        return (entry.parent,) if entry and entry.parent else ()

    def _relatives(self, entity_id: str) -> tuple[str, ...]:
        entry = self.entries.get(entity_id)
        return (*entry.predecessors, *entry.successors) if entry else ()


def choose(found: Iterable[Entry], name: str, date: str | None) -> Entry | None:
    """The one of ``found`` that ``name`` means on ``date``; see ``Lexicon.resolve``."""
    candidates = list(found)
    if len(candidates) > 1 and date:
        living = [entry for entry in candidates if entry.valid_at(date)]
        candidates = living or [min(candidates, key=lambda entry: _distance(entry, date))]
    elif len(candidates) > 1:
        candidates = [entry for entry in candidates if entry.valid_to is None] or candidates
    if len(candidates) > 1:
        candidates = [e for e in candidates if name in (e.entity_id, e.name)] or candidates
    if len(candidates) > 1:
        best = min(map(_rank, candidates))
        candidates = [entry for entry in candidates if _rank(entry) == best]
    if len(candidates) > 1:  # a coarse date holds a succession: the later bearer
        later = [e for e in candidates if any(o.entity_id in e.predecessors for o in candidates)]
        candidates = later or candidates
    return candidates[0] if len(candidates) == 1 else None


def _rank(entry: Entry) -> int:
    return _KIND_RANK.get(entry.kind, len(_KIND_RANK))


def _distance(entry: Entry, date: str) -> tuple[int, str]:
    """Years between the entry's life and ``date``; the earlier entry first when equal."""
    year = int(date[:4]) if date[:4].isdigit() else 0
    since = int((entry.valid_from or "0000")[:4])
    until = int((entry.valid_to or "9999")[:4])
    return max(since - year, year - until, 0), entry.valid_from or ""


def _closure(start: str, step: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """What ``step`` reaches from ``start``, breadth first, ``start`` left out."""
    seen = {start: None}
    queue = [start]
    for one in queue:
        for other in step(one):
            if other not in seen:
                seen[other] = None
                queue.append(other)
    return tuple(seen)[1:]
