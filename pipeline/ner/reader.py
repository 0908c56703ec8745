"""The trained network read: numpy alone, and the same bits everywhere.

Weights lie on a grid of 1/256, what flows between the layers on one of 1/64. Products are then
whole multiples of 2^-14, and sums of them below 1024 are exact in single precision: neither the
size of a batch, nor the order in which a library adds, nor the number of threads changes a bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from pipeline.ner.decode import UNIT
from pipeline.ner.features import CONTEXT_COLUMNS, FORM_COLUMNS, FeatureMaker, Token
from pipeline.ner.vectors import SCALE, MorphemeVectors

Floats = NDArray[np.float32]

_WEIGHT = 2.0**-8
_ACTIVATION = 2.0**-6
_LARGEST = 16.0  # an activation; those of a trained network stay below 10


class Piece(NamedTuple):
    """A Maxout with layer norm: ``weight`` ``(width, pieces, inputs)``, ``bias`` ``(width,
    pieces)``, then ``gain`` and ``shift`` ``(width,)`` of the norm."""

    weight: Floats
    bias: Floats
    gain: Floats
    shift: Floats


class Weights(NamedTuple):
    """What training leaves: a table a column, the mix, the convolutions, the output layer."""

    tables: list[Floats]
    mix: Piece
    layers: list[Piece]
    output: Floats
    bias: Floats

    def arrays(self) -> Iterator[tuple[str, Floats]]:
        """Every array with its name in the file."""
        for number, table in enumerate(self.tables):
            yield f"table{number}", table
        for number, piece in enumerate((self.mix, *self.layers)):
            for name, array in zip(Piece._fields, piece, strict=True):
                yield f"{name}{number}", array
        yield "output", self.output
        yield "output_bias", self.bias

    def to_disk(self, path: Path) -> None:
        """Write ``weights.npz`` in ``path``: the same bytes for the same weights."""
        np.savez(path / "weights.npz", allow_pickle=False, **dict(self.arrays()))

    @classmethod
    def from_disk(cls, path: Path) -> Weights:
        """Read what ``to_disk`` wrote; ``KeyError`` for a file that lacks an array."""
        with np.load(path / "weights.npz", allow_pickle=False) as found:
            pieces = [
                Piece(*(found[f"{name}{number}"] for name in Piece._fields))
                for number in range(sum(name.startswith("weight") for name in found.files))
            ]
            tables = [
                found[f"table{number}"]
                for number in range(len(FORM_COLUMNS) + len(CONTEXT_COLUMNS))
            ]
            return cls(tables, pieces[0], pieces[1:], found["output"], found["output_bias"])


def _on_grid(values: NDArray[np.floating], step: float) -> Floats:
    return (np.rint(np.asarray(values, dtype=np.float64) / step) * step).astype(np.float32)


class _Layer:
    """A Maxout and its norm, ready to use: weights ``(inputs, pieces * width)``."""

    def __init__(self, piece: Piece) -> None:
        width, pieces, inputs = piece.weight.shape
        self.width = width
        ordered = piece.weight.transpose(1, 0, 2).reshape(pieces * width, inputs)
        self.weight = np.ascontiguousarray(_on_grid(ordered, _WEIGHT).T)
        self.bias = _on_grid(piece.bias.T.reshape(-1), UNIT)
        self.gain = piece.gain
        self.shift = piece.shift

    def finish(self, sums: Floats) -> Floats:
        """The largest of the pieces, normed, on the grid: ``(n, width)``."""
        width = self.width
        best = np.maximum(sums[:, :width], sums[:, width : 2 * width])
        for begin in range(2 * width, sums.shape[1], width):
            np.maximum(best, sums[:, begin : begin + width], out=best)
        mean = best.sum(axis=1, keepdims=True) / np.float32(width)
        best -= mean
        spread = np.einsum("ij,ij->i", best, best)[:, None] / np.float32(width)
        best *= 1 / np.sqrt(spread + np.float32(1e-8))
        best *= self.gain
        best += self.shift
        best *= np.float32(1 / _ACTIVATION)
        np.rint(best, out=best)
        best *= np.float32(_ACTIVATION)
        return np.clip(best, -_LARGEST, _LARGEST, out=best)


class _Store:
    """Rows worked out so far, by number."""

    def __init__(self, width: int) -> None:
        self._rows = np.zeros((256, width), dtype=np.float32)
        self.length = 0

    def add(self, rows: Floats) -> None:
        """Append rows."""
        end = self.length + len(rows)
        if end > len(self._rows):
            grown = np.zeros((max(end, 2 * len(self._rows)), self._rows.shape[1]), np.float32)
            grown[: self.length] = self._rows[: self.length]
            self._rows = grown
        self._rows[self.length : end] = rows
        self.length = end

    def take(self, numbers: Sequence[int]) -> Floats:
        """Copies of the rows of those numbers."""
        return self._rows[np.array(numbers, dtype=np.intp)]


class Reader:
    """Scores of the tags of tokens.

    The first layer adds up what a token's form and its context each give it: both are worked
    out when first met and looked up from then on.
    """

    def __init__(self, weights: Weights, vectors: MorphemeVectors) -> None:
        self.weights = weights
        self._vectors = vectors
        self._mix = _Layer(weights.mix)
        self._layers = [_Layer(piece) for piece in weights.layers]
        self._output = np.ascontiguousarray(_on_grid(weights.output, _WEIGHT).T)
        self._bias = _on_grid(weights.bias, UNIT)
        embed = weights.tables[0].shape[1]
        parts = weights.mix.weight.transpose(1, 0, 2).reshape(
            self._mix.weight.shape[1], self._mix.weight.shape[0]
        ).astype(np.float64)
        self._tables = [
            _on_grid(table @ parts[:, n * embed : (n + 1) * embed].T, UNIT)
            for n, table in enumerate(weights.tables)
        ]
        self._of_vector = _on_grid(parts[:, len(weights.tables) * embed :].T / SCALE, 2.0**-17)
        self._hash = NumpyOps().hash
        # Matrices this small gain nothing from threads, and lose much where cores are few.
        self._threads = ThreadpoolController().select(user_api="blas")
        self.forget()

    def forget(self) -> None:
        """Drop what is known of forms and contexts: their numbers are about to change."""
        self._forms = _Store(len(self._mix.bias))
        self._contexts = _Store(len(self._mix.bias))

    def score(self, text: str, sequences: Sequence[Sequence[Token]], maker: FeatureMaker) -> Floats:
        """Scores ``(n, n_tags)``: a row a token, and one of no meaning after each sequence."""
        forms: list[int] = []
        contexts: list[int] = []
        gaps: list[int] = []
        for tokens in sequences:
            of_tokens, of_places = maker.number(text, tokens)
            forms += of_tokens
            contexts += of_places
            gaps.append(len(forms))
            forms.append(0)
            contexts.append(0)
        with self._threads.limit(limits=1):
            self._learn(maker)
            return self._tags(forms, contexts, gaps)

    def _tags(self, forms: list[int], contexts: list[int], gaps: list[int]) -> Floats:
        """The network from the first layer on; the rows ``gaps`` lie between sequences."""
        sums = self._forms.take(forms)
        sums += self._contexts.take(contexts)
        flow = self._mix.finish(sums)
        flow[gaps] = 0.0
        edge = np.zeros((1, flow.shape[1]), dtype=np.float32)
        for layer in self._layers:
            window = np.concatenate(
                [np.concatenate([edge, flow[:-1]]), flow, np.concatenate([flow[1:], edge])], axis=1
            )
            flow += layer.finish(window @ layer.weight + layer.bias)
            flow[gaps] = 0.0
        scores: Floats = flow @ self._output + self._bias
        return scores

    def _learn(self, maker: FeatureMaker) -> None:
        """Work out the forms and contexts not met before."""
        new = maker.forms[self._forms.length :]
        if new:
            known = np.array(new, dtype=np.uint64)
            sums = self._columns(known[:, 1:], 0) + self._mix.bias
            vectors = self._vectors.table[known[:, 0].astype(np.intp)].astype(np.float32)
            self._forms.add(sums + _on_grid(vectors @ self._of_vector, UNIT))
        if maker.contexts[self._contexts.length :]:
            known = np.array(maker.contexts[self._contexts.length :], dtype=np.uint64)
            self._contexts.add(self._columns(known, len(FORM_COLUMNS)))

    def _columns(self, keys: NDArray[np.uint64], first: int) -> Floats:
        """What hashed columns from ``first`` on give: four rows of its table each."""
        total = np.zeros((len(keys), len(self._mix.bias)), dtype=np.float32)
        for column in range(keys.shape[1]):
            table = self._tables[first + column]
            ids = np.ascontiguousarray(keys[:, column])
            # The seeds are those that the trained network has.
            rows = self._hash(ids, first + column + 1) % len(table)
            for part in range(rows.shape[1]):
                total += table[rows[:, part]]
        return total
