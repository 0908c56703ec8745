"""The same text twice: exact copies, and near ones (other format, headline, cut), by MinHash LSH.

Two texts are one when most of the shorter stands in the longer and neither has numbers or places
that the other contradicts: a weekly release fills the same words with other figures, a yearly
event the same page with another date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np
from datasketch import MinHash, MinHashLSH

from pipeline.records import Record
from pipeline.timeline.signature import N_PERMUTATIONS, letters, shingles

MIN_LETTERS = 80
"""Letters. A shorter text (a headline, a bill's name) is the same only if it is so to the letter
and of the same day."""

BANDS, ROWS = 42, 3
"""Bands and rows of the index: likeness of .4 is found 19 times in 20, of .15 one time in 8."""

MIN_LIKENESS = 0.35
"""Estimated share of common shingles from which two texts are compared themselves."""

MIN_CONTAINED = 0.8
"""Share of the shorter text's shingles that the longer one has."""

MIN_LENGTH = 0.4
"""Length of the shorter as a share of the longer: what quotes a paragraph is no copy."""

MAX_CONFLICT = 0.1
"""Share of the numbers (places) of the text that has fewer, which the other may not have while it
has others in their place."""


class Candidate(Record, frozen=True):
    """A document as it is compared. ``numbers`` and ``places`` (entity ids) are sets of what it
    names; ``official`` says that an agency issued it; ``published`` is EDTF."""

    doc_id: str
    text_sha256: str
    minhash: bytes
    n_letters: int
    numbers: frozenset[str]
    places: frozenset[str]
    official: bool
    published: str | None

    @property
    def order(self) -> tuple[bool, bool, str, int, str]:
        """Originals first: the official one, the earliest, the longest."""
        when = self.published or ""
        return not self.official, not when, when, -self.n_letters, self.doc_id


def find_duplicates(candidates: Iterable[Candidate], text: Callable[[str], str]) -> dict[str, str]:
    """Each duplicate's ``doc_id`` with that of its original, which is no duplicate itself.

    ``text`` gives a document's body by its id; it is asked for likely pairs alone. The result
    depends on the set of candidates, not on their order; cost grows with likely pairs.
    """
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for one in candidates:
        day = (one.published or "") if one.n_letters < MIN_LETTERS else ""
        groups[one.text_sha256, day].append(one)
    firsts = {}
    found: dict[str, str] = {}
    for group in groups.values():
        first = min(group, key=lambda one: one.order)
        firsts[first.doc_id] = first
        found |= {one.doc_id: first.doc_id for one in group if one is not first}
    long = [one for one in firsts.values() if one.n_letters >= MIN_LETTERS]
    near = dict(_near(sorted(long, key=lambda one: one.order), text))
    found = {copy: near.get(first, first) for copy, first in found.items()}
    return found | near


def _near(ordered: list[Candidate], text: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Each document joins the original before it that it has most in common with; never another
    copy, so that no chain of small steps joins two different texts."""

    @lru_cache(maxsize=512)
    def known_shingles(doc_id: str) -> set[int]:
        return shingles(letters(text(doc_id)))

    index = MinHashLSH(params=(BANDS, ROWS), num_perm=N_PERMUTATIONS)
    originals: dict[str, Candidate] = {}
    for one in ordered:
        values = _values(one)
        hashed = MinHash(num_perm=N_PERMUTATIONS, scheme="affine32", hashvalues=values)
        best: tuple[float, str] | None = None
        for other_id in sorted(index.query(hashed)):
            other = originals[other_id]
            if not _may_be(one, other) or _likeness(values, _values(other)) < MIN_LIKENESS:
                continue
            share = _contained(known_shingles(one.doc_id), known_shingles(other_id))
            if share >= MIN_CONTAINED and (best is None or share > best[0]):
                best = share, other_id
        if best is None:
            originals[one.doc_id] = one
            index.insert(one.doc_id, hashed)
        else:
            yield one.doc_id, best[1]


Values = np.ndarray[tuple[int], np.dtype[np.uint32]]


def _values(one: Candidate) -> Values:
    return np.frombuffer(one.minhash, dtype="<u4").astype(np.uint32)


def _likeness(one: Values, other: Values) -> float:
    return float(np.mean(one == other))


def _contained(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _may_be(one: Candidate, other: Candidate) -> bool:
    shorter, longer = sorted((one.n_letters, other.n_letters))
    if shorter < MIN_LENGTH * longer:
        return False
    return not (_conflict(one.numbers, other.numbers) or _conflict(one.places, other.places))


def _conflict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each side has too much that the other lacks."""
    own = min(len(one - other), len(other - one))
    return own > MAX_CONFLICT * min(len(one), len(other))
