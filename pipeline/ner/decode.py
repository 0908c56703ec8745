"""From scores of tags to spans: the best sequence that is one.

Tags are BILUO over ``LABELS``: B- and L- the first and last token of a name of several, I- those
between, U- a name of one token, O none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LABELS = ("PERSON", "ORG", "REGION", "COMPLEX")
TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BILU"))

UNIT = 2.0**-14
"""Scores of tags are whole multiples of this: which are best is decided in whole numbers."""

_NEVER = -(1 << 40)


class Named(NamedTuple):
    """Tokens ``first`` to ``last`` (both in) as a ``label``; ``confidence`` from 0 to 1."""

    first: int
    last: int
    label: str
    confidence: float


def _follows(before: str, after: str) -> bool:
    if before[0] in "BI":
        return after[0] in "IL" and after[2:] == before[2:]
    return after[0] in "OBU"


_ALLOWED = np.array(
    [[0 if _follows(a, b) else _NEVER for b in TAGS] for a in TAGS], dtype=np.int64
)
_FIRST = np.array([0 if t[0] in "OBU" else _NEVER for t in TAGS], dtype=np.int64)
_LAST = np.array([0 if t[0] in "OLU" else _NEVER for t in TAGS], dtype=np.int64)


def best_tags(scores: NDArray[np.int64]) -> NDArray[np.intp]:
    """Viterbi over ``scores`` ``(n, n_tags)``; of equal sequences the first tag wins."""
    running = scores[0] + _FIRST
    back = np.zeros(scores.shape, dtype=np.intp)
    for row in range(1, len(scores)):
        paths = running[:, None] + _ALLOWED
        back[row] = paths.argmax(axis=0)
        running = paths[back[row], np.arange(len(TAGS))] + scores[row]
    tags = np.zeros(len(scores), dtype=np.intp)
    tags[-1] = (running + _LAST).argmax()
    for row in range(len(scores) - 1, 0, -1):
        tags[row - 1] = back[row, tags[row]]
    return tags


def read_names(scores: NDArray[np.float32], lengths: Sequence[int]) -> list[Named]:
    """The names of all sequences, numbered over all rows of ``scores``.

    Each of ``lengths`` is followed by one row that belongs to no sequence. Scores are logits.
    The confidence of a name is the product of the probabilities of its tags.
    """
    ends = np.cumsum(np.array(lengths) + 1) - 1
    tags: NDArray[np.intp] = scores.argmax(axis=1)
    tags[ends] = 0
    # The best tag of each token alone is the answer wherever these make a sequence.
    broken = np.flatnonzero(_ALLOWED[np.concatenate([[0], tags[:-1]]), tags])
    for number in np.unique(np.searchsorted(ends, broken)).tolist():
        begin, end = int(ends[number]) - lengths[number], int(ends[number])
        whole = np.rint(scores[begin:end] / UNIT).astype(np.int64)
        tags[begin:end] = best_tags(whole)
    found: list[Named] = []
    first = 0
    for index in np.flatnonzero(tags).tolist():
        tag = TAGS[tags[index]]
        if tag[0] in "BU":
            first = index
        if tag[0] in "LU":
            rows = scores[first : index + 1].astype(np.float64)
            rows -= rows.max(axis=1, keepdims=True)
            chosen = rows[np.arange(len(rows)), tags[first : index + 1]]
            confidence = float(np.exp((chosen - np.log(np.exp(rows).sum(axis=1))).sum()))
            found.append(Named(first, index, tag[2:], round(confidence, 4)))
    return found


def tags_of(length: int, names: Sequence[tuple[int, int, str]]) -> list[int]:
    """The tags of names given as first token, last token, label; labels must be known ones."""
    tags = [0] * length
    for first, last, label in names:
        if first == last:
            tags[first] = TAGS.index(f"U-{label}")
            continue
        tags[first] = TAGS.index(f"B-{label}")
        tags[last] = TAGS.index(f"L-{label}")
        for inside in range(first + 1, last):
            tags[inside] = TAGS.index(f"I-{label}")
    return tags
