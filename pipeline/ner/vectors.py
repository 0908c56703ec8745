"""Kiwi's own morpheme embeddings, as a small table.

Kiwi's language model tells the cosine between any two morphemes. From the cosines to a few
hundred landmarks the vectors themselves follow (Nyström's method): with ``G`` the cosines among
the landmarks and ``M`` those of all to them, ``M G^(-1/2)`` keeps every inner product. The mean
is taken out, the axes are turned to the principal ones, rows are scaled to length 1 and kept as
bytes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from kiwipiepy import Kiwi
from numpy.typing import NDArray

DIMENSIONS = 128
LANDMARKS = 256
_SEED_MORPHEME = 246  # any id will do: its neighbours are all morphemes of the model
SCALE = 300.0
"""A byte holds ±0.42; rows of length 1 in 128 dimensions stay below that."""

_SMALLEST = 1e-3  # eigenvalues below are noise

Form = tuple[str, str]


class MorphemeVectors:
    """``(form, tag) -> row``; the last row, all zero, is that of unknown morphemes."""

    def __init__(self, forms: list[Form], table: NDArray[np.int8]) -> None:
        self.table = table
        self._rows = {form: row for row, form in enumerate(forms)}
        self._forms = forms

    @property
    def unknown(self) -> int:
        """The row of what is not in the table."""
        return len(self.table) - 1

    def row(self, form: str, tag: str) -> int:
        """The row of a morpheme; ``tag`` without its marker of irregularity."""
        return self._rows.get((form, tag.partition("-")[0]), self.unknown)

    def rows(self, indices: NDArray[np.intp]) -> NDArray[np.float32]:
        """Vectors of shape ``(len(indices), DIMENSIONS)``."""
        return self.table[indices].astype(np.float32) / np.float32(SCALE)

    def to_disk(self, path: Path) -> None:
        """Write ``vectors.npy`` and ``morphemes.txt`` in ``path``."""
        np.save(path / "vectors.npy", self.table, allow_pickle=False)
        lines = "".join(f"{form}\t{tag}\n" for form, tag in self._forms)
        (path / "morphemes.txt").write_text(lines, encoding="utf-8", newline="\n")

    @classmethod
    def from_disk(cls, path: Path) -> MorphemeVectors:
        """Read what ``to_disk`` wrote."""
        text = (path / "morphemes.txt").read_text(encoding="utf-8")
        forms = [(f, t) for f, _, t in (line.partition("\t") for line in text.split("\n")[:-1])]
        return cls(forms, np.load(path / "vectors.npy", allow_pickle=False))


def recover(kiwi: Kiwi, seed: int = 0) -> MorphemeVectors:
    """The vectors of all morphemes of Kiwi's model. Takes about a minute."""
    named: dict[int, Form] = {}
    for morpheme in kiwi.most_similar_morphemes(_SEED_MORPHEME, top_n=1_000_000):
        named[morpheme.id] = (morpheme.form, morpheme.tag.partition("-")[0])
    ids = np.array(sorted(named))
    place = np.zeros(ids[-1] + 1, dtype=np.intp)
    place[ids] = np.arange(len(ids))
    landmarks = np.random.RandomState(seed).choice(ids, LANDMARKS, replace=False)
    cosines = np.zeros((len(ids), LANDMARKS), dtype=np.float64)
    for column, landmark in enumerate(landmarks.tolist()):
        for morpheme in kiwi.most_similar_morphemes(landmark, top_n=1_000_000):
            if morpheme.id in named:
                cosines[place[morpheme.id], column] = morpheme.score
        cosines[place[landmark], column] = 1.0
    gram = cosines[place[landmarks]]
    values, axes = np.linalg.eigh((gram + gram.T) / 2)
    kept = values > _SMALLEST
    vectors = (cosines @ axes[:, kept]) / np.sqrt(values[kept])
    vectors -= vectors.mean(axis=0)
    _, turned = np.linalg.eigh(vectors.T @ vectors)
    vectors = vectors @ turned[:, ::-1][:, :DIMENSIONS]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    table = np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)
    # Of several senses the one with the lowest id, the most frequent, gives the vector.
    forms: list[Form] = []
    rows: list[int] = []
    seen: set[Form] = set()
    for row, number in enumerate(ids.tolist()):
        form = named[number]
        if form not in seen and "\t" not in form[0] and "\n" not in form[0] and form[0]:
            seen.add(form)
            forms.append(form)
            rows.append(row)
    known = np.vstack([table[rows], np.zeros((1, DIMENSIONS), dtype=np.int8)])
    return MorphemeVectors(forms, known)
