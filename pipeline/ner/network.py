"""The network as it is trained: hashed columns and a vector, mixed, read in a window, tagged.

The layers are thinc's: one ``HashEmbed`` a column, ``Maxout`` over their concatenation with the
vector, residual convolutions of three tokens (spaCy's HashEmbedCNN), a ``Softmax`` over tags.
What it has learned is read by ``reader``, which needs none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    Optimizer,
    Softmax,
    chain,
    concatenate,
    expand_window,
    residual,
    with_array,
)

from pipeline.ner.decode import TAGS
from pipeline.ner.features import COLUMNS, TokenRows
from pipeline.ner.reader import Piece, Weights
from pipeline.ner.vectors import DIMENSIONS, MorphemeVectors

Floats = NDArray[np.float32]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``width`` of the encoder, ``depth`` in convolutions, ``embed`` width of a column."""

    width: int = 96
    depth: int = 3
    embed: int = 48
    pieces: int = 3


class Network:
    """The layers with their forward and backward pass over whole batches of sequences."""

    def __init__(self, shape: Shape, vectors: MorphemeVectors) -> None:
        self.shape = shape
        self.vectors = vectors
        width, pieces = shape.width, shape.pieces
        embeds: list[Model[Any, Any]] = [
            HashEmbed(shape.embed, rows, column=column, seed=column + 1)
            for column, (_, rows) in enumerate(COLUMNS)
        ]
        self.columns: Model[Any, Any] = concatenate(*embeds)
        self.mix: Model[Any, Any] = Maxout(
            width, shape.embed * len(COLUMNS) + DIMENSIONS, nP=pieces, normalize=True
        )
        # Each layer sees zeros, not its own echo, on either side of a sequence.
        layers: list[Model[Any, Any]] = [
            with_array(
                residual(
                    chain(expand_window(1), Maxout(width, width * 3, nP=pieces, normalize=True))
                ),
                pad=1,
            )
            for _ in range(shape.depth)
        ]
        self.encoder: Model[Any, Any] = chain(*layers)
        self.output: Model[Any, Any] = Softmax(len(TAGS), width)
        self.columns.initialize(X=np.zeros((1, len(COLUMNS)), dtype=np.uint64))
        self.mix.initialize()
        self.encoder.initialize(X=[np.zeros((3, width), dtype=np.float32)])
        self.output.initialize()

    @property
    def layers(self) -> tuple[Model[Any, Any], ...]:
        """All layers, in order."""
        return self.columns, self.mix, self.encoder, self.output

    def begin_update(
        self, batch: Sequence[TokenRows], noise: Noise
    ) -> tuple[Floats, Callable[[Floats], None]]:
        """Probabilities of all tokens of the batch, and the function that takes their gradient."""
        keys, rows = noise.blank(batch, self.vectors.unknown)
        cuts = np.cumsum([len(one.rows) for one in batch])[:-1]
        embedded, back_columns = self.columns(keys, is_train=True)
        joined = np.hstack([embedded, self.vectors.rows(rows)])
        kept = noise.mask(joined.shape)
        mixed, back_mix = self.mix(joined * kept, is_train=True)
        kept_mixed = noise.mask(mixed.shape)
        encoded, back_encoder = self.encoder(np.split(mixed * kept_mixed, cuts), is_train=True)
        kept_out = noise.mask((len(keys), self.shape.width))
        scores, back_output = self.output(np.concatenate(encoded) * kept_out, is_train=True)

        def backward(gradient: Floats) -> None:
            outer = back_encoder(np.split(back_output(gradient) * kept_out, cuts))
            inner = back_mix(np.concatenate(outer) * kept_mixed) * kept
            back_columns(np.ascontiguousarray(inner[:, : embedded.shape[1]]))

        return scores, backward

    def finish_update(self, optimizer: Optimizer) -> None:
        """Let the optimizer change the weights by the gradients gathered."""
        for layer in self.layers:
            layer.finish_update(optimizer)

    def weights(self) -> Weights:
        """What the network has learned, for the reader."""
        maxouts = zip(self._params("maxout", "Wb"), self._params("layernorm", "Gb"), strict=True)
        pieces = [Piece(*maxout, *norm) for maxout, norm in maxouts]
        ((output, bias),) = self._params("softmax", "Wb")
        tables = [table for (table,) in self._params("hashembed", "E")]
        return Weights(tables, pieces[0], pieces[1:], output, bias)

    def _params(self, layer: str, names: str) -> list[list[Floats]]:
        """The parameters ``names`` of each node that is a ``layer``, in order."""
        nodes = [node for each in self.layers for node in each.walk() if node.name == layer]
        return [[np.asarray(node.get_param(name), np.float32) for name in names] for node in nodes]


class Noise:
    """Dropout of units, and of whole columns, so that no token is known by its form alone."""

    def __init__(self, seed: int, units: float, columns: float) -> None:
        self._random = np.random.RandomState(seed)
        self._units = units
        self._columns = columns

    def mask(self, shape: tuple[int, ...]) -> Floats:
        """Zeros with the chance ``units``, the rest scaled so that the sum stays."""
        kept = self._random.rand(*shape) >= self._units
        return kept.astype(np.float32) / np.float32(1 - self._units)

    def blank(
        self, batch: Sequence[TokenRows], unknown: int
    ) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
        """Keys and rows of a batch with some of what tells the form taken away."""
        keys = np.concatenate([one.keys for one in batch])
        rows = np.concatenate([one.rows for one in batch])
        for column, (name, _) in enumerate(COLUMNS):
            if name in ("form", "prefix", "suffix", "last", "name"):
                keys[self._random.rand(len(keys)) < self._columns, column] = 0
        rows[self._random.rand(len(rows)) < self._columns] = unknown
        return keys, rows
